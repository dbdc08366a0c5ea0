"""The kinds of facts as pages show them: their order, their fields, and how a field reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from extract.browse.texts import Texts, day, known_or_plain, number


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fact: its table, the columns that are read of it, those that are shown, in this order."""

    table: str
    shown: tuple[str, ...]
    joined: tuple[str, ...] = ()
    """What is read beside: `expression as name`."""
    join: str = ""
    rule: str = "rule"


_ORGANISATION = "left join organisations o on o.id = f.{}_organisation_id"
_MEANT = "left join works p on p.id = f.work_id left join works w on w.id = coalesce(p.same_as, p.id)"
KINDS: tuple[Kind, ...] = (
    Kind(
        "directives",
        ("lead", "coordinate", "modality", "action", "product", "due", "assigned_by"),
        ("f.assigned_by_organisation_id as assigned_by_id",),
    ),
    Kind(
        "deadlines",
        ("due", "kind", "recurrence", "task", "owner"),
        ("f.rule as recurrence", "f.owner_organisation_id as owner_id"),
        rule="found_by",
    ),
    Kind(
        "citations",
        ("doc_type", "symbol", "name", "date", "date_raw", "year", "issuer", "provision", "relation"),
        ("f.issuer_organisation_id as issuer_id", "f.work_id", "w.document_id as held"),
        _MEANT,
    ),
    Kind("scores", ("value", "unit", "max", "kind", "subject", "index_name", "criterion", "year"),
         ("f.subject_organisation_id as subject_id",)),
    Kind("rankings", ("rank", "out_of", "group", "change", "is_target", "subject", "index_name", "year"),
         ("f.subject_organisation_id as subject_id",)),
    Kind("figures", ("qualifier", "value", "value_to", "unit", "out_of", "indicator", "subject", "period", "is_target", "code"),
         ("f.subject_organisation_id as subject_id",)),
    Kind("organisation_mentions", ("name", "level", "province"),
         ("o.name", "o.level", "o.province", "f.organisation_id as name_id"),
         "join organisations o on o.id = f.organisation_id"),
    Kind("short_mentions", ("way", "work"),
         ("f.work_id", "f.citation_id", "w.document_id as held",
          "coalesce(w.name, trim(coalesce(w.doc_type, '') || ' ' || coalesce(w.symbol, ''))) as work"),
         _MEANT),
)  # fmt: skip
BY_TABLE = {kind.table: kind for kind in KINDS}

_DAYS = frozenset({"due", "date", "period"})
_CLOSED = frozenset({"modality", "relation", "kind", "way", "level", "qualifier"})
_NUMBERS = frozenset({"value", "value_to", "max", "out_of", "rank"})


def sql(kind: Kind) -> str:
    """The facts of this kind in one document (`?`), in the order of the text."""
    computed = {j.split(" as ")[-1].split(".")[-1] for j in kind.joined} | {"lead", "coordinate"}
    own = [f'f."{c}"' for c in kind.shown if c not in computed]
    columns = ["f.id", "f.start", "f.end", "f.quote", "f.page", "f.boxes", f'f."{kind.rule}" as rule_name',
               "f.confidence", "f.doubt", *own, *kind.joined]  # fmt: skip
    return f"select {', '.join(columns)} from {kind.table} f {kind.join} where f.document_id = ? order by f.start, f.id"


def value_text(column: str, value: Any, t: Texts, language: str) -> str:
    """A field as readers see it; empty for what says nothing."""
    if value is None or value == "":
        return ""
    if column == "is_target":
        return t("fields.yes") if value else ""
    if column == "change":
        return f"{value:+d}" if isinstance(value, int) else str(value)
    if column in _DAYS:
        return day(str(value), language)
    if column in _CLOSED:
        return known_or_plain(t, f"values.{value}", str(value))
    if column in _NUMBERS and isinstance(value, int | float):
        return number(int(value) if float(value).is_integer() else value, language)
    return str(value)


def fields_html(
    kind: Kind,
    row: Mapping[str, Any],
    t: Texts,
    language: str,
    links: Mapping[str, str],
    more: Sequence[tuple[str, Markup]] = (),
) -> str:
    """The fields of a fact as the rows of a definition list; `links` are paths by column."""
    parts = []
    for column in kind.shown:
        if column not in row.keys():  # noqa: SIM118  (a row of SQLite)
            continue
        text = value_text(column, row[column], t, language)
        if text:
            shown = escape(text)
            if column in links:
                shown = Markup('<a href="{}">{}</a>').format(links[column], text)
            parts.append(f"<dt>{t('fields.' + column)}</dt><dd>{shown}</dd>")
    parts += [f"<dt>{name}</dt><dd>{value}</dd>" for name, value in more]
    return "".join(parts)
