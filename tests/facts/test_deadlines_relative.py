"""Deadlines said from the document's own day, terms, rhythms and owners, in the wordings of offices of all levels."""

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

_HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH NAM ĐỊNH\nSố: 12/CT-UBND\nNam Định, ngày 14 tháng 5 năm 2025\n\n"
    "CHỈ THỊ\nVề việc tăng cường kỷ luật\n\n"
)


def deadlines(text: str) -> list[Deadline]:
    """The deadlines of an item of a directive of 14 May 2025, a Wednesday."""
    return list(facts_of(f"{_HEAD}1. {text}\n2. Các sở nghiêm túc thực hiện.\n")[1].deadlines)


@pytest.mark.parametrize(
    ("text", "due", "kind"),
    [
        ("Sở Tài chính trình phương án sắp xếp trụ sở trong tháng này.", "2025-05", "during"),
        ("Các xã hoàn thành rà soát trước ngày 25 tháng này.", "2025-05-25", "before"),
        ("Giám đốc các sở ký cam kết xong trước ngày 20 tháng tới.", "2025-06-20", "before"),
        ("Yêu cầu các sở gửi dự thảo chậm nhất vào cuối tuần này.", "2025-05-16", "by"),
        ("Giao Sở Y tế báo cáo trước thứ Sáu tuần sau.", "2025-05-23", "before"),
        ("Sở Nội vụ tham mưu, hoàn thành trong quý này.", "2025-Q2", "during"),
        ("Đến cuối quý III, 100% xã kết nối hệ thống.", "2025-Q3", "by"),
        ("Phấn đấu hết quý IV này giảm 15% chi phí.", "2025-Q4", "by"),
        ("Phấn đấu đến giữa năm sau giải ngân đạt 50%.", "2026-H1", "by"),
        ("Từ nay đến cuối năm, các sở phải cắt giảm thời gian giải quyết.", "2025", "by"),
        ("Trong 6 tháng cuối năm, phấn đấu giải ngân 100% vốn.", "2025-H2", "during"),
        ("Các huyện hoàn thành trong hai tháng còn lại của năm.", "2025", "during"),
        ("Hoàn thành 100% kế hoạch sắp xếp trong năm.", "2025", "during"),
        ("Yêu cầu các xã báo cáo ngay trong ngày hôm nay.", "2025-05-14", "during"),
        ("Giao Công an tỉnh kết nối dữ liệu, xong trước dịp 2/9.", "2025-09-02", "before"),
        ("Các phường lắp đặt xong ki-ốt trước lễ Quốc khánh.", "2025-09-02", "before"),
        ("Hoàn thành chi trả trước ngày Quốc khánh 2/9/2026.", "2026-09-02", "before"),
        ("Hoàn thành chi trả chế độ trước Tết Nguyên đán Bính Ngọ.", "2026-02-17", "before"),
        ("Hoàn thành tuyển dụng giáo viên trước ngày khai giảng.", "2025-09-05", "before"),
        ("Yêu cầu bàn giao trụ sở muộn nhất ngày 30-6-2025.", "2025-06-30", "by"),
        ("Đề nghị gửi văn bản góp ý chậm nhất 17h ngày 20/5.", "2025-05-20", "by"),
        ("Việc lấy ý kiến kết thúc trước ngày mùng 5 tháng 6.", "2025-06-05", "before"),
        ("Giao Sở Xây dựng trình phê duyệt quy hoạch vào tháng 8 tới.", "2025-08", "by"),
        ("Giao Sở Tài chính chủ trì, hoàn thành vào cuối tháng 9 năm nay.", "2025-09", "during"),
        ("Kiên quyết không để kéo dài quá tháng 6/2025.", "2025-06", "by"),
        ("Thời hạn hoàn thành: 30/9.", "2025-09-30", "by"),
        ("Sở Công Thương nâng cấp phần mềm kịp đón đợt kiểm tra tháng 11.", "2025-11", "by"),
        ("Sang quý III, các sở chấm dứt tiếp nhận hồ sơ giấy.", "2025-Q3", "during"),
        ("Báo cáo Thủ tướng trong tháng Sáu.", "2025-06", "during"),
        ("Hoàn tất đối soát dữ liệu trước 10/2.", "2026-02-10", "before"),
    ],
)
def test_points_said_from_the_documents_day(text: str, due: str, kind: str) -> None:
    found = deadlines(text)
    assert [(d.due, d.kind) for d in found] == [(due, kind)], found


