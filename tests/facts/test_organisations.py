"""Bodies: names completed with the place of the document, lists, groups, short forms, issuers, and phrases."""

from __future__ import annotations

import itertools

import pytest

from extract.facts.organisations import Bodies, find_organisations
from extract.reading.source import Paragraph, Source
from extract.structure.model import Document, Header, Signature
from tests.growth import grows_in_proportion

QUANG_NAM = Header(issuer="Ủy ban nhân dân tỉnh Quảng Nam", place="Quảng Nam", symbol="TB-UBND")
DA_NANG = Header(issuer="Ủy ban nhân dân thành phố Đà Nẵng", place="Đà Nẵng")
SON_TRA = Header(
    issuer="Ủy ban nhân dân xã Tam Sơn", parent="Ủy ban nhân dân huyện Núi Thành", place="Tam Sơn"
)
GOVERNMENT = Header(issuer="Văn phòng Chính phủ", place="Hà Nội", symbol="TB-VPCP")


def document(text: str, header: Header = QUANG_NAM, signature: Signature | None = None) -> Document:
    blocks, start = [], 0
    for line in text.split("\n"):
        blocks.append(Paragraph(start, start + len(line)))
        start += len(line) + 1
    source = Source("văn bản", "text/plain", text, tuple(blocks))
    return Document(source, header=header, signature=signature or Signature())


def bodies(text: str, header: Header = QUANG_NAM) -> Bodies:
    return find_organisations(document(text, header))


def names(text: str, header: Header = QUANG_NAM) -> list[str]:
    return [m.organisation.name for m in bodies(text, header).mentions]


