"""Clean text to the document as an office lays it out.

`analyse` is loaded when it is asked for: what only needs the classes need not wait for the patterns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extract.structure.model import (
    DataTable,
    Document,
    Header,
    Section,
    Signature,
    TableColumn,
    TableRow,
    Zone,
)

if TYPE_CHECKING:
    from extract.structure.analysis import analyse

__all__ = [
    "DataTable",
    "Document",
    "Header",
    "Section",
    "Signature",
    "TableColumn",
    "TableRow",
    "Zone",
    "analyse",
]


def __getattr__(name: str) -> Any:
    if name == "analyse":
        from extract.structure.analysis import analyse

        return analyse
    raise AttributeError(name)
