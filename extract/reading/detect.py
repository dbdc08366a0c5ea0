"""What kind of file some bytes are, told from the bytes themselves; the ending of the name is not believed."""

from __future__ import annotations

from extract.reading.source import ReadError
from extract.values.language import say

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word/Excel 97-2003"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3\x00", say("cơ sở dữ liệu SQLite", "a SQLite database")),
    (b"\x7fELF", say("chương trình", "a program")),
)
_ARCHIVES: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", say("tệp nén gzip", "a gzip archive")),
    (b"7z\xbc\xaf\x27\x1c", say("tệp nén 7-Zip", "a 7-Zip archive")),
    (b"Rar!", say("tệp nén RAR", "a RAR archive")),
    (b"BZh", say("tệp nén bzip2", "a bzip2 archive")),
    (b"\xfd7zXZ", say("tệp nén xz", "a xz archive")),
)
_PICTURES: tuple[tuple[bytes, str], ...] = (
    (b"AT&TFORM", "DjVu"),
    (b"\x00\x00\x00\x0cjP  ", say("ảnh JPEG 2000", "a JPEG 2000 image")),
    (b"\x00\x00\x00\x0cJXL ", say("ảnh JPEG XL", "a JPEG XL image")),
)
_TELEPHONE_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")
_SAVE_AS_TEXT = say(
    "hãy mở tệp rồi lưu lại dưới dạng văn bản thuần (.txt, mã UTF-8)",
    "open the file and save it as plain text (.txt, UTF-8)",
)
_UNPACK = say(
    "hãy giải nén rồi chỉ ra các văn bản ở trong",
    "unpack it and name the documents that are in it",
)
_SAVE_AS_JPEG = say(
    "hãy mở tệp rồi lưu lại thành ảnh JPEG, PNG hoặc PDF",
    "open it and save it as a JPEG or PNG image, or as PDF",
)


def refuse_other_formats(data: bytes, name: str) -> None:
    """Raises `ReadError` where the bytes are of a format that is not text; says nothing where they may be text."""
    if (found := other_format(data)) is not None:
        kind, remedy = found
        raise ReadError(
            name,
            say(
                f"đây là {kind}, phiên bản này chưa đọc được",
                f"this is {kind}, which this version doesn't read yet",
            ),
            remedy,
        )


def other_format(data: bytes) -> tuple[str, str] | None:
    """The name of the format and what to do with such a file, where it is known and not plain text, else `None`."""
    head = data[:4096]
    if head.startswith(b"PK\x03\x04"):
        return _zip(data)
    for kinds, remedy in ((_MAGIC, _SAVE_AS_TEXT), (_ARCHIVES, _UNPACK), (_PICTURES, _SAVE_AS_JPEG)):
        for magic, kind in kinds:
            if head.startswith(magic):
                return kind, remedy
    if head[4:8] == b"ftyp":
        if head[8:12] in _TELEPHONE_BRANDS:
            return say("ảnh HEIC của điện thoại", "a HEIC image of a telephone"), _SAVE_AS_JPEG
        if head[8:12] in (b"avif", b"avis"):
            return say("ảnh AVIF", "an AVIF image"), _SAVE_AS_JPEG
    if b"%PDF-" in head[:1024] and b"\x00" in data[:65536]:
        return "PDF", _SAVE_AS_TEXT
    return None


def _zip(data: bytes) -> tuple[str, str]:
    sample = data[:65536] + data[-65536:]
    for part, kind in ((b"word/", "Word (DOCX)"), (b"xl/", "Excel (XLSX)"), (b"ppt/", "PowerPoint (PPTX)")):
        if part in sample:
            return kind, _SAVE_AS_TEXT
    if b"opendocument.text" in sample:
        return "OpenDocument (ODT)", _SAVE_AS_TEXT
    return say("tệp nén ZIP", "a ZIP archive"), _UNPACK
