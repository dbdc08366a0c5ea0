"""The facts: frozen values in the normal forms of the database, each with its place in the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Relation = Literal["basis", "amends", "replaces", "promulgated_with", "issued", "cites"]
DeadlineKind = Literal["before", "by", "during", "recurring"]
Modality = Literal["giao", "yêu cầu", "đề nghị", "chỉ đạo", "plan"]
ScoreKind = Literal["achieved", "maximum", "average", "threshold", "change"]
OrganisationKind = Literal[
    "ubnd", "hdnd", "so", "phong", "ban", "bo", "cuc", "van_phong", "dang", "mttq", "trung_tam", "khac"
]
Level = Literal["trung_uong", "tinh", "huyen", "xa"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every fact has: where it stands, which rule found it, how sure the rule is (0 to 1).

    `start:end` are offsets in the stored text; the quote is `text[start:end]`. `doubt` says which digits of the quote
    were read from an image without certainty.
    """

    start: int
    end: int
    rule: str
    confidence: float = 0.95
    doubt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Fact):
    """A mention of another document, identified by symbol or, for a law, by name."""

    doc_type: str | None = None
    symbol: str | None = None
    name: str | None = None
    year: int | None = None
    date: str | None = None
    issuer: str | None = None
    provision: str | None = None
    relation: Relation = "cites"
    date_raw: str | None = None
    """The date as printed where it does not exist (`31/4/2019`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortMention(Fact):
    """A mention of a document that the text names in full elsewhere, or of the document itself.

    `citation` is the index of the mention in full among the citations, `None` where the document means itself
    (`Quyết định này`). `way` says how it is known: by a name given in brackets, by pointing back (`nêu trên`), by
    the bare number (`Chỉ thị 09`).
    """

    way: Literal["defined", "back", "number", "self"]
    citation: int | None = None
    symbol: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Fact):
    """A point or period by which something must be done."""

    due: str | None = None
    kind: DeadlineKind = "by"
    rule_text: str | None = None
    """The recurring or relative rule in words: the column `rule` of FACTS.md (see `extract.database`)."""
    task: str | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score(Fact):
    """Points on an index or criterion."""

    value: int | float
    max: int | float | None = None
    kind: ScoreKind = "achieved"
    criterion: str | None = None
    subject: str | None = None
    unit: str = "điểm"
    index_name: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking(Fact):
    """A position in an ordering."""

    subject: str | None = None
    index_name: str | None = None
    year: int | None = None
    rank: int | None = None
    out_of: int | None = None
    change: int | str | None = None
    """Places gained (+) or lost (-); a range as printed (`5-10`) where one is aimed at."""
    group: str | None = None
    is_target: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Fact):
    """A measured quantity."""

    value: int | float
    unit: str | None = None
    out_of: int | float | None = None
    value_to: int | float | None = None
    indicator: str | None = None
    subject: str | None = None
    period: str | None = None
    qualifier: str | None = None
    is_target: bool = False
    code: str | None = None
    table_title: str | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body by its full official name: abbreviations expanded, the place that the document makes clear added."""

    name: str
    kind: OrganisationKind = "khac"
    level: Level | None = None
    province: str | None = None
    is_group: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationMention(Fact):
    """A mention of a body."""

    organisation: Organisation


@dataclass(frozen=True, slots=True)
class Owner:
    """A body that leads or coordinates: its full official name, and the rule that chose it."""

    name: str
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive(Fact):
    """An assignment: someone with authority tells someone to do something.

    `lead` owns it, `coordinate` helps. `deadline` and `citations` are indices into the lists of the document;
    `basis` names the cited documents that it rests on. `lead_as_printed` keeps an addressed post or a group as it
    is written where the name in `lead` differs.
    """

    lead: tuple[Owner, ...] = ()
    coordinate: tuple[Owner, ...] = ()
    modality: Modality = "giao"
    action: str = ""
    product: str | None = None
    due: str | None = None
    deadline: int | None = None
    basis: tuple[str, ...] = ()
    citations: tuple[int, ...] = ()
    assigned_by: str | None = None
    lead_as_printed: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything found in one document, each list in the order of the text."""

    citations: tuple[Citation, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    scores: tuple[Score, ...] = ()
    rankings: tuple[Ranking, ...] = ()
    figures: tuple[Figure, ...] = ()
    mentions: tuple[OrganisationMention, ...] = ()
    directives: tuple[Directive, ...] = ()
    short_mentions: tuple[ShortMention, ...] = ()
    issuer: Organisation | None = None
    """The issuing body of the document itself, resolved."""
    notes: tuple[str, ...] = field(default=())
