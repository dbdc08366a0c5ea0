"""Word documents in Office Open XML: DOCX, DOCM and templates, transitional or strict; macros are never run."""

from __future__ import annotations

from extract.reading.reader import MEBIBYTE, Reader
from extract.reading.source import ReadError, Source
from extract.values.language import say

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def recognises(data: bytes) -> bool:
    """Whether the bytes are a ZIP archive with a Word document in it, whole or torn."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    from extract.reading.word.package import is_word

    return is_word(data)


def read(data: bytes, name: str, *, media_type: str = MEDIA_TYPE, notes: tuple[str, ...] = ()) -> Source:
    """Reads a Word document as it is printed: numbers of lists in place, changes accepted, notes after their place."""
    from extract.reading.compose import compose
    from extract.reading.word.document import read_document
    from extract.reading.word.package import Package

    package = Package(data, name)
    document = read_document(package)
    source = compose(document.drafts, name, media_type, notes=(*notes, *document.notes))
    if not source.text:
        raise _empty(name, document.embeds, any("/media/" in part for part in package.names()))
    return source


def _empty(name: str, embeds: bool, pictures: bool) -> ReadError:
    if embeds:
        return ReadError(
            name,
            say(
                "văn bản Word chỉ bọc một tệp nhúng (trang web, RTF), không có chữ của chính nó",
                "the Word document only wraps an embedded file (a web page, RTF) and has no text of its own",
            ),
            say("hãy mở tệp bằng Word rồi lưu lại thành .docx", "open it in Word and save it as .docx"),
        )
    if pictures:
        return ReadError(
            name,
            say("văn bản Word chỉ có hình ảnh, không có chữ", "the Word document holds pictures only"),
            say(
                "hãy in tệp ra PDF để nhận dạng chữ trong ảnh",
                "print it to PDF, whose pictures are recognised",
            ),
        )
    return ReadError(
        name,
        say("văn bản Word không có chữ nào", "the Word document holds no text"),
        say("hãy kiểm tra lại tệp gốc", "check the original"),
    )


READER = Reader(name="docx", recognises=recognises, read=read, rank=20, max_bytes=200 * MEBIBYTE)
