"""The schema, as migrations: what is in the database and what it is called.

Field names and normal forms are those of the definitions of facts; see `docs/database.md`. Migrations are applied by
`open_database`; a database of an earlier version is brought up to date in place.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("cchc")

FACT_TABLES = ("citations", "deadlines", "scores", "rankings", "figures", "directives")

_FACT = {
    "id": str,
    "document_id": str,
    "section_id": str,
    "start": int,
    "end": int,
    "quote": str,
    "page": int,
}
_FACT_LINKS = [("document_id", "documents", "id"), ("section_id", "sections", "id")]


@migrations()
def create_documents(db: Database) -> None:
    """Documents, their outline, and every file ever offered."""
    db.table("documents").create(
        {
            "id": str,
            "path": str,
            "sha256": str,
            "media_type": str,
            "encoding": str,
            "number": int,
            "symbol": str,
            "doc_type": str,
            "issuer": str,
            "issuer_organisation_id": str,
            "place": str,
            "province": str,
            "issued_on": str,
            "subject": str,
            "signer": str,
            "signer_title": str,
            "recipients": str,
            "text": str,
            "pages": int,
            "language_confidence": float,
            "notes": str,
            "pipeline_version": str,
            "ingested_at": str,
        },
        pk="id",
        not_null={"path", "sha256", "text"},
    )
    db.table("documents").create_index(["sha256"], unique=True)
    db.table("sections").create(
        {
            "id": str,
            "document_id": str,
            "parent_id": str,
            "ordinal": int,
            "level": int,
            "label": str,
            "heading": str,
            "path": str,
            "start": int,
            "end": int,
            "own_end": int,
            "page": int,
        },
        pk="id",
        foreign_keys=[("document_id", "documents", "id"), ("parent_id", "sections", "id")],
    )
    db.table("sections").create_index(["document_id", "ordinal"])
    db.table("files").create(
        {"path": str, "sha256": str, "status": str, "error": str, "document_id": str, "seen_at": str},
        pk="path",
        not_null={"status", "seen_at"},
        foreign_keys=[("document_id", "documents", "id")],
    )


@migrations()
def create_register(db: Database) -> None:
    """Bodies and works: what documents name and cite, each once."""
    db.table("organisations").create(
        {
            "id": str,
            "name": str,
            "kind": str,
            "level": str,
            "province": str,
            "is_group": int,
            "successor_id": str,
            "valid_from": str,
            "valid_to": str,
        },
        pk="id",
        not_null={"name"},
        foreign_keys=[("successor_id", "organisations", "id")],
    )
    db.table("organisations").create_index(["name"])
    db.table("works").create(
        {
            "id": str,
            "doc_type": str,
            "symbol": str,
            "date": str,
            "issuer": str,
            "name": str,
            "document_id": str,
        },
        pk="id",
        foreign_keys=[("document_id", "documents", "id")],
    )
    db.table("works").create_index(["symbol"])


@migrations()
def create_facts(db: Database) -> None:
    """One table a kind of fact. `rule` names the rule that found it, but in `deadlines`, where the definitions call
    the recurring or relative rule so, that name is in `found_by`."""
    found: dict[str, type] = {"rule": str, "confidence": float}
    columns: dict[str, dict[str, type]] = {
        "citations": {
            **found,
            "doc_type": str,
            "symbol": str,
            "name": str,
            "year": int,
            "date": str,
            "date_raw": str,
            "issuer": str,
            "issuer_organisation_id": str,
            "provision": str,
            "relation": str,
            "work_id": str,
        },
        "deadlines": {
            "found_by": str,
            "confidence": float,
            "due": str,
            "kind": str,
            "rule": str,
            "task": str,
            "owner": str,
            "owner_organisation_id": str,
        },
        "scores": {
            **found,
            "value": float,
            "max": float,
            "kind": str,
            "criterion": str,
            "subject": str,
            "subject_organisation_id": str,
            "unit": str,
            "index_name": str,
            "year": int,
        },
        "rankings": {
            **found,
            "subject": str,
            "subject_organisation_id": str,
            "index_name": str,
            "year": int,
            "rank": int,
            "out_of": int,
            "change": int,
            "group": str,
            "is_target": int,
        },
        "figures": {
            **found,
            "value": float,
            "unit": str,
            "out_of": float,
            "value_to": float,
            "indicator": str,
            "subject": str,
            "subject_organisation_id": str,
            "period": str,
            "qualifier": str,
            "is_target": int,
            "code": str,
            "table_title": str,
        },
    }
    organisation = {
        "citations": "issuer_organisation_id",
        "deadlines": "owner_organisation_id",
        "scores": "subject_organisation_id",
        "rankings": "subject_organisation_id",
        "figures": "subject_organisation_id",
    }
    for table, own in columns.items():
        links = [*_FACT_LINKS, (organisation[table], "organisations", "id")]
        if table == "citations":
            links.append(("work_id", "works", "id"))
        db.table(table).create(
            {**_FACT, **own}, pk="id", not_null={"document_id", "quote"}, foreign_keys=links
        )
        db.table(table).create_index(["document_id", "start"])
        db.table(table).create_index([organisation[table]])
    db.table("citations").create_index(["work_id"])
    db.table("deadlines").create_index(["due"])
    db.table("organisation_mentions").create(
        {
            "id": str,
            "document_id": str,
            "section_id": str,
            "organisation_id": str,
            "start": int,
            "end": int,
            "quote": str,
            "page": int,
            "rule": str,
            "confidence": float,
        },
        pk="id",
        not_null={"document_id", "organisation_id", "quote"},
        foreign_keys=[*_FACT_LINKS, ("organisation_id", "organisations", "id")],
    )
    db.table("organisation_mentions").create_index(["organisation_id"])
    db.table("organisation_mentions").create_index(["document_id", "start"])


@migrations()
def create_directives(db: Database) -> None:
    """Assignments, who owns them, and what they rest on."""
    db.table("directives").create(
        {
            **_FACT,
            "rule": str,
            "confidence": float,
            "modality": str,
            "action": str,
            "product": str,
            "due": str,
            "deadline_id": str,
            "assigned_by": str,
            "assigned_by_organisation_id": str,
            "lead_as_printed": str,
        },
        pk="id",
        not_null={"document_id", "quote"},
        foreign_keys=[
            *_FACT_LINKS,
            ("deadline_id", "deadlines", "id"),
            ("assigned_by_organisation_id", "organisations", "id"),
        ],
    )
    db.table("directives").create_index(["document_id", "start"])
    db.table("directives").create_index(["due"])
    db.table("directive_owners").create(
        {"directive_id": str, "organisation_id": str, "role": str, "rule": str, "confidence": float},
        pk=("directive_id", "organisation_id", "role"),
        foreign_keys=[("directive_id", "directives", "id"), ("organisation_id", "organisations", "id")],
    )
    db.table("directive_owners").create_index(["organisation_id"])
    db.table("directive_citations").create(
        {"directive_id": str, "citation_id": str},
        pk=("directive_id", "citation_id"),
        foreign_keys=[("directive_id", "directives", "id"), ("citation_id", "citations", "id")],
    )
    db.table("directive_citations").create_index(["citation_id"])
    db.table("findings").create(
        {
            "id": str,
            "document_id": str,
            "kind": str,
            "severity": str,
            "message": str,
            "quotes": str,
            "start": int,
            "end": int,
        },
        pk="id",
        foreign_keys=[("document_id", "documents", "id")],
    )
    db.table("findings").create_index(["document_id"])


@migrations()
def create_search(db: Database) -> None:
    """Full-text tables that find `so noi vu` and `Sở Nội vụ` alike.

    unicode61 folds every Vietnamese mark but `đ`; so each text is indexed twice, as it is and with `d` for `đ`, and
    a query matches in whichever way it is typed. The texts live in views over the tables; triggers keep the index.
    """
    plain = "replace(replace({0}, 'đ', 'd'), 'Đ', 'D')"
    sources = {
        "documents": ("documents", {"subject": "subject", "issuer": "issuer", "text": "text"}),
        "sections": (
            "sections",
            {
                "heading": "heading",
                "text": "(select substr(d.text, {t}start + 1, {t}own_end - {t}start) from documents d where d.id = {t}document_id)",
            },
        ),
        "directives": ("directives", {"action": "action", "quote": "quote"}),
    }
    for name, (table, fields) in sources.items():

        def expressions(prefix: str, fields: dict[str, str] = fields) -> list[str]:
            own = [f.format(t=prefix) if "{t}" in f else f"{prefix}{f}" for f in fields.values()]
            return own + [plain.format(e) for e in own]

        columns = [*fields, *(f"{f}_plain" for f in fields)]
        listed = ", ".join(columns)
        selected = ", ".join(f"{e} as {c}" for e, c in zip(expressions("x."), columns, strict=True))
        db.execute(f"create view {name}_searched as select x.rowid as rowid, {selected} from {table} x")
        db.execute(
            f"create virtual table {name}_fts using fts5({listed}, content='{name}_searched', "
            "tokenize='unicode61 remove_diacritics 2')"
        )
        new, old = ", ".join(expressions("new.")), ", ".join(expressions("old."))
        insert = f"insert into {name}_fts(rowid, {listed}) values (new.rowid, {new});"
        delete = f"insert into {name}_fts({name}_fts, rowid, {listed}) values ('delete', old.rowid, {old});"
        db.execute(f"create trigger {name}_fts_insert after insert on {table} begin {insert} end")
        db.execute(f"create trigger {name}_fts_delete before delete on {table} begin {delete} end")
        db.execute(f"create trigger {name}_fts_update_old before update on {table} begin {delete} end")
        db.execute(f"create trigger {name}_fts_update_new after update on {table} begin {insert} end")


@migrations()
def create_views(db: Database) -> None:
    """Views for people: names instead of ids, the document beside the fact."""
    document = (
        "d.id as document_id, d.doc_type || coalesce(' ' || d.number, ' …') || '/' || d.symbol as document"
    )
    place = "d.issuer as document_issuer, d.issued_on, s.path as section"
    joined = "join documents d on d.id = f.document_id left join sections s on s.id = f.section_id"
    db.create_view(
        "v_citations",
        f"""select f.id, f.doc_type, f.symbol, f.name, f.year, f.date, f.issuer, f.provision, f.relation, f.quote,
            f.work_id, w.document_id as held_document_id, {document}, {place}, f.confidence, f.start, f.end
            from citations f {joined} left join works w on w.id = f.work_id""",
    )
    db.create_view(
        "v_deadlines",
        f"""select f.id, f.due, f.kind, f.rule, f.task, f.owner, f.quote, {document}, {place}, f.confidence,
            f.start, f.end, case when f.due glob '????-??-??' then cast(julianday(f.due) - julianday(date('now')) as int)
            end as days_left from deadlines f {joined}""",
    )
    db.create_view(
        "v_scores",
        f"""select f.id, f.subject, f.index_name, f.year, f.criterion, f.value, f.max, f.unit, f.kind, f.quote,
            {document}, {place}, f.confidence, f.start, f.end from scores f {joined}""",
    )
    db.create_view(
        "v_rankings",
        f"""select f.id, f.subject, f.index_name, f.year, f.rank, f.out_of, f.change, f."group", f.is_target, f.quote,
            {document}, {place}, f.confidence, f.start, f.end from rankings f {joined}""",
    )
    db.create_view(
        "v_figures",
        f"""select f.id, f.indicator, f.value, f.value_to, f.unit, f.out_of, f.qualifier, f.subject, f.period, f.code,
            f.is_target, f.quote, {document}, {place}, f.confidence, f.start, f.end from figures f {joined}""",
    )
    db.create_view(
        "v_directives",
        f"""select f.id, o.name as owner, r.role, f.modality, f.action, f.product, f.due, case when f.due glob '????-??-??'
            then cast(julianday(f.due) - julianday(date('now')) as int) end as days_left, f.assigned_by, f.quote,
            {document}, {place}, r.confidence as owner_confidence, f.confidence, f.start, f.end
            from directives f {joined} left join directive_owners r on r.directive_id = f.id
            left join organisations o on o.id = r.organisation_id""",
    )
    db.create_view(
        "v_findings",
        """select f.id, f.severity, f.kind, f.message, f.quotes, d.id as document_id,
            d.doc_type || coalesce(' ' || d.number, ' …') || '/' || d.symbol as document,
            d.issuer as document_issuer, d.issued_on, f.start, f.end
            from findings f join documents d on d.id = f.document_id""",
    )


# The first and the last day of a period in its normal form (`2025-06-30`, `2025-06`, `2025-Q2`, `2025-H1`, `2025`);
# null where the text is none of them or names a day that does not exist.
_PERIODS = {
    "????-??-??": ("date({0})", "+0 day"),
    "????-Q[1-4]": (
        "date(substr({0}, 1, 4) || '-01-01', ((substr({0}, 7, 1) - 1) * 3) || ' months')",
        "+3 months",
    ),
    "????-H[12]": (
        "date(substr({0}, 1, 4) || '-01-01', ((substr({0}, 7, 1) - 1) * 6) || ' months')",
        "+6 months",
    ),
    "????-[01][0-9]": ("date({0} || '-01')", "+1 month"),
    "????": ("date({0} || '-01-01')", "+1 year"),
}


def last_day_in_time(due: str, kind: str) -> str:
    """The SQL for the last day on which a due date is met: its last day, or the day before it if it is exclusive."""
    cases = []
    for form, (first, length) in _PERIODS.items():
        begin = first.format(due)
        end = f"date({begin}, '{length}', '-1 day')" if form != "????-??-??" else begin
        cases.append(f"when {due} glob '{form}' then iif({kind} is 'before', date({begin}, '-1 day'), {end})")
    return f"case {' '.join(cases)} end"


@migrations()
def create_follow_up(db: Database) -> None:
    """What following up needs: which text ended a body, and on an owner's row the last day in time of its directive.

    `directive_owners.last_day` and `recurring` (1 where the deadline recurs) repeat what `directives` and `deadlines`
    say, kept by triggers, so that one covering index answers who has how much to do by when.
    """
    db.table("organisations").add_column("source", str)
    db.table("organisations").create_index(["successor_id"])
    db.table("directive_owners").add_column("last_day", str)
    db.table("directive_owners").add_column("recurring", int)
    value = (
        f"select {last_day_in_time('d.due', 'l.kind')}, l.kind is 'recurring' from directives d "
        "left join deadlines l on l.id = d.deadline_id where d.id = directive_owners.directive_id"
    )
    fill = f"update directive_owners set (last_day, recurring) = ({value})"
    db.execute(fill)
    for name, event, which in (
        ("owner_day_insert", "insert on directive_owners", "rowid = new.rowid"),
        ("owner_day_directive", "insert on directives", "directive_id = new.id"),
        ("owner_day_due", "update of due, deadline_id on directives", "directive_id = new.id"),
        (
            "owner_day_deadline",
            "update of kind on deadlines",
            "directive_id in (select id from directives where deadline_id = new.id)",
        ),
    ):
        db.execute(f"create trigger {name} after {event} begin {fill} where {which}; end")
    db.table("directive_owners").create_index(
        ["organisation_id", "role", "last_day", "recurring", "confidence"], index_name="idx_owner_days"
    )
    # Each foreign key is followed backwards when a document is removed.
    for table in (*FACT_TABLES, "organisation_mentions"):
        db.table(table).create_index(["section_id"])
    db.table("sections").create_index(["parent_id"])
    db.table("directives").create_index(["deadline_id"])
    db.table("directives").create_index(["assigned_by_organisation_id"])
    for table in ("works", "files"):
        db.table(table).create_index(["document_id"])


@migrations()
def create_fact_search(db: Database) -> None:
    """Full-text tables over the facts: the quote and the names in their normal forms, with `d` for `đ`."""
    fields = {
        "citations": ("doc_type", "symbol", "name", "issuer", "quote"),
        "deadlines": ("task", "owner", "rule", "quote"),
        "scores": ("subject", "index_name", "criterion", "quote"),
        "rankings": ("subject", "index_name", "quote"),
        "figures": ("indicator", "subject", "unit", "table_title", "quote"),
    }
    for table, columns in fields.items():

        def words(prefix: str, columns: tuple[str, ...] = columns) -> str:
            joined = " || ' ' || ".join(f"coalesce({prefix}{c}, '')" for c in columns)
            return f"replace(replace({joined}, 'đ', 'd'), 'Đ', 'D')"

        db.execute(
            f"create view {table}_searched as select x.rowid as rowid, {words('x.')} as words from {table} x"
        )
        db.execute(
            f"create virtual table {table}_fts using fts5(words, content='{table}_searched', "
            "tokenize='unicode61 remove_diacritics 2')"
        )
        db.execute(f"insert into {table}_fts({table}_fts) values ('rebuild')")
        insert = f"insert into {table}_fts(rowid, words) values (new.rowid, {words('new.')});"
        delete = f"insert into {table}_fts({table}_fts, rowid, words) values ('delete', old.rowid, {words('old.')});"
        db.execute(f"create trigger {table}_fts_insert after insert on {table} begin {insert} end")
        db.execute(f"create trigger {table}_fts_delete before delete on {table} begin {delete} end")
        db.execute(f"create trigger {table}_fts_update_old before update on {table} begin {delete} end")
        db.execute(f"create trigger {table}_fts_update_new after update on {table} begin {insert} end")


@migrations()
def create_pages(db: Database) -> None:
    """Pages and places on them: where each fact is printed, and what was hard to read.

    `boxes` is a JSON list of `[page, x0, y0, x1, y1]`, one for each printed line of the quote, in points from the top
    left corner of the page; `doubt` says which digits of a fact were read without certainty. A file may hold several
    documents: `part` counts them from 1.
    """
    documents = db.table("documents")
    documents.add_column("part", int, not_null_default=1)
    documents.add_column("metadata", str)
    db.execute("drop index idx_documents_sha256")
    documents.create_index(["sha256", "part"], unique=True)
    db.table("pages").create(
        {
            "document_id": str,
            "number": int,
            "width": float,
            "height": float,
            "origin": str,
            "note": str,
        },
        pk=("document_id", "number"),
        foreign_keys=[("document_id", "documents", "id")],
    )
    for table in (*FACT_TABLES, "organisation_mentions"):
        db.table(table).add_column("boxes", str)
        db.table(table).add_column("doubt", str)
    # The views for people say where to look in the file, and what to look at twice.
    for kind in FACT_TABLES:
        ((sql,),) = db.execute("select sql from sqlite_master where name = ?", [f"v_{kind}"]).fetchall()
        db.execute(f"drop view v_{kind}")
        db.execute(sql.replace(" f.confidence,", " f.page, f.doubt, f.confidence,"))


@migrations()
def create_audit(db: Database) -> None:
    """Findings with every place that they rest on, and those that only several documents together show.

    `spans` is a JSON list of `[start, end]` in the text of the document; `other_document_id` is the document that
    contradicts it, null for a finding within one document.
    """
    findings = db.table("findings")
    findings.add_column("spans", str)
    findings.add_column("page", int)
    findings.add_column("boxes", str)
    findings.add_column("other_document_id", str, fk="documents", fk_col="id")
    findings.create_index(["other_document_id"])
    findings.create_index(["severity", "kind"])
    db.execute("drop view v_findings")
    db.create_view(
        "v_findings",
        """select f.id, f.severity, f.kind, f.message, f.quotes, d.id as document_id,
            d.doc_type || coalesce(' ' || d.number, ' …') || '/' || d.symbol as document, d.path,
            d.issuer as document_issuer, d.issued_on, f.page, f.other_document_id, f.start, f.end
            from findings f join documents d on d.id = f.document_id""",
    )


@migrations()
def create_web(db: Database) -> None:
    """The web of documents: short mentions, and views that answer what rests on what, what was replaced, what is missing.

    `works.same_as` leads from a work that mentions name only in part to the one it is; the views follow it.
    """
    works = db.table("works")
    works.add_column("year", int)
    works.add_column("same_as", str, fk="works", fk_col="id")
    db.execute("create index idx_works_meant on works (coalesce(same_as, id))")
    db.table("short_mentions").create(
        {
            **_FACT,
            "rule": str,
            "confidence": float,
            "doubt": str,
            "boxes": str,
            "way": str,
            "citation_id": str,
            "work_id": str,
        },
        pk="id",
        not_null={"document_id", "quote"},
        foreign_keys=[*_FACT_LINKS, ("citation_id", "citations", "id"), ("work_id", "works", "id")],
    )
    for columns in (["document_id", "start"], ["section_id"], ["citation_id"], ["work_id"]):
        db.table("short_mentions").create_index(columns)
    work = "coalesce(w.name || coalesce(' (' || coalesce(w.date, w.year) || ')', ''), trim(coalesce(w.doc_type, '') || ' ' || coalesce(w.symbol, '')))"
    meant = "join works p on p.id = {0}.work_id join works w on w.id = coalesce(p.same_as, p.id)"
    own = "d.doc_type || coalesce(' ' || d.number, ' …') || '/' || d.symbol"
    db.create_view(
        "v_web",
        f"""select c.document_id, {own} as document, d.issued_on, c.relation, w.id as work_id, {work} as work,
            w.date as work_date, w.issuer as work_issuer, w.document_id as held_document_id, count(*) as mentions,
            min(c.start) as start
            from citations c join documents d on d.id = c.document_id {meant.format("c")}
            group by c.document_id, c.relation, w.id""",
    )
    db.create_view(
        "v_work_mentions",
        f"""select w.id as work_id, {work} as work, m.id, m.document_id, {own} as document, m.way, m.quote, m.page,
            m.start, m.end from (
              select id, work_id, document_id, 'full' as way, quote, page, start, end from citations
              union all select id, work_id, document_id, way, quote, page, start, end from short_mentions
            ) m {meant.format("m")} join documents d on d.id = m.document_id""",
    )
    db.create_view(
        "v_replaced",
        f"""select w.id as work_id, {work} as work, w.document_id as held_document_id, c.relation,
            c.document_id as by_document_id, {own} as by_document, d.issued_on as since, c.quote
            from citations c {meant.format("c")} join documents d on d.id = c.document_id
            where c.relation in ('replaces', 'amends')""",
    )
    db.create_view(
        "v_works",
        f"""select w.id, {work} as work, w.date, w.issuer, w.document_id as held_document_id,
            count(distinct c.document_id) as documents, count(c.id) as mentions,
            (select group_concat(distinct r.by_document) from v_replaced r
              where r.work_id = w.id and r.relation = 'replaces') as replaced_by
            from works p join works w on w.id = coalesce(p.same_as, p.id)
            left join citations c on c.work_id = p.id group by w.id""",
    )
    db.create_view(
        "v_missing_works",
        """select id, work, date, issuer, documents, mentions, replaced_by from v_works
            where held_document_id is null and mentions > 0 order by documents desc, mentions desc""",
    )


@migrations()
def create_days(db: Database) -> None:
    """What browsing needs: the last day in time of every directive, owned or not, and indexes to list by it.

    `directive_days` repeats what `directives` and `deadlines` say, kept by triggers; `recurring` is 1 where the
    deadline recurs, else 0.
    """
    db.execute(
        "create table directive_days (directive_id text primary key references directives(id) on delete cascade, "
        "last_day text, recurring integer not null default 0) without rowid"
    )
    value = (
        f"select d.id, {last_day_in_time('d.due', 'l.kind')}, l.kind is 'recurring' "
        "from directives d left join deadlines l on l.id = d.deadline_id where"
    )
    db.execute(f"insert into directive_days {value} 1")
    for name, event, which in (
        ("directive_day_insert", "insert on directives", "d.id = new.id"),
        ("directive_day_due", "update of due, deadline_id on directives", "d.id = new.id"),
        ("directive_day_deadline", "update of kind on deadlines", "d.deadline_id = new.id"),
    ):
        db.execute(
            f"create trigger {name} after {event} begin insert or replace into directive_days {value} {which}; end"
        )
    db.table("directive_days").create_index(["last_day", "directive_id", "recurring"], index_name="idx_days")
    db.table("documents").create_index(["issued_on"])
    db.table("documents").create_index(["issuer_organisation_id", "issued_on"])
    db.table("documents").create_index(["province", "issued_on"])
    # The longer index serves whatever the one on the body alone did.
    db.table("organisation_mentions").create_index(["organisation_id", "document_id"])
    db.execute("drop index idx_organisation_mentions_organisation_id")
    for table in ("scores", "rankings"):
        db.table(table).create_index(["subject", "index_name", "year"])


@migrations()
def create_intake(db: Database) -> None:
    """What taking files in needs: where each came from, its earlier contents, versions of a document, work that is due.

    `documents.superseded_by` leads from an earlier version to the one that took its place: the earlier keeps its text,
    its facts stand in `superseded_facts`, each with the same fact of the later version. `documents.work_id` is the
    document itself as a work. `files.size` and `mtime_ns` are those of the content that was taken in.
    """
    documents, files = db.table("documents"), db.table("files")
    # Not `add_column(fk=…)`, which makes the table anew, without its triggers.
    db.execute("alter table documents add column superseded_by text references documents(id)")
    db.execute("alter table documents add column work_id text references works(id)")
    db.execute("update documents set work_id = (select min(id) from works where document_id = documents.id)")
    documents.create_index(["work_id"])
    documents.create_index(["superseded_by"])
    documents.create_index(["pipeline_version"])
    documents.create_index(["ingested_at"])
    for column, kind in (("size", int), ("mtime_ns", int), ("url", str), ("fetched_at", str)):
        files.add_column(column, kind)
    db.execute("update files set status = 'stored' where status = 'unchanged'")
    files.create_index(["sha256"])
    files.create_index(["status", "seen_at"])
    db.table("file_versions").create(
        {"path": str, "sha256": str, "document_id": str, "seen_at": str, "replaced_at": str},
        pk=("path", "sha256"),
    )
    db.table("file_versions").create_index(["sha256"])
    db.table("superseded_facts").create(
        {
            "id": str,
            "document_id": str,
            "kind": str,
            "start": int,
            "end": int,
            "quote": str,
            "fields": str,
            "successor_id": str,
        },
        pk="id",
        foreign_keys=[("document_id", "documents", "id")],
    )
    db.table("superseded_facts").create_index(["document_id"])
    db.table("rereadings").create(
        {
            "document_id": str,
            "from_version": str,
            "to_version": str,
            "read_at": str,
            "gained": int,
            "lost": int,
            "changed": int,
            "detail": str,
        },
        pk=("document_id", "from_version", "to_version"),
        foreign_keys=[("document_id", "documents", "id")],
    )
    db.execute("create table upkeep (task text primary key) without rowid")
    db.table("forgotten").create({"document_id": str, "sha256": str, "forgotten_at": str}, pk="document_id")
    db.table("forgotten").create_index(["sha256"])


@migrations()
def create_fetching(db: Database) -> None:
    """What was asked of portals and what came of it, and what people were told of.

    `fetches` has a row for every address: `page` or `attachment` of a document, or a page of the source itself.
    `path` is the file kept of it; `same_as` the address whose page has the same text; `fetched_at` when its content
    came, `checked_at` when it was last asked for. What stands in `told` was in a digest (null: before there were
    any); `deliveries` says which digests have reached whom.
    """
    db.table("sources").create(
        {"name": str, "kind": str, "run_at": str, "complete_at": str, "counts": str, "error": str}, pk="name"
    )
    db.table("fetches").create(
        {
            "url": str,
            "source": str,
            "parent_url": str,
            "role": str,
            "status": str,
            "final_url": str,
            "etag": str,
            "last_modified": str,
            "hint": str,
            "sha256": str,
            "fingerprint": str,
            "same_as": str,
            "path": str,
            "media_type": str,
            "size": int,
            "fetched_at": str,
            "checked_at": str,
            "error": str,
        },
        pk="url",
    )
    for columns in (["source", "status"], ["parent_url"], ["path"], ["fingerprint"], ["same_as"]):
        db.table("fetches").create_index(columns)
    db.create_view(
        "v_fetched",
        """select d.id as document_id, d.doc_type || coalesce(' ' || d.number, ' …') || '/' || d.symbol as document,
            f.url, f.role, f.parent_url, f.source, f.fetched_at, f.checked_at, s.path
            from fetches f join fetches s on s.url = coalesce(f.same_as, f.url)
            join files on files.path = s.path join documents d on d.sha256 = files.sha256""",
    )
    db.table("digests").create({"id": str, "made_at": str, "since": str}, pk="id")
    db.table("deliveries").create(
        {"digest_id": str, "channel": str, "delivered_at": str, "tries": int, "error": str},
        pk=("digest_id", "channel"),
        foreign_keys=[("digest_id", "digests", "id")],
    )
    db.execute("create table told (kind text, id text, digest_id text, primary key (kind, id)) without rowid")
    db.execute("insert into told select 'document', id, null from documents")
    db.execute("insert into told select 'finding', id, null from findings")
