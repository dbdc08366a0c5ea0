"""Labels: every example of the pattern file is read as its own kind, no counterexample is."""

from __future__ import annotations

import pytest

from extract.structure.labels import read_label
from extract.structure.lines import Line
from patterns import data

LABELS = data("structure")["label"]


def line(text: str, strong: bool = False) -> Line:
    return Line(0, len(text), text, strong)


@pytest.mark.parametrize(("kind", "text"), [(e["name"], t) for e in LABELS for t in e["examples"]])
def test_an_example_is_read_as_its_kind(kind: str, text: str) -> None:
    mark = read_label(line(text))
    assert mark is not None
    assert mark.kind == kind


@pytest.mark.parametrize(("kind", "text"), [(e["name"], t) for e in LABELS for t in e["counterexamples"]])
def test_a_counterexample_is_not(kind: str, text: str) -> None:
    mark = read_label(line(text))
    assert mark is None or mark.kind != kind


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("IV. Tổ chức thực hiện", "IV", 4),
        ("12. Sở Y tế", "12", 12),
        ("3) Kinh phí", "3)", 3),
        ("2.1. Mục tiêu", "2.1", 1),
        ("1.10 Giao Phòng Nội vụ", "1.10", 10),
        ("(2) Đối với cấp xã", "(2)", 2),
        ("(iv) Báo cáo", "(iv)", 4),
        ("đ) Chế độ báo cáo", "đ)", 5),
        ("g) Kiểm tra", "g)", 7),
        ("- Thực hiện", "-", 0),
        ("ĐIỀU 7. Hiệu lực", "Điều 7", 7),
        ("CHƯƠNG III", "Chương III", 3),
        ("PHẦN THỨ HAI", "Phần thứ hai", 2),
        ("Phần thứ nhất", "Phần thứ nhất", 1),
        ("PHỤ LỤC SỐ 02", "Phụ lục số 02", 2),
        ("BIỂU MẪU 4", "Biểu mẫu 4", 4),
        ("Mẫu số 01/BC", "Mẫu số 01/BC", 1),
    ],
)
def test_the_normal_form_of_a_label(text: str, label: str, value: int) -> None:
    mark = read_label(line(text))
    assert mark is not None
    assert (mark.label, mark.value) == (label, value)


def test_a_row_of_a_table_that_was_not_recognised_has_no_label() -> None:
    assert read_label(line("1.\tSố hồ sơ tiếp nhận\tHồ sơ\t120")) is None
