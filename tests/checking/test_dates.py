"""Days that don't exist or can't be meant, and deadlines that had passed."""

from __future__ import annotations

import pytest

from extract.checking.rules import dates, deadlines, implausible
from tests.checking.drafts import draft, messages, quotes

ALL = (dates.CHECKS, deadlines.CHECKS, implausible.CHECKS)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Thực hiện Công văn số 12/SNV-CCHC ngày 31/4/2024 của Sở Nội vụ.", "có lẽ là 30/4/2024"),
        ("Thực hiện Quyết định số 7/QĐ-UBND ngày 30/02/2023 của UBND tỉnh.", "tháng 2/2023 chỉ có 28 ngày"),
        ("Thực hiện Quyết định số 7/QĐ-UBND ngày 29/2/2023 của UBND tỉnh.", "năm 2023 không nhuận"),
        ("Theo Báo cáo số 88/BC-UBND ngày 31 tháng 9 năm 2023 của UBND xã.", "có lẽ là 30/9/2023"),
        ("Hội nghị tổ chức ngày 31.11.2023 tại hội trường UBND huyện.", "tháng 11 chỉ có 30 ngày"),
        ("Gửi báo cáo về Phòng Nội vụ trước ngày 31/6/2024.", "có lẽ là 30/6/2024"),
        ("Gửi báo cáo về Phòng Nội vụ trước ngày 31/6 hằng năm.", "có lẽ là 30/6"),
        ("Căn cứ Công văn số 15/SNV-VP ngày 02/13/2023 của Sở Nội vụ.", "có lẽ là 13/02/2023"),
        ("Số liệu tính từ ngày 28-31/4/2024 được tổng hợp.", "có lẽ là 30/4/2024"),
        ("Hoàn thành trong tháng 13/2024 theo đúng tiến độ.", "một năm chỉ có 12 tháng"),
        ("Hoàn thành trước ngày 15/7/20224 theo kế hoạch.", 'Năm "20224"'),
        ("Hoàn thành trong quý V/2024 theo kế hoạch.", "bốn quý"),
    ],
)
def test_days_of_no_calendar_are_told(body: str, said: str) -> None:
    told = messages(draft(body), dates.CHECKS, kind="invalid_date")
    assert len(told) == 1
    assert said in told[0]


@pytest.mark.parametrize(
    "body",
    [
        "Thực hiện Quyết định số 7/QĐ-UBND ngày 29/02/2024 của UBND tỉnh.",
        "Thực hiện Quyết định số 7/QĐ-UBND ngày 31/3/2024 của UBND tỉnh.",
        "Bản án số 31/4/2020/HS-ST của Tòa án nhân dân huyện.",
        "Đoạn đường 30-31-2020 thuộc tuyến nhánh.",
        "Mã hồ sơ 30.02.2021 được cấp lại.",
        "Tiêu chuẩn TCVN 31.4.2015 được áp dụng.",
        "Đạt tỷ lệ 30/31 nhiệm vụ, 29/2 đơn vị.",
        "Điện thoại 0210 3842 30/02 liên hệ Phòng Nội vụ.",
        "Tỷ lệ đúng hạn quý IV năm 2023 đạt 98%.",
    ],
)
def test_days_that_exist_and_numbers_that_are_none_stay_silent(body: str) -> None:
    assert messages(draft(body), dates.CHECKS) == []


def test_a_day_that_another_mention_prints_is_proposed() -> None:
    body = (
        "Thực hiện Kế hoạch số 90/KH-UBND ngày 31/6/2023 của UBND tỉnh; UBND huyện giao các phòng rà soát.\n\n"
        "Các nội dung khác thực hiện theo Kế hoạch số 90/KH-UBND ngày 26/6/2023 của UBND tỉnh."
    )
    assert "có lẽ là 26/6/2023 như ở chỗ khác" in messages(draft(body), dates.CHECKS)[0]


