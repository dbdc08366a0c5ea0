"""A web page to a `Source`: its document or its article, or one line that says why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from extract.reading.compose import Draft, DraftParagraph, Run, compose
from extract.reading.decode import Decoded, mended
from extract.reading.lines import split_lines
from extract.reading.markup import Marked
from extract.reading.source import ReadError, Source
from extract.reading.unwrap import Unwrapper, find_shape
from extract.reading.web.about import About, day_of, headline
from extract.reading.web.article import Article, find_article
from extract.reading.web.blocks import Block, Reader
from extract.reading.web.content import Found, find_document
from extract.reading.web.furniture import is_bare
from extract.reading.web.judge import Judgement, judge
from extract.reading.web.markup import page_text, parse
from extract.reading.web.style import Styles
from extract.values.language import say

_LITTLE = 200
_LEAD = 6
"""So many lines around a headline may tell the day."""
_SAVE_WHOLE = say(
    "hãy mở trang bằng trình duyệt rồi lưu lại (Webpage, Complete) hoặc in ra PDF",
    "open it in a browser and save it as a complete page, or print it to PDF",
)


def read_page(data: bytes, name: str, *, declared: str | None = None, address: str | None = None) -> Source:
    """Reads the bytes of a page. `declared` is the encoding and `address` the URL that a message gave them.

    A page that holds a whole document gives that document, an article its text under its headline, a page that has
    nothing around its text all of it. `ReadError` where there is no text to be had: frames, scripts, a form to log in.
    """
    decoded = page_text(data, declared)
    tree = parse(decoded.text)
    if tree is None:
        raise _empty(name)
    about = About(tree, decoded.text, address)
    styles = Styles("".join(sheet.itertext()) for sheet in tree.iter("style"))
    blocks = Reader(styles).read(tree)
    decoded = _mended(blocks, decoded)
    found = find_document(blocks)
    if found is None:
        every = Reader(styles, with_hidden=True).read(tree) if _has_hidden(tree) else blocks
        # A page saved while another tab was open hides the document that it holds.
        if len(every) > len(blocks) and (hidden := find_document(every)) is not None:
            blocks, found = every, hidden
    length = sum(block.length for block in blocks)
    if found is None and length < _LITTLE:
        _refuse(tree, name, length)
    notes = list(decoded.notes)
    if is_bare(blocks):
        kept = blocks
        drafts: list[Draft] = [block.draft for block in kept]
        metadata = _of_bare(about, tree, drafts)
    elif found is not None:
        kept = list(blocks[found.start : found.end])
        drafts = [block.draft for block in kept]
        metadata = _of_document(about, blocks, found)
    else:
        judgement = judge(tree, about.address)
        titles = [title for title in (about.title(), judgement.title) if title]
        article = find_article(blocks, titles, judgement)
        if article is None:
            raise _empty(name)
        kept, drafts, metadata = _article(blocks, article, about, judgement)
    held = sum(block.length for block in kept)
    if held < length:
        notes.append(f"chỉ đọc phần văn bản của trang web ({held} trong {length} ký tự)")
    source = compose(
        _rejoined(drafts), name, "text/html", encoding=decoded.encoding, notes=notes, metadata=metadata
    )
    if not source.text.strip():
        raise _empty(name)
    return source


def _mended(blocks: Sequence[Block], decoded: Decoded) -> Decoded:
    """Converts in place what no font told to be of an older encoding, or was decoded twice."""
    paragraphs = [
        paragraph
        for block in blocks
        for paragraph in (
            [block.draft]
            if isinstance(block.draft, DraftParagraph)
            else [p for row in block.draft.rows for cell in row for p in cell.paragraphs]
        )
    ]
    runs = [run for paragraph in paragraphs for run in paragraph.runs]
    joined = Decoded("\n".join(run.text.replace("\n", " ") for run in runs), decoded.encoding, decoded.notes)
    new = mended(joined)
    if new is not joined:
        for run, text in zip(runs, new.text.split("\n"), strict=True):
            run.text = text
    return Decoded("", new.encoding, new.notes)


def _of_document(about: About, blocks: Sequence[Block], found: Found) -> list[tuple[str, str]]:
    at = headline(blocks, found.start - 1) if found.start else None
    title = blocks[at].text if at is not None else about.title()
    out = [("headline", title)] if title else []
    return [*out, *_places(about, found.element)]


def _of_bare(about: About, tree: Any, drafts: Sequence[Draft]) -> list[tuple[str, str]]:
    lines = [draft.text for draft in drafts[1:4] if isinstance(draft, DraftParagraph)]
    out = [("date", day)] if (day := about.date(lines)) else []
    return [*out, *_places(about, tree)]


def _article(
    blocks: Sequence[Block], article: Article, about: About, judgement: Judgement
) -> tuple[list[Block], list[Draft], list[tuple[str, str]]]:
    """The text of an article under its headline and the line with its day, and what is known of it."""
    kept = [blocks[i] for i in article.inside]
    drafts = [block.draft for block in kept]
    at = article.headline
    start, end = article.inside[0], article.inside[-1] + 1
    lead = list(blocks[at + 1 : start] if at is not None else blocks[max(0, start - _LEAD) : start])
    title = blocks[at].text if at is not None else about.title() or judgement.title
    if title and not any(_plain(block.text) == _plain(title) for block in kept[:4]):
        top: list[Draft] = [DraftParagraph([Run(title)], strong=True)]
        if at is not None:
            kept.append(blocks[at])
            dated = next((block for block in lead if not block.linked and day_of(block.text)), None)
            if dated is not None:
                top.append(dated.draft)
                kept.append(dated)
        drafts = [*top, *drafts]
    metadata = [("headline", title)] if title else []
    above = blocks[max(0, at - _LEAD) : at] if at is not None else []
    near = [block.text for block in (*lead, *(blocks[i] for i in article.inside[:4]), *above)]
    if day := about.date(near) or judgement.date:
        metadata.append(("date", day))
    below = [block.text for block in blocks[max(start, end - 3) : end + 6]]
    if source := about.source(below, judgement.site):
        metadata.append(("source", source))
    return kept, drafts, [*metadata, *_places(about, article.element)]


def _places(about: About, element: Any) -> list[tuple[str, str]]:
    out = [("url", about.address)] if about.address else []
    return [*out, *(("attachment", address) for address in about.attachments(element))]


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _has_hidden(tree: Any) -> bool:
    from extract.reading.web.style import is_hidden

    return any(isinstance(element.tag, str) and is_hidden(element) for element in tree.iter())


def _rejoined(drafts: Sequence[Draft]) -> list[Draft]:
    """Puts paragraphs together where a page has each printed line in an element of its own."""
    texts = [draft.text for draft in drafts if isinstance(draft, DraftParagraph)]
    joined = "\n".join(texts)
    if not find_shape(split_lines(joined)[0]).width:
        return list(drafts)
    out: list[Draft] = []
    group: list[DraftParagraph] = []
    for draft in [*drafts, None]:
        if isinstance(draft, DraftParagraph):
            group.append(draft)
            continue
        out += _unwrapped(group)
        group = []
        if draft is not None:
            out.append(draft)
    return out


def _unwrapped(group: Sequence[DraftParagraph]) -> list[Draft]:
    text = "\n".join(one.text for one in group)
    lines, _ = split_lines(text)
    bold: list[tuple[int, int]] = []
    at = 0
    for one in group:
        if one.strong:
            bold.append((at, at + len(one.text)))
        at += len(one.text) + 1
    marked = Marked(text, None, bold, [])
    return [
        DraftParagraph(
            [Run(line.text) for line in lines], all(marked.is_bold(line.start, line.end) for line in lines)
        )
        for lines in Unwrapper(marked, find_shape(lines)).paragraphs(lines)
    ]


def _refuse(tree: Any, name: str, length: int) -> None:
    """Raises where a page has next to no text, and says why."""
    frames = [
        frame.get("src")
        for tag in ("frame", "iframe")
        for frame in tree.iter(tag)
        if (frame.get("src") or "").strip()
        and not (frame.get("src") or "").startswith(("about:", "javascript:"))
    ]
    if frames:
        listed = ", ".join(frames[:4])
        raise ReadError(
            name,
            say(
                f"trang chỉ gồm các khung, nội dung nằm ở tệp khác ({listed})",
                f"a page of frames, the text of which is in other files ({listed})",
            ),
            say(
                "hãy mở khung có văn bản rồi lưu riêng khung đó",
                "open the frame with the document and save it alone",
            ),
        )
    if any((field.get("type") or "").lower() == "password" for field in tree.iter("input")):
        raise ReadError(
            name,
            say("đây là trang đăng nhập, không có văn bản", "a page to log in, without a document"),
            say("hãy đăng nhập rồi lưu lại trang có văn bản", "log in and save the page with the document"),
        )
    if length < 80 and any(True for _ in tree.iter("script")):
        raise ReadError(
            name,
            say("trang chỉ có mã JavaScript, không có nội dung", "nothing but scripts, no text"),
            _SAVE_WHOLE,
        )
    if not length:
        raise _empty(name)


def _empty(name: str) -> ReadError:
    return ReadError(name, say("trang web không có nội dung văn bản", "a web page without text"), _SAVE_WHOLE)
