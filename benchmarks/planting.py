"""Errors planted in correct text: each planter returns the correct text, the same text with one error, and its place.

Where a document has something that holds (a sum, a percentage, a citation with its date, a numbered list), the error is
planted there; what documents seldom have is first added as a correct sentence or table of our own. The places are found
by plain search for numbers that hold, not by the checks that are measured.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
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

    def at(self, text: str) -> int:
        """Where the words of the error stand in a text, -1 where they don't: `331.43` is not in `331.437`."""
        first = self.place.split("\n")[0].strip()
        match = re.search(rf"(?<!\S){re.escape(first)}(?!\S)", text)
        return match.start() if match else -1


Planter = Callable[[Random, str], Case | None]
"""Plants one error in a text; `None` where the text has no place for it."""

_SENTENCE = re.compile(r"[^\n]+?(?:[.;](?=\s)|$)", re.MULTILINE)
_COUNT = re.compile(
    r"(?<![\w.,/-])\d{1,3}(?:\.\d{3})+(?![\w.,/%]|-\w)|(?<![\w.,/-])\d{1,4}(?![\d/%]|[.,]\d|-\w|\.\d)"
)
_PERCENT = re.compile(r"(?<![\w.,/-])(\d{1,3}(?:,\d{1,2})?)%")


def around(text: str, start: int, end: int, reach: int) -> str:
    """The words at a place of a text with those before it in its line, none of them cut."""
    low = max(text.rfind("\n", 0, start) + 1, start - reach)
    low = max(text.rfind(mark, 0, low + 1) for mark in " \t\n") + 1
    return text[low:end] + text[end:].split("\n")[0].split(" ")[0].split("\t")[0]


def number(raw: str) -> int:
    return int(raw.replace(".", ""))


