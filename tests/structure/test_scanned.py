"""Letterheads and signatures of scans: what is written by hand is left out, what strokes and stamps leave is no text."""

from __future__ import annotations

import pytest

from extract.facts import Pipeline
from extract.reading import Box, PageInfo, Source
from extract.reading.compose import DraftParagraph, Run, compose
from extract.structure import Document, analyse

SURE = 0.96
REST = [("tháng", SURE), ("4", SURE), ("năm", SURE), ("2022", SURE)]


def page(lines: list[str | list[tuple[str, float]]], *, printed: list[str] | None = None) -> Source:
    """A scanned page; a line is a text read surely, or its words with how surely each was read."""
    drafts = []
    for i, line in enumerate(lines):
        words = [(word, SURE) for word in line.split()] if isinstance(line, str) else line
        drafts.append(
            DraftParagraph(
                [
                    Run(word, Box(1, 50 + 20 * k, 12 * i, 68 + 20 * k, 12 * i + 10), sure)
                    for k, (word, sure) in enumerate(words)
                ]
            )
        )
    for text in printed or []:
        drafts.append(DraftParagraph([Run(text, Box(1, 400, 5, 560, 12))]))
    return compose(drafts, "quet.pdf", "application/pdf", pages=[PageInfo(1, 595, 842, "scan")])


def scan(
    number: str | list[tuple[str, float]] = "Số: 12/CT-UBND",
    date: str | list[tuple[str, float]] = "Gia Viễn, ngày 08 tháng 4 năm 2022",
    *,
    motto: str = "Độc lập - Tự do - Hạnh phúc",
    kind: str = "CHỈ THỊ",
    ending: list[str] | None = None,
    printed: list[str] | None = None,
) -> Document:
    lines: list[str | list[tuple[str, float]]] = [
        "ỦY BAN NHÂN DÂN",
        "HUYỆN GIA VIỄN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        motto,
        number,
        date,
        kind,
        "Về việc phòng, chống cháy rừng trong mùa khô",
        "Từ đầu năm đến nay trên địa bàn huyện đã xảy ra ba vụ cháy rừng.",
        "1. Hạt Kiểm lâm huyện trực chỉ huy 24/24 giờ trong các ngày nắng nóng cao điểm.",
        "Yêu cầu Thủ trưởng các cơ quan, đơn vị thực hiện nghiêm Chỉ thị này./.",
        *(
            ending
            or [
                "Nơi nhận:",
                "- UBND tỉnh (báo cáo);",
                "- Báo Ninh Bình;",
                "- Lưu: VT.",
                "CHỦ TỊCH",
                "Lê Thị Hồng Gấm",
            ]
        ),
    ]
    return analyse(page(lines, printed=printed))


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 12/CT-UBND", 12),
        ("Số: 12 /CT-UBND", 12),
        ([("Số:", SURE), ("12/CT-UBND", 0.82)], 12),
        # By hand: digits that were read unsurely, apart from the symbol or run into it.
        ([("Số:", SURE), ("72", 0.45), ("/CT-UBND", 0.9)], None),
        ([("Số:", SURE), ("72", 0.84), ("/CT-UBND", 0.9)], None),
        ([("Số:", SURE), ("3/CT-UBND", 0.55)], None),
        # By hand, and read as no digits at all.
        ([("Số:", SURE), ("đ@", 0.82), ("/CT-UBND", 0.9)], None),
        ([("Số:0+", 0.8), ("/CT-UBND", 0.9)], None),
        ([("Số:", SURE), ("2", 0.6), ("#ˆ", 0.4), ("/CT-UBND", 0.9)], None),
        ([("số:", 0.7), ("JT§/CT-UBND", 0.4)], None),
        ([("Số:/‡€", 0.6), ("/CT-UBND", 0.9)], None),
        ([("/CT-UBND", 0.9)], None),
        ([("_/CT-UBND", 0.7)], None),
    ],
)
def test_a_number_by_hand_is_left_out_and_its_symbol_kept(
    line: str | list[tuple[str, float]], number: int | None
) -> None:
    document = scan(line)
    header = document.header
    assert (header.number, header.symbol, header.doc_type) == (number, "CT-UBND", "Chỉ thị")
    assert header.issuer == "Ủy ban nhân dân huyện Gia Viễn"
    assert header.subject == "Về việc phòng, chống cháy rừng trong mùa khô"
    assert any(note.startswith("số văn bản: để trống hoặc ghi tay") for note in document.notes) == (
        number is None
    )


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Gia Viễn, ngày 08 tháng 4 năm 2022", "2022-04-08"),
        ("Gia Viễn, ngày tháng 4 năm 2022", "2022-04"),
        ("Gia Viễn, tháng 4 năm 2022", "2022-04"),
        ([("Gia", SURE), ("Viễn,", SURE), ("ngày", SURE), ("06", 0.6), *REST], "2022-04"),
        ([("Gia", SURE), ("Viễn,", SURE), ("ngày", SURE), ("&@", 0.4), *REST], "2022-04"),
        ([("Gia", SURE), ("Viễn,", SURE), ("ngày⁄{P'", 0.4), *REST], "2022-04"),
        ([("Gia", SURE), ("Viễn,", SURE), ("ngày", SURE), ("2", 0.5), ("thángØ†", 0.4), ("năm", SURE), ("2022", SURE)], "2022"),
        ([("Gia", SURE), ("Viễn,", SURE), ("ngày", SURE), ("2#", 0.8), ("năm", SURE), ("2022", SURE)], "2022"),
        ([("Gia", SURE), ("Viễn,", SURE), ("ngày", SURE), ("|", 0.4), ("tháng", SURE), ("1]", 0.7), ("năm", SURE), ("2022", SURE)], "2022"),
    ],
)  # fmt: skip
def test_a_day_by_hand_is_left_out_and_its_month_kept(line: str | list[tuple[str, float]], day: str) -> None:
    document = scan(date=line)
    assert (document.header.place, document.header.issued_on) == ("Gia Viễn", day)
    assert document.header.subject == "Về việc phòng, chống cháy rừng trong mùa khô"
    assert any(note.startswith("ngày ban hành: để trống hoặc ghi tay") for note in document.notes) == (
        len(day) < 10
    )


