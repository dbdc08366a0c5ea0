"""Errors planted in correct text: each planter returns the correct text, the same text with one error, and its place.

Where a document has something that holds (a sum, a percentage, a citation with its date, a numbered list), the error is
planted there; what documents seldom have is first added as a correct sentence or table of our own. The places are found
by plain search for numbers that hold, not by the checks that are measured.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from extract.checking import Kind
from extract.checking.numbers import vietnamese


@dataclass(frozen=True, slots=True)
class Case:
    """A planted error: the text without it, the text with it, and the words of the latter in which it stands."""

    before: str
    after: str
    place: str
    expected: tuple[Kind, ...]


Planter = Callable[[Random, str], Case | None]
"""Plants one error in a text; `None` where the text has no place for it."""

_SENTENCE = re.compile(r"[^\n]+?(?:[.;](?=\s)|$)", re.MULTILINE)
_COUNT = re.compile(
    r"(?<![\w.,/-])\d{1,3}(?:\.\d{3})+(?![\w.,/%]|-\w)|(?<![\w.,/-])\d{1,4}(?![\d/%]|[.,]\d|-\w|\.\d)"
)
_PERCENT = re.compile(r"(?<![\w.,/-])(\d{1,3}(?:,\d{1,2})?)%")
_DATE = re.compile(r"ngày (\d{1,2})/(\d{1,2})/(\d{4})")
_CITED = re.compile(
    r"(?P<type>Quyết định|Kế hoạch|Chỉ thị|Công văn|Báo cáo|Nghị quyết|Nghị định|Tờ trình|Thông báo) số "
    r"(?P<symbol>\d+(?:/\d{4})?/[A-ZĐ]{1,4}-[A-ZĐa-z]{2,6}) ngày (?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})"
)


def _value(raw: str) -> int:
    return int(raw.replace(".", ""))


def _percent(part: int, whole: int, places: int = 2) -> str:
    value = Decimal(100 * part) / whole
    text = str(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
    return text.replace(".", ",")


def _parts(rng: Random, count: int, low: int, high: int) -> list[int]:
    return [rng.randint(low, high) for _ in range(count)]


def _printed(n: int) -> str:
    return f"{n:02d}" if n < 10 else vietnamese(n)


def _other(rng: Random, n: int) -> int:
    """Another number that could be a typing slip of this one: a digit changed, two swapped, a small difference."""
    digits = str(n)
    at = rng.randrange(len(digits))
    slips = [n + rng.choice([-3, -2, -1, 1, 2, 3, 5, 8, 10])]
    slips.append(int(digits[:at] + str(rng.randint(1, 9)) + digits[at + 1 :]))
    if len(digits) > 1:
        k = rng.randrange(len(digits) - 1)
        slips.append(int(digits[:k] + digits[k + 1] + digits[k] + digits[k + 2 :]))
    chosen = rng.choice([s for s in slips if s > 0 and s != n and len(str(s)) == len(digits)] or [n + 1])
    return chosen


def _insert(rng: Random, text: str, paragraph: str) -> str | None:
    """The text with a paragraph of its own after a random long paragraph of the body."""
    lines = text.split("\n")
    end = next(
        (i for i, line in enumerate(lines) if line.strip().startswith(("Nơi nhận", "Phụ lục", "PHỤ LỤC"))),
        len(lines),
    )
    places = [
        i
        for i, line in enumerate(lines[:end])
        if len(line) > 90 and "\t" not in line and line.rstrip()[-1:] == "." and i > 8
    ]
    if not places:
        return None
    at = rng.choice(places) + 1
    return "\n".join([*lines[:at], "", paragraph, "", *lines[at:]])


def _twice(
    rng: Random, text: str, good: str, bad: str, expected: tuple[Kind, ...], place: str | None = None
) -> Case | None:
    state = rng.getstate()
    before = _insert(rng, text, good)
    rng.setstate(state)
    after = _insert(rng, text, bad)
    return Case(before, after, place or bad, expected) if before is not None and after is not None else None


# ---------------------------------------------------------------- sums

SUMS = (
    "Trong kỳ, cơ quan tiếp nhận {t} hồ sơ, gồm {a} hồ sơ trực tuyến, {b} hồ sơ trực tiếp và {c} hồ sơ qua bưu chính.",
    "Đến nay đã ban hành {t} văn bản, bao gồm: {a} kế hoạch, {b} công văn, {c} quyết định.",
    "Tổng số nhiệm vụ được giao là {t} nhiệm vụ, trong đó: đã hoàn thành {a} nhiệm vụ; đang thực hiện {b} nhiệm vụ; chờ xác nhận {c} nhiệm vụ.",
    "Đoàn đã kiểm tra {t} cơ quan, đơn vị ({a} sở, {b} UBND cấp huyện, {c} UBND cấp xã).",
    "Toàn tỉnh công bố {t} thủ tục hành chính, trong đó cấp tỉnh {a} thủ tục, cấp huyện {b} thủ tục, cấp xã {c} thủ tục.",
    "Số đơn đã tiếp nhận là {t} đơn, chia ra: khiếu nại {a} đơn; tố cáo {b} đơn; kiến nghị, phản ánh {c} đơn.",
    "Biên chế có mặt {t} người, cụ thể: khối sở {a} người, khối huyện {b} người, khối xã {c} người.",
    "Kinh phí thực hiện là {t} triệu đồng, gồm ngân sách tỉnh {a} triệu đồng, ngân sách huyện {b} triệu đồng và nguồn xã hội hóa {c} triệu đồng.",
    "Hội nghị có {t} đại biểu tham dự, gồm có {a} đại biểu cấp tỉnh, {b} đại biểu cấp huyện và {c} đại biểu cấp xã.",
    "Đã đăng tải {t} tin, bài. Trong đó: {a} tin, bài về cải cách hành chính; {b} tin, bài về chuyển đổi số; {c} tin, bài khác.",
    "Tổng cộng có {t} lớp tập huấn: {a} lớp cho cán bộ tỉnh, {b} lớp cho cán bộ huyện, {c} lớp cho cán bộ xã.",
    "Sở đã rà soát {t} văn bản, cụ thể như sau: giữ nguyên {a} văn bản, sửa đổi {b} văn bản, bãi bỏ {c} văn bản.",
)
NESTED = (
    "UBND tỉnh đã giao {t} nhiệm vụ, trong đó: chờ tiếp nhận {a} nhiệm vụ (trong hạn {a1} nhiệm vụ, quá hạn {a2} nhiệm vụ); "
    "đã hoàn thành {b} nhiệm vụ (đúng hạn: {b1}, quá hạn: {b2}).",
    "Tiếp nhận {t} đơn, gồm: {a} đơn đủ điều kiện xử lý (khiếu nại {a1} đơn, tố cáo {a2} đơn) và {b} đơn không đủ điều kiện xử lý (đơn trùng {b1} đơn, đơn nặc danh {b2} đơn).",
)
PAIRS = (
    "Bộ phận Một cửa đã giải quyết {t} hồ sơ, trong đó trước hạn và đúng hạn {a} hồ sơ, quá hạn {b} hồ sơ.",
    "Trung tâm tiếp nhận {t} hồ sơ; đã giải quyết {a} hồ sơ, đang giải quyết {b} hồ sơ.",
    "Đã trả kết quả {t} hồ sơ (đúng hạn {a} hồ sơ, trễ hạn {b} hồ sơ).",
    "Trong năm đã giải quyết {t} hồ sơ, đúng hạn {a} hồ sơ, quá hạn {b} hồ sơ.",
)


def sum_in_sentence(rng: Random, text: str) -> Case | None:
    """A part or the total of a sentence of our own."""
    kind = rng.random()
    if kind < 0.6:
        low, high = rng.choice([(3, 40), (20, 400), (400, 9000)])
        numbers = dict(zip("abc", _parts(rng, 3, low, high), strict=True))
        numbers["t"] = sum(numbers.values())
        template = rng.choice(SUMS)
    elif kind < 0.8:
        numbers = dict(zip(("a1", "a2", "b1", "b2"), _parts(rng, 4, 2, 300), strict=True))
        numbers["a"], numbers["b"] = numbers["a1"] + numbers["a2"], numbers["b1"] + numbers["b2"]
        numbers["t"] = numbers["a"] + numbers["b"]
        template = rng.choice(NESTED)
    else:
        numbers = {"a": rng.randint(1500, 90000), "b": rng.randint(4, 900)}
        numbers["t"] = numbers["a"] + numbers["b"]
        template = rng.choice(PAIRS)
    wrong = dict(numbers)
    changed = rng.choice(sorted(numbers))
    wrong[changed] = _other(rng, numbers[changed])
    good = template.format(**{k: _printed(v) for k, v in numbers.items()})
    bad = template.format(**{k: _printed(v) for k, v in wrong.items()})
    return _twice(rng, text, good, bad, (Kind.SUM_MISMATCH,))


def sum_in_place(rng: Random, text: str) -> Case | None:
    """A part or the total of a sum that the document holds already."""
    places = []
    for sentence in _SENTENCE.finditer(text):
        if not re.search(r"gồm|trong đó|\(", sentence[0]) or "\t" in sentence[0]:
            continue
        found = [
            m
            for m in _COUNT.finditer(text, *sentence.span())
            if _value(m[0])
            and not re.search(r"(?:năm|tháng|số|Điều|khoản) $", text[m.start() - 6 : m.start()])
        ]
        for i in range(len(found)):
            for j in range(i + 3, min(i + 6, len(found) + 1)):
                if sum(_value(m[0]) for m in found[i + 1 : j]) == _value(found[i][0]) > 3:
                    places.append((sentence, found[i:j]))
    if not places:
        return None
    sentence, members = rng.choice(places)
    return _replace(rng, text, sentence[0], rng.choice(members), (Kind.SUM_MISMATCH,))


def _replace(
    rng: Random, text: str, sentence: str, member: re.Match[str], expected: tuple[Kind, ...]
) -> Case:
    new = _printed(_other(rng, _value(member[0])))
    after = text[: member.start()] + new + text[member.end() :]
    start = max(text.rfind("\n", 0, member.start()) + 1, member.start() - 40)
    end = min(after.find("\n", member.start()) % (len(after) + 1), member.start() + len(new) + 30)
    return Case(text, after, after[start:end], expected)


# ---------------------------------------------------------------- percentages

PERCENTAGES = (
    "Có {a}/{t} hồ sơ được nộp trực tuyến, chiếm {p}%.",
    "Đến nay đã hoàn thành {a}/{t} nhiệm vụ (đạt {p}%).",
    "Cấp xã giải quyết {t} hồ sơ, trong đó đúng hạn {a} hồ sơ, chiếm {p}%.",
    "Số hồ sơ thanh toán trực tuyến là {a} hồ sơ/{t} hồ sơ, đạt tỷ lệ {p}%.",
    "Tỷ lệ hài lòng đạt {p}% ({a}/{t} phiếu).",
    "Toàn ngành có {a} công chức trên tổng số {t} công chức được bồi dưỡng, đạt {p}%.",
    "Đã số hóa {t} hồ sơ, trong đó {a} hồ sơ được tái sử dụng, chiếm tỷ lệ {p}%.",
    "Kết quả: {a}/{t} chỉ tiêu hoàn thành, tương đương {p}%.",
    "Huyện đã giải quyết {t} hồ sơ; trước hạn và đúng hạn {a} hồ sơ, đạt {p}%.",
    "Tỉnh cung cấp {a}/{t} dịch vụ công trực tuyến toàn trình, tương ứng tỷ lệ {p}%.",
    "Trong {t} đơn vị được kiểm tra có {a} đơn vị xếp loại tốt, chiếm {p}%.",
)
RATED = "Số phiếu phát ra là {t} phiếu, số phiếu thu về là {a} phiếu, đạt {p}%."


def percentage_in_sentence(rng: Random, text: str) -> Case | None:
    """The percentage, or one of its counts, in a sentence of our own."""
    whole = rng.choice([rng.randint(30, 400), rng.randint(1500, 90000)])
    part = rng.randint(whole // 10, whole - 1)
    places = rng.choice([0, 1, 2])
    percent = _percent(part, whole, places)
    template = rng.choice((*PERCENTAGES, RATED))
    numbers = {"a": _printed(part), "t": _printed(whole), "p": percent}
    wrong = dict(numbers)
    wrong["p"] = _wrong_percent(rng, percent)
    return _twice(
        rng, text, template.format(**numbers), template.format(**wrong), (Kind.PERCENTAGE_MISMATCH,)
    )


def _wrong_percent(rng: Random, percent: str) -> str:
    whole, _, rest = percent.partition(",")
    shifted = [int(whole) + d for d in (-20, -10, -5, -3, -2, 2, 3, 5, 10, 20)]
    new = rng.choice([n for n in shifted if 0 < n < 100])
    return f"{new},{rest}" if rest else str(new)


def percentage_in_place(rng: Random, text: str) -> Case | None:
    """A percentage that two counts of its sentence give."""
    places = []
    for sentence in _SENTENCE.finditer(text):
        counts = [
            _value(m[0])
            for m in re.finditer(
                r"(?<![\w.,])\d{1,3}(?:\.\d{3})+(?![.,]?\d)|(?<![\w.,])\d+(?![.,]?\d|%)", sentence[0]
            )
        ]
        for match in _PERCENT.finditer(text, *sentence.span()):
            digits = len(match[1].partition(",")[2])
            if "\t" not in sentence[0] and any(
                0 < a < b and b > 9 and _percent(a, b, digits) == match[1] for a in counts for b in counts
            ):
                places.append(match)
    if not places:
        return None
    match = rng.choice(places)
    new = _wrong_percent(rng, match[1])
    after = text[: match.start(1)] + new + text[match.end(1) :]
    start = max(text.rfind("\n", 0, match.start()) + 1, match.start() - 30)
    return Case(text, after, after[start : match.start(1) + len(new) + 1], (Kind.PERCENTAGE_MISMATCH,))


# ---------------------------------------------------------------- differences

DIFFERENCES = (
    "Chỉ số hài lòng năm 2022 đạt {x}, {c} {d} (năm 2021: {y}).",
    "Điểm trung bình đạt {x} điểm, {c} {d} điểm so với năm 2021 ({y} điểm).",
    "Chỉ số SIPAS đạt {x}%, {c} {d}% so với năm 2021 ({y}%).",
    "Điểm trung bình khối huyện đạt {x} điểm, {c} {d} điểm (năm 2021 đạt {y} điểm).",
)
COUNT_CHANGES = (
    "Số hồ sơ tiếp nhận {c} {d} hồ sơ (từ {y} hồ sơ {to} {x} hồ sơ).",
    "Toàn huyện còn {x} hộ nghèo, {c} {d} hộ so với năm 2021 ({y} hộ).",
    "Trong kỳ có {x} lượt truy cập, {c} {d} lượt so với cùng kỳ năm trước ({y} lượt).",
    "Từ {y} hồ sơ {to} {x} hồ sơ, {c} {d} hồ sơ.",
)
GROWTHS = (
    "Sở tiếp nhận {x} hồ sơ, {c} {p}% so với năm 2021 ({y} hồ sơ).",
    "Trung tâm giải quyết {x} hồ sơ, {c} {p}% so với cùng kỳ năm trước ({y} hồ sơ).",
)


def difference(rng: Random, text: str) -> Case | None:
    """A change that is not the difference of its two numbers."""
    up = rng.random() < 0.6
    words = {"c": "tăng" if up else "giảm", "to": "lên" if up else "xuống còn"}
    kind = rng.random()
    if kind < 0.45:
        earlier, change = rng.randint(6000, 9000), rng.randint(10, 900)
        later = earlier + (change if up else -change)
        shown = {"x": later, "d": change, "y": earlier}
        wrong = dict(shown)
        wrong[rng.choice("xdy")] += rng.choice([-30, -20, -7, 7, 10, 20, 100])
        numbers, bad = (
            {k: f"{abs(v) // 100},{abs(v) % 100:02d}" for k, v in n.items()} for n in (shown, wrong)
        )
        template = rng.choice(DIFFERENCES)
    elif kind < 0.75:
        earlier, change = rng.randint(2000, 40000), rng.randint(50, 1500)
        later = earlier + (change if up else -change)
        shown = {"x": later, "d": change, "y": earlier}
        wrong = dict(shown)
        key = rng.choice("xdy")
        wrong[key] = _other(rng, shown[key])
        numbers, bad = ({k: _printed(v) for k, v in n.items()} for n in (shown, wrong))
        template = rng.choice(COUNT_CHANGES)
    else:
        earlier = rng.randint(2000, 40000)
        change = rng.randint(earlier // 20, earlier // 2)
        later = earlier + (change if up else -change)
        percent = _percent(change, earlier)
        numbers = {"x": _printed(later), "y": _printed(earlier), "p": percent}
        bad = numbers | {"p": _wrong_percent(rng, percent)}
        template = rng.choice(GROWTHS)
    return _twice(
        rng,
        text,
        template.format(**words, **numbers),
        template.format(**words, **bad),
        (Kind.DIFFERENCE_MISMATCH,),
    )


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
    rates = [_percent(r[1], r[0], 1) for r in grid]

    def lines(cells: Sequence[Sequence[int]], shares: Sequence[str]) -> str:
        out = [heads[shape]]
        for i, (row, share) in enumerate(zip(cells, shares, strict=True)):
            label = f"{i + 1}\tXã {names[i]}" if i < rows else "\tTổng cộng"
            out.append("\t".join([label, *(vietnamese(v) for v in row), share]))
        return "\n".join(out)

    bad, wrong = [list(r) for r in grid], list(rates)
    i = rng.randrange(rows + 1)
    if rng.random() < 0.25:
        wrong[i] = _wrong_percent(rng, rates[i])
    else:
        k = rng.randrange(3)
        bad[i][k] = _other(rng, bad[i][k])
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
    wrong[i] = _other(rng, values[i])
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
    rows, ratios = [], []
    for k, level in enumerate(rng.sample(["cấp tỉnh", "cấp huyện", "cấp xã"], 3), 1):
        whole = rng.randint(20000, 400000)
        part = rng.randint(whole * 8 // 10, whole - 10)
        ratios.append(len(rows))
        rows.append(
            [
                f"2.{k}.",
                f"Tỷ lệ hồ sơ {level} giải quyết đúng hạn",
                "%",
                _percent(part, whole, rng.choice([1, 2])),
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
        bad[i][3] = _wrong_percent(rng, rows[i][3])
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
    return _twice(rng, text.rstrip("\n") + form, good, bad, (Kind.CONTRADICTION,))


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


def numbering(rng: Random, text: str) -> Case | None:
    """A number of an outline that is skipped or repeated."""
    found = list(re.finditer(r"^(\d{1,2})\. [A-ZĐ]", text, re.MULTILINE))
    runs = [
        (a, b)
        for a, b in itertools.pairwise(found)
        if int(b[1]) == int(a[1]) + 1 and "\t" not in text[a.start() : b.end()]
    ]
    if not runs:
        return None
    _, member = rng.choice(runs)
    new = str(int(member[1]) + rng.choice([-1, 1]))
    after = text[: member.start()] + new + text[member.end(1) :]
    line = after[member.start() : after.find("\n", member.start())]
    return Case(text, after, line, (Kind.NUMBERING,))


# ---------------------------------------------------------------- dates and citations


def invalid_date(rng: Random, text: str) -> Case | None:
    """A day that the calendar does not have."""
    places = list(_DATE.finditer(text))
    if not places:
        return None
    match = rng.choice(places)
    year = match[3]
    day, month = rng.choice(
        [("31", "4"), ("31", "6"), ("31", "9"), ("31", "11"), ("30", "02"), ("32", match[2]), ("15", "13")]
    )
    new = f"ngày {day}/{month}/{year}"
    after = text[: match.start()] + new + text[match.end() :]
    start = max(text.rfind("\n", 0, match.start()) + 1, match.start() - 25)
    return Case(text, after, after[start : match.start() + len(new)], (Kind.INVALID_DATE,))


MENTIONS = (
    "Các cơ quan, đơn vị tiếp tục thực hiện nghiêm {type} số {symbol} ngày {d}/{m}/{y} đã ban hành.",
    "Kết quả thực hiện {type} số {symbol} ngày {d}/{m}/{y} được tổng hợp, báo cáo theo quy định.",
    "Việc tổ chức thực hiện theo {type} số {symbol} ngày {d}/{m}/{y} cơ bản bảo đảm tiến độ.",
)


def _cited(text: str) -> list[re.Match[str]]:
    """The citations of a text whose day exists."""

    def exists(match: re.Match[str]) -> bool:
        try:
            date(int(match["y"]), int(match["m"]), int(match["d"]))
        except ValueError:
            return False
        return True

    return [m for m in _CITED.finditer(text) if exists(m)]


def date_conflict(rng: Random, text: str) -> Case | None:
    """A second mention of a cited document with another day, month or year."""
    places = _cited(text)
    if not places:
        return None
    cited = rng.choice(places).groupdict()
    wrong = dict(cited)
    key = rng.choice("dmy")
    slips = {"d": (int(cited["d"]) % 27) + 1, "m": int(cited["m"]) % 12 + 1, "y": int(cited["y"]) - 1}
    wrong[key] = f"{slips[key]:02d}"
    template = rng.choice(MENTIONS)
    expected = (Kind.DATE_CONFLICT, Kind.IMPLAUSIBLE_DATE)
    return _twice(rng, text, template.format(**cited), template.format(**wrong), expected)


def symbol_slip(rng: Random, text: str) -> Case | None:
    """A second mention of a cited document with a slip in its symbol."""
    places = [m for m in _cited(text) if "-" in m["symbol"]]
    if not places:
        return None
    match = rng.choice(places)
    cited = match.groupdict()
    head, _, tail = cited["symbol"].rpartition("-")
    slips = [head + tail]
    if "Đ" in cited["symbol"]:
        slips.append(cited["symbol"].replace("Đ", "D"))
    template = rng.choice(MENTIONS)
    return _twice(
        rng,
        text,
        template.format(**cited),
        template.format(**(cited | {"symbol": rng.choice(slips)})),
        (Kind.INCONSISTENT_SYMBOL,),
    )


RANKS = (
    "Chỉ số SIPAS của tỉnh năm 2022 xếp thứ {r}/{n} tỉnh, thành phố.",
    "PAR INDEX của tỉnh đứng thứ {r}/{n} tỉnh, thành phố trong cả nước.",
    "Kết quả DDCI, đơn vị xếp hạng {r}/{n}.",
    "Chỉ số PAPI năm 2022 xếp vị trí thứ {r} trong {n} tỉnh, thành phố.",
)


def rank(rng: Random, text: str) -> Case | None:
    """A rank above the number of those ranked."""
    total = rng.choice([12, 19, 22, 34, 63])
    template = rng.choice(RANKS)
    good = template.format(r=rng.randint(2, total), n=total)
    bad = template.format(r=total + rng.randint(1, 9), n=total)
    return _twice(rng, text, good, bad, (Kind.RANK_OUT_OF_RANGE,))


SCORES = (
    "Tiêu chí hiện đại hóa hành chính đạt {x}/{n} điểm.",
    "PAPI của tỉnh năm 2022 đạt {x}/{n} điểm.",
    "Điểm thẩm định của Sở Tài chính là {x}/{n} điểm.",
    "Nội dung cải cách thể chế được {x}/{n} điểm.",
)


def score(rng: Random, text: str) -> Case | None:
    """A score above the points that can be had."""
    most = rng.choice([5, 10, 30, 70, 80])
    template = rng.choice(SCORES)
    good = template.format(x=f"{rng.randint(1, most - 1)},{rng.randint(10, 99)}", n=most)
    bad = template.format(x=f"{most + rng.randint(0, 3)},{rng.randint(10, 99)}", n=most)
    return _twice(rng, text, good, bad, (Kind.SCORE_ABOVE_MAXIMUM,))


DEADLINES = (
    "Giao Sở Nội vụ hoàn thành việc tổng hợp, báo cáo trước ngày {d}.",
    "Các cơ quan, đơn vị gửi kế hoạch về Văn phòng chậm nhất ngày {d}.",
    "Yêu cầu UBND các xã hoàn thành rà soát, báo cáo kết quả trước ngày {d}.",
)
_ISSUED = re.compile(r", ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})")


def deadline(rng: Random, text: str) -> Case | None:
    """A deadline that had passed when the document was issued."""
    issued = _ISSUED.search(text)
    # A report tells of deadlines that have passed.
    if issued is None or re.search(r"^\s*BÁO CÁO", text, re.MULTILINE):
        return None
    day = date(int(issued[3]), int(issued[2]), int(issued[1]))
    template = rng.choice(DEADLINES)
    good, bad = (
        template.format(
            d=f"{x.day:02d}/{x.month}/{x.year}" if x.month > 2 else f"{x.day:02d}/{x.month:02d}/{x.year}"
        )
        for x in (day + timedelta(rng.randint(10, 150)), day - timedelta(rng.randint(8, 150)))
    )
    return _twice(rng, text, good, bad, (Kind.DEADLINE_BEFORE_ISSUE,))


PLANTERS: dict[str, tuple[Planter, ...]] = {
    "sum in prose": (sum_in_sentence, sum_in_place),
    "percentage in prose": (percentage_in_sentence, percentage_in_place),
    "difference in prose": (difference,),
    "cell of a matrix": (table_cell,),
    "table of parts": (table_of_parts,),
    "ratio of a form": (form_ratio,),
    "prose against the appendix": (contradiction,),
    "count of a list": (count_of_list,),
    "separators": (separators,),
    "day that does not exist": (invalid_date,),
    "date of a citation": (date_conflict,),
    "symbol of a citation": (symbol_slip,),
    "rank above its total": (rank,),
    "score above its maximum": (score,),
    "deadline before issue": (deadline,),
    "numbering": (numbering,),
}