def test_the_same_month_is_that_of_the_day_before() -> None:
    found = deadlines(
        "Các phường trả xong hồ sơ đất đai trước ngày 10/7, phần còn lại trước ngày 28 cùng tháng."
    )
    assert [d.due for d in found] == ["2025-07-10", "2025-07-28"]


def test_a_section_about_a_coming_year_speaks_of_that_year() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH NAM ĐỊNH\nSố: 90/BC-UBND\nNam Định, ngày 02 tháng 12 năm 2024\n\nBÁO CÁO\nKết quả năm 2024\n\n"
        "II. NHIỆM VỤ NĂM 2025\n\n1. Sở Nội vụ hoàn thành sắp xếp trước 25/12.\n\n2. Các huyện hoàn tất kết nối xong trong 6 tháng đầu năm.\n"
    )
    assert [d.due for d in facts_of(text)[1].deadlines] == ["2025-12-25", "2025-H1"]


def test_news_speak_from_the_latest_day_that_they_tell_of() -> None:
    text = (
        "Chiều 12-3-2024, UBND tỉnh tổ chức hội nghị đánh giá năng lực cạnh tranh.\n"
        "Chủ tịch UBND tỉnh yêu cầu 7 địa phương xếp cuối kiểm điểm trách nhiệm, báo cáo kết quả trong tháng 4 này.\n"
    )
    assert [(d.due, d.owner) for d in facts_of(text)[1].deadlines] == [("2024-04", "7 địa phương xếp cuối")]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Giao các huyện khắc phục xong trong vòng 02 tuần.", "2025-05-28"),
        ("Yêu cầu Viễn thông tỉnh khôi phục đường truyền trong vòng 72 giờ.", "2025-05-17"),
        ("Sở Nội vụ trình phương án trong thời hạn 02 tháng kể từ ngày ký Chỉ thị này.", "2025-07-14"),
        ("Trong vòng 10 ngày, tính từ 20/5/2025, các xã phải công khai danh sách.", "2025-05-30"),
        (
            "Chậm nhất sau 15 ngày kể từ ngày Chỉ thị này được ban hành, các sở xây dựng kế hoạch.",
            "2025-05-29",
        ),
        ("Giao Sở Xây dựng, chậm nhất sau 10 ngày, báo cáo kết quả.", "2025-05-24"),
        ("Không quá 03 ngày kể từ ngày ban hành quyết định, các sở phải công khai.", None),
        ("Muộn nhất 07 ngày làm việc sau khi nhận được hồ sơ, Sở Xây dựng phải trả lời.", None),
    ],
)
def test_terms_end_on_a_day_where_their_beginning_is_known(text: str, due: str | None) -> None:
    found = deadlines(text)
    assert [(d.due, d.kind) for d in found] == [(due, "by")], found
    assert found[0].rule_text


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Mỗi tháng một lần, Chủ tịch UBND các xã phải đối thoại với người dân.", "mỗi tháng một lần"),
        ("Các sở báo cáo tiến độ vào thứ Sáu hằng tuần.", "vào thứ Sáu hằng tuần"),
        ("Chiều thứ Năm hằng tuần, các ban quản lý báo cáo Sở Tài chính.", "chiều thứ Năm hằng tuần"),
        ("Cứ đến ngày 25 hằng tháng, kế toán các xã đối chiếu số liệu.", "cứ đến ngày 25 hằng tháng"),
        ("Nửa năm một lần, Thanh tra tỉnh công bố kết quả kiểm tra công vụ.", "nửa năm một lần"),
        ("Đầu mỗi quý, Văn phòng công khai danh sách đơn vị chậm.", "đầu mỗi quý"),
        (
            "Trước 10 giờ sáng thứ Hai hằng tuần, các xã gửi lịch công tác.",
            "trước 10 giờ sáng thứ Hai hằng tuần",
        ),
        ("Báo cáo kết quả vào ngày 30 của tháng cuối quý.", "vào ngày 30 của tháng cuối quý"),
        ("Trước 30/9 hằng năm, các huyện lập dự toán.", "trước 30/9 hằng năm"),
    ],
)
def test_rhythms(text: str, rule: str) -> None:
    found = deadlines(text)
    assert [(d.due, d.kind, d.rule_text) for d in found] == [(None, "recurring", rule)], found


