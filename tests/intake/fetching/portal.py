"""A portal on this machine that misbehaves as it is told."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """One request; `portal` is the `Portal` it belongs to."""

    protocol_version = "HTTP/1.1"
    portal: Portal

    def do_GET(self) -> None:
        portal = self.portal
        portal.asked.append(self.path)
        portal.at.append(time.monotonic())
        portal.headers.append(dict(self.headers.items()))
        answer = portal.answers.get(self.path) or portal.answers.get(self.path.partition("?")[0])
        if answer is None:
            self.send(b"", 404)
        elif callable(answer):
            answer(self)
        else:
            self.send(answer)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.portal.posted.append((self.path, dict(self.headers.items()), body))
        answer = self.portal.answers.get(self.path)
        if callable(answer):
            answer(self)
        else:
            self.send(b"ok")

    def send(self, body: bytes | str, code: int = 200, **headers: str) -> None:
        """An answer; `Content_Type` becomes `Content-Type`."""
        data = body.encode() if isinstance(body, str) else body
        sent = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(data))}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        self.send_response(code)
        for name, value in sent.items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def cut(self, body: bytes, at: int, code: int = 200, **headers: str) -> None:
        """The beginning of an answer, then the connection is gone."""
        headers.setdefault("Content_Length", str(len(body)))
        self.close_connection = True
        self.send(body[:at], code, **headers)

    def log_message(self, *_: Any) -> None:
        pass


class Portal:
    """What it answers, and what it was asked."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.answers: dict[str, Answer | bytes | str] = {}
        self.asked: list[str] = []
        self.at: list[float] = []
        self.headers: list[dict[str, str]] = []
        self.posted: list[tuple[str, dict[str, str], bytes]] = []

    def count(self, path: str) -> int:
        return Counter(self.asked)[path]


@contextmanager
def serving() -> Iterator[Portal]:
    """A portal on a free port."""
    handler = type("_Handler", (Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    portal = Portal(server.server_address[1])
    handler.portal = portal
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield portal
    finally:
        server.shutdown()
        server.server_close()


def in_turn(*answers: Answer | bytes | str) -> Answer:
    """Answers one after the other, the last one ever after."""
    left = list(answers)

    def answer(handler: Handler) -> None:
        now = left.pop(0) if len(left) > 1 else left[0]
        if callable(now):
            now(handler)
        else:
            handler.send(now)

    return answer


def page(body: str, title: str = "Cổng thông tin") -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head><body>{body}</body></html>".encode()


def article(number: int, extra: str = "") -> bytes:
    """A page that holds a document."""
    text = "".join(
        f"<p>{i}. Giao Sở Nội vụ tham mưu Ủy ban nhân dân tỉnh triển khai nhiệm vụ số {number}-{i} về cải cách hành chính, báo cáo kết quả trước ngày {10 + i}/12/2025.</p>"
        for i in range(1, 5)
    )
    return page(
        f"<article><h1>Công văn số {number}/UBND-NC về cải cách hành chính</h1>{text}</article>{extra}",
        f"Công văn {number}",
    )


def pdf(size: int = 2000) -> bytes:
    """Something that looks like a PDF, of some size."""
    return b"%PDF-1.4\n" + b"0" * size + b"\n%%EOF\n"
