"""Pages of portals: the document or the article, without menus, tables of attributes, related documents, comments."""

from __future__ import annotations

import re

import pytest

from extract.reading import Source, read_bytes
from tests.reading.helpers import texts

LETTERHEAD = """<table><tr><td><p>UBND TỈNH HÒA LẠC<br>SỞ NỘI VỤ</p></td><td><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>
Độc lập - Tự do - Hạnh phúc</p></td></tr><tr><td>Số: 35/KH-SNV</td><td>Hòa Lạc, ngày 12 tháng 2 năm 2025</td></tr></table>"""
BODY = """<p><b>KẾ HOẠCH</b></p><p><b>Kiểm tra công tác cải cách hành chính năm 2025</b></p>
<p>Thực hiện chương trình công tác, Sở Nội vụ ban hành Kế hoạch kiểm tra công tác cải cách hành chính như sau:</p>
<p><b>I. MỤC ĐÍCH</b></p><p>1. Đánh giá đúng kết quả thực hiện nhiệm vụ của các cơ quan, đơn vị, địa phương trong tỉnh.</p>
<p>2. Kịp thời phát hiện, chấn chỉnh những tồn tại, hạn chế trong giải quyết thủ tục hành chính.</p>"""
SIGNATURE = """<table><tr><td>Nơi nhận:<br>- UBND tỉnh;<br>- Lưu: VT.</td><td>KT. GIÁM ĐỐC<br>PHÓ GIÁM ĐỐC<br>Lê Văn Minh</td></tr></table>"""
APPENDIX = """<p>PHỤ LỤC</p><p>(Kèm theo Kế hoạch số 35/KH-SNV)</p><table border=1><tr><td>STT</td><td>Đơn vị</td><td>Thời gian</td></tr>
<tr><td>1</td><td>Sở Y tế</td><td>Tháng 4</td></tr><tr><td>2</td><td>Sở Xây dựng</td><td>Tháng 5</td></tr></table>"""
WHOLE = LETTERHEAD + BODY + SIGNATURE
MENU = "".join(f'<li><a href="/m{i}">Chuyên mục số {i}</a></li>' for i in range(400))
RELATED = "".join(
    f'<li><a href="/v{i}">Quyết định số {i}/QĐ-UBND về danh mục thủ tục</a></li>' for i in range(300)
)
COMMENT = "<div class=cm><b>Bạn đọc</b><p>Tôi thấy kế hoạch này rất thiết thực, mong các đơn vị sớm thực hiện cho dân nhờ.</p></div>"
ATTRIBUTES = """<table class=attr><tr><td>Số hiệu</td><td>35/KH-SNV</td><td>Ngày ban hành</td><td>12/02/2025</td></tr>
<tr><td>Loại văn bản</td><td>Kế hoạch</td><td>Người ký</td><td>Lê Văn Minh</td></tr></table>"""


def tabs(document: str) -> str:
    return (
        f"<html><body><header><ul>{MENU}</ul></header><h1>Kế hoạch 35/KH-SNV</h1><div class=tab><a>Thuộc tính</a>"
        f"<a>Toàn văn</a></div><div class=pane>{ATTRIBUTES}</div><div class=pane><div>{document}</div></div>"
        f"<div class=pane><p>Văn bản liên quan</p><ul>{RELATED}</ul></div><footer><p>Bản quyền thuộc Sở Tư pháp.</p></footer>"
    )


def hidden_tab(document: str) -> str:
    return tabs(document).replace("<div class=pane><div>", '<div class=pane style="display: none"><div>')


def old_tables(document: str) -> str:
    left = "".join(f"<tr><td><a href=/m{i}>Mục {i}</a></td></tr>" for i in range(40))
    return (
        f"<html><body><table width=980><tr><td colspan=3>Cổng thông tin điện tử</td></tr><tr><td><table>{left}</table></td>"
        f"<td><table><tr><td>Trang chủ &gt; Văn bản</td></tr><tr><td>{document}</td></tr><tr><td><a href=#>In trang</a></td></tr>"
        f"</table></td><td>Thời tiết hôm nay: nắng nhẹ, nhiệt độ từ 22 đến 31 độ, độ ẩm trung bình 70 phần trăm.</td></tr>"
        f"<tr><td colspan=3>Điện thoại: 0200.3555.123</td></tr></table></body></html>"
    )