@pytest.mark.parametrize(
    ("motto", "kind"),
    [("Độc pc lập - Tự do - Hạnh phú paue", "CHÍ THỊ"), ("ˆ", "CHI THỊ"), ("Độc lập - Tự do -", "CHỈ THỊ.")],
)
def test_lost_letters_of_motto_and_type_end_no_letterhead(motto: str, kind: str) -> None:
    header = scan(motto=motto, kind=kind).header
    assert (header.number, header.doc_type, header.issued_on) == (12, "Chỉ thị", "2022-04-08")
    assert header.subject == "Về việc phòng, chống cháy rừng trong mùa khô"


@pytest.mark.parametrize(
    ("ending", "name", "title"),
    [
        (["CHU TỊCH", "Lê Thị Hồng Gấm"], "Lê Thị Hồng Gấm", "CHỦ TỊCH"),
        (["KT. CHỦ TỊCH", "PHO CHU TICH", "⁄2", "uuauL—", "Lê Thị Hồng Gấm"], "Lê Thị Hồng Gấm", "KT. CHỦ TỊCH - PHÓ CHỦ TỊCH"),
        (["TL. CHỦ TỊCH", "Á Ă", "CHANH VĂN PHONG", '"Lê Thị Hồng Gấm'], "Lê Thị Hồng Gấm", "TL. CHỦ TỊCH - CHÁNH VĂN PHÒNG"),
        (["KT. GLAM ĐỐC", "PHÓ GIÁM ĐÔC", "Lê Thị Hồng Gấm"], "Lê Thị Hồng Gấm", "KT. GIÁM ĐỐC - PHÓ GIÁM ĐỐC"),
        (["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊC Ũ", "Lê Thị Hồng Gấm"], "Lê Thị Hồng Gấm", "TM. ỦY BAN NHÂN DÂN - KT. CHỦ TỊCH - PHÓ CHỦ TỊCH"),
        # Under the stamp nothing of the title is left.
        (["Lê Thị Hồng Gấm"], "Lê Thị Hồng Gấm", None),
        (["CHỦ TỊCH", "~ /"], None, "CHỦ TỊCH"),
    ],
)  # fmt: skip
def test_strokes_of_pens_are_no_names(ending: list[str], name: str | None, title: str | None) -> None:
    listed = ["Nơi nhận:", "- UBND tỉnh (báo cáo);", "- Báo Ninh Bình;", "- Lưu: VT."]
    document = scan(ending=[*listed, *ending])
    assert (document.signature.name, document.signature.title) == (name, title)
    assert document.recipients == ("UBND tỉnh (báo cáo)", "Báo Ninh Bình", "Lưu: VT")


@pytest.mark.parametrize("dash", ["~", "ˆ", "~-", "—", "-"])
def test_dashes_that_were_misread_keep_the_list_together(dash: str) -> None:
    listed = ["Nơi nhận:", "- UBND tỉnh (báo cáo);", f"{dash} Báo Ninh Bình;", f"{dash} Lưu: VT."]
    document = scan(ending=[*listed, "CHỦ TỊCH", "Lê Thị Hồng Gấm"])
    assert document.recipients == ("UBND tỉnh (báo cáo)", "Báo Ninh Bình", "Lưu: VT")
    assert document.signature.name == "Lê Thị Hồng Gấm"


