"""`python -m tests.renderings FILE… --to docx,pdf,html,scan --out DIR`: renders, and compares facts with `--compare`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from extract.reading import ReadError, Source, read_path
from tests.renderings.compare import Comparison
from tests.renderings.formats import FORMATS, render
from tests.renderings.pdf import NoOfficeError


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.renderings", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--to", default="docx,html", help=f"formats, from {','.join(FORMATS)}")
    parser.add_argument("--out", type=Path, default=Path("outputs/renderings"))
    parser.add_argument(
        "--compare", action="store_true", help="read the renderings back and compare the facts"
    )
    parser.add_argument("--pages", type=int, default=None, help="how many pages of a document are scanned")
    options = parser.parse_args(arguments)
    formats = options.to.split(",")
    if unknown := [f for f in formats if f not in FORMATS]:
        parser.error(f"không có định dạng {', '.join(unknown)}; chọn trong {', '.join(FORMATS)}")
    try:
        texts = {path.stem: read_path(path) for path in options.files}
        made = render(texts, formats, options.out, pages=options.pages)
    except (NoOfficeError, ReadError, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 1
    for name in formats:
        print(f"{name}: {len(made[name])} → {options.out / name}")
    if options.compare:
        for name in formats:
            print(f"\n== {name}")
            print(compare(texts, made[name], near=name == "scan").table())
    return 0


def compare(texts: dict[str, Source], made: dict[str, Path], *, near: bool = False) -> Comparison:
    """The facts of renderings against those of their texts; a rendering that can't be read has none."""
    comparison = Comparison(near=near)
    for stem, path in made.items():
        try:
            rendering = read_path(path)
        except ReadError as error:
            print(error, file=sys.stderr)
            rendering = Source(stem, "", "", ())
        comparison.add(stem, texts[stem], rendering)
    return comparison


if __name__ == "__main__":
    sys.exit(main())
