"""Messages in the reader's language: Vietnamese, or English where the locale asks for it."""

from __future__ import annotations

import os


def say(vietnamese: str, english: str) -> str:
    """The message for the locale of the process (`LC_ALL`, `LC_MESSAGES`, `LANG`, in this order).

    English for a locale that begins with `en`; Vietnamese otherwise, as its readers are.
    """
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return english if value.lower().startswith("en") else vietnamese
    return vietnamese
