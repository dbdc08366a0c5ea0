"""The page of a document: its text by its outline with every fact marked, beside it the outline, the facts, the print."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from datasette.app import Datasette
from datasette.utils import tilde_encode
from datasette.utils.asgi import Request, Response
from markupsafe import Markup, escape

from extract.browse import corrections
from extract.browse.cells import anchor, document_path, span_anchor
from extract.browse.document_data import DocumentData, Finding, Row, read_document
from extract.browse.hits import Hits, find_hits, hit_bar, words_of
from extract.browse.kinds import KINDS, Kind, fields_html
from extract.browse.layout import Block, blocks
from extract.browse.marks import Mark, Marker
from extract.browse.page_images import folders_of, printed_file
from extract.browse.texts import Texts, known_or_plain
from extract.browse.web import PageError, Route, arguments, ask, language, page, page_texts, served
from extract.database.schema import FACT_TABLES

_QUOTE = 90


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the parts of a page as HTML, every text escaped."""

    data: DocumentData
    t: Texts
    language: str
    base: str
    """What paths of ours begin with."""
    judged: Mapping[str, corrections.Mark]
    """What readers said of facts."""
    badge: Callable[[str], Markup]
    may_correct: bool
    tables: str
    """The path of the database, under which each fact is a row of its table."""
    hits: Hits
    """Where the words stand that the reader looks for."""

    def article(self) -> Markup:
        """The text with its facts and findings."""
        marker = Marker(self.data.text, list(self._marks()), self.hits.spans)
        noted: set[str] = set()
        parts: list[str] = []
        page_number = 0
        laid = blocks(self.data.text, self.data.items)
        first_pages = self._page_starts(laid)
        for block in laid:
            number = first_pages.get(block.start)
            if number is not None and number > page_number:
                page_number = number
                parts.append(
                    f'<span class="page-break" id="text-page-{number}">{self.t("document.page", n=number)}</span>'
                )
            for finding in self.data.findings:
                if finding.id not in noted and any(
                    a < block.end and b > block.start for a, b in finding.spans
                ):
                    noted.add(finding.id)
                    parts.append(self._note(finding))
            parts.append(self._block(block, marker))
        for finding in self.data.findings:
            if finding.id not in noted:
                parts.append(self._note(finding))
        return Markup("\n".join(parts))

    def outline(self) -> Markup:
        """The outline as nested lists of links."""
        parts: list[str] = []
        depth = 0
        for item in self.data.items:
            level = max(1, min(item.level, depth + 1))
            if level > depth:
                parts.append("<ol>")
                depth += 1
            else:
                parts.append("</li>" + "</ol></li>" * (depth - level))
                depth = level
            text = item.heading or self.data.text[item.start : item.own_end].strip().removeprefix(
                item.label
            ).lstrip(". )")
            parts.append(
                f'<li><a href="#{anchor(item.id)}"><b>{escape(item.label)}</b> {escape(short(text, 70))}</a>'
            )
        parts.append("</li></ol>" * depth)
        return Markup("".join(parts))

    def facts(self) -> Markup:
        """The facts, kind by kind, each with its fields: what cards show, and the way back from the text."""
        parts: list[str] = []
        for kind in KINDS:
            rows = self.data.facts.get(kind.table)
            if not rows:
                continue
            entries = "".join(self._entry(kind, row) for row in rows)
            name = self.t(f"kinds.{kind.table}")
            parts.append(
                f'<details class="kind k-{kind.table}" id="kind-{kind.table}"><summary><span class="swatch"></span>{name} '
                f'<span class="count">{len(rows)}</span></summary><ol>{entries}</ol></details>'
            )
        return Markup("".join(parts))

    def findings(self) -> Markup:
        """The findings as links to their place."""
        return Markup("").join(
            Markup('<li class="{}"><a href="#{}"><b>{}</b> {}</a></li>').format(
                finding.severity, anchor(finding.id), self.t(f"values.{finding.severity}"), finding.message
            )
            for finding in self.data.findings
        )

    def page_boxes(self) -> dict[int, Markup]:
        """By page the boxes of what is printed on it, as links in SVG, the largest first so that none hides another."""
        found: dict[int, list[tuple[float, str]]] = {}
        for kind, ident, boxes in self._boxed():
            for number, x0, y0, x1, y1 in boxes:
                area = (x1 - x0) * (y1 - y0)
                found.setdefault(int(number), []).append(
                    (
                        -area,
                        f'<a href="#{anchor(ident)}" tabindex="-1"><rect class="k-{kind}" data-b="{self.local(ident)}" x="{x0:g}" '
                        f'y="{y0:g}" width="{x1 - x0:g}" height="{y1 - y0:g}"/></a>',
                    )
                )
        return {number: Markup("".join(text for _, text in sorted(rects))) for number, rects in found.items()}

    def local(self, ident: str) -> str:
        """The part of an id after that of the document, by which cards are named."""
        return ident.rpartition("-")[2]

    def _boxed(self) -> Iterator[tuple[str, str, Iterable[Any]]]:
        for table, rows in self.data.facts.items():
            for row in rows:
                if row["boxes"]:
                    yield table, row["id"], json.loads(row["boxes"])
        for finding in self.data.findings:
            yield "findings", finding.id, finding.boxes

    def _page_starts(self, laid: Sequence[Block]) -> dict[int, int]:
        """By the start of a block the page that it begins on, as far as facts and items of the outline tell."""
        if not self.data.pages:
            return {}
        known: dict[int, int] = {}
        spots = sorted(
            (row["start"], row["page"]) for rows in self.data.facts.values() for row in rows if row["page"]
        )
        position = 0
        for block in laid:
            while position < len(spots) and spots[position][0] < block.start:
                position += 1
            if position < len(spots) and spots[position][0] < block.end:
                known[block.start] = spots[position][1]
        return known

    def _marks(self) -> Iterator[Mark]:
        for table, rows in self.data.facts.items():
            for row in rows:
                said = self.judged.get(row["id"])
                kind = f"{table} judged-{said.verdict}" if said else table
                yield Mark(row["start"], row["end"], kind, anchor(row["id"]), f"p-{self.local(row['id'])}")
        for finding in self.data.findings:
            for nth, (start, end) in enumerate(finding.spans):
                yield Mark(
                    start,
                    end,
                    f"findings {finding.severity}",
                    span_anchor(finding.id, nth),
                    f"p-{self.local(finding.id)}",
                )

    def _block(self, block: Block, marker: Marker) -> str:
        anchors = "".join(f'<span class="at" id="{anchor(item.id)}"></span>' for item in block.items)
        if block.kind == "table":
            return f'<div class="scroll" tabindex="0" role="region" aria-label="{self.t("document.table")}"><table>{self._table(block, marker)}</table></div>'
        written = anchors + marker.write(block.start, block.end)
        if block.kind == "heading":
            level = min(block.level + 1, 6)
            return f"<h{level}>{written.replace(chr(10), '<br>')}</h{level}>"
        classes = " ".join(
            c
            for c in (
                block.kind if block.kind == "capitals" else "",
                f"l{min(block.level, 6)}" if block.level else "",
            )
            if c
        )
        return f'<p class="{classes}">{written}</p>' if classes else f"<p>{written}</p>"

    def _table(self, block: Block, marker: Marker) -> str:
        text, rows = self.data.text, block.rows
        width = max(map(len, rows))
        headed = len(rows) > 1 and not any(c.isdigit() for a, b in rows[0][:1] for c in text[a:b])
        out = []
        for number, row in enumerate(rows):
            cells = []
            for nth, (start, end) in enumerate(row):
                span = f' colspan="{width - nth}"' if nth == len(row) - 1 and nth < width - 1 else ""
                head = headed and number == 0 and end > start
                cells.append(
                    f'<th scope="col"{span}>{marker.write(start, end)}</th>'
                    if head
                    else f"<td{span}>{marker.write(start, end)}</td>"
                )
            out.append(f"<tr>{''.join(cells)}</tr>")
        return "".join(out)

    def _note(self, finding: Finding) -> str:
        other = ""
        if finding.other_document_id:
            path = self.base + document_path(finding.other_document_id)
            other = f' <a href="{path}">{escape(finding.other or finding.other_document_id)}</a>'
        return (
            f'<aside class="note {finding.severity}" id="p-{self.local(finding.id)}" aria-label="{self.t("document.finding")}">'
            f'<a href="#{anchor(finding.id)}"><b>{self.t("values." + finding.severity)}</b> '
            f"{escape(known_or_plain(self.t, 'findings.' + finding.kind, finding.kind))}</a>"
            f"<span>{escape(finding.message)}</span>{other}</aside>"
        )

    def _entry(self, kind: Kind, row: Row) -> str:
        card = f"p-{self.local(row['id'])}"
        fields = fields_html(kind, row, self.t, self.language, self._links(row), self._owners(row))
        why = (
            f"<dt>{self.t('fields.rule')}</dt><dd><code>{escape(row['rule_name'] or '')}</code></dd>"
            f"<dt>{self.t('fields.confidence')}</dt><dd>{self._confidence(row['confidence'])}</dd>"
        )
        if row["doubt"]:
            why += f"<dt>{self.t('fields.doubt')}</dt><dd>{escape(row['doubt'])}</dd>"
        if row["id"] in self.judged:
            why += f"<dt>{self.t('corrections.verdict')}</dt><dd>{self.badge(row['id'])}{self._amended(row['id'])}</dd>"
        more = [
            f'<a href="{self.tables}/{kind.table}/{tilde_encode(row["id"])}">{self.t("document.row")}</a>'
        ]
        if self.may_correct and kind.table in FACT_TABLES:
            path = self.base + corrections.correct_path(row["id"])
            more.append(f'<a href="{path}">{self.t("corrections.correct")}</a>')
        why += f"<dt>{self.t('document.more')}</dt><dd>{' · '.join(more)}</dd>"
        return (
            f'<li id="{card}" data-k="{kind.table}"><a class="to-text" href="#{anchor(row["id"])}">{escape(short(row["quote"], _QUOTE))}</a>'
            f"<dl>{fields}{why}</dl></li>"
        )

    def _amended(self, fact: str) -> Markup:
        """What a reader put in the place of fields, and the note."""
        said = self.judged[fact]
        changed = "; ".join(
            f"{known_or_plain(self.t, f'fields.{c}', c)}: {v}" for c, v in said.amended.items()
        )
        return Markup(" {}").format(" – ".join(part for part in (changed, said.note or "") if part))

    def _links(self, row: Mapping[str, Any]) -> dict[str, str]:
        """Paths of what the fields name: bodies, documents that are held."""
        out = {
            column.removesuffix("_id"): f"{self.base}/-/organisation/{quote(str(value))}"
            for column, value in row.items()
            if value and column in ("owner_id", "issuer_id", "subject_id", "name_id", "assigned_by_id")
        }
        if row.get("held") and row["held"] != self.data.row["id"]:
            path = self.base + document_path(row["held"])
            out |= {"symbol": path, "name": path, "work": path}
        return out

    def _owners(self, row: Row) -> list[tuple[str, Markup]]:
        out = []
        for role in ("lead", "coordinate"):
            named = [
                Markup('<a href="{}/-/organisation/{}">{}</a>').format(self.base, body, name)
                for of, name, body in self.data.owners.get(row["id"], ())
                if of == role
            ]
            if named:
                out.append((self.t(f"fields.{role}"), Markup("; ").join(named)))
        return out

    def _confidence(self, value: float | None) -> str:
        return "" if value is None else f'<meter min="0" max="1" value="{value:.2f}"></meter> {value:.0%}'


