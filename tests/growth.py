"""How the time that work takes grows with its size, told in a way that other work on the machine does not change."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

TRIES = 4


@contextmanager
def _undisturbed() -> Iterator[None]:
    """No garbage collection: it walks over whatever other tests of the process left behind."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def grows_in_proportion(work: Callable[[str], object], piece: str, size: int) -> bool:
    """Whether work on `size` characters of repeated `piece` takes some eight times the time of an eighth of them.

    Work that grows as a square takes 64 times, and does so each time; a machine that was busy is asked again.
    Measured in processor time; times under a tenth of a second are not told apart.
    """

    def seconds(characters: int) -> float:
        text = piece * (characters // len(piece))
        with _undisturbed():
            start = time.process_time()
            work(text)
            return time.process_time() - start

    seconds(size // 64)
    return any(seconds(size) < 24 * max(seconds(size // 8), 0.1 / 24) for _ in range(TRIES))
