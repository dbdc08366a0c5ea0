"""The bodies of a database over time: what became of each, from when to when it was, and which text decided it.

Provinces before and after 1 July 2025, districts abolished that day, ministries and departments joined on 1 March 2025:
the facts are data (`patterns/organisations.toml`, `units.toml`, `register.toml`), which a user's own file extends.
A body keeps its own row; `organisations.successor_id` leads to the one that took its place.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

import patterns
from extract.database.identity import name_id
from extract.values.text import compose, fold, matching_view

_COLUMNS = ("successor_id", "valid_from", "valid_to", "source")
_KIND = re.compile(
    r"(?P<kind>tỉnh|[Tt]hành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu) (?P<name>[^a-z].*)$"
)


@dataclass(frozen=True, slots=True)
class Body:
    """A body as its row has it: what decides where it stands in time."""

    name: str
    kind: str | None = None
    level: str | None = None
    province: str | None = None
    is_group: bool = False

    @property
    def ident(self) -> str:
        """The id of its row."""
        return name_id("organisation", self.name, self.province)


@dataclass(frozen=True, slots=True)
class Fate:
    """From when to when a body was (inclusive, ISO, `None` where unknown or still), what took its place, and by which text."""

    valid_from: str | None = None
    valid_to: str | None = None
    successor: Body | None = None
    source: str | None = None


def link_register(db: Database) -> int:
    """Fills `successor_id`, `valid_from`, `valid_to` and `source` of the organisations; returns how many rows changed.

    The row of a successor is added where it is missing. Doing it again changes nothing; rows that the register does
    not know are left as they are.
    """
    columns = (
        "id, name, kind, level, province, coalesce(is_group, 0), successor_id, valid_from, valid_to, source"
    )
    held: dict[str, tuple[Any, ...]] = {}
    pending: list[tuple[str, Body]] = []
    for ident, name, kind, level, province, group, *stored in db.execute(
        f"select {columns} from organisations"
    ):
        held[ident] = tuple(stored)
        pending.append((ident, Body(name, kind, level, province, bool(group))))
    added: list[tuple[str, Body]] = []
    changed: list[tuple[Any, ...]] = []
    while pending:
        ident, body = pending.pop()
        found = fate(body)
        if found == Fate():
            continue
        successor = found.successor
        if successor is not None and successor.ident not in held:
            held[successor.ident] = (None,) * len(_COLUMNS)
            added.append((successor.ident, successor))
            pending.append((successor.ident, successor))
        values = (successor.ident if successor else None, found.valid_from, found.valid_to, found.source)
        if values != held[ident]:
            changed.append((*values, ident))
    if not added and not changed:
        return 0
    with db.atomic():
        db.conn.executemany(
            "insert into organisations (id, name, kind, level, province, is_group) values (?, ?, ?, ?, ?, 0) "
            "on conflict(id) do nothing",
            [(ident, b.name, b.kind, b.level, b.province) for ident, b in added],
        )
        assignments = ", ".join(f"{c} = ?" for c in _COLUMNS)
        db.conn.executemany(f"update organisations set {assignments} where id = ?", changed)
    return len(changed)


@functools.lru_cache(maxsize=65536)
def fate(body: Body) -> Fate:
    """What the register knows of a body; an empty `Fate` where it knows nothing.

    Where a body ends in more than one way (a department joined in March in a province joined in July) the first
    end is its own, and the successor's fate tells the rest.
    """
    ways = [way for way in (_fixed(body), _field(body), _renamed(body), _province(body), _local(body)) if way]
    begun = max((w.valid_from for w in ways if w.valid_from), default=None)
    ended = min((w for w in ways if w.valid_to), key=lambda w: w.valid_to or "", default=None)
    # A successor without a date is better than none, where nothing else is known.
    ended = ended or next((w for w in ways if w.successor), None)
    if ended is not None:
        successor = ended.successor if ended.successor != body else None
        return Fate(begun, ended.valid_to, successor, ended.source)
    source = next((w.source for w in ways if w.valid_from and w.valid_from == begun), None)
    return Fate(begun, source=source)


def family(db: Database, idents: Iterable[str]) -> dict[str, str]:
    """The bodies given and all whose place they took, each with the id of the one given that it leads to."""
    found = {i: i for i in idents}
    frontier = list(found)
    while frontier:
        marks = ",".join("?" * len(frontier))
        rows = db.execute(
            f"select id, successor_id from organisations where successor_id in ({marks})", frontier
        ).fetchall()
        frontier = []
        for ident, successor in rows:
            if ident not in found:
                found[ident] = found[successor]
                frontier.append(ident)
    return found


def _fixed(body: Body) -> Fate | None:
    """A body of one fixed name."""
    entry = _bodies().get(_key(body.name))
    if entry is None:
        return None
    successor = _central(entry["successor"]) if "successor" in entry else None
    return Fate(entry.get("valid_from"), entry.get("valid_to"), successor, entry.get("source"))


def _field(body: Body) -> Fate | None:
    """A ministry or a department, by its field of government."""
    for word, held in (("Bộ", "ministry"), ("Sở", "department")):
        if not body.name.startswith(word + " ") or body.is_group:
            continue
        rest = body.name.removeprefix(word + " ")
        entry = next((f for f in _fields() if _opens(rest, f["name"]) and held in f), None)
        if entry is None:
            return None
        validity = entry[held]
        successor = None
        if "successor" in validity:
            after = _bare(rest[len(entry["name"]) :], body.province)
            successor = replace(body, name=f"{word} {validity['successor']}{after}")
        dated = "valid_from" in validity or "valid_to" in validity or successor
        return Fate(
            validity.get("valid_from"),
            validity.get("valid_to"),
            successor,
            validity.get("source") if dated else None,
        )
    return None


def _renamed(body: Body) -> Fate | None:
    """A body with a composed name, by the beginning of its name."""
    for entry in patterns.data("register")["renamed"]:
        rest = body.name[len(entry["name"]) :]
        if not _opens(body.name, entry["name"]) or entry.get("level") != body.level or body.is_group:
            continue
        if "without" in entry and rest.strip().startswith(entry["without"]):
            continue
        successor = replace(body, name=entry["becomes"] + rest, kind=entry.get("kind", body.kind))
        return Fate(None, entry["valid_to"], successor, entry["source"])
    return None


def _province(body: Body) -> Fate | None:
    """A body of a province that was joined with another, or that began later."""
    entry = _provinces().get(_key(body.province)) if body.province else None
    joined = patterns.data("register")["joined"]
    if entry is None or body.is_group or body.level != joined["level"]:
        return None
    if body.kind not in joined["kinds"] and not any(_opens(body.name, n) for n in joined["names"]):
        return None
    successor = None
    if "successor" in entry:
        other = _provinces()[_key(entry["successor"])]
        name = _bare(body.name, body.province) if body.kind == "so" else body.name
        moved = _moved(name, entry, other)
        # A body that does not bear the province's name (a newspaper) may have gone on under its own.
        if moved == name and body.kind != "so":
            return None
        successor = replace(body, name=moved, province=_spelled(other["name"]))
    dated = "valid_from" in entry or "valid_to" in entry
    return Fate(entry.get("valid_from"), entry.get("valid_to"), successor, entry["source"] if dated else None)


def _local(body: Body) -> Fate | None:
    """A body of a district, or of a commune that is none of today's."""
    for entry in patterns.data("register")["ended"]:
        named = any(_opens(body.name, n) for n in entry["names"])
        if body.level == entry["level"] and (named or body.kind in entry.get("kinds", ())):
            return Fate(None, entry["valid_to"], None, entry["source"])
    rules = patterns.data("register")["communes"]
    unit = _KIND.search(body.name)
    if (
        body.level != "xa"
        or body.is_group
        or unit is None
        or body.province is None
        or body.kind not in rules["kinds"]
    ):
        return None
    if unit["kind"] not in rules["units"]:
        return None
    entry = _provinces().get(_key(body.province), {})
    now = entry.get("successor") or entry.get("name") or body.province
    if (
        unit["kind"] not in rules["abolished"]
        and (_key(now), _exact(f"{unit['kind']} {unit['name']}")) in _communes()
    ):
        return None
    return Fate(None, rules["valid_to"], None, rules["source"])


