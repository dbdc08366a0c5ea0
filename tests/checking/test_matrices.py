"""Tables of numbers, statistical forms, and what the prose says of them."""

from __future__ import annotations

import pytest

from extract.checking.rules import appendix, forms, matrices
from tests.checking.drafts import draft, messages, quotes

# A line that ends with an empty cell is written with a mark, which is taken away.
HEAD = "Phụ lục\nTÌNH HÌNH GIẢI QUYẾT HỒ SƠ\n\n"
TOTALS = (
    HEAD
    + """STT	Đơn vị	Hồ sơ đã giải quyết			Tỷ lệ đúng hạn (%)
		Tổng số	Đúng hạn	Quá hạn	~
1	Xã A	120	110	10	91,7
2	Xã B	200	190	10	95
3	Xã C	150	150	0	100
4	Xã D	80	72	8	90
	Tổng cộng	550	522	28	94,9
"""
)
FORMULAS = (
    HEAD
    + """STT	Đơn vị	Tổng số	Đúng hạn	Quá hạn	Tỷ lệ
(1)	(2)	(3)=(4)+(5)	(4)	(5)	(6)=(4)/(3)
1	Xã A	1.120	1.110	10	99,11%
2	Xã B	200	190	10	95,00%
"""
)
GROUPS = (
    HEAD
    + """STT	Nội dung	Số lượng	Kinh phí
	Tổng số	45	450
I	Khối sở	30	300
1	Sở Y tế	20	200
2	Sở Công Thương	10	100
II	Khối huyện	15	150
1	Huyện A	7	70
2	Huyện B	8	80
"""
)
DIVIDED = HEAD + "STT\tĐơn vị\tTổng số\tĐúng hạn\tQuá hạn\n1\tXã A\t120\t110\t10\n2\tXã B\t200\t190\t10\n"
UNRELATED = HEAD + "STT\tĐơn vị\tTổng số\tTrực tuyến\tTrả chậm\n1\tXã A\t120\t110\t10\n2\tXã B\t200\t150\t6\n"
CRITERIA = (
    HEAD
    + """TT	Tiêu chí	Điểm tối đa
1	Giải quyết đúng hạn	40
2	Số hóa hồ sơ	25
3	Công khai	35
	Tổng cộng	100
"""
)
FORM = """Biểu mẫu 2
Giải quyết thủ tục hành chính

STT	Nội dung	Kết quả		Ghi chú
		Đơn vị tính	Số liệu	~
1.4.	Tổng số TTHC thuộc thẩm quyền	Thủ tục	2.815	~
1.4.1.	Số TTHC cấp tỉnh	Thủ tục	2.147	~
1.4.2.	Số TTHC cấp huyện	Thủ tục	467	~
1.4.3.	Số TTHC cấp xã	Thủ tục	201	~
2.1.	Tỷ lệ đúng hạn cấp tỉnh	%	99.87%	~
2.1.1.	Tổng số hồ sơ giải quyết xong	Hồ sơ	66,205	~
2.1.2.	Số hồ sơ đúng hạn	Hồ sơ	66,118	~
2.2.	Tỷ lệ đúng hạn cấp huyện	%	99,4	~
2.2.1.	Tổng số hồ sơ giải quyết xong	Hồ sơ	151.874	~
2.2.2.	Số hồ sơ đúng hạn	Hồ sơ	150.962	~
3	Số nhiệm vụ được giao	Nhiệm vụ	210	~
3.1	Số nhiệm vụ đã hoàn thành	Nhiệm vụ	34	~
3.2	Số nhiệm vụ quá hạn	Nhiệm vụ	0	~
"""
TOTALS, FORM = TOTALS.replace("~", ""), FORM.replace("~", "")
CHECKS = (*matrices.CHECKS, *forms.CHECKS)


@pytest.mark.parametrize("text", [TOTALS, FORMULAS, GROUPS, CRITERIA, DIVIDED, UNRELATED, FORM])
def test_tables_that_hold_are_silent(text: str) -> None:
    assert messages(text, CHECKS) == []


@pytest.mark.parametrize(
    ("text", "right", "wrong", "said"),
    [
        (TOTALS, "190\t10\t95", "190\t20\t95", "190 + 20 = 210"),
        (TOTALS, "\t522\t", "\t532\t", "110 + 190 + 150 + 72 = 522, dòng “Tổng cộng” ghi 532 (lệch 10)"),
        (TOTALS, "91,7", "97,1", "110/120 = 91,67%, bảng ghi 97,1%"),
        (TOTALS, "150\t150", "155\t150", "150 + 0 = 150"),
        (GROUPS, "\t45\t450", "\t75\t450", "dòng “Tổng số” ghi 75"),
        (CRITERIA, "\t100", "\t700", "40 + 25 + 35 = 100, dòng “Tổng cộng” ghi 700"),
        (DIVIDED, "120\t110\t10", "120\t110\t19", "110 + 19 = 129"),
        (FORMULAS, "1.120", "1.140", "theo công thức (4)+(5)"),
        (FORMULAS, "95,00%", "92,00%", "theo công thức (4)/(3)"),
        (GROUPS, "\t45\t", "\t48\t", "dòng “Tổng số” ghi 48"),
        (GROUPS, "\t30\t", "\t32\t", "20 + 10 = 30, dòng I “Khối sở” ghi 32"),
        (CRITERIA, "\t35", "\t30", "40 + 25 + 30 = 95"),
        (FORM, "2.815", "2.915", "2.147 + 467 + 201 = 2.815"),
        (FORM, "66,118", "64,118", "64.118/66.205 = 96,85%"),
        (FORM, "99,4\t", "94,9\t", "150.962/151.874 = 99,4%, bảng ghi 94,9%"),
    ],
)
def test_a_cell_that_breaks_its_table_is_found(text: str, right: str, wrong: str, said: str) -> None:
    found = messages(text.replace(right, wrong), CHECKS)
    assert any(said in message for message in found), found


