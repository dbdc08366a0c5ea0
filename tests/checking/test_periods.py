"""Days that the period named beside them excludes."""

from __future__ import annotations

import pytest

from extract.checking.rules import periods
from tests.checking.drafts import draft, messages

REPORT = {"kind": "BÁO CÁO", "symbol": "BC-UBND", "subject": "Kết quả cải cách hành chính năm 2023"}
DAY = "ngày 12 tháng 12 năm 2023"


@pytest.mark.parametrize(
    "body",
    [
        "Số liệu trong báo cáo được tổng hợp tính đến hết ngày 30/11/2024.",
        "Kết quả giải quyết thủ tục hành chính (số liệu lấy từ ngày 15/12/2022 đến ngày 14/12/2024) như sau.",
        "Tính đến ngày 30/11/2024, toàn huyện tiếp nhận 12.400 hồ sơ.",
        "Dữ liệu chốt đến ngày 30/11/2024 cho thấy tỷ lệ đúng hạn đạt 98%.",
    ],
)
def test_data_of_after_the_report_is_found(body: str) -> None:
    (message,) = messages(draft(body, day=DAY, **REPORT), periods.CHECKS)
    assert "2024" in message and "2023" in message


@pytest.mark.parametrize(
    "body",
    [
        "Số liệu trong báo cáo được tổng hợp tính đến hết ngày 30/11/2023.",
        "Số liệu tính đến hết ngày 31/12/2023, các ngày còn lại là ước thực hiện.",
        "Số liệu ước tính đến ngày 31/3/2024.",
        "Các đơn vị gửi báo cáo quý I (số liệu tính đến ngày 14/3/2024).",
        "Đề nghị các xã báo cáo kết quả, số liệu chốt đến ngày 15/6/2024.",
        "Định kỳ báo cáo, số liệu tính đến ngày 14/12/2024.",
        "Hợp đồng được gia hạn đến ngày 30/11/2024.",
    ],
)
def test_data_of_before_the_report_or_to_come_are_silent(body: str) -> None:
    assert messages(draft(body, day=DAY, **REPORT), periods.CHECKS) == []


def test_a_plan_that_asks_for_later_data_is_silent() -> None:
    body = "Báo cáo năm gồm số liệu tính từ ngày 15/12/2023 đến ngày 14/12/2024."
    assert messages(draft(body, day=DAY), periods.CHECKS) == []


@pytest.mark.parametrize(
    ("body", "years"),
    [
        (
            "Căn cứ Nghị quyết số 52/NQ-CP ngày 18/4/2011 của Chính phủ ban hành Chương trình cải cách hành chính giai đoạn 2021 - 2030;",
            "10 năm",
        ),
        (
            "Thực hiện Quyết định số 812/QĐ-UBND ngày 03/5/2015 của UBND tỉnh phê duyệt Đề án chuyển đổi số giai đoạn 2021-2025, định hướng đến năm 2030.",
            "6 năm",
        ),
    ],
)
def test_a_programme_approved_long_before_it_begins_is_found(body: str, years: str) -> None:
    (message,) = messages(draft(body), periods.CHECKS)
    assert years in message


@pytest.mark.parametrize(
    "body",
    [
        "Căn cứ Nghị quyết số 52/NQ-CP ngày 18/4/2021 của Chính phủ ban hành Chương trình cải cách hành chính giai đoạn 2021 - 2030;",
        "Căn cứ Quyết định số 812/QĐ-UBND ngày 03/5/2018 phê duyệt quy hoạch thời kỳ 2021-2030;",
        "Căn cứ Luật Ngân sách nhà nước ngày 25/6/2015; Nghị quyết số 52/NQ-CP ngày 18/4/2021 về giai đoạn 2021 - 2030;",
        "Thực hiện Nghị quyết số 30/NQ-CP ngày 08/11/2011 và Kế hoạch số 14/KH-UBND ngày 05/02/2021 về cải cách hành chính giai đoạn 2021 - 2025.",
        "Nghị quyết số 52/NQ-CP ngày 18/4/2011 tổng kết thực hiện giai đoạn 2021 - 2030 theo lộ trình.",
    ],
)
def test_programmes_of_their_time_are_silent(body: str) -> None:
    assert messages(draft(body), periods.CHECKS) == []
