"""Automatic numbering: the label that Word prints before a paragraph of a list.

A paragraph names a list (`num`) and a level; the list is an instance of an abstract one, which holds what the levels
look like, and may override its levels or where they start. Instances of one abstract list count on from one another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extract.reading.word.counting import count
from extract.reading.word.package import Element, W
from extract.reading.word.styles import Style

_VAL = W + "val"
_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list. `restart` is the level (from 1) after which it starts anew, 0 for never."""

    start: int = 1
    form: str = "decimal"
    examples: str = ""
    text: str = ""
    glued: bool = False
    legal: bool = False
    restart: int | None = None
    style: str = ""
    run: Element | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """What is printed before the text: `glued` where no space follows; `run` is the `rPr` of the level."""

    text: str
    glued: bool
    bullet: bool
    run: Element | None


@dataclass(slots=True)
class _Instance:
    abstract: str
    levels: list[Level]
    starts: dict[int, int] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)


class Numbering:
    """The lists of a document, and how far each has counted; `root` is the part `numbering.xml`."""

    def __init__(self, root: Element | None) -> None:
        self._abstract: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        self._by_style_link: dict[str, str] = {}
        self._instances: dict[str, _Instance | None] = {}
        self._counters: dict[str, list[int | None]] = {}
        for child in root if root is not None else ():
            if child.tag == W + "abstractNum":
                name = child.get(W + "abstractNumId", "")
                self._abstract.setdefault(name, child)
                link = child.find(W + "styleLink")
                if link is not None:
                    self._by_style_link.setdefault(link.get(_VAL, ""), name)
            elif child.tag == W + "num":
                self._nums.setdefault(child.get(W + "numId", ""), child)

    def label(self, number: str, level: int | None, style: Style) -> Label | None:
        """Counts a paragraph of a list and returns its label; `None` where the list is not there or prints nothing.

        `level` is what the paragraph says itself, `None` where only its style names the list.
        """
        instance = self._instance(number)
        if instance is None:
            return None
        at = self._level_of(instance, style) if level is None else min(max(level, 0), _LEVELS - 1)
        counters = self._count(instance, at)
        printed = instance.levels[at]
        if printed.form == "bullet":
            return Label(printed.text, printed.glued, True, printed.run) if printed.text else None

        def number_of(m: re.Match[str]) -> str:
            nth = int(m[1]) - 1
            shown = instance.levels[nth]
            value = counters[nth]
            form = shown.form
            if printed.legal and form not in ("bullet", "none", "decimalZero"):
                form = "decimal"
            return count(self._start(instance, nth) if value is None else value, form, shown.examples)

        text = _PLACE.sub(number_of, printed.text)
        return Label(text, printed.glued, False, printed.run) if text.strip() else None

    def _count(self, instance: _Instance, at: int) -> list[int | None]:
        counters = self._counters.setdefault(instance.abstract, [None] * _LEVELS)
        value = counters[at]
        if at in instance.starts and at not in instance.used:
            value = instance.starts[at]
        elif value is None:
            value = self._start(instance, at)
        else:
            value += 1
        counters[at] = value
        instance.used.add(at)
        for deeper in range(at + 1, _LEVELS):
            restart = instance.levels[deeper].restart
            if restart is None or at < restart <= deeper:
                counters[deeper] = None
        return counters

    @staticmethod
    def _start(instance: _Instance, at: int) -> int:
        return instance.starts.get(at, instance.levels[at].start)

    @staticmethod
    def _level_of(instance: _Instance, style: Style) -> int:
        """The level that is linked to the style of the paragraph, or to the nearest one that it is based on."""
        for name in style.based_on:
            for at, level in enumerate(instance.levels):
                if level.style == name:
                    return at
        return min(style.level or 0, _LEVELS - 1)

    def _instance(self, number: str) -> _Instance | None:
        if number not in self._instances:
            self._instances[number] = self._make(number)
        return self._instances[number]

    def _make(self, number: str) -> _Instance | None:
        num = self._nums.get(number)
        reference = num.find(W + "abstractNumId") if num is not None else None
        if num is None or reference is None:
            return None
        name = self._linked(reference.get(_VAL, ""))
        abstract = self._abstract.get(name)
        if abstract is None:
            return None
        levels = [Level(form="none") for _ in range(_LEVELS)]
        for element in abstract.iterchildren(W + "lvl"):
            if (at := _number(element.get(W + "ilvl"))) is not None and 0 <= at < _LEVELS:
                levels[at] = _level(element)
        instance = _Instance(name, levels)
        for override in num.iterchildren(W + "lvlOverride"):
            at = _number(override.get(W + "ilvl"))
            if at is None or not 0 <= at < _LEVELS:
                continue
            own = override.find(W + "lvl")
            if own is not None:
                levels[at] = _level(own)
            start = override.find(W + "startOverride")
            if start is not None and (value := _number(start.get(_VAL))) is not None:
                instance.starts[at] = value
                levels[at] = replace(levels[at], start=value)
        return instance

    def _linked(self, name: str) -> str:
        """The abstract list that defines the levels, where one only refers to a style of numbering."""
        for _ in range(_LEVELS):
            abstract = self._abstract.get(name)
            link = abstract.find(W + "numStyleLink") if abstract is not None else None
            if link is None or link.get(_VAL, "") not in self._by_style_link:
                break
            if (there := self._by_style_link[link.get(_VAL, "")]) == name:
                break
            name = there
        return name


def _level(element: Element) -> Level:
    form, examples = "decimal", ""
    # A format of the document's own stands in the branch of an `AlternateContent` that newer versions read.
    found = element.find(f"{{*}}AlternateContent/{{*}}Choice/{W}numFmt")
    found = found if found is not None else element.find(W + "numFmt")
    if found is not None:
        form, examples = found.get(_VAL, "decimal"), found.get(W + "format", "")
    text = element.find(W + "lvlText")
    suffix = element.find(W + "suff")
    restart = element.find(W + "lvlRestart")
    start = element.find(W + "start")
    style = element.find(W + "pStyle")
    legal = element.find(W + "isLgl")
    return Level(
        # Without a start a level counts from 0.
        start=(_number(start.get(_VAL)) or 0) if start is not None else 0,
        form=form,
        examples=examples,
        text=text.get(_VAL, "") if text is not None else "",
        glued=suffix is not None and suffix.get(_VAL) == "nothing",
        legal=legal is not None and legal.get(_VAL, "1").lower() not in ("0", "false", "off"),
        restart=_number(restart.get(_VAL)) if restart is not None else None,
        style=style.get(_VAL, "") if style is not None else "",
        run=element.find(W + "rPr"),
    )


def _number(value: str | None) -> int | None:
    try:
        return int(value) if value is not None else None
    except ValueError:
        return None
