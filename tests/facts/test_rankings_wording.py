"""Places in the many words that newspapers and reports find for them."""

from __future__ import annotations

import pytest

from tests.conftest import facts_of

Row = tuple[int | None, str | None, int | None, int | None]


def rankings(text: str) -> list[Row]:
    """Each ranking as rank, subject, year and change."""
    return [(r.rank, r.subject, r.year, r.change) for r in facts_of(text)[1].rankings]


def r(rank: int | None, subject: str, year: int | None, change: int | None = None) -> Row:
    return rank, subject, year, change


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Verbs of moving.
        (
            "PAR INDEX năm 2023 của Lai Châu tụt 11 bậc, rơi xuống vị trí 58.",
            [r(58, "tỉnh Lai Châu", 2023, -11)],
        ),
        ("Năm 2022, PCI của tỉnh Nam Định bật lên 11.", [r(11, "tỉnh Nam Định", 2022)]),
        (
            "Phú Yên leo liền 15 bậc PAPI năm 2022, đứng thứ mười chín trong 63 tỉnh, thành.",
            [r(None, "tỉnh Phú Yên", 2022, 15), r(19, "tỉnh Phú Yên", 2022)],
        ),
        (
            "Ban Dân tộc tụt liền 6 hạng, từ thứ 8 xuống thứ 14 về Chỉ số CCHC năm 2020.",
            [r(14, "Ban Dân tộc", 2020, -6), r(8, "Ban Dân tộc", 2019)],
        ),
        # Places without a verb.
        (
            "Chỉ số PII năm 2024 của Bình Định đạt 38,45 điểm, đứng 21 toàn quốc.",
            [r(21, "tỉnh Bình Định", 2024)],
        ),
        (
            "Năm 2022, về PAPI tỉnh Tiền Giang xếp hạng 22, Vĩnh Long 31.",
            [r(22, "tỉnh Tiền Giang", 2022), r(31, "tỉnh Vĩnh Long", 2022)],
        ),
        (
            "Về DTI năm 2023, hạng ba thuộc về Lạng Sơn, tăng tới 6 bậc.",
            [r(3, "tỉnh Lạng Sơn", 2023, 6)],
        ),
        (
            "Chỉ số CCHC năm 2022 của huyện Mường La đạt 78,25/100 điểm, hạng 9 (-3).",
            [r(9, "huyện Mường La", 2022, -3)],
        ),
        # Lists in step.
        (
            "Bình Phước và Tây Ninh lần lượt ở vị trí 12 và 31 bảng DTI năm 2023.",
            [r(12, "tỉnh Bình Phước", 2023), r(31, "tỉnh Tây Ninh", 2023)],
        ),
        (
            "Tuyên Quang là quán quân SIPAS năm 2022, Hà Giang về nhì, Cao Bằng đội sổ.",
            [r(1, "tỉnh Tuyên Quang", 2022), r(2, "tỉnh Hà Giang", 2022), r(None, "tỉnh Cao Bằng", 2022)],
        ),
        # Years told from the one spoken of.
        (
            "Năm 2018 Gia Lai mới ở vị trí 40 PCI. Ba năm sau, tỉnh này lên được hạng 26.",
            [r(40, "tỉnh Gia Lai", 2018), r(26, "tỉnh Gia Lai", 2021)],
        ),
        (
            "Sở Y tế xếp thứ 15 DDCI năm 2023, trong khi kỳ trước còn xếp thứ 12.",
            [r(15, "Sở Y tế", 2023), r(12, "Sở Y tế", 2022)],
        ),
    ],
)
def test_places_in_other_words(text: str, expected: list[Row]) -> None:
    assert rankings(text) == expected


def test_districts_are_known_without_their_kind_in_a_text_about_their_province() -> None:
    text = (
        "Bảng xếp hạng DDCI 2022 của Thái Nguyên\n\nDDCI năm 2022 có Sông Công đứng đầu, Phú Bình xếp thứ 4."
    )
    assert rankings(text) == [r(1, "thành phố Sông Công", 2022), r(4, "huyện Phú Bình", 2022)]


@pytest.mark.parametrize(
    "text",
    [
        "Từ ngày 01/6, 31/63 địa phương đã kết nối dữ liệu phục vụ chấm điểm DTI 2023.",
        "Từ thứ hai tuần tới, bộ phận chấm điểm PCI làm việc cả buổi trưa.",
        "Thời gian cấp phép theo khảo sát PCI giảm từ 15 xuống 7 ngày.",
        "Có 45/63 tỉnh, thành phố vẫn chưa công bố kết quả DDCI.",
        "Trước ngày 30/9, các sở báo cáo kết quả khắc phục Chỉ số CCHC.",
    ],
)
def test_numbers_that_are_no_places(text: str) -> None:
    assert rankings(text) == []
