"""What lists have in common: parameters of their address, pages, and the files of exactly what is listed."""

from __future__ import annotations

import asyncio
import codecs
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from datasette.utils.asgi import Response

from extract.browse.web import PageError, address
from extract.export.sheet import Sheet, ToolMissingError

SHOWN = 50
"""How many entries a page shows."""
MOST = 5000
"""How many entries one download holds."""
_FORMATS = {
    "ics": "text/calendar; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Given:
    """The parameters of an address; `PageError` where one is none that is known."""

    values: Mapping[str, list[str]]

    def one(self, name: str) -> str:
        """The parameter, the first where it is given more than once; empty where it is not."""
        return self.values.get(name, [""])[0].strip()

    def choice(self, name: str, known: Iterable[str]) -> str:
        """The parameter, which is one of those known or not given."""
        found = self.one(name)
        if found and found not in known:
            raise self.odd(name)
        return found

    def page(self) -> int:
        """Which page is asked for, from 1."""
        found = self.one("page") or "1"
        if not found.isascii() or not found.isdigit() or not 1 <= int(found) <= 10**6:
            raise self.odd("page")
        return int(found)

    def odd(self, name: str) -> PageError:
        """What to raise where a parameter is not understood."""
        return PageError(400, "error.bad_request", what=f"{name}={self.one(name)}")


@dataclass(frozen=True, slots=True)
class Pages:
    """Which entries of how many a page shows, and the addresses of the pages beside it."""

    first: int
    last: int
    total: int
    previous: str | None
    next: str | None

    @property
    def several(self) -> bool:
        """Whether there is another page."""
        return bool(self.previous or self.next)


def pages(base: str, query: Mapping[str, Any], nth: int, shown: int, total: int, most: int = SHOWN) -> Pages:
    """The nth page of a list, on which so many of the total are shown."""
    before = most * (nth - 1)
    return Pages(
        before + 1,
        before + shown,
        total,
        address(base, query, page=nth - 1 if nth > 2 else None) if nth > 1 else None,
        address(base, query, page=nth + 1) if before + shown < total and shown else None,
    )


def downloads(
    base: str, query: Mapping[str, Any], kinds: Iterable[str], language: str
) -> list[tuple[str, str]]:
    """The files of what is filtered: their kind and address."""
    return [(kind, address(f"{base}.{kind}", query, lang=language if language == "en" else None)) for kind in kinds]  # fmt: skip


async def file_response(name: str, format_: str, write: Callable[[], bytes]) -> Response:
    """A file to be kept under a name; a calendar is not, for calendars fetch it by themselves each time."""
    try:
        # A workbook of thousands of rows takes seconds; other readers don't wait for it.
        body = await asyncio.get_running_loop().run_in_executor(None, write)
    except ToolMissingError as error:
        return Response.text(f"{error}\n", status=501)
    kept = f'attachment; filename="{name}.{format_}"' if format_ != "ics" else "inline"
    return Response(body, headers={"Content-Disposition": kept}, content_type=_FORMATS[format_])


def sheet_bytes(format_: str, sheet: Sheet) -> bytes:
    """A table as the bytes of a workbook or of comma-separated values that spreadsheets read as UTF-8."""
    if format_ == "xlsx":
        from extract.export.as_xlsx import as_xlsx

        return as_xlsx(sheet)
    from extract.export.as_csv import as_csv

    return codecs.BOM_UTF8 + as_csv(sheet).encode()
