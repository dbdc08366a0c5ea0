"""Many small documents that differ, made from the texts of `corpus/`: numbers, provinces and figures are changed.

    python benchmarks/stream.py FOLDER [--files 10000] [--seed 7]

The same seed makes the same files.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from pathlib import Path

from extract.reading import read_path

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
PROVINCES = (
    "An Giang", "Bến Tre", "Bình Dương", "Cà Mau", "Đồng Nai", "Hà Giang", "Hải Dương", "Hòa Bình", "Kon Tum",
    "Lào Cai", "Long An", "Nam Định", "Phú Yên", "Quảng Nam", "Sóc Trăng", "Tây Ninh", "Thái Bình", "Yên Bái",
)  # fmt: skip
_LETTERHEAD = re.compile(r"^(?P<before>.{0,12}Số\s*:\s*)(?P<number>\d+)(?=[/-])", re.M)
_FIGURE = re.compile(r"(?<![\d/.,])(\d{1,2}),(\d{1,2})(?=\s*(?:%|điểm))")


def varied(texts: list[str], chance: random.Random, most: int = 6) -> str:
    """A document made from one of the texts: of another number and province, with other figures, `most` paragraphs long."""
    text = chance.choice(texts)
    paragraphs = [p for p in text.split("\n") if p.strip()]
    # The letterhead, a few paragraphs of the body, the signature.
    head, body, foot = paragraphs[:12], paragraphs[12:-8], paragraphs[-8:]
    begin = chance.randrange(max(1, len(body) - most))
    text = "\n\n".join([*head, *body[begin : begin + chance.randrange(2, most + 1)], *foot])
    here = next((p for p in sorted(PROVINCES, key=text.count, reverse=True) if p in text), None)
    if here is not None:
        there = chance.choice(PROVINCES)
        text = text.replace(here.upper(), there.upper()).replace(here, there)
    text = _LETTERHEAD.sub(lambda m: m["before"] + str(chance.randrange(1, 4000)), text, count=1)
    return _FIGURE.sub(lambda m: f"{chance.randrange(60, 99)},{chance.randrange(10, 99)}", text)


def documents(count: int, seed: int = 7) -> Iterator[str]:
    """So many texts, no two of them the same."""
    texts = [read_path(path).text for path in sorted(CORPUS.glob("[ab]_*.txt"))]
    chance = random.Random(seed)
    for number in range(count):
        yield varied(texts, chance) + f"\n\nMã hồ sơ lưu: {seed}-{number:05d}.\n"


def main() -> None:
    """Writes the files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    for number, text in enumerate(documents(arguments.files, arguments.seed)):
        path = arguments.folder / f"{number // 500:03d}" / f"{number:05d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