def test_one_impossible_day_of_one_document_is_told_once_with_all_mentions() -> None:
    body = (
        "Thực hiện Kế hoạch số 90/KH-UBND ngày 31/6/2023 của UBND tỉnh.\n\n"
        "Rà soát các nhiệm vụ của Kế hoạch số 90/KH-UBND ngày 31/6/2023."
    )
    assert len(messages(draft(body), dates.CHECKS)) == 1
    assert len(quotes(draft(body), dates.CHECKS)) == 2


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("Kỳ báo cáo từ ngày 15/12/2023 đến ngày 14/3/2023.", 1),
        ("Kỳ báo cáo từ ngày 15/12/2023 đến hết ngày 14/3/2024.", 0),
        ("Thực hiện Chương trình tổng thể giai đoạn 2030-2021.", 1),
        ("Thực hiện Chương trình tổng thể giai đoạn 2021-2030.", 0),
        ("Nghỉ từ ngày 30/4/2024, làm việc lại; họp ngày 02/01/2024.", 0),
        ("Thời gian từ tháng 9/2024 đến tháng 3/2024.", 1),
    ],
)
def test_periods_that_end_before_they_begin(body: str, count: int) -> None:
    assert len(messages(draft(body), dates.CHECKS, kind="implausible_date")) == count


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "Căn cứ Quyết định số 41/QĐ-UBND ngày 20/6/2024 của UBND tỉnh.",
            "sau ngày ban hành của văn bản này (20/5/2024)",
        ),
        ("Căn cứ Quyết định số 41/QĐ-UBND ngày 20/3/2025 của UBND tỉnh.", "có lẽ là 20/3/2024"),
        ("Căn cứ Nghị định số 63/2025/NĐ-CP của Chính phủ.", "là của năm 2025"),
        ("Thực hiện Nghị quyết số 11/2022/NQ-HĐND ngày 05/3/2021 của HĐND tỉnh.", "có lẽ là năm 2022"),
        (
            "Ngày 25/6/2024, UBND huyện đã tổ chức hội nghị sơ kết công tác cải cách hành chính.",
            "lại sau ngày ban hành",
        ),
        (
            "Căn cứ Báo cáo số 19/BC-SNV ngày 15/6/2022 của Sở Nội vụ về kết quả Chỉ số cải cách hành chính năm 2023.",
            "trước khi năm 2023 bắt đầu",
        ),
        (
            "Theo Báo cáo tổng kết công tác năm 2023 (Báo cáo số 19/BC-PNV ngày 15/11/2022 của Phòng Nội vụ), còn 3 việc.",
            "trước khi năm 2023 bắt đầu",
        ),
        ("Phấn đấu cải thiện Chỉ số PAR INDEX năm 2004 của huyện tăng 02 bậc.", "có lẽ là năm 2024"),
        ("Phấn đấu đến năm 2005, 100% xã có Bộ phận Một cửa hiện đại.", "có lẽ là năm 2025"),
    ],
)
def test_days_and_years_against_their_context(body: str, said: str) -> None:
    told = messages(draft(body), implausible.CHECKS)
    assert len(told) == 1, told
    assert said in told[0]


@pytest.mark.parametrize(
    "body",
    [
        "Căn cứ Quyết định số 41/QĐ-UBND ngày 20/5/2024 của UBND tỉnh.",
        "Căn cứ Báo cáo số 19/BC-SNV ngày 15/12/2023 của Sở Nội vụ về kết quả năm 2023 và nhiệm vụ năm 2024.",
        "Căn cứ Kế hoạch số 19/KH-SNV ngày 15/12/2023 của Sở Nội vụ về kiểm tra năm 2024.",
        "Căn cứ Báo cáo số 19/BC-SNV ngày 15/12/2023 về phương hướng, nhiệm vụ năm 2024.",
        "Ngày 25/6/2024, UBND huyện sẽ tổ chức hội nghị sơ kết.",
        "Ngày 25/6/2024: tổ chức hội nghị sơ kết, các đơn vị chuẩn bị nội dung.",
        "Phấn đấu năm 2024 giảm 10% thời gian giải quyết so với năm 2004.",
        "Mục tiêu đến năm 2010 của Chương trình đã đạt được từ năm 2009.",
        "Phấn đấu thực hiện thắng lợi Chiến lược phát triển đến năm 2010, tầm nhìn 2020.",
        "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.",
        "Quyết định này có hiệu lực kể từ ngày 01/5/2024.",
    ],
)
def test_days_and_years_that_fit_stay_silent(body: str) -> None:
    assert messages(draft(body), implausible.CHECKS) == []


def test_a_number_between_neighbours_of_another_year() -> None:
    body = (
        "UBND huyện đã ban hành Kế hoạch số 14/KH-UBND ngày 05/02/2024 về tuyên truyền; Kế hoạch số 17/KH-UBND ngày "
        "12/02/2023 về kiểm tra công vụ năm 2024; Kế hoạch số 22/KH-UBND ngày 26/02/2024 về rà soát thủ tục."
    )
    told = messages(draft(body), implausible.CHECKS)
    assert len(told) == 1
    assert "14/KH-UBND (05/02/2024) và 22/KH-UBND (26/02/2024); có lẽ là 12/02/2024" in told[0]


@pytest.mark.parametrize(
    "middle",
    [
        "Kế hoạch số 17/KH-UBND ngày 12/02/2024 về kiểm tra công vụ",
        "Kế hoạch số 170/KH-UBND ngày 12/12/2023 về kiểm tra công vụ năm 2024",
        "Kế hoạch số 17/KH-UBND ngày 12/9/2023 về kiểm tra công vụ",
        "Nghị quyết số 17/NQ-HĐND ngày 12/02/2023 về kế hoạch năm 2024",
    ],
)
def test_numbers_of_other_series_or_times_prove_nothing(middle: str) -> None:
    body = f"UBND huyện đã ban hành Kế hoạch số 14/KH-UBND ngày 05/02/2024; {middle}; Kế hoạch số 22/KH-UBND ngày 26/02/2024."
    assert messages(draft(body), implausible.CHECKS) == []


