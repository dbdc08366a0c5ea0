"""What the prose says against what the tables of the same document say of the same thing.

Only certain identity counts: a score or rank of one subject, index and year; an indicator whose words are those of a
row of a form with one column of numbers; a part of a total (`đúng hạn`) where prose and form share the total.
"""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extract.checking.amounts import Amount, amounts, prose
from extract.checking.arithmetic import Interval, one_slip, spread
from extract.checking.listing import family_class, label_of
from extract.checking.model import Check, Finding, Kind
from extract.checking.numbers import vietnamese
from extract.checking.rules.matrices import is_total
from extract.checking.sheets import Entry, Line, Sheet, sheets
from extract.facts.model import Fact, Facts, Figure
from extract.facts.sentences import sentence_at, sentences
from extract.structure.model import Document
from extract.values.text import fold

_STOP = frozenset(
    [
        "so",
        "tong",
        "luong",
        "cac",
        "da",
        "duoc",
        "cua",
        "la",
        "tai",
        "co",
        "va",
        "trong",
        "theo",
        "cho",
        "voi",
        "nhung",
        "ve",
        "tren",
        "tong",
        "cong",
        "so",
        "luong",
    ]
)
_LEAST = 4
_DISTINCT = 1000


def find_contradictions(document: Document, facts: Facts) -> Iterator[Finding]:
    """Prose that disagrees with a table of the same document."""
    if not document.tables:
        return
    yield from _standings(document, facts)
    forms = [s for s in sheets(document) if len(s.columns()) == 1]
    yield from _indicators(document, facts, forms)
    yield from _parts(document, facts, forms)
    yield from _cells_of_rows(document, facts)


def _in_table(document: Document, offset: int) -> bool:
    i = bisect.bisect_right([t.start for t in document.tables], offset) - 1
    return i >= 0 and offset < document.tables[i].end


def _standings(document: Document, facts: Facts) -> Iterator[Finding]:
    """Scores and ranks of one subject, index and year."""
    known: dict[tuple[object, ...], list[tuple[Decimal, Fact]]] = defaultdict(list)
    for score in facts.scores:
        if score.kind == "achieved" and score.subject and score.index_name and score.year:
            if score.max is None or score.value <= score.max:
                key: tuple[object, ...] = (
                    "score",
                    score.subject,
                    score.index_name,
                    score.year,
                    score.criterion,
                    score.unit,
                )
                known[key].append((Decimal(str(score.value)), score))
    for ranking in facts.rankings:
        if ranking.subject and ranking.index_name and ranking.year and ranking.rank and not ranking.is_target:
            if ranking.out_of is None or ranking.rank <= ranking.out_of:
                key = ("rank", ranking.subject, ranking.index_name, ranking.year)
                known[key].append((Decimal(ranking.rank), ranking))
    for key, said in known.items():
        tables = [(v, f) for v, f in said if _in_table(document, f.start)]
        texts = [(v, f) for v, f in said if not _in_table(document, f.start)]
        if len({v for v, _ in tables}) != 1 or not texts:
            continue
        printed, row = tables[0]
        what = "điểm" if key[0] == "score" else "hạng"
        for value, fact in texts:
            if _same_value(value, printed) or fact.confidence < 0.7 or row.confidence < 0.7:
                continue
            if key[0] == "score" and not _comparable(value, printed, fact):
                continue
            yield Finding(
                Kind.CONTRADICTION,
                "error",
                f"{key[1]}, {key[2]} năm {key[3]}: phần lời ghi {what} {vietnamese(value)}, bảng ghi {vietnamese(printed)}",
                (sentence_of(document, fact), _row(document, row.start)),
            )


def _comparable(value: Decimal, printed: Decimal, fact: Fact) -> bool:
    """Whether a score of the prose is one of the same thing: of a part of the index (`19,7/25`) or of a gap it is not."""
    most = getattr(fact, "max", None)
    if most is not None and Decimal(str(most)) < printed:
        return False
    digits = [int(str(v).replace(".", "")) for v in (value, printed)]
    return 4 * abs(value - printed) <= printed or one_slip(*digits)


def _same_value(one: Decimal, two: Decimal) -> bool:
    """Whether two numbers are one, rounded to different lengths."""
    intervals = [spread(v, max(0, -int(v.as_tuple().exponent))) for v in (one, two)]
    return intervals[0].meets(intervals[1])


def sentence_of(document: Document, fact: Fact) -> tuple[int, int]:
    """The stretch that says a fact: from the start of its sentence where that is near."""
    start, _ = sentence_at(document, fact.start)
    return (start if fact.start - start < 120 else fact.start), fact.end


def _row(document: Document, offset: int) -> tuple[int, int]:
    for table in document.tables:
        for row in table.rows:
            if row.start <= offset <= row.end:
                return row.start, row.end
    return offset, offset


def _words(text: str) -> frozenset[str]:
    return frozenset(w for w in re.findall(r"\w+", fold(text)) if w not in _STOP and not w.isdigit())


def _indicators(document: Document, facts: Facts, forms: Sequence[Sheet]) -> Iterator[Finding]:
    """Figures whose indicator has the very words of a row."""
    rows: dict[tuple[frozenset[str], str], list[tuple[Line, Entry]]] = defaultdict(list)
    for sheet in forms:
        for line in sheet.lines:
            if is_total(line) or line.group or not line.unit:
                continue
            for entry in line.entries.values():
                rows[_words(line.label), fold(line.unit)].append((line, entry))
    said: dict[tuple[frozenset[str], str], list[Figure]] = defaultdict(list)
    for figure in facts.figures:
        if (
            figure.indicator
            and figure.unit
            and not figure.is_target
            and not _in_table(document, figure.start)
        ):
            said[_words(figure.indicator), fold(figure.unit)].append(figure)
    for key, figures in said.items():
        found = rows.get(key, ())
        if len(found) != 1 or len(key[0]) < _LEAST or len({f.value for f in figures}) > 1:
            continue
        line, entry = found[0]
        figure = figures[0]
        if entry.slipped or figure.qualifier or figure.value_to is not None or figure.rule == "table":
            continue
        value = Decimal(str(figure.value))
        if _same_value(value, entry.value) or entry.qualifier:
            continue
        yield _finding(document, value, figure.start, figure.end, line, entry)


