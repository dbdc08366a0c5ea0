"""Memory that is given back is kept for what needs as much of it next."""

from __future__ import annotations

import ctypes
import functools

_TRIM, _MMAP = -1, -3
_KEPT, _LARGEST = 192 * 1024 * 1024, 32 * 1024 * 1024


@functools.cache
def keep_freed_memory() -> None:
    """Has the C library keep freed memory of large blocks, where it can: a page as an image is a dozen of them.

    Else each is handed to the system and comes back page by page, emptied: a tenth of the time of preparing an image.
    """
    try:
        library = ctypes.CDLL(None)
        library.mallopt(_MMAP, _LARGEST)
        library.mallopt(_TRIM, _KEPT)
    except (AttributeError, OSError, TypeError):
        # Of glibc alone.
        return
