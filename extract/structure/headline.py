"""News pages that reprint a document: no letterhead; type, issuer and subject stand in the headline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extract.structure.casing import Readable
from extract.structure.labels import read_label
from extract.structure.lines import Line, expression, word_count
from extract.structure.model import Header
from extract.structure.types import readable_type, type_names
from extract.values.dates import normal_day
from patterns import alternation, data, expand

_LEAD = expression("headline", "lead")
_LONGEST = 70
_DATELINE = 60
_DAY = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)(?!\d)")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    table = data("structure")["headline"]
    types = alternation(type_names())
    return tuple(
        re.compile(
            expand(table[name].replace("{types_any}", f"(?i:{types})").replace("{types}", types)), re.VERBOSE
        )
        for name in ("type_first", "issuer_first")
    )


def read_headline(lines: Sequence[Line], readable: Readable) -> tuple[Header, int]:
    """The fields that a headline holds, and the index of the paragraph after it.

    A headline is the first paragraph of a text of several, short and without a full stop; anything else is body.
    """
    index = next((i for i, line in enumerate(lines) if not line.table and not line.blank and line.text), None)
    if index is None or len(lines) - index < 4:
        return Header(), 0
    line = lines[index]
    if (
        line.text.endswith((".", ";", ":", ","))
        or word_count(line.text) > _LONGEST
        or read_label(line) is not None
    ):
        return Header(), 0
    text = readable.sentence(line.text)
    for pattern in _patterns():
        match = pattern.match(text)
        if match is None:
            continue
        groups = match.groupdict()
        symbol = groups.get("symbol") or groups.get("symbol2")
        number, rest = _split(symbol)
        subject = re.sub(r"\s+", " ", match["subject"]).strip()
        lead = _LEAD.match(subject)
        return (
            Header(
                number=number,
                symbol=rest,
                doc_type=readable_type(match["type"]),
                issuer=match["issuer"].strip(),
                subject=subject[lead.end() :] if lead else subject,
            ),
            index + 1,
        )
    return Header(subject=text, issued_on=_dateline(lines[index + 1 : index + 3])), index + 1


def _dateline(lines: Sequence[Line]) -> str | None:
    """The day on which a page of news was published, from a short line of its own under the headline."""
    for line in lines:
        match = None if line.table or len(line.text) > _DATELINE else _DAY.search(line.text)
        if match:
            return normal_day(int(match[1]), int(match[2]), int(match[3]))
    return None


def _split(symbol: str | None) -> tuple[int | None, str | None]:
    if not symbol:
        return None, None
    match = re.match(r"(\d{1,6})(?:[/-](.+))?$", symbol)
    return (int(match[1]), match[2]) if match else (None, None)