CENTRAL = "các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ"
"""What the bodies of the Government are called together."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("giao UBND tỉnh xem xét", ["Ủy ban nhân dân tỉnh Quảng Nam"]),
        ("theo ý kiến của Uỷ ban nhân dân Tỉnh", ["Ủy ban nhân dân tỉnh Quảng Nam"]),
        ("nghị quyết của HĐND tỉnh", ["Hội đồng nhân dân tỉnh Quảng Nam"]),
        ("Tỉnh uỷ đã cho chủ trương", ["Tỉnh ủy Quảng Nam"]),
        ("Thường trực Tỉnh ủy nghe báo cáo", ["Thường trực Tỉnh ủy Quảng Nam"]),
        ("TT. HĐND tỉnh", ["Thường trực Hội đồng nhân dân tỉnh Quảng Nam"]),
        ("Cục Thuế tỉnh nộp hồ sơ", ["Cục Thuế tỉnh Quảng Nam"]),
        ("Kho bạc nhà nước đối chiếu số liệu", ["Kho bạc Nhà nước"]),
        ("Kho bạc Nhà nước khu vực XIII", ["Kho bạc Nhà nước khu vực XIII"]),
        ("Sở Nội vụ tỉnh tổng hợp", ["Sở Nội vụ"]),
        ("Sở Nội vụ tỉnh Bình Định sang trao đổi", ["Sở Nội vụ tỉnh Bình Định"]),
        ("Sở TT&TT nâng cấp phần mềm", ["Sở Thông tin và Truyền thông"]),
        ("Sở KH-CN đề xuất", ["Sở Khoa học và Công nghệ"]),
        ("Sở LĐ-TB&XH rà soát", ["Sở Lao động - Thương binh và Xã hội"]),
        ("Sở Lao động, Thương binh và Xã hội", ["Sở Lao động - Thương binh và Xã hội"]),
        ("Sở GD-ĐT công khai", ["Sở Giáo dục và Đào tạo"]),
        ("Sở VH, TT&DL chủ trì", ["Sở Văn hóa, Thể thao và Du lịch"]),
        ("Bộ Khoa học - Công nghệ có văn bản", ["Bộ Khoa học và Công nghệ"]),
        ("Văn phòng UBND tỉnh theo dõi", ["Văn phòng Ủy ban nhân dân tỉnh Quảng Nam"]),
        ("- VPUB: CVP, các PCVP;", ["Văn phòng Ủy ban nhân dân tỉnh Quảng Nam"]),
        (
            "Văn phòng Đoàn ĐBQH và HĐND tỉnh",
            ["Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh Quảng Nam"],
        ),
        (
            "Văn phòng HĐND và UBND huyện Phú Ninh",
            ["Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện Phú Ninh"],
        ),
        ("UBND thành phố Tam Kỳ báo cáo", ["Ủy ban nhân dân thành phố Tam Kỳ"]),
        ("phòng Nội vụ huyện Quế Sơn", ["Phòng Nội vụ huyện Quế Sơn"]),
        ("Chi cục thuế khu vực Tam Kỳ", ["Chi cục Thuế"]),
        ("UBMTTQVN tỉnh giám sát", ["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Quảng Nam"]),
        ("Bộ Chỉ huy quân sự tỉnh", ["Bộ Chỉ huy Quân sự tỉnh Quảng Nam"]),
        ("Đài PT-TH Quảng Nam đưa tin", ["Đài Phát thanh - Truyền hình Quảng Nam"]),
        ("Viện KSND tỉnh phối hợp", ["Viện kiểm sát nhân dân tỉnh Quảng Nam"]),
        (
            "Trung tâm Phục vụ hành chính công tỉnh tiếp nhận hồ sơ",
            ["Trung tâm Phục vụ hành chính công tỉnh Quảng Nam"],
        ),
        ("Trung tâm PV HCC tỉnh", ["Trung tâm Phục vụ hành chính công tỉnh Quảng Nam"]),
        ("Hội đồng TĐKT tỉnh họp", ["Hội đồng Thi đua - Khen thưởng tỉnh Quảng Nam"]),
        ("Ban Chỉ đạo CCHC của tỉnh thống nhất", ["Ban Chỉ đạo cải cách hành chính tỉnh Quảng Nam"]),
        (
            "Ban Chỉ đạo về phòng, chống tham nhũng, tiêu cực tỉnh tiếp tục chỉ đạo",
            ["Ban Chỉ đạo về phòng, chống tham nhũng, tiêu cực tỉnh Quảng Nam"],
        ),
        ("Trường Cao đẳng Quảng Nam tuyển sinh", ["Trường Cao đẳng Quảng Nam"]),
        ("Công ty TNHH Lộc Trời Quế Sơn nộp hồ sơ", ["Công ty trách nhiệm hữu hạn Lộc Trời Quế Sơn"]),
        ("Ủy ban nhân dân (UBND) tỉnh ban hành", ["Ủy ban nhân dân tỉnh Quảng Nam"]),
        ("BHXH Việt Nam hướng dẫn", ["Bảo hiểm xã hội Việt Nam"]),
        ("Ban Pháp chế HĐND tỉnh thẩm tra", ["Ban Pháp chế Hội đồng nhân dân tỉnh Quảng Nam"]),
    ],
)
def test_a_name_is_expanded_and_completed_with_the_place(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "các Sở: Nội vụ; Tư pháp; Giáo dục và Đào tạo",
            ["Sở Nội vụ", "Sở Tư pháp", "Sở Giáo dục và Đào tạo"],
        ),
        ("Sở Tài chính, Xây dựng và Y tế chủ động", ["Sở Tài chính", "Sở Xây dựng", "Sở Y tế"]),
        (
            "- Các Sở: TC, NN&MT, VH,TT&DL;",
            ["Sở Tài chính", "Sở Nông nghiệp và Môi trường", "Sở Văn hóa, Thể thao và Du lịch"],
        ),
        (
            "các Bộ, cơ quan: Quốc phòng, Văn hóa, Thể thao và Du lịch, Ngân hàng Nhà nước",
            ["Bộ Quốc phòng", "Bộ Văn hóa, Thể thao và Du lịch", "Ngân hàng Nhà nước"],
        ),
        ("Bộ Công an, Công an tỉnh thực hiện", ["Bộ Công an", "Công an tỉnh Quảng Nam"]),
        (
            "các Tập đoàn: EVN, VNPT, Viettel",
            [
                "Tập đoàn Điện lực Việt Nam",
                "Tập đoàn Bưu chính Viễn thông Việt Nam",
                "Tập đoàn Công nghiệp - Viễn thông Quân đội",
            ],
        ),
        (
            "UBND các huyện Quế Sơn, Núi Thành",
            ["Ủy ban nhân dân huyện Quế Sơn", "Ủy ban nhân dân huyện Núi Thành"],
        ),
        (
            "UBND các tỉnh, thành phố: Hà Nội, Nghệ An",
            ["Ủy ban nhân dân thành phố Hà Nội", "Ủy ban nhân dân tỉnh Nghệ An"],
        ),
        (
            "Tỉnh ủy, HĐND, UBND tỉnh Lâm Đồng",
            ["Tỉnh ủy Lâm Đồng", "Hội đồng nhân dân tỉnh Lâm Đồng", "Ủy ban nhân dân tỉnh Lâm Đồng"],
        ),
        ("UBND cấp huyện, cấp xã", ["Ủy ban nhân dân cấp huyện", "Ủy ban nhân dân cấp xã"]),
        ("các Vụ: Pháp chế; Kế hoạch - Tài chính có ý kiến", ["Vụ Pháp chế", "Vụ Kế hoạch - Tài chính"]),
    ],
)
def test_an_elliptical_list_names_each_member(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("các sở, ban ngành khẩn trương", "các sở, ban, ngành"),
        ("17/20 sở, ngành đã nộp", "các sở, ban, ngành"),
        ("Giám đốc các Sở, ban, ngành tỉnh", "các sở, ban, ngành"),
        ("UBND xã, phường, thị trấn niêm yết", "Ủy ban nhân dân các xã, phường, thị trấn"),
        ("Thường trực HĐND các xã, phường", "Thường trực Hội đồng nhân dân các xã, phường"),
        ("Công an các phường, xã", "Công an các phường, xã"),
        ("UBND các huyện, thị xã, thành phố", "Ủy ban nhân dân các huyện, thị xã, thành phố"),
        ("các Bộ, cơ quan ngang Bộ", CENTRAL),
        ("các Bộ, các cơ quan ngang Bộ và các cơ quan thuộc Chính phủ", CENTRAL),
        ("Bộ trưởng, Thủ trưởng các cơ quan ngang bộ, Thủ trưởng cơ quan thuộc Chính phủ", CENTRAL),
        ("các bộ, ngành và địa phương", "các bộ, ngành, địa phương"),
        ("các tổ chức chính trị-xã hội", "các tổ chức chính trị - xã hội"),
        ("Bí thư các huyện ủy, thị ủy, thành ủy", "các huyện ủy, thị ủy, thành ủy"),
    ],
)
def test_a_group_is_one_organisation(text: str, expected: str) -> None:
    (mention,) = bodies(text).mentions
    assert mention.organisation.name == expected
    assert mention.organisation.is_group


@pytest.mark.parametrize(
    "text",
    [
        "Cơ sở dữ liệu dùng chung và trụ sở làm việc",
        "Luật Ban hành văn bản quy phạm pháp luật",
        "Bộ tiêu chí đánh giá và bộ thủ tục hành chính",
        "Quyết định số 15/QĐ-UBND và Công văn số 7/SNV-CCHC",
        "phát triển Chính phủ số, Chính phủ điện tử",
        "Phòng, chống thiên tai là nhiệm vụ thường xuyên",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "CÁC NHIỆM VỤ TRỌNG TÂM NĂM 2024",
        "Báo cáo Kết quả thực hiện",
        "Hội nghị trực tuyến và Hội thảo khoa học",
        "- Lưu: VT, HCQT, Phòng Nội chính.",
        "các cơ quan, đơn vị, địa phương liên quan",
        "hồ sơ bảo hiểm xã hội được giải quyết",
        "Ban hành kèm theo Quyết định này",
        "lực lượng công an, quân đội",
    ],
)
def test_look_alikes_are_no_bodies(text: str) -> None:
    assert names(text) == []


def test_a_short_form_means_what_the_document_defined() -> None:
    text = (
        "Hội đồng thẩm định giá đất tỉnh (Hội đồng) họp phiên đầu năm.\n"
        "Văn phòng Đăng ký đất đai (sau đây viết tắt là VPĐK) chuẩn bị tài liệu.\n"
        "Hội đồng giao VPĐK bổ sung bản đồ."
    )
    assert names(text)[-2:] == ["Hội đồng thẩm định giá đất tỉnh Quảng Nam", "Văn phòng Đăng ký đất đai"]


def test_a_bare_type_means_the_body_named_before() -> None:
    text = "Ban Chỉ đạo chuyển đổi số tỉnh họp. Ban Chỉ đạo yêu cầu Trung tâm báo cáo."
    assert names(text) == ["Ban Chỉ đạo chuyển đổi số tỉnh Quảng Nam"] * 2


def test_shorter_and_longer_forms_of_a_body_are_one() -> None:
    text = "Cục Thuế nộp hồ sơ. Cục Thuế tỉnh giải trình. Ban Chỉ đạo CCHC tỉnh và Ban Chỉ đạo cải cách hành chính."
    assert set(names(text)) == {"Cục Thuế tỉnh Quảng Nam", "Ban Chỉ đạo cải cách hành chính tỉnh Quảng Nam"}


def test_a_chairman_is_a_body_beside_the_committee_and_stands_for_it_alone() -> None:
    assert names("Chủ tịch UBND tỉnh giao; UBND tỉnh quyết định") == [
        "Chủ tịch Ủy ban nhân dân tỉnh Quảng Nam",
        "Ủy ban nhân dân tỉnh Quảng Nam",
    ]
    assert names("Chủ tịch UBND huyện Hiệp Đức giải trình") == ["Ủy ban nhân dân huyện Hiệp Đức"]
    assert names("Phó Chủ tịch UBND tỉnh dự") == ["Ủy ban nhân dân tỉnh Quảng Nam"]


@pytest.mark.parametrize(
    ("header", "text", "expected"),
    [
        (DA_NANG, "UBND thành phố và Thành ủy", ["Ủy ban nhân dân thành phố Đà Nẵng", "Thành ủy Đà Nẵng"]),
        (SON_TRA, "UBND xã và Đảng ủy xã", ["Ủy ban nhân dân xã Tam Sơn", "Đảng ủy xã Tam Sơn"]),
        (
            SON_TRA,
            "UBND huyện, UBND tỉnh",
            ["Ủy ban nhân dân huyện Núi Thành", "Ủy ban nhân dân tỉnh Quảng Nam"],
        ),
        (
            GOVERNMENT,
            "làm việc tại tỉnh Cao Bằng; UBND tỉnh báo cáo",
            ["Ủy ban nhân dân tỉnh Cao Bằng"],
        ),
        (QUANG_NAM, "UBND TỈNH QUẢNG NAM\nVĂN PHÒNG", ["Ủy ban nhân dân tỉnh Quảng Nam"]),
    ],
)
def test_units_are_completed_from_the_place_of_the_document(
    header: Header, text: str, expected: list[str]
) -> None:
    assert names(text, header) == expected


@pytest.mark.parametrize(
    ("header", "text", "issuer"),
    [
        (QUANG_NAM, "", "Ủy ban nhân dân tỉnh Quảng Nam"),
        (
            Header(issuer="Văn phòng", parent="UBND tỉnh Kiên Giang"),
            "",
            "Văn phòng Ủy ban nhân dân tỉnh Kiên Giang",
        ),
        (Header(symbol="BC-VP", place="Kiên Giang"), "", "Văn phòng Ủy ban nhân dân tỉnh Kiên Giang"),
        (Header(symbol="KH-SNV", place="Kiên Giang"), "", "Sở Nội vụ"),
        (Header(symbol="CT-TTg", place="Hà Nội"), "", "Thủ tướng Chính phủ"),
        (Header(symbol="BTC-TCNS", place="Hà Nội"), "", "Bộ Tài chính"),
        (
            Header(place="Kiên Giang"),
            "UBND tỉnh ban hành Kế hoạch như sau:",
            "Ủy ban nhân dân tỉnh Kiên Giang",
        ),
        (
            Header(issuer="Chủ tịch Ủy ban nhân dân tỉnh Kiên Giang"),
            "",
            "Chủ tịch Ủy ban nhân dân tỉnh Kiên Giang",
        ),
        (Header(), "Một bài viết không nói ai ban hành.", None),
    ],
)
def test_the_issuer_is_resolved(header: Header, text: str, issuer: str | None) -> None:
    found = bodies(text, header).issuer
    assert (found.name if found else None) == issuer


def test_the_issuer_is_read_from_the_signature_when_nothing_else_names_it() -> None:
    signed = Signature(name="Lê Văn A", title="TM. ỦY BAN NHÂN DÂN - CHỦ TỊCH")
    found = find_organisations(
        document("tại xã Tam Sơn, tỉnh Quảng Nam", Header(place="Quảng Nam"), signed)
    ).issuer
    assert found is not None and found.name == "Ủy ban nhân dân tỉnh Quảng Nam"


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Đà Nẵng", "thành phố Đà Nẵng"),
        ("Quảng Ninh", "tỉnh Quảng Ninh"),
        ("TP. HCM", "Thành phố Hồ Chí Minh"),
        ("TPHCM", "Thành phố Hồ Chí Minh"),
        ("TP.Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("huyện Núi Thành", "huyện Núi Thành"),
        ("Núi Thành", "huyện Núi Thành"),
        ("tỉnh", "tỉnh Quảng Nam"),
        ("Tỉnh uỷ", "Tỉnh ủy Quảng Nam"),
        ("Giám đốc Sở Y tế", "Sở Y tế"),
        ("Chủ tịch UBND tỉnh", "Chủ tịch Ủy ban nhân dân tỉnh Quảng Nam"),
        ("Thủ trưởng các sở, ban ngành tỉnh", "các sở, ban, ngành"),
        ("các cơ quan, đơn vị, địa phương", "các cơ quan, đơn vị, địa phương"),
        ("hồ sơ", None),
        ("người dân", None),
        ("", None),
    ],
)
def test_a_phrase_is_resolved_to_a_body_or_a_unit(phrase: str, expected: str | None) -> None:
    assert bodies("").resolve(phrase) == expected


def test_a_short_form_of_the_document_is_resolved() -> None:
    found = bodies("Ban Chỉ đạo chuyển đổi số tỉnh (Ban Chỉ đạo) họp.\nBan Chỉ đạo kết luận.")
    assert found.resolve("Ban Chỉ đạo") == "Ban Chỉ đạo chuyển đổi số tỉnh Quảng Nam"


def test_units_and_bodies_of_a_stretch_are_named_in_order() -> None:
    text = "Sở Nội vụ và Đà Nẵng, tỉnh Quảng Ninh, TP. HCM, huyện Núi Thành, Quế Sơn"
    found = bodies(text)
    assert [(text[s:e], n) for s, e, n in found.named_in(0, len(text))] == [
        ("Sở Nội vụ", "Sở Nội vụ"),
        ("Đà Nẵng", "thành phố Đà Nẵng"),
        ("tỉnh Quảng Ninh", "tỉnh Quảng Ninh"),
        ("TP. HCM", "Thành phố Hồ Chí Minh"),
        ("huyện Núi Thành", "huyện Núi Thành"),
        ("Quế Sơn", "huyện Quế Sơn"),
    ]


def test_kind_level_and_province_are_told() -> None:
    found = {
        m.organisation.name: m.organisation
        for m in bodies("Sở Y tế; Bộ Y tế; UBND xã Tam Sơn; Tỉnh ủy").mentions
    }
    told = {n: (o.kind, o.level, o.province) for n, o in found.items()}
    assert told == {
        "Sở Y tế": ("so", "tinh", "Quảng Nam"),
        "Bộ Y tế": ("bo", "trung_uong", None),
        "Ủy ban nhân dân xã Tam Sơn": ("ubnd", "xa", "Quảng Nam"),
        "Tỉnh ủy Quảng Nam": ("dang", "tinh", "Quảng Nam"),
    }


def test_mentions_are_in_order_and_apart() -> None:
    text = (
        "UBND tỉnh, các sở, ban ngành, Sở Tài chính, Y tế và UBND các xã, phường; Ban Chỉ đạo CCHC tỉnh. "
        * 20
    )
    mentions = bodies(text).mentions
    assert all(a.end <= b.start for a, b in itertools.pairwise(mentions))


@pytest.mark.parametrize(
    "unit",
    [
        "UBND ",
        "\n",
        "Tổ giúp việc ",
        "Ban Chỉ đạo phòng, chống ",
        "ỦY BAN NHÂN DÂN ",
        "Báo Aa Bb ",
        "(",
        "các Sở: Nội vụ; ",
        "Sở Y tế các tỉnh: ",
        "TP. ",
    ],
)
def test_repeats_take_time_in_proportion(unit: str) -> None:
    assert grows_in_proportion(bodies, unit, 60_000)


HOSPITAL = Header(
    issuer="Bệnh viện đa khoa khu vực Bồng Sơn",
    parent="Sở Y tế Bình Định",
    place="Bồng Sơn",
    symbol="KH-BV",
)
HOSPITAL_NAME = "Bệnh viện Đa khoa khu vực Bồng Sơn"
"""How a hospital is called whatever its letterhead's case."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Phòng Kế hoạch tổng hợp lập lịch trực", ["Phòng Kế hoạch tổng hợp"]),
        ("Phòng Tài chính - Kế toán thu viện phí", ["Phòng Tài chính - Kế toán"]),
        ("Phòng Điều dưỡng dán bảng chỉ dẫn", ["Phòng Điều dưỡng"]),
        ("giao Khoa Dược theo dõi tồn kho", ["Khoa Dược"]),
        ("Khoa Nội tổng hợp, Khoa Cấp cứu", ["Khoa Nội tổng hợp", "Khoa Cấp cứu"]),
        ("Tổ Công nghệ thông tin nối máy xét nghiệm", ["Tổ Công nghệ thông tin"]),
        (
            "Phòng Quản lý chất lượng và Công tác xã hội khảo sát",
            ["Phòng Quản lý chất lượng và Công tác xã hội"],
        ),
        ("nghị quyết của Đảng ủy Bệnh viện", [f"Đảng ủy {HOSPITAL_NAME}"]),
        ("Đoàn Thanh niên Bệnh viện hưởng ứng", [f"Đoàn Thanh niên {HOSPITAL_NAME}"]),
        ("- Công đoàn, Đoàn Thanh niên", ["Công đoàn", "Đoàn Thanh niên"]),
        ("Bệnh viện tổ chức trực", [HOSPITAL_NAME]),
        ("các khoa, phòng gửi báo cáo", ["các khoa, phòng"]),
        ("Bảo hiểm xã hội cơ sở Hoài Nhơn đối chiếu", ["Bảo hiểm xã hội cơ sở Hoài Nhơn"]),
        ("Viễn thông Bình Định sửa đường truyền", ["Viễn thông Bình Định"]),
        # What only looks like a unit.
        ("Hội nghị Khoa học lần thứ ba", []),
        ("nhiệm vụ bảo vệ Tổ quốc", []),
        ("Luật Công đoàn năm 2024", []),
        ("ngành viễn thông phát triển nhanh", []),
    ],
)
def test_units_of_a_hospital(text: str, expected: list[str]) -> None:
    assert names(text, HOSPITAL) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đảng đoàn HĐND tỉnh", ["Đảng đoàn Hội đồng nhân dân tỉnh Quảng Nam"]),
        ("UBND CẤP HUYỆN", ["Ủy ban nhân dân cấp huyện"]),
        ("Các thôn, tổ dân phố niêm yết", ["các thôn, tổ dân phố"]),
        ("các ấp, khóm vận động", ["các ấp, khóm"]),
        ("các phòng, trung tâm gửi số liệu", ["các phòng, trung tâm"]),
        (
            "các cấp ủy, tổ chức đảng trực thuộc Tỉnh ủy",
            ["các cấp ủy, tổ chức đảng trực thuộc Tỉnh ủy Quảng Nam"],
        ),
        (
            "Cục Giám định nhà nước về chất lượng công trình xây dựng",
            ["Cục Giám định nhà nước về chất lượng công trình xây dựng"],
        ),
        (
            "Ban Quản lý dự án công trình giao thông tỉnh",
            ["Ban Quản lý dự án công trình giao thông tỉnh Quảng Nam"],
        ),
        ("Trường THPT Trần Cao Vân", ["Trường Trung học phổ thông Trần Cao Vân"]),
        ("- Mặt trận Tổ quốc Việt Nam và các hội", ["Mặt trận Tổ quốc Việt Nam tỉnh Quảng Nam"]),
        # A word between commas that is no member of the group, and what the Front is talked of as.
        ("các thôn đã nhận quà", []),
        ("công tác Mặt trận Tổ quốc được quan tâm", []),
    ],
)
def test_party_villages_and_schools(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_definition_behind_an_owner_names_the_body_that_is_owned() -> None:
    text = (
        "Ban Chỉ đạo chuyển đổi số của Chính phủ (sau đây gọi tắt là Ban Chỉ đạo) họp. Ban Chỉ đạo ghi nhận."
    )
    found = names(text, GOVERNMENT)
    assert found[-1] == "Ban Chỉ đạo chuyển đổi số"
    assert found.count("Chính phủ") == 1
