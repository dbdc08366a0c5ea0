"""Files that are torn, locked, far too large or made to harm, each with what must become of it."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from tests.reading.docx_files import docx, p, part
from tests.reading.image_files import TEXT as PHOTOGRAPHED
from tests.reading.image_files import sheet, stored
from tests.reading.pdf_maker import Encryption, Maker, grid, line, paragraph

Fate = Literal["stored", "failed", "queued"]
BODY = [
    "Ủy ban nhân dân phường Hòa An giao Văn phòng chủ trì,",
    "phối hợp với Công an phường rà soát hồ sơ cư trú,",
    "báo cáo kết quả trước ngày 20 tháng 11 năm 2025.",
]
TEXT = "Ủy ban nhân dân phường giao Văn phòng rà soát hồ sơ cư trú, báo cáo trước ngày 20/11/2025."
FULL = (0, 0, 595, 842)


class Bad(NamedTuple):
    """A file, what must become of it, and a pattern of the message, or of the notes on it where it is read."""

    data: bytes
    fate: Fate
    said: str = ""


def simple(*texts: Sequence[str]) -> bytes:
    """A PDF of pages of text."""
    maker = Maker()
    for body in texts or (BODY,):
        maker.page(paragraph(body))
    return maker.made()


def locked_pdf() -> bytes:
    """A PDF that can't be opened without its password."""
    maker = Maker()
    maker.page(paragraph(BODY))
    return maker.made(encrypt=Encryption(b"bi mat", b"chu"))


def inflating_pdf(mebibytes: int = 400) -> bytes:
    """A PDF whose second page unpacks to many times what the reader may take."""
    packer = zlib.compressobj(1)
    block = b" " * (1 << 20)
    once = b"".join(packer.compress(block) for _ in range(mebibytes)) + packer.flush()
    maker = Maker()
    maker.page(paragraph(BODY))
    bomb = maker.stream(zlib.compress(once), b"/Filter[/FlateDecode/FlateDecode]")
    maker.pages.append(
        maker.add(b"<</Type/Page/Parent @ 0 R/MediaBox[0 0 595 842]/Contents[%s]>>" % (b"%d 0 R " % bomb * 4))
    )
    maker.page(paragraph(BODY))
    return maker.made()


