"""A digest as text, as HTML for mail, and as JSON; Vietnamese first."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, TypeVar

from extract.intake.digests.content import Digest, NewDirective, NewDocument, NewFinding, nobody
from extract.values.language import say

_MOST = 100
"""Entries of one list that are written out."""
_MOST_OF_ONE = 20
_T = TypeVar("_T")


def title(digest: Digest) -> str:
    """One line: how much is new."""
    parts = [say(f"{len(digest.documents)} văn bản mới", f"{len(digest.documents)} new documents")]
    if digest.directives:
        parts.append(say(f"{digest.directives} nhiệm vụ", f"{digest.directives} directives"))
    if digest.moved:
        parts.append(say(f"{len(digest.moved)} thời hạn thay đổi", f"{len(digest.moved)} deadlines moved"))
    if digest.findings:
        parts.append(say(f"{len(digest.findings)} điểm cần xem lại", f"{len(digest.findings)} findings"))
    return ", ".join(parts)


def as_text(digest: Digest) -> str:
    """The digest as plain text."""
    return "\n".join(_lines(digest)) + "\n"


def _lines(digest: Digest) -> Iterator[str]:
    yield say("Bản tin cchc: ", "Digest of cchc: ") + title(digest)
    yield _span(digest)
    if digest.moved:
        yield ""
        yield say("THỜI HẠN THAY ĐỔI", "DEADLINES THAT MOVED")
        for finding in _some(digest.moved):
            yield f"- {finding.document}: {_flat(finding.message)}"
        yield from _rest(digest.moved, _MOST)
    if digest.documents:
        yield ""
        yield say("VĂN BẢN MỚI", "NEW DOCUMENTS")
        for document in _some(digest.documents):
            yield f"- {_headed(document)}"
            if document.subject and document.subject != document.name:
                yield f"  {_flat(document.subject)}"
            if document.replaces:
                yield say(
                    f"  bản mới, thay cho {document.replaces}", f"  a new version of {document.replaces}"
                )
            yield f"  {document.url or document.path}"
        yield from _rest(digest.documents, _MOST)
    if digest.owners:
        yield ""
        yield say("NHIỆM VỤ MỚI THEO CƠ QUAN", "NEW DIRECTIVES BY OWNER")
        for owner, directives in _some(digest.owners):
            yield f"{owner or nobody()} ({len(directives)})"
            for directive in directives[:_MOST_OF_ONE]:
                yield f"  - {_task(directive)} [{directive.document}]"
            yield from (f"  {line}" for line in _rest(directives, _MOST_OF_ONE))
        yield from _rest(digest.owners, _MOST)
    if digest.findings:
        yield ""
        yield say("ĐIỂM CẦN XEM LẠI", "FINDINGS")
        for finding in _some(digest.findings):
            yield f"- {_severity(finding)} {finding.document}: {_flat(finding.message)}"
        yield from _rest(digest.findings, _MOST)


def as_html(digest: Digest, database_url: str | None = None) -> str:
    """The digest as a whole HTML page with styles of its own, as mail programs need it."""
    return (
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
        f"<title>{escape(title(digest))}</title></head>"
        '<body style="font-family:Arial,sans-serif;max-width:48em;margin:auto;color:#222">'
        + "".join(_parts(digest, database_url))
        + "</body></html>\n"
    )


def _parts(digest: Digest, database_url: str | None) -> Iterator[str]:
    links = {document.id: _link(document, database_url) for document in digest.documents}

    def named(ident: str, name: str) -> str:
        link = links.get(ident) or (f"{database_url}/documents/{ident}" if database_url else None)
        return f'<a href="{escape(link)}">{escape(name)}</a>' if link else escape(name)

    def section(heading: str, items: Sequence[str], total: int) -> str:
        more = total - len(items)
        left = f"<li>{say(f'… và {more} mục nữa', f'… and {more} more')}</li>" if more > 0 else ""
        return f'<h2 style="font-size:1.1em">{escape(heading)}</h2><ul>{"".join(items)}{left}</ul>'

    def findings(heading: str, found: Sequence[NewFinding], with_severity: bool) -> str:
        items = [
            f"<li>{(_severity(f) + ' ') if with_severity else ''}{named(f.document_id, f.document)}: {escape(_flat(f.message))}</li>"
            for f in _some(found)
        ]
        return section(heading, items, len(found))

    yield f'<h1 style="font-size:1.3em">{escape(title(digest))}</h1><p>{escape(_span(digest))}</p>'
    if digest.moved:
        yield findings(say("Thời hạn thay đổi", "Deadlines that moved"), digest.moved, False)
    if digest.documents:
        items = []
        for document in _some(digest.documents):
            more = (
                [escape(_flat(document.subject))]
                if document.subject != document.name and document.subject
                else []
            )
            if document.replaces:
                more.append(
                    escape(
                        say(f"bản mới, thay cho {document.replaces}", f"a new version of {document.replaces}")
                    )
                )
            tail = "".join(f"<br>{each}" for each in more)
            items.append(
                f"<li><b>{named(document.id, document.name)}</b>{escape(_headed(document)[len(_flat(document.name)) :])}{tail}</li>"
            )
        yield section(say("Văn bản mới", "New documents"), items, len(digest.documents))
    if digest.owners:
        items = []
        for owner, directives in _some(digest.owners):
            tasks = "".join(
                f"<li>{escape(_task(each))} [{named(each.document_id, each.document)}]</li>"
                for each in directives[:_MOST_OF_ONE]
            ) + "".join(f"<li>{escape(line)}</li>" for line in _rest(directives, _MOST_OF_ONE))
            items.append(f"<li><b>{escape(owner or nobody())}</b> ({len(directives)})<ul>{tasks}</ul></li>")
        yield section(say("Nhiệm vụ mới theo cơ quan", "New directives by owner"), items, len(digest.owners))
    if digest.findings:
        yield findings(say("Điểm cần xem lại", "Findings"), digest.findings, True)


def as_json(digest: Digest) -> dict[str, Any]:
    """The digest as plain values that can be written as JSON; `text` is what chat programs show."""
    return {
        "id": digest.id,
        "title": title(digest),
        "text": as_text(digest),
        "since": digest.since,
        "until": digest.until,
        "documents": [dataclasses.asdict(each) for each in digest.documents],
        "directives": [
            {"owner": owner or None, "directives": [dataclasses.asdict(each) for each in directives]}
            for owner, directives in digest.owners
        ],
        "deadlines_moved": [dataclasses.asdict(each) for each in digest.moved],
        "findings": [dataclasses.asdict(each) for each in digest.findings],
    }


def _some(listed: Sequence[_T]) -> Sequence[_T]:
    return listed[:_MOST]


def _rest(listed: Sequence[object], most: int) -> Iterator[str]:
    if len(listed) > most:
        more = len(listed) - most
        yield say(f"… và {more} mục nữa", f"… and {more} more")


def _headed(document: NewDocument) -> str:
    day = say(f"ngày {_day(document.issued_on)}", _day(document.issued_on)) if document.issued_on else ""
    return ", ".join(part for part in (_flat(document.name), day, _flat(document.issuer or "")) if part)


def _task(directive: NewDirective) -> str:
    due = say(f"hạn {_day(directive.due)}", f"due {_day(directive.due)}") if directive.due else ""
    role = say("phối hợp", "coordinates") if directive.role == "coordinate" else ""
    told = "; ".join(part for part in (role, due) if part)
    return _short(_flat(directive.action)) + (f" ({told})" if told else "")


def _severity(finding: NewFinding) -> str:
    return say("[lỗi]", "[error]") if finding.severity == "error" else say("[lưu ý]", "[warning]")


def _link(document: NewDocument, database_url: str | None) -> str | None:
    if document.url and document.url.startswith(("http://", "https://")):
        return document.url
    return f"{database_url}/documents/{document.id}" if database_url else None


def _span(digest: Digest) -> str:
    until = _moment(digest.until)
    if digest.since is None:
        return say(f"Đến {until}", f"Until {until}")
    return say(f"Từ {_moment(digest.since)} đến {until}", f"From {_moment(digest.since)} to {until}")


def _moment(moment: str) -> str:
    try:
        when = datetime.datetime.fromisoformat(moment.replace("Z", "+00:00")).astimezone()
    except ValueError:
        return moment
    return say(f"{when:%H:%M} ngày {when:%d/%m/%Y}", f"{when:%Y-%m-%d %H:%M}")


def _day(day: str) -> str:
    parts = day.split("-")
    return "/".join(reversed(parts)) if all(part.isdigit() for part in parts) else day


def _flat(text: str) -> str:
    return " ".join(text.split())


def _short(text: str, most: int = 240) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
