"""Deadlines through the whole pipeline: ways of writing, owners, tasks, and what only looks like one."""

from __future__ import annotations

import pytest

from extract.facts import Deadline
from extract.facts.atoms import Atoms
from extract.facts.deadlines import find_deadlines
from extract.facts.organisations import Bodies
from extract.reading import read_text
from extract.structure import Document
from tests.conftest import facts_of
from tests.growth import grows_in_proportion


def deadlines(text: str) -> list[Deadline]:
    return list(facts_of(text)[1].deadlines)


def one(text: str) -> Deadline:
    found = deadlines(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "due", "kind"),
    [
        ("Giao Sở Tư pháp báo cáo trước ngày 12/5/2025.", "2025-05-12", "before"),
        ("Yêu cầu các xã gửi danh sách chậm nhất là ngày 03 tháng 6 năm 2025.", "2025-06-03", "by"),
        ("Các phòng nộp báo cáo trước 16 giờ ngày 20/9/2024.", "2024-09-20", "before"),
        ("Đến hết năm 2028: 100% xã có cán bộ chuyên trách.", "2028", "by"),
        ("Phấn đấu đến tháng 10/2026 hoàn thành nhà văn hóa xã.", "2026-10", "by"),
        ("Đến ngày 30/11/2025 giải ngân tối thiểu 95% vốn được giao.", "2025-11-30", "by"),
        ("Rà soát toàn bộ quy trình nội bộ, xong trong quý II/2026.", "2026-Q2", "during"),
        ("Giao Sở Y tế trình phê duyệt đề án trong tháng 02 năm 2026.", "2026-02", "during"),
        ("Nâng tỷ lệ chi trả trực tuyến lên 65% vào cuối năm 2027.", "2027", "by"),
        ("Xây dựng kho lưu trữ số. Thời gian hoàn thành: Tháng 12/2025.", "2025-12", "during"),
    ],
)
def test_points_and_periods(text: str, due: str, kind: str) -> None:
    found = one(text)
    assert (found.due, found.kind) == (due, kind)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Các địa phương báo cáo trước ngày 25/12 hàng năm.", "trước ngày 25/12 hàng năm"),
        ("Định kỳ hằng quý, báo cáo kết quả về Sở Nội vụ.", "định kỳ hằng quý"),
        ("Hằng năm, tổ chức tổng kết công tác văn thư.", "hằng năm"),
        (
            "Định kỳ hằng tháng, trước ngày 20, cập nhật tiến độ lên hệ thống.",
            "định kỳ hằng tháng, trước ngày 20",
        ),
    ],
)
def test_recurring_duties(text: str, rule: str) -> None:
    found = one(text)
    assert (found.due, found.kind, found.rule_text) == (None, "recurring", rule)


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 28 tháng 11 năm 2025, tại trụ sở UBND tỉnh, Chủ tịch chủ trì cuộc họp.",
        "Căn cứ Quyết định số 15/QĐ-UBND ngày 12/3/2024 của UBND tỉnh;",
        "Phê duyệt Đề án chuyển đổi số đến năm 2025, định hướng đến năm 2030.",
        "Số liệu báo cáo tính từ ngày 15/12/2023 đến ngày 14/3/2024.",
        "Các đơn vị đã hoàn thành trước ngày 30/6/2024.",
        "Quy hoạch thời kỳ 2021 - 2030, tầm nhìn đến năm 2050 được công bố.",
        "Hồ sơ được tiếp nhận trước ngày 01/7/2025 giải quyết theo quy định cũ.",
        "Kế hoạch giai đoạn 2021-2025 đạt kết quả khá.",
        "Nghiêm túc thực hiện chế độ báo cáo định kỳ.",
        "Quyết định này có hiệu lực sau 10 ngày kể từ ngày ký.",
    ],
)
def test_look_alikes(text: str) -> None:
    assert deadlines(text) == []


