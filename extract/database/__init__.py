"""Facts to SQLite: schema, writing, linking across documents."""

from extract.database.writing import (
    DatabaseError,
    Extracted,
    open_database,
    record_file,
    remove,
    remove_file,
    store,
    stored_ids,
)

__all__ = [
    "DatabaseError",
    "Extracted",
    "open_database",
    "record_file",
    "remove",
    "remove_file",
    "store",
    "stored_ids",
]
