"""Errors planted in tables, statistical forms and lists."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from random import Random

from benchmarks.planting import Case, per_cent, slip_of, twice, wrong_percent
from extract.checking import Kind
from extract.checking.numbers import vietnamese

# ---------------------------------------------------------------- tables

_NAMES = (
    "Tân Phú",
    "Bình Minh",
    "Long Hòa",
    "An Thạnh",
    "Phước Lộc",
    "Hòa Bình",
    "Vĩnh Lợi",
    "Mỹ Đức",
    "Đông Sơn",
)


def table_cell(rng: Random, text: str) -> Case | None:
    """A cell of a matrix with total rows, total columns and percentages."""
    rows = rng.randint(4, 8)
    names = rng.sample(_NAMES, rows)
    done = [[rng.randint(40, 900), rng.randint(1, 39)] for _ in range(rows)]
    grid = [[a + b, a, b] for a, b in done]
    grid.append([sum(r[k] for r in grid) for k in range(3)])
    shape = rng.randrange(4)
    heads = {
        0: "STT\tĐơn vị\tTổng số\tĐúng hạn\tQuá hạn\tTỷ lệ đúng hạn (%)",
        1: "STT\tĐơn vị\tHồ sơ đã giải quyết\t\t\tTỷ lệ (%)\n\t\tTổng số\tĐúng hạn\tQuá hạn\t",
        2: "TT\tTên xã\tTổng số hồ sơ\tĐúng hạn\tQuá hạn\tTỷ lệ\n(1)\t(2)\t(3)=(4)+(5)\t(4)\t(5)\t(6)=(4)/(3)",
        3: "STT\tXã\tTổng cộng\tTrong đó\t\tTỷ lệ đúng hạn\n\t\t\tĐúng hạn\tQuá hạn\t",
    }
    rates = [per_cent(r[1], r[0], 1) for r in grid]

    def lines(cells: Sequence[Sequence[int]], shares: Sequence[str]) -> str:
        out = [heads[shape]]
        for i, (row, share) in enumerate(zip(cells, shares, strict=True)):
            label = f"{i + 1}\tXã {names[i]}" if i < rows else "\tTổng cộng"
            out.append("\t".join([label, *(vietnamese(v) for v in row), share]))
        return "\n".join(out)

    bad, wrong = [list(r) for r in grid], list(rates)
    i = rng.randrange(rows + 1)
    if rng.random() < 0.25:
        wrong[i] = wrong_percent(rng, rates[i])
    else:
        k = rng.randrange(3)
        bad[i][k] = slip_of(rng, bad[i][k])
    title = "\n\nPhụ lục\nKẾT QUẢ GIẢI QUYẾT HỒ SƠ CỦA CÁC XÃ\n\n"
    row = lines(bad, wrong).split("\n")[heads[shape].count("\n") + 1 + i]
    expected = (Kind.SUM_MISMATCH, Kind.PERCENTAGE_MISMATCH)
    tail = text.rstrip("\n")
    return Case(
        tail + title + lines(grid, rates) + "\n", tail + title + lines(bad, wrong) + "\n", row, expected
    )


def table_of_parts(rng: Random, text: str) -> Case | None:
    """The total, a group or a part of a table of criteria, staff or money."""
    groups = [[rng.randint(5, 400) for _ in range(rng.randint(2, 4))] for _ in range(2)]
    values = [sum(map(sum, groups)), *(v for g in groups for v in (sum(g), *g))]
    shape = rng.randrange(3)
    head = ("STT\tNội dung\tSố lượng", "TT\tChỉ tiêu\tSố người", "STT\tĐơn vị\tKinh phí (triệu đồng)")[shape]
    labels: list[str] = []
    for i, g in enumerate(groups):
        labels.append(f"{('I', 'II')[i]}\t{('Khối sở, ngành', 'Khối huyện, thị xã')[i]}")
        labels += [f"{k + 1}\tĐơn vị {rng.choice(_NAMES)} {i + 1}{k + 1}" for k in range(len(g))]
    flat = shape == 2
    if flat:
        values = [sum(groups[0]) + sum(groups[1]), *groups[0], *groups[1]]
        labels = [f"{k + 1}\tĐơn vị {_NAMES[k]}" for k in range(len(values) - 1)]
    at_top = rng.random() < 0.4

    def table(numbers: Sequence[int]) -> list[str]:
        rows = [f"{label}\t{vietnamese(v)}" for label, v in zip(labels, numbers[1:], strict=True)]
        whole = f"\t{'Tổng số' if at_top else 'Tổng cộng'}\t{vietnamese(numbers[0])}"
        return [head, whole, *rows] if at_top else [head, *rows, whole]

    wrong = list(values)
    i = rng.randrange(len(values))
    wrong[i] = slip_of(rng, values[i])
    title = "\n\nPhụ lục\nTỔNG HỢP SỐ LIỆU NĂM 2022\n\n"
    good_rows, bad_rows = table(values), table(wrong)
    place = next(b for a, b in zip(good_rows, bad_rows, strict=True) if a != b)
    tail = text.rstrip("\n")
    return Case(
        tail + title + "\n".join(good_rows) + "\n",
        tail + title + "\n".join(bad_rows) + "\n",
        place,
        (Kind.SUM_MISMATCH,),
    )


def _form(rng: Random) -> tuple[list[list[str]], list[int]]:
    """The rows of a statistical form with ratios and their counts, and the numbers of the ratio rows."""
    rows: list[list[str]] = []
    ratios: list[int] = []
    for k, level in enumerate(rng.sample(["cấp tỉnh", "cấp huyện", "cấp xã"], 3), 1):
        whole = rng.randint(20000, 400000)
        part = rng.randint(whole * 8 // 10, whole - 10)
        ratios.append(len(rows))
        rows.append(
            [
                f"2.{k}.",
                f"Tỷ lệ hồ sơ {level} giải quyết đúng hạn",
                "%",
                per_cent(part, whole, rng.choice([1, 2])),
            ]
        )
        rows.append([f"2.{k}.1.", "Tổng số hồ sơ đã giải quyết", "Hồ sơ", vietnamese(whole)])
        rows.append([f"2.{k}.2.", "Số hồ sơ giải quyết đúng hạn", "Hồ sơ", vietnamese(part)])
    return rows, ratios


_FORM_HEAD = (
    "\n\nBiểu mẫu 2\nKết quả giải quyết thủ tục hành chính\n\nSTT\tChỉ tiêu thống kê\tĐơn vị tính\tSố liệu\n"
)


def _with_form(
    text: str, good: list[list[str]], bad: list[list[str]], i: int, expected: tuple[Kind, ...]
) -> Case:
    before, after = ("\n".join("\t".join(r) for r in rows) for rows in (good, bad))
    tail = text.rstrip("\n") + _FORM_HEAD
    return Case(tail + before + "\n", tail + after + "\n", "\t".join(bad[i]), expected)


def form_ratio(rng: Random, text: str) -> Case | None:
    """A ratio of a statistical form, or one of its counts."""
    rows, ratios = _form(rng)
    bad = [list(r) for r in rows]
    i = rng.choice(ratios)
    if rng.random() < 0.6:
        bad[i][3] = wrong_percent(rng, rows[i][3])
    else:
        k = i + rng.choice([1, 2])
        digits = rows[k][3]
        # A leading digit or a swap: a slip that the printed decimals can show.
        bad[k][3] = str(int(digits[0]) % 9 + 1) + digits[1:]
        i = k
    return _with_form(text, rows, bad, i, (Kind.PERCENTAGE_MISMATCH,))


def separators(rng: Random, text: str) -> Case | None:
    """A count of a form that lost the last digit of its group: `182.46`."""
    rows, ratios = _form(rng)
    bad = [list(r) for r in rows]
    i = rng.choice(ratios) + rng.choice([1, 2])
    bad[i][3] = rows[i][3][:-1]
    return _with_form(text, rows, bad, i, (Kind.NUMBER_FORMAT,))


def contradiction(rng: Random, text: str) -> Case | None:
    """A count in the prose that differs from the form of the appendix by a slip."""
    rows, ratios = _form(rng)
    i = rng.choice(ratios)
    level = rows[i][1].split(" hồ sơ ")[1].split(" giải quyết")[0]
    good = f"Toàn {level} đã giải quyết {rows[i + 1][3]} hồ sơ, trong đó đúng hạn {rows[i + 2][3]} hồ sơ."
    digits = list(rows[i + 2][3])
    digits[-1] = str((int(digits[-1]) + rng.randint(1, 8)) % 10)
    digits[-2] = str((int(digits[-2]) + rng.randint(1, 8)) % 10)
    bad = good.replace(rows[i + 2][3], "".join(digits))
    form = _FORM_HEAD + "\n".join("\t".join(r) for r in rows) + "\n"
    return twice(rng, text.rstrip("\n") + form, good, bad, (Kind.CONTRADICTION,))


# ---------------------------------------------------------------- lists

LEADS = (
    ("UBND huyện tập trung vào {n} nhóm nhiệm vụ sau:", "{label} Nhóm nhiệm vụ về {what}."),
    ("Chương trình gồm {n} nội dung:", "{label} Nội dung về {what}."),
    ("Sở đề ra {n} giải pháp trọng tâm như sau:", "{label} Giải pháp về {what}."),
)
_WHAT = (
    "cải cách thể chế",
    "số hóa hồ sơ",
    "bồi dưỡng công chức",
    "thông tin, tuyên truyền",
    "kiểm tra công vụ",
    "hạ tầng số",
    "tài chính công",
)


def count_of_list(rng: Random, text: str) -> Case | None:
    """A count that the list below it does not have."""
    n = rng.randint(3, 6)
    lead, item = rng.choice(LEADS)
    numbered = rng.random() < 0.5
    labels = [f"({k + 1})" if numbered else f"{'abcdđe'[k]})" for k in range(n)]
    items = [
        item.format(label=label, what=what) for label, what in zip(labels, rng.sample(_WHAT, n), strict=True)
    ]
    good, bad = (
        "\n".join([f"1. {lead.format(n=f'{k:02d}')}", *items]) for k in (n, n + rng.choice([-1, 1, 2]))
    )
    tail = text.rstrip("\n") + "\n\nPHỤ LỤC\nNỘI DUNG TRIỂN KHAI\n\n"
    return Case(tail + good + "\n", tail + bad + "\n", bad.split("\n")[0], (Kind.COUNT_MISMATCH,))


INLINE = (
    "Trong quý tới, cơ quan tập trung {n} nội dung sau: {items}.",
    "Kế hoạch đề ra {n} nhóm nhiệm vụ, gồm: {items}.",
    "Việc chậm tiến độ có {n} nguyên nhân chủ yếu: {items}.",
)
_MARKS = (
    ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
    ("(i)", "(ii)", "(iii)", "(iv)", "(v)", "(vi)"),
    ("Một là,", "hai là,", "ba là,", "bốn là,", "năm là,", "sáu là,"),
)


def count_in_sentence(rng: Random, text: str) -> Case | None:
    """A count that the members after it in the sentence do not have."""
    n = rng.randint(3, 6)
    marks = rng.choice(_MARKS)
    items = "; ".join(f"{marks[k]} {what}" for k, what in enumerate(rng.sample(_WHAT, n)))
    template = rng.choice(INLINE)
    good, bad = (template.format(n=f"{k:02d}", items=items) for k in (n, n + rng.choice([-1, 1, 2])))
    return twice(rng, text, good, bad, (Kind.COUNT_MISMATCH,))


def numbering(rng: Random, text: str) -> Case | None:
    """A number of an outline that is skipped or repeated."""
    found = list(re.finditer(r"^(\d{1,2})\. [A-ZĐ]", text, re.MULTILINE))
    runs = [
        (a, b)
        for a, b in itertools.pairwise(found)
        if int(b[1]) == int(a[1]) + 1
        and "\t" not in text[a.start() : b.end()]
        # The amended text of another document keeps the numbers that it has there.
        and not re.match(r"\d+\. (?:Sửa đổi|Bổ sung|Thay|Bãi bỏ)", text[b.start() :])
    ]
    if not runs:
        return None
    _, member = rng.choice(runs)
    new = str(int(member[1]) + rng.choice([-1, 1]))
    after = text[: member.start()] + new + text[member.end(1) :]
    line = after[member.start() :].split("\n")[0]
    return Case(text, after, line, (Kind.NUMBERING,))
