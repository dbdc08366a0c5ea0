"""One page of a PDF as an image, in a process of its own: `python -m extract.browse.page_render PAGE TURN < file > image`.

PDFium may crash on a file made to crash it; the server that shows the page lives on.
"""

from __future__ import annotations

import io
import sys

DPI = 110
MEDIA_TYPE = "image/webp"
MOST_BYTES = 256 * 1024 * 1024
"""What is larger is not shown."""
_QUALITY = 80


def image_of(data: bytes, page: int, turn: int = 0) -> bytes:
    """The page, numbered from 1, turned clockwise by so many degrees, as a WebP image.

    What was put on it later (stamps of a digital signature) is shown as a reader's program shows it.
    `PdfiumError` or `IndexError` where there is no such page.
    """
    import pypdfium2

    from extract.reading.ocr.render import scale_for

    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    sheet = document[page - 1]
    width, height = sheet.get_size()
    bitmap = sheet.render(scale=scale_for(width, height, DPI), rev_byteorder=True, prefer_bgrx=False)
    image = bitmap.to_pil().convert("RGB")
    if turn:
        image = image.rotate(-turn, expand=True)
    out = io.BytesIO()
    image.save(out, "WEBP", quality=_QUALITY, method=2)
    return out.getvalue()


def main() -> int:
    """Reads the file from standard input and writes the image to standard output."""
    import pypdfium2

    from extract.reading.pdf.limits import limit_memory

    limit_memory()
    try:
        image = image_of(sys.stdin.buffer.read(), *map(int, sys.argv[1:]))
    except (pypdfium2.PdfiumError, IndexError, MemoryError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.buffer.write(image)
    return 0


if __name__ == "__main__":
    sys.exit(main())
