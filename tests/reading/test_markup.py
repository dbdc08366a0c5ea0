"""Emphasis, headings, tags and entities leave no trace; stars that mean something stay."""

from __future__ import annotations

import pytest

from extract.reading import Paragraph, read_text
from extract.reading.markup import strip_markup


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("**1. **100% xã", "1. 100% xã"),
        ("**2**. **Yêu cầu**", "2. Yêu cầu"),
        ("*Đơn vị chủ trì: *Sở Y tế", "Đơn vị chủ trì: Sở Y tế"),
        ("tăng **1**2,5%, còn **3**/**7 hồ sơ**", "tăng 12,5%, còn 3/7 hồ sơ"),
        ("**12/**2024**", "12/2024"),
        ("hằng quý ***(kể cả đột xuất) *báo cáo", "hằng quý (kể cả đột xuất) báo cáo"),
        ("kết luận ***trước ngày 5** tháng 6*", "kết luận trước ngày 5 tháng 6"),
        ("ĐIỀU****: **Phạm vi", "ĐIỀU: Phạm vi"),
        ("**CHI CỤC\n**\nTHUẾ", "CHI CỤC\nTHUẾ"),
        ("(*Công văn số 8\n\nngày 3*); hết", "(Công văn số 8\n\nngày 3); hết"),
        ("## **3. Tổ chức**\nlàm", "3. Tổ chức\nlàm"),
        ("### Kết quả ###", "Kết quả"),
        ("Phụ lục #1 và C#", "Phụ lục #1 và C#"),
        ("_in nghiêng_ và __đậm__ ở ten_tep_a.txt", "in nghiêng và đậm ở ten_tep_a.txt"),
        ("Số: ____/QĐ", "Số: ____/QĐ"),
        ("<i>Hồ sơ</i> <b>mới</b> <u>nhận</u>", "Hồ sơ mới nhận"),
        ("dưới <5% và >3%", "dưới <5% và >3%"),
        ("18 km<sup>2</sup>", "18 km²"),
        ("Sở KH&amp;CN, KH&CN; T&#7881;nh", "Sở KH&CN, KH&CN; Tỉnh"),
        ("\\*không\\* nhấn mạnh, 1\\. không phải nhãn", "*không* nhấn mạnh, 1. không phải nhãn"),
        ("xem [cổng dịch vụ](https://vi-du.vn/a?b=1)", "xem cổng dịch vụ"),
        ("dùng `mã` này", "dùng mã này"),
        ("> trích dẫn", "trích dẫn"),
        ("5*3 = 15 và 2 * 4 = 8", "5*3 = 15 và 2 * 4 = 8"),
        ("số ước (*), số cũ (**)", "số ước (*), số cũ (**)"),
        ("* một\n* hai *nghiêng*\n* **Ba:** bốn", "* một\n* hai nghiêng\n* Ba: bốn"),
        ("***\nChi phí:**", "*\nChi phí:"),
        ("Tỷ lệ 12%*", "Tỷ lệ 12%*"),
    ],
)
def test_markup_is_taken_out(marked: str, plain: str) -> None:
    assert strip_markup(marked).text == plain


@pytest.mark.parametrize("blank", ["** **", "* *", "**\n**", "*****", "***\n"])
def test_emphasis_around_nothing_leaves_nothing(blank: str) -> None:
    assert read_text(f"Dòng một.\n\n{blank}\n\nDòng hai.").text == "Dòng một.\nDòng hai."


@pytest.mark.parametrize(
    ("text", "strong"),
    [
        ("**I. MỤC ĐÍCH**", True),
        ("**1**. **Mục đích**", True),
        ("# Mục đích", True),
        ("<b>Mục đích</b>", True),
        ("**1. **Mục đích", False),
        ("*Mục đích*", False),
        ("Mục đích", False),
        ("**Mục\nđích**", True),
    ],
)
def test_strong_is_what_is_bold_from_end_to_end(text: str, strong: bool) -> None:
    block = read_text(text).blocks[0]
    assert isinstance(block, Paragraph) and block.strong is strong