async def document_page(request: Request, datasette: Datasette) -> Response:
    """The page of a document; `…​.json` gives what it shows as data."""
    ident = request.url_vars["document"]
    data = await ask(datasette, lambda db: read_document(db, ident))
    if data is None:
        raise PageError(404, "error.document_not_found", name=ident)
    if request.url_vars.get("format"):
        return Response.json(_as_json(data))
    t = page_texts(datasette, request)
    base = datasette.setting("base_url").rstrip("/")
    await corrections.refresh(datasette)
    given = arguments(request)
    hits = await asyncio.to_thread(find_hits, data.text, words_of(given))
    writer = Writer(
        data, t, language(datasette, request), base, corrections.marks(datasette),
        lambda fact: corrections.badge(datasette, fact, t), await corrections.may_correct(datasette, request.actor),
        datasette.urls.database(served(datasette).name), hits,
    )  # fmt: skip
    pictured = (
        bool(data.pages)
        and await asyncio.to_thread(printed_file, data.row, folders_of(datasette)) is not None
    )
    context = {
        "data": data,
        "document": data.row,
        "recipients": json.loads(data.row["recipients"] or "[]"),
        "notes": json.loads(data.row["notes"] or "[]"),
        "file": str(data.row["path"]).replace("\\", "/").rpartition("/")[2],
        "hit_bar": hit_bar(base + document_path(ident), given, hits),
        "article": writer.article(),
        "outline": writer.outline(),
        "facts": writer.facts(),
        "findings": writer.findings(),
        "pictured": pictured,
        "boxes": writer.page_boxes() if pictured else {},
        "kinds": [(table, len(rows)) for table, rows in data.facts.items()],
        "json_url": base + document_path(ident) + ".json",
    }
    return await page(datasette, request, "document.html", context)


def short(text: str, width: int) -> str:
    """The text on one line, cut at a width."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def _as_json(data: DocumentData) -> dict[str, Any]:
    return {
        "document": data.row,
        "outline": [
            {
                "id": i.id,
                "level": i.level,
                "label": i.label,
                "heading": i.heading,
                "start": i.start,
                "end": i.end,
            }
            for i in data.items
        ],
        "facts": {
            table: [
                {name: json.loads(v) if name == "boxes" and v else v for name, v in row.items()}
                for row in rows
            ]
            for table, rows in data.facts.items()
        },
        "findings": [
            {"id": f.id, "kind": f.kind, "severity": f.severity, "message": f.message, "spans": f.spans}
            for f in data.findings
        ],
    }


ROUTES: list[Route] = [
    (r"/-/document/(?P<document>[0-9a-f]{16}(?:p\d+)?)(?:\.(?P<format>json))?$", document_page),
]