def per_cent(part: int, whole: int, places: int = 2) -> str:
    value = Decimal(100 * part) / whole
    text = str(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
    return text.replace(".", ",")


def parts(rng: Random, count: int, low: int, high: int) -> list[int]:
    return [rng.randint(low, high) for _ in range(count)]


def printed(n: int) -> str:
    return f"{n:02d}" if n < 10 else vietnamese(n)


def slip_of(rng: Random, n: int) -> int:
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


def insert(rng: Random, text: str, paragraph: str) -> str | None:
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


def twice(
    rng: Random, text: str, good: str, bad: str, expected: tuple[Kind, ...], place: str | None = None
) -> Case | None:
    state = rng.getstate()
    before = insert(rng, text, good)
    rng.setstate(state)
    after = insert(rng, text, bad)
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
    "Văn phòng theo dõi {t} nhiệm vụ, gồm: mới giao {a} nhiệm vụ (còn hạn {a1} nhiệm vụ, trễ hạn {a2} nhiệm vụ); "
    "làm xong {b} nhiệm vụ (đúng hạn: {b1}, quá hạn: {b2}).",
    "Thanh tra nhận {t} đơn, gồm: {a} đơn thuộc thẩm quyền (khiếu nại {a1} đơn, tố cáo {a2} đơn) và {b} đơn chuyển nơi khác (đơn trùng {b1} đơn, đơn nặc danh {b2} đơn).",
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
        numbers = dict(zip("abc", parts(rng, 3, low, high), strict=True))
        numbers["t"] = sum(numbers.values())
        template = rng.choice(SUMS)
        if "triệu đồng" in template and low < 400:
            # Millions were rounded: parts that differ from their total by one or two may be right.
            numbers = {k: 10 * v for k, v in numbers.items()}
    elif kind < 0.8:
        numbers = dict(zip(("a1", "a2", "b1", "b2"), parts(rng, 4, 2, 300), strict=True))
        numbers["a"], numbers["b"] = numbers["a1"] + numbers["a2"], numbers["b1"] + numbers["b2"]
        numbers["t"] = numbers["a"] + numbers["b"]
        template = rng.choice(NESTED)
    else:
        numbers = {"a": rng.randint(1500, 90000), "b": rng.randint(4, 900)}
        numbers["t"] = numbers["a"] + numbers["b"]
        template = rng.choice(PAIRS)
    wrong = dict(numbers)
    changed = rng.choice(sorted(numbers))
    wrong[changed] = slip_of(rng, numbers[changed])
    if "triệu đồng" in template and abs(wrong[changed] - numbers[changed]) < 5:
        return None
    good = template.format(**{k: printed(v) for k, v in numbers.items()})
    bad = template.format(**{k: printed(v) for k, v in wrong.items()})
    return twice(rng, text, good, bad, (Kind.SUM_MISMATCH,))


def sum_in_place(rng: Random, text: str) -> Case | None:
    """A part or the total of a sum that the document holds already."""
    places = []
    for sentence in _SENTENCE.finditer(text):
        if not re.search(r"gồm|trong đó|\(", sentence[0]) or "\t" in sentence[0]:
            continue
        found = [
            m
            for m in _COUNT.finditer(text, *sentence.span())
            if number(m[0])
            and not re.search(r"(?:năm|tháng|số|Điều|khoản) $", text[m.start() - 6 : m.start()])
            # Millions were rounded, so that a slip of one may be no slip.
            and not re.match(r" (?:nghìn|triệu|tỷ)\b", text[m.end() : m.end() + 8])
        ]
        for i in range(len(found)):
            for j in range(i + 3, min(i + 6, len(found) + 1)):
                if sum(number(m[0]) for m in found[i + 1 : j]) == number(found[i][0]) > 3:
                    places.append((sentence, found[i:j]))
    if not places:
        return None
    sentence, members = rng.choice(places)
    return _replace(rng, text, sentence[0], rng.choice(members), (Kind.SUM_MISMATCH,))


def _replace(
    rng: Random, text: str, sentence: str, member: re.Match[str], expected: tuple[Kind, ...]
) -> Case:
    new = printed(slip_of(rng, number(member[0])))
    after = text[: member.start()] + new + text[member.end() :]
    return Case(text, after, around(after, member.start(), member.start() + len(new), 40), expected)


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
    percent = per_cent(part, whole, places)
    template = rng.choice((*PERCENTAGES, RATED))
    numbers = {"a": printed(part), "t": printed(whole), "p": percent}
    wrong = dict(numbers)
    wrong["p"] = wrong_percent(rng, percent)
    return twice(rng, text, template.format(**numbers), template.format(**wrong), (Kind.PERCENTAGE_MISMATCH,))


def wrong_percent(rng: Random, percent: str) -> str:
    whole, _, rest = percent.partition(",")
    shifted = [int(whole) + d for d in (-20, -10, -5, -3, -2, 2, 3, 5, 10, 20)]
    new = rng.choice([n for n in shifted if 0 < n < 100])
    return f"{new},{rest}" if rest else str(new)


def percentage_in_place(rng: Random, text: str) -> Case | None:
    """A percentage that two counts of its sentence give."""
    places = []
    for sentence in _SENTENCE.finditer(text):
        counts = [
            number(m[0])
            for m in re.finditer(
                r"(?<![\w.,])\d{1,3}(?:\.\d{3})+(?![.,]?\d)|(?<![\w.,])\d+(?![.,]?\d|%)", sentence[0]
            )
        ]
        for match in _PERCENT.finditer(text, *sentence.span()):
            digits = len(match[1].partition(",")[2])
            if "\t" not in sentence[0] and any(
                0 < a < b and b > 9 and per_cent(a, b, digits) == match[1] for a in counts for b in counts
            ):
                places.append(match)
    if not places:
        return None
    match = rng.choice(places)
    new = wrong_percent(rng, match[1])
    after = text[: match.start(1)] + new + text[match.end(1) :]
    end = match.start(1) + len(new) + 1
    return Case(text, after, around(after, match.start(), end, 30), (Kind.PERCENTAGE_MISMATCH,))


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
        wrong[key] = slip_of(rng, shown[key])
        numbers, bad = ({k: printed(v) for k, v in n.items()} for n in (shown, wrong))
        template = rng.choice(COUNT_CHANGES)
    else:
        earlier = rng.randint(2000, 40000)
        change = rng.randint(earlier // 20, earlier // 2)
        later = earlier + (change if up else -change)
        percent = per_cent(change, earlier)
        numbers = {"x": printed(later), "y": printed(earlier), "p": percent}
        bad = numbers | {"p": wrong_percent(rng, percent)}
        template = rng.choice(GROWTHS)
    return twice(
        rng,
        text,
        template.format(**words, **numbers),
        template.format(**words, **bad),
        (Kind.DIFFERENCE_MISMATCH,),
    )