def breaks(document: str) -> str:
    flat = re.sub(r"</p>\s*", "<br>", document.replace("<p>", ""))
    return (
        f"<html><body><ul>{MENU}</ul><div class=wrap><div class=text>{flat}</div><div class=box><h3>Ý kiến bạn đọc</h3>"
        f"{COMMENT * 4}</div></div></body></html>"
    )


def megabyte(document: str) -> str:
    css, script = ".a-b:hover{color:red}" * 20_000, "window.x=[1,2,3];" * 40_000
    return (
        f"<!DOCTYPE html><html><head><style>{css}</style><script>{script}</script></head><body><nav>{MENU}</nav><main>"
        f"<div class=preview>{document}</div><div class=rel><h3>Văn bản liên quan</h3><ul>{RELATED}</ul></div></main>"
        f"<div>{COMMENT}</div></body></html>"
    )


def rows_of_divs(document: str) -> str:
    flat = document.replace("<p>", '<div class=row><div class="col-12">').replace("</p>", "</div></div>")
    return (
        f"<html><body><div class=top><a href=/>Trang chủ</a> <a href=/a>Giới thiệu</a> <a href=/b>Liên hệ</a></div>"
        f"<div class=container>{flat}<div class=row>Lượt xem: 1.234</div><div class=row><a href=/>Quay lại</a></div></div></body></html>"
    )


def signature_apart(document: str) -> str:
    return f"<html><body><nav>{MENU}</nav><section><div>{LETTERHEAD}{BODY}</div><div>{SIGNATURE}</div></section><div>{COMMENT}</div></body></html>"


def with_another(document: str) -> str:
    other = LETTERHEAD.replace("35/KH-SNV", "99/TB-SNV") + "<p>THÔNG BÁO</p><p>Về lịch trực ngày Tết./.</p>"
    return f"<html><body><nav>{MENU}</nav><section>{document}</section><section><h2>Văn bản mới</h2>{other}</section></body></html>"


PORTALS = [tabs, hidden_tab, old_tables, breaks, megabyte, rows_of_divs, signature_apart, with_another]


def read(html: str, name: str = "trang.html") -> Source:
    return read_bytes(html.encode(), name)


@pytest.mark.parametrize("portal", PORTALS, ids=lambda portal: portal.__name__)
def test_the_document_alone_is_read(portal) -> None:  # type: ignore[no-untyped-def]
    bare = read(f"<html><body>{WHOLE}</body></html>")
    source = read(portal(WHOLE))
    assert source.text.replace("\n", " ") == bare.text.replace("\n", " ")
    assert any("chỉ đọc phần văn bản" in note for note in source.notes)


@pytest.mark.parametrize(
    "portal", [tabs, old_tables, megabyte, rows_of_divs], ids=lambda portal: portal.__name__
)
def test_appendices_stay(portal) -> None:  # type: ignore[no-untyped-def]
    source = read(portal(WHOLE + APPENDIX))
    assert source.text.endswith("2\tSở Xây dựng\tTháng 5")


def test_an_appendix_in_an_element_of_its_own_stays() -> None:
    html = f"<html><body><nav>{MENU}</nav><div><div>{WHOLE}</div><div>{APPENDIX}</div><div class=rel><ul>{RELATED}</ul></div></div>"
    source = read(html)
    assert source.text.endswith("2\tSở Xây dựng\tTháng 5")


def test_a_page_without_furniture_is_read_whole() -> None:
    html = f"<html><body><p>Tài liệu họp giao ban</p>{WHOLE}<p>Ghi chú: tài liệu lưu hành nội bộ.</p></body></html>"
    source = read(html)
    assert texts(source)[0] == "Tài liệu họp giao ban"
    assert source.text.endswith("lưu hành nội bộ.") and source.notes == ()


ARTICLE = [
    "Sáng 12/6, UBND tỉnh tổ chức hội nghị phân tích các chỉ số cải cách hành chính năm vừa qua.",
    "Theo báo cáo, chỉ số hài lòng của người dân đạt 85,2%, tăng 1,4% so với năm trước đó.",
    "Chủ tịch UBND tỉnh yêu cầu Sở Nội vụ hoàn thiện kế hoạch khắc phục trước ngày 30/6/2025.",
]
TITLE = "Hòa Lạc phân tích các chỉ số cải cách hành chính"


