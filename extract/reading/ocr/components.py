"""Connected parts of a mask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(slots=True)
class Blob:
    """A connected part of a mask: its box (ends not included), how many cells, its runs (row, start, end)."""

    x0: int
    y0: int
    x1: int
    y1: int
    cells: int
    runs: list[tuple[int, int, int]]

    @property
    def width(self) -> int:
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        return self.y1 - self.y0


def components(mask: NDArray[np.bool_]) -> list[Blob]:
    """The parts of a mask that hang together by edges or corners, from top to bottom.

    Works run by run, so it is meant for masks that are small or mostly empty.
    """
    import numpy as np

    padded = np.zeros((mask.shape[0], mask.shape[1] + 2), dtype=np.int8)
    padded[:, 1:-1] = mask
    change = np.diff(padded, axis=1)
    rows, starts = np.nonzero(change == 1)
    ends = np.nonzero(change == -1)[1]
    runs = list(zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True))
    parents = list(range(len(runs)))

    def root(i: int) -> int:
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    above = 0
    for i, (row, start, end) in enumerate(runs):
        while above < i and (
            runs[above][0] < row - 1 or (runs[above][0] == row - 1 and runs[above][2] < start)
        ):
            above += 1
        j = above
        while j < i and runs[j][0] == row - 1 and runs[j][1] <= end:
            parents[root(j)] = root(i)
            j += 1
    blobs: dict[int, Blob] = {}
    for i, (row, start, end) in enumerate(runs):
        blob = blobs.get(at := root(i))
        if blob is None:
            blobs[at] = Blob(start, row, end, row + 1, end - start, [(row, start, end)])
        else:
            blob.x0, blob.x1 = min(blob.x0, start), max(blob.x1, end)
            blob.y1 = row + 1
            blob.cells += end - start
            blob.runs.append((row, start, end))
    return list(blobs.values())