def _moved(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """A name with the new province for the old one: `Tỉnh ủy Bình Dương` becomes `Thành ủy Hồ Chí Minh`."""
    for word, other in patterns.data("register")["joined"]["words"][new["kind"]].items():
        name = re.sub(rf"\b{word}\b", other, name)
    short = _spelled(new["name"])
    full = short if short != new["name"] else f"{new['kind']} {new['name']}"
    before = name
    name = re.sub(rf"\b{old['kind']} {re.escape(old['name'])}\b", full, name, flags=re.IGNORECASE)
    return name if name != before else re.sub(rf"\b{re.escape(old['name'])}$", short, name)


def _bare(name: str, province: str | None) -> str:
    """A name without the province behind it, as a department is called in its own province."""
    return re.sub(rf" (?:(?:tỉnh|[Tt]hành phố) )?{re.escape(province)}$", "", name) if province else name


def _spelled(province: str) -> str:
    """The name of a province as names of bodies and the column `province` have it."""
    return str(patterns.data("register")["joined"]["spelled"].get(province, province))


def _central(name: str) -> Body:
    """A body of fixed name, or a ministry, as the successor of another."""
    entry = _bodies().get(_key(name), {})
    kind = entry.get("kind") or ("bo" if name.startswith("Bộ ") else "khac")
    return Body(name, kind, entry.get("level", "trung_uong"))


def _opens(name: str, beginning: str) -> bool:
    """Whether a name begins with these whole words."""
    folded, first = _key(name), _key(beginning)
    return folded == first or folded.startswith(first + " ")


@functools.lru_cache(maxsize=65536)
def _key(text: str) -> str:
    return " ".join(fold(text).replace("-", " ").replace(",", " ").split())


def _exact(text: str) -> str:
    """As `_key`, but with its accents: Ba Tơ and Ba Tô are two communes."""
    return " ".join(matching_view(compose(text)).lower().split())


@functools.cache
def _bodies() -> Mapping[str, Mapping[str, Any]]:
    return {
        _key(b["name"]): b
        for b in patterns.data("organisations")["body"]
        if {"valid_from", "valid_to", "successor"} & set(b)
    }


@functools.cache
def _fields() -> tuple[Mapping[str, Any], ...]:
    """The fields of government, the longest name first, so that no name hides behind its own beginning."""
    return tuple(sorted(patterns.data("organisations")["field"], key=lambda f: -len(f["name"])))


@functools.cache
def _provinces() -> Mapping[str, Mapping[str, Any]]:
    entries = patterns.data("units")["province"]
    return {_key(spelling): p for p in entries for spelling in (p["name"], _spelled(p["name"]))}


@functools.cache
def _communes() -> frozenset[tuple[str, str]]:
    """The communes of today: the keys of province and of kind with name."""
    from vietnam_provinces import Province, Ward

    provinces = {p.code: _key(re.sub(r"^(?:Thành phố|Tỉnh) ", "", p.name)) for p in Province.iter_all()}
    return frozenset((provinces[w.province_code], _exact(w.name)) for w in Ward.iter_all())
