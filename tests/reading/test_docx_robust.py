"""DOCX files that are torn, incomplete, locked or made to do harm: one line of refusal, or what can be read."""

from __future__ import annotations

import io
import struct
import time
import zipfile
import zlib

import pytest

from extract.reading import ReadError, read_bytes
from tests.reading.docx_files import FILLER, Parts, docx, lines_of, p, part, source_of, tbl, tc, tr

WORD = "word/document.xml"
BODY = part("document", f"<w:body>{p(FILLER)}</w:body>")


def refusal(data: bytes) -> str:
    with pytest.raises(ReadError) as error:
        read_bytes(data, "a.docx")
    message = str(error.value)
    assert "\n" not in message and error.value.reason and error.value.remedy
    return message


def with_parts(**parts: str | bytes) -> bytes:
    members: Parts = {name.replace("__", "/") + ".xml": content for name, content in parts.items()}
    return docx(p(FILLER), parts=members)


def test_torn_files() -> None:
    whole = docx("".join(p(f"{n}. {FILLER}") for n in range(200)))
    for size in (len(whole) // 4, len(whole) // 2, len(whole) - 30):
        assert "DOCX" in refusal(whole[:size])


def test_a_damaged_member() -> None:
    whole = bytearray(docx("".join(p(f"{n}. {FILLER}") for n in range(200))))
    at = whole.index(WORD.encode()) + 200
    whole[at : at + 40] = b"\xff" * 40
    assert "DOCX" in refusal(bytes(whole))


def test_broken_xml_of_the_body() -> None:
    assert "XML" in refusal(docx("<w:p><w:r>"))
    assert "nội dung" in refusal(docx("", parts={WORD: part("document", "")}))


def test_no_text() -> None:
    assert "chữ" in refusal(docx(p("")))
    assert "hình ảnh" in refusal(docx(p(""), parts={"word/media/image1.png": b"\x89PNG"}))
    # Some web sites put the page into a part of its own.
    assert "tệp nhúng" in refusal(docx('<w:altChunk r:id="rC"/>'))


@pytest.mark.parametrize("kind", ["styles", "numbering", "settings", "footnotes", "theme"])
def test_a_broken_part_that_holds_no_text_is_left_out_with_a_note(kind: str) -> None:
    data = docx(p(FILLER), parts={f"word/{kind}.xml": "<w:broken"}, relations={"rX": (kind, f"{kind}.xml")})
    source = source_of(data)
    assert source.text == FILLER and any("hỏng" in note for note in source.notes)


def test_only_the_body_is_there() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(WORD, BODY)
    assert read_bytes(out.getvalue(), "a.docx").text == FILLER


BILLION = '<!DOCTYPE w [<!ENTITY a "ha">{}]>'.format(
    "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(12))
)


@pytest.mark.parametrize(
    "trick",
    [
        BODY.replace("?>", "?>" + BILLION).replace(FILLER, "&m;"),
        BODY.replace("?>", '?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>').replace(FILLER, "&a;"),
        BODY.replace("?>", '?><!DOCTYPE w SYSTEM "http://127.0.0.1:9/a.dtd">'),
        BODY.replace("UTF-8", "UTF-16").replace("?>", '?><!DOCTYPE w [<!ENTITY a "b">]>').encode("utf-16"),
    ],
)
def test_documents_with_entities_are_refused(trick: str | bytes) -> None:
    assert "DOCTYPE" in refusal(docx("", parts={WORD: trick}))
    # So they are where the document itself is harmless.
    assert "DOCTYPE" in refusal(docx(p(FILLER), parts={"word/styles.xml": trick}))


def bomb(size: int, *, declared: int | None = None) -> bytes:
    """A file whose body inflates to so many bytes; `declared` is what its directory says."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        with file.open(WORD, "w", force_zip64=True) as member:
            member.write(b"<w:document><w:body>")
            block = b" " * (1 << 20)
            for _ in range(size >> 20):
                member.write(block)
    data = out.getvalue()
    if declared is not None:
        at = data.rindex(b"PK\x01\x02")
        data = data[: at + 24] + struct.pack("<I", declared) + data[at + 28 :]
    return data


@pytest.mark.parametrize("declared", [None, 5000])
def test_a_bomb_is_stopped_while_it_inflates(declared: int | None) -> None:
    started = time.process_time()
    message = refusal(bomb(1 << 30, declared=declared))
    assert "phình" in message or "hỏng" in message
    assert time.process_time() - started < 20


def test_a_bomb_in_a_part_beside_the_body() -> None:
    huge = part("styles", "<w:style/>" * 3_000_000)
    assert "phình" in refusal(with_parts(word__styles=huge))


def test_a_million_members() -> None:
    whole = docx(p(FILLER))
    end = whole.rindex(b"PK\x05\x06")
    record = (
        struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"x"
    )
    data = whole[:end] + record * 300_000 + whole[end:]
    assert "DOCX" in refusal(data)


def test_overlapping_members_and_other_compression() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as file:
        file.writestr(WORD, BODY)
    assert read_bytes(out.getvalue(), "a.docx").text == FILLER
    unknown = out.getvalue().replace(
        struct.pack("<H", 14) + out.getvalue()[10:12], struct.pack("<H", 77) + out.getvalue()[10:12]
    )
    assert "DOCX" in refusal(unknown)


def nested(depth: int) -> str:
    inner = p("Trong cùng.")
    for _ in range(depth):
        inner = tbl(tr(tc(inner + p(""))))
    return inner


def test_deeply_nested_tables() -> None:
    assert lines_of(docx(nested(40) + p(FILLER))) == ["Trong cùng."]
    wide = p("Trong cùng.")
    for _ in range(20):
        wide = tbl(tr(tc("Mã"), tc(wide + p("")), tc("Số")))
    assert "Trong cùng." in source_of(docx(wide + p(FILLER))).text
    # Deeper than the parser goes: a refusal, not the end of the program.
    assert "XML" in refusal(docx(nested(400) + p(FILLER)))


def test_deeply_nested_controls() -> None:
    inner = "<w:sdt><w:sdtContent>" * 100 + p("Sâu.") + "</w:sdtContent></w:sdt>" * 100
    assert lines_of(docx(inner + p(FILLER))) == ["Sâu."]


def test_members_named_twice_and_names_that_climb() -> None:
    out = io.BytesIO()
    with pytest.warns(UserWarning), zipfile.ZipFile(out, "w") as file:
        file.writestr(WORD, BODY)
        file.writestr(WORD, BODY.replace(FILLER, "Bản thứ hai."))
        file.writestr("../../etc/x.xml", "x")
    assert read_bytes(out.getvalue(), "a.docx").text == FILLER


def test_a_long_document_is_read_in_time() -> None:
    """Some 600 pages: 12,000 paragraphs and a table of 5,000 rows."""
    body = "".join(p(f"{n}. ", FILLER, " ", "Thời hạn hoàn thành trong quý.") for n in range(12_000))
    rows = "".join(tr(str(n), "Hồ sơ trực tuyến", "Sở Nội vụ", "12") for n in range(5_000))
    data = docx(body + tbl(tr("STT", "Nội dung", "Đơn vị", "Số lượng"), rows))
    started = time.process_time()
    source = source_of(data)
    assert len(source.blocks) == 12_001
    assert time.process_time() - started < 20


def test_the_checksum_of_a_member_is_looked_at() -> None:
    whole = docx(p(FILLER))
    crc = struct.pack("<I", zlib.crc32(part("document", f"<w:body>{p(FILLER)}</w:body>").encode()))
    assert "DOCX" in refusal(whole.replace(crc, b"\x00\x00\x00\x01"))
