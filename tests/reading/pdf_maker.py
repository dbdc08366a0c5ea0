"""PDF files written by hand, so that the tests say exactly what is in them."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

Body = bytes
ADVANCE, ASCENT, DESCENT = 500, 800, -200
"""Every letter of the fonts is half as wide as it is high."""


def letters(text: str) -> bytes:
    """A string of a font of `Maker`: the codes are those of Unicode."""
    return b"<" + text.encode("utf-16-be").hex().encode() + b">"


def line(x: float, y: float, text: str, size: float = 12, font: str = "F1", turn: str = "1 0 0 1") -> bytes:
    """A line of text from its left end on the base line, in user space."""
    return f"BT /{font} {size} Tf {turn} {x} {y} Tm ".encode() + letters(text) + b" Tj ET\n"


def paragraph(texts: Sequence[str], x: float = 72, top: float = 760, step: float = 18) -> bytes:
    """Lines of text one below the other."""
    return b"".join(line(x, top - i * step, text) for i, text in enumerate(texts))


def stroke(x0: float, y0: float, x1: float, y1: float, colour: str = "0 0 0") -> bytes:
    """A straight line."""
    return f"q {colour} RG 0.5 w {x0} {y0} m {x1} {y1} l S Q\n".encode()


def grid(xs: Sequence[float], ys: Sequence[float], colour: str = "0 0 0") -> bytes:
    """The lines of a table."""
    across = b"".join(stroke(xs[0], y, xs[-1], y, colour) for y in ys)
    return across + b"".join(stroke(x, ys[0], x, ys[-1], colour) for x in xs)


def picture(x: float, y: float, width: float, height: float) -> bytes:
    """The image of `Maker`, grey, over a rectangle."""
    return f"q {width} 0 0 {height} {x} {y} cm /I1 Do Q\n".encode()


@dataclass
class Maker:
    """A PDF file: pages are added, then it is `made`."""

    fonts: dict[str, str] = field(default_factory=lambda: {"F1": "Arial", "F2": "Arial-Bold"})
    objects: list[bytes] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    catalog: bytes = b""
    _resources: bytes = b""

    def add(self, body: Body) -> int:
        """Adds an object and returns its number."""
        self.objects.append(body)
        return len(self.objects)

    def stream(self, data: bytes, entries: bytes = b"", *, packed: bool = False) -> int:
        """Adds a stream."""
        if packed:
            data, entries = zlib.compress(data), entries + b"/Filter /FlateDecode"
        return self.add(b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data))

    def resources(self) -> bytes:
        """The fonts and the image, as the entries of a dictionary."""
        if not self._resources:
            fonts = b"".join(
                b"/%s %d 0 R " % (key.encode(), self._font(name)) for key, name in self.fonts.items()
            )
            fonts += b"/H %d 0 R " % self.add(
                b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
            )
            image = self.stream(
                b"\xc0" * 64,
                b"/Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8",
            )
            self._resources = b"/Font<<%s>>/XObject<</I1 %d 0 R>>" % (fonts, image)
        return self._resources

    def _font(self, name: str) -> int:
        rows = [b"<%02x00> <%02xff> <%02x00>" % (high, high, high) for high in range(256)]
        ranges = b"".join(
            b"%d beginbfrange\n%s\nendbfrange\n" % (len(part), b"\n".join(part))
            for part in (rows[i : i + 100] for i in range(0, 256, 100))
        )
        unicode = self.stream(
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def\n"
            b"1 begincodespacerange <0000> <ffff> endcodespacerange\n" + ranges + b"endcmap end end",
            packed=True,
        )
        flags = 1 << 18 if "Bold" in name else 4
        descriptor = self.add(
            b"<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[0 %d 1000 %d]/ItalicAngle 0/Ascent %d/Descent %d"
            b"/CapHeight 700/StemV 80>>" % (name.encode(), flags, DESCENT, ASCENT, ASCENT, DESCENT)
        )
        cid = self.add(
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
            b"/Supplement 0>>/FontDescriptor %d 0 R/DW %d/CIDToGIDMap/Identity>>"
            % (name.encode(), descriptor, ADVANCE)
        )
        return self.add(
            b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
            % (name.encode(), cid, unicode)
        )

    def page(
        self,
        content: bytes,
        *,
        size: tuple[float, float] = (595, 842),
        entries: bytes = b"",
        resources: bytes = b"",
        packed: bool = False,
    ) -> int:
        """Adds a page and returns its number as an object."""
        stream = self.stream(content, packed=packed)
        number = self.add(
            b"<</Type/Page/Parent @ 0 R/MediaBox[0 0 %g %g]/Resources<<%s>>/Contents %d 0 R%s>>"
            % (*size, self.resources() + resources, stream, entries)
        )
        self.pages.append(number)
        return number

    def annotation(self, rectangle: tuple[float, float, float, float], content: bytes, flags: int = 4) -> int:
        """Adds the widget of a signature with its appearance."""
        x0, y0, x1, y1 = rectangle
        form = self.stream(
            content,
            b"/Type/XObject/Subtype/Form/BBox[0 0 %g %g]/Resources<<%s>>"
            % (x1 - x0, y1 - y0, self.resources()),
        )
        return self.add(
            b"<</Type/Annot/Subtype/Widget/FT/Sig/T(ky)/F %d/Rect[%g %g %g %g]/AP<</N %d 0 R>>>>"
            % (flags, x0, y0, x1, y1, form)
        )

    def made(self, trailer: bytes = b"", encrypt: Encryption | None = None) -> bytes:
        """The file."""
        tree = len(self.objects) + 1
        objects = [body.replace(b"/Parent @", b"/Parent %d" % tree) for body in self.objects]
        kids = b" ".join(b"%d 0 R" % number for number in self.pages)
        objects.append(b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(self.pages)))
        objects.append(b"<</Type/Catalog/Pages %d 0 R%s>>" % (tree, self.catalog))
        if encrypt is not None:
            objects = [encrypt.object(number, body) for number, body in enumerate(objects, 1)]
            objects.append(encrypt.dictionary())
            trailer += b"/Encrypt %d 0 R/ID[<%s><%s>]" % (
                len(objects),
                _ID.hex().encode(),
                _ID.hex().encode(),
            )
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for number, body in enumerate(objects, 1):
            places.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        root = tree + 1
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        out += b"trailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
            len(objects) + 1,
            root,
            trailer,
            start,
        )
        return bytes(out)


_ID = bytes(range(16))
_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


class Encryption:
    """The standard security handler, revision 2 (ISO 32000-1, 7.6.3), of streams; strings are left out of the files."""

    def __init__(self, user: bytes, owner: bytes) -> None:
        self.owner = _rc4(hashlib.md5(_padded(owner)).digest()[:5], _padded(user))
        self.permissions = -44
        seed = _padded(user) + self.owner + self.permissions.to_bytes(4, "little", signed=True) + _ID
        self.key = hashlib.md5(seed).digest()[:5]

    def object(self, number: int, body: bytes) -> bytes:
        """An object with its stream encrypted."""
        head, mark, rest = body.partition(b"\nstream\n")
        if not mark:
            return body
        key = hashlib.md5(self.key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
        return head + mark + _rc4(key, rest.removesuffix(b"\nendstream")) + b"\nendstream"

    def dictionary(self) -> bytes:
        """The object that says how the file is encrypted."""
        user = _rc4(self.key, _PADDING)
        return b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P %d>>" % (
            self.owner.hex().encode(),
            user.hex().encode(),
            self.permissions,
        )


def _padded(password: bytes) -> bytes:
    return (password + _PADDING)[:32]


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
