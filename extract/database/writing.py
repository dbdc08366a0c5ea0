"""Writing documents and their facts: one transaction a document, idempotent by content."""

from __future__ import annotations

import dataclasses
import datetime
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from extract.checking.model import Finding
from extract.database.identity import PlaceIds, document_id, name_id
from extract.database.schema import FACT_TABLES, migrations
from extract.database.transactions import BUSY_MILLISECONDS, DatabaseError, patiently, writing
from extract.database.upkeep import MERGED, due, merge_sql
from extract.database.versions import keep_ids
from extract.database.works import citation_work, symbol_work, year_of
from extract.facts.model import Directive, Fact, Facts, Organisation, ShortMention
from extract.structure.model import Document, Section

# Bodies are looked up by these fields, in the tables whose facts carry a name.
_NAMED = {
    "citations": "issuer",
    "deadlines": "owner",
    "scores": "subject",
    "rankings": "subject",
    "figures": "subject",
}


@dataclass(frozen=True, slots=True)
class Extracted:
    """A file with all that was found in it, ready to be stored."""

    path: str
    sha256: str
    document: Document
    facts: Facts
    pipeline_version: str
    findings: tuple[Finding, ...] = ()


def open_database(path: Path | str) -> Database:
    """Opens or creates a database and brings its schema up to date; WAL, foreign keys on.

    Raises `DatabaseError` where the file is no database or can't be written.
    """
    try:
        if str(path) != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(str(path), timeout=BUSY_MILLISECONDS / 1000, isolation_level=None)
        connection.execute("pragma foreign_keys = on")
        if connection.execute("pragma journal_mode").fetchone() != ("wal",):
            patiently(lambda: connection.execute("pragma journal_mode = wal"))
        connection.execute("pragma synchronous = normal")
        db = Database(connection)
        if migrations.pending(db):
            # Of programs that open a database of an earlier version at once, one brings it up to date.
            with writing(db):
                migrations.apply(db)
    except (sqlite3.Error, OSError) as error:
        raise DatabaseError(
            f"{path}: không mở được cơ sở dữ liệu ({error}); kiểm tra đường dẫn và quyền ghi, hoặc chọn tệp khác bằng --db"
        ) from error
    return db


def store(db: Database, extracted: Extracted) -> str:
    """Stores a document and all its facts, or replaces what is stored of it; returns its id.

    Everything appears in one transaction. Organisations and works are shared with other documents and stay.
    """
    document, facts = extracted.document, extracted.facts
    ident = document_id(extracted.sha256, document.source.part)
    rows = _Rows(ident, document, facts, extracted.findings)
    with writing(db):
        db.execute("pragma defer_foreign_keys = on")
        if db.execute("select exists (select 1 from documents where id = ?)", [ident]).fetchone() == (1,):
            keep_ids(db, ident, document.text, rows.tables)
            clear(db, ident)
            db.execute("delete from superseded_facts where document_id = ?", [ident])
            db.execute("delete from documents where id = ?", [ident])
            due(db, "works")
        _merge(db, "organisations", rows.organisations.values())
        _merge(db, "works", rows.works.values())
        db.table("documents").insert(_document_row(ident, extracted, rows))
        db.table("pages").insert_all(
            {"document_id": ident, **dataclasses.asdict(page)} for page in document.source.page_infos
        )
        for table, records in rows.tables.items():
            if records:
                db.table(table).insert_all(records, batch_size=200)
        _link_works(db, ident, rows)
        due(db, "links")
    return ident


def clear(db: Database, ident: str) -> None:
    """Removes all that stands in a document: its facts, outline and pages, and what leads to it as a work."""
    of_directives = "directive_id in (select id from directives where document_id = ?)"
    db.execute(f"delete from directive_owners where {of_directives}", [ident])
    db.execute(f"delete from directive_citations where {of_directives}", [ident])
    db.execute("delete from findings where other_document_id = ?", [ident])
    for table in ("short_mentions", *FACT_TABLES, "findings", "organisation_mentions", "sections", "pages"):
        db.execute(f"delete from {table} where document_id = ?", [ident])
    db.execute("update works set document_id = null where document_id = ?", [ident])


