"""Small Word files made of raw XML, and short ways to say what they read as."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from extract.reading import Source, Table, read_bytes

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# What is not a test's subject, so that each file has enough Vietnamese to be read.
FILLER = "Ủy ban nhân dân xã đề nghị các đơn vị thực hiện nghiêm túc những nội dung trên đây."

Parts = dict[str, str | bytes]


def part(root: str, inner: str) -> str:
    """A part whose root is an element of Word's namespace."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {NAMESPACES}>{inner}</w:{root}>'


def docx(
    body: str,
    *,
    styles: str = "",
    numbering: str = "",
    parts: Parts | None = None,
    relations: dict[str, tuple[str, str]] | None = None,
    main: str = "word/document.xml",
) -> bytes:
    """A DOCX file; `relations` are by id the kind and the target of what the main part refers to."""
    folder, name = main.rsplit("/", 1)
    found = {"rS": ("styles", "styles.xml"), "rN": ("numbering", "numbering.xml"), **(relations or {})}
    members: Parts = {
        "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{MAIN}"/></Types>',
        "_rels/.rels": relationships({"rId1": ("officeDocument", main)}),
        main: part("document", f"<w:body>{body}</w:body>"),
        f"{folder}/_rels/{name}.rels": relationships(found),
        f"{folder}/styles.xml": part("styles", styles),
        f"{folder}/numbering.xml": part("numbering", numbering),
        **(parts or {}),
    }
    return archive(members.items())


def relationships(found: dict[str, tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for key, (kind, target) in found.items()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def archive(members: Iterable[tuple[str, str | bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members:
            file.writestr(name, content)
    return out.getvalue()


def p(*runs: str, props: str = "") -> str:
    """A paragraph; runs that are no XML are text."""
    return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{''.join(map(_run, runs))}</w:p>"


def r(text: str, props: str = "") -> str:
    """A run of text with its properties."""
    return f'<w:r>{f"<w:rPr>{props}</w:rPr>" if props else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _run(text: str) -> str:
    return text if text.startswith("<") else r(text)


def tbl(*rows: str, grid: Iterable[int] = ()) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def tr(*cells: str, props: str = "") -> str:
    return f"<w:tr>{f'<w:trPr>{props}</w:trPr>' if props else ''}{''.join(map(_cell, cells))}</w:tr>"


def tc(content: str, props: str = "") -> str:
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def _cell(content: str) -> str:
    return content if content.startswith("<w:tc>") else tc(content)


def item(text: str, number: int = 1, level: int = 0) -> str:
    """A paragraph of a list."""
    return p(text, props=num_pr(number, level))


def num_pr(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def lvl(level: int, form: str, text: str, *, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def abstract(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def source_of(data: bytes) -> Source:
    return read_bytes(data, "van-ban.docx")


def lines_of(data: bytes) -> list[str]:
    """The paragraphs and the rows of tables of a file; the last one is the filler, which is left out."""
    lines = source_of(data).text.split("\n")
    return lines[:-1] if lines[-1] == FILLER else lines


def read_body(body: str, **more: object) -> list[str]:
    """The lines of a body that is followed by the filler."""
    return lines_of(docx(body + p(FILLER), **more))  # type: ignore[arg-type]


def tables_of(data: bytes) -> list[list[list[str]]]:
    """The tables of a file as rows of cells; a cell over several columns ends with `<2>`."""
    source = source_of(data)
    return [
        [
            [source.text[c.start : c.end] + (f"<{c.span}>" if c.span > 1 else "") for c in row]
            for row in block.rows
        ]
        for block in source.blocks
        if isinstance(block, Table)
    ]
