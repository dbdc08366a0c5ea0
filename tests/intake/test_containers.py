"""Archives and mails: everything in them found, nothing in them believed."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from email.message import EmailMessage
from pathlib import Path

import pytest

from extract.database import open_database
from extract.intake.containers import Limits, Member, is_container, members
from extract.intake.ingest import ingest
from tests.conftest import CORPUS
from tests.database.test_writing import TEXT


def packed(entries: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def mail(attachments: dict[str, bytes], body: str = "Kính gửi quý cơ quan văn bản đính kèm.") -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "van-thu@vidu.example", "nhan@vidu.example"
    message["Subject"], message["Message-ID"] = "Gửi văn bản", "<1@vidu.example>"
    message.set_content(body)
    for name, data in attachments.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def opened(tmp_path: Path, data: bytes, limits: Limits | None = None) -> list[Member]:
    path = tmp_path / "gói"
    path.write_bytes(data)
    return list(members(path, limits or Limits()))


def test_each_member_is_a_file_of_its_own_under_its_name(tmp_path: Path) -> None:
    inner = packed({"sâu/c.txt": b"3"})
    found = opened(tmp_path, packed({"thư mục/": b"", "thư mục/công văn.txt": b"1", "trong.zip": inner}))
    assert [(m.path, m.data) for m in found] == [
        ("thư mục/công văn.txt", b"1"),
        ("trong.zip!sâu/c.txt", b"3"),
    ]


@pytest.mark.parametrize(
    "name, kept",
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/tuyệt/đối.txt", "tuyệt/đối.txt"),
        ("C:\\Windows\\a.txt", "Windows/a.txt"),
        ("a/./b/../c.txt", "a/b/c.txt"),
        ("dòng\nmới.txt", "dòng_mới.txt"),
        ("..", "?"),
    ],
)
def test_names_lead_nowhere_else(tmp_path: Path, name: str, kept: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo("x")
        info.filename = name
        archive.writestr(info, b"1")
    assert [m.path for m in opened(tmp_path, buffer.getvalue())] == [kept]


def stored_as(raw: bytes, extra: bytes = b"") -> bytes:
    """A ZIP with a member of these bytes as its name, not marked as UTF-8."""
    data, crc = b"1", zlib.crc32(b"1")
    local = (
        struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 0, 0, 33, crc, 1, 1, len(raw), len(extra)) + raw + extra
    )
    central = (
        struct.pack(
            "<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 0, 0, 33, crc, 1, 1, len(raw), len(extra), 0, 0, 0, 0, 0
        )
        + raw
        + extra
    )
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, len(central), len(local) + 1, 0)
    return local + data + central + end


def unicode_path(raw: bytes, name: str) -> bytes:
    content = b"\1" + struct.pack("<I", zlib.crc32(raw)) + name.encode()
    return struct.pack("<HH", 0x7075, len(content)) + content


@pytest.mark.parametrize(
    "raw, extra, name",
    [
        ("Công văn số 5.txt".encode(), b"", "Công văn số 5.txt"),
        ("Thông báo.txt".encode("cp1258", "replace").replace(b"?", b"\xf4"), b"", "Thông báo.txt"),
        (b"C?ng v?n.txt", unicode_path(b"C?ng v?n.txt", "Công văn.txt"), "Công văn.txt"),
        ("café £.txt".encode("cp437"), b"", "café £.txt"),
    ],
)
def test_names_are_read_in_the_encoding_they_were_packed_with(
    tmp_path: Path, raw: bytes, extra: bytes, name: str
) -> None:
    assert [m.path for m in opened(tmp_path, stored_as(raw, extra))] == [name]


def test_bombs_are_told_and_not_opened(tmp_path: Path) -> None:
    small = Limits(member_bytes=1_000_000, total_bytes=1_500_000, members=4)
    bomb = opened(tmp_path, packed({"bom.txt": bytes(20_000_000), "a.txt": b"1"}), Limits(ratio=50))
    assert [m.data for m in bomb] == [None, b"1"] and "bom nén" in (bomb[0].message or "")
    large = opened(tmp_path, packed({"lớn.txt": bytes(1_200_000)}), small)
    assert large[0].data is None and "quá lớn" in (large[0].message or "")
    many = opened(tmp_path, packed({f"{i}.txt": b"1" for i in range(9)}), small)
    assert [m.data for m in many] == [b"1"] * 4 + [None] and "quá nhiều" in (many[-1].message or "")
    total = opened(tmp_path, packed({f"{i}.txt": bytes(900_000) for i in range(4)}), small)
    assert [len(m.data) if m.data else None for m in total] == [900_000, None, None]
    nested = b"1"
    for _ in range(9):
        nested = packed({"a.zip": nested})
    (deep,) = opened(tmp_path, nested)
    assert deep.data is None and "quá sâu" in (deep.message or "")


def test_a_member_that_lies_about_its_size_is_cut_off(tmp_path: Path) -> None:
    data = packed({"a.txt": bytes(3_000_000)})
    lying = data.replace(struct.pack("<I", 3_000_000), struct.pack("<I", 100))
    (member,) = opened(tmp_path, lying, Limits(member_bytes=1_000_000))
    assert member.data is None and member.message


def test_passwords_and_damage_are_told_member_by_member(tmp_path: Path) -> None:
    data = bytearray(packed({"a.txt": b"1" * 50, "b.txt": TEXT.encode()}))
    first = data.index(b"PK\1\2")
    data[6] |= 1
    data[first + 8] |= 1
    (locked, fine) = opened(tmp_path, bytes(data))
    assert "mật khẩu" in (locked.message or "") and fine.data == TEXT.encode()
    (cut,) = opened(tmp_path, packed({"a.txt": TEXT.encode()})[:-40])
    assert cut.data is None and "hỏng" in (cut.message or "")
    broken = bytearray(packed({"a.txt": TEXT.encode()}))
    broken[60:70] = bytes(10)
    (damaged,) = opened(tmp_path, bytes(broken))
    assert damaged.data is None and "hỏng" in (damaged.message or "")


def test_documents_that_are_packed_as_archives_are_documents(tmp_path: Path) -> None:
    assert not is_container(CORPUS / "c_ke-hoach-tinh.docx")
    assert not is_container(CORPUS / "c_chuyen-van-ban.pdf")
    for name, data in {"a": TEXT.encode(), "b": b"", "c": b"From: the start\n\nnot a mail"}.items():
        (tmp_path / name).write_bytes(data)
        assert not is_container(tmp_path / name)


def test_a_mail_gives_its_attachments_or_else_itself(tmp_path: Path) -> None:
    forwarded = EmailMessage()
    forwarded["From"], forwarded["MIME-Version"] = "a@vidu.example", "1.0"
    forwarded.set_content("Xin chuyển tiếp.")
    forwarded.add_attachment(b"2", maintype="application", subtype="pdf", filename="quyết định.pdf")
    outer = EmailMessage()
    outer["From"] = "b@vidu.example"
    outer.set_content("Kính gửi.")
    outer.add_attachment(b"1", maintype="application", subtype="pdf", filename="công văn số 5.pdf")
    outer.add_attachment(forwarded)
    found = opened(tmp_path, outer.as_bytes())
    assert [(m.path, m.data) for m in found] == [
        ("công văn số 5.pdf", b"1"),
        ("thư đính kèm.eml!quyết định.pdf", b"2"),
    ]
    (letter,) = opened(tmp_path, mail({}, TEXT))
    assert letter.path == "thư.txt" and "Sở Nội vụ" in (letter.data or b"").decode()


def test_a_mailbox_gives_the_attachments_of_its_mails(tmp_path: Path) -> None:
    box = b"".join(
        b"From a@vidu.example Mon Mar  3 08:00:00 2025\n" + mail({f"{i}.txt": bytes([65 + i])}) + b"\n"
        for i in range(3)
    )
    assert [(m.path, m.data) for m in opened(tmp_path, box)] == [
        ("1.eml!0.txt", b"A"),
        ("2.eml!1.txt", b"B"),
        ("3.eml!2.txt", b"C"),
    ]


@pytest.mark.parametrize("seed", range(30))
def test_damaged_containers_never_raise(tmp_path: Path, seed: int) -> None:
    import random

    chance = random.Random(seed)
    for data in (
        packed({"a.txt": TEXT.encode(), "b.zip": packed({"c": b"1"})}),
        mail({"a.txt": TEXT.encode()}),
    ):
        harmed = bytearray(data)
        for _ in range(chance.randrange(1, 30)):
            harmed[chance.randrange(len(harmed))] = chance.randrange(256)
        opened(tmp_path, bytes(harmed[: chance.randrange(20, len(harmed) + 1)]))


def test_members_are_taken_in_with_a_fate_each(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.zip").write_bytes(
        packed(
            {"kế hoạch.txt": TEXT.encode(), "bản sao.txt": TEXT.encode(), "rỗng.txt": b"", "x.json": b"{}"}
        )
    )
    (folder / "b.eml").write_bytes(mail({"kh.txt": TEXT.replace("812", "813").encode()}))
    db = open_database(tmp_path / "x.db")
    report = ingest(db, [folder])
    assert report.counts == {"stored": 2, "duplicate": 1, "failed": 1, "skipped": 1, "opened": 2}
    fates = {Path(p).name: s for p, s in db.execute("select path, status from files")}
    assert fates == {
        "a.zip": "opened",
        "a.zip!bản sao.txt": "stored",
        "a.zip!kế hoạch.txt": "duplicate",
        "a.zip!rỗng.txt": "failed",
        "a.zip!x.json": "skipped",
        "b.eml": "opened",
        "b.eml!kh.txt": "stored",
    }
    (folder / "a.zip").write_bytes(packed({"kế hoạch.txt": TEXT.encode()}))
    ingest(db, [folder])
    fates = {Path(p).name: s for p, s in db.execute("select path, status from files")}
    assert fates["a.zip!kế hoạch.txt"] == "stored" and fates["a.zip!bản sao.txt"] == "gone"
    assert ingest(db, [folder]).counts == {"unchanged": 2}
