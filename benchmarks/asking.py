"""How long asking takes: `cchc owners` and `cchc search` over a large database made for the purpose.

    python benchmarks/asking.py [--directives 100000] [--facts 1000000] [--db FILE] [--plans]

The database is written through the real schema, its triggers and full-text tables included, from a seeded random
vocabulary with the distribution of words that texts have. Printed are the size, the time to write it, and for each
question the median and the slowest of its runs (the first one is usually the slowest) and the processor time, which
other work on the machine does not touch. `--db` keeps the database and uses it again; `--plans` prints how SQLite
goes about each question. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlite_utils import Database

import patterns
from extract.database import open_database
from extract.database.identity import name_id
from extract.database.owners import answering, duties, overview
from extract.database.register import link_register
from extract.database.search import Filters, search

TODAY = date(2025, 6, 15)
SECTIONS_A_DOCUMENT = 25
SHARES = {"citations": 0.25, "deadlines": 0.15, "scores": 0.10, "rankings": 0.05, "figures": 0.45}
# fmt: off
ONSETS = ("b", "c", "ch", "d", "đ", "g", "h", "k", "kh", "l", "m", "n", "ng", "nh", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x")
RHYMES = ("a", "an", "ang", "ao", "âm", "ân", "ây", "ăn", "ăng", "e", "em", "ên", "êu", "i", "iên", "iêu", "in", "o", "oan", "oc",
          "oi", "ong", "ô", "ôi", "ông", "ơ", "ơi", "u", "ung", "uyên", "ư", "ưng", "ươi", "ương", "y")
# fmt: on


class Words:
    """A vocabulary whose words come as often as words do: the n-th about 1/n as often as the first."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        syllables = sorted({a + b for a in ONSETS for b in RHYMES})
        self._random.shuffle(syllables)
        self._syllables = syllables
        self._weights = [1 / (i + 10) for i in range(len(syllables))]

    def sentences(self, count: int, length: int) -> Iterator[str]:
        """Sentences of a length in syllables."""
        while count > 0:
            many = self._random.choices(self._syllables, self._weights, k=min(count, 2000) * length)
            for i in range(0, len(many), length):
                yield " ".join(many[i : i + length]).capitalize()
            count -= min(count, 2000)


def bodies(db: Database) -> list[str]:
    """About two thousand bodies: the departments of all provinces, before and after, and the ministries."""
    content = patterns.data("organisations")
    departments = [f["name"] for f in content["field"] if "department" in f][:28]
    ministries = [f["name"] for f in content["field"] if "ministry" in f]
    rows = [(f"Bộ {m}", "bo", "trung_uong", None) for m in ministries]
    for province in patterns.data("units")["province"]:
        name = province["name"]
        rows.append((f"Ủy ban nhân dân {province['kind']} {name}", "ubnd", "tinh", name))
        rows += [(f"Sở {d}", "so", "tinh", name) for d in departments]
    idents = [name_id("organisation", name, place) for name, _, _, place in rows]
    db.conn.executemany(
        "insert or ignore into organisations (id, name, kind, level, province, is_group) values (?, ?, ?, ?, ?, 0)",
        [(i, *row) for i, row in zip(idents, rows, strict=True)],
    )
    return idents


