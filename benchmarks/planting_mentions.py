"""Errors planted in dates, citations, ranks, scores and deadlines."""

from __future__ import annotations

import re
from datetime import date, timedelta
from random import Random

from benchmarks.planting import Case, around, twice
from extract.checking import Kind

_DATE = re.compile(r"ngày (\d{1,2})/(\d{1,2})/(\d{4})")
_CITED = re.compile(
    r"(?P<type>Quyết định|Kế hoạch|Chỉ thị|Công văn|Báo cáo|Nghị quyết|Nghị định|Tờ trình|Thông báo) số "
    r"(?P<symbol>\d+(?:/\d{4})?/[A-ZĐ]{1,4}-[A-ZĐa-z]{2,6}) ngày (?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})"
)


def _disputed(text: str) -> set[str]:
    """The symbols that a text prints with several days: errors of its own, which a planted one would be mixed up with."""
    days: dict[str, set[tuple[int, ...]]] = {}
    for m in _CITED.finditer(text):
        days.setdefault(m["symbol"], set()).add((int(m["d"]), int(m["m"]), int(m["y"])))
    return {symbol for symbol, found in days.items() if len(found) > 1}


def invalid_date(rng: Random, text: str) -> Case | None:
    """A day that the calendar does not have."""
    disputed = _disputed(text)
    places = [
        m for m in _DATE.finditer(text) if not any(text[: m.start()].endswith(f"{s} ") for s in disputed)
    ]
    if not places:
        return None
    match = rng.choice(places)
    year = match[3]
    day, month = rng.choice(
        [("31", "4"), ("31", "6"), ("31", "9"), ("31", "11"), ("30", "02"), ("32", match[2]), ("15", "13")]
    )
    new = f"ngày {day}/{month}/{year}"
    after = text[: match.start()] + new + text[match.end() :]
    end = match.start() + len(new)
    return Case(text, after, around(after, match.start(), end, 25), (Kind.INVALID_DATE,))


MENTIONS = (
    "Các cơ quan, đơn vị tiếp tục thực hiện nghiêm {type} số {symbol} ngày {d}/{m}/{y} đã ban hành.",
    "Kết quả thực hiện {type} số {symbol} ngày {d}/{m}/{y} được tổng hợp, báo cáo theo quy định.",
    "Việc tổ chức thực hiện theo {type} số {symbol} ngày {d}/{m}/{y} cơ bản bảo đảm tiến độ.",
)


def _cited(text: str) -> list[re.Match[str]]:
    """The citations of a text whose day exists and is the same wherever the document is cited."""
    disputed = _disputed(text)

    def exists(match: re.Match[str]) -> bool:
        try:
            date(int(match["y"]), int(match["m"]), int(match["d"]))
        except ValueError:
            return False
        return True

    return [m for m in _CITED.finditer(text) if exists(m) and m["symbol"] not in disputed]


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
    return twice(rng, text, template.format(**cited), template.format(**wrong), expected)


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
    return twice(
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
    return twice(rng, text, good, bad, (Kind.RANK_OUT_OF_RANGE,))


CHANGES = (
    "Năm 2022, Chỉ số SIPAS của tỉnh xếp thứ {r}/63, {c} {d} bậc so với năm 2021 (xếp thứ {q}/63).",
    "Năm 2021 PCI của tỉnh xếp thứ {q}, năm 2022 xếp thứ {r}, {c} {d} bậc.",
    "Chỉ số PAPI của tỉnh năm 2022 đứng thứ {r}, {c} {d} bậc so với năm 2021 (thứ {q}).",
)


def places(rng: Random, text: str) -> Case | None:
    """A change of places that does not lie between the two ranks."""
    before, now = rng.sample(range(1, 61), 2)
    change = abs(before - now)
    words = {"r": now, "q": before, "c": "tăng" if now < before else "giảm"}
    template = rng.choice(CHANGES)
    wrong = rng.choice([d for d in (change - 2, change - 1, change + 1, change + 3, change + 10) if d > 0])
    good, bad = (template.format(**words, d=d) for d in (change, wrong))
    return twice(rng, text, good, bad, (Kind.DIFFERENCE_MISMATCH,))


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
    return twice(rng, text, good, bad, (Kind.SCORE_ABOVE_MAXIMUM,))


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
    return twice(rng, text, good, bad, (Kind.DEADLINE_BEFORE_ISSUE,))