def test_the_letterhead_against_its_own_symbol() -> None:
    text = draft(
        "Điều 1. Ban hành Quy định về tiếp công dân.",
        kind="QUYẾT ĐỊNH",
        symbol="QĐ-UBND",
        number="03/2023",
        day="ngày 12 tháng 01 năm 2024",
    )
    assert "mang năm 2023 nhưng ngày ban hành là 12/01/2024" in messages(text, implausible.CHECKS)[0]


def test_a_report_issued_before_its_period() -> None:
    text = draft(
        "Phòng Nội vụ báo cáo như sau.",
        kind="BÁO CÁO",
        symbol="BC-UBND",
        subject="Kết quả thực hiện công tác cải cách hành chính năm 2025",
    )
    assert "trước khi kỳ báo cáo bắt đầu" in messages(text, implausible.CHECKS)[0]
    fine = draft(
        "Phòng Nội vụ báo cáo như sau.",
        kind="BÁO CÁO",
        symbol="BC-UBND",
        subject="Kết quả công tác cải cách hành chính quý I và nhiệm vụ năm 2025",
    )
    assert messages(fine, implausible.CHECKS) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "1. Phòng Nội vụ tham mưu kế hoạch kiểm tra, hoàn thành trước ngày 10/5/2024.",
            "có lẽ là 10/6/2024",
        ),
        ("1. UBND các xã gửi kế hoạch về Phòng Nội vụ chậm nhất ngày 15/01/2024.", "có lẽ là 15/01/2025"),
        (
            "1. Phòng Tài chính bố trí kinh phí, hoàn thành trước ngày 30 tháng 4 năm 2024.",
            "có lẽ là 30/5/2024",
        ),
        ("I. KẾT QUẢ\n\n1. Giao Phòng Nội vụ tổng hợp, báo cáo trước ngày 10/5/2024.", "có lẽ là 10/6/2024"),
        (
            "1. Yêu cầu các đơn vị khắc phục xong vi phạm trước ngày 01/3/2024.",
            "đã qua khi văn bản được ban hành (20/5/2024)",
        ),
    ],
)
def test_deadlines_before_the_day_of_issue(body: str, said: str) -> None:
    told = messages(draft(body), deadlines.CHECKS)
    assert len(told) == 1, told
    assert said in told[0]


@pytest.mark.parametrize(
    "body",
    [
        "1. Phòng Nội vụ tham mưu kế hoạch kiểm tra, hoàn thành trước ngày 10/6/2024.",
        "1. Phòng Nội vụ tham mưu kế hoạch kiểm tra, hoàn thành trong quý II/2024.",
        "1. UBND tỉnh đã giao huyện hoàn thành trước ngày 30/4/2024; tuy nhiên đến nay chưa xong.",
        "1. Tại Công văn số 5/UBND-NC ngày 02/01/2024, UBND tỉnh đã yêu cầu hoàn thành trước ngày 31/3/2024.",
        "1. Các xã phải hoàn thành số hóa trước ngày 30/4/2024, tuy nhiên 02 xã chưa thực hiện.",
        "1. Giải quyết dứt điểm giấy chứng nhận cấp trước ngày 01/7/2014.",
        "1. Định kỳ báo cáo trước ngày 15 hằng tháng.",
        "1. Nhắc lại chỉ đạo “các xã hoàn thành việc niêm yết trước ngày 30/4/2024”.",
        "I. KẾT QUẢ ĐẠT ĐƯỢC\n\n1. Hoàn thành sắp xếp Bộ phận Một cửa trước ngày 30/4/2024.",
    ],
)
def test_deadlines_ahead_or_recounted_stay_silent(body: str) -> None:
    assert messages(draft(body), deadlines.CHECKS) == []


def test_a_notice_that_comes_late_after_the_meeting_is_only_warned_of() -> None:
    text = draft(
        "Ngày 06/5/2024, tại trụ sở UBND huyện, Chủ tịch UBND huyện chủ trì cuộc họp về cải cách hành chính và kết luận:\n\n"
        "1. Phòng Nội vụ hoàn thành kế hoạch kiểm tra trước ngày 15/5/2024.",
        kind="THÔNG BÁO",
        symbol="TB-UBND",
        subject="Kết luận của Chủ tịch UBND huyện tại cuộc họp cải cách hành chính",
    )
    told = messages(text, deadlines.CHECKS)
    assert len(told) == 1
    assert "chưa đến vào ngày họp (06/5/2024)" in told[0]