def test_a_slip_of_separators_is_read_as_mended() -> None:
    assert messages(FORM.replace("150.962", "150.96"), CHECKS) == []


def test_columns_of_places_and_averages_are_not_added() -> None:
    text = HEAD + "STT\tĐơn vị\tXếp hạng\tBình quân\n1\tXã A\t1\t5\n2\tXã B\t2\t7\n\tTổng cộng\t9\t6\n"
    assert messages(text, CHECKS) == []


def test_the_rows_are_quoted_whole() -> None:
    found = quotes(FORM.replace("99,4\t", "94,9\t"), CHECKS)
    assert found[0] == "2.2. Tỷ lệ đúng hạn cấp huyện % 94,9"
    assert "2.2.2. Số hồ sơ đúng hạn Hồ sơ 150.962" in found


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Cấp huyện giải quyết 151.874 hồ sơ, trong đó đúng hạn 150.962 hồ sơ.", None),
        ("Cấp huyện giải quyết khoảng 152.000 hồ sơ, trong đó đúng hạn khoảng 151.000 hồ sơ.", None),
        ("Cấp huyện giải quyết 151.874 hồ sơ, trong đó đúng hạn 150.926 hồ sơ.", "ghi 150.926, dòng 2.2.2"),
        ("Cấp huyện giải quyết 151.784 hồ sơ, trong đó đúng hạn 150.962 hồ sơ.", "ghi 151.784, dòng 2.2.1"),
    ],
)
def test_prose_is_held_against_the_form(sentence: str, said: str | None) -> None:
    found = messages(draft(f"1. {sentence}\n\n2. Tổ chức thực hiện.") + "\n" + FORM, appendix.CHECKS)
    assert [said in m for m in found] == ([True] if said else []), found


def test_a_total_that_is_wrong_is_told_once_though_its_percentage_does_not_fit_either() -> None:
    text = (
        "Phụ lục\nKẾT QUẢ THU\n\nTT\tKhoản thu\tDự toán\tThực hiện\tTỷ lệ (%)\n1\tPhí\t400\t440\t110,0\n2\tLệ phí\t250\t230\t92,0\n"
        "3\tThuế\t1.350\t1.480\t109,6\n\tTổng cộng\t2.000\t2.510\t107,5\n"
    )
    (message,) = messages(text, CHECKS)
    assert "440 + 230 + 1.480 = 2.150" in message


def test_a_number_whose_groups_are_broken_is_added_to_nothing() -> None:
    text = (
        "Phụ lục\nKẾT QUẢ\n\nLĩnh vực\tTiếp nhận\tĐã trả\tCòn lại\nHộ tịch\t1.846\t1.798\t48\nĐất đai\t612\t437\t175\n"
        "Văn hóa\t2.485\t2.432\t53\nCộng\t4.943\t4.66\t276\n"
    )
    assert messages(text, CHECKS) == []


ROWS = """

PHỤ LỤC
KẾT QUẢ TIẾP NHẬN HỒ SƠ

STT\tCơ quan\tTiếp nhận\tTrực tuyến\tTrực tiếp
1\tSở Xây dựng\t2.316\t1.874\t442
2\tSở Y tế\t11.640\t8.105\t3.535
3\tSở Công Thương\t5.388\t5.321\t67
"""


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Thấp nhất là Sở Y tế, chỉ có 8.015 hồ sơ trực tuyến trên 11.640 hồ sơ.", ["8.015", "8.105"]),
        ("Sở Y tế tiếp nhận 11.640 hồ sơ, trong đó 8.185 hồ sơ trực tuyến.", ["8.185", "8.105"]),
        ("Thấp nhất là Sở Y tế, chỉ có 8.105 hồ sơ trực tuyến trên 11.640 hồ sơ.", []),
        ("Sở Y tế tiếp nhận 11.640 hồ sơ, đã trả 9.930 kết quả.", []),
        ("Năm trước, Sở Y tế nhận 8.015 hồ sơ trực tuyến.", []),
    ],
)
def test_a_sentence_on_one_row_against_that_row(sentence: str, told: list[str]) -> None:
    found = messages(draft(f"1. {sentence}\n\n2. Tổ chức thực hiện.") + ROWS, appendix.CHECKS)
    assert len(found) == bool(told) and all(word in found[0] for word in told), found


def test_points_of_a_criterion_or_a_gap_are_not_compared_with_the_index() -> None:
    table = """

PHỤ LỤC
CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2023
STT\tĐơn vị\tChỉ số\tXếp hạng
1\tHuyện Kế Xuyên\t88,27\t1
2\tHuyện Mỹ Phú\t75,81\t2
"""
    body = (
        "1. Chỉ số cải cách hành chính năm 2023: khảo sát xã hội học, Huyện Mỹ Phú chỉ đạt 19,72/25 điểm.\n\n"
        "2. Đứng đầu là huyện Kế Xuyên, cuối bảng là huyện Mỹ Phú; khoảng cách giữa hai đơn vị là 12,46 điểm."
    )
    assert messages(draft(body) + table, appendix.CHECKS) == []
