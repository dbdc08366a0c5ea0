"""Items that skip, repeat, or are numbered under another item."""

from __future__ import annotations

import pytest

from extract.checking.rules.numbering import CHECKS
from tests.checking.drafts import draft, messages

_TASKS = [
    "Rà soát thủ tục hành chính của đơn vị.",
    "Niêm yết công khai thủ tục tại Bộ phận Một cửa.",
    "Số hóa hồ sơ, kết quả giải quyết.",
    "Tập huấn cho công chức cấp xã.",
    "Báo cáo kết quả hằng quý.",
]


def _items(*labels: str, lead: str = "I. NHIỆM VỤ") -> str:
    return draft(
        "\n\n".join([lead, *(f"{label} {task}" for label, task in zip(labels, _TASKS, strict=False))])
    )


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        (("1.", "2.", "4.", "5."), "thiếu 3"),
        (("a)", "b)", "d)", "đ)"), "thiếu c)"),
        (("a)", "b)", "c)", "d)", "e)"), "thiếu đ)"),
        (("(1)", "(2)", "(4)"), "thiếu (3)"),
        (("1.", "2.", "2.", "3."), "trùng"),
        (("1.", "2.", "2."), "trùng"),
        (("1.", "3.", "3.", "4."), 'Mục "3" đứng ở vị trí thứ 2, đúng ra là 2'),
        (("1.", "1.", "3."), 'Mục "1" đứng ở vị trí thứ 2, đúng ra là 2'),
        (("2.", "2.", "3."), 'Mục "2" đứng ở vị trí thứ 1, đúng ra là 1'),
        (("1.", "3."), "thiếu 2"),
        (("1.", "1."), "trùng"),
        (("a)", "b)", "b)", "c)"), "trùng"),
        (("1.1.", "1.2.", "1.4."), "thiếu 1.3"),
    ],
)
def test_labels_that_skip_or_repeat(labels: tuple[str, ...], said: str) -> None:
    told = messages(
        _items(*labels, lead="1. Nhiệm vụ chung:" if labels[0] == "1.1." else "I. NHIỆM VỤ"), CHECKS
    )
    assert len(told) == 1, told
    assert said in told[0]


@pytest.mark.parametrize(
    "labels",
    [
        ("1.", "2.", "3.", "4."),
        ("a)", "b)", "c)", "d)", "đ)"),
        ("(1)", "(2)", "(3)"),
        ("1.", "2."),
        ("3.", "4.", "5."),
    ],
)
def test_labels_in_order_stay_silent(labels: tuple[str, ...]) -> None:
    assert messages(_items(*labels), CHECKS) == []


def test_roman_headings_that_skip() -> None:
    text = draft(
        "I. MỤC TIÊU\n\nNâng cao chất lượng.\n\nII. NHIỆM VỤ\n\nRà soát.\n\nIV. TỔ CHỨC THỰC HIỆN\n\nCác xã thực hiện."
    )
    assert messages(text, CHECKS) == ['Sau "II" đến "IV", thiếu III.']


def test_articles_run_through_chapters() -> None:
    body = "Chương I\nQUY ĐỊNH CHUNG\n\nĐiều 1. Phạm vi\n\nQuy định này áp dụng cho xã.\n\nĐiều 2. Đối tượng\n\nCán bộ.\n\nChương II\nNỘI DUNG\n\nĐiều {n}. Hồ sơ\n\nHồ sơ gồm một bộ.\n"
    assert messages(draft(body.format(n=3), kind="QUY CHẾ", symbol="QC-UBND"), CHECKS) == []
    assert messages(draft(body.format(n=4), kind="QUY CHẾ", symbol="QC-UBND"), CHECKS) == [
        'Sau "Điều 2" đến "Điều 4", thiếu Điều 3.'
    ]


@pytest.mark.parametrize(
    "body",
    [
        # A list that begins anew under the same heading.
        "I. NHIỆM VỤ\n\nCấp huyện:\n\n1. Rà soát.\n\n2. Niêm yết.\n\nCấp xã:\n\n1. Số hóa.\n\n2. Tập huấn.",
        # The label that seems missing stands within the paragraph before.
        "I. NHIỆM VỤ\n\n1. Rà soát thủ tục.\n\n2. Niêm yết thủ tục; 3. Số hóa hồ sơ.\n\n4. Tập huấn.",
        # Items of another document keep the numbers that they have there.
        "Điều 1. Sửa đổi, bổ sung một số khoản của Điều 5 như sau:\n\n1. Hồ sơ gồm một bộ.\n\n2. Thời hạn năm ngày.\n\n5. Lệ phí.",
    ],
)
def test_counts_that_only_look_broken_stay_silent(body: str) -> None:
    assert messages(draft(body), CHECKS) == []


def test_items_numbered_under_another_item() -> None:
    text = draft(
        "1. Mục tiêu\n\nNâng cao chất lượng.\n\n2. Nhiệm vụ\n\nTheo kế hoạch.\n\n3. Tổ chức thực hiện\n\n"
        "3.1. Các phòng chuyên môn\n\n1.1. Nội dung báo cáo\n\nTheo mẫu.\n\n1.2. Thời hạn báo cáo\n\nHằng quý.\n\n3.2. Các xã\n\nThực hiện."
    )
    told = messages(text, CHECKS)
    assert len(told) == 1
    assert "đánh số như thuộc mục 1; đúng ra là 3.1.1, 3.1.2" in told[0]


def test_items_numbered_under_their_own_item_stay_silent() -> None:
    text = draft(
        "II. NHIỆM VỤ\n\n1. Thể chế\n\n1.1. Rà soát văn bản\n\nTheo quý.\n\n1.2. Kiểm tra văn bản\n\nTheo năm.\n\n2. Thủ tục\n\n"
        "2.1. Niêm yết\n\nCông khai.\n\n2.2. Số hóa\n\nĐầy đủ."
    )
    assert messages(text, CHECKS) == []
