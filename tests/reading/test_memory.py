"""Keeping freed memory is a matter of speed alone: where the C library can't, nothing happens."""

from __future__ import annotations

import ctypes

import pytest

from extract.reading.memory import keep_freed_memory


def test_another_c_library_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda name: object())
    keep_freed_memory.cache_clear()
    keep_freed_memory()
    keep_freed_memory.cache_clear()
