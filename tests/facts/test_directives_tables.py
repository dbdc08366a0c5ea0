"""Assignment tables: the columns that tell who, with whom, until when."""

from __future__ import annotations

import pytest

from extract.facts.model import Directive
from tests.conftest import facts_of

ROW = ["1", "Sửa quy chế tiếp công dân", "Thanh tra tỉnh", "Sở Tư pháp; Sở Nội vụ", "30/6/2025", "Quyết định"]


def table(head: list[str], *rows: list[str]) -> tuple[Directive, ...]:
    def printed(cells: list[str]) -> str:
        return "|\n" + "".join(f"{cell}\n|\n" for cell in cells)

    text = "KẾ HOẠCH\n\nPHỤ LỤC\n\nPHÂN CÔNG NHIỆM VỤ\n\n" + "".join(printed(r) for r in (head, *rows))
    return facts_of(text)[1].directives


@pytest.mark.parametrize(
    "head",
    [
        [
            "STT",
            "Việc cần làm, nhiệm vụ",
            "Cơ quan chủ trì",
            "Phối hợp thực hiện",
            "Hạn hoàn thành",
            "Sản phẩm",
        ],
        ["TT", "Nội dung công việc", "Đơn vị thực hiện", "Đơn vị phối hợp", "Thời gian", "Kết quả"],
        ["Số TT", "Tên nhiệm vụ, giải pháp", "Đầu mối", "Phối hợp", "Tiến độ", "Sản phẩm đầu ra"],
    ],
)
def test_heads_of_columns(head: list[str]) -> None:
    second = [*ROW[:2], "Sở Y tế", *ROW[3:]]
    first, other = table(head, ROW, second)
    assert [o.name for o in first.lead] == ["Thanh tra tỉnh"]
    assert [o.name for o in first.coordinate] == ["Sở Tư pháp", "Sở Nội vụ"]
    assert (first.due, first.product, first.action) == (
        "2025-06-30",
        "Quyết định",
        "Sửa quy chế tiếp công dân",
    )
    assert [o.name for o in other.lead] == ["Sở Y tế"]


@pytest.mark.parametrize(
    "head",
    [
        ["STT", "Bước thực hiện", "Nội dung công việc", "Đơn vị thực hiện", "Thời gian", "Ghi chú"],
        ["STT", "Chỉ tiêu", "Đơn vị tính", "Số lượng", "Tỷ lệ", "Ghi chú"],
    ],
)
def test_steps_and_statistics_assign_nothing(head: list[str]) -> None:
    assert table(head, ROW, ROW) == ()
