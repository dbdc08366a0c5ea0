"""Text-to-facts throughput beside spaCy's `tokenise + Matcher + PhraseMatcher`, on the same text in the same run.

    python benchmarks/throughput.py [FOLDER] [--megabytes 5] [--profile]

FOLDER holds the texts that are repeated to the size asked for (default: ../shared/seeds, else corpus/). Printed are
MB of UTF-8 a second for each stage and for the whole, peak memory, and the ratio to the peer. Nothing is asserted:
times belong to the machine.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import resource
import time
from collections.abc import Callable
from pathlib import Path

import spacy
from spacy.matcher import Matcher, PhraseMatcher

from extract.facts import Pipeline
from extract.reading import read_text
from extract.structure import analyse

ROOT = Path(__file__).resolve().parent.parent

# What a plain spaCy pipeline would look for: token patterns for symbols, dates, points and ranks, and names.
TOKEN_PATTERNS = {
    "symbol": [{"LOWER": "số"}, {"TEXT": {"REGEX": r"^\d+(/\d{4})?/"}}],
    "date": [{"LOWER": "ngày"}, {"TEXT": {"REGEX": r"^\d{1,2}/\d{1,2}/\d{4}"}}],
    "score": [{"LIKE_NUM": True}, {"LOWER": "điểm"}],
    "rank": [{"LOWER": {"IN": ["xếp", "đứng"]}}, {"LOWER": "thứ"}, {}],
    "count": [{"LIKE_NUM": True}, {"LOWER": {"IN": ["hồ", "nhiệm", "tthc", "đơn", "lượt"]}}],
}
NAMES = ["Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp", "UBND tỉnh", "HĐND tỉnh", "Bộ Nội vụ", "Chính phủ", "Tỉnh ủy",
         "Văn phòng UBND tỉnh", "Sở Y tế", "Sở Xây dựng", "Công an tỉnh", "Kho bạc Nhà nước", "Bộ Tài chính"]  # fmt: skip


def texts(folder: Path, size: int) -> list[str]:
    """The texts of a folder, repeated until they have the size in bytes."""
    found = [p.read_text("utf-8", errors="replace") for p in sorted(folder.glob("*.txt"))]
    repeated: list[str] = []
    total = 0
    while total < size:
        for text in found:
            repeated.append(text)
            total += len(text.encode())
            if total >= size:
                break
    return repeated


def peer(corpus: list[str]) -> int:
    """Tokenise, match token patterns and names."""
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    matcher, phrases = Matcher(nlp.vocab), PhraseMatcher(nlp.vocab)
    for name, pattern in TOKEN_PATTERNS.items():
        matcher.add(name, [pattern])
    phrases.add("body", [nlp.make_doc(name) for name in NAMES])
    found = 0
    for text in corpus:
        for start in range(0, len(text), 900_000):
            doc = nlp.make_doc(text[start : start + 900_000])
            found += len(matcher(doc)) + len(phrases(doc))
    return found


def ours(corpus: list[str], spent: dict[str, float]) -> int:
    """Read, structure, facts."""
    pipeline = Pipeline()
    found = 0
    for text in corpus:
        t0 = time.perf_counter()
        source = read_text(text)
        t1 = time.perf_counter()
        document = analyse(source)
        t2 = time.perf_counter()
        facts = pipeline(document)
        t3 = time.perf_counter()
        for stage, seconds in (("reading", t1 - t0), ("structure", t2 - t1), ("facts", t3 - t2)):
            spent[stage] = spent.get(stage, 0.0) + seconds
        found += sum(
            len(getattr(facts, k))
            for k in ("citations", "deadlines", "scores", "rankings", "figures", "mentions")
        )
    return found


def timed(work: Callable[[], int]) -> tuple[float, int]:
    """Seconds and what was found."""
    gc.collect()
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def main() -> None:
    """Runs the peer and the pipeline and prints the table."""
    shared = ROOT.parent / "shared" / "seeds"
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "folder", nargs="?", type=Path, default=shared if shared.is_dir() else ROOT / "corpus"
    )
    parser.add_argument("--megabytes", type=float, default=5)
    parser.add_argument("--profile", action="store_true")
    arguments = parser.parse_args()
    corpus = texts(arguments.folder, int(arguments.megabytes * 1e6))
    size = sum(len(t.encode()) for t in corpus) / 1e6
    read_text(corpus[0])
    ours(corpus[:1], {})
    if arguments.profile:
        with cProfile.Profile() as profile:
            ours(corpus, {})
        pstats.Stats(profile).sort_stats("tottime").print_stats(40)
        return
    stages: dict[str, float] = {}
    own, facts = timed(lambda: ours(corpus, stages))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    other, matches = timed(lambda: peer(corpus))
    print(f"{size:.1f} MB in {len(corpus)} texts from {arguments.folder}")
    for stage, seconds in stages.items():
        print(f"  {stage:12}{size / seconds:8.2f} MB/s")
    print(f"text to facts {size / own:8.2f} MB/s   {facts} facts   peak memory {memory:.0f} MB")
    print(f"spaCy peer    {size / other:8.2f} MB/s   {matches} matches")
    print(f"ratio to the peer: {other / own:.2f}")


if __name__ == "__main__":
    main()
