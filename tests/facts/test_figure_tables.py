"""Figures of tables: statistical forms, targets by year, matrices of bodies and quantities."""

from __future__ import annotations

import pytest

from extract.facts.model import Figure
from tests.conftest import facts_of


def figures(*rows: str, title: str = "Biểu mẫu 2\nCải cách thủ tục hành chính") -> list[Figure]:
    return list(facts_of(f"{title}\n\n" + "\n".join(rows) + "\n")[1].figures)


HEAD = "STT\tChỉ tiêu thống kê\tĐơn vị tính\tSố liệu\tGhi chú"


def test_form_gives_a_figure_a_row() -> None:
    found = figures(
        HEAD,
        "1.\tKết quả giải quyết\t\t\t",
        "1.1.\tTổng số hồ sơ giải quyết xong\tHồ sơ\t45,210\t",
        "1.1.1.\tSố hồ sơ đúng hạn\tHồ sơ\t44,905\t",
        "1.2.\tTỷ lệ đúng hạn\t%\t99.33%\t",
        "1.3.\tSố thủ tục bãi bỏ\tThủ tục\t0\t",
        "1.4.\tSố thủ tục ủy quyền\tThủ tục\t\t",
    )
    assert [(f.code, f.value, f.unit) for f in found] == [
        ("1.1", 45210, "hồ sơ"),
        ("1.1.1", 44905, "hồ sơ"),
        ("1.2", 99.33, "%"),
        ("1.3", 0, "thủ tục"),
    ]
    assert found[0].indicator == "Tổng số hồ sơ giải quyết xong"


def test_group_that_lost_its_last_digit_is_read_with_low_confidence() -> None:
    found = figures(
        HEAD, "2.1.\tSố hồ sơ toàn trình\tHồ sơ\t214.658\t", "2.2.\tSố hồ sơ nộp qua mạng\tHồ sơ\t182.46\t"
    )
    assert [f.value for f in found] == [214658, 182460]
    assert found[1].confidence < found[0].confidence / 1.5


def test_choices_are_no_figures() -> None:
    found = figures(HEAD, "3\tTổ chức đối thoại\tCó = 1; Không = 0\t1\t", "4\tSố cuộc đối thoại\tCuộc\t6\t")
    assert [(f.code, f.value) for f in found] == [("4", 6)]


def test_notes_are_read_as_prose() -> None:
    found = figures(HEAD, "5\tSố nhiệm vụ hoàn thành\tNhiệm vụ\t52\t08 nhiệm vụ chờ xác nhận")
    assert [(f.value, f.unit) for f in found] == [(52, "nhiệm vụ"), (8, "nhiệm vụ")]


def test_years_of_the_header_are_the_periods() -> None:
    found = figures(
        "TT\tMục tiêu\tNăm 2026\tNăm 2030",
        "1\tTỷ lệ hồ sơ trực tuyến (%)\t85\t95",
        "2\tTỷ lệ số hóa hồ sơ (%)\t90\t100",
        title="Phụ lục I\nMục tiêu cải cách hành chính",
    )
    assert [(f.value, f.period, f.is_target) for f in found] == [
        (85, "2026", True),
        (95, "2030", True),
        (90, "2026", True),
        (100, "2030", True),
    ]


def test_matrix_of_bodies_takes_subject_from_the_row_and_indicator_from_the_column() -> None:
    found = figures(
        "STT\tĐơn vị\tHồ sơ tiếp nhận\tHồ sơ đúng hạn",
        "1\tSở Tư pháp\t1.204\t1.199",
        "2\tSở Xây dựng\t2.318\t2.240",
        title="Phụ lục\nKết quả giải quyết hồ sơ",
    )
    assert [(f.value, f.unit, f.indicator) for f in found] == [
        (1204, "hồ sơ", "Hồ sơ tiếp nhận"),
        (1199, "hồ sơ", "Hồ sơ đúng hạn"),
        (2318, "hồ sơ", "Hồ sơ tiếp nhận"),
        (2240, "hồ sơ", "Hồ sơ đúng hạn"),
    ]
    assert all("Sở Tư pháp" in (f.subject or "") for f in found[:2])


@pytest.mark.parametrize("header", ["Điểm đánh giá", "Xếp hạng năm 2024", "Ngày hoàn thành", "Số ký hiệu"])
def test_columns_of_scores_ranks_dates_and_symbols_give_none(header: str) -> None:
    found = figures(f"STT\tĐơn vị\t{header}", "1\tSở Tư pháp\t12", "2\tSở Xây dựng\t7", title="Phụ lục")
    assert found == []


