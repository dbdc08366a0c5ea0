"""Counts of bodies beyond a bound, against the table that lists them."""

from __future__ import annotations

import pytest

from extract.checking.rules import thresholds
from tests.checking.drafts import draft, messages

TABLE = """

PHỤ LỤC
CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2023
STT | Cơ quan | Chỉ số (%) | Xếp hạng
1 | Sở Tài chính | 93,4 | 1
2 | Sở Nội vụ | 91,2 | 2
3 | Sở Y tế | 88,0 | 3
4 | Sở Xây dựng | 85,0 | 4
5 | Thanh tra tỉnh | 84,9 | 5
6 | Sở Công Thương | 79,5 | 6
"""


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Có 05 cơ quan đạt từ 85% trở lên.", 4),
        ("Có 3 sở có chỉ số từ 85% trở lên.", 4),
        ("Trong số đó 02 đơn vị đạt chỉ số dưới 80%.", 1),
        ("Năm 2023 có 04 cơ quan đạt trên 90%.", 2),
    ],
)
def test_a_count_that_the_table_does_not_give_is_found(sentence: str, count: int) -> None:
    (message,) = messages(draft(f"Kết quả như sau:\n{sentence}{TABLE}"), thresholds.CHECKS)
    assert f"của bảng có {count}" in message


@pytest.mark.parametrize(
    "sentence",
    [
        "Có 04 cơ quan đạt từ 85% trở lên.",
        "Có 02 cơ quan đạt trên 90%.",
        "Có 01 đơn vị đạt dưới 80%.",
        # Another sort of bodies, another year's table, a goal, a bound of something else.
        "Có 05 huyện đạt từ 85% trở lên.",
        "Có 15 cơ quan đạt từ 85% trở lên.",
        "Có 05 cơ quan đạt từ 85%.",
        "Có 05 cơ quan cắt giảm 30% thời gian giải quyết.",
    ],
)
def test_counts_that_hold_or_are_of_something_else_are_silent(sentence: str) -> None:
    assert messages(draft(f"Kết quả như sau:\n{sentence}{TABLE}"), thresholds.CHECKS) == []
