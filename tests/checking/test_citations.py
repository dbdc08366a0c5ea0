"""One document with two days, misprinted symbols, numbers out of order."""

from __future__ import annotations

import datetime

import pytest

from extract.checking.citing import near
from extract.checking.rules.citations import CHECKS
from tests.checking.drafts import draft, messages, quotes

_TWICE = "Thực hiện {first}.\n\nCác nội dung khác của {second} giữ nguyên."


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Báo cáo số 77/BC-SNV ngày 08/3/2024 của Sở Nội vụ", "Báo cáo số 77/BC-SNV ngày 08/4/2024"),
        ("Báo cáo số 77/BC-SNV ngày 08/3/2024 của Sở Nội vụ", "Báo cáo số 77/BC-SNV ngày 15/4/2024"),
        ("Báo cáo số 77/BC-SNV ngày 09/12/2022 của Sở Nội vụ", "Báo cáo 77/BC-SNV ngày 09/12/2023 của Sở Nội vụ"),
        ("Nghị định số 137/2022/NĐ-CP ngày 08/4/2022 của Chính phủ", "Nghị định số 137/2022/NĐ-CP ngày 09/6/2022"),
        ("Quyết định số 749/QĐ-TTg ngày 03/6/2020", "Quyết định số 749/QĐ-TTg ngày 06/3/2020 của Thủ tướng Chính phủ"),
        ("Kế hoạch số 30/KH-UBND ngày 12/01/2024 của UBND tỉnh", "Kế hoạch số 30/KH-UBND ngày 19/02/2024 của UBND tỉnh"),
        ("Kế hoạch số 30/KH-UBND ngày 12/01/2024 của UBND tỉnh", "Kế hoạch số 30/KH-UBND ngày 12/02/2024"),
        ("Kế hoạch số 30/KH-UBND ngày 12/01/2024", "Kế hoạch số 30/KH-UBND ngày 19/02/2024"),
        ("Quyết định số 5/QĐ-UBND ngày 12/01/2024", "Quyết định số 5/QĐ-UBND ngày 13/01/2024"),
        ("Nghị quyết số 19-NQ/TU ngày 22/9/2021 của Tỉnh ủy", "Nghị quyết số 19-NQ/TU ngày 22/10/2021 của Ban Thường vụ Tỉnh ủy"),
        ("Nghị quyết số 12/2023/NQ-HĐND ngày 14/7/2023", "Nghị quyết số 12/2023/NQ-HĐND ngày 08/12/2023"),
    ],
)  # fmt: skip
def test_one_document_with_two_days(first: str, second: str) -> None:
    text = draft(_TWICE.format(first=first, second=second))
    told = messages(text, CHECKS, kind="date_conflict")
    assert len(told) == 1, told
    assert "2 ngày khác nhau" in told[0]
    assert quotes(text, CHECKS, kind="date_conflict") == [first, second]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Kế hoạch số 01/KH-UBND ngày 04/01/2024 của UBND huyện Tân Sơn", "Kế hoạch số 01/KH-UBND ngày 05/01/2024 của UBND huyện Yên Lập"),
        ("Kế hoạch số 01/KH-UBND ngày 04/01/2023", "Kế hoạch số 01/KH-UBND ngày 08/01/2024"),
        ("Quyết định số 63/QĐ-UBND ngày 11/01/2024 của Chủ tịch UBND tỉnh", "Quyết định số 63/QĐ-UBND ngày 26/02/2024 của UBND tỉnh"),
        ("Quyết định số 63/QĐ-UBND ngày 11/01/2024", "Quyết định số 63/QĐ-UBND ngày 26/02/2024"),
        ("Báo cáo số 12/BC-SNV ngày 15/01/2023 của Sở Nội vụ", "Báo cáo số 12/BC-SNV ngày 17/01/2024 của Sở Nội vụ"),
        ("Nghị quyết số 19-NQ/TU ngày 22/9/2021 của Tỉnh ủy", "Nghị quyết số 19-NQ/TU ngày 12/5/2016 của Tỉnh ủy"),
        ("Báo cáo số 12/BC-SNV ngày 15/01/2024 của Sở Nội vụ", "Báo cáo số 12/BC-SNV ngày 15/01/2024"),
        ("Báo cáo số 12/BC-SNV ngày 15/01/2024 của Sở Nội vụ", "Báo cáo số 12/BC-SNV"),
        ("Báo cáo số 12/BC-SNV ngày 15/01/2024 của Sở Nội vụ", "Tờ trình số 12/TTr-SNV ngày 16/01/2024 của Sở Nội vụ"),
    ],
)  # fmt: skip
def test_documents_that_only_share_a_number_stay_silent(first: str, second: str) -> None:
    assert messages(draft(_TWICE.format(first=first, second=second)), CHECKS, kind="date_conflict") == []


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (
            "Báo cáo số 77/BC-SNV ngày 09/12/2022 về kết quả cải cách hành chính năm 2023",
            "Báo cáo số 77/BC-SNV ngày 09/12/2023",
            "có lẽ đúng là 09/12/2023 (văn bản nêu kết quả năm 2023)",
        ),
        (
            "Báo cáo số 77/BC-SNV ngày 08/4/2024",
            "Báo cáo số 77/BC-SNV ngày 08/6/2024",
            "có lẽ đúng là 08/4/2024 (ngày kia sau ngày ban hành",
        ),
        (
            "Nghị định số 137/2022/NĐ-CP ngày 08/4/2023",
            "Nghị định số 137/2022/NĐ-CP ngày 08/4/2022",
            "có lẽ đúng là 08/4/2022 (ký hiệu mang năm 2022)",
        ),
    ],
)
def test_the_likelier_day_is_proposed(first: str, second: str, why: str) -> None:
    assert why in messages(draft(_TWICE.format(first=first, second=second)), CHECKS, kind="date_conflict")[0]


