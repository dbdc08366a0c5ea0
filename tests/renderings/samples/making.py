"""How each sample document is made."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from extract.reading import read_path
from extract.reading.encodings import codes
from tests.renderings.docx import build, save
from tests.renderings.html import content, portal_page
from tests.renderings.layout import Item, lay_out
from tests.renderings.pdf import convert, timeless
from tests.renderings.samples.paper import photograph_sideways, scan_with_stamp
from tests.renderings.samples.word import (
    add_footnote,
    add_text_box,
    merge_down,
    print_running_head,
    print_signature_block,
    track_change,
)

TEXTS = Path(__file__).resolve().parent


def _items(name: str) -> list[Item]:
    return lay_out(read_path(TEXTS / f"{name}.txt"))


def word_document(path: Path) -> None:
    """Labels counted by Word, merged cells, a footnote, a tracked change, a text box."""
    document = build(_items("c_ke-hoach-tinh"), automatic_labels=True)
    track_change(document, "hoàn thành trước ngày 15/5/2025", old="30/4/2025", new="15/5/2025")
    add_footnote(
        document,
        "đạt 85,17%",
        "Theo Quyết định số 294/QĐ-BNV ngày 11/4/2024 của Bộ trưởng Bộ Nội vụ.",
    )
    add_text_box(document, "KHẨN")
    merge_down(document.tables[-1], column=2, first=3, last=4)
    save(document, path)


def digital_pdf(path: Path) -> None:
    """Three pages and more with a running head, page numbers, the block of a digital signature, a table over two pages."""
    document = build(_items("c_bao-cao-6-thang"))
    print_running_head(document, "Báo cáo kết quả công tác CCHC 6 tháng đầu năm 2024")
    print_signature_block(
        document,
        (
            "Người ký: ỦY BAN NHÂN DÂN TỈNH QUẢNG BÌNH",
            "Cơ quan: TỈNH QUẢNG BÌNH",
            "Thời gian ký: 14.06.2024 15:42:07 +07:00",
        ),
    )
    _printed(document, path)


def portal_notice(path: Path) -> None:
    """A notice of conclusions on a portal, with attachments."""
    body = content(_items("c_thong-bao-cong-tinh"))
    page = portal_page(
        body,
        "Kết luận của Phó Chủ tịch UBND tỉnh về tiến độ số hóa hồ sơ",
        site="Cổng thông tin điện tử tỉnh Kon Tum",
        date="2024-09-20T08:15:00+07:00",
        attachments=(
            ("208-TB-VP.signed.pdf", "/uploads/208-TB-VP.signed.pdf"),
            ("Phu luc tien do.xlsx", "/uploads/phu-luc.xlsx"),
        ),
    )
    path.write_text(page, "utf-8")


def news_page(path: Path) -> None:
    """News on index results, as a portal prints it."""
    _, *rest = _items("c_tin-cac-chi-so")
    page = portal_page(
        content(rest),
        "Hậu Giang cải thiện thứ hạng cả ba chỉ số PAR INDEX, SIPAS và PAPI",
        site="Cổng thông tin điện tử tỉnh Hậu Giang",
        date="2025-06-24T16:30:00+07:00",
        source="Báo Hậu Giang",
    )
    path.write_text(page, "utf-8")


def old_word_document(path: Path) -> None:
    """A letter in the format of Word 97."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / f"{path.stem}.docx"
        save(build(_items("c_cong-van-don-doc")), made)
        path.write_bytes(convert([made], Path(folder) / "out", "doc")[0].read_bytes())


def old_encoding(path: Path) -> None:
    """TCVN3 as `.VnTime` and `.VnTimeH` typed it: a capital letter with a tone has the code of the small one."""
    table = codes("tcvn3")
    text = (TEXTS / "c_quyet-dinh-2007.txt").read_text("utf-8")
    path.write_bytes("".join(table.get(c) or table.get(c.lower(), c) for c in text).encode("latin-1"))


def scanned_directive(path: Path) -> None:
    """Images of two pages, with a number written by hand, a red stamp and a signature."""
    items = _items("c_chi-thi-quet")
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "printed.pdf"
        document = build(items)
        for cell in (c for row in document.tables[0].rows for c in row.cells):
            for run in (r for p in cell.paragraphs for r in p.runs):
                run.text = run.text.replace("Số: 05/", "Số:\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/")
        _printed(document, pdf)
        scan_with_stamp(pdf, path, number="05", before="/CT-UBND", signer="Nguyễn Hữu Trọng")


def photograph(path: Path) -> None:
    """A photograph of a notice of one page, taken with the telephone held upright and the sheet on its side."""
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "printed.pdf"
        _printed(build(_items("c_anh-chup")), pdf)
        photograph_sideways(pdf, path)


def bundle(path: Path) -> None:
    """A letter, and behind it the notice that it forwards."""
    import pypdfium2

    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for name in ("c_chuyen-van-ban_1", "c_chuyen-van-ban_2"):
            parts.append(Path(folder) / f"{name}.pdf")
            _printed(build(_items(name)), parts[-1])
        whole = pypdfium2.PdfDocument.new()
        for part in parts:
            whole.import_pages(pypdfium2.PdfDocument(part))
        whole.save(path)
        path.write_bytes(timeless(path.read_bytes()))


def _printed(document: object, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / f"{path.stem}.docx"
        save(document, made)  # type: ignore[arg-type]
        path.write_bytes(convert([made], Path(folder) / "out")[0].read_bytes())


SAMPLES: dict[str, Callable[[Path], None]] = {
    "c_ke-hoach-tinh.docx": word_document,
    "c_bao-cao-6-thang.pdf": digital_pdf,
    "c_thong-bao-cong-tinh.html": portal_notice,
    "c_tin-cac-chi-so.html": news_page,
    "c_cong-van-don-doc.doc": old_word_document,
    "c_quyet-dinh-2007.txt": old_encoding,
    "c_chi-thi-quet.pdf": scanned_directive,
    "c_chuyen-van-ban.pdf": bundle,
    "c_anh-chup.jpg": photograph,
}
