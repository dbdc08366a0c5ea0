"""Renders documents in the formats that there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from extract.reading import Source
from tests.renderings.docx import write_docx
from tests.renderings.habits import as_typed, editor_html, with_tabs
from tests.renderings.html import write_html
from tests.renderings.layout import lay_out
from tests.renderings.pdf import convert
from tests.renderings.scan import write_scan

FORMATS = (
    "docx",
    "docx-auto",
    "docx-typed",
    "docx-tabs",
    "html",
    "html-editor",
    "portal",
    "pdf",
    "pdf-typed",
    "pdf-tabs",
    "doc",
    "rtf",
    "odt",
    "scan",
)
"""`docx-auto` counts the labels of items by itself; `docx-typed` and `html-editor` are as clerks and the editors of
web sites leave them (`tests.renderings.habits`), `docx-tabs` sets
things side by side with tabs instead of tables; `portal` is HTML among the furniture of a site."""
_FROM = {
    "pdf": "docx",
    "pdf-typed": "docx-typed",
    "pdf-tabs": "docx-tabs",
    "doc": "docx",
    "rtf": "docx",
    "odt": "docx",
}


def render(
    texts: Mapping[str, Source], formats: Sequence[str], folder: Path, *, pages: int | None = None
) -> dict[str, dict[str, Path]]:
    """Writes documents, by their name, as `folder/FORMAT/NAME.*`; a scan is of the first `pages` pages.

    `NoOfficeError` where a format needs LibreOffice and there is none.
    """
    laid = {name: lay_out(source) for name, source in texts.items()}
    made: dict[str, dict[str, Path]] = {}
    wanted = set(formats)
    if "scan" in wanted:
        wanted.add("pdf")
    wanted |= {_FROM[format_] for format_ in wanted if format_ in _FROM}
    for format_ in (f for f in FORMATS if f in wanted):
        held = folder / format_
        held.mkdir(parents=True, exist_ok=True)
        if format_ in _FROM:
            files = convert(list(made[_FROM[format_]].values()), held, _ending(format_))
            made[format_] = dict(zip(laid, files, strict=True))
            continue
        made[format_] = {}
        for name, items in laid.items():
            path = made[format_][name] = held / f"{name}.{_ending(format_)}"
            if format_ == "html-editor":
                write_html(items, path, body=editor_html(items))
            elif format_ in ("html", "portal"):
                write_html(items, path, portal=format_ == "portal")
            elif format_ == "scan":
                write_scan(made["pdf"][name], path, pages=pages)
            elif format_ == "docx-typed":
                write_docx(as_typed(items), path, cut_runs=True)
            elif format_ == "docx-tabs":
                write_docx(with_tabs(items), path)
            else:
                write_docx(items, path, automatic_labels=format_ == "docx-auto")
    return made


def _ending(format_: str) -> str:
    return {"portal": "html", "scan": "pdf"}.get(format_, format_.split("-")[0])
