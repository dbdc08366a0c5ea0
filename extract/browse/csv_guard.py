"""Datasette's CSV made safe to open in a spreadsheet: no text of a document is run as a formula.

Numbers are left as they are; JSON gives every text untouched.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Awaitable, Callable

from extract.browse.security import Application, Message, Scope, Send
from extract.export.as_csv import guarded

# The text of a document is one cell.
csv.field_size_limit(2**31 - 1)
_EDGE = re.compile('["\n]')


class CsvGuard:
    """Rewrites CSV as it passes in pieces: whole records are read and written again, cells guarded."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""
        self._quoted = False

    def feed(self, piece: bytes, last: bool) -> bytes:
        """What can be written after one more piece."""
        new = self._decoder.decode(piece, last)
        end = 0  # of the last whole record: a line end outside quotes
        for found in _EDGE.finditer(new):
            if found[0] == '"':
                self._quoted = not self._quoted
            elif not self._quoted:
                end = len(self._held) + found.end()
        self._held += new
        end = len(self._held) if last else end
        whole, self._held = self._held[:end], self._held[end:]
        written = io.StringIO(newline="")
        writer = csv.writer(written)
        for record in csv.reader(io.StringIO(whole, newline="")):
            writer.writerow([cell if _is_number(cell) else guarded(cell) for cell in record])
        return written.getvalue().encode()


def with_guarded_csv(application: Application) -> Application:
    """The application with guarded cells in every CSV that it sends."""

    async def guarded_application(
        scope: Scope, receive: Callable[[], Awaitable[Message]], send: Send
    ) -> None:
        guard: CsvGuard | None = None

        async def send_guarded(message: Message) -> None:
            nonlocal guard
            if message["type"] == "http.response.start":
                headers = [(bytes(name).lower(), bytes(value)) for name, value in message.get("headers", [])]
                # Datasette sends CSV to be looked at as plain text, to be downloaded as text/csv.
                shown = (
                    scope["path"].endswith(".csv")
                    and (b"content-type", b"text/plain; charset=utf-8") in headers
                )
                if message["status"] == 200 and (shown or any(v.startswith(b"text/csv") for _, v in headers)):
                    guard = CsvGuard()
                    kept = [(name, value) for name, value in headers if name != b"content-length"]
                    message = {**message, "headers": kept}
            elif message["type"] == "http.response.body" and guard is not None:
                more = message.get("more_body", False)
                message = {**message, "body": guard.feed(message.get("body", b""), not more)}
            await send(message)

        await application(scope, receive, send_guarded if scope["type"] == "http" else send)

    return guarded_application


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
