"""Digests to those who are to be told: each made once, each delivered until it has arrived."""

from __future__ import annotations

import email.utils
import json
import os
import time
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

from sqlite_utils import Database

from extract.database.transactions import writing
from extract.database.writing import now
from extract.intake.digests.content import Digest, digest_of, make
from extract.intake.digests.rendering import as_html, as_json, as_text, title
from extract.intake.fetching.config import Notify
from extract.values.language import say

_MOST_TRIES = 50
"""How many batches try to deliver a digest before it is given up."""


class DeliveryError(Exception):
    """A digest that did not arrive. `str()` is one line with reason and remedy."""


def channels(config: Notify) -> list[str]:
    """Where digests go."""
    ways = {"text": config.text_dir, "mail": config.mail_dir, "webhook": config.webhook}
    return [channel for channel, target in ways.items() if target is not None]


def notify(db: Database, config: Notify) -> list[str]:
    """Tells what is new, and what did not arrive earlier; returns a line for each digest that does not arrive now.

    What is not told yet becomes a digest first, in one transaction; so a program that is stopped before it has
    arrived leaves it to the next. A webhook may get a digest twice, with the same `Idempotency-Key`.
    """
    ways = channels(config)
    if not ways:
        return []
    make(db, ways)
    waiting = db.execute(
        "select digest_id, channel from deliveries where delivered_at is null and tries < ? order by digest_id, channel",
        [_MOST_TRIES],
    ).fetchall()
    problems: dict[str, str] = {}
    for ident, channel in waiting:
        if channel not in ways or channel in problems:
            continue
        digest = digest_of(db, ident)
        error: str | None = None
        try:
            if digest:
                _SENDERS[channel](digest, config)
        except DeliveryError as failed:
            error = problems[channel] = str(failed)
        with writing(db):
            db.execute(
                "update deliveries set delivered_at = ?, tries = tries + 1, error = ? where digest_id = ? and channel = ?",
                [None if error else now(), error, ident, channel],
            )
    return list(problems.values())


class Notifier:
    """Tells after the batches of a watch, no more often than it is asked to. `tell` gets what goes wrong."""

    def __init__(self, db: Database, config: Notify, tell: Callable[[str], None]) -> None:
        self._db, self._config, self._tell = db, config, tell
        self._last = -float("inf")
        self._waiting = True

    def __call__(self, worked: bool, last: bool = False) -> None:
        """After a look at the folders: whether anything was taken in, and whether it was the last one."""
        self._waiting = self._waiting or worked
        if self._waiting and (last or time.monotonic() - self._last >= self._config.every):
            self._last = time.monotonic()
            self._waiting = False
            for line in notify(self._db, self._config):
                self._tell(line)


def as_mail(digest: Digest, config: Notify) -> EmailMessage:
    """The digest as a mail, text and HTML."""
    message = EmailMessage()
    message["Subject"] = " ".join(f"[cchc] {title(digest)}".split())
    message["From"] = config.mail_from
    if config.mail_to:
        message["To"] = ", ".join(config.mail_to)
    message["Date"] = email.utils.formatdate(localtime=True)
    message["Message-ID"] = f"<{digest.id or 'digest'}@{config.mail_from.rpartition('@')[2]}>"
    # Mail programs open it as a draft that is ready to be sent.
    message["X-Unsent"] = "1"
    message.set_content(as_text(digest))
    message.add_alternative(as_html(digest, config.database_url), subtype="html")
    return message


def _write(folder: Path, name: str, data: bytes) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f".{name}.part"
        part.write_bytes(data)
        part.replace(folder / name)
    except OSError as error:
        raise DeliveryError(
            say(
                f"{folder}: không ghi được bản tin ({error.strerror}); kiểm tra thư mục trong [notify]",
                f"{folder}: the digest can't be written ({error.strerror}); check the folder in [notify]",
            )
        ) from None


def _to_text(digest: Digest, config: Notify) -> None:
    assert config.text_dir is not None
    _write(config.text_dir, f"digest-{digest.id}.txt", as_text(digest).encode())


def _to_mail(digest: Digest, config: Notify) -> None:
    assert config.mail_dir is not None
    _write(config.mail_dir, f"digest-{digest.id}.eml", as_mail(digest, config).as_bytes())


def _to_webhook(digest: Digest, config: Notify) -> None:
    """Posts the digest as JSON, through the same gate as everything else that goes out."""
    try:
        import httpx
        import stamina

        from extract.intake.fetching.addresses import Gate, RefusedError
        from extract.intake.fetching.transport import GatedTransport
    except ImportError as error:
        raise DeliveryError(
            say(
                f"webhook cần gói {error.name}; cài bằng: pip install 'cchc[fetch]'",
                f"the webhook needs the package {error.name}; install it: pip install 'cchc[fetch]'",
            )
        ) from None
    assert config.webhook is not None
    headers = {"Content-Type": "application/json", "Idempotency-Key": digest.id or ""}
    if config.webhook_token_env:
        token = os.environ.get(config.webhook_token_env)
        if not token:
            raise DeliveryError(
                say(
                    f"biến môi trường {config.webhook_token_env} chưa có mã của webhook; đặt biến đó rồi chạy lại",
                    f"the environment variable {config.webhook_token_env} holds no token for the webhook; set it and run again",
                )
            )
        headers["Authorization"] = f"Bearer {token}"
    body = json.dumps(as_json(digest), ensure_ascii=False).encode()
    place = httpx.URL(config.webhook).host

    def passing(error: Exception) -> bool:
        return isinstance(error, httpx.TransportError) or (
            isinstance(error, httpx.HTTPStatusError)
            and (error.response.status_code >= 500 or error.response.status_code in (408, 425, 429))
        )

    gate = Gate([config.webhook], private=config.webhook_private)
    try:
        with httpx.Client(
            transport=GatedTransport(gate, config.ca_file), timeout=config.timeout, trust_env=False
        ) as client:
            for attempt in stamina.retry_context(
                on=passing,
                attempts=config.attempts,
                timeout=None,
                wait_initial=config.backoff,
                wait_max=30.0,
                wait_jitter=config.backoff,
            ):
                with attempt:
                    response = client.post(config.webhook, content=body, headers=headers)
                    if not response.is_success:
                        raise httpx.HTTPStatusError(
                            f"{response.status_code}", request=response.request, response=response
                        )
    except (httpx.HTTPError, RefusedError, OSError) as error:
        # The address of a webhook is often its secret; so only the host is named.
        raise DeliveryError(
            say(
                f"webhook {place}: bản tin chưa gửi được ({error}); lần chạy sau sẽ gửi lại",
                f"webhook {place}: the digest did not arrive ({error}); the next run sends it again",
            )
        ) from None


_SENDERS: dict[str, Callable[[Digest, Notify], None]] = {
    "text": _to_text,
    "mail": _to_mail,
    "webhook": _to_webhook,
}
