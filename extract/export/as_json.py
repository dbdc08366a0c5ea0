"""One document as JSON: header, outline, recipients and facts, with the field names of the database."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from extract.checking.model import Finding
from extract.facts.model import Fact, Facts
from extract.structure.model import Document

_KINDS = ("citations", "deadlines", "scores", "rankings", "figures")


def as_json(
    document: Document, facts: Facts, findings: Sequence[Finding] = (), *, with_text: bool = False
) -> dict[str, Any]:
    """The document as a value for `json.dumps`; `with_text` adds the text that offsets count in.

    Of a format with pages each fact says where it is printed: `boxes` is a list of `[page, x0, y0, x1, y1]`.
    """
    source = document.source
    result: dict[str, Any] = {
        "file": source.name,
        "media_type": source.media_type,
        "encoding": source.encoding,
        "part": source.part,
        "pages": source.pages,
        "metadata": source.described,
        "notes": [*source.notes, *document.notes, *facts.notes],
        "document": {
            **dataclasses.asdict(document.header),
            "issuer": facts.issuer.name if facts.issuer else document.header.issuer,
            "signer": document.signature.name,
            "signer_title": document.signature.title,
            "recipients": list(document.recipients),
        },
        "sections": [
            {k: v for k, v in dataclasses.asdict(s).items() if k not in ("ordinal", "parent", "body_start")}
            for s in document.sections
        ],
        "organisations": _organisations(document, facts),
    }
    for kind in _KINDS:
        result[kind] = [_fact(document, kind, fact) for fact in getattr(facts, kind)]
    result["findings"] = [
        {
            **dataclasses.asdict(f),
            "kind": str(f.kind),
            "spans": f.pieces(document.text),
            "quotes": [document.text[a:b] for a, b in f.pieces(document.text)],
        }
        for f in findings
    ]
    if with_text:
        result["text"] = document.text
    return result


def _fact(document: Document, kind: str, fact: Fact) -> dict[str, Any]:
    row = dataclasses.asdict(fact)
    if kind == "deadlines":
        row["found_by"] = row["rule"]
        row["rule"] = row.pop("rule_text")
    section = document.section_at(fact.start)
    places = document.source.places
    printed = {"boxes": places.boxes_of(fact.start, fact.end)} if places else {}
    return {
        "quote": document.text[fact.start : fact.end],
        **row,
        "section": section.path if section else None,
        **printed,
    }


def _organisations(document: Document, facts: Facts) -> list[dict[str, Any]]:
    bodies: dict[Any, list[dict[str, Any]]] = {}
    for mention in facts.mentions:
        quote = document.text[mention.start : mention.end]
        bodies.setdefault(mention.organisation, []).append(
            {"quote": quote, "start": mention.start, "end": mention.end, "rule": mention.rule}
        )
    return [{**dataclasses.asdict(body), "mentions": mentions} for body, mentions in bodies.items()]