def test_digits_higher_than_printed_ones_are_by_hand() -> None:
    """However surely they were read."""
    words = ["Số:", "12/CT-UBND", "Gia", "Viễn,", "ngày", "08", "tháng", "4", "năm", "2022"]

    def header(tall: dict[str, float]) -> tuple[int | None, str | None]:
        lines: list[str | list[str]] = [
            "HUYỆN GIA VIỄN",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            words[:2],
            words[2:],
            "CHỈ THỊ",
            "Về việc phòng cháy",
        ]
        drafts = [
            DraftParagraph(
                [
                    Run(
                        word,
                        Box(1, 50 + 20 * k, 20 * i, 68 + 20 * k, 20 * i + 9 * tall.get(word, 1.03)),
                        SURE,
                    )
                    for k, word in enumerate(line if isinstance(line, list) else line.split())
                ]
            )
            for i, line in enumerate(lines)
        ]
        read = compose(drafts, "quet.pdf", "application/pdf", pages=[PageInfo(1, 595, 842, "scan")])
        found = analyse(read).header
        return found.number, found.issued_on

    assert header({"12/CT-UBND": 1.2}) == (12, "2022-04-08")
    assert header({"12/CT-UBND": 1.7}) == (None, "2022-04-08")
    assert header({"08": 1.25}) == (12, "2022-04")


@pytest.mark.parametrize(
    ("body", "issuer"),
    [("BỘ Y TẾ", "Bộ Y tế"), ("SỞ Y TẾ", "Sở Y tế"), ("TW ĐOÀN", "TW Đoàn"), ("BỘ Y TẾ ¶ xã", "Bộ Y tế")],
)
def test_short_names_of_bodies_are_no_specks(body: str, issuer: str) -> None:
    lines = [
        *body.split(" ¶ "),
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 12/CT-BYT",
        "Hà Nội, ngày 08 tháng 4 năm 2022",
        "CHỈ THỊ",
        "Về tiêm chủng",
        "Nội dung.",
    ]
    assert analyse(page(list(lines))).header.issuer.casefold() == issuer.casefold()  # type: ignore[union-attr]


def test_a_signature_over_a_scan_dates_the_copy() -> None:
    blank = scan(
        date="Gia Viễn, ngày tháng 4 năm 2022",
        printed=["Người ký: Ủy ban nhân dân huyện Gia Viễn", "Thời gian ký: 11.04.2022 08:12:40 +07:00"],
    )
    assert blank.header.issued_on == "2022-04"
    assert any("11/04/2022" in note and "bản sao" in note for note in blank.notes)
    assert any(note.startswith("ngày ban hành: để trống") for note in blank.notes)


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        (["Người ký: Ủy ban nhân dân huyện Gia Viễn"], "2022-04-11"),
        (["Người ký: UBND huyện Gia Viễn"], "2022-04-11"),
        (["Người ký: Văn phòng Ủy ban nhân dân huyện Gia Viễn"], "2022-04-11"),
        (["Người ký: Lê Thị Hồng Gấm"], "2022-04-11"),
        ([], "2022-04-11"),
        (["Người ký: Trung tâm Công báo", "Email: congbao@ninhbinh.example.vn"], "2022-04"),
        (["Ký bởi: Sở Thông tin và Truyền thông"], "2022-04"),
    ],
)
def test_only_the_signature_of_the_issuer_dates_a_document(stamp: list[str], day: str) -> None:
    lines = [
        "ỦY BAN NHÂN DÂN",
        "HUYỆN GIA VIỄN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 12/CT-UBND",
        "Gia Viễn, ngày     tháng 4 năm 2022",
        "CHỈ THỊ",
        "Về việc phòng, chống cháy rừng trong mùa khô",
        "1. Hạt Kiểm lâm huyện trực chỉ huy 24/24 giờ./.",
        "CHỦ TỊCH",
        "Lê Thị Hồng Gấm",
        *stamp,
        "Thời gian ký: 11.04.2022 08:12:40 +07:00",
    ]
    drafts = [
        DraftParagraph([Run(line, Box(1, 50, 12 * i, 500, 12 * i + 10))]) for i, line in enumerate(lines)
    ]
    document = analyse(compose(drafts, "van-ban.pdf", "application/pdf", pages=[PageInfo(1, 595, 842)]))
    assert document.header.issued_on == day


def test_what_is_printed_as_text_is_not_guessed_at() -> None:
    """Look-alikes of lost letters in a text that was not recognised stay what they are."""
    lines = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: đ@ /CT-UBND",
        "CHÍ THỊ",
        "Nội dung.",
    ]
    drafts = [
        DraftParagraph([Run(line, Box(1, 50, 12 * i, 500, 12 * i + 10))]) for i, line in enumerate(lines)
    ]
    header = analyse(compose(drafts, "a.pdf", "application/pdf", pages=[PageInfo(1, 595, 842)])).header
    assert (header.symbol, header.doc_type) == (None, None)


@pytest.mark.parametrize(
    "stamp",
    [
        "TRUNG TÂM LƯU TRỮ LỊCH SỬ luutru@ninhbinh.example.vn 12.04.2022 09:30:11 +07:00",
        "Người ký: Trung tâm Lưu trữ lịch sử",
    ],
)
def test_who_certified_a_copy_is_no_body_of_the_document(stamp: str) -> None:
    document = scan(printed=[stamp])
    assert document.signature.name == "Lê Thị Hồng Gấm"
    names = {mention.organisation.name for mention in Pipeline()(document).mentions}
    assert "Hạt Kiểm lâm huyện Gia Viễn" in names
    assert not any("Lưu trữ" in name or "LƯU TRỮ" in name for name in names)
