"""What an office prints as a web page: plain, or inside the furniture of a portal."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from tests.renderings.layout import Columns, Grid, Item, NewPage, Text


def write_html(
    items: Sequence[Item], path: Path, *, portal: bool = False, headline: str = "", body: str | None = None
) -> None:
    """Writes the items as a page; with `portal` among menus, related news and a footer, under a headline.

    `body` is the markup of the items where it is not the usual one.
    """
    body = content(items) if body is None else body
    title = escape(headline or next((i.text for i in items if isinstance(i, Text) and i.bold), "Văn bản"))
    page = portal_page(body, title) if portal else plain_page(body, title)
    path.write_text(page, "utf-8")


def plain_page(body: str, title: str) -> str:
    """A page that holds the document and nothing else, as word processors save it."""
    return (
        f'<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def content(items: Sequence[Item]) -> str:
    """The markup of the items alone."""
    parts = []
    for item in items:
        if isinstance(item, Text):
            parts.append(_paragraph(item))
        elif isinstance(item, Columns):
            rows = "\n".join(
                "<tr>" + "".join(f'<td valign="top">{_cell(texts)}</td>' for texts in row) + "</tr>"
                for row in item.rows
            )
            parts.append(f'<table border="0" width="100%">\n{rows}\n</table>')
        elif isinstance(item, Grid):
            parts.append(_grid(item))
        elif isinstance(item, NewPage):
            parts.append('<br style="page-break-before: always">')
    return "\n".join(parts)


def _cell(texts: Sequence[Text]) -> str:
    return "\n".join(_paragraph(text) for text in texts) or "&nbsp;"


def paragraph_style(item: Text) -> str:
    """The style of a paragraph's tag."""
    return f"text-align: {item.align}"


def _paragraph(item: Text) -> str:
    inner = escape(item.text, quote=False)
    if item.italic:
        inner = f"<em>{inner}</em>"
    if item.heading:
        return f"<h1>{inner}</h1>"
    if item.bold:
        inner = f"<strong>{inner}</strong>"
    return f'<p style="{paragraph_style(item)}">{inner}</p>'


def _grid(item: Grid) -> str:
    rows = []
    for i, row in enumerate(item.rows):
        tag = "th" if i < item.head else "td"
        cells = []
        for cell in row:
            spans = f' colspan="{cell.span}"' if cell.span > 1 else ""
            spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
            cells.append(f"<{tag}{spans}>{escape(cell.text, quote=False)}</{tag}>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return '<table border="1" cellspacing="0" cellpadding="4">\n' + "\n".join(rows) + "\n</table>"


def portal_page(
    body: str,
    title: str,
    *,
    site: str = "Cổng thông tin điện tử tỉnh",
    date: str = "",
    source: str = "",
    attachments: Sequence[tuple[str, str]] = (),
) -> str:
    """The page of an invented portal with a document in its middle."""
    menu = "".join(
        f'<li><a href="/{i}">{name}</a></li>'
        for i, name in enumerate(
            (
                "Trang chủ",
                "Giới thiệu",
                "Tin tức - Sự kiện",
                "Chỉ đạo điều hành",
                "Thủ tục hành chính",
                "Hỏi đáp",
            )
        )
    )
    related = "".join(
        f'<li><a href="/tin/{i}">{name}</a> <span class="date">({day})</span></li>'
        for i, (name, day) in enumerate(
            (
                ("Tập huấn kỹ năng số cho cán bộ, công chức cấp xã", "04/11/2025"),
                ("Khai trương bộ phận một cửa hiện đại", "28/10/2025"),
                ("Lịch tiếp công dân tháng 12", "25/10/2025"),
                ("Hội thi tìm hiểu pháp luật năm 2025", "20/10/2025"),
            )
        )
    )
    files = "".join(
        f'<li><a class="file" href="{escape(address)}">{escape(name)}</a></li>'
        for name, address in attachments
    )
    described = f'<meta property="article:published_time" content="{date}">\n' if date else ""
    when = "/".join(reversed(date[:10].split("-"))) if date else ""
    shown = f'<div class="post-date">Đăng ngày: {when}</div>\n' if date else ""
    origin = f'<p class="source">Nguồn: {escape(source)}</p>\n' if source else ""
    held = f'<div class="attachments"><b>Tệp đính kèm:</b><ul>{files}</ul></div>\n' if files else ""
    return f"""<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<title>{title} - {site}</title>
<meta property="og:title" content="{title}">
<meta property="og:site_name" content="{site}">
{described}<script>var lượtTruyCập = 0; function đếm() {{ lượtTruyCập++; }}</script>
<style>.menu li {{ display: inline; }}</style>
</head>
<body>
<div id="header"><a href="/"><img src="/logo.png" alt="{site}"></a><div class="hotline">Đường dây nóng: 1900.0000</div></div>
<div class="menu"><ul>{menu}</ul></div>
<div class="breadcrumb"><a href="/">Trang chủ</a> &raquo; <a href="/vb">Văn bản</a> &raquo; <span>{title}</span></div>
<div id="main">
<div class="article">
<h1 class="title">{title}</h1>
{shown}<div class="tools"><a href="#">Cỡ chữ A+</a> <a href="#">In trang</a> <a href="#">Chia sẻ</a></div>
<div class="content">
{body}
</div>
{origin}{held}</div>
<div class="sidebar"><h3>Tin cùng chuyên mục</h3><ul>{related}</ul>
<h3>Thăm dò ý kiến</h3><form><label><input type="radio"> Rất hài lòng</label> <label><input type="radio"> Hài lòng</label></form></div>
</div>
<div id="footer"><p>Bản quyền thuộc về {site}. Ghi rõ nguồn khi phát hành lại thông tin.</p>
<p>Lượt truy cập: 1.234.567 | Đang trực tuyến: 25</p></div>
</body>
</html>
"""
