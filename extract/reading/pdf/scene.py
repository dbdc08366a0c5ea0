"""What a page shows beside its text: how much of it pictures cover, and whether lines are drawn that may rule a table.

Told from the bounds of the objects on the page alone, so that only pages with a table are read once more for
their lines.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

from extract.reading.pdf.frames import Frame, Rectangle
from extract.reading.pdf.pdfium import calls

_PATH, _IMAGE, _FORM = 2, 3, 5
_LOOKED_AT = frozenset((_PATH, _IMAGE, _FORM))
_THIN = 3.0
_LEAST_ACROSS, _LEAST_DOWN = 12.0, 5.0
_MOST_OBJECTS = 60_000
_MOST_PATHS = 10_000
_DEEPEST = 5
_WHITE = 250

Matrix = tuple[float, float, float, float, float, float]


@dataclass(slots=True)
class Scene:
    """The pictures and lines of a page; boxes and lines are in user space.

    `pictures` holds the boxes of images. `lines` are thin straight strokes `(x0, y0, x1, y1)`, not white; `boxes`
    the frames and shaded cells, `grids` the paths of many lines. `paths` counts all.
    """

    pictures: list[Rectangle] = field(default_factory=list)
    lines: list[Rectangle] = field(default_factory=list)
    boxes: list[Rectangle] = field(default_factory=list)
    grids: int = 0
    paths: int = 0
    segments: int = 0
    objects: int = 0

    def covered(self, frame: Frame) -> float:
        """The share of the page that pictures cover, each counted for itself."""
        area = (frame.right - frame.left) * (frame.top - frame.bottom)
        shown = 0.0
        for x0, y0, x1, y1 in self.pictures:
            across = min(x1, frame.right) - max(x0, frame.left)
            up = min(y1, frame.top) - max(y0, frame.bottom)
            shown += max(0.0, across) * max(0.0, up)
        return min(1.0, shown / area) if area > 0 else 0.0

    def may_be_ruled(self, frame: Frame) -> bool:
        """Whether the lines could rule a table: several across and several down, two frames, or long ones only."""
        if self.paths > _MOST_PATHS:
            return False
        across = [x1 - x0 for x0, y0, x1, y1 in self.lines if x1 - x0 >= y1 - y0]
        down = len(self.lines) - len(across)
        long = sum(length > 0.4 * (frame.right - frame.left) for length in across)
        return (
            (len(across) >= 2 and down >= 2)
            or len(self.boxes) >= 2
            or bool(self.boxes and len(self.lines) >= 2)
            or self.grids > 0
            or long >= 3
        )


def look(page: Any) -> Scene:
    """The pictures and lines of a loaded page of PDFium."""
    scene = Scene()
    _Looker(scene).page(ctypes.addressof(page.contents))
    return scene


class _Looker:
    def __init__(self, scene: Scene) -> None:
        self.scene, self.calls = scene, calls()
        self.edges = (ctypes.c_float * 4)()
        at = ctypes.addressof(self.edges)
        self.at_edges = [at + 4 * i for i in range(4)]
        self.colour = (ctypes.c_uint * 4)()
        at = ctypes.addressof(self.colour)
        self.at_colour = [at + 4 * i for i in range(4)]
        self.fill, self.stroke = ctypes.c_int(), ctypes.c_int()
        self.at_modes = ctypes.addressof(self.fill), ctypes.addressof(self.stroke)
        self.matrix = (ctypes.c_float * 6)()

    def page(self, page: int) -> None:
        count = min(max(0, self.calls.object_count(page)), _MOST_OBJECTS)
        objects = list(map(self.calls.object_at, repeat(page), range(count)))
        for thing, kind in zip(objects, map(self.calls.object_type, objects), strict=True):
            # Most are text, which is looked at elsewhere.
            if kind in _LOOKED_AT and not self._object(thing, None, 0):
                return

    def _object(self, thing: int | None, matrix: Matrix | None, depth: int) -> bool:
        """Takes note of an object; says whether to go on."""
        scene = self.scene
        scene.objects += 1
        if scene.objects > _MOST_OBJECTS:
            return False
        kind = self.calls.object_type(thing) if thing else 0
        if kind == _PATH:
            scene.paths += 1
            if scene.paths <= _MOST_PATHS:
                self._path(thing, matrix)
        elif kind == _IMAGE:
            if (box := self._bounds(thing, matrix)) is not None:
                scene.pictures.append(box)
        elif kind == _FORM and depth < _DEEPEST:
            inner = self._within(thing, matrix)
            for i in range(max(0, self.calls.inner_count(thing))):
                if not self._object(self.calls.inner_at(thing, i), inner, depth + 1):
                    return False
        return True

    def _within(self, form: int | None, outer: Matrix | None) -> Matrix | None:
        if not self.calls.object_matrix(form, ctypes.addressof(self.matrix)):
            return outer
        a, b, c, d, e, f = self.matrix
        if outer is None:
            return a, b, c, d, e, f
        p, q, r, s, t, u = outer
        return (
            a * p + b * r,
            a * q + b * s,
            c * p + d * r,
            c * q + d * s,
            e * p + f * r + t,
            e * q + f * s + u,
        )

    def _bounds(self, thing: int | None, matrix: Matrix | None) -> Rectangle | None:
        if not self.calls.bounds(thing, *self.at_edges):
            return None
        x0, y0, x1, y1 = self.edges
        if matrix is None:
            return x0, y0, x1, y1
        a, b, c, d, e, f = matrix
        xs = [a * x + c * y + e for x in (x0, x1) for y in (y0, y1)]
        ys = [b * x + d * y + f for x in (x0, x1) for y in (y0, y1)]
        return min(xs), min(ys), max(xs), max(ys)

    def _path(self, thing: int | None, matrix: Matrix | None) -> None:
        scene, asked = self.scene, self.calls
        box = self._bounds(thing, matrix)
        if box is None:
            return
        segments = asked.segment_count(thing)
        scene.segments += max(0, segments)
        x0, y0, x1, y1 = box
        across, up = x1 - x0, y1 - y0
        thin = min(across, up) <= _THIN
        if (thin and across < _LEAST_ACROSS and up < _LEAST_DOWN) or not self._shows(thing):
            return
        if thin:
            middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
            level = across >= up
            scene.lines.append((x0, middle_y, x1, middle_y) if level else (middle_x, y0, middle_x, y1))
        elif segments >= 8:
            scene.grids += 1
        elif 4 <= segments <= 6:
            scene.boxes.append(box)

    def _shows(self, thing: int | None) -> bool:
        """Whether a path is painted, and not in white: Word draws white borders around paragraphs."""
        if not self.calls.draw_mode(thing, *self.at_modes):
            return False
        return (self.stroke.value != 0 and not self._white(self.calls.stroke_colour, thing)) or (
            self.fill.value != 0 and not self._white(self.calls.fill_colour, thing)
        )

    def _white(self, ask: Any, thing: int | None) -> bool:
        if not ask(thing, *self.at_colour):
            return False
        red, green, blue, alpha = self.colour
        return min(red, green, blue) >= _WHITE or alpha == 0
