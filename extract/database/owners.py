"""Who has what to do by when: all bodies at a glance, one body's directives, and which body is meant by some words."""

from __future__ import annotations

import functools
import itertools
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

from sqlite_utils import Database

import patterns
from extract.database.register import family
from extract.values.recurrence import next_due, parse_recurrence
from extract.values.text import compose, fold, squeeze

Role = Literal["lead", "coordinate"]
ROLES: tuple[Role, ...] = ("lead", "coordinate")

# What is overdue by more than this was most likely done, or given up, long ago; nobody records it in the paper.
LONG_AGO = timedelta(days=365)
SOON = timedelta(days=30)

_WORD = re.compile(r"[a-z0-9]+(?:[&.,'/-]+[a-z0-9]+)*")
_PLAIN = re.compile(r"[a-z0-9]+")
_UNIT_WORDS = frozenset({"tinh", "thanh", "pho", "tp"})


@dataclass(slots=True)
class Load:
    """How many directives a body has in one role. `open` are not yet due, `soon` those of them due within 30 days
    of the day asked about, `overdue` were due in the year before it, `long_ago` earlier still."""

    open: int = 0
    soon: int = 0
    overdue: int = 0
    long_ago: int = 0
    recurring: int = 0
    undated: int = 0

    @property
    def total(self) -> int:
        """All directives."""
        return self.open + self.overdue + self.long_ago + self.recurring + self.undated

    def add(self, other: Load) -> None:
        """Adds another load to this one."""
        for name in ("open", "soon", "overdue", "long_ago", "recurring", "undated"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(slots=True)
class Line:
    """One body of the overview."""

    organisation_id: str
    name: str
    province: str | None
    lead: Load = field(default_factory=Load)
    coordinate: Load = field(default_factory=Load)

    def as_json(self) -> dict[str, Any]:
        """The line with its counts by role."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Answering:
    """A body that answers to some words: the ids of its rows (its name may be written with and without the
    province), and how many directives it owns."""

    idents: tuple[str, ...]
    name: str
    province: str | None
    directives: int = 0
    valid_to: str | None = None
    successor: str | None = None
    """The name of the body that took its place."""

    @property
    def label(self) -> str:
        """The name, with the province where the name does not say it."""
        if self.province is None or fold(self.province) in fold(self.name):
            return self.name
        return f"{self.name} ({self.province})"


@dataclass(frozen=True, slots=True)
class Duty:
    """A directive as one of its owners sees it."""

    directive_id: str
    owner: str
    role: Role
    modality: str | None
    action: str | None
    product: str | None
    due: str | None
    last_day: str | None
    """The last day in time: the due date, the day before an exclusive one, the last day of a period; of a recurring
    duty the next such day."""
    days_left: int | None
    """Days from the day asked about to the last day in time; negative where it has passed."""
    recurrence: str | None
    """The recurring rule in words."""
    assigned_by: str | None
    document_id: str
    document: str
    issued_on: str | None
    quote: str
    start: int
    end: int
    rule: str | None
    """The rule that chose the owner."""
    confidence: float | None
    """How sure that rule is."""


def overview(
    db: Database,
    as_of: date,
    *,
    roles: Sequence[Role] = ROLES,
    province: str | None = None,
    min_confidence: float = 0.0,
    with_predecessors: bool = False,
) -> list[Line]:
    """The load of every body that owns something, the one with most overdue and open first.

    With predecessors, what a body took over is counted with what is its own.
    """
    confident, values = _confident(min_confidence)
    days = {"now": as_of, "soon": as_of + SOON, "past": as_of - LONG_AGO}
    # Counts that include one another cost half of what exact ones do; the differences are taken below.
    rows = db.execute(
        f"""select organisation_id, role, count(*), count(last_day), sum(last_day >= :past), sum(last_day >= :now),
            sum(last_day > :soon), sum(recurring is 1 and last_day is null)
            from directive_owners where role in ({_listed(roles)}) {confident} group by organisation_id, role""",
        {name: day.isoformat() for name, day in days.items()} | values,
    ).fetchall()
    known = _names(db, {row[0] for row in rows}, everything=with_predecessors)
    lines: dict[str, Line] = {}
    for ident, role, total, dated, since, still, later, recurring in rows:
        since, still, later = since or 0, still or 0, later or 0
        load = Load(still, still - later, since - still, dated - since, recurring, total - dated - recurring)
        owner = _last(ident, known) if with_predecessors else ident
        line = lines.get(owner)
        if line is None:
            name, place, _ = known[owner]
            line = lines[owner] = Line(owner, name, place)
        if getattr(line, role).total:
            getattr(line, role).add(load)
        else:
            setattr(line, role, load)
    kept = [line for line in lines.values() if province is None or same_place(line.province, province)]
    return sorted(kept, key=_urgency)


def answering(
    db: Database,
    words: str,
    *,
    province: str | None = None,
    with_predecessors: bool = False,
    roles: Sequence[Role] = ROLES,
    min_confidence: float = 0.0,
) -> list[Answering]:
    """The bodies that some words name, with or without accents and abbreviated (`so noi vu`, `Sở TT&TT`, `UBND tỉnh`).

    The best way of matching that finds anything counts: the whole name, the name with its province, its beginning,
    its words in order. Of several bodies those that own something are meant, if there are any.
    """
    asked = expansions(words)
    rows = db.execute(
        "select o.id, o.name, o.province, o.valid_to, s.name from organisations o "
        "left join organisations s on s.id = o.successor_id"
    ).fetchall()
    tiers: dict[int, dict[tuple[str, str], list[Any]]] = {}
    for row in rows:
        if province is not None and not same_place(row[2], province):
            continue
        tier = _fit(row[1], row[2], asked)
        if tier is not None:
            key = (" ".join(_base(row[1], row[2])), fold(row[2] or ""))
            tiers.setdefault(tier, {}).setdefault(key, []).append(row)
    if not tiers:
        return []
    groups = tiers[min(tiers)]
    confident, values = _confident(min_confidence)
    found = []
    for members in groups.values():
        members.sort(key=lambda r: (len(r[1]), r[1]))
        idents = tuple(r[0] for r in members)
        owned = family(db, idents) if with_predecessors else idents
        count = sum(
            db.execute(
                f"select count(*) from directive_owners where organisation_id = :id and role in ({_listed(roles)}) {confident}",
                {"id": ident, **values},
            ).fetchone()[0]
            for ident in owned
        )
        first = members[0]
        found.append(Answering(idents, first[1], first[2], count, first[3], first[4]))
    if with_predecessors and len(found) > 1:
        # What another one took over is found under that one.
        heirs = {i for body in found for i in family(db, body.idents) if i not in body.idents}
        found = [body for body in found if not set(body.idents) <= heirs] or found
    busy = [body for body in found if body.directives]
    return sorted(busy or found, key=lambda b: (-b.directives, b.name, b.province or ""))


def duties(
    db: Database,
    idents: Iterable[str],
    as_of: date,
    *,
    roles: Sequence[Role] = ROLES,
    min_confidence: float = 0.0,
    with_predecessors: bool = False,
) -> list[Duty]:
    """The directives of a body, those of the newest document first, in the order of the text."""
    owners = list(family(db, idents)) if with_predecessors else list(idents)
    confident, values = _confident(min_confidence)
    bound = {f"o{i}": ident for i, ident in enumerate(owners)} | values
    marks = ", ".join(f":o{i}" for i in range(len(owners)))
    rows = db.execute(
        f"""select f.id, o.name, r.role, f.modality, f.action, f.product, f.due, r.last_day, r.recurring, l.rule,
            f.assigned_by, d.id, {DOCUMENT}, d.issued_on, f.quote, f.start, f.end, r.rule, r.confidence
            from directive_owners r join directives f on f.id = r.directive_id
            join documents d on d.id = f.document_id join organisations o on o.id = r.organisation_id
            left join deadlines l on l.id = f.deadline_id
            where r.organisation_id in ({marks}) and r.role in ({_listed(roles)}) {confident.replace("confidence", "r.confidence")}
            order by d.issued_on desc, d.id, f.start, f.id, r.role desc""",
        bound,
    ).fetchall()
    return [_duty(row, as_of) for row in rows]


# How a document is called in a list: its type, number and symbol (`Nghị quyết 66-NQ/TW`), or the name of its file.
_FILE = "replace(d.path, rtrim(d.path, replace(d.path, '/', '')), '')"
_BETWEEN = "iif(instr(d.symbol, '/') and d.symbol not glob '[12][0-9][0-9][0-9]/*', '-', '/')"
DOCUMENT = (
    f"coalesce(trim(coalesce(d.doc_type, '') || ' ' || iif(d.number is null, '…', printf('%02d', d.number)) || {_BETWEEN} || d.symbol), "
    f"d.doc_type || ' (' || {_FILE} || ')', {_FILE})"
)


def days_until(last_day: str | None, as_of: date) -> int | None:
    """The days from one day to a last day in time."""
    try:
        return (date.fromisoformat(last_day) - as_of).days if last_day else None
    except ValueError:
        return None


def same_place(province: str | None, asked: str) -> bool:
    """Whether a province is the one asked for, with or without accents and its kind (`TP HCM`, `tinh quang ngai`)."""
    return province is not None and _place(province) == _place(asked)


def expansions(words: str) -> list[tuple[str, ...]]:
    """The words asked for, folded, in every reading of their abbreviations, at most sixteen of them."""
    text = re.sub(r"\s*&\s*", "&", fold(compose(squeeze(words))))
    tokens = _WORD.findall(text.replace(". ", " "))
    choices: list[list[tuple[str, ...]]] = []
    i = 0
    while i < len(tokens):
        for size in range(min(6, len(tokens) - i), 0, -1):
            chunk = " ".join(tokens[i : i + size])
            before = tokens[i - 1] if i else ""
            found = _fields_short().get(chunk) if before in ("so", "bo", "phong", "ty") else None
            found = found or _shortened().get(chunk)
            if found:
                # An abbreviation can be a word as well: `TU` is `Tỉnh ủy`, but not in `Sở Tư pháp`.
                choices.append(list(dict.fromkeys([tuple(_PLAIN.findall(chunk)), *found])))
                i += size
                break
        else:
            choices.append([tuple(_PLAIN.findall(tokens[i]))])
            i += 1
    return [tuple(itertools.chain(*parts)) for parts in itertools.islice(itertools.product(*choices), 16)]


def _duty(row: Sequence[Any], as_of: date) -> Duty:
    (ident, owner, role, modality, action, product, due, last, recurring, wording, by, *place) = row
    document_id, document, issued_on, quote, start, end, rule, confidence = place
    recurrence = wording if recurring else None
    if recurrence and last is None:
        try:
            anchor = date.fromisoformat(issued_on or "")
        except ValueError:
            anchor = None
        coming = next_due(parse_recurrence(recurrence, known=True), as_of, anchor)
        last = coming.isoformat() if coming else None
    return Duty(
        ident, owner, role, modality, action, product, due, last, days_until(last, as_of), recurrence, by,
        document_id, document, issued_on, quote, start, end, rule, confidence,
    )  # fmt: skip


def _names(
    db: Database, idents: Iterable[str], everything: bool
) -> dict[str, tuple[str, str | None, str | None]]:
    """Name, province and successor of these bodies, or of all."""
    columns = "select id, name, province, successor_id from organisations"
    if everything:
        rows = db.execute(columns)
    else:
        listed = json.dumps(sorted(idents))
        rows = db.execute(f"{columns} where id in (select value from json_each(?))", [listed])
    return {ident: (name, place, successor) for ident, name, place, successor in rows}


def _listed(roles: Iterable[Role]) -> str:
    """The roles as a list of SQL strings; only the two known ones get there."""
    return ", ".join(f"'{role}'" for role in ROLES if role in roles)


def _confident(minimum: float) -> tuple[str, dict[str, float]]:
    return ("and confidence >= :least", {"least": minimum}) if minimum > 0 else ("", {})


def _urgency(line: Line) -> tuple[Any, ...]:
    lead, other = line.lead, line.coordinate
    return (-lead.overdue, -lead.open, -(lead.total + other.total), line.name, line.province or "")


def _last(ident: str, known: Mapping[str, tuple[str, str | None, str | None]]) -> str:
    """The body that stands at the end of a chain of successors."""
    seen = {ident}
    while (successor := known[ident][2]) is not None and successor in known and successor not in seen:
        ident = successor
        seen.add(ident)
    return ident


def _fit(name: str, province: str | None, asked: Sequence[tuple[str, ...]]) -> int | None:
    """How well a name answers: 0 is best, `None` not at all."""
    base, place = _base(name, province), _tokens(province or "")
    whole = _tokens(name)
    best: int | None = None
    for words in asked:
        if not words:
            continue
        own = tuple(w for w in words if w not in _UNIT_WORDS)
        if words in (base, whole) or (place and own == (*(w for w in base if w not in _UNIT_WORDS), *place)):
            return 0
        if whole[: len(words)] == words:
            found = 1
        elif _in_order(words, (*whole, *place)):
            found = 2
        elif set(words) <= {*whole, *place}:
            found = 3
        else:
            continue
        best = found if best is None else min(best, found)
    return best


def _in_order(words: Sequence[str], name: Sequence[str]) -> bool:
    """Whether the words stand in the name in this order, the last of them perhaps only begun."""
    rest = iter(name)
    return all(
        any(part == w or (i == len(words) - 1 and part.startswith(w)) for part in rest)
        for i, w in enumerate(words)
    )


def _base(name: str, province: str | None) -> tuple[str, ...]:
    """The words of a name; of a department without the province behind it."""
    words, place = _tokens(name), _tokens(province or "")
    if words[:1] == ("so",) and place and words[-len(place) :] == place:
        words = words[: -len(place)]
        while words and words[-1] in _UNIT_WORDS:
            words = words[:-1]
    return words


@functools.lru_cache(maxsize=65536)
def _tokens(text: str) -> tuple[str, ...]:
    return tuple(_PLAIN.findall(fold(text)))


@functools.lru_cache(maxsize=1024)
def _place(name: str) -> tuple[str, ...]:
    words = _tokens(compose(name))
    known = {_tokens(alias): _tokens(full) for alias, full in patterns.data("units")["aliases"].items()}
    if words in known:
        return known[words]
    for head in (("thanh", "pho"), ("tinh",), ("tp",)):
        if words[: len(head)] == head and len(words) > len(head):
            words = words[len(head) :]
    return known.get(words, words)


@functools.cache
def _fields_short() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The abbreviations of fields of government, which mean that only behind the word for the kind of body."""
    return _table((short, f["name"]) for f in patterns.data("organisations")["field"] for short in f["short"])


@functools.cache
def _shortened() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """All other abbreviations: of types, of fixed names, of words in names, and `SNV` for `Sở Nội vụ`."""
    content = patterns.data("organisations")

    def pairs() -> Iterator[tuple[str, str]]:
        for entry in content["type"]:
            yield from ((head, entry["name"]) for head in entry["heads"] if _is_short(head))
        for entry in content["body"]:
            yield from ((alias, entry["name"]) for alias in entry.get("aliases", ()))
        yield from content["abbreviations"].items()
        yield from patterns.data("units")["aliases"].items()
        for entry in content["field"]:
            initials = "".join(w[0] for w in re.findall(r"[^\W\d_]+", entry["name"]) if w != "và")
            for short in (initials, *(re.sub(r"[^\w]", "", s) for s in entry["short"])):
                if len(short) > 1:
                    if "department" in entry:
                        yield f"S{short}", f"Sở {entry['name']}"
                    if "ministry" in entry:
                        yield f"B{short}", f"Bộ {entry['name']}"

    return _table(pairs())


def _is_short(head: str) -> bool:
    """Whether a head is an abbreviation and no plain word: it has two capitals side by side."""
    return re.search(r"[^\W\d_a-z]{2}", head) is not None and head.upper()[:2] == head[:2]


def _table(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    table: dict[str, list[tuple[str, ...]]] = {}
    for short, full in pairs:
        key = " ".join(_WORD.findall(fold(short)))
        value = _tokens(full)
        if key and " ".join(value) != key and value not in table.setdefault(key, []):
            table[key].append(value)
    return {k: tuple(v) for k, v in table.items() if v}
