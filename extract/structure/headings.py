"""Whether the text of an item is its title or a sentence.

A title names what stands below it; a run-in item says something itself. What tells them apart, in the order of
weight: capitals; the end (a full stop or semicolon ends a sentence, `như sau:` leads into a list); a colon inside,
after which the text runs on; bold print of the whole paragraph; what follows.
"""

from __future__ import annotations

import re

from extract.structure.labels import Mark, read_label
from extract.structure.lines import Line, expression, has_sentence_break, is_caps, word_count, words
from extract.values.text import squeeze

_LEAD_IN = expression("heading", "lead_in")
_LEAD_IN_ENDS = tuple(words("heading", "lead_in_ends"))
_SENTENCE = expression("heading", "sentence")
_CHARGED = expression("heading", "charged")
_TITLE = expression("heading", "title")
_INNER_COLON = re.compile(r"[^\d]:\s+\S|\d:\s+[^\W\d_]")
_LONG, _MIDDLE, _SHORT, _TERSE = 70, 40, 18, 12


def is_title(mark: Mark, line: Line, following: Line | None, below: bool) -> bool:
    """Whether the text after a label is a title.

    `following` is the next paragraph, `below` whether it is an item that may stand under this one.
    """
    body = mark.body.strip()
    length = word_count(body)
    if not body or length > _LONG:
        return False
    caps = is_caps(body) and length > 1
    if body.endswith((";", ",", "./.", "...", "…")):
        return False
    if body.endswith("."):
        if caps:
            return not has_sentence_break(body)
        short = length <= _SHORT or (below and length <= _MIDDLE)
        return line.strong and short and not has_sentence_break(body[:-1]) and not _INNER_COLON.search(body)
    if caps:
        return True
    if leads_in(body) or (length > _TERSE and not line.strong and _CHARGED.search(body)):
        return False
    colon = body.endswith(":")
    core = body.rstrip(": ")
    if _INNER_COLON.search(core) and not (line.strong and not colon):
        return below and not colon and length <= _SHORT and mark.kind != "bullet"
    if line.strong:
        return True
    if has_sentence_break(core) or _SENTENCE.match(core):
        return False
    carries_on = following is not None and not following.table and following.text[:1].islower()
    if carries_on and not below:
        return False
    if mark.kind == "article":
        return length <= _MIDDLE
    if colon:
        return below or length <= _MIDDLE or _TITLE.match(core) is not None
    if mark.kind == "bullet":
        return below and length <= _MIDDLE
    if below:
        return length <= _MIDDLE
    if following is None or following.table:
        return following is not None and length <= _SHORT
    if read_label(following) is not None:
        return length <= _SHORT and _TITLE.match(core) is not None
    return length <= _MIDDLE or _TITLE.match(core) is not None


def leads_in(text: str) -> bool:
    """Whether a text ends with words that lead into a list (`như sau:`)."""
    end = text.rstrip()
    if not end.endswith(":") and not end.rstrip(":,- ").endswith(_LEAD_IN_ENDS):
        return False
    return _LEAD_IN.search(text) is not None


def clean_title(text: str) -> str:
    """A title as it is kept: one line, without the colon or full stop that ends it."""
    return squeeze(text).rstrip(":.- ").strip()