def _cells_of_rows(document: Document, facts: Facts) -> Iterator[Finding]:
    """`Sở Y tế chỉ nhận 9.018 hồ sơ trên 12.650` over a row of Sở Y tế that has 12.650 and 9.108.

    One number of the sentence is a number of the row that it names, another is one slip away from its neighbour in the
    row and stands nowhere in the tables.
    """
    lines = [
        (line, fold(line.label))
        for sheet in sheets(document)
        for line in sheet.lines
        if len(line.entries) > 1 and len(line.label.split()) > 1 and not is_total(line)
    ]
    if not lines:
        return
    printed = {e.value for line, _ in lines for e in line.entries.values()}
    for block in prose(document):
        for start, end in sentences(document, block.start, block.end):
            said = document.folded[start:end]
            found = [a for a in amounts(document, facts, start, end) if a.counted and not a.qualifier]
            found += [a.out_of for a in found if a.out_of is not None]
            shared = [a for a in found if a.value in printed and a.value >= _DISTINCT and not a.places]
            for line, label in lines if shared else ():
                values = {e.value: e for e in line.entries.values() if not e.percent and not e.slipped}
                if label not in said or not any(a.value in values for a in shared):
                    continue
                for amount in found:
                    if amount.value in printed or amount.value < _DISTINCT or amount.places:
                        continue
                    near = [
                        v
                        for v in values
                        if v == v.to_integral_value() and one_slip(int(v), int(amount.value))
                    ]
                    if len(near) == 1 and near[0] not in {a.value for a in found}:
                        low, high = sorted((amount.start, shared[0].start))
                        yield _finding(
                            document, amount.value, low, max(amount.end, high), line, values[near[0]]
                        )


def _parts(document: Document, facts: Facts, forms: Sequence[Sheet]) -> Iterator[Finding]:
    """`giải quyết 402.336 hồ sơ, trong đó đúng hạn 401.129 hồ sơ` over rows that say 402.336 and another number."""
    groups: list[list[tuple[Line, Entry]]] = []
    for sheet in forms:
        by_code: dict[str, list[tuple[Line, Entry]]] = defaultdict(list)
        for line in sheet.lines:
            for entry in line.entries.values():
                if not entry.percent and not entry.slipped and "." in line.code.strip("."):
                    by_code[line.code.rstrip(".").rpartition(".")[0]].append((line, entry))
        groups += [rows for rows in by_code.values() if len(rows) > 1]
    if not groups:
        return
    for block in prose(document):
        for start, end in sentences(document, block.start, block.end):
            found = [a for a in amounts(document, facts, start, end) if a.counted and a.out_of is None]
            for whole in found:
                if whole.value < _DISTINCT or whole.places or whole.qualifier:
                    continue
                for rows in groups:
                    at = [k for k, (line, e) in enumerate(rows) if e.value == whole.value]
                    if len(at) == 1 and fold(rows[at[0]][0].unit) == fold(whole.unit):
                        others = [r for k, r in enumerate(rows) if k != at[0]]
                        yield from _against(document, whole, found, others)
                        yield from _whole_against(document, whole, found, rows[at[0]][0], others)


def _against(
    document: Document, whole: Amount, found: Sequence[Amount], rows: Sequence[tuple[Line, Entry]]
) -> Iterator[Finding]:
    following = [a for a in found if a.start > whole.start and a.unit in (whole.unit, "")]
    for line, entry in rows:
        of_row = family_class(line.label)
        same = [a for a in following if of_row is not None and family_class(label_of(document, a)) == of_row]
        if len(same) != 1 or same[0].qualifier or fold(line.unit) != fold(whole.unit):
            continue
        if same[0].value > whole.value or Interval.exactly(same[0].value).meets(entry.interval):
            continue
        yield _finding(document, same[0].value, whole.start, same[0].end, line, entry)


def _whole_against(
    document: Document, part: Amount, found: Sequence[Amount], line: Line, rows: Sequence[tuple[Line, Entry]]
) -> Iterator[Finding]:
    """The other way round: the part is the form's, the total before it is not."""
    label = family_class(line.label)
    before = [a for a in found if a.end <= part.start and a.unit == part.unit and a.value > part.value]
    wholes = [(x, e) for x, e in rows if fold(x.label).startswith("tong") and e.value >= part.value]
    if label is None or family_class(label_of(document, part)) != label or len(wholes) != 1 or not before:
        return
    whole, entry = wholes[0]
    if any(a.interval.meets(entry.interval) or a.qualifier for a in before):
        return
    yield _finding(document, before[-1].value, before[-1].start, part.end, whole, entry)


def _finding(document: Document, value: Decimal, start: int, end: int, line: Line, entry: Entry) -> Finding:
    code = f" {line.code.rstrip('.')}" if line.code else ""
    return Finding(
        Kind.CONTRADICTION,
        "error",
        f"Phần lời ghi {vietnamese(value)}, dòng{code} “{line.label}” của bảng kèm theo ghi {vietnamese(entry.value)} "
        f"(lệch {vietnamese(abs(value - entry.value))})",
        ((start, end), (line.start, line.end)),
    )


CHECKS: tuple[Check, ...] = (Check((Kind.CONTRADICTION,), find_contradictions),)
