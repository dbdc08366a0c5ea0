"""Who must do what: units, owners, modality, dates and lines that belong to a task."""

from __future__ import annotations

import pytest

from extract.facts.model import Directive
from tests.conftest import facts_of

NOTICE = """VĂN PHÒNG UBND TỈNH QUẢNG NGÃI

Số: 45/TB-UBND

Quảng Ngãi, ngày 12 tháng 6 năm 2024

THÔNG BÁO

Kết luận của Chủ tịch UBND tỉnh tại cuộc họp giao ban tháng 6

{body}

Nơi nhận:

- Lưu: VT.

TL. CHỦ TỊCH

CHÁNH VĂN PHÒNG

Trần Văn An
"""
PLAN = """ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI

Số: 77/KH-UBND

Quảng Ngãi, ngày 10 tháng 01 năm 2025

KẾ HOẠCH

Cải cách hành chính năm 2025

Ủy ban nhân dân tỉnh ban hành Kế hoạch với các nội dung sau:

{body}

Nơi nhận:

- Lưu: VT.

TM. ỦY BAN NHÂN DÂN

CHỦ TỊCH

Lê Văn Bình
"""


def directives(text: str) -> tuple[Directive, ...]:
    return facts_of(text)[1].directives


def notice(*lines: str) -> tuple[Directive, ...]:
    return directives(NOTICE.format(body="\n\n".join(lines)))


def plan(*lines: str) -> tuple[Directive, ...]:
    return directives(PLAN.format(body="\n\n".join(lines)))


def lead(directive: Directive) -> list[str]:
    return [owner.name for owner in directive.lead]


def helpers(directive: Directive) -> list[str]:
    return [owner.name for owner in directive.coordinate]


@pytest.mark.parametrize(
    ("item", "owners"),
    [
        ("Giao Sở Y tế lập danh mục thuốc thiếu.", ["Sở Y tế"]),
        ("Giao cho Sở Y tế, Sở Tài chính lập danh mục thuốc thiếu.", ["Sở Y tế", "Sở Tài chính"]),
        ("Giám đốc Sở Xây dựng kiểm tra các chung cư cũ.", ["Sở Xây dựng"]),
        ("Đồng chí Giám đốc Sở Xây dựng kiểm tra các chung cư cũ.", ["Sở Xây dựng"]),
        ("Chánh Văn phòng UBND tỉnh bố trí phòng họp.", ["Văn phòng Ủy ban nhân dân tỉnh Quảng Ngãi"]),
        ("Công an tỉnh tăng cường tuần tra ban đêm.", ["Công an tỉnh Quảng Ngãi"]),
        (
            "Các Sở: Tư pháp; Y tế; Giáo dục và Đào tạo gửi danh sách cán bộ.",
            ["Sở Tư pháp", "Sở Y tế", "Sở Giáo dục và Đào tạo"],
        ),
        ("Sở Nội vụ là cơ quan đầu mối tổng hợp số liệu.", ["Sở Nội vụ"]),
        ("Sở Tư pháp giúp UBND tỉnh theo dõi việc thực hiện.", ["Sở Tư pháp"]),
        ("Định kỳ hằng quý, Sở Nội vụ báo cáo kết quả.", ["Sở Nội vụ"]),
        ("Trên cơ sở đề xuất của các ngành, Sở Tài chính cân đối nguồn kinh phí.", ["Sở Tài chính"]),
        ("Giám đốc các sở, Thủ trưởng các ban, ngành kiểm điểm trách nhiệm.", ["các sở, ban, ngành"]),
        ("Bộ trưởng Bộ Công Thương chỉ đạo các đơn vị bình ổn giá.", ["Bộ Công Thương"]),
        (
            "UBND các tỉnh: Phú Yên, Bình Định rà soát hồ chứa.",
            ["Ủy ban nhân dân tỉnh Phú Yên", "Ủy ban nhân dân tỉnh Bình Định"],
        ),
        (
            "Các cơ quan được giao chủ trì tiêu chí khẩn trương giải trình.",
            ["các cơ quan được giao chủ trì tiêu chí"],
        ),
        ("Sở Tài chính - Cơ quan thường trực Ban Chỉ đạo đôn đốc các ngành.", ["Sở Tài chính"]),
    ],
)
def test_owner_of_an_item(item: str, owners: list[str]) -> None:
    (found,) = notice("I. NHIỆM VỤ", f"1. {item}")
    assert lead(found) == owners


