"""Places in lists, in words, in brackets, and the groups that a table begins and ends with."""

from __future__ import annotations

import pytest

from tests.conftest import facts_of

Row = tuple[int | str | None, str | None]


def rankings(text: str) -> list[Row]:
    """Each ranking as its place or group, and its subject; places in their order."""
    rows = [(r.rank or r.group, r.subject) for r in facts_of(text)[1].rankings]
    return sorted(rows, key=lambda row: row[0] if isinstance(row[0], int) else 999)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Places in words.
        ("PCI 2019 của tỉnh Hòa Bình đứng thứ bốn mươi tám.", [(48, "tỉnh Hòa Bình")]),
        ("Năm 2021, PAPI của Bắc Kạn xếp thứ hai mươi mốt cả nước.", [(21, "tỉnh Bắc Kạn")]),
        ("Về SIPAS năm 2022, tỉnh Cao Bằng tụt xuống vị trí thứ sáu mươi ba.", [(63, "tỉnh Cao Bằng")]),
        ("DTI năm 2023 của Tiền Giang xếp hạng ba mươi lăm.", [(35, "tỉnh Tiền Giang")]),
        ("Tỉnh Long An đứng vị trí thứ mười bảy PAR INDEX năm 2020.", [(17, "tỉnh Long An")]),
        ("Chỉ số CCHC năm 2022: Bình Định lên hạng hai mươi tư.", [(24, "tỉnh Bình Định")]),
        # Lists in step.
        (
            "PAPI năm 2022, Hà Nam, Nam Định và Thái Bình lần lượt xếp hạng 9, 14 và 20.",
            [(9, "tỉnh Hà Nam"), (14, "tỉnh Nam Định"), (20, "tỉnh Thái Bình")],
        ),
        (
            "Xếp từ vị trí thứ 2 đến thứ 4 bảng DTI năm 2022 lần lượt là Quảng Ninh (0,72 điểm), Lạng Sơn (0,70) và Thừa Thiên Huế (0,69).",
            [(2, "tỉnh Quảng Ninh"), (3, "tỉnh Lạng Sơn"), (4, "tỉnh Thừa Thiên Huế")],
        ),
        (
            "Về DDCI năm 2023, các vị trí từ thứ hai đến thứ tư lần lượt thuộc về huyện Lục Nam, huyện Yên Dũng, huyện Tân Yên.",
            [(2, "huyện Lục Nam"), (3, "huyện Yên Dũng"), (4, "huyện Tân Yên")],
        ),
        (
            "Bảng PCI năm 2021 có Đồng Tháp, Đà Nẵng, Vĩnh Phúc đứng từ hạng 3 đến hạng 5.",
            [(3, "tỉnh Đồng Tháp"), (4, "thành phố Đà Nẵng"), (5, "tỉnh Vĩnh Phúc")],
        ),
        (
            "Chỉ số CCHC năm 2022: huyện Thạch Thành dẫn đầu, huyện Nông Cống thứ nhì, huyện Như Xuân thứ ba; huyện Quan Sơn đứng cuối.",
            [
                (1, "huyện Thạch Thành"),
                (2, "huyện Nông Cống"),
                (3, "huyện Như Xuân"),
                ("đứng cuối", "huyện Quan Sơn"),
            ],
        ),
        (
            "Ở khối huyện, huyện Mỏ Cày Bắc xếp thứ nhất về DDCI năm 2022, huyện Ba Tri thứ hai, thành phố Bến Tre thứ tư.",
            [(1, "huyện Mỏ Cày Bắc"), (2, "huyện Ba Tri"), (4, "thành phố Bến Tre")],
        ),
        (
            "Sở Tư pháp và Sở Công Thương cùng đạt 91 điểm DDCI năm 2023, đồng hạng nhì.",
            [(2, "Sở Tư pháp"), (2, "Sở Công Thương")],
        ),
        (
            "Về PAPI năm 2023, Sóc Trăng và Hậu Giang đồng hạng 20.",
            [(20, "tỉnh Sóc Trăng"), (20, "tỉnh Hậu Giang")],
        ),
        # Bare places.
        ("Năm 2022 thành phố Đà Nẵng đứng 4/63 về SIPAS.", [(4, "thành phố Đà Nẵng")]),
        ("Chỉ số DTI của tỉnh Bắc Giang năm 2023 ở 9/63, thăng 3 hạng.", [(9, "tỉnh Bắc Giang")]),
        (
            "Về PCI năm 2022, Trà Vinh (hạng 24 năm trước) vào nhóm khá.",
            [(24, "tỉnh Trà Vinh"), ("nhóm khá", "tỉnh Trà Vinh")],
        ),
        # Whose places they are.
        (
            "Kết quả DTI 2023 vừa được Bộ Thông tin và Truyền thông công bố cho thấy Lâm Đồng xếp thứ 24.",
            [(24, "tỉnh Lâm Đồng")],
        ),
        ("PCI năm 2022, Nghệ An đứng trên Hà Tĩnh 5 bậc, ở hạng 23.", [(23, "tỉnh Nghệ An")]),
        (
            "Trong khu vực Tây Nguyên, tỉnh Lâm Đồng đứng thứ nhất về PAR INDEX năm 2021.",
            [(1, "tỉnh Lâm Đồng")],
        ),
        (
            "PCI 2023: Phú Yên đứng thứ 40\n\nTỉnh được 65,2 điểm. Bình Định, Khánh Hòa, Gia Lai lần lượt xếp hạng 21, 30 và 45.\nVề thành phần, Tính minh bạch xếp hạng 50. Chi phí thời gian xếp hạng 12.",
            [
                (12, "tỉnh Phú Yên"),
                (21, "tỉnh Bình Định"),
                (30, "tỉnh Khánh Hòa"),
                (40, "tỉnh Phú Yên"),
                (45, "tỉnh Gia Lai"),
                (50, "tỉnh Phú Yên"),
            ],
        ),
        (
            "DTI năm 2023 của Hòa Bình: chính quyền số xếp thứ 15, kinh tế số thứ 38 và xã hội số thứ 27.",
            [(15, "tỉnh Hòa Bình"), (27, "tỉnh Hòa Bình"), (38, "tỉnh Hòa Bình")],
        ),
        ("SIPAS năm 2022 của Sơn La chỉ hơn được Lai Châu, đứng vị trí 60.", [(60, "tỉnh Sơn La")]),
        (
            "Chỉ số CCHC năm 2023 có xếp vị trí 15 và 16 là xã Bình Lợi, xã Tân Nhựt.",
            [(15, "xã Bình Lợi"), (16, "xã Tân Nhựt")],
        ),
        ("PAR INDEX năm 2022 của Yên Bái đứng ở nửa cuối bảng với vị trí 36.", [(36, "tỉnh Yên Bái")]),
        (
            "Phấn đấu Chỉ số CCHC năm 2024 của huyện Cần Giờ xếp từ hạng 10 đến hạng 12/22.",
            [("từ hạng 10 đến hạng 12/22", "huyện Cần Giờ")],
        ),
        (
            "SIPAS năm 2023 của An Giang xếp hạng 21 và nhất vùng Đồng bằng sông Cửu Long (năm 2022 xếp thứ 23).",
            [(1, "tỉnh An Giang"), (21, "tỉnh An Giang"), (23, "tỉnh An Giang")],
        ),
        ('PAPI năm 2022 của Kon Tum "bét bảng", hạng 63/63.', [(63, "tỉnh Kon Tum")]),
        # Told once more in other words.
        ("Huyện Tân Sơn xếp 13/13 Chỉ số CCHC năm 2023, là năm thứ hai đội sổ.", [(13, "huyện Tân Sơn")]),
        (
            "PCI năm 2022 của Quảng Ninh dẫn đầu, đứng thứ nhất năm thứ sáu liên tiếp.",
            [(1, "tỉnh Quảng Ninh")],
        ),
        # First and second of a table.
        ("PAPI năm 2021 có Bình Dương vươn lên ngôi nhì.", [(2, "tỉnh Bình Dương")]),
        ("Đứng nhất PCI năm 2022 là Quảng Ninh.", [(1, "tỉnh Quảng Ninh")]),
        ("Nhì bảng SIPAS năm 2021 là Thái Nguyên.", [(2, "tỉnh Thái Nguyên")]),
        ("Nhất bảng DTI năm 2022 vẫn là Đà Nẵng.", [(1, "thành phố Đà Nẵng")]),
        ("Ngôi á quân PCI năm 2020 vẫn của Vĩnh Long.", [(2, "tỉnh Vĩnh Long")]),
        ("Bắc Giang lần đầu đăng quang ở PCI năm 2022.", [(1, "tỉnh Bắc Giang")]),
        ("Hậu Giang chiếm ngôi đầu PCI năm 2024.", [(1, "tỉnh Hậu Giang")]),
    ],
)
def test_places(text: str, expected: list[Row]) -> None:
    assert rankings(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PCI năm 2021 của Kon Tum bét bảng.", [("bét bảng", "tỉnh Kon Tum")]),
        (
            "Khép lại bảng xếp hạng PAPI năm 2022 là Cao Bằng và Kiên Giang.",
            [("Khép lại bảng xếp hạng", "tỉnh Cao Bằng"), ("Khép lại bảng xếp hạng", "tỉnh Kiên Giang")],
        ),
        (
            "Ba tỉnh đứng cuối bảng SIPAS năm 2020 là Bình Thuận, Kon Tum và Quảng Ngãi.",
            [
                ("cuối bảng", "tỉnh Bình Thuận"),
                ("cuối bảng", "tỉnh Kon Tum"),
                ("cuối bảng", "tỉnh Quảng Ngãi"),
            ],
        ),
        (
            "Bốn xã đứng chót bảng điểm CCHC năm 2024 gồm Thạnh Hải, An Thủy, Bình Thắng và Tam Hiệp.",
            [
                ("chót bảng", "xã Thạnh Hải"),
                ("chót bảng", "xã An Thủy"),
                ("chót bảng", "xã Bình Thắng"),
                ("chót bảng", "xã Tam Hiệp"),
            ],
        ),
        (
            'Về DDCI năm 2022, Sở Giao thông vận tải "cầm đèn đỏ" với 68,2 điểm.',
            [("cầm đèn đỏ", "Sở Giao thông vận tải")],
        ),
        ("Huyện Hướng Hóa nằm ở đáy bảng DDCI năm 2023.", [("đáy bảng", "huyện Hướng Hóa")]),
        (
            "Ba sở ở cuối danh sách DDCI năm 2022 gồm Sở Xây dựng, Sở Y tế và Sở Tài chính.",
            [
                ("cuối danh sách", "Sở Xây dựng"),
                ("cuối danh sách", "Sở Y tế"),
                ("cuối danh sách", "Sở Tài chính"),
            ],
        ),
        ("Chốt bảng PCI năm 2019 là Lai Châu.", [("Chốt bảng", "tỉnh Lai Châu")]),
        (
            "Chỉ số PAPI năm 2022 của Quảng Bình rời nhóm cao, xuống trung bình cao.",
            [("trung bình cao", "tỉnh Quảng Bình")],
        ),
        (
            "Theo DTI năm 2023, Điện Biên nằm trong 10 tỉnh có giá trị thấp nhất.",
            [("10 tỉnh có giá trị thấp nhất", "tỉnh Điện Biên")],
        ),
        (
            "Tỉnh Bình Dương phấn đấu năm 2025 lọt vào ba vị trí dẫn đầu về PAR INDEX.",
            [("ba vị trí dẫn đầu", "tỉnh Bình Dương")],
        ),
        (
            "Phấn đấu năm 2023, PCI của tỉnh Gia Lai xếp từ thứ 25 đến thứ 30.",
            [("từ thứ 25 đến thứ 30", "tỉnh Gia Lai")],
        ),
        (
            "Mục tiêu năm 2024, PAPI của tỉnh Phú Yên nằm trong khoảng hạng 20 đến 25.",
            [("hạng 20 đến 25", "tỉnh Phú Yên")],
        ),
    ],
)
def test_groups(text: str, expected: list[Row]) -> None:
    assert rankings(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Năm 2022, PCI của Lai Châu xếp hạng 54, thụt lùi 6 hạng.", [(54, -6)]),
        ("Năm 2022, PCI của Lai Châu đứng thứ 20; so với năm 2021 tăng 7 bậc.", [(20, 7)]),
        ("DTI 2023 của Lào Cai ở 11/63, tức là thăng 9 hạng.", [(11, 9)]),
        ("PAPI năm 2021 của tỉnh Bình Phước nhích 2 bậc để giữ hạng 40.", [(40, 2)]),
        ("PAR INDEX năm 2020 của tỉnh Trà Vinh trượt 12 bậc, về thứ 51.", [(51, -12)]),
        ("Phấn đấu SIPAS năm 2024 của tỉnh Đắk Nông tăng ít nhất 5 bậc, không thấp hơn hạng 45.", [(45, 5)]),
        ("SIPAS năm 2023 của Sơn La xếp 14/63 (vượt lên 4 bậc).", [(14, 4)]),
        (
            "Chỉ số CCHC năm 2022 của huyện Củ Chi xếp hạng 14/22 quận, huyện, tăng 4 bậc so với năm 2021 (hạng 18).",
            [(14, 4), (18, None)],
        ),
        ("Năm 2022, PCI của Lai Châu xếp thứ 31/63, cao hơn 8 bậc so với kỳ trước.", [(31, 8)]),
        ("SIPAS năm 2023 của Sơn La đứng thứ 14, nghĩa là đã đánh mất 4 bậc.", [(14, -4)]),
    ],
)
def test_changes(text: str, expected: list[tuple[int | None, int | None]]) -> None:
    assert [(r.rank, r.change) for r in facts_of(text)[1].rankings] == expected


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("Trong 13 tỉnh, thành Đồng bằng sông Cửu Long, Bến Tre đứng thứ 4 PCI năm 2021.", 13),
        ("Tính riêng 14 tỉnh trung du và miền núi phía Bắc, PAR INDEX năm 2022 của Sơn La xếp thứ 9.", 14),
        ("Tạm đứng thứ 8 trong 34 tỉnh, thành phố về DTI năm 2025 là Lào Cai.", 34),
        ("Trong tổng số 22 sở, ngành, Sở Y tế đứng thứ 21 về DDCI năm 2023.", 22),
        ("Xét trong 63 địa phương, PCI năm 2020 của Hà Nam đứng thứ 32.", 63),
    ],
)
def test_the_number_of_those_ranked(text: str, total: int) -> None:
    assert [r.out_of for r in facts_of(text)[1].rankings] == [total]


@pytest.mark.parametrize(
    "text",
    [
        "Các huyện đối thoại với người dân về Chỉ số CCHC ít nhất hai lần, lần thứ nhất trước 31/7; lần thứ hai trước 30/11.",
        "Hội nghị phân tích PCI diễn ra từ ngày 15/3 đến 18/3.",
        "Sáng 12/3, VCCI công bố PCI.",
        "Hội nghị Ban Chấp hành Trung ương thứ tám đã bàn về Chỉ số CCHC.",
        "Bảng điểm PCI được chốt lại trước khi công bố.",
        "Đoàn kiểm tra CCHC làm việc với Sở Tư pháp thứ ba, Sở Y tế thứ năm.",
        "Thời gian xử lý từ thứ 2 đến thứ 6 hằng tuần được tính vào Chỉ số CCHC.",
        "PCI 2023 của tỉnh Quảng Nam không nằm trong nhóm 30 địa phương dẫn đầu.",
        "PAPI năm 2022 của tỉnh Hậu Giang chưa lọt vào tốp 20.",
        "Cuối cùng, bộ phận chấm điểm khép lại đợt khảo sát DDCI.",
    ],
)
def test_what_is_no_place(text: str) -> None:
    assert rankings(text) == []
