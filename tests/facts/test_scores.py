"""Scores in sentences as reports and newspapers write them."""

from __future__ import annotations

from typing import Any

import pytest

from extract.facts import Pipeline
from extract.facts.model import Score
from extract.reading import read_text
from extract.structure import analyse


def scores(text: str) -> list[Score]:
    return list(Pipeline()(analyse(read_text(text))).scores)


def s(value: float, **fields: Any) -> dict[str, Any]:
    return {"value": value, **fields}


CASES: list[tuple[str, list[dict[str, Any]]]] = [
    (
        "PAPI năm 2023 của tỉnh Bắc Ninh đạt 45,70 điểm, chỉ sau Thái Nguyên.",
        [
            s(
                45.7,
                subject="tỉnh Bắc Ninh",
                index_name="PAPI",
                year=2023,
                unit="điểm",
                kind="achieved",
                max=None,
            )
        ],
    ),
    (
        "Năm 2021, chỉ số CCHC của tỉnh An Giang chỉ đạt 84,12%, xếp hạng 52/63, tụt 21 bậc so với năm 2020.",
        [s(84.12, unit="%", subject="tỉnh An Giang", index_name="PAR INDEX", year=2021)],
    ),
    (
        "Quảng Ninh giữ vị trí quán quân bảng xếp hạng PCI 2023 với 71,25 điểm; Long An đứng thứ hai (70,94 điểm), Hải Phòng thứ ba (70,34 điểm).",
        [
            s(71.25, subject="tỉnh Quảng Ninh", index_name="PCI", year=2023),
            s(70.94, subject="tỉnh Long An", year=2023),
            s(70.34, subject="thành phố Hải Phòng", year=2023),
        ],
    ),
    (
        "Với 88,06 điểm, Sở Tư pháp tiếp tục dẫn đầu khối sở, ban, ngành về Chỉ số cải cách hành chính năm 2022.",
        [s(88.06, subject="Sở Tư pháp", index_name="PAR INDEX", year=2022)],
    ),
    (
        "Chỉ số SIPAS năm 2022 đạt 80,08%, giảm 7,08% so với năm 2021; trong đó, cao nhất là Quảng Ninh với 87,59%.",
        [s(80.08, year=2022), s(-7.08, kind="change", year=2022), s(87.59, subject="tỉnh Quảng Ninh")],
    ),
    (
        "Giá trị trung bình PAR INDEX 2022 của 63 tỉnh, thành phố đạt 84,79%, thấp hơn 1,58% so với năm 2021.",
        [s(84.79, kind="average", unit="%", year=2022), s(-1.58, kind="change", unit="%", year=2022)],
    ),
    (
        "Phấn đấu chỉ số PCI năm 2024 tăng tối thiểu 5 bậc, đạt từ 67 điểm trở lên.",
        [s(67, kind="threshold", index_name="PCI", year=2024)],
    ),
    (
        "Về chuyển đổi số, năm 2022 tỉnh Lạng Sơn đứng thứ 9/63 tỉnh, thành phố với điểm số 0,6351.",
        [s(0.6351, subject="tỉnh Lạng Sơn", index_name="DTI", year=2022)],
    ),
    (
        "Chỉ số thành phần Chi phí thời gian đạt 7,85 điểm, tăng 0,42 điểm và xếp thứ 14/63.",
        [
            s(7.85, criterion="Chi phí thời gian", index_name="PCI"),
            s(0.42, kind="change", criterion="Chi phí thời gian"),
        ],
    ),
    (
        "DDCI năm 2023 khối địa phương: thành phố Tân An xếp thứ nhất với 85,66 điểm, huyện Đức Hòa xếp thứ nhì với 84,97 điểm.",
        [
            s(85.66, subject="thành phố Tân An", index_name="DDCI"),
            s(84.97, subject="huyện Đức Hòa", year=2023),
        ],
    ),
    (
        "Theo Bộ chỉ số phục vụ người dân và doanh nghiệp, tháng 9/2024 tỉnh Cà Mau đạt 87,5/100 điểm, xếp thứ 2/63 tỉnh, thành phố.",
        [s(87.5, max=100, subject="tỉnh Cà Mau", year=2024, criterion=None)],
    ),
    (
        "Kết quả chấm điểm năm 2024: Cải cách thể chế 9/10 điểm; Cải cách thủ tục hành chính 18,5/20 điểm; Cải cách tổ chức bộ máy 8/8 điểm.",
        [
            s(9, max=10, criterion="Cải cách thể chế", year=2024),
            s(18.5, max=20, criterion="Cải cách thủ tục hành chính"),
            s(8, max=8, criterion="Cải cách tổ chức bộ máy"),
        ],
    ),
    (
        "Tiêu chí điều tra xã hội học đạt 26,4/32 điểm, thấp hơn năm 2022 là 1,1 điểm.",
        [s(26.4, max=32, criterion="điều tra xã hội học"), s(-1.1, kind="change")],
    ),
    (
        "Chỉ số PAPI các năm 2020, 2021 và 2022 của tỉnh lần lượt là 41,2 điểm, 42,05 điểm và 43,3 điểm.",
        [s(41.2, year=2020), s(42.05, year=2021), s(43.3, year=2022)],
    ),
    (
        "Hà Giang (81,2%), Tuyên Quang (80,5%) và Cao Bằng (78,9%) là ba tỉnh có PAR INDEX thấp nhất vùng.",
        [
            s(81.2, subject="tỉnh Hà Giang"),
            s(80.5, subject="tỉnh Tuyên Quang"),
            s(78.9, subject="tỉnh Cao Bằng"),
        ],
    ),
    (
        "Điểm PAR INDEX của Hải Dương tăng 1,92 điểm, đạt 88,24 điểm, xếp thứ 13.",
        [s(1.92, kind="change", subject="tỉnh Hải Dương"), s(88.24, kind="achieved")],
    ),
    (
        "Kết quả đánh giá CCHC năm 2023 của các sở: Sở Nội vụ 95,5 điểm; Sở Tài chính 94,1 điểm; Sở Y tế 82 điểm.",
        [s(95.5, subject="Sở Nội vụ", year=2023), s(94.1, subject="Sở Tài chính"), s(82, subject="Sở Y tế")],
    ),
    (
        "Điểm bình quân khối xã đạt 78,4 điểm, cao hơn 2,1 điểm so với năm 2022.",
        [s(78.4, kind="average", subject="khối xã"), s(2.1, kind="change", subject="khối xã")],
    ),
    (
        "06 xã đạt từ 90 điểm trở lên, 11 xã đạt từ 80 đến dưới 90 điểm, 02 xã dưới 70 điểm.",
        [
            s(90, kind="threshold", subject="06 xã"),
            s(80, subject="11 xã"),
            s(90, subject="11 xã"),
            s(70, subject="02 xã"),
        ],
    ),
    (
        "PCI 2022: Quảng Ninh (72,95 điểm), Bắc Giang (72,80 điểm), Hải Phòng (70,76 điểm).",
        [
            s(72.95, subject="tỉnh Quảng Ninh", year=2022),
            s(72.8),
            s(70.76, subject="thành phố Hải Phòng", index_name="PCI"),
        ],
    ),
    (
        "Lĩnh vực Hiện đại hóa hành chính: đạt 11,2/13,5 điểm, tỷ lệ 82,96%.",
        [s(11.2, max=13.5, criterion="Hiện đại hóa hành chính")],
    ),
    ("Tổng điểm đạt được là 86,75 điểm trên tổng số 100 điểm.", [s(86.75, max=100, criterion=None)]),
    (
        "Sở Giao thông vận tải bị trừ 3 điểm do có hồ sơ trễ hạn.",
        [s(-3, kind="change", subject="Sở Giao thông vận tải")],
    ),
    (
        "Đắk Nông có 6/10 chỉ số thành phần PCI tăng điểm: Gia nhập thị trường 7,37 điểm (+0,6 điểm), Đào tạo lao động 5,1 điểm (-0,2 điểm).",
        [
            s(7.37, criterion="Gia nhập thị trường"),
            s(0.6, kind="change", criterion="Gia nhập thị trường"),
            s(5.1, criterion="Đào tạo lao động"),
            s(-0.2, kind="change"),
        ],
    ),
    (
        "Chỉ số năng lực cạnh tranh cấp tỉnh năm 2020 của Bạc Liêu tăng từ 62,9 điểm lên 63,5 điểm.",
        [s(62.9, year=2019, subject="tỉnh Bạc Liêu"), s(63.5, year=2020, index_name="PCI")],
    ),
    ("Bưu điện tỉnh bố trí 102 điểm phục vụ tại các xã.", []),
    ("Toàn tỉnh có 45 điểm trường, 12 điểm bán hàng và 30 điểm cầu.", []),
    ("Chỉ số sản xuất công nghiệp quý I tăng 8,2% so với cùng kỳ.", []),
    ("Tại điểm a khoản 2 Điều 5 và điểm 3 Công văn số 12/UBND-NC.", []),
    ("Tại thời điểm kiểm tra, đặc điểm chung của 12 xã là địa bàn rộng.", []),
    ("Để nâng cao Chỉ số CCHC, tỷ lệ hồ sơ trực tuyến phải đạt 85,5%, số hóa đạt 90%.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:50] for c in CASES])
def test_scores_of_a_sentence(text: str, expected: list[dict[str, Any]]) -> None:
    found = scores(text)
    assert [{k: getattr(f, k) for k in e} for f, e in zip(found, expected, strict=False)] == expected
    assert len(found) == len(expected)


def test_every_score_quotes_its_value() -> None:
    for text, _ in CASES:
        document = analyse(read_text(text))
        for fact in Pipeline()(document).scores:
            quote = document.text[fact.start : fact.end]
            assert f"{abs(fact.value):g}".replace(".", ",").rstrip("0") in quote


@pytest.mark.parametrize(
    "unit", ["đạt 9,38/9,5 điểm; ", "PAR INDEX đạt 88,3%, ", "từ 5 điểm đến ", "(((( 88,1% "]
)
def test_endless_repeats_are_read_to_the_end(unit: str) -> None:
    assert isinstance(scores("Chỉ số CCHC " + unit * 400), list)