@pytest.mark.parametrize(
    ("item", "owners"),
    [
        (
            "Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính và Công an tỉnh lập phương án.",
            ["Sở Tài chính", "Công an tỉnh Quảng Ngãi"],
        ),
        ("Giao Sở Y tế chủ trì, phối hợp Sở Tư pháp rà soát văn bản.", ["Sở Tư pháp"]),
        ("Giao Sở Y tế chủ trì, có sự phối hợp của Sở Tư pháp, rà soát văn bản.", ["Sở Tư pháp"]),
        ("Giao Sở Y tế phối hợp chặt chẽ với các cơ quan liên quan để xử lý.", ["các cơ quan liên quan"]),
        ("Giao Sở Y tế tăng cường phối hợp, nâng cao trách nhiệm.", []),
    ],
)
def test_helpers_end_where_the_action_begins(item: str, owners: list[str]) -> None:
    (found,) = notice("I. NHIỆM VỤ", f"1. {item}")
    assert lead(found) == ["Sở Y tế"]
    assert helpers(found) == owners


def test_action_leaves_out_owner_and_helpers() -> None:
    (found,) = notice(
        "I. NHIỆM VỤ", "1. Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính lập phương án mua sắm."
    )
    assert found.action == "lập phương án mua sắm"


@pytest.mark.parametrize(
    ("item", "modality"),
    [
        ("Giao Sở Y tế lập danh mục thuốc.", "giao"),
        ("Yêu cầu Sở Y tế lập danh mục thuốc.", "yêu cầu"),
        ("Đề nghị Sở Y tế lập danh mục thuốc.", "đề nghị"),
        ("Phân công Sở Y tế lập danh mục thuốc.", "giao"),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh giám sát việc cấp phát.", "đề nghị"),
    ],
)
def test_modality(item: str, modality: str) -> None:
    (found,) = notice("I. NHIỆM VỤ", f"1. {item}")
    assert found.modality == modality


@pytest.mark.parametrize(
    "item",
    [
        "Sở Nội vụ đã tham mưu ban hành 12 văn bản.",
        "Trong quý II, toàn tỉnh tiếp nhận 3.000 hồ sơ.",
        "Đến nay, các địa phương hoàn thành 80% khối lượng.",
        "Nhiệm vụ UBND tỉnh giao Sở Y tế đã hoàn thành.",
        "Hồ sơ được trả theo đề nghị của Sở Tư pháp.",
    ],
)
def test_statements_of_fact_are_no_assignments(item: str) -> None:
    assert notice("I. KẾT QUẢ", f"1. {item}", "2. Số liệu kèm theo.") == ()


def test_owner_of_a_heading_holds_for_the_items_below() -> None:
    first, second = notice(
        "I. NHIỆM VỤ",
        "1. Giao Sở Nội vụ",
        "a) Tham mưu kế hoạch kiểm tra.",
        "b) Chủ trì, phối hợp với Sở Tư pháp soạn quy chế.",
    )
    assert [lead(first), lead(second)] == [["Sở Nội vụ"], ["Sở Nội vụ"]]
    assert helpers(second) == ["Sở Tư pháp"]
    assert first.modality == second.modality == "giao"


def test_lead_in_holds_for_the_list_unless_an_item_names_its_own_owner() -> None:
    first, second = notice(
        "I. NHIỆM VỤ",
        "Yêu cầu Thủ trưởng các sở, ban, ngành làm ngay một số việc sau:",
        "1. Chấn chỉnh giờ giấc làm việc.",
        "2. Giao Sở Nội vụ kiểm tra đột xuất.",
    )
    assert (lead(first), first.modality) == (["các sở, ban, ngành"], "yêu cầu")
    assert first.lead_as_printed == "Thủ trưởng các sở, ban, ngành"
    assert (lead(second), second.modality) == (["Sở Nội vụ"], "giao")