def test_the_attachment_line_against_the_letterhead() -> None:
    body = "Phòng Nội vụ chủ trì thực hiện.\n\nPHỤ LỤC\n(Kèm theo Kế hoạch số {number}/KH-UBND ngày {day} của UBND huyện)\n\nSTT\tNhiệm vụ"
    wrong_day = messages(draft(body.format(number=57, day="21/5/2024")), CHECKS)
    assert len(wrong_day) == 1
    assert "ban hành 20/5/2024, nhưng được ghi ngày 21/5/2024" in wrong_day[0]
    wrong_number = messages(draft(body.format(number=75, day="20/5/2024")), CHECKS)
    assert len(wrong_number) == 1
    assert "mang số 57/KH-UBND" in wrong_number[0]
    assert messages(draft(body.format(number=57, day="20/5/2024")), CHECKS) == []


@pytest.mark.parametrize(
    ("body", "right"),
    [
        ("Thực hiện Nghị quyết số 05-NQ-TU ngày 12/3/2022 của Tỉnh ủy.", "05-NQ/TU"),
        ("Thực hiện Quyết định số 310/QĐUBND ngày 12/3/2022 của UBND tỉnh.", "310/QĐ-UBND"),
        ("Thực hiện Quyết định số 310/QD-UBND ngày 12/3/2022 của UBND tỉnh.", "310/QĐ-UBND"),
        ("Thực hiện Nghị quyết số 31/NQ/TW ngày 12/3/2022 của Bộ Chính trị.", "31-NQ/TW"),
        ("Thực hiện Công văn số 431/UBNDNC ngày 12/3/2022 của UBND tỉnh.", "431/UBND-NC"),
        ("Thực hiện Nghị quyết số 12/2022/NQ-HDND ngày 12/3/2022 của HĐND tỉnh.", "12/2022/NQ-HĐND"),
    ],
)
def test_misprinted_symbols(body: str, right: str) -> None:
    told = messages(draft(body), CHECKS, kind="inconsistent_symbol")
    assert len(told) == 1, told
    assert f"đúng là {right}" in told[0]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "Thực hiện Kế hoạch số 12/QĐ-UBND ngày 12/3/2022 của UBND tỉnh.",
            "Kế hoạch nhưng ký hiệu 12/QĐ-UBND là của Quyết định",
        ),
        ("Căn cứ Quyết định số 12/TTr-SNV ngày 12/3/2022 của Sở Nội vụ.", "là của Tờ trình"),
        ("Theo Báo cáo số 8/KH-PNV ngày 12/3/2022 của Phòng Nội vụ.", "là của Kế hoạch"),
    ],
)
def test_a_type_that_the_symbol_contradicts(body: str, said: str) -> None:
    told = messages(draft(body), CHECKS, kind="inconsistent_symbol")
    assert len(told) == 1, told
    assert said in told[0]


