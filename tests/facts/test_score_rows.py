"""Points and places of tables: the most that a header gives, rows under years, totals and bodies called `Tổng cục`."""

from __future__ import annotations

import pytest

from extract.facts import Ranking, Score
from tests.conftest import facts_of

LETTERHEAD = (
    "BỘ CÔNG THƯƠNG\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: 88/KH-BCT\n\n"
    "Hà Nội, ngày 14 tháng 3 năm 2024\n\nKẾ HOẠCH\nNâng cao các chỉ số\n\n1. Nội dung thực hiện.\n\n"
)


def of(*rows: str, title: str) -> tuple[list[Score], list[Ranking]]:
    facts = facts_of(LETTERHEAD + f"PHỤ LỤC\n{title}\n" + "\n".join(rows) + "\n")[1]
    return list(facts.scores), list(facts.rankings)


TITLE = "KẾT QUẢ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2023 CỦA CÁC TỔNG CỤC, CỤC"


def test_a_header_gives_the_most_points_of_its_column() -> None:
    scores, rankings = of(
        "TT | Đơn vị | Điểm thẩm định (tối đa 60 điểm) | Điểm khảo sát (tối đa 40 điểm) | Tổng điểm | Xếp hạng",
        "1 | Cục Hóa chất | 55,25 | 37,5 | 92,75 | 1",
        "2 | Tổng cục Quản lý thị trường | 51 | 36,75 | 87,75 | 2",
        title=TITLE,
    )
    assert [(s.value, s.max, s.kind) for s in scores] == [
        (60, None, "maximum"), (40, None, "maximum"),
        (55.25, 60, "achieved"), (37.5, 40, "achieved"), (92.75, None, "achieved"),
        (51, 60, "achieved"), (36.75, 40, "achieved"), (87.75, None, "achieved"),
    ]  # fmt: skip
    assert scores[0].criterion == scores[2].criterion == "Điểm thẩm định"
    assert [(r.subject, r.rank) for r in rankings] == [
        ("Cục Hóa chất", 1),
        ("Tổng cục Quản lý thị trường", 2),
    ]


def test_rows_of_totals_are_nobodys_results() -> None:
    scores, _ = of(
        "TT | Đơn vị | Tổng điểm",
        "1 | Cục Hóa chất | 92,75",
        "2 | Tổng cục Quản lý thị trường | 87,75",
        " | Tổng cộng | 180,5",
        title=TITLE,
    )
    assert [s.value for s in scores] == [92.75, 87.75]


def test_rows_of_points_and_places_under_years() -> None:
    scores, rankings = of(
        "Chỉ tiêu | Thực hiện 2023 | Năm 2024 | Năm 2025",
        "Hồ sơ trực tuyến (%) | 62,5 | 70 | 80",
        "Điểm hài lòng của người nộp hồ sơ | 4,15 | 4,25 | 4,4",
        "PAR INDEX (%) | 84,2 | 86 | 88",
        "Xếp hạng PAR INDEX | 12 | 10 | 8",
        "Điểm hỗ trợ dịch vụ công | 14 | 20 | 25",
        title="CHỈ TIÊU CỤ THỂ",
    )
    assert [(s.value, s.year, s.kind) for s in scores if s.index_name is None] == [
        (4.15, 2023, "achieved"), (4.25, 2024, "threshold"), (4.4, 2025, "threshold")
    ]  # fmt: skip
    assert [(s.value, s.unit) for s in scores if s.index_name == "PAR INDEX"] == [
        (84.2, "%"),
        (86, "%"),
        (88, "%"),
    ]
    assert [(r.rank, r.year, r.is_target) for r in rankings] == [
        (12, 2023, False),
        (10, 2024, True),
        (8, 2025, True),
    ]


@pytest.mark.parametrize("label", ["Số hồ sơ đã trả", "Chỉ số giá tiêu dùng (%)", "Hạng mục đã xong"])
def test_rows_of_quantities_are_no_scores(label: str) -> None:
    scores, rankings = of(
        "Chỉ tiêu | Năm 2022 | Năm 2023", f"{label} | 62 | 70", "Số xã | 12 | 15", title="SỐ LIỆU CHUNG"
    )
    assert not scores and not rankings
