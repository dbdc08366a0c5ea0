"""The year of a place in news: that of the round the text tells of, unless words beside the place name another."""

from __future__ import annotations

import pytest

from tests.conftest import facts_of

Row = tuple[int | None, int | None]


def rankings(text: str) -> list[Row]:
    """Each ranking as rank and year."""
    return [(r.rank, r.year) for r in facts_of(text)[1].rankings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The round is that of the headline, however many other years are told.
        (
            "PCI 2018: Vĩnh Phúc vào nhóm tốt\n\nNgày 28/3/2019, VCCI công bố kết quả khảo sát.\nTỉnh được 64,55 điểm, đứng thứ 13. Kỳ khảo sát 2017, tỉnh xếp thứ 12; lần này lùi một bậc.\nDẫn đầu vẫn là Quảng Ninh.",
            [(None, 2018), (13, 2018), (12, 2017), (None, 2018), (1, 2018)],
        ),
        (
            "Chỉ số PAPI năm 2019 của Bến Tre\n\nBến Tre giữ hạng nhất với 46,74 điểm. Hồi năm 2018, tỉnh này cũng dẫn đầu.\nLạng Sơn về nhì.",
            [(1, 2019), (1, 2018), (2, 2019)],
        ),
        # The first sentences name it where the headline does not.
        (
            "Sóc Trăng lên hạng\n\nBộ Nội vụ vừa công bố PAR INDEX 2021. Sóc Trăng đứng thứ 31.\nNăm 2020, tỉnh đứng thứ 44. Nay tỉnh thuộc nhóm 35 tỉnh dẫn đầu.",
            [(31, 2021), (44, 2020), (None, 2021)],
        ),
        # The round after a goal's year is none.
        (
            "Tính đến ngày 30/9/2025, Cà Mau đứng thứ 12 trong 34 tỉnh, thành phố về Bộ chỉ số phục vụ người dân, doanh nghiệp. Đặc khu Thổ Chu xếp hạng 40.\nMục tiêu năm 2026 là vào nhóm 10 tỉnh dẫn đầu.",
            [(12, 2025), (40, 2025), (None, 2026)],
        ),
        # Beside the place.
        (
            "DDCI Ninh Bình 2022\n\nThành phố Tam Điệp (hạng 5 năm ngoái) vươn lên thứ hai, huyện Yên Mô (hạng 3 kỳ trước) rơi xuống thứ sáu.",
            [(5, 2021), (2, 2022), (3, 2021), (6, 2022)],
        ),
        (
            "DDCI Ninh Bình 2022\n\nNếu năm 2021 huyện Nho Quan chỉ đứng 7/8 thì nay đã lên 4/8.",
            [(7, 2021), (4, 2022)],
        ),
        (
            "Công bố DTI 2022\n\nAn Giang xếp thứ 29 (năm 2021: hạng 37). Năm trước nữa tỉnh chưa được xếp hạng.\nLong An đứng thứ 12, một năm trước là thứ 16.",
            [(29, 2022), (37, 2021), (12, 2022), (16, 2021)],
        ),
        (
            "PAPI 2023 ở Tây Ninh\n\nNăm 2020, Tây Ninh đứng thứ 20 cả nước, sang 2021 tụt xuống thứ 48, qua 2022 lên được thứ 35. Năm nay tỉnh đứng thứ 33.",
            [(20, 2020), (48, 2021), (35, 2022), (33, 2023)],
        ),
        # Months are of the same year.
        (
            "Tháng 8/2025, về Bộ chỉ số phục vụ người dân, doanh nghiệp, xã Phú Nghĩa từ hạng 90 tháng trước lên hạng 41.",
            [(90, 2025), (41, 2025)],
        ),
        # Places of several indices, each of its own round.
        (
            "Các chỉ số của Hòa Bình\n\nPAR INDEX 2022 của Hòa Bình đứng thứ 46. SIPAS 2022 đứng thứ 50.\nPCI 2023 xếp thứ 32.\nVề PAR INDEX, tỉnh đứng sau Sơn La, hạng 44.",
            [(46, 2022), (50, 2022), (32, 2023), (44, 2022)],
        ),
        (
            "PAR INDEX 2022 của Lai Châu\n\nTỉnh đứng thứ 41 cả nước. Cách đây hai năm, tỉnh còn ở vị trí 55.",
            [(41, 2022), (55, 2020)],
        ),
    ],
)
def test_the_year_of_the_round_told_of(text: str, expected: list[Row]) -> None:
    assert rankings(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A title with the year of the results and that of the tasks.
        (
            "TỈNH LONG AN\nSố: 12/BC-UBND\nLong An, ngày 05 tháng 3 năm 2022\n\nBÁO CÁO\nKết quả các chỉ số năm 2021 và phương hướng, nhiệm vụ năm 2022\n\n1. SIPAS: xếp thứ 25/63, tăng 2 bậc.\n2. PCI: hạng 8/63.\n",
            [(25, 2021), (8, 2021)],
        ),
        # The year of a later clause is its own.
        ("Chỉ số PAPI đứng thứ 18; năm 2019 đứng thứ 27.", [(18, 2020), (27, 2019)]),
        ("Chỉ số PCI xếp hạng 38/63, giảm 5 bậc so với năm 2019.", [(38, 2020)]),
        # Goals under a heading with their year.
        (
            "TỈNH LONG AN\nSố: 12/KH-UBND\nLong An, ngày 05 tháng 3 năm 2022\n\nKẾ HOẠCH\nCải thiện các chỉ số\n\nI. MỤC TIÊU NĂM 2023\n1. PAR INDEX trong tốp 20.\n2. PCI xếp hạng 9.\n",
            [(None, 2023), (9, 2023)],
        ),
    ],
)
def test_the_year_in_office_documents(text: str, expected: list[Row]) -> None:
    assert rankings(text) == expected
