"""Scores in the many words that newspapers and reports find for them."""

from __future__ import annotations

import pytest

from tests.conftest import facts_of

Row = tuple[float, str, str | None, int | None]


def scores(text: str) -> list[Row]:
    """Each score as value, kind, subject and year, in the order of the values in the text."""
    return [(float(s.value), s.kind, s.subject, s.year) for s in facts_of(text)[1].scores]


def a(value: float, subject: str | None, year: int) -> Row:
    return value, "achieved", subject, year


def change(value: float, subject: str | None, year: int) -> Row:
    return value, "change", subject, year


def average(value: float, subject: str | None, year: int) -> Row:
    return value, "average", subject, year


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Lists that leave the unit to the last, in step with their subjects.
        (
            "Ninh Bình, Hà Nam và Thái Bình lần lượt đạt 84,1; 83,75 và 82,9 điểm PAPI năm 2020.",
            [a(84.1, "tỉnh Ninh Bình", 2020), a(83.75, "tỉnh Hà Nam", 2020), a(82.9, "tỉnh Thái Bình", 2020)],
        ),
        (
            "Chỉ số hài lòng 2023 của huyện Ba Vì đạt 90,12%, Thạch Thất 89,7%, Quốc Oai 88,05%.",
            [
                a(90.12, "huyện Ba Vì", 2023),
                a(89.7, "huyện Thạch Thất", 2023),
                a(88.05, "huyện Quốc Oai", 2023),
            ],
        ),
        # Bare numbers behind an index or a criterion.
        (
            "PAPI 2019 của Hưng Yên: Công khai, minh bạch 5,61; Quản trị môi trường vỏn vẹn 3,02.",
            [a(5.61, "tỉnh Hưng Yên", 2019), a(3.02, "tỉnh Hưng Yên", 2019)],
        ),
        ("Năm 2023, Chỉ số PAR INDEX của Lai Châu vỏn vẹn 82,17%.", [a(82.17, "tỉnh Lai Châu", 2023)]),
        ("Bảng PGI 2023 ghi nhận Vĩnh Phúc có 21,5 điểm trên thang 40.", [a(21.5, "tỉnh Vĩnh Phúc", 2023)]),
        (
            "Tuyên Quang là quán quân SIPAS 2022 của vùng (88,2%).",
            [a(88.2, "tỉnh Tuyên Quang", 2022)],
        ),
        # Gains and losses with other verbs, and against somebody.
        (
            "Tỉnh An Giang công bố SIPAS năm 2020 đạt 86,4%, kém Cần Thơ 0,9%.",
            [a(86.4, "tỉnh An Giang", 2020), change(-0.9, "tỉnh An Giang", 2020)],
        ),
        (
            "Bộ Công Thương xếp 9/17 bộ, ngành về PAR INDEX 2022 với 84,55%, hơn năm trước 1,2%.",
            [a(84.55, "Bộ Công Thương", 2022), change(1.2, "Bộ Công Thương", 2022)],
        ),
        (
            "Chỉ số SIPAS năm 2021 của tỉnh Bắc Kạn đạt 85,12%, tăng 1,05 điểm phần trăm.",
            [a(85.12, "tỉnh Bắc Kạn", 2021), change(1.05, "tỉnh Bắc Kạn", 2021)],
        ),
        # Averages of the country and of a block.
        (
            "Trung bình cả nước của PAR INDEX 2021 là 86,37%; khối bộ bình quân 87,31%.",
            [average(86.37, "cả nước", 2021), average(87.31, "khối bộ", 2021)],
        ),
        (
            "DTI năm 2023 của tỉnh Đồng Nai là 0,6811, cao hơn bình quân cả nước (0,6235).",
            [a(0.6811, "tỉnh Đồng Nai", 2023), average(0.6235, "cả nước", 2023)],
        ),
    ],
)
def test_scores_in_other_words(text: str, expected: list[Row]) -> None:
    assert scores(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Từ ngày 01/6, 31/63 địa phương đã kết nối dữ liệu phục vụ chấm điểm DTI 2023.",
        "Chỉ số CCHC tăng nhờ tỷ lệ hồ sơ trực tuyến đạt 78,5%.",
        "Theo PCI 2022, có 41,5% doanh nghiệp phải chờ hơn một tháng.",
        "Để nâng Chỉ số PAPI, tỉnh mở thêm 12 điểm tiếp nhận hồ sơ tại các xã.",
    ],
)
def test_numbers_that_are_no_scores(text: str) -> None:
    assert scores(text) == []


def test_a_description_stands_for_the_last_body_of_its_kind() -> None:
    text = (
        "PGI năm 2024 của tỉnh Quảng Ninh đạt 27,5 điểm; sau đó là Hải Phòng, 26,9 điểm.\n\n"
        "Kỳ trước, thành phố cảng chỉ được 23,1 điểm."
    )
    assert scores(text)[-1] == a(23.1, "thành phố Hải Phòng", 2023)


def test_the_number_of_a_month_counts_no_bodies() -> None:
    (found,) = scores("Theo Chỉ số CCHC năm 2025, tháng 9 xã được 88,5 điểm.")
    assert found[0] == 88.5 and found[2] != "9 xã"
