"""Whether the words of a text layer are believed."""

from __future__ import annotations

import pytest

from extract.reading.pdf.trust import doubt

PROSE = (
    "Ủy ban nhân dân thị xã giao phòng Văn hóa và Thông tin chủ trì, phối hợp với các xã, phường rà soát hồ sơ "
    "dịch vụ công trực tuyến, khắc phục tình trạng trễ hẹn, báo cáo kết quả trước ngày 15 hằng tháng."
)
BARE = (
    "Uy ban nhan dan thi xa giao phong Van hoa va Thong tin chu tri, phoi hop voi cac xa, phuong ra soat ho so "
    "dich vu cong truc tuyen, khac phuc tinh trang tre hen, bao cao ket qua truoc ngay 15 hang thang."
)
ENGLISH = (
    "The department reviews the files of each commune and reports to the committee on the fifteenth of the month, "
    "with the reasons for any delay and what has been done to make up for it in the future."
)


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        PROSE.upper(),
        ENGLISH,
        "12 45,6% 1.204 99/100 15/3/2025 " * 40,
        "QĐ-UBND KH-SNV 12 34 Excel " * 20,
        "Trang 3",
        "VNeID iGate eOffice PDF https://dichvucong.example.vn admin@example.vn",
        PROSE + " VNeID, iGate, eOffice, LGSP, ioffice.example.vn, email: vanthu@example.vn",
        "STT Họ và tên Chức vụ 1 Nguyễn Văn Bình Phó trưởng phòng 2 Trần Thị Hoa Chuyên viên " * 4,
        "Số liệu đến 31/12/2024, 30/6/2025, 15/9/2025, 01/10/2025, 02/10/2025",
        "…………………………………… ____________ .............. " * 10,
        "ກະຊວງ ພາຍໃນ ລາວ " * 20,
    ],
)
def test_is_believed(text: str) -> None:
    assert doubt(text.split()) is None


def shifted(text: str, by: int) -> str:
    """The numbers of glyphs taken for characters; what is no character then is U+FFFD, as in words that are read."""
    moved = (chr(ord(c) + by) if c > " " else c for c in text)
    return "".join(c if c >= " " else "\ufffd" for c in moved)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (BARE, "dấu"),
        (BARE.upper(), "dấu"),
        (BARE.replace("a", "~").replace("o", "0("), "ký hiệu"),
        (BARE.replace(" ", " V~t h(>p "), "ký hiệu"),
        (PROSE.replace("ư", "\ufffd").replace("â", "\ue123").replace("o", "\ufffd"), "ý nghĩa|nghĩa"),
        (shifted(BARE, 3), "lời"),
        (shifted(BARE, -29), "nghĩa"),
        ("ngày 45/93/2024 ngày 71/20/2019 ngày 88/41/1203 ngày 10/77/2024 ngày 12/3/2024", "ngày tháng"),
    ],
)
def test_is_not_believed(text: str, why: str) -> None:
    found = doubt(text.split())
    assert found is not None
    assert any(part in found for part in why.split("|"))


def test_a_scanner_must_do_better_than_a_program() -> None:
    words = PROSE.split()
    for i in range(0, len(words), 9):
        words[i] = f"{words[i][:1]}~{words[i][1:]}m"
    assert doubt(words, recognised=True) is not None
