"""Facts to SQLite: schema, writing, linking across documents."""

from extract.database.filing import (
    Offered,
    note_gone,
    note_known,
    note_waiting,
    record_file,
    store_parts,
    take_in,
)
from extract.database.transactions import BusyError, DatabaseError, FullError
from extract.database.upkeep import keep_up
from extract.database.writing import (
    Extracted,
    open_database,
    remove,
    remove_file,
    store,
    stored_ids,
)

__all__ = [
    "BusyError",
    "DatabaseError",
    "Extracted",
    "FullError",
    "Offered",
    "keep_up",
    "note_gone",
    "note_known",
    "note_waiting",
    "open_database",
    "record_file",
    "remove",
    "remove_file",
    "store",
    "store_parts",
    "stored_ids",
    "take_in",
]
