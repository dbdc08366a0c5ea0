"""How much a PDF file may ask of the machine."""

from __future__ import annotations

MOST_PAGES = 3000
"""A file with more pages is no document of an office."""
PAGE_SECONDS = 20.0
"""What takes longer than this on one page is broken off."""
FILE_SECONDS, SECONDS_A_PAGE = 60.0, 2.0
"""A whole file may take so long, and so much more for each page."""
MOST_FAILURES = 5
"""After so many pages that can't be read the file is given up."""
MOST_MEMORY = 1024 * 1024 * 1024
"""The address space of the process that reads, in bytes."""
LARGEST_SIDE = 14_400.0
"""The longest side of a page, in points, that the format allows (ISO 32000-1, annex C: 200 inches)."""


def limit_memory(most: int = MOST_MEMORY) -> None:
    """Has the system refuse this process more memory, where the system can."""
    try:
        import resource
    except ImportError:  # Windows has no such limits.
        return
    for kind in (resource.RLIMIT_AS, resource.RLIMIT_CORE):
        wanted = most if kind == resource.RLIMIT_AS else 0
        _, hard = resource.getrlimit(kind)
        if hard != resource.RLIM_INFINITY:
            wanted = min(wanted, hard)
        try:
            resource.setrlimit(kind, (wanted, hard))
        except (OSError, ValueError):  # macOS refuses a limit on the address space.
            continue