def build(path: Path, directives: int, facts: int) -> Database:
    """Writes the database, a document at a time, as ingest does."""
    db = open_database(path)
    rng, words = random.Random(7), Words(7)
    owners = bodies(db)
    documents = max(1, directives // SECTIONS_A_DOCUMENT)
    sentences = words.sentences(documents * SECTIONS_A_DOCUMENT, 28)
    per_document = {kind: round(facts * share / documents) for kind, share in SHARES.items()}
    for number in range(documents):
        with db.atomic():
            write_document(
                db, number, [next(sentences) for _ in range(SECTIONS_A_DOCUMENT)], owners, per_document, rng
            )
    link_register(db)
    db.execute("analyze")
    return db


def write_document(
    db: Database,
    number: int,
    sentences: Sequence[str],
    owners: Sequence[str],
    many: dict[str, int],
    rng: random.Random,
) -> None:
    """One document with its outline, directives and facts."""
    ident = f"{number:016x}"
    issued = date(2019, 1, 1) + timedelta(rng.randrange(2500))
    text = "\n".join(sentences)
    issuer = rng.choice(owners)
    places, start = [], 0
    for sentence in sentences:
        places.append((start, start + len(sentence)))
        start += len(sentence) + 1
    run = db.conn.executemany
    run(
        "insert into documents (id, path, sha256, number, symbol, doc_type, issuer_organisation_id, province, issued_on, subject, text) "
        "values (?, ?, ?, ?, 'TB-UBND', 'Thông báo', ?, ?, ?, ?, ?)",
        [
            (
                ident,
                f"{ident}.txt",
                ident,
                number,
                issuer,
                rng.choice(["Quảng Ngãi", "Kon Tum", "Hà Nội"]),
                issued.isoformat(),
                sentences[0][:60],
                text,
            )
        ],
    )
    sections = [f"{ident}-s{a}" for a, _ in places]
    run(
        "insert into sections (id, document_id, ordinal, level, label, path, start, end, own_end) values (?, ?, ?, 1, ?, ?, ?, ?, ?)",
        [
            (s, ident, i, str(i), str(i), a, b, b)
            for i, (s, (a, b)) in enumerate(zip(sections, places, strict=True))
        ],
    )

    def fact() -> tuple[int, int, str, str]:
        i = rng.randrange(len(sentences))
        a, b = places[i]
        cut = rng.randrange(0, max(1, b - a - 60))
        return a + cut, min(b, a + cut + 60), sentences[i][cut : cut + 60], sections[i]

    def rows(kind: str, own: Callable[[], tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        made = (fact() for _ in range(many[kind]))
        return [(f"{ident}-{kind}{i}", ident, s, a, b, q, 0.9, *own()) for i, (a, b, q, s) in enumerate(made)]

    head = "(id, document_id, section_id, start, end, quote, confidence, "
    run(
        f"insert into citations {head} doc_type, symbol, date) values (?, ?, ?, ?, ?, ?, ?, 'Quyết định', ?, ?)",
        rows("citations", lambda: (f"{rng.randrange(1, 4000)}/QĐ-UBND", issued.isoformat())),
    )
    run(
        f"insert into deadlines {head} due, kind, rule, owner_organisation_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows("deadlines", lambda: _deadline(issued, owners, rng)),
    )
    run(
        f"insert into scores {head} value, unit, index_name, year, subject_organisation_id) values (?, ?, ?, ?, ?, ?, ?, ?, 'điểm', 'PAR INDEX', 2024, ?)",
        rows("scores", lambda: (round(rng.uniform(50, 100), 2), rng.choice(owners))),
    )
    run(
        f"insert into rankings {head} rank, out_of, index_name, subject_organisation_id) values (?, ?, ?, ?, ?, ?, ?, ?, 63, 'PAPI', ?)",
        rows("rankings", lambda: (rng.randrange(1, 64), rng.choice(owners))),
    )
    run(
        f"insert into figures {head} value, unit, subject_organisation_id) values (?, ?, ?, ?, ?, ?, ?, ?, 'hồ sơ', ?)",
        rows("figures", lambda: (rng.randrange(1, 90000), rng.choice(owners))),
    )
    listed, held = [], []
    for i, (a, b) in enumerate(places):
        directive, deadline = f"{ident}-g{a}", None
        due = None
        if many["deadlines"] > i and rng.random() < 0.6:
            deadline = f"{ident}-deadlines{i}"
            (due,) = db.execute("select due from deadlines where id = ?", [deadline]).fetchone()
        listed.append(
            (
                directive,
                ident,
                sections[i],
                a,
                b,
                sentences[i],
                0.9,
                "giao",
                sentences[i][:90],
                due,
                deadline,
                issuer,
            )
        )
        held.append((directive, rng.choice(owners), "lead", "subject", round(rng.uniform(0.6, 1), 2)))
        held += [(directive, o, "coordinate", "with", 0.9) for o in rng.sample(owners, rng.randrange(3))]
    run(
        f"insert into directives {head} modality, action, due, deadline_id, assigned_by_organisation_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        listed,
    )
    run(
        "insert or ignore into directive_owners (directive_id, organisation_id, role, rule, confidence) values (?, ?, ?, ?, ?)",
        held,
    )


def _deadline(issued: date, owners: Sequence[str], rng: random.Random) -> tuple[Any, ...]:
    owner = rng.choice(owners)
    if rng.random() < 0.15:
        return None, "recurring", "hằng quý, trước ngày 15 của tháng cuối quý", owner
    day = issued + timedelta(rng.randrange(5, 400))
    return day.isoformat(), rng.choice(["before", "by"]), None, owner


def questions(db: Database) -> dict[str, Callable[[], int]]:
    """What is asked, and how many answers there are."""
    vocabulary = Words(7)._syllables
    common, middle, rare = vocabulary[0], vocabulary[60], vocabulary[-1]
    (sentence,) = db.execute("select quote from directives order by rowid desc limit 1").fetchone()
    phrase = '"' + " ".join(sentence.split()[3:6]) + '"'
    (ident,) = db.execute(
        "select organisation_id from directive_owners group by organisation_id order by count(*) desc limit 1"
    ).fetchone()
    name, place = db.execute("select name, province from organisations where id = ?", [ident]).fetchone()
    (symbol,) = db.execute("select symbol from citations limit 1").fetchone()
    return {
        "owners": lambda: len(overview(db, TODAY)),
        "owners --with-predecessors": lambda: len(overview(db, TODAY, with_predecessors=True)),
        "owners --min-confidence 0.8": lambda: len(overview(db, TODAY, min_confidence=0.8)),
        "owners ORG --province": lambda: len(
            duties(db, answering(db, name, province=place)[0].idents, TODAY)
        ),
        "owners ORG --with-predecessors": lambda: len(duties(db, [ident], TODAY, with_predecessors=True)),
        "search, two rare words": lambda: len(search(db, f"{rare} {middle}")),
        "search, phrase of three words": lambda: len(search(db, phrase)),
        "search, phrase, sections": lambda: len(search(db, phrase, within="sections")),
        "search, phrase, documents": lambda: len(search(db, phrase, within="documents")),
        "search, prefix and word": lambda: len(search(db, f"{rare}* {middle}")),
        "search, word --owner": lambda: len(search(db, middle, filters=Filters(owners=(ident,)))),
        "search, word --overdue": lambda: len(search(db, rare, filters=Filters(overdue_on=TODAY))),
        "search --owner --overdue": lambda: len(
            search(db, "", filters=Filters(owners=(ident,), overdue_on=TODAY))
        ),
        "search --kind citations, symbol": lambda: len(search(db, symbol, within="citations")),
        "search --kind figures, two words": lambda: len(search(db, f"{rare} {middle}", within="figures")),
        "search --kind deadlines, word, due": lambda: len(
            search(db, rare, within="deadlines", filters=Filters(due_before=TODAY))
        ),
        "search, the commonest word": lambda: len(search(db, common)),
        "search --kind figures, the commonest word": lambda: len(search(db, common, within="figures")),
    }


def main() -> None:
    """Builds the database or opens it, asks, and prints the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--directives", type=int, default=100_000)
    parser.add_argument("--facts", type=int, default=1_000_000)
    parser.add_argument("--db", type=Path)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--plans", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.db or Path(folder) / "asking.db"
        if path.exists():
            db = open_database(path)
        else:
            start = time.perf_counter()
            db = build(path, arguments.directives, arguments.facts)
            print(f"written in {time.perf_counter() - start:.0f} s")
        counts = {
            t: db.table(t).count
            for t in ("documents", "sections", "directives", "directive_owners", "organisations", *SHARES)
        }
        print(", ".join(f"{n} {t}" for t, n in counts.items()), f"{path.stat().st_size / 1e6:.0f} MB")
        print(f"{sum(counts[k] for k in SHARES)} facts")
        statements: list[str] = []
        if arguments.plans:
            db.conn.set_trace_callback(statements.append)
        print(f"\n| {'question':45} | answers | median ms | slowest ms | CPU ms |")
        print(f"|{'-' * 47}|--------:|----------:|-----------:|-------:|")
        for name, ask in questions(db).items():
            statements.clear()
            times, spent, answers = [], [], 0
            for _ in range(arguments.runs):
                start, used = time.perf_counter(), time.process_time()
                answers = ask()
                times.append((time.perf_counter() - start) * 1000)
                spent.append((time.process_time() - used) * 1000)
            median, cpu = statistics.median(times), statistics.median(spent)
            print(f"| {name:45} | {answers:7} | {median:9.1f} | {max(times):10.1f} | {cpu:6.1f} |")
            for statement in dict.fromkeys(s for s in statements if s.lstrip().lower().startswith("select")):
                db.conn.set_trace_callback(None)
                for row in db.execute("explain query plan " + statement).fetchall():
                    print("      ", row[3])
                db.conn.set_trace_callback(statements.append)


if __name__ == "__main__":
    main()