def test_further_sentence_with_its_own_owner_is_one_more() -> None:
    first, second = notice(
        "I. NHIỆM VỤ", "1. Giao Sở Y tế mua sắm vắc xin. Sở Tài chính bố trí kinh phí trước ngày 30/6/2024."
    )
    assert [lead(first), lead(second)] == [["Sở Y tế"], ["Sở Tài chính"]]
    assert (first.due, second.due) == (None, "2024-06-30")


def test_further_sentence_without_owner_belongs_to_the_item() -> None:
    (found,) = notice(
        "I. NHIỆM VỤ", "1. Giao Sở Y tế mua sắm vắc xin. Thời gian hoàn thành trước ngày 30/6/2024."
    )
    assert found.due == "2024-06-30"


@pytest.mark.parametrize(
    "item",
    [
        "Sở Y tế: rà soát trang thiết bị.",
        "Sở Y tế: Rà soát trang thiết bị.",
        "Đối với Sở Y tế: rà soát trang thiết bị.",
        "Trách nhiệm của Sở Y tế: rà soát trang thiết bị.",
    ],
)
def test_owner_before_a_colon(item: str) -> None:
    (found,) = notice("I. NHIỆM VỤ", f"1. {item}")
    assert lead(found) == ["Sở Y tế"]


def test_request_of_a_report_is_the_clause_that_asks() -> None:
    text = (
        NOTICE.replace("TB-UBND", "BC-VP")
        .replace("THÔNG BÁO", "BÁO CÁO")
        .replace("Kết luận của Chủ tịch UBND tỉnh tại cuộc họp giao ban tháng 6", "Công tác văn thư năm 2024")
    )
    document, facts = facts_of(
        text.format(
            body="I. KẾT QUẢ\n\n1. Văn phòng giao các phòng lưu trữ hồ sơ.\n\nTrên đây là kết quả công tác văn thư, kính đề nghị Sở Nội vụ xem xét./."
        )
    )
    (found,) = facts.directives
    assert document.text[found.start : found.end].startswith("kính đề nghị Sở Nội vụ")


def test_item_made_of_parts_with_owners_is_only_their_lead_in() -> None:
    found = notice(
        "I. NHIỆM VỤ", "1. Phân công cụ thể: (1) Sở Y tế phun thuốc khử khuẩn; (2) Sở Tài chính cấp kinh phí."
    )
    assert [lead(d) for d in found] == [["Sở Y tế"], ["Sở Tài chính"]]


def test_inline_parts_without_owners_belong_to_the_item() -> None:
    (found,) = notice("I. NHIỆM VỤ", "1. Giao Sở Y tế: (1) phun thuốc khử khuẩn; (2) cấp phát khẩu trang.")
    assert lead(found) == ["Sở Y tế"]


def test_restated_proposal_counts_from_the_assignment() -> None:
    (found,) = notice(
        "I. NHIỆM VỤ",
        "1. Về đề nghị Bộ Tài chính hỗ trợ vốn, bổ sung biên chế: giao Sở Nội vụ tổng hợp, báo cáo.",
    )
    assert lead(found) == ["Sở Nội vụ"]
    assert found.action == "tổng hợp, báo cáo"


def test_assigner_of_a_notice_is_whose_conclusion_it_tells() -> None:
    (found,) = notice("I. NHIỆM VỤ", "1. Giao Sở Y tế lập danh mục thuốc.")
    assert found.assigned_by == "Chủ tịch Ủy ban nhân dân tỉnh Quảng Ngãi"


def test_closing_request_is_taken_and_closing_formulas_are_not() -> None:
    found = notice(
        "I. NHIỆM VỤ",
        "1. Giao Sở Y tế lập danh mục thuốc.",
        "Trong quá trình thực hiện nếu có vướng mắc, phản ánh về Sở Y tế để được hướng dẫn.",
        "Văn phòng UBND tỉnh thông báo để các cơ quan biết, thực hiện./.",
    )
    assert [lead(d) for d in found] == [["Sở Y tế"]]


def test_plan_sets_the_issuer_its_tasks_and_bodies_their_duties() -> None:
    own, duty = plan(
        "I. NHIỆM VỤ, GIẢI PHÁP",
        "1. Mở rộng kênh tiếp nhận phản ánh.",
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Sở Nội vụ",
        "Theo dõi, tổng hợp tiến độ.",
    )
    assert (lead(own), own.modality) == (["Ủy ban nhân dân tỉnh Quảng Ngãi"], "plan")
    assert (lead(duty), duty.modality) == (["Sở Nội vụ"], "giao")


