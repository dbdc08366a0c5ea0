"""Tables as comma-separated values that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import io

from extract.export.sheet import FORMULA, Cell, Sheet


def as_csv(sheet: Sheet) -> str:
    """The table as CSV (RFC 4180), dates as `YYYY-MM-DD`; an apostrophe is set before what would be a formula.

    Write it as UTF-8 with a byte-order mark, without which Excel misreads Vietnamese.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow([guarded(name) for name in sheet.columns])
    writer.writerows([guarded(cell) for cell in row] for row in sheet.rows)
    return written.getvalue()


def guarded(cell: Cell) -> Cell:
    """The cell with an apostrophe before it where it is a text that a spreadsheet would run; numbers are left."""
    if isinstance(cell, str) and cell.lstrip(" \n").startswith(FORMULA):
        return "'" + cell
    return cell
