"""Drawings that say what their tables say, and nothing that a document put into them."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from lxml import etree

from extract.browse.charts import (
    Bar,
    Chart,
    Line,
    Mark,
    Node,
    bump_chart,
    citation_graph,
    columns_chart,
    score_bars,
    timeline,
)

EVIL = '</title><script>alert("1")</script> & \x00\x0b'


def plain(value: float) -> str:
    return f"{value:g}"


def drawn(chart: Chart) -> etree._Element:
    return etree.fromstring(str(chart.svg))


ALL = [
    score_bars("a", EVIL, EVIL, [Bar(EVIL, 9.38, 9.5, "/x"), Bar("b", 2)], ("c", "s", "m", "%"), plain),
    columns_chart("a", EVIL, EVIL, [Bar(EVIL, 3, href="/x"), Bar("12\n2025", 0)], ("m", "n"), plain),
    bump_chart("a", EVIL, EVIL, [Line(EVIL, ((2022, 3), (2024, 1)), "/x", ("/y", None))], ("b",)),
    timeline("a", EVIL, EVIL, [Mark(date(2025, 1, 2), "lead", EVIL, "/x")], [("lead", EVIL)], date(2025, 6, 1), ("d", "r", "t")),
    citation_graph("a", EVIL, EVIL, Node(EVIL, EVIL), [Node(EVIL, EVIL, EVIL, "/x", 9, "basis")], [], ("s", "w", "h"), ("c", "d")),
    score_bars("a", "", "", [], ("c",), plain),
    columns_chart("a", "", "", [], ("c",), plain),
    bump_chart("a", "", "", [], ("c",)),
    citation_graph("a", "", "", Node("x", "x"), [], [], ("c",), ("a", "b")),
]  # fmt: skip


@pytest.mark.parametrize("chart", ALL)
def test_every_drawing_is_well_formed_named_and_harmless(chart: Chart) -> None:
    svg = drawn(chart)
    assert svg.get("aria-labelledby") == "a-title a-desc"
    assert {e.get("id") for e in svg[:2]} == {"a-title", "a-desc"}
    assert {e.tag for e in svg.iter()} <= {"svg", "title", "desc", "g", "a", "rect", "line", "circle", "text"}
    for element in svg.iter():
        assert not set(element.attrib) & {"style", "onclick", "onload"}
        assert (element.get("href") or "/").startswith("/")
        # A link says where it leads.
        assert element.tag != "a" or element.get("aria-label") or element.findtext("text")


def test_bars_are_as_long_as_what_they_measure() -> None:
    chart = score_bars("a", "", "", [Bar("x", 6, 12), Bar("y", 5, 6)], ("c", "s", "m", "%"), plain)
    widths = [
        (r.get("class"), float(r.get("width").rstrip("%")))
        for r in drawn(chart).iter("rect")
        if r.get("class") != "hit"
    ]
    (_, long), (_, half), (_, short), (_, most) = widths
    assert long == pytest.approx(2 * half, abs=0.02) and short == pytest.approx(half, abs=0.02)
    assert most == pytest.approx(short * 5 / 6, abs=0.02)
    assert [[c.text for c in row] for row in chart.rows] == [
        ["x", "6", "12", "50 %"],
        ["y", "5", "6", "83.3 %"],
    ]


def test_the_first_place_is_on_top_and_a_missing_year_is_bridged_by_dashes() -> None:
    chart = bump_chart(
        "a", "", "", [Line("x", ((2022, 1), (2024, 5))), Line("y", ((2022, 2), (2023, 3), (2024, 1)))], ("b",)
    )
    svg = drawn(chart)
    heights = [float(c.get("cy")) for c in svg.iter("circle")]
    assert heights[0] < heights[2] < heights[3] < heights[1] and heights[4] == heights[0]
    assert [line.get("class") for line in svg.iter("line") if "line" in (line.get("class") or "")] == [
        "line gap",
        "line",
        "line",
    ]
    assert chart.columns == ("b", "2022", "2023", "2024")
    assert [[c.text for c in row] for row in chart.rows] == [["x", "1", "—", "5"], ["y", "2", "3", "1"]]


def test_names_of_equal_places_do_not_overlap() -> None:
    lines = [Line(str(i), ((2023, 1), (2024, 1))) for i in range(4)]
    svg = drawn(bump_chart("a", "", "", lines, ("b",)))
    names = sorted(float(t.get("y")) for t in svg.iter("text") if "name" in t.get("class"))
    assert all(b - a >= 15 for a, b in itertools.pairwise(names)) and names[-1] < float(svg.get("height"))


def test_a_score_below_nothing_or_above_its_maximum_stays_within() -> None:
    chart = score_bars("a", "", "", [Bar("x", -2, 10), Bar("y", 30.12, 30)], ("c", "s", "m", "%"), plain)
    assert all(0 <= float(r.get("width").rstrip("%")) <= 100 for r in drawn(chart).iter("rect"))