@pytest.mark.parametrize(
    "heading", ["MỤC ĐÍCH, YÊU CẦU", "MỤC TIÊU", "QUAN ĐIỂM", "KINH PHÍ THỰC HIỆN", "PHẠM VI, ĐỐI TƯỢNG"]
)
def test_purposes_and_targets_are_not_emitted(heading: str) -> None:
    assert plan(f"I. {heading}", "1. Nâng cao chất lượng phục vụ.", "2. Tạo chuyển biến về nhận thức.") == ()


@pytest.mark.parametrize(
    "lines",
    [
        (
            "- Đơn vị chủ trì: Sở Tư pháp.",
            "- Phối hợp: Sở Nội vụ; UBND cấp xã.",
            "- Thời gian hoàn thành: Quý III/2025.",
            "- Sản phẩm: Cơ sở dữ liệu.",
        ),
        (
            "a) Cơ quan chủ trì: Sở Tư pháp;",
            "b) Cơ quan phối hợp: Sở Nội vụ, UBND cấp xã;",
            "c) Thời hạn: Quý III/2025;",
            "d) Kết quả: Cơ sở dữ liệu.",
        ),
        (
            "Cơ quan thực hiện: Sở Tư pháp chủ trì, phối hợp với Sở Nội vụ, UBND cấp xã.",
            "Thời gian thực hiện: Quý III/2025.",
            "Sản phẩm dự kiến: Cơ sở dữ liệu.",
        ),
    ],
)
def test_lines_below_a_task_belong_to_it(lines: tuple[str, ...]) -> None:
    (found,) = plan("I. NHIỆM VỤ", "1. Số hóa sổ hộ tịch.", *lines)
    assert lead(found) == ["Sở Tư pháp"]
    assert helpers(found) == ["Sở Nội vụ", "Ủy ban nhân dân cấp xã"]
    assert (found.due, found.product, found.modality) == ("2025-Q3", "Cơ sở dữ liệu", "giao")


def test_lines_below_a_heading_make_the_heading_the_task() -> None:
    (found,) = plan(
        "I. NHIỆM VỤ",
        "1. Khảo sát mức độ hài lòng của người bệnh",
        "- Đơn vị chủ trì: Sở Y tế.",
        "- Thời gian: Hằng năm.",
    )
    assert (lead(found), found.action) == (["Sở Y tế"], "Khảo sát mức độ hài lòng của người bệnh")


def test_value_of_a_label_may_stand_in_the_item_below() -> None:
    (found,) = plan(
        "I. NHIỆM VỤ",
        "1. In sổ tay hướng dẫn kinh doanh.",
        "- Cơ quan thực hiện:",
        "+ Sở Công Thương chủ trì, phối hợp với Sở Tài chính.",
    )
    assert (lead(found), helpers(found)) == (["Sở Công Thương"], ["Sở Tài chính"])


def test_basis_is_what_the_task_rests_on() -> None:
    (found,) = notice(
        "I. NHIỆM VỤ",
        "1. Giao Sở Y tế triển khai theo Quyết định số 15/QĐ-UBND ngày 20/01/2024 của UBND tỉnh.",
    )
    assert found.basis == ("15/QĐ-UBND",)


def test_every_owner_has_its_rule_and_confidence() -> None:
    (found,) = notice("I. NHIỆM VỤ", "1. Giao Sở Y tế chủ trì, phối hợp với Sở Tư pháp rà soát.")
    assert [(o.rule, o.confidence) for o in (*found.lead, *found.coordinate)] == [
        ("asked", 0.95),
        ("coordinate", 0.9),
    ]


@pytest.mark.parametrize(
    "piece",
    [
        "giao Sở A ",
        "Giao Sở Nội vụ, ",
        "Về : ",
        "phối hợp với ",
        "Để A, ",
        "(1) Sở A ",
        "yêu cầu các sở: ",
        "Đơn vị chủ trì: ",
    ],
)
def test_repeats_stay_cheap(piece: str) -> None:
    assert len(directives(piece * 300)) < 700
