"""The audit of documents as one page: each text as it is laid out, what cannot be right marked in it and explained."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from extract.checking.model import Finding
from extract.reading.source import Cell, Table
from extract.structure.model import Document
from extract.values.language import say

# Colours with a contrast of at least 4.5 on their ground, in light and dark.
_STYLE = """
:root { color-scheme: light dark; --error: #b00020; --warning: #7a5200; --ground: #fff; --ink: #1c1c1c; --line: #ccc;
  --error-mark: #ffd9de; --warning-mark: #ffefc2 }
@media (prefers-color-scheme: dark) { :root { --error: #ffb3bd; --warning: #ffd479; --ground: #161616; --ink: #eee;
  --line: #444; --error-mark: #5c1822; --warning-mark: #4a3a00 } }
body { font: 1.05rem/1.55 "Times New Roman", "Liberation Serif", serif; color: var(--ink); background: var(--ground);
  margin: 0 auto; max-width: 76rem; padding: 1rem }
article { display: grid; grid-template-columns: minmax(0, 3fr) minmax(16rem, 1fr); gap: 2rem; align-items: start }
aside { position: sticky; top: 1rem; max-height: 95vh; overflow: auto; font: 0.9rem/1.4 system-ui, sans-serif }
aside ol { padding-left: 1.4rem } aside li { margin-bottom: 0.8rem }
.error { color: var(--error) } .warning { color: var(--warning) }
mark { color: inherit; border-bottom: 2px solid } mark.error { background: var(--error-mark) }
mark.warning { background: var(--warning-mark) }
mark a { color: inherit; text-decoration: none; font: 0.75rem system-ui, sans-serif; vertical-align: super }
table { border-collapse: collapse; width: 100% } td { border: 1px solid var(--line); padding: 0.2rem 0.4rem;
  vertical-align: top } p { margin: 0.4rem 0; text-align: justify } p.strong { font-weight: bold }
:target { outline: 2px solid } @media (max-width: 50rem) { article { grid-template-columns: 1fr } aside { position: static;
  max-height: none } }
@media print { article { display: block } aside { position: static; max-height: none } }
"""


@dataclass(frozen=True, slots=True)
class Audited:
    """A document with its findings, under the name by which the reader knows the file."""

    name: str
    document: Document
    findings: Sequence[Finding]


def audit_html(audited: Sequence[Audited]) -> str:
    """The page, whole in itself: nothing is loaded from elsewhere, and every text is escaped."""
    title = say("Rà soát văn bản", "Audit of documents")
    body = "".join(_article(nth, each) for nth, each in enumerate(audited, 1))
    language = say("vi", "en")
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n{body}</body>\n</html>\n"
    )


def severity_name(severity: str) -> str:
    """How a severity is called."""
    return say("Lỗi", "Error") if severity == "error" else say("Cần xem lại", "To look at")


def _article(nth: int, audited: Audited) -> str:
    document, findings = audited.document, audited.findings
    marks = _Marks(nth, findings)
    text = "\n".join(_block(document, block_index, marks) for block_index in range(len(document.blocks)))
    listed = "\n".join(
        f'<li id="n{nth}-{i}" value="{i}"><strong class="{f.severity}">{severity_name(f.severity)}</strong> '
        f'<a href="#m{nth}-{i}">{escape(f.message)}</a></li>'
        for i, f in enumerate(findings, 1)
    )
    count = say(f"{len(findings)} điểm cần xem", f"{len(findings)} findings")
    found = f"<ol>\n{listed}\n</ol>" if findings else ""
    return (
        f'<h2>{escape(audited.name)}</h2>\n<article>\n<div lang="vi">\n{text}\n</div>\n'
        f"<aside><h3>{count}</h3>\n{found}</aside>\n</article>\n"
    )


def _block(document: Document, index: int, marks: _Marks) -> str:
    block, text = document.blocks[index], document.text
    if isinstance(block, Table):
        rows = "\n".join(
            f"<tr>{''.join(_cell(text, cell, marks) for cell in row)}</tr>" for row in block.rows
        )
        return f"<table>\n{rows}\n</table>"
    strong = ' class="strong"' if block.strong else ""
    return f"<p{strong}>{marks.write(text, block.start, block.end)}</p>"


def _cell(text: str, cell: Cell, marks: _Marks) -> str:
    span = f' colspan="{cell.span}"' if cell.span > 1 else ""
    return f"<td{span}>{marks.write(text, cell.start, cell.end)}</td>"


class _Marks:
    """Writes stretches of the text with the findings in them marked; overlapping findings share a mark."""

    def __init__(self, nth: int, findings: Sequence[Finding]) -> None:
        self.nth = nth
        self.spans = sorted((a, b, i, f.severity) for i, f in enumerate(findings, 1) for a, b in f.spans)
        self.anchored: set[int] = set()

    def write(self, text: str, start: int, end: int) -> str:
        """The stretch as HTML."""
        return "".join(self._pieces(text, start, end))

    def _pieces(self, text: str, start: int, end: int) -> Iterator[str]:
        held = [s for s in self.spans if s[0] < end and s[1] > start]
        edges = sorted({start, end, *(min(max(e, start), end) for s in held for e in s[:2])})
        for low, high in itertools.pairwise(edges):
            piece = escape(text[low:high])
            within = [s for s in held if s[0] <= low and s[1] >= high]
            if not within:
                yield piece
                continue
            severity = "error" if any(s[3] == "error" for s in within) else "warning"
            numbers = sorted({s[2] for s in within})
            new = [n for n in numbers if n not in self.anchored]
            self.anchored.update(new)
            anchors = "".join(f'<span id="m{self.nth}-{n}"></span>' for n in new)
            links = "".join(
                f'<a href="#n{self.nth}-{s[2]}">{s[2]}</a>' for s in within if s[1] == high or high == end
            )
            yield f'{anchors}<mark class="{severity}">{piece}{links}</mark>'
