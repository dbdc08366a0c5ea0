"""Columns that bound or compare others."""

from __future__ import annotations

import pytest

from extract.checking.rules import columns
from tests.checking.drafts import messages, quotes

HEAD = "Phụ lục\nTỔNG HỢP SỐ LIỆU\n\n"
POINTS = HEAD + (
    "TT\tTiêu chí\tĐiểm tối đa\tTự chấm\tThẩm định\n1\tThể chế\t10\t9,5\t9\n1.1\tBan hành\t6\t6\t5,5\n"
    "1.2\tRà soát\t4\t3,5\t3,5\n\tTổng\t10\t9,5\t9\n"
)
CHANGES = HEAD + (
    "STT\tNội dung\tNăm 2022\tNăm 2023\tTăng/giảm\n1\tTiếp nhận\t1.200\t1.350\t150\n"
    "2\tGiải quyết\t1.180\t1.340\t160\n3\tTồn\t20\t10\t-10\n"
)
GROWTH = HEAD + (
    "STT\tNội dung\tNăm 2022\tNăm 2023\tSo sánh (%)\n1\tTiếp nhận\t1.200\t1.350\t112,5\n"
    "2\tGiải quyết\t1.180\t1.340\t113,56\n3\tTồn\t20\t10\t50\n"
)
OTHER = HEAD + (
    "STT\tNội dung\tSố xã\tSố hộ\tTăng so với năm trước\n1\tHuyện A\t12\t3.500\t120\n"
    "2\tHuyện B\t15\t4.100\t96\n3\tHuyện C\t9\t2.800\t44\n"
)
LEFT = HEAD + (
    "STT\tĐơn vị\tBiên chế giao\tCó mặt\tChưa tuyển\n1\tPhòng Nội vụ\t12\t10\t2\n2\tPhòng Tư pháp\t9\t8\t1\n"
    "3\tPhòng Y tế\t7\t4\t3\n4\tVăn phòng\t25\t21\t4\n5\tThanh tra\t8\t6\t2\n6\tPhòng Kinh tế\t14\t14\t0\n"
)

INDEX = HEAD + (
    "TT\tĐơn vị\tThể chế (10)\tThủ tục (20)\tBộ máy (15)\tChỉ số (45)\tXếp hạng\n1\tPhòng Nội vụ\t9,5\t18,25\t13,5\t41,25\t1\n"
    "2\tPhòng Tư pháp\t9\t17,5\t13,25\t39,75\t2\n3\tPhòng Y tế\t8,5\t17\t12\t37,5\t3\n4\tVăn phòng\t8\t16,5\t12,5\t37\t4\n"
    "5\tThanh tra\t7,5\t16\t11,25\t34,75\t5\n6\tPhòng Kinh tế\t7\t15,5\t11\t33,5\t6\n"
)


@pytest.mark.parametrize(
    "text",
    [INDEX, INDEX.replace("37,5\t3", "35,7\t3").replace("34,75\t5", "37,45\t5"), LEFT, LEFT.replace("8\t6\t2", "8\t6\t1").replace("7\t4\t3", "7\t4\t5"), POINTS, CHANGES, CHANGES.replace("-10", "10"), GROWTH, OTHER, POINTS.replace("1.2\tRà soát\t4\t3,5", "1.2\tĐiểm thưởng\t4\t5")],
)  # fmt: skip
def test_columns_that_fit_are_silent(text: str) -> None:
    assert messages(text, columns.CHECKS) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (POINTS.replace("6\t6\t5,5", "6\t6,5\t5,5"), "6,5 điểm ở cột “Tự chấm”, tối đa là 6 điểm"),
        (INDEX.replace("37,5\t3", "35,7\t3"), "8,5 + 17 + 12 = 37,5, cột “Chỉ số (45)” ghi 35,7"),
        (LEFT.replace("8\t6\t2", "8\t6\t3"), "8 - 6 = 2, cột “Chưa tuyển” ghi 3"),
        (CHANGES.replace("\t160", "\t180"), "1.340 - 1.180 = 160, cột “Tăng/giảm” ghi 180"),
        (GROWTH.replace("113,56", "131,56"), "từ 1.180 đến 1.340 là 13,56%"),
    ],
)
def test_a_row_that_breaks_its_columns_is_found(text: str, said: str) -> None:
    told = messages(text, columns.CHECKS)
    assert len(told) == 1 and said in told[0], told
    assert len(quotes(text, columns.CHECKS)) == 1
