"""What kind of file some bytes are, told from the bytes themselves; the ending of the name is not believed."""

from __future__ import annotations

from extract.reading.source import ReadError
from extract.values.language import say

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word/Excel 97-2003"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", say("ảnh PNG", "a PNG image")),
    (b"\xff\xd8\xff", say("ảnh JPEG", "a JPEG image")),
    (b"GIF8", say("ảnh GIF", "a GIF image")),
    (b"II*\x00", say("ảnh TIFF", "a TIFF image")),
    (b"MM\x00*", say("ảnh TIFF", "a TIFF image")),
    (b"\x1f\x8b", say("tệp nén gzip", "a gzip archive")),
    (b"7z\xbc\xaf\x27\x1c", say("tệp nén 7-Zip", "a 7-Zip archive")),
    (b"Rar!", say("tệp nén RAR", "a RAR archive")),
    (b"BZh", say("tệp nén bzip2", "a bzip2 archive")),
    (b"\xfd7zXZ", say("tệp nén xz", "a xz archive")),
    (b"SQLite format 3\x00", say("cơ sở dữ liệu SQLite", "a SQLite database")),
    (b"\x7fELF", say("chương trình", "a program")),
    (b"AT&TFORM", "DjVu"),
)
_SAVE_AS_TEXT = say(
    "hãy mở tệp rồi lưu lại dưới dạng văn bản thuần (.txt, mã UTF-8)",
    "open the file and save it as plain text (.txt, UTF-8)",
)


def refuse_other_formats(data: bytes, name: str) -> None:
    """Raises `ReadError` where the bytes are of a format that is not text; says nothing where they may be text."""
    if (found := other_format(data)) is not None:
        raise ReadError(
            name,
            say(
                f"đây là {found}, phiên bản này chưa đọc được",
                f"this is {found}, which this version doesn't read yet",
            ),
            _SAVE_AS_TEXT,
        )


def other_format(data: bytes) -> str | None:
    """The name of the format where it is known and not plain text, else `None`."""
    head = data[:4096]
    if head.startswith(b"PK\x03\x04"):
        return _zip(data)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if b"%PDF-" in head[:1024] and b"\x00" in data[:65536]:
        return "PDF"
    return None


def _zip(data: bytes) -> str:
    sample = data[:65536] + data[-65536:]
    for part, kind in ((b"word/", "Word (DOCX)"), (b"xl/", "Excel (XLSX)"), (b"ppt/", "PowerPoint (PPTX)")):
        if part in sample:
            return kind
    if b"opendocument.text" in sample:
        return "OpenDocument (ODT)"
    return say("tệp nén ZIP", "a ZIP archive")