@pytest.mark.parametrize(
    "text",
    [
        "Trong tháng 4, toàn tỉnh đã tiếp nhận 12.000 hồ sơ.",
        "Bình quân mỗi tuần có 300 lượt người đến giao dịch.",
        "Tính đến ngày 30/4, tỉnh đạt 45% kế hoạch.",
        "Quyết định có hiệu lực từ ngày 01/7/2025.",
        "Giấy phép có giá trị đến ngày 31/12/2027.",
        "Người lao động từ 15 đến 35 tuổi được hỗ trợ.",
        "Có 12/13 huyện đã hoàn thành.",
        "Trụ sở tại số 30/6 đường Nguyễn Huệ.",
        "Trước năm 2020, tỉnh có 10 huyện.",
        "Trước Tết Nguyên đán, lượng hồ sơ đã tăng 20%.",
        "Nhân dịp Quốc khánh 2/9, Chủ tịch gửi lời chúc mừng.",
        "Kết quả 6 tháng đầu năm cho thấy số hồ sơ tăng 12%.",
        "Mỗi năm tỉnh chi khoảng 5 tỷ đồng cho công tác này.",
        "Thời hạn giải quyết thủ tục là 05 ngày làm việc.",
        "So với cuối năm 2024, số hồ sơ tăng 5%.",
        "Hằng ngày có hàng trăm lượt người dân đến giao dịch.",
        "Lễ hội được tổ chức vào mùng 10 tháng 3 hằng năm.",
        "Quầy mở cửa đến 22 giờ thứ Bảy hằng tuần.",
        "Hồ sơ nộp sau 16 giờ thứ Sáu được tính vào tuần sau.",
        "Hợp đồng hết hạn tháng 6.",
        "Công dân sinh trước năm 1990 được cấp đổi.",
        "Hai lần trong tuần qua, hệ thống bị lỗi.",
        "Không kiểm tra một doanh nghiệp quá 01 lần/năm.",
        "Tháng 6 này là tháng hành động vì trẻ em.",
    ],
)
def test_look_alikes(text: str) -> None:
    assert deadlines(text) == []


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Với Sở Tài chính, Sở Xây dựng: rà soát trụ sở, báo cáo trước 10/6.", "Sở Tài chính; Sở Xây dựng"),
        ("Tổ Công nghệ số: cài đặt phần mềm, xong trước 10/6.", "Tổ Công nghệ số"),
        ("Trước ngày 10/6/2025, các sở được giao vốn phải giải trình.", "các sở được giao vốn"),
        ("Kết luận thanh tra nêu rõ: 12 xã dưới 70 điểm phải khắc phục trước 10/6.", "12 xã dưới 70 điểm"),
        ("Các phường trực tiếp đối thoại với dân, lần đầu trước 10/6.", "các phường"),
        ("Sở Y tế công khai giá; các bệnh viện niêm yết xong trước 10/6.", "các bệnh viện"),
        ("Đề nghị Viễn thông tỉnh cử cán bộ trực tại Sở Y tế, xong trước 10/6.", "Viễn thông tỉnh Nam Định"),
    ],
)
def test_owners(text: str, owner: str) -> None:
    assert [d.owner for d in deadlines(text)] == [owner]


def test_a_deadline_on_a_line_of_its_own_belongs_to_the_item_above() -> None:
    text = "- Cơ quan chủ trì: Sở Tư pháp.\n- Số hóa sổ hộ tịch.\n- Cơ quan chủ trì: Sở Tư pháp.\n- Hoàn thành: tháng 9/2025."
    found = deadlines(text)
    assert [(d.due, d.task, d.owner) for d in found] == [("2025-09", "Số hóa sổ hộ tịch", "Sở Tư pháp")]


def test_whom_a_sentence_tells_is_no_part_of_its_task() -> None:
    found = deadlines("Trước ngày 10/6/2025, các xã xếp cuối phải nộp bản giải trình.")
    assert found[0].task == "nộp bản giải trình"


@pytest.mark.parametrize(
    "piece",
    ["hằng tuần ", "một lần ", "thứ Sáu hằng ", "đến cuối tháng ", "kịp ", "trước Tết ", "trong vòng 5 ngày ", "các xã: ", "; các xã "],
)  # fmt: skip
def test_repeats_take_time_in_proportion(piece: str) -> None:
    def work(text: str) -> None:
        document = Document(source=read_text(text))
        find_deadlines(document, Atoms(document, ()), Bodies())

    assert grows_in_proportion(work, piece, 30_000)
