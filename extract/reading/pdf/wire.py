"""What the process that reads PDF files and the one that asks it say to each other: frames of JSON and bytes.

JSON, because what comes out of the process that handles the bytes of strangers must not be able to run anything.
"""

from __future__ import annotations

import json
import struct
from array import array
from itertools import chain
from typing import IO, Any

from extract.reading.page import Word
from extract.reading.pdf.frames import Rectangle
from extract.reading.pdf.glyphs import Printed

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_HEAD = struct.Struct("<QQ")
_MOST_BYTES = 1 << 30
_BETWEEN = "\n"
"""No word holds one."""


def send(pipe: IO[bytes], message: dict[str, Any], data: Any = b"") -> None:
    """Writes one message with the bytes, or the buffer of bytes, that go with it."""
    head = _encode(message).encode("utf-8", "replace")
    pipe.write(_HEAD.pack(len(head), len(data)))
    pipe.write(head)
    if data:
        pipe.write(data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """Reads one message; `None` where the other end is gone."""
    lengths = _exactly(pipe, _HEAD.size)
    if lengths is None:
        return None
    of_head, of_data = _HEAD.unpack(lengths)
    if of_head + of_data > _MOST_BYTES:
        return None
    head, data = _exactly(pipe, of_head), _exactly(pipe, of_data)
    if head is None or data is None:
        return None
    message = json.loads(head)
    return (message, data) if isinstance(message, dict) else None


def _exactly(pipe: IO[bytes], count: int) -> bytes | None:
    data = pipe.read(count)
    return data if len(data) == count else None


def pack_words(words: list[Printed]) -> tuple[dict[str, Any], bytes]:
    """Words as a table of their styles, and as bytes: their boxes, the number of the style of each, their texts."""
    texts, boxes, of_words = zip(*words, strict=True) if words else ((), (), ())
    styles = {style: i for i, style in enumerate(dict.fromkeys(of_words))}
    data = b"".join(
        (
            array("f", list(chain.from_iterable(boxes))).tobytes(),
            array("I", [styles[style] for style in of_words]).tobytes(),
            _BETWEEN.join(texts).encode("utf-8", "replace"),
        )
    )
    table = [[s.size, s.bold, s.italic, s.font] for s in styles]
    return {"count": len(words), "bytes": len(data), "styles": table}, data


def unpack_words(packed: dict[str, Any], data: bytes) -> list[Word]:
    """The words again."""
    count = packed["count"]
    boxes, numbers = array("f"), array("I")
    end = 4 * count * boxes.itemsize
    boxes.frombytes(data[:end])
    numbers.frombytes(data[end : end + count * numbers.itemsize])
    texts = data[end + count * numbers.itemsize :].decode("utf-8").split(_BETWEEN)
    if not count:
        return []
    values = boxes.tolist()
    looks = zip(*map(packed["styles"].__getitem__, numbers), strict=True)
    return list(map(Word, texts, values[0::4], values[1::4], values[2::4], values[3::4], *looks))


def pack_lines(lines: list[Rectangle]) -> list[list[float]]:
    """Lines as plain lists."""
    return [[round(v, 2) for v in line] for line in lines]
