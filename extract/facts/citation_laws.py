"""Laws, codes, ordinances and the constitution named by title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.facts.citation_words import CitationWords
from extract.structure.model import Document
from extract.values.text import fold, is_upper, squeeze

_DOC_TYPES = {"luat": "Luật", "bo luat": "Bộ luật", "phap lenh": "Pháp lệnh", "hien phap": "Hiến pháp"}
_LIST = re.compile(r"\s*(?:,|\s+và|;)\s+")
_YEAR = re.compile(
    r"\s*,?\s*(?:\((?:sửa đổi|SỬA ĐỔI)[^)\n]{0,20}\)\s*)?(?:[Nn]ăm|NĂM)\s+((?:19|20)\d\d)(?!\d)(?!\s*-\s*\d)"
)
_BARE_YEAR = re.compile(r"\s+((?:19|20)\d\d)(?![\d/.-])")
_NUMBERED = re.compile(r"\s*,?\s*\(?(?:[Ll]uật\s+)?(?:số|so|SỐ|Số)\s*:?\s*\Z")
_MOST_SYLLABLES = 10


@dataclass(frozen=True, slots=True)
class NamedLaw:
    """A law as named at `start:end`; `end` is before any number, year or date; `known` where the list holds it."""

    start: int
    end: int
    doc_type: str
    name: str
    known: bool


def find_laws(document: Document, words: CitationWords) -> Iterator[NamedLaw]:
    """The laws that a document names, in order."""
    view, folded = document.view, document.folded
    reached = 0
    for match in words.law_kind.finditer(view):
        if match.start() < reached:
            continue
        law = _read(view, folded, match, words)
        if law is None or words.draft.search(view, max(0, match.start() - 30), match.start()):
            if law is not None:
                reached = law.end
            continue
        reached = law.end
        yield law


def law_year(view: str, law: NamedLaw) -> tuple[int, int] | None:
    """The year of a named law and where it ends (`Luật Đất đai năm 2024`); `None` where none is given."""
    found = _YEAR.match(view, law.end, law.end + 40) or (
        _BARE_YEAR.match(view, law.end) if law.known else None
    )
    return (int(found[1]), found.end()) if found else None


def is_number_of(view: str, law: NamedLaw, symbol_start: int) -> bool:
    """Whether the symbol is the number of the law (`Luật Đất đai số 31/2024/QH15`)."""
    return symbol_start - law.end < 30 and bool(_NUMBERED.match(view, law.end, symbol_start))


def _read(view: str, folded: str, match: re.Match[str], words: CitationWords) -> NamedLaw | None:
    kind = squeeze(fold(match["kind"]))
    doc_type = _DOC_TYPES[kind]
    if doc_type == "Hiến pháp":
        return _constitution(view, folded, match, words)
    if amending := words.amending.match(view, match.end(), match.end() + 60):
        end = _chain(view, folded, amending.end(), words)
        return (
            NamedLaw(match.start(), end, doc_type, squeeze(view[match.start() : end]), True) if end else None
        )
    known = words.laws[doc_type].match(folded, match.end(), match.end() + 130)
    first = re.compile(r"\s+").match(view, match.end())
    capital = first is not None and first.end() < len(view) and view[first.end()].isupper()
    lower_kind = match["kind"][0].islower()
    if known and not capital:
        # `Luật gia` is a jurist, `Luật đất đai` the law: without a capital the accents must be those of the name.
        plain = words.law_names[f"{doc_type} {_plain(known[0])}"]
        known = known if squeeze(view[match.end() : known.end()]).lower() == plain.lower() else None
    if known and (capital or not lower_kind):
        # `Luật đất đai` is the law; `luật đất đai` may be the law on land in general.
        name = words.law_names[f"{doc_type} {_plain(known[0])}"]
        return NamedLaw(match.start(), known.end(), doc_type, f"{doc_type} {name}", True)
    if not capital or lower_kind or is_upper(match["kind"]):
        return None
    return _unknown(view, match, doc_type, words)


def _unknown(view: str, match: re.Match[str], doc_type: str, words: CitationWords) -> NamedLaw | None:
    """A name that the list does not hold: from its capital to the first word that can't belong to a name."""
    stop = words.law_end.search(view, match.end() + 2, match.end() + 90)
    end = stop.start() if stop else min(match.end() + 90, len(view))
    name = squeeze(view[match.end() : end])
    syllables = name.split()
    if not 2 <= len(syllables) <= _MOST_SYLLABLES or not all(w.replace("-", "").isalpha() for w in syllables):
        return None
    # `Luật Nguyễn Văn A`: a name of a law has one capital at its beginning, seldom more.
    if sum(w[0].isupper() for w in syllables) > max(2, len(syllables) // 2):
        return None
    return NamedLaw(
        match.start(),
        match.start() + len(view[match.start() : end].rstrip()),
        doc_type,
        f"{doc_type} {name}",
        False,
    )


def _constitution(view: str, folded: str, match: re.Match[str], words: CitationWords) -> NamedLaw | None:
    whole = words.laws["Hiến pháp"].match(folded, match.end(), match.end() + 70)
    end = whole.end() if whole else match.end()
    law = NamedLaw(match.start(), end, "Hiến pháp", "Hiến pháp", True)
    if match["kind"][0].isupper() and (
        whole
        or law_year(view, law)
        or re.search(r"Điều \d{1,3} \Z", view[max(0, match.start() - 10) : match.start()])
    ):
        return law
    return None


def _chain(view: str, folded: str, start: int, words: CitationWords) -> int | None:
    """The end of the names of the laws that an amending law amends (`của Luật A, Luật B và Luật C`)."""
    end: int | None = None
    position = start
    for _ in range(12):
        kind = words.law_kind.match(view, position)
        known = (
            words.laws[_DOC_TYPES[squeeze(fold(kind["kind"]))]].match(folded, kind.end()) if kind else None
        )
        if kind and not known:
            stop = words.law_end.search(view, kind.end() + 2, kind.end() + 90)
            end = stop.start() if stop else kind.end()
        elif known:
            end = known.end()
        else:
            break
        joint = _LIST.match(view, end)
        if not joint:
            break
        position = joint.end()
    return end


def _plain(text: str) -> str:
    return " ".join(text.replace(",", " ").split())
