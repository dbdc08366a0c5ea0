"""How many planted errors the audit finds: one error at a time in correct documents, and nothing else reported.

    python benchmarks/seeding.py [FOLDER] [--cases 40] [--seed 1] [--kind WORD] [--missed]

FOLDER holds the correct texts (default: corpus/). For each kind of error so many cases are planted at random places.
An error is *found* where a finding that the text without it does not have touches its place; a finding that touches
another place is a *false alarm*, and so is any that a correct sentence or table added before planting brings with it.
Printed is a table for docs/accuracy.md; `--missed` prints the cases that were missed and the false alarms.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import planting as prose  # noqa: E402
from benchmarks import planting_mentions as mentions  # noqa: E402
from benchmarks import planting_tables as tables  # noqa: E402
from benchmarks.planting import Case, Planter  # noqa: E402
from extract.checking import Finding, audit  # noqa: E402
from extract.facts import Pipeline  # noqa: E402
from extract.reading import read_path, read_text  # noqa: E402
from extract.structure import Document, analyse  # noqa: E402

PLANTERS: dict[str, tuple[Planter, ...]] = {
    "sum in prose": (prose.sum_in_sentence, prose.sum_in_place),
    "percentage in prose": (prose.percentage_in_sentence, prose.percentage_in_place),
    "difference in prose": (prose.difference,),
    "cell of a matrix": (tables.table_cell,),
    "table of parts": (tables.table_of_parts,),
    "ratio of a form": (tables.form_ratio,),
    "prose against the appendix": (tables.contradiction,),
    "count of a list": (tables.count_of_list,),
    "count in a sentence": (tables.count_in_sentence,),
    "separators": (tables.separators,),
    "day that does not exist": (mentions.invalid_date,),
    "date of a citation": (mentions.date_conflict,),
    "symbol of a citation": (mentions.symbol_slip,),
    "rank above its total": (mentions.rank,),
    "change of places": (mentions.places,),
    "score above its maximum": (mentions.score,),
    "deadline before issue": (mentions.deadline,),
    "numbering": (tables.numbering,),
}


@dataclass(slots=True)
class Tally:
    """What became of the cases of one kind."""

    planted: int = 0
    found: int = 0
    false: int = 0
    missed: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found / self.planted if self.planted else 1.0

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.false) if self.found + self.false else 1.0


_pipeline = Pipeline()


def audited(text: str) -> tuple[Document, tuple[Finding, ...]]:
    """A text with its findings."""
    document = analyse(read_text(text))
    return document, audit(document, _pipeline(document))


def told(document: Document, finding: Finding) -> str:
    """A finding as it is told apart from another: its kind and its quotes, wherever they stand.

    The message is left out, as it may name a section by a number that the planted error changed.
    """
    return f"{finding.kind}: " + " | ".join(document.text[s:e] for s, e in finding.spans)


def judge(case: Case, tally: Tally, known: dict[str, Counter[str]]) -> None:
    """Audits a case and counts it; `known` keeps what is found in a text without an error."""
    if case.before not in known:
        document, findings = audited(case.before)
        known[case.before] = Counter(told(document, f) for f in findings)
    before = known[case.before]
    document, findings = audited(case.after)
    at = case.at(document.text)
    assert at >= 0, case.place
    tally.planted += 1
    found = False
    for finding in findings:
        text = told(document, finding)
        if before[text]:
            continue
        touches = any(s < at + len(case.place) and at < e for s, e in finding.spans)
        if not touches:
            tally.false += 1
            tally.alarms.append(f"{text}  [{case.place}]")
        elif finding.kind in case.expected:
            found = True
    tally.found += found
    if not found:
        tally.missed.append(case.place)


def cases(planters: tuple[Planter, ...], texts: list[str], count: int, rng: Random) -> Iterator[Case]:
    """So many cases, the planters and the texts taken at random; fewer where few texts have a place."""
    made = tries = 0
    while made < count and tries < 20 * count:
        tries += 1
        planter = planters[made % len(planters)]
        case = planter(rng, rng.choice(texts))
        if case is not None and case.before != case.after:
            made += 1
            yield case


def measure(texts: list[str], count: int, seed: int, kinds: list[str]) -> dict[str, Tally]:
    """The tallies of the kinds; the false alarms of added correct text are counted under its kind."""
    tallies = {}
    clean: dict[str, Counter[str]] = {}
    untouched = [Counter(told(d, f) for f in found) for d, found in map(audited, texts)]
    for name in kinds:
        rng = Random(f"{seed} {name}")
        tally = tallies[name] = Tally()
        for case in cases(PLANTERS[name], texts, count, rng):
            judge(case, tally, clean)
            # What the correct addition brought: nothing may be found in it.
            extra = [t for t in clean[case.before] if not any(u[t] for u in untouched)]
            if extra and case.before not in texts:
                tally.false += len(extra)
                tally.alarms += [f"ADDED {t}" for t in extra]
            clean.clear()
    return tallies


def table(tallies: dict[str, Tally]) -> str:
    """The tallies as Markdown."""
    rows = [
        "| error planted | cases | found | recall | false alarms | precision |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, t in tallies.items():
        rows.append(f"| {name} | {t.planted} | {t.found} | {t.recall:.3f} | {t.false} | {t.precision:.3f} |")
    planted, found = sum(t.planted for t in tallies.values()), sum(t.found for t in tallies.values())
    false = sum(t.false for t in tallies.values())
    rows.append(
        f"| all | {planted} | {found} | {found / max(planted, 1):.3f} | {false} | {found / max(found + false, 1):.3f} |"
    )
    return "\n".join(rows)


def main() -> None:
    """Runs the benchmark and prints its table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "corpus")
    parser.add_argument("--cases", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", default="", help="only kinds that hold this word")
    parser.add_argument("--missed", action="store_true")
    arguments = parser.parse_args()
    texts = [read_path(p).text for p in sorted(arguments.folder.glob("*.txt"))]
    kinds = [k for k in PLANTERS if arguments.kind in k]
    tallies = measure(texts, arguments.cases, arguments.seed, kinds)
    print(table(tallies))
    if arguments.missed:
        for name, tally in tallies.items():
            for text in tally.missed:
                print(f"missed, {name}: {text}")
            for text in tally.alarms:
                print(f"false, {name}: {text}")


if __name__ == "__main__":
    main()
