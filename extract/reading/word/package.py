"""The parts of a DOCX file, inflated and parsed within limits that no file can talk its way around.

A DOCX file is a ZIP archive of XML parts that refer to one another by relationships (ECMA-376 part 2). What the
archive says of its sizes is not believed: members are inflated piece by piece and counted. XML with a document type
declaration is refused, as the standard demands, so that no entity is ever expanded.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from lxml import etree

from extract.reading.source import ReadError
from extract.values.language import say

Element = Any
"""An element of lxml, which comes without types."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_MEBIBYTE = 1024 * 1024
_MOST_MEMBERS = 20_000
"""Real files have some tens of parts, and one for each picture."""
_MOST_INFLATED = 160 * _MEBIBYTE
"""All parts that are read together: a thousand pages of dense tables have some 50 MB."""
_MOST_RATIO, _RATIO_FROM = 300, 8 * _MEBIBYTE
"""From this size on no part may be so many times as large as it is packed: rows of empty cells reach 100."""
_CHUNK = 256 * 1024

_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/main",
        b"http://schemas.openxmlformats.org/drawingml/2006/main",
    ),
)
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
)
_MAIN_TYPE = re.compile(
    rb"wordprocessingml\.(?:document|template)\.main|ms-word\.(?:document|template)\.macro"
)
_MAIN_PARTS = ("word/document.xml", "word/document2.xml")


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part refers to: the last word of the type (`header`, `styles`), and the part, or an address outside."""

    kind: str
    target: str
    external: bool = False


def is_word(data: bytes) -> bool:
    """Whether bytes are a Word document in a ZIP archive, whole or torn."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        archive = _open(data)
    except (zipfile.BadZipFile, ValueError, OSError):
        # What is left of a torn archive still names its first parts.
        return b"word/" in data[:65536]
    names = {_plain(name) for name in archive.namelist()}
    if any(part in names for part in _MAIN_PARTS):
        return True
    if "[content_types].xml" not in names:
        return False
    try:
        with archive.open(next(n for n in archive.namelist() if _plain(n) == "[content_types].xml")) as file:
            return _MAIN_TYPE.search(file.read(_MEBIBYTE)) is not None
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
        return False


def _open(data: bytes) -> zipfile.ZipFile:
    """The archive; `ValueError` where it has too many members to be opened."""
    # Each member has such a record in the directory, which is read whole when the archive is opened.
    if data.count(b"PK\x01\x02") > _MOST_MEMBERS:
        raise ValueError("members")
    return zipfile.ZipFile(io.BytesIO(data))


def _plain(name: str) -> str:
    """Names of parts are compared without case (ECMA-376 part 2); some programs write backslashes."""
    return name.replace("\\", "/").lstrip("/").lower()


