"""Sources and documents from paragraphs, without the readers."""

from __future__ import annotations

from extract.reading.source import Block, Cell, Paragraph, Source, Table
from extract.structure import Document, analyse

LETTERHEAD = (
    "ỦY BAN NHÂN DÂN",
    "TỈNH LÂM ĐỒNG",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số: 45/KH-UBND",
    "Lâm Đồng, ngày 03 tháng 02 năm 2025",
    "KẾ HOẠCH",
    "Kiểm tra công vụ năm 2025",
)


def source(*parts: str | list[str]) -> Source:
    """A source of paragraphs (strings; `**text**` is strong) and tables (lists of tab-separated rows)."""
    blocks: list[Block] = []
    out: list[str] = []
    at = 0
    for part in parts:
        if isinstance(part, list):
            rows = []
            start = at
            for row in part:
                cells, offset = [], at
                for cell in row.split("\t"):
                    cells.append(Cell(offset, offset + len(cell)))
                    offset += len(cell) + 1
                rows.append(tuple(cells))
                at += len(row) + 1
            out.extend(part)
            blocks.append(Table(start, at - 1, tuple(rows)))
            continue
        strong = part.startswith("**") and part.endswith("**") and len(part) > 4
        text = part[2:-2] if strong else part
        blocks.append(Paragraph(at, at + len(text), strong))
        out.append(text)
        at += len(text) + 1
    return Source(name="test", media_type="text/plain", text="\n".join(out), blocks=tuple(blocks))


def document(*parts: str | list[str]) -> Document:
    """A document of the parts as they are."""
    return analyse(source(*parts))


def body(*parts: str | list[str]) -> Document:
    """A document of the parts under a letterhead."""
    return analyse(
        source(
            *LETTERHEAD,
            "Thực hiện chương trình công tác, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:",
            *parts,
        )
    )


def outline(doc: Document) -> list[str]:
    """Paths with headings: `I=MỤC TIÊU`, `I/1`."""
    return [s.path if s.heading is None else f"{s.path}={s.heading}" for s in doc.sections]
