"""How long it takes from the arrival of a file in a watched folder until its facts can be searched.

    python benchmarks/arrival.py FILE [--times 5] [--db EXISTING.db]

`cchc watch` runs as its users run it, in a process of its own; a copy of FILE is moved into its folder, and the
database is asked every 20 ms for the document and a fact of it. With `--db` a copy of that database is watched for.
"""

from __future__ import annotations

import argparse
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from extract.database import open_database
from extract.database.backup import backup


def main() -> None:
    """Prints the seconds of each arrival."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--db", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder, path = Path(place) / "in", Path(place) / "x.db"
        folder.mkdir()
        if arguments.db:
            backup(open_database(arguments.db), path)
        command = [sys.executable, "-m", "extract.cli", "watch", str(folder), "--db", str(path)]
        open_database(path)
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as watch:
            # It says so when it watches.
            assert watch.stderr is not None
            watch.stderr.readline()
            time.sleep(3)
            for turn in range(arguments.times):
                # Bytes behind the end are no part of a PDF: another file, the same document.
                data = arguments.file.read_bytes() + b"\n%" + str(turn).encode() + b"\n"
                unfinished = folder / ".part"
                unfinished.write_bytes(data)
                begin = time.monotonic()
                unfinished.replace(folder / f"{turn}{arguments.file.suffix}")
                db = sqlite3.connect(path, timeout=30)
                found = None
                while found is None and time.monotonic() - begin < 300:
                    time.sleep(0.02)
                    found = db.execute(
                        "select d.pages, (select count(*) from citations c where c.document_id = d.id) from documents d "
                        "join documents_fts f on f.rowid = d.rowid where documents_fts match 'so' and d.path like ?",
                        [f"%/{turn}{arguments.file.suffix}"],
                    ).fetchone()
                print(f"{time.monotonic() - begin:6.2f} s  (pages, citations): {found}", flush=True)
                db.close()
                time.sleep(3)
            watch.terminate()


if __name__ == "__main__":
    main()