def test_days_from_signing_are_counted_from_the_documents_date() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH NAM ĐỊNH\nSố: 12/CT-UBND\nNam Định, ngày 03 tháng 6 năm 2024\n\nCHỈ THỊ\nVề việc tăng cường kỷ luật\n\n"
        "1. Các sở ban hành kế hoạch trong vòng 15 ngày kể từ ngày ký Chỉ thị này.\n"
    )
    found = one(text)
    assert (found.due, found.rule_text) == ("2024-06-18", "trong vòng 15 ngày kể từ ngày ký Chỉ thị này")


def test_the_task_is_the_part_of_the_sentence_that_the_date_closes() -> None:
    text = "Rà soát danh mục thủ tục; gửi kết quả về Sở Tư pháp chậm nhất ngày 20/4/2024."
    assert one(text).task == "gửi kết quả về Sở Tư pháp"


def test_the_task_of_a_target_follows_its_date() -> None:
    assert one("Đến năm 2030, ít nhất 90% hồ sơ được số hóa.").task == "ít nhất 90% hồ sơ được số hóa"


def test_the_task_of_a_line_of_its_own_is_the_item_above() -> None:
    text = "- Xây dựng phần mềm quản lý hộ tịch dùng chung.\n- Đơn vị chủ trì: Sở Tư pháp.\n- Thời gian hoàn thành: Quý III/2026."
    found = one(text)
    assert found.task == "Xây dựng phần mềm quản lý hộ tịch dùng chung"
    assert found.owner == "Sở Tư pháp"


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Giao Sở Tài chính tổng hợp, báo cáo trước ngày 10/4/2025.", "Sở Tài chính"),
        ("Sở Xây dựng rà soát quy hoạch, hoàn thành trước ngày 10/4/2025.", "Sở Xây dựng"),
        ("1. Giao Sở Nội vụ\na) Theo dõi việc thực hiện, báo cáo trước ngày 10/4/2025.", "Sở Nội vụ"),
        ("Trên cơ sở đó, Bộ Tư pháp trình dự thảo trước ngày 10/4/2025.", "Bộ Tư pháp"),
        (
            "Đối với các xã chưa có cán bộ chuyên trách, đến ngày 30/6/2026 phải bố trí đủ.",
            "các xã chưa có cán bộ chuyên trách",
        ),
    ],
)
def test_owner(text: str, owner: str) -> None:
    assert one(text).owner == owner


@pytest.mark.parametrize(
    "piece",
    ["trước ngày 1/1/2030 ", "định kỳ ", "đến năm ", "trong vòng 5 ngày kể từ ", "hằng năm, hằng quý và "],
)
def test_repeats_take_time_in_proportion(piece: str) -> None:
    def work(text: str) -> None:
        document = Document(source=read_text(text))
        find_deadlines(document, Atoms(document, ()), Bodies())

    assert grows_in_proportion(work, piece, 30_000)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Giao Sở Nội vụ báo cáo kết quả trước ngày 30/02/2026.", "before"),
        ("Các xã hoàn thành rà soát chậm nhất ngày 31 tháng 9 năm 2025.", "by"),
        ("Phòng Tài chính nộp dự toán, hạn cuối là ngày 31/11/2025.", "by"),
    ],
)
def test_a_day_that_does_not_exist_is_due_without_a_normal_form(text: str, kind: str) -> None:
    found = one(text)
    assert (found.due, found.rule_text, found.kind) == (None, None, kind)


def test_items_under_a_lead_that_asks_are_tasks_in_any_document() -> None:
    text = (
        "BÁO CÁO\nKết quả công tác năm 2025\n\n1. Kết quả đạt được tốt.\n\n2. Thời gian tới, Sở yêu cầu các phòng:\n"
        "a) Phòng Tổ chức rà soát vị trí việc làm; đến hết quý II/2026 trình phê duyệt.\n"
        "b) Văn phòng tổ chức quán triệt, hoàn thành trong tháng 3/2026.\n"
    )
    assert [d.due for d in deadlines(text)] == ["2026-Q2", "2026-03"]
