"""Older office formats (Word 97-2003, RTF, OpenDocument, Word XML), which LibreOffice turns into DOCX."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from typing import NamedTuple

from extract.reading.reader import MEBIBYTE, Reader
from extract.reading.source import ReadError, Source
from extract.values.language import say

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,64}\{\\rtf")
_WORD_XML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,64}<\?xml[^>]{0,200}\?>\s{0,64}(?:<!--.{0,500}?-->\s{0,64})?"
    rb"(?:<\?mso-application\s[^>]{0,40}Word\.Document[^>]{0,20}\?>|<(?:w:wordDocument|pkg:package)\b)",
    re.S,
)
_ODT_TYPE = b"mimetypeapplication/vnd.oasis.opendocument.text"
_ENCRYPTED_BIT = 0x0100
_WORD_97 = 0x00C1


class _Kind(NamedTuple):
    """How a format goes through LibreOffice; `reading` is the filter that must read it, where there is one for all."""

    media_type: str
    suffix: str
    called: str
    reading: str | None = None


_DOC = _Kind("application/msword", ".doc", "Word 97-2003", "MS Word 97")
_OLD_DOC = _Kind("application/msword", ".doc", "Word 6/95")
_RICH = _Kind("application/rtf", ".rtf", "RTF", "Rich Text Format")
_ODT = _Kind("application/vnd.oasis.opendocument.text", ".odt", "OpenDocument", "writer8")
_XML = _Kind("application/msword", ".xml", "Word XML")


def recognises(data: bytes) -> bool:
    """Whether the bytes are an OLE container (whatever is in it), RTF, an ODT file or Word's own XML."""
    return data.startswith(_OLE) or _is_odt(data) or (_RTF.match(data) or _WORD_XML.match(data)) is not None


def read(data: bytes, name: str) -> Source:
    """Converts a file to DOCX and reads that; `MissingToolError` where LibreOffice is not installed."""
    kind = _kind(data, name)
    from extract.reading.formats.docx import read as read_docx
    from extract.reading.word.soffice import to_docx

    converted = to_docx(data, name, kind.suffix, reading=kind.reading)
    note = f"tệp {kind.called} được LibreOffice chuyển sang DOCX để đọc"
    return read_docx(converted, name, media_type=kind.media_type, notes=(note,))


def _kind(data: bytes, name: str) -> _Kind:
    if data.startswith(_OLE):
        return _ole(data, name)
    if _is_odt(data):
        _check_odt(data, name)
        return _ODT
    if _RTF.match(data):
        if b"}" not in data:
            raise ReadError(
                name,
                say("tệp RTF bị cắt cụt", "the RTF file is cut off"),
                say("hãy tải hoặc sao chép lại tệp gốc", "download or copy the original again"),
            )
        return _RICH
    if any(entity in data for entity in _ENTITIES):
        raise _harmful(name)
    return _XML


def _is_odt(data: bytes) -> bool:
    # The standard puts the type first in the archive and unpacked, so that it can be told from the bytes.
    return data.startswith(b"PK\x03\x04") and _ODT_TYPE in data[:200]


def _check_odt(data: bytes, name: str) -> None:
    import io

    try:
        if data.count(b"PK\x01\x02") > 20_000:
            raise zipfile.BadZipFile
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("META-INF/manifest.xml") as file:
            encrypted = b"encryption-data" in file.read(MEBIBYTE)
            _check_parts(archive, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, KeyError):
        raise ReadError(
            name,
            say("tệp OpenDocument bị hỏng hoặc bị cắt cụt", "the OpenDocument file is damaged or cut off"),
            say("hãy tải hoặc sao chép lại tệp gốc", "download or copy the original again"),
        ) from None
    if encrypted:
        raise _locked(name)


def _check_parts(archive: zipfile.ZipFile, name: str) -> None:
    """Inflates the text once, to nowhere: LibreOffice sets itself no limit. No part may declare entities."""
    every = set(archive.namelist())
    for part in ("content.xml", "styles.xml", *sorted(every & {"meta.xml", "settings.xml"})):
        size, last = 0, b""
        with archive.open(part) as file:
            while piece := file.read(256 * 1024):
                size += len(piece)
                if size > 160 * MEBIBYTE:
                    raise zipfile.BadZipFile
                if any(entity in last + piece for entity in _ENTITIES):
                    raise _harmful(name)
                last = piece[-32:]


def _ole(data: bytes, name: str) -> _Kind:
    from extract.reading.word.ole import Container

    try:
        container = Container(data)
    except (ValueError, struct.error):
        raise ReadError(
            name,
            say(
                "tệp Word/Excel 97-2003 bị hỏng hoặc bị cắt cụt",
                "the Word/Excel 97-2003 file is damaged or cut off",
            ),
            say("hãy tải hoặc sao chép lại tệp gốc", "download or copy the original again"),
        ) from None
    names = container.names
    if "EncryptedPackage" in names:
        raise _locked(name)
    if "WordDocument" not in names:
        found = next((called for stream, called in _OTHERS if any(n.startswith(stream) for n in names)), None)
        raise ReadError(
            name,
            say(
                f"đây là {found or 'tệp OLE không rõ loại'}, không phải văn bản Word",
                f"this is {found or 'an OLE file of some other kind'}, no Word document",
            ),
            say(
                "hãy lưu nội dung cần đọc thành văn bản Word hoặc PDF",
                "save what is to be read as a Word document or PDF",
            ),
        )
    head = container.head("WordDocument")
    if len(head) >= 12:
        version, flags = struct.unpack_from("<H", head, 2)[0], struct.unpack_from("<H", head, 10)[0]
        if flags & _ENCRYPTED_BIT:
            raise _locked(name)
        if version < _WORD_97:
            return _OLD_DOC
    return _DOC


_OTHERS = (
    ("Workbook", "bảng tính Excel (.xls)"),
    ("Book", "bảng tính Excel (.xls)"),
    ("PowerPoint Document", "bản trình chiếu PowerPoint (.ppt)"),
    ("__substg1.0_", "thư điện tử Outlook (.msg)"),
    ("__properties_version", "thư điện tử Outlook (.msg)"),
    ("VisioDocument", "bản vẽ Visio (.vsd)"),
    ("Catalog", "tệp ảnh thu nhỏ của Windows (Thumbs.db)"),
    ("MatOST", "văn bản Microsoft Works (.wps)"),
)


_ENTITIES = tuple("<!ENTITY".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def _harmful(name: str) -> ReadError:
    return ReadError(
        name,
        say(
            "XML bên trong có khai báo thực thể (ENTITY); tệp có thể được tạo để gây hại",
            "its XML declares entities; the file may have been made to do harm",
        ),
        say("hãy mở tệp bằng Word rồi lưu thành .docx", "open it in Word and save it as .docx"),
    )


def _locked(name: str) -> ReadError:
    return ReadError(
        name,
        say("tệp được đặt mật khẩu", "the file is locked with a password"),
        say(
            "hãy mở tệp bằng mật khẩu rồi lưu thành bản không có mật khẩu",
            "open it with the password and save a copy without",
        ),
    )


READER = Reader(name="office", recognises=recognises, read=read, rank=20, max_bytes=100 * MEBIBYTE)