class Package:
    """An open DOCX file; `ReadError` for what can't be inflated or parsed, `None` for parts that are not there."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self.refused = False
        """Whether a part was found that is made to do harm, after which no other is worth reading."""
        self._inflated = 0
        try:
            self._archive = _open(data)
        except ValueError:
            raise self._refuse(
                say("tệp DOCX có quá nhiều thành phần bên trong", "the DOCX file has far too many parts")
            ) from None
        except (zipfile.BadZipFile, OSError):
            raise ReadError(
                name,
                say("tệp DOCX bị hỏng hoặc bị cắt cụt", "the DOCX file is damaged or cut off"),
                say("hãy tải hoặc sao chép lại tệp gốc", "download or copy the original again"),
            ) from None
        self._members: dict[str, zipfile.ZipInfo] = {}
        for info in self._archive.infolist():
            self._members.setdefault(_plain(info.filename), info)
        self.main = self._main_part()

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return _plain(part) in self._members

    def names(self) -> list[str]:
        """The names of all parts, in small letters."""
        return list(self._members)

    def bytes_of(self, part: str) -> bytes | None:
        """The bytes of a part."""
        info = self._members.get(_plain(part))
        return None if info is None else self._inflate(info)

    def xml(self, part: str, *, trim: Callable[[bytes], bytes] | None = None) -> Element | None:
        """The root of a part that is XML, in the transitional namespaces.

        `trim` takes away elements that nobody asks for, before they are parsed.
        """
        data = self.bytes_of(part)
        if data is None:
            return None
        # Only in UTF-16 has each letter a zero beside it.
        if any(doctype in data for doctype in (_DOCTYPES if b"\0" in data else _DOCTYPES[:1])):
            raise self._refuse(
                say(
                    "XML bên trong có khai báo DOCTYPE, điều mà DOCX không cho phép",
                    "its XML has a DOCTYPE, which DOCX forbids",
                )
            )
        if b"purl.oclc.org/ooxml/" in data[:8192]:
            for strict, transitional in _STRICT:
                data = data.replace(strict, transitional)
        # In comments and the like a tag is none.
        if trim is not None and b"<!" not in data:
            data = trim(data)
        try:
            root = etree.fromstring(data, _PARSER)
        except (etree.XMLSyntaxError, ValueError) as error:
            reason = " ".join(str(error).split())[:160]
            raise ReadError(
                self.name,
                say(
                    f"XML bên trong tệp DOCX bị hỏng ({part}: {reason})",
                    f"the XML in it is broken ({part}: {reason})",
                ),
                say(
                    "hãy mở tệp bằng Word, để Word sửa rồi lưu lại",
                    "open it in Word, let Word mend it and save it again",
                ),
            ) from None
        if root.getroottree().docinfo.doctype:
            raise self._refuse(say("XML bên trong có khai báo DOCTYPE", "its XML has a DOCTYPE"))
        return root

    def relationships(self, part: str) -> dict[str, Relationship]:
        """What a part refers to, by the id that it uses; targets are names of parts."""
        folder, file = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", file + ".rels"))
        found: dict[str, Relationship] = {}
        if root is None:
            return found
        for child in root:
            target = child.get("Target", "")
            external = child.get("TargetMode") == "External"
            if not external:
                target = unquote(target.replace("\\", "/"))
                joined = target if target.startswith("/") else posixpath.join(folder, target)
                target = posixpath.normpath(joined).lstrip("/")
            kind = child.get("Type", "").rsplit("/", 1)[-1]
            found[child.get("Id", "")] = Relationship(kind, target, external)
        return found

    def _main_part(self) -> str:
        try:
            for relationship in self.relationships("").values():
                if relationship.kind == "officeDocument" and self.has(relationship.target):
                    return relationship.target
        except ReadError:
            # Broken relationships don't hide a main part that has its usual name.
            pass
        for part in _MAIN_PARTS:
            if self.has(part):
                return part
        raise ReadError(
            self.name,
            say("tệp DOCX thiếu phần nội dung chính", "the DOCX file has no main part"),
            say("hãy tải hoặc sao chép lại tệp gốc", "download or copy the original again"),
        )

    def _inflate(self, info: zipfile.ZipInfo) -> bytes:
        pieces: list[bytes] = []
        size = 0
        try:
            with self._archive.open(info) as file:
                while piece := file.read(_CHUNK):
                    pieces.append(piece)
                    size += len(piece)
                    self._inflated += len(piece)
                    bomb = size > _RATIO_FROM and size > _MOST_RATIO * max(1, info.compress_size)
                    if bomb or self._inflated > _MOST_INFLATED:
                        raise self._refuse(
                            say(
                                "nội dung nén của tệp DOCX phình ra quá lớn",
                                "what is packed in the DOCX file inflates to far too much",
                            )
                        )
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
            raise ReadError(
                self.name,
                say(
                    f"tệp DOCX bị hỏng (không giải nén được {info.filename})",
                    f"the DOCX file is damaged ({info.filename} can't be inflated)",
                ),
                say("hãy tải hoặc sao chép lại tệp gốc", "download or copy the original again"),
            ) from None
        return b"".join(pieces)

    def _refuse(self, reason: str) -> ReadError:
        self.refused = True
        return ReadError(
            self.name,
            say(f"{reason}; tệp có thể được tạo để gây hại", f"{reason}; it may be made to do harm"),
            say("hãy mở tệp bằng Word rồi lưu thành bản mới", "open it in Word and save a new copy"),
        )
