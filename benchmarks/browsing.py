"""How quickly the pages answer: readers side by side on a large database made of the sample documents.

    python benchmarks/browsing.py [--documents 10200] [--readers 8] [--rounds 12] [--think 0] [--db FILE]

The facts of `corpus/` are multiplied by SQL, through the schema, to that many documents with about a hundred facts each: ids, provinces,
bodies, works, dates and due dates vary, texts do not, so that words of a search are found in very many documents. The
full-text tables and the triggers are those of a database that was ingested. Each fact stands twice in its document,
which makes pages of documents heavier than they would be.

`cchc serve` runs in a process of its own; the readers ask over HTTP for one page after the other, in an order of
their own, and wait `--think` seconds between two pages. Printed are the median, the 95th percentile and the slowest
of each page, in milliseconds, and the processor time of the server for one. `--db` keeps the database and uses it again. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import patterns
from extract.database import open_database
from extract.database.schema import FACT_TABLES, last_day_in_time
from extract.intake.ingest import ingest

ROOT = Path(__file__).resolve().parent.parent
AS_OF = "2025-06-15"
_COPIED = (
    "sections", *FACT_TABLES, "organisation_mentions", "short_mentions", "directive_owners", "directive_citations",
    "findings", "pages",
)  # fmt: skip


def make(path: Path, documents: int) -> None:
    """Writes the database."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "corpus.db"
        db = open_database(source)
        ingest(db, [ROOT / "corpus"])
        held = db.table("documents").count
        db.close()
        db = open_database(path)
        connection = db.conn
        connection.execute("pragma foreign_keys = off")
        connection.execute("pragma synchronous = off")
        connection.execute("attach ? as s", [str(source)])
        triggers = connection.execute(
            "select name, sql from main.sqlite_master where type = 'trigger' and sql is not null and tbl_name not like '%_fts%'"
        ).fetchall()
        for name, _ in triggers:
            connection.execute(f"drop trigger {name}")
        _vary(connection, documents // held + 1)
        connection.execute("begin")
        _organisations_and_works(connection)
        _copy(connection, "documents")
        for table in _COPIED:
            _copy(connection, table)
        for table in FACT_TABLES:
            _copy(connection, table, again=True)
        _copy(connection, "directive_owners", again=True)
        connection.execute(
            f"insert into directive_days select d.id, {last_day_in_time('d.due', 'l.kind')}, l.kind is 'recurring' "
            "from directives d left join deadlines l on l.id = d.deadline_id"
        )
        connection.execute(
            "update directive_owners set (last_day, recurring) = "
            "(select last_day, recurring from directive_days y where y.directive_id = directive_owners.directive_id)"
        )
        for table in ("documents", "sections", *FACT_TABLES):
            connection.execute(f"insert into {table}_fts({table}_fts) values ('rebuild')")
        for _, sql in triggers:
            connection.execute(sql)
        connection.execute("commit")
        connection.execute("detach s")
        connection.execute("analyze")
        db.close()


def _vary(connection: sqlite3.Connection, copies: int) -> None:
    """A row for each copy: its number, province and how far its days are moved."""
    provinces = [entry["name"] for entry in patterns.data("units")["province"]]
    connection.execute(
        "create temp table copies (k integer primary key, province text, v integer, w integer)"
    )
    connection.executemany(
        "insert into copies values (?, ?, ?, ?)",
        [(k, provinces[k % len(provinces)], k % len(provinces), k % 200) for k in range(copies)],
    )


def _organisation(column: str) -> str:
    """The id of the body of a copy: those of a province are others in each."""
    return f"iif({column} in (select id from s.organisations where province is null), {column}, substr({column}, 1, 13) || printf('%03x', c.v))"


def _work(column: str) -> str:
    return f"iif({column} in (select id from s.works where symbol is null), {column}, substr({column}, 1, 13) || printf('%03x', c.w))"


def _organisations_and_works(connection: sqlite3.Connection) -> None:
    connection.execute(
        f"""insert or ignore into main.organisations (id, name, kind, level, province, is_group, successor_id, valid_from, valid_to)
            select {_organisation("t.id")}, iif(t.province is null, t.name, replace(t.name, t.province, c.province)),
            t.kind, t.level, iif(t.province is null, null, c.province), t.is_group, {_organisation("t.successor_id")}, t.valid_from, t.valid_to
            from s.organisations t cross join copies c"""
    )
    connection.execute(
        f"""insert or ignore into main.works (id, doc_type, symbol, date, issuer, name, document_id, year) select {_work("t.id")}, t.doc_type,
            iif(t.symbol is null or instr(t.symbol, '/') = 0, t.symbol, (cast(t.symbol as integer) + c.w) || substr(t.symbol, instr(t.symbol, '/'))),
            t.date, t.issuer, t.name, iif(t.document_id is null, null, substr(t.document_id, 1, 12) || printf('%04x', c.k) || substr(t.document_id, 17)),
            t.year from s.works t cross join copies c"""
    )


def _copy(connection: sqlite3.Connection, table: str, again: bool = False) -> None:
    """Copies the rows of a table for each copy of the documents; `again` as second facts at the same place."""
    columns = [row[1] for row in connection.execute(f"pragma s.table_info([{table}])")]
    second = ".9" if again else ""

    def moved(column: str, key: bool) -> str:
        """An id of something in a document: the id of the document within it is another."""
        tail = second if key else ""
        return f"substr({column}, 1, 12) || printf('%04x', c.k) || substr({column}, 17) || '{tail}'"

    expressions = []
    for column in columns:
        name = f"t.[{column}]"
        if column == "document_id" or (column == "id" and table == "documents"):
            expressions.append(moved(name, False))
        elif column in ("id", "directive_id"):
            expressions.append(moved(name, True))
        elif column in ("section_id", "parent_id", "deadline_id", "citation_id"):
            expressions.append(f"iif({name} is null, null, {moved(name, False)})")
        elif column == "other_document_id":
            expressions.append("null")
        elif column.endswith("organisation_id"):
            expressions.append(f"iif({name} is null, null, {_organisation(name)})")
        elif column == "work_id":
            expressions.append(f"iif({name} is null, null, {_work(name)})")
        elif column == "province":
            expressions.append("c.province")
        elif column in ("sha256", "path"):
            expressions.append(f"{name} || printf('%04x', c.k)")
        elif column == "number" and table == "documents":
            expressions.append(f"{name} + c.k")
        elif column == "issued_on":
            expressions.append(f"date({name}, printf('-%d days', 3 * c.k))")
        elif column == "due":
            expressions.append(
                f"iif({name} glob '????-??-??', date({name}, printf('%+d months', c.k % 36 - 18)), {name})"
            )
        else:
            expressions.append(name)
    key = "directive_id" if table in ("directive_owners", "directive_citations") else "id"
    where = f"where instr(t.[{key}], '.') = 0" if again else ""
    names = ", ".join(f"[{c}]" for c in columns)
    connection.execute(
        f"insert into main.[{table}] ({names}) select {', '.join(expressions)} from s.[{table}] t cross join copies c {where}"
    )


def addresses(path: Path, seed: int) -> dict[str, list[str]]:
    """The pages that readers open, some of each kind."""
    db = sqlite3.connect(path)
    chosen = random.Random(seed)
    name = path.stem

    def some(sql: str, count: int = 40) -> list[str]:
        rows = [row[0] for row in db.execute(sql)]
        return chosen.sample(rows, min(count, len(rows)))

    documents = some("select id from documents order by id limit 5000")
    bodies = some("select organisation_id from directive_owners group by 1 having count(*) > 3 limit 3000")
    words = ["ho+so+truc+tuyen", "so+noi+vu", "cai+cach+hanh+chinh", "mot+cua", "chi+so+hai+long", "don+doc"]
    months = [f"2025-{m:02d}" for m in range(1, 13)]
    return {
        "home": ["/"],
        "search": [f"/-/search?q={w}" for w in words],
        "document": [f"/-/document/{d}" for d in documents],
        "words in document": [
            f"/-/document/{d}?q={words[n % len(words)]}&hit=1" for n, d in enumerate(documents)
        ],
        "organisations": ["/-/organisations"],
        "organisation": [f"/-/organisation/{b}" for b in bodies],
        "board": ["/-/board", "/-/board?state=overdue", *(f"/-/board?month={m}" for m in months)],
        "board of a body": [f"/-/board?owner={b}&state=all" for b in bodies],
        "findings": [
            "/-/findings",
            "/-/findings?severity=warning",
            "/-/findings?kind=contradiction",
            *(f"/-/findings?page={n}" for n in range(1, 200, 20)),
            *(f"/-/findings?year={y}" for y in range(2015, 2026)),
            *(f"/-/findings?issuer={w}" for w in ("so+noi+vu", "uy+ban+nhan+dan+tinh")),
            *(f"/-/findings?document={d}" for d in documents[:10]),
        ],
        "charts": ["/-/charts", *(f"/-/charts?document={d}" for d in documents)],
        "rows of a table": [f"/{name}/v_directives?document_id={d}" for d in documents],
        "canned query": [f"/{name}/can_cu?so_ky_hieu={n}%2FQ%C4%90-UBND" for n in range(1, 60)],
    }


async def read(
    base: str, pages: dict[str, list[str]], rounds: int, readers: int, think: float
) -> dict[str, list[float]]:
    """The times of each kind of page, in milliseconds."""
    import httpx

    times: dict[str, list[float]] = {kind: [] for kind in pages}

    async def reader(number: int) -> None:
        chosen = random.Random(number)
        async with httpx.AsyncClient(base_url=base, timeout=60) as client:
            for _ in range(rounds):
                for kind in chosen.sample(list(pages), len(pages)):
                    address = chosen.choice(pages[kind])
                    begun = time.perf_counter()
                    response = await client.get(address)
                    times[kind].append(1000 * (time.perf_counter() - begun))
                    if response.status_code != 200:
                        print(f"{response.status_code} {address}", file=sys.stderr)
                    if think:
                        await asyncio.sleep(chosen.uniform(0.5, 1.5) * think)

    await asyncio.gather(*(reader(n) for n in range(readers)))
    return times


@contextlib.contextmanager
def served(path: Path) -> Iterator[tuple[str, int]]:
    """The server over the database: its address and the number of its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "extract.cli",
        "serve",
        "--db",
        str(path),
        "--port",
        str(port),
        "--as-of",
        AS_OF,
    ]
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "PYTHONUTF8": "1"}, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        process.wait(20)


def _work_of(base: str, process: int, pages: dict[str, list[str]], count: int = 20) -> float:
    """The processor time that the server takes for a page, which other work on the machine does not touch."""
    before = _processor(process)
    asyncio.run(read(base, pages, count, 1, 0))
    return 1000 * (_processor(process) - before) / count


def _processor(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _line(name: str, times: list[float]) -> str:
    ordered = sorted(times)
    high = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return f"{name:18}{statistics.median(ordered):9.0f}{high:9.0f}{ordered[-1]:9.0f}{len(ordered):8d}"


def main() -> None:
    """Makes the database and measures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=10_200)
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--think", type=float, default=0.0)
    parser.add_argument("--db", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.db or Path(folder) / "large.db"
        if not path.exists():
            begun = time.perf_counter()
            make(path, given.documents)
            print(f"written in {time.perf_counter() - begun:.0f} s")
        db = sqlite3.connect(path)
        counts = {
            t: db.execute(f"select count(*) from {t}").fetchone()[0] for t in ("documents", *FACT_TABLES)
        }
        db.close()
        facts = sum(n for t, n in counts.items() if t != "documents")
        print(f"{counts['documents']} documents, {facts} facts, {path.stat().st_size / 1e6:.0f} MB")
        pages = addresses(path, 7)
        with served(path) as (base, process):
            # The first page of each kind compiles its template and opens connections.
            asyncio.run(read(base, pages, 1, 2, 0))
            work = {kind: _work_of(base, process, {kind: listed}) for kind, listed in pages.items()}
            times = asyncio.run(read(base, pages, given.rounds, given.readers, given.think))
        print(f"{given.readers} readers, {given.think:g} s between two pages; milliseconds")
        print(f"{'':18}{'median':>9}{'95 %':>9}{'slowest':>9}{'pages':>8}{'processor':>11}")
        for kind, measured in times.items():
            print(f"{_line(kind, measured)}{work[kind]:11.0f}")
        print(_line("all", [t for measured in times.values() for t in measured]))


if __name__ == "__main__":
    main()