def nested_pdf(depth: int = 7, times: int = 30) -> bytes:
    """A PDF the second page of which draws a form that draws a form, many times each."""
    maker = Maker()
    maker.page(paragraph(BODY))
    form = maker.stream(b"0 0 m 9 9 l S " * 50, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    for _ in range(depth):
        form = maker.stream(
            b"/X Do " * times,
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % form,
        )
    stream = maker.stream(b"/X Do")
    maker.pages.append(
        maker.add(
            b"<</Type/Page/Parent @ 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</XObject<</X %d 0 R>>>>>>"
            % (stream, form)
        )
    )
    maker.page(paragraph(BODY))
    return maker.made()


def huge_picture_pdf(side: int = 16_000) -> bytes:
    """A PDF of some kilobytes whose second page is an image that must be unpacked as a whole, to gigabytes."""
    packer = zlib.compressobj(1)
    row = b"\x40\xff\x80" * side * 100
    packed = zlib.compress(b"".join(packer.compress(row) for _ in range(side // 100)) + packer.flush())
    maker = Maker()
    maker.page(paragraph(BODY))
    image = maker.add(
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8"
        b"/Filter[/FlateDecode/FlateDecode/RunLengthDecode]/Length %d>>\nstream\n%s\nendstream"
        % (side, side, len(packed), packed)
    )
    maker.page(b"q 595 0 0 842 0 0 cm /Huge Do Q", resources=b"/XObject<</Huge %d 0 R>>" % image)
    maker.page(paragraph(BODY))
    return maker.made()


def crowded_pdf(strokes: int = 100_000, letters: int = 210_000) -> bytes:
    """A PDF with a page of countless strokes and one of countless letters."""
    maker = Maker()
    maker.page(paragraph(BODY))
    maker.page(b"0 0 m 9 9 l S " * strokes + paragraph(BODY), packed=True)
    rows = (line(30, 800 - 2.5 * n, "rà soát hồ sơ cư trú " * 50, 1) for n in range(letters // 1000))
    maker.page(b"".join(rows), packed=True)
    return maker.made()


def crowded_file(objects: int = 200_000) -> bytes:
    """A PDF with far more objects than pages, none of them used."""
    maker = Maker()
    maker.page(paragraph(BODY))
    maker.objects += [b"null"] * objects
    return maker.made()


def many_pages(count: int = 3001) -> bytes:
    """A PDF that says it has so many pages, all of them one."""
    maker = Maker()
    page = maker.page(paragraph(BODY[:1]))
    maker.pages = [page] * count
    return maker.made()


def annex(pages: int = 600) -> bytes:
    """A PDF of so many pages of prose and, on every tenth, a table with lines."""
    maker = Maker()
    table = grid((72, 200, 400), range(300, 500, 20))
    for number in range(pages):
        rows = b"".join(line(80, y, f"Thôn {y}") + line(210, y, "12,5") for y in range(305, 490, 20))
        maker.page(
            paragraph([*BODY, f"Mục {number + 1} của danh mục hồ sơ."])
            + (table + rows if number % 10 == 0 else b"")
        )
    return maker.made()


def scanned_pdf() -> bytes:
    """A PDF of images only, the first and the last of them of blank sheets."""
    from PIL import Image as Images

    page = sheet()
    blank = Images.new("L", page.size, 255)
    return stored(blank, "PDF", save_all=True, append_images=[page, blank], resolution=150)


def inflating_docx(mebibytes: int = 300) -> bytes:
    """A DOCX whose body unpacks to a thousand times its size."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        with file.open("word/document.xml", "w", force_zip64=True) as member:
            member.write(b"<w:document><w:body>")
            block = b" " * (1 << 20)
            for _ in range(mebibytes):
                member.write(block)
    return out.getvalue()


def macro_docm() -> bytes:
    """A DOCX that carries a project of macros, as Word does."""
    return docx(
        p(TEXT),
        parts={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Attribut AutoOpen" * 300},
        relations={"rIdVba": ("vbaProject", "vbaProject.bin")},
    )


LAUGHS = '<!DOCTYPE {} [<!ENTITY a "ha">{}]>'.format(
    "{}", "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(12))
)
"""Entities that unfold to a million million letters; the name of the root goes in."""
OUTSIDE = '<!DOCTYPE {} [<!ENTITY m SYSTEM "file:///etc/passwd">]>'


def tricky_docx(declaration: str) -> bytes:
    """A DOCX with a document type declaration, the entity `m` of which stands in its text."""
    body = part("document", f"<w:body>{p(TEXT)}{p('&m;')}</w:body>")
    return docx("", parts={"word/document.xml": body.replace("?>", "?>" + declaration.format("w"))})


def tricky_page(declaration: str) -> bytes:
    """A web page with a document type declaration."""
    return (
        f"{declaration.format('html')}<html><body><p>{TEXT}</p><p>Hết &m; văn bản.</p></body></html>".encode()
    )


def tricky_archive(declaration: str) -> bytes:
    """A web archive of such a page."""
    return (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="=_x"\r\n\r\n--=_x\r\n'
        b'Content-Type: text/html; charset="utf-8"\r\n\r\n' + tricky_page(declaration) + b"\r\n--=_x--\r\n"
    )


def nested_archive(depth: int = 3000) -> bytes:
    """A web archive of archives within archives."""
    opened = b"".join(
        b'Content-Type: multipart/related; boundary="=_%d"\r\n\r\n--=_%d\r\n' % (n, n) for n in range(depth)
    )
    return b"MIME-Version: 1.0\r\n" + opened + b"Content-Type: text/html\r\n\r\n" + tricky_page("") + b"\r\n"


def tricky_word_xml(declaration: str) -> bytes:
    """A document in the XML of Word 2003 with a document type declaration."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>{declaration.format("w:wordDocument")}'
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body><w:p><w:r>'
        f"<w:t>{TEXT} &m;</w:t></w:r></w:p></w:body></w:wordDocument>"
    ).encode()


def bad_files(recognised: Fate) -> dict[str, Bad]:
    """The files by their names; `recognised` is what becomes of images."""
    whole = simple(BODY, BODY)
    photograph = sheet(PHOTOGRAPHED * 3, mode="RGB").rotate(90, expand=True)
    return {
        "khóa.pdf": Bad(locked_pdf(), "failed", "mật khẩu"),
        "cắt sớm.pdf": Bad(whole[:600], "failed", "bị cắt"),
        "cắt muộn.pdf": Bad(whole[: whole.rindex(b"xref\n0")], "stored", "thiếu phần cuối"),
        "phình.pdf": Bad(inflating_pdf(), "stored", "không đọc được trang 2"),
        "treo.pdf": Bad(nested_pdf(), "stored", "không đọc được trang 2"),
        "chật chội.pdf": Bad(crowded_pdf(), "stored", "quá nhiều ký tự|quá thời gian"),
        "nhiều đối tượng.pdf": Bad(crowded_file(), "stored"),
        "nhiều trang.pdf": Bad(many_pages(), "failed", "3001 trang"),
        "phụ lục.pdf": Bad(annex(), "stored"),
        "ảnh và trang trắng.pdf": Bad(scanned_pdf(), recognised),
        "ảnh chụp ngang.jpg": Bad(stored(photograph, "JPEG", quality=60), recognised, "xoay"),
        "hình khổng lồ.pdf": Bad(huge_picture_pdf(), recognised, "không dựng được hình"),
        "phình.docx": Bad(inflating_docx(), "failed", "phình"),
        "macro.docm": Bad(macro_docm(), "stored"),
        "thực thể.docx": Bad(tricky_docx(LAUGHS), "failed", "DOCTYPE"),
        "thực thể ngoài.docx": Bad(tricky_docx(OUTSIDE), "failed", "DOCTYPE"),
        "thực thể.xml.doc": Bad(tricky_word_xml(LAUGHS), "failed", "thực thể"),
        "thực thể.html": Bad(tricky_page(LAUGHS), "stored"),
        "thực thể ngoài.html": Bad(tricky_page(OUTSIDE), "stored"),
        "thực thể.mht": Bad(tricky_archive(LAUGHS), "stored"),
        "thực thể ngoài.mht": Bad(tricky_archive(OUTSIDE), "stored"),
        "lồng nhau.mht": Bad(nested_archive(), "failed", "lồng nhau"),
    }


def long_path(folder: Path) -> Path:
    """A path of more than 300 characters in a folder."""
    while len(str(folder)) < 300:
        folder = folder / "hồ sơ lưu trữ của văn phòng ủy ban"
    return folder / "thông báo.txt"
