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

_HEAD = struct.Struct("<QQ")
_MOST_BYTES = 1 << 30


def send(pipe: IO[bytes], message: dict[str, Any], data: bytes = b"") -> None:
    """Writes one message with the bytes that go with it."""
    head = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
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
    """Words as their texts, the number of the style of each, and their boxes as bytes."""
    texts, boxes, of_words = zip(*words, strict=True) if words else ((), (), ())
    styles = {style: i for i, style in enumerate(dict.fromkeys(of_words))}
    packed = array("f", chain.from_iterable(boxes))
    table = [[s.size, s.bold, s.italic, s.font] for s in styles]
    return {"texts": texts, "of": [styles[s] for s in of_words], "styles": table}, packed.tobytes()


def unpack_words(packed: dict[str, Any], data: bytes) -> list[Word]:
    """The words again."""
    boxes = array("f")
    boxes.frombytes(data)
    values = boxes.tolist()
    styles = packed["styles"]
    if not styles:
        return []
    looks = zip(*[styles[of] for of in packed["of"]], strict=True)
    return list(map(Word, packed["texts"], values[0::4], values[1::4], values[2::4], values[3::4], *looks))


def pack_lines(lines: list[Rectangle]) -> list[list[float]]:
    """Lines as plain lists."""
    return [[round(v, 2) for v in line] for line in lines]
