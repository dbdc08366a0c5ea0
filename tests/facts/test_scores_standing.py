"""Points that stand without the word, in lists of two years, under headings, and of groups."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import facts_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Bare points by their criterion.
        (
            "PAPI 2023 ở Kon Tum\n\nTỉnh đạt 41,2 điểm. Nội dung Quản trị môi trường sụt nhẹ, từ 3,52 xuống 3,40, rời nhóm cao.",
            [(41.2, "achieved", 2023), (3.52, "achieved", 2022), (3.4, "achieved", 2023)],
        ),
        (
            "Theo PAPI năm 2022, điểm Cung ứng dịch vụ công 7,75/10 thì vẫn còn thấp.",
            [(7.75, "achieved", 2022)],
        ),
        ("PAPI năm 2022: Thủ tục hành chính công 7,05/10 nên tỉnh đứng cuối.", [(7.05, "achieved", 2022)]),
        # Gains in points beside gains in places.
        (
            "So với năm 2020, PAR INDEX năm 2021 của tỉnh Trà Vinh tăng 3 bậc về thứ hạng nhưng giảm 0,42 về điểm.",
            [(-0.42, "change", 2021)],
        ),
        # How many parts reach a bound.
        (
            "PAR INDEX năm 2022 của tỉnh Hà Nam đạt 85,1%, trong đó có 5 tiêu chí trên 90%.",
            [(85.1, "achieved", 2022), (90, "threshold", 2022)],
        ),
        # Two years side by side, named in the lead-in.
        (
            "PCI 2022: An Giang tăng điểm\n\nDưới đây là kết quả các chỉ số thành phần (năm 2021 - năm 2022):\n- Gia nhập thị trường: 7,12 điểm - 7,40 điểm;\n- Chi phí thời gian: 6,85 điểm - 6,60 điểm.",
            [
                (7.12, "achieved", 2021),
                (7.4, "achieved", 2022),
                (6.85, "achieved", 2021),
                (6.6, "achieved", 2022),
            ],
        ),
    ],
)
def test_points(text: str, expected: list[Any]) -> None:
    assert [(s.value, s.kind, s.year) for s in facts_of(text)[1].scores] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "TỈNH LONG AN\nSố: 12/BC-SNV\nLong An, ngày 05 tháng 3 năm 2022\n\nBÁO CÁO\nKết quả Chỉ số CCHC năm 2021\n\nI. KẾT QUẢ\n1. Khối sở, ban, ngành\nĐiểm trung bình là 85,2 điểm.\n2. Khối huyện\nĐiểm trung bình là 81,7 điểm.\n",
            ["Khối sở, ban, ngành", "Khối huyện"],
        ),
        ("Năm 2021, Hậu Giang từng đứng nhất cả nước về PAPI với 47,1 điểm.", ["tỉnh Hậu Giang"]),
    ],
)
def test_whose_points_they_are(text: str, expected: list[str]) -> None:
    assert [s.subject for s in facts_of(text)[1].scores] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Nhờ Chỉ số CCHC tăng, thời gian cấp phép rút từ 3,5 xuống 2,1 ngày.",
        "Để nâng Chỉ số CCHC, có 5 huyện trên 90% hồ sơ trực tuyến.",
        "Chỉ số CCHC năm 2022: 5/10 thì nhiệm vụ đã xong.",
    ],
)
def test_what_is_no_score(text: str) -> None:
    assert facts_of(text)[1].scores == ()
