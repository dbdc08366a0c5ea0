"""Headers that keep what untrusted documents contain from doing anything in the reader's browser."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Callable[[], Awaitable[Message]], Send], Awaitable[None]]

# Datasette's own pages carry style attributes and a style element (tables on narrow screens); no inline script.
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
_HEADERS = {
    b"content-security-policy": POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"x-frame-options": b"DENY",
    b"cross-origin-opener-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
}


def with_security_headers(application: Application) -> Application:
    """The application with the headers on every answer; a page that sets one itself keeps its own."""

    async def secured(scope: Scope, receive: Callable[[], Awaitable[Message]], send: Send) -> None:
        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": _completed(message.get("headers", []))}
            await send(message)

        await application(scope, receive, send_secured if scope["type"] == "http" else send)

    return secured


def _completed(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    own = [(bytes(name), bytes(value)) for name, value in headers]
    names = {name.lower() for name, _ in own}
    return own + [(name, value) for name, value in _HEADERS.items() if name not in names]
