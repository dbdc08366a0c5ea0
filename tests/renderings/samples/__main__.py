"""`python -m tests.renderings.samples [NAME…] [--out DIR]`: makes the sample documents of every format anew."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.renderings.pdf import NoOfficeError
from tests.renderings.samples.making import SAMPLES

CORPUS = Path(__file__).resolve().parents[3] / "corpus"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.renderings.samples", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"from {', '.join(SAMPLES)}; all by default")
    parser.add_argument("--out", type=Path, default=CORPUS)
    options = parser.parse_args(arguments)
    if unknown := [name for name in options.names if name not in SAMPLES]:
        parser.error(f"không có tài liệu mẫu {', '.join(unknown)}; chọn trong {', '.join(SAMPLES)}")
    options.out.mkdir(parents=True, exist_ok=True)
    try:
        for name in options.names or SAMPLES:
            SAMPLES[name](options.out / name)
            print(f"{options.out / name}: {(options.out / name).stat().st_size / 1024:.0f} kB")
    except NoOfficeError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
