"""From the user space of a PDF page (bottom left origin, unturned) to the page as it is shown (top left origin)."""

from __future__ import annotations

from dataclasses import dataclass

Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible box of a page in user space, and by how many degrees it is turned clockwise when shown."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0

    @property
    def width(self) -> float:
        return self.right - self.left if self.turn % 180 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        return self.top - self.bottom if self.turn % 180 == 0 else self.right - self.left

    def turned(self, turn: int) -> Frame:
        """The same box, turned so many degrees in all."""
        return Frame(self.left, self.bottom, self.right, self.top, turn % 360)

    def shown(self, x0: float, y0: float, x1: float, y1: float) -> Rectangle:
        """A rectangle of user space as `(x0, top, x1, bottom)` on the page as shown."""
        if self.turn == 0:
            return x0 - self.left, self.top - y1, x1 - self.left, self.top - y0
        if self.turn == 90:
            return y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left
        if self.turn == 180:
            return self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom
        return self.top - y1, self.right - x1, self.top - y0, self.right - x0
