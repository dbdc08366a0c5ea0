"""Short ways to say what a text reads as."""

from __future__ import annotations

from extract.reading import Source, Table, read_text


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, tables left out."""
    return texts(read_text(text))


def texts(source: Source) -> list[str]:
    return [source.text[b.start : b.end] for b in source.blocks if not isinstance(b, Table)]


def tables(text: str) -> list[list[list[str]]]:
    """The tables of a text, as rows of cells; a cell over several columns ends with `<2>`."""
    source = read_text(text)
    return [
        [
            [source.text[c.start : c.end] + (f"<{c.span}>" if c.span > 1 else "") for c in row]
            for row in block.rows
        ]
        for block in source.blocks
        if isinstance(block, Table)
    ]


def bars(*rows: list[str]) -> str:
    """A table printed one cell a line between lines of `|`."""
    lines: list[str] = []
    for row in rows:
        lines.append("|")
        for cell in row:
            lines += [*cell.split("\n"), "|"] if cell else ["|"]
    return "\n".join(lines)
