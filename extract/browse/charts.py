"""Charts as SVG made on the server: nothing to run in the browser, colours from the style sheet, each with its data.

They are built with lxml, which escapes every text: charting libraries put style and script into the SVG, which the
content-security policy of the pages refuses. Widths are in per cent of the room there is, heights and letters in
pixels, so that a chart is as legible on a phone as on a wide screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml import etree
from markupsafe import Markup

SERIES = 8
"""How many lines of a chart have a colour of their own; the style sheet names them `s0` …"""

Number = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the table beneath a chart, a link where `href` is set."""

    text: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and its data: the drawing, the names of the columns and the rows."""

    title: str
    svg: Markup
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A value, against its maximum where it has one."""

    label: str
    value: float
    maximum: float | None = None
    href: str | None = None
    mark: str = ""
    """A class of the style sheet (`late`)."""


@dataclass(frozen=True, slots=True)
class Line:
    """The places of one body, `(x, rank)` in the order of x."""

    label: str
    points: tuple[tuple[int, int], ...]
    href: str | None = None
    hrefs: tuple[str | None, ...] = ()
    """Where each point leads, as many as there are points."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on a timeline."""

    day: date
    row: str
    title: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A document in the graph of citations; `note` says how it is cited and how often."""

    label: str
    title: str
    note: str = ""
    href: str | None = None
    weight: int = 1
    mark: str = ""


def score_bars(
    ident: str, title: str, description: str, bars: Sequence[Bar], columns: tuple[str, ...], number: Number
) -> Chart:
    """Each score as a bar on the track of its maximum, the tracks on one scale: what weighs more is longer.

    Of a score without a maximum the greatest of the others is its track. The columns name the criterion, the score, the maximum
    and the share.
    """
    widest = max((b.maximum or b.value for b in bars), default=0) or 1
    row, room = 46, 76
    svg = _svg(ident, title, description, row * len(bars) + 4)
    for i, bar in enumerate(bars):
        y = i * row
        group = _link(svg, bar.href, _score_text(bar, number))
        _rect(group, 0, y, 100, row - 4, "hit", px=True)
        _text(group, "0", y + 15, _cut(bar.label, 54), "label")
        _text(group, "100%", y + 36, _score_short(bar, number), "value", anchor="end")
        track = 100 - room / 4.2
        if bar.maximum:
            _rect(group, 0, y + 22, track * bar.maximum / widest, 18, "track")
        share = max(0.0, min(1.0, bar.value / widest))
        _rect(group, 0, y + 22, track * share, 18, f"bar {bar.mark}".strip())
    rows = tuple(
        (
            Cell(bar.label, bar.href),
            Cell(number(bar.value)),
            Cell(number(bar.maximum) if bar.maximum else "—"),
            Cell(f"{number(round(100 * bar.value / bar.maximum, 1))} %" if bar.maximum else "—"),
        )
        for bar in bars
    )
    return _chart(title, svg, columns, rows)


def columns_chart(
    ident: str, title: str, description: str, bars: Sequence[Bar], columns: tuple[str, ...], number: Number
) -> Chart:
    """Values over time as upright bars, each with its value on top; the labels may be of two lines (`12\\n2025`)."""
    height, top, bottom = 190, 20, 40
    greatest = max((b.value for b in bars), default=0) or 1
    svg = _svg(ident, title, description, height)
    step = 100 / max(1, len(bars))
    skip = max(1, -(-len(bars) // 12))
    _line(svg, 0, height - bottom, 100, height - bottom, "axis")
    for i, bar in enumerate(bars):
        x = i * step
        tall = (height - top - bottom) * bar.value / greatest
        tall = max(tall, 2) if bar.value else 0
        group = _link(svg, bar.href, f"{bar.label.replace(chr(10), '/')}: {number(bar.value)}")
        if bar.href:
            _rect(group, x, top, step, height - bottom - top, "hit", px=True)
        _rect(
            group,
            x + step * 0.12,
            height - bottom - tall,
            step * 0.76,
            tall,
            f"bar {bar.mark}".strip(),
            px=True,
        )
        if bar.value and len(bars) <= 24:
            _text(
                group,
                _percent(x + step / 2),
                height - bottom - tall - 5,
                number(bar.value),
                "value",
                "middle",
            )
        first, _, second = bar.label.partition("\n")
        if i % skip == 0:
            _text(svg, _percent(x + step / 2), height - bottom + 16, first, "tick", "middle")
            if second:
                _text(svg, _percent(x + step / 2), height - bottom + 32, second, "tick faint", "middle")
    rows = tuple((Cell(b.label.replace("\n", "/"), b.href), Cell(number(b.value))) for b in bars)
    return _chart(title, svg, columns, rows)


def bump_chart(
    ident: str, title: str, description: str, lines: Sequence[Line], columns: tuple[str, ...]
) -> Chart:
    """Places over years: the first on top, a line a body, the names in the order of their last places.

    `columns` names the body, the years follow. A year in which a body has no place is bridged by dashes.
    """
    years = sorted({x for line in lines for x, _ in line.points})
    places = [rank for line in lines for _, rank in line.points]
    best, worst = min(places, default=1), max(places, default=1)
    step = max(16.0, min(34.0, 320 / max(1, worst - best)))
    if worst - best > 30:
        step = 480 / (worst - best)
    top = 34
    tall = max(step * (worst - best), 15.0 * (len(lines) - 1))
    svg = _svg(ident, title, description, int(top + tall + 22))
    left, right = 6.0, 60.0
    at = {
        year: left + (right - left) * (i / (len(years) - 1) if len(years) > 1 else 0.5)
        for i, year in enumerate(years)
    }

    def y(rank: int) -> float:
        return top + step * (rank - best)

    for year in years:
        _text(svg, _percent(at[year]), 14, str(year), "tick", "middle")
        _line(svg, at[year], 22, at[year], y(worst) + 14, "grid")
    for i, line in enumerate(lines):
        series = f"s{i % SERIES}"
        group = etree.SubElement(svg, "g", {"class": f"series {series}"})
        for (x0, r0), (x1, r1) in zip(line.points, line.points[1:], strict=False):
            gap = years.index(x1) - years.index(x0) > 1
            _line(group, at[x0], y(r0), at[x1], y(r1), "line gap" if gap else "line")
        hrefs = line.hrefs or (None,) * len(line.points)
        for (x, rank), href in zip(line.points, hrefs, strict=True):
            point = _link(group, href, f"{line.label}, {x}: {rank}")
            circle = {"cx": _percent(at[x]), "cy": f"{y(rank):.1f}", "r": "10", "class": "point"}
            etree.SubElement(point, "circle", circle)
            _text(point, _percent(at[x]), y(rank) + 4, str(rank), "rank", "middle")
    for where, line in _spread(lines, y):
        named = _link(svg, line.href, line.label)
        series = f"s{lines.index(line) % SERIES}"
        _text(named, _percent(right + 5), where + 4, _cut(line.label, 32), f"name {series}")
    rows = tuple(
        (
            Cell(line.label, line.href),
            *(Cell(str(dict(line.points).get(year, "—"))) for year in years),
        )
        for line in lines
    )
    return _chart(title, svg, (*columns, *map(str, years)), rows)


def timeline(
    ident: str,
    title: str,
    description: str,
    marks: Sequence[Mark],
    rows: Sequence[tuple[str, str]],
    today: date,
    columns: tuple[str, ...],
) -> Chart:
    """Days as ticks on one line for each row, with the years beneath and a line for today.

    `rows` are the key and the name of each row; `columns` name the day, the row and what it is.
    """
    days = [m.day for m in marks] + [today]
    first, last = date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1)
    span = (last - first).days
    height = 34 * len(rows) + 44

    def x(day: date) -> float:
        return 100 * (day - first).days / span

    svg = _svg(ident, title, description, height)
    for i, (key, name) in enumerate(rows):
        base = 34 * i + 34
        _text(svg, "0", base - 20, name, "tick")
        _line(svg, 0, base, 100, base, "axis")
        for mark in marks:
            if mark.row == key:
                group = _link(svg, mark.href, f"{mark.day.isoformat()}: {mark.title}")
                _line(group, x(mark.day), base - 14, x(mark.day), base, f"{key}-tick")
    years = range(first.year, last.year)
    every = max(1, len(years) // 10)
    for year in years:
        _line(svg, x(date(year, 1, 1)), height - 32, x(date(year, 1, 1)), height - 24, "axis")
        if (year - first.year) % every == 0:
            _text(svg, _percent(x(date(year, 7, 1))), height - 8, str(year), "tick", "middle")
    _line(svg, x(today), 6, x(today), height - 24, "now-line")
    names = dict(rows)
    table = tuple(
        (Cell(m.day.isoformat(), m.href), Cell(names[m.row]), Cell(_cut(m.title, 160)))
        for m in sorted(marks, key=lambda m: m.day)
    )
    return _chart(title, svg, columns, table)


def citation_graph(
    ident: str,
    title: str,
    description: str,
    centre: Node,
    cited: Sequence[Node],
    citing: Sequence[Node],
    columns: tuple[str, ...],
    sides: tuple[str, str],
) -> Chart:
    """A document between what it cites, on the left, and what cites it, on the right; thicker lines, more mentions."""
    row = 30
    rows = max(len(cited), len(citing), 1)
    height = row * rows + 40
    svg = _svg(ident, title, description, height)
    middle = 24 + row * rows / 2
    _text(svg, "30.5%", 12, sides[0], "tick", "end")
    _text(svg, "69.5%", 12, sides[1], "tick")
    box = _link(svg, centre.href, centre.title)
    _rect(box, 36, middle - 18, 28, 36, "centre", px=True)
    _text(box, "50%", middle + 4, _cut(centre.label, 20), "node own", "middle")
    sides_drawn = ((cited, "30.5%", 36.0, 31.5, "end"), (citing, "69.5%", 64.0, 68.5, "start"))
    for nodes, x, near, far, anchor in sides_drawn:
        first = 24 + row * (rows - len(nodes)) / 2 + row / 2
        for i, node in enumerate(nodes):
            y = first + row * i
            _line(svg, far, y, near, middle, f"edge w{min(4, node.weight)} {node.mark}".strip())
            named = _link(svg, node.href, f"{node.title}{': ' + node.note if node.note else ''}")
            _text(named, x, y + 4, _cut(node.label, 18), "node" if node.href else "node unheld", anchor)
    table = tuple(
        (Cell(side), Cell(node.title, node.href), Cell(node.note))
        for side, nodes in zip(sides, (cited, citing), strict=True)
        for node in nodes
    )
    return _chart(title, svg, columns, table)


def _chart(title: str, svg: Any, columns: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]) -> Chart:
    for link in svg.iter("a"):
        # What is written in a link is in its name as well.
        if link.find(".//text") is not None:
            link.attrib.pop("aria-label", None)
    return Chart(title, Markup(etree.tostring(svg, encoding="unicode")), columns, rows)


def _svg(ident: str, title: str, description: str, height: int) -> Any:
    # Not the role of an image: that would hide the links in it.
    svg = etree.Element(
        "svg",
        {
            "class": "chart",
            "width": "100%",
            "height": str(height),
            "role": "group",
            "aria-labelledby": f"{ident}-title {ident}-desc",
            "id": ident,
        },
    )
    etree.SubElement(svg, "title", {"id": f"{ident}-title"}).text = _plain(title)
    etree.SubElement(svg, "desc", {"id": f"{ident}-desc"}).text = _plain(description)
    return svg


def _link(parent: Any, href: str | None, title: str) -> Any:
    """A group, or a link where it leads somewhere, with what it says when it is pointed at or read aloud."""
    attributes = {"href": href, "aria-label": _plain(title)} if href else {}
    element = etree.SubElement(parent, "a" if href else "g", attributes)
    etree.SubElement(element, "title").text = _plain(title)
    return element


def _rect(parent: Any, x: float, y: float, width: float, height: float, name: str, px: bool = False) -> None:
    attributes = {
        "x": _percent(x),
        "y": f"{y:.1f}",
        "width": _percent(max(0.0, width)),
        "height": f"{height:.1f}",
        "class": name,
    }
    if not px:
        attributes["rx"] = "2"
    etree.SubElement(parent, "rect", attributes)


def _line(parent: Any, x0: float, y0: float, x1: float, y1: float, name: str) -> None:
    attributes = {"x1": _percent(x0), "y1": f"{y0:.1f}", "x2": _percent(x1), "y2": f"{y1:.1f}", "class": name}
    etree.SubElement(parent, "line", attributes)


def _text(parent: Any, x: str, y: float, text: str, name: str, anchor: str = "start") -> None:
    attributes = {"x": x, "y": f"{y:.1f}", "class": name}
    if anchor != "start":
        attributes["text-anchor"] = anchor
    etree.SubElement(parent, "text", attributes).text = _plain(text)


def _spread(lines: Sequence[Line], y: Callable[[int], float]) -> Iterator[tuple[float, Line]]:
    """The heights of the names, moved apart where two would overlap."""
    below = -100.0
    for line in sorted(lines, key=lambda each: each.points[-1][1]):
        below = max(y(line.points[-1][1]), below + 15)
        yield below, line


def _score_short(bar: Bar, number: Number) -> str:
    return number(bar.value) + (f"/{number(bar.maximum)}" if bar.maximum else "")


def _score_text(bar: Bar, number: Number) -> str:
    return f"{bar.label}: {_score_short(bar, number)}"


def _percent(value: float) -> str:
    return f"{value:.2f}%"


def _cut(text: str, width: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def _plain(text: str) -> str:
    """The text without control characters, which XML can't hold."""
    return "".join(c for c in text if c >= " " or c in "\n\t")