def article(body: str, *, head: str = "", above: str = "", below: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><title>{TITLE} | Báo Hòa Lạc</title>"
        f'<meta property="og:site_name" content="Báo Hòa Lạc">{head}</head><body><div id=header><ul>{MENU}</ul></div>'
        f"<div class=main><div class=detail>{above}{body}{below}</div><div class=sidebar><ul>{RELATED}</ul></div></div>"
        f"<div class=footer><p>Giấy phép số 15/GP-BTTTT do Bộ Thông tin và Truyền thông cấp ngày 03/02/2020.</p></div></body></html>"
    )


BODIES = {
    "paragraphs": "<div class=body>" + "".join(f"<p>{p}</p>" for p in ARTICLE) + "</div>",
    "breaks": "<div class=body>" + "<br><br>".join(ARTICLE) + "</div>",
    "sapo": f"<h2 class=sapo>{ARTICLE[0]}</h2><div class=body>"
    + "".join(f"<p>{p}</p>" for p in ARTICLE[1:])
    + "</div>",
    "divs": "".join(f"<div>{p}</div>" for p in ARTICLE),
}


@pytest.mark.parametrize("body", BODIES.values(), ids=list(BODIES))
@pytest.mark.parametrize("inside", [True, False])
def test_an_article_under_its_headline(body: str, inside: bool) -> None:
    above = f"<h1>{TITLE}</h1><div class=post-date>Thứ Năm, 12/06/2025 10:15</div><div class=tools><a href=#>In</a> <a href=#>Gửi</a></div>"
    html = (
        article(body, above=above)
        if inside
        else article(body).replace("<div class=detail>", above + "<div class=detail>")
    )
    source = read(html)
    assert texts(source) == [TITLE, "Thứ Năm, 12/06/2025 10:15", *ARTICLE]
    assert ("headline", TITLE) in source.metadata
    assert ("date", "2025-06-12") in source.metadata
    assert ("source", "Báo Hòa Lạc") in source.metadata


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2025-06-12T08:00:00+07:00">',
        '<meta itemprop="datePublished" content="12/06/2025 08:00">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2025-06-12"}</script>',
    ],
)
def test_the_day_of_an_article_from_its_head(head: str) -> None:
    source = read(article(BODIES["paragraphs"], head=head))
    assert ("date", "2025-06-12") in source.metadata
    assert texts(source)[0] == TITLE


def test_files_to_download_and_addresses() -> None:
    head = '<link rel="canonical" href="https://hoalac.vidu.vn/tin/5.html">'
    files = (
        '<div class=att>Tệp đính kèm: <a href="/tep/35-KH.signed.pdf">Kế hoạch</a> <a href="phu-luc.xlsx?dl=1">Phụ lục</a> '
        '<a href="/tep/35-KH.signed.pdf">Tải</a> <a href="/tin/6.html">Tin khác</a></div>'
    )
    source = read(article(BODIES["paragraphs"], head=head, below=files))
    assert [value for key, value in source.metadata if key == "attachment"] == [
        "https://hoalac.vidu.vn/tep/35-KH.signed.pdf",
        "https://hoalac.vidu.vn/tin/phu-luc.xlsx?dl=1",
    ]
    assert ("url", "https://hoalac.vidu.vn/tin/5.html") in source.metadata
    assert "Tệp đính kèm" not in source.text


def test_the_address_that_a_browser_left() -> None:
    html = f"<!-- saved from url=(0031)https://hoalac.vidu.vn/vb/35 -->\n<html><body>{WHOLE}</body></html>"
    assert ("url", "https://hoalac.vidu.vn/vb/35") in read(html).metadata


def test_the_source_printed_under_an_article() -> None:
    source = read(article(BODIES["paragraphs"], below="<p class=src>Nguồn: Thông tấn xã</p>"))
    assert ("source", "Thông tấn xã") in source.metadata
    assert texts(source)[-1] == ARTICLE[-1]
