"""No input makes the program run for ever: repeats that pattern engines stumble over take time in proportion."""

from __future__ import annotations

import time

import pytest

from extract.facts import Pipeline
from extract.reading import read_text
from extract.structure import analyse

SIZE = 200_000
# Generous for a slow machine, far below what a quadratic pattern takes on a text of this size.
SECONDS = 60.0

# A sentence of ordinary language in front keeps the text from being refused as no Vietnamese.
LEAD = (
    "Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành nghiêm túc triển khai thực hiện các nhiệm vụ được giao. "
)

REPEATS = {
    "digits": "1",
    "grouped digits": "1.234.567,",
    "slashes": "12/",
    "symbols": "49/QĐ-UBND; ",
    "half symbols": "số 49/QĐ-",
    "type words": "Quyết định số ",
    "dates": "ngày 01/01/",
    "day words": "ngày 1 tháng ",
    "years": "năm 2024 ",
    "points": "9,38/9,5 điểm, ",
    "ranks": "xếp thứ ",
    "rows of ranks": "PCI 2020 từ hạng 2 đến hạng 5, ",
    "listed ranks": "PCI xếp thứ 2, huyện Ba Tri thứ ba, ",
    "following ranks": "PCI xếp thứ 2. Các vị trí tiếp theo là Sở Y tế. ",
    "counted members": "năm xã đứng chót gồm An Hòa, Tân Lập, ",
    "this round": "PCI năm nay. ",
    "percents": "5% ",
    "bodies": "Sở Nội vụ, ",
    "open bodies": "các Sở: ",
    "capitals": "Ủy Ban Nhân Dân ",
    "one long word": "ườ",
    "spaces": " \t",
    "new lines": "\n",
    "bars": "|\n",
    "cells": "|\nSTT\n",
    "stars": "**a** ",
    "open stars": "*",
    "labels": "1. a\n",
    "letters": "a) b\n",
    "dashes": "- a\n",
    "roman": "I. A\n",
    "brackets": "((((",
    "quotes": '"',
    "semicolons": "; ",
    "commas": "a, ",
    "tabs": "1\tTên\t5\n",
    "deadlines": "trước ngày 30/6, ",
    "assignments": "giao Sở Nội vụ chủ trì, phối hợp với ",
    "laws": "Luật Đất đai, ",
    "provisions": "điểm a khoản 1 Điều ",
    "accents": "e\u0302\u0301",
    "no end": "đạt khoảng ",
    "counts": "12 hồ sơ, ",
    "parts": "giải quyết 12, ",
    "amounts in two units": "3 tỷ 5 triệu ",
    "ratios": "cứ 10 hộ thì có ",
    "days until": "đến ngày 1/2/2024 ",
    "earlier": "(cùng kỳ năm trước 12 vụ) ",
    "units": "xã Tân Lập trả 5 hồ sơ, ",
    "groups": "các xã, phường ",
    "words": "; hai xã",
}


@pytest.mark.parametrize("name", REPEATS)
def test_repeats_take_time_in_proportion(name: str) -> None:
    unit = REPEATS[name]
    text = LEAD * 20 + "\n\n" + unit * (SIZE // len(unit)) + "\n\n" + LEAD
    start = time.process_time()
    Pipeline()(analyse(read_text(text)))
    assert time.process_time() - start < SECONDS