@pytest.mark.parametrize(
    "body",
    [
        "Thực hiện Đề án 06/QĐ-TTg ngày 06/01/2022 của Thủ tướng Chính phủ.",
        "Thực hiện Chương trình số 12-CTr/TU ngày 12/3/2022 của Tỉnh ủy.",
        "Thực hiện Chương trình hành động số 12-CTr/TU ngày 12/3/2022 của Tỉnh ủy.",
        "Thực hiện Quy định số 66-QĐ/TW ngày 06/02/2017 của Ban Bí thư.",
        "Thực hiện Thông báo kết luận số 18/TB-UBND ngày 12/3/2022.",
        "Thực hiện Kết luận số 47-KL/TU ngày 12/3/2022 của Tỉnh ủy.",
        "Thực hiện Công văn số 18/UBND-NC ngày 12/3/2022 của UBND tỉnh.",
        "Thực hiện văn bản số 18/TB-VPCP ngày 12/3/2022 của Văn phòng Chính phủ.",
        "Thực hiện Quyết định số 18/QĐ - UBND ngày 12/3/2022 của UBND tỉnh.",
        "Thực hiện Nghị quyết số 24- NQ/TW, Nghị quyết số 24-NQ/TW của Bộ Chính trị.",
        "THỰC HIỆN QUYẾT ĐỊNH SỐ 749/QĐ-TTG NGÀY 03/6/2020 CỦA THỦ TƯỚNG CHÍNH PHỦ",
    ],
)
def test_symbols_that_nobody_minds(body: str) -> None:
    assert messages(draft(body), CHECKS, kind="inconsistent_symbol") == []


def _listed(*documents: tuple[int, str], series: str = "KH-VP") -> str:
    named = "; ".join(f"Kế hoạch số {n}/{series} ngày {d}" for n, d in documents)
    return draft(
        f"Văn phòng đã ban hành các văn bản: {named}.",
        day="ngày 20 tháng 12 năm 2024",
        symbol="BC-VP",
        kind="BÁO CÁO",
    )


@pytest.mark.parametrize(
    ("documents", "out"),
    [
        (((11, "10/01/2024"), (12, "18/01/2024"), (13, "11/01/2024")), "12/KH-VP"),
        (((11, "10/01/2024"), (40, "18/9/2024"), (60, "11/4/2024"), (70, "02/5/2024")), "40/KH-VP"),
        (((11, "10/3/2024"), (40, "02/01/2024"), (60, "11/4/2024"), (70, "02/5/2024")), "40/KH-VP"),
    ],
)
def test_numbers_out_of_order_between_neighbours(documents: tuple[tuple[int, str], ...], out: str) -> None:
    told = messages(_listed(*documents), CHECKS, kind="number_order")
    assert len(told) == 1, told
    assert told[0].startswith(out)


@pytest.mark.parametrize(
    "documents",
    [
        ((11, "10/01/2024"), (12, "11/01/2024"), (13, "12/01/2024")),
        ((11, "10/01/2024"), (12, "12/01/2024"), (13, "11/01/2024")),
        ((11, "10/01/2024"), (15, "14/01/2024"), (19, "12/01/2024")),
        ((11, "10/01/2024"), (40, "18/9/2024"), (60, "11/4/2024"), (70, "02/3/2024")),
        ((11, "10/01/2024"), (900, "28/12/2023"), (12, "12/01/2024")),
    ],
)
def test_numbers_in_order_or_nearly_so_stay_silent(documents: tuple[tuple[int, str], ...]) -> None:
    assert messages(_listed(*documents), CHECKS, kind="number_order") == []


def test_decisions_of_a_committee_and_its_chairman_are_numbered_apart() -> None:
    text = _listed((11, "10/01/2024"), (40, "18/9/2024"), (60, "11/4/2024"), series="QĐ-UBND")
    assert messages(text, CHECKS, kind="number_order") == []


@pytest.mark.parametrize(
    ("first", "second", "slip"),
    [
        ("2024-03-08", "2024-04-08", True),
        ("2024-03-08", "2024-08-03", True),
        ("2024-03-08", "2023-03-08", True),
        ("2024-03-08", "2024-04-09", False),
        ("2024-03-08", "2024-03-08", False),
    ],
)
def test_days_that_one_slip_makes_equal(first: str, second: str, slip: bool) -> None:
    assert near(datetime.date.fromisoformat(first), datetime.date.fromisoformat(second)) is slip