def test_a_bare_header_of_years_gives_the_periods() -> None:
    found = figures(
        "Nội dung | Hiện trạng 2022 | 2023 | 2025",
        "Hồ sơ nộp qua mạng (%) | 45 | 60 | ≥ 80",
        "Thời gian trả kết quả (ngày) | 10 | 8 | 5",
        "Kinh phí, triệu đồng | 300 | 350 | 400",
        title="Phụ lục\nChỉ tiêu phục vụ",
    )
    assert [(f.value, f.unit, f.period) for f in found] == [
        (45, "%", "2022"),
        (60, "%", "2023"),
        (80, "%", "2025"),
        (10, "ngày", "2022"),
        (8, "ngày", "2023"),
        (5, "ngày", "2025"),
        (300, "triệu đồng", "2022"),
        (350, "triệu đồng", "2023"),
        (400, "triệu đồng", "2025"),
    ]
    assert [f.indicator for f in found[::3]] == ["Hồ sơ nộp qua mạng", "Thời gian trả kết quả", "Kinh phí"]
    assert [f.is_target for f in found[:3]] == [False, True, True]


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("Đơn vị | Tiếp nhận (hồ sơ) | Đã giải quyết | Trễ hẹn", "hồ sơ"),
        ("Đơn vị | Số đơn nhận được | Thuộc thẩm quyền | Còn lại", "đơn"),
        ("Địa phương | Nhiệm vụ được giao | Hoàn thành | Quá hạn", "nhiệm vụ"),
        ("Đơn vị | Kế hoạch vốn (triệu đồng) | Đã thanh toán | Còn lại", "triệu đồng"),
    ],
)
def test_a_column_of_states_counts_what_the_column_beside_it_counts(head: str, unit: str) -> None:
    found = figures(head, "Phòng Nội vụ | 120 | 118 | 2", "Phòng Tư pháp | 90 | 90 | 0", title="Phụ lục 1")
    assert {f.unit for f in found} == {unit}
    assert {f.subject for f in found} == {"Phòng Nội vụ", "Phòng Tư pháp"}


def test_the_title_says_what_is_counted_where_no_column_does() -> None:
    found = figures(
        "Đơn vị | Tiếp nhận | Đã trả | Tỷ lệ đúng hạn (%)",
        "Phòng Nội vụ | 120 | 118 | 98,3",
        "Khoa Nhi | 300 | 290 | 96,7",
        title="Phụ lục 1\nKết quả giải quyết hồ sơ",
    )
    assert [f.unit for f in found] == ["hồ sơ", "hồ sơ", "%"] * 2


def test_periods_of_columns() -> None:
    found = figures(
        "Chỉ tiêu | 6 tháng đầu năm 2023 | Quý I/2024 | Tháng 6/2024 | Giai đoạn 2021 - 2025 | Cùng kỳ",
        "Số hồ sơ trực tuyến | 12 | 9 | 15 | 80 | 7",
        "Số hồ sơ trực tiếp | 13 | 10 | 16 | 90 | 8",
        title="Phụ lục 2\nSố liệu năm 2024",
    )
    assert [f.period for f in found[:5]] == [
        "2023-H1",
        "2024-Q1",
        "2024-06",
        "2021-2025",
        "2020-2024",
    ]


def test_rows_of_points_and_places_are_no_figures() -> None:
    found = figures(
        "Nội dung | Năm 2023 | Năm 2024",
        "Số điểm hỗ trợ (điểm hỗ trợ) | 12 | 15",
        "Điểm hài lòng của người dân | 4,2 | 4,3",
        "Xếp hạng PCI | 12 | 10",
        "SIPAS | 81,2 | 83,4",
        title="Phụ lục 3\nSố liệu chung",
    )
    assert [f.value for f in found] == [12, 15]


def test_names_in_a_column_of_communes_are_the_subjects() -> None:
    found = figures(
        "STT | Xã | Số phiếu phát ra | Thu về",
        "1 | Tân Lập | 100 | 98",
        "2 | Tân Thành | 120 | 118",
        title="Phụ lục 4",
    )
    assert [(f.subject, f.unit) for f in found[:2]] == [("xã Tân Lập", "phiếu")] * 2