def remove(db: Database, ident: str) -> None:
    """Removes a document and all that stands in it; an earlier version of it leads on to its own successor."""
    clear(db, ident)
    for table in ("superseded_facts", "rereadings", "file_versions"):
        db.execute(f"delete from {table} where document_id = ?", [ident])
    db.execute(
        "update documents set superseded_by = (select superseded_by from documents where id = ?) where superseded_by = ?",
        [ident, ident],
    )
    db.execute("update files set document_id = null where document_id = ?", [ident])
    db.execute("delete from documents where id = ?", [ident])
    due(db, "works", "links")


def now() -> str:
    """The time in UTC, to the second, in ISO 8601."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class _Rows:
    """The rows of one document, table by table."""

    def __init__(
        self, ident: str, document: Document, facts: Facts, findings: Sequence[Finding] = ()
    ) -> None:
        self._ident, self._document, self._facts = ident, document, facts
        self._ids = PlaceIds(ident)
        self.organisations: dict[str, dict[str, Any]] = {}
        self.works: dict[str, dict[str, Any]] = {}
        self._by_name: dict[str, str] = {}
        self.province = facts.issuer.province if facts.issuer else None
        self.issuer_id = self._organisation(facts.issuer) if facts.issuer else None
        self._section_ids: list[str] = [self._ids("sections", s.start) for s in document.sections]
        mentions = []
        for mention in facts.mentions:
            body = self._organisation(mention.organisation)
            mentions.append({**self._place("organisation_mentions", mention), "organisation_id": body})
        self.tables: dict[str, list[dict[str, Any]]] = {
            "sections": [self._section(s) for s in document.sections],
            "organisation_mentions": mentions,
            "citations": [self._citation(c) for c in facts.citations],
            "deadlines": [self._fact("deadlines", f) for f in facts.deadlines],
            "scores": [self._fact("scores", f) for f in facts.scores],
            "rankings": [self._fact("rankings", f) for f in facts.rankings],
            "figures": [self._fact("figures", f) for f in facts.figures],
            "directives": [],
            "directive_owners": [],
            "directive_citations": [],
            "findings": [self._finding(f) for f in findings],
        }
        for directive in facts.directives:
            self._directive(directive)
        self.own_work = self._own_work()
        self.tables["short_mentions"] = [self._short_mention(m) for m in facts.short_mentions]

    def _own_work(self) -> str | None:
        """The id of the document itself as a work; `None` where its number or date is not known."""
        header = self._document.header
        if header.number is None or header.symbol is None or header.issued_on is None:
            return None
        year = int(header.issued_on[:4])
        whole = own_symbol(header.number, header.symbol, year)
        work = symbol_work(whole, year, self.province)
        self.works[work] = {
            "id": work,
            "doc_type": header.doc_type,
            "symbol": whole,
            "date": header.issued_on,
            "issuer": self._facts.issuer.name if self._facts.issuer else None,
            "name": None,
            "year": year,
            "document_id": None,
        }
        return work

    def _short_mention(self, mention: ShortMention) -> dict[str, Any]:
        citation = None if mention.citation is None else self.tables["citations"][mention.citation]
        return {
            **self._place("short_mentions", mention),
            "way": mention.way,
            "citation_id": citation["id"] if citation else None,
            "work_id": citation["work_id"] if citation else self.own_work,
        }

    def _finding(self, finding: Finding) -> dict[str, Any]:
        text = self._document.text
        return {
            "id": self._ids("findings", finding.start),
            "document_id": self._ident,
            "kind": str(finding.kind),
            "severity": finding.severity,
            "message": finding.message,
            "quotes": json.dumps([text[a:b] for a, b in finding.pieces(text)], ensure_ascii=False),
            "spans": json.dumps(finding.pieces(text)),
            "start": finding.start,
            "end": finding.end,
            "page": self._page(finding.start, finding.end),
            "boxes": self._boxes(finding.start, finding.end),
        }

    def _organisation(self, body: Organisation) -> str:
        ident = name_id("organisation", body.name, body.province)
        self.organisations.setdefault(
            ident,
            {
                "id": ident,
                "name": body.name,
                "kind": body.kind,
                "level": body.level,
                "province": body.province,
                "is_group": int(body.is_group),
            },
        )
        self._by_name.setdefault(body.name, ident)
        return ident

    def _section(self, section: Section) -> dict[str, Any]:
        following = self._document.sections[section.ordinal + 1 : section.ordinal + 2]
        own_end = min([section.end, *(s.start for s in following if s.parent == section.ordinal)])
        return {
            "id": self._section_ids[section.ordinal],
            "document_id": self._ident,
            "parent_id": None if section.parent is None else self._section_ids[section.parent],
            "ordinal": section.ordinal,
            "level": section.level,
            "label": section.label,
            "heading": section.heading,
            "path": section.path,
            "start": section.start,
            "end": section.end,
            "own_end": own_end,
            "page": section.page or self._page(section.start, section.end),
        }

    def _place(self, table: str, fact: Fact) -> dict[str, Any]:
        section = self._document.section_at(fact.start)
        return {
            "id": self._ids(table, fact.start),
            "document_id": self._ident,
            "section_id": self._section_ids[section.ordinal] if section else None,
            "start": fact.start,
            "end": fact.end,
            "quote": self._document.text[fact.start : fact.end],
            "page": self._page(fact.start, fact.end),
            "rule": fact.rule,
            "confidence": fact.confidence,
            "doubt": fact.doubt,
            "boxes": self._boxes(fact.start, fact.end),
        }

    def _page(self, start: int, end: int) -> int | None:
        places = self._document.source.places
        page = places.page_at(start, end) if places else None
        if page is None and (block := self._document.block_at(start)) is not None:
            page = block.page
        return page

    def _boxes(self, start: int, end: int) -> str | None:
        places = self._document.source.places
        return json.dumps(places.boxes_of(start, end)) if places else None

    def _fact(self, table: str, fact: Fact) -> dict[str, Any]:
        place = self._place(table, fact)
        fields = {
            f.name: getattr(fact, f.name)
            for f in dataclasses.fields(fact)
            if f.name not in ("start", "end", "rule", "confidence", "doubt")
        }
        if table == "deadlines":
            place["found_by"] = place.pop("rule")
            fields["rule"] = fields.pop("rule_text")
        if "is_target" in fields:
            fields["is_target"] = int(fields["is_target"])
        named = _NAMED[table]
        fields[f"{named}_organisation_id"] = self._by_name.get(fields[named] or "")
        return {**place, **fields}

    def _directive(self, directive: Directive) -> None:
        place = self._place("directives", directive)
        deadlines, citations = self.tables["deadlines"], self.tables["citations"]
        self.tables["directives"].append(
            {
                **place,
                "modality": directive.modality,
                "action": directive.action,
                "product": directive.product,
                "due": directive.due,
                "deadline_id": None if directive.deadline is None else deadlines[directive.deadline]["id"],
                "assigned_by": directive.assigned_by,
                "assigned_by_organisation_id": self._by_name.get(directive.assigned_by or ""),
                "lead_as_printed": directive.lead_as_printed,
            }
        )
        owned = set()
        for role, owners in (("lead", directive.lead), ("coordinate", directive.coordinate)):
            for owner in owners:
                body = self._by_name.get(owner.name) or self._organisation(self._unnamed(owner.name))
                if (body, role) not in owned:
                    owned.add((body, role))
                    self.tables["directive_owners"].append(
                        {
                            "directive_id": place["id"],
                            "organisation_id": body,
                            "role": role,
                            "rule": owner.rule,
                            "confidence": owner.confidence,
                        }
                    )
        self.tables["directive_citations"] += [
            {"directive_id": place["id"], "citation_id": citations[i]["id"]}
            for i in sorted(set(directive.citations))
        ]

    def _unnamed(self, name: str) -> Organisation:
        """An owner that the document gives only by its role (`các cơ quan được giao nhiệm vụ …`)."""
        group = name.lower().startswith(("các ", "từng ", "một số ", "mọi ", "tất cả "))
        return Organisation(name=name, province=self.province, is_group=group)

    def _citation(self, citation: Any) -> dict[str, Any]:
        row = self._fact("citations", citation)
        ident = citation_work(citation, self.province, self._facts.citations)
        row["work_id"] = ident
        held = self.works.setdefault(
            ident,
            dict.fromkeys(("doc_type", "symbol", "date", "issuer", "name", "year", "document_id"), None)
            | {"id": ident},
        )
        for field in ("doc_type", "symbol", "date", "issuer", "name"):
            held[field] = held[field] or getattr(citation, field)
        held["year"] = held["year"] or year_of(citation)
        return row


def _document_row(ident: str, extracted: Extracted, rows: _Rows) -> dict[str, Any]:
    document, facts = extracted.document, extracted.facts
    header, source = document.header, document.source
    return {
        "id": ident,
        "path": extracted.path,
        "sha256": extracted.sha256,
        "part": source.part,
        "media_type": source.media_type,
        "encoding": source.encoding,
        "number": header.number,
        "symbol": header.symbol,
        "doc_type": header.doc_type,
        "issuer": facts.issuer.name if facts.issuer else header.issuer,
        "issuer_organisation_id": rows.issuer_id,
        "place": header.place,
        "province": rows.province,
        "issued_on": header.issued_on,
        "subject": header.subject,
        "signer": document.signature.name,
        "signer_title": document.signature.title,
        "recipients": json.dumps(document.recipients, ensure_ascii=False),
        "text": document.text,
        "pages": source.pages,
        "language_confidence": source.language_confidence,
        "metadata": json.dumps(source.described, ensure_ascii=False) if source.metadata else None,
        "notes": json.dumps([*source.notes, *document.notes, *facts.notes], ensure_ascii=False),
        "pipeline_version": extracted.pipeline_version,
        "work_id": rows.own_work,
        "ingested_at": now(),
    }


def _merge(db: Database, table: str, records: Iterable[Mapping[str, Any]]) -> None:
    """Adds the records, or to those that are held what is said more fully; the order of documents makes no difference."""
    listed = [dict(r) for r in records]
    if not listed:
        return
    columns = list(listed[0])
    updates = []
    for column in columns:
        if column in MERGED or column == "level":
            updates.append(f"[{column}] = {merge_sql(table, column)}")
        elif column == "kind":
            # Any kind says more than `khac`.
            updates.append(
                f"[kind] = case when excluded.kind is null or excluded.kind = 'khac' then coalesce([{table}].kind, "
                f"excluded.kind) when [{table}].kind = 'khac' then excluded.kind else {merge_sql(table, column)} end"
            )
        elif column == "is_group":
            updates.append(f"is_group = max(coalesce([{table}].is_group, 0), excluded.is_group)")
        elif column not in ("id", "document_id"):
            updates.append(f"[{column}] = coalesce([{table}].[{column}], excluded.[{column}])")
    names = ", ".join(f"[{c}]" for c in columns)
    marks = ", ".join("?" * len(columns))
    db.conn.executemany(
        f"insert into [{table}] ({names}) values ({marks}) on conflict(id) do update set {', '.join(updates)}",
        [[r[c] for c in columns] for r in listed],
    )


def _link_works(db: Database, ident: str, rows: _Rows) -> None:
    """Leads from the document as a work to its text, so that citations of it do too."""
    if rows.own_work is not None:
        ((held,),) = db.execute("select document_id from works where id = ?", [rows.own_work]).fetchall()
        if held is not None and held != ident:
            due(db, "works")
        first = min(ident, held or ident)
        db.execute("update works set document_id = ? where id = ?", [first, rows.own_work])
    # What a document prints of itself goes before what others print of it.
    db.conn.executemany(
        "update works set date = d.issued_on, doc_type = coalesce(d.doc_type, works.doc_type), "
        "issuer = coalesce(iif(d.issuer_organisation_id is null, null, d.issuer), works.issuer) from documents d "
        "where works.id = ? and d.id = works.document_id",
        [(work,) for work in rows.works],
    )


def own_symbol(number: int | None, symbol: str, year: int) -> str:
    """The whole symbol of a document from the fields of its letterhead: `49/QĐ-UBND`, `66-NQ/TW`, `…/BC-VP`."""
    written = "…" if number is None else f"{number:02d}"
    if "/" in symbol.removeprefix(f"{year}/") and not symbol.startswith(f"{year}/"):
        return f"{written}-{symbol}"
    return f"{written}/{symbol}"


def remove_file(db: Database, sha256: str, beyond: int = 0) -> None:
    """Removes the documents of a file, those after the first `beyond` of them."""
    held = db.execute("select id from documents where sha256 = ? and part > ?", [sha256, beyond]).fetchall()
    if not held:
        return
    with writing(db):
        db.execute("pragma defer_foreign_keys = on")
        for (ident,) in held:
            remove(db, ident)


def stored_ids(db: Database, hashes: Sequence[str]) -> dict[str, str]:
    """The ids of the (first) documents of those files that are stored already, by the hash of their bytes.

    A version that a later one superseded is not among them: its file would be read again if it came back.
    """
    found: dict[str, str] = {}
    for i in range(0, len(hashes), 500):
        part = list(hashes[i : i + 500])
        marks = ",".join("?" * len(part))
        found |= dict(
            db.execute(
                f"select sha256, id from documents where superseded_by is null and sha256 in ({marks}) order by part desc",
                part,
            ).fetchall()
        )
    return found
