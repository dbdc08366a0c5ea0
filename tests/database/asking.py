"""A small database to ask: rows written by hand, in one line each."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from extract.database import open_database
from extract.database.identity import name_id


@dataclass
class Office:
    """Writes documents, bodies and directives into a database."""

    db: Database = field(default_factory=lambda: open_database(":memory:"))

    def body(self, name: str, province: str | None = None, kind: str = "so", level: str = "tinh") -> str:
        ident = name_id("organisation", name, province)
        self.db.table("organisations").upsert(
            {"id": ident, "name": name, "kind": kind, "level": level, "province": province, "is_group": 0},
            pk="id",
        )
        return ident

    def document(
        self, ident: str, issued_on: str | None = "2025-05-05", text: str = "", **fields: Any
    ) -> str:
        row = {
            "doc_type": "Thông báo",
            "number": 12,
            "symbol": "TB-UBND",
            "path": f"tin/{ident}.txt",
            **fields,
        }
        sha = hashlib.sha256(ident.encode()).hexdigest()
        self.db.table("documents").insert(
            {"id": ident, "sha256": sha, "issued_on": issued_on, "text": text, **row}
        )
        return ident

    def directive(
        self,
        document: str,
        action: str,
        lead: str | None = None,
        *,
        due: str | None = None,
        kind: str | None = None,
        rule: str | None = None,
        coordinate: tuple[str, ...] = (),
        confidence: float = 0.9,
        **fields: Any,
    ) -> str:
        number = self.db.table("directives").count
        ident, deadline = f"{document}-g{number}", None
        place = {"document_id": document, "start": number, "end": number + len(action), "quote": action}
        if kind:
            deadline = f"{document}-d{number}"
            row = {"id": deadline, **place, "due": due, "kind": kind, "rule": rule}
            self.db.table("deadlines").insert(row)
        row = {
            "id": ident,
            **place,
            "action": action,
            "modality": "giao",
            "due": due,
            "deadline_id": deadline,
        }
        self.db.table("directives").insert({**row, "confidence": 0.9, **fields})
        owners = [(lead, "lead"), *((body, "coordinate") for body in coordinate)]
        self.db.table("directive_owners").insert_all(
            {
                "directive_id": ident,
                "organisation_id": b,
                "role": r,
                "rule": "subject",
                "confidence": confidence,
            }
            for b, r in owners
            if b
        )
        return ident
