"""Invented pages of news in the layouts of portals and papers, with what of them is the article and what is not."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

ROWS = (
    ("Xếp hạng", "Tỉnh", "PAR INDEX 2024", "Tăng/giảm"),
    ("1", "Hòa Lạc", "92,15", "+1,20"),
    ("2", "Sông Vân", "91,87", "-0,34"),
    ("3", "Trà Khê", "90,02", "+2,08"),
    ("4", "Bình Nguyên", "88,76", "+0,41"),
)

RANKING = (
    "Hòa Lạc dẫn đầu bảng xếp hạng cải cách hành chính năm 2024",
    "Với 92,15 điểm, tỉnh Hòa Lạc vượt hai bậc để đứng đầu bảng xếp hạng PAR INDEX năm 2024 vừa được công bố sáng 6/4.",
    "Chỉ số cải cách hành chính năm nay được chấm trên 8 lĩnh vực với 38 tiêu chí, trong đó điểm điều tra xã hội học chiếm 32 trên 100 điểm.",
    "Theo Sở Nội vụ, ba lĩnh vực có điểm tăng mạnh nhất là cải cách thủ tục hành chính, xây dựng chính quyền số và cải cách tài chính công.",
    "Tỷ lệ hồ sơ trực tuyến của toàn tỉnh đạt 78,4%, cao hơn 12 điểm phần trăm so với cùng kỳ; có 9 trên 11 huyện không để hồ sơ quá hạn.",
    "“Chúng tôi chọn đo lường từng ngày ở bộ phận một cửa, thay vì chờ đến cuối năm mới chấm điểm”, Phó Giám đốc Sở Nội vụ Lê Thị Thu Hà nói.",
    "Tuy nhiên, lĩnh vực cải cách tổ chức bộ máy vẫn xếp thứ 27, giảm 5 bậc, do chậm sắp xếp các đơn vị sự nghiệp.",
    "UBND tỉnh yêu cầu các sở, ngành gửi kế hoạch khắc phục những tiêu chí bị trừ điểm trước ngày 30/4/2025.",
)
SATISFACTION = (
    "Sông Vân: Chỉ số hài lòng của người dân tăng ba năm liền",
    "Chỉ số hài lòng (SIPAS) năm 2024 của tỉnh Sông Vân đạt 86,31%, tăng 1,9 điểm phần trăm và đứng thứ 7 toàn quốc.",
    "Kết quả được nêu tại hội nghị phân tích các chỉ số do UBND tỉnh tổ chức chiều 15/5, với sự tham dự của 18 sở, ngành.",
    "Khảo sát được tiến hành với 1.280 người dân ở 4 huyện, trong đó 61% phiếu do cán bộ bưu điện phát tận nhà.",
    "Người dân hài lòng nhất với thái độ của công chức khi tiếp nhận hồ sơ (89,7%), và ít hài lòng nhất với việc tiếp thu phản ánh, kiến nghị (81,2%).",
    "Bà Nguyễn Thị Mận ở thị trấn Phú Yên Hạ cho biết bà nhận giấy phép xây dựng sớm hơn hẹn hai ngày mà không phải đi lại lần nào.",
    "Chủ tịch UBND tỉnh giao Văn phòng UBND tỉnh công khai kết quả trả lời kiến nghị trong 7 ngày làm việc.",
    "Năm 2025, tỉnh đặt mục tiêu SIPAS đạt từ 88% và không còn huyện nào dưới 85%.",
)
GOVERNANCE = (
    "Trà Khê tìm cách cải thiện điểm PAPI ở nội dung công khai",
    "Dù tổng điểm PAPI tăng lên 43,27, tỉnh Trà Khê vẫn ở nhóm trung bình thấp về công khai, minh bạch trong ra quyết định.",
    "Theo báo cáo phân tích, nội dung công khai chỉ đạt 4,91 trên 10 điểm, giảm 0,22 điểm so với năm 2023.",
    "Nguyên nhân chính là danh sách hộ nghèo và kế hoạch sử dụng đất của 23 xã chưa được niêm yết đúng hạn.",
    "Ngược lại, nội dung cung ứng dịch vụ công đạt 7,68 điểm, thuộc nhóm cao nhất cả nước trong năm thứ hai.",
    "Tại cuộc họp ngày 11/6, đại diện Sở Tư pháp đề nghị đưa việc niêm yết vào tiêu chí chấm thi đua của từng xã.",
    "Ông Trần Quốc Bảo, Chủ tịch UBND huyện Đông Mỹ, cho rằng nhiều thôn đã niêm yết nhưng người dân không biết xem ở đâu.",
    "Tỉnh sẽ thí điểm bảng tin điện tử tại 6 nhà văn hóa thôn trong quý III, sau đó đánh giá để nhân rộng.",
)
SHORT = (
    "Bình Nguyên công bố chỉ số năng lực cạnh tranh cấp huyện",
    "Sáng nay, Hiệp hội Doanh nghiệp tỉnh Bình Nguyên công bố chỉ số năng lực cạnh tranh cấp sở và cấp huyện năm 2024.",
    "Huyện Tân Lập dẫn đầu với 74,5 điểm; Sở Kế hoạch và Đầu tư đứng đầu khối sở, ngành với 79,3 điểm.",
    "Khoảng 420 doanh nghiệp trả lời phiếu hỏi, chủ yếu về chi phí thời gian và tiếp cận đất đai.",
)

TEASERS = (
    "Mưa lớn kéo dài hai ngày qua khiến nhiều tuyến đường ở vùng núi phía tây bị sạt lở, giao thông chia cắt.",
    "Câu lạc bộ bóng đá của tỉnh giành trọn ba điểm trên sân nhà nhờ bàn thắng ở phút bù giờ cuối cùng.",
    "Giá cà phê trong nước sáng nay tăng thêm một nghìn đồng mỗi ki-lô-gam, nông dân vẫn chưa vội bán ra.",
    "Hơn ba trăm tay chèo của mười hai xã ven sông tranh tài trong lễ hội đua thuyền truyền thống đầu xuân.",
    "Bệnh viện đa khoa khu vực vừa đưa vào sử dụng khu điều trị mới với một trăm hai mươi giường bệnh.",
    "Học sinh lớp chín của thành phố sẽ thi thử vào lớp mười bằng đề chung, kết quả chỉ dùng để ôn tập.",
    "Đoàn nghệ thuật chèo mang vở diễn mới về phục vụ bà con các xã vùng cao trong suốt tháng tới.",
    "Lực lượng kiểm lâm thả về rừng một cá thể khỉ mặt đỏ do người dân thôn Nà Cọ tự nguyện giao nộp.",
    "Nhà máy nước sạch số hai tạm dừng cấp nước trong đêm để thay đoạn ống bị rò rỉ gần cầu Bến Đá.",
    "Sàn giao dịch việc làm cuối tuần này có hai mươi sáu doanh nghiệp tham gia với gần một nghìn vị trí.",
    "Triển lãm ảnh về làng nghề mở cửa miễn phí đến hết tháng tại nhà trưng bày bên bờ hồ trung tâm.",
    "Công an thành phố cảnh báo thủ đoạn giả danh nhân viên điện lực gọi điện yêu cầu cài ứng dụng lạ.",
)
COMMENTS = (
    "Tôi đi làm giấy khai sinh cho cháu thấy nhanh hơn trước rất nhiều, cán bộ hướng dẫn cũng nhẹ nhàng.",
    "Đề nghị tỉnh xem lại việc xếp hàng lấy số ở trung tâm hành chính công, buổi sáng thứ hai quá đông người.",
    "Điểm số là một chuyện, quan trọng là dân có phải đi lại nhiều lần hay không, mong các anh chị giữ vững.",
)
HEADLINES = (
    "Khởi công tuyến đường nối hai huyện miền núi",
    "Trao nhà tình nghĩa cho gia đình có công",
    "Tăng cường phòng chống cháy rừng mùa khô",
    "Khai mạc giải cờ vua học sinh toàn tỉnh",
    "Thông xe cầu Bến Đá sau ba tháng sửa chữa",
    "Ra quân làm sạch bãi biển dịp cuối tuần",
)
AUTHOR = (
    "Minh Châu là phóng viên mảng nội chính, có mười năm theo dõi hoạt động của các cơ quan hành chính địa phương và từng đoạt "
    "giải báo chí về cải cách."
)
PAYWALL = (
    "Bạn đang xem bản rút gọn. Hãy đăng ký tài khoản trả phí chỉ từ 39.000 đồng mỗi tháng để đọc toàn bộ bài viết và kho "
    "dữ liệu của tòa soạn."
)
LICENCE = "Cơ quan chủ quản: Hội Nhà báo tỉnh. Giấy phép hoạt động báo điện tử số 112/GP-TTĐT cấp ngày 09/08/2019. Tổng biên tập: Vũ Đình Khang."
ADVERT = "Căn hộ ven sông chỉ từ 1,2 tỷ đồng, nhận nhà ngay trong quý này, chiết khấu đến 8% cho khách hàng thanh toán sớm."


@dataclass(frozen=True, slots=True)
class NewsPage:
    """A page; the pieces of its article, those of what is around it, and what should be known of it."""

    html: str
    article: tuple[str, ...]
    furniture: tuple[str, ...]
    title: str
    date: str | None = None
    source: str | None = None
    has_table: bool = False


def _links(titles: Sequence[str]) -> str:
    return "".join(f'<li><a href="/tin-{i}.html">{title}</a></li>' for i, title in enumerate(titles))


def _ps(paragraphs: Sequence[str], attributes: str = "") -> str:
    return "".join(f"<p{attributes}>{paragraph}</p>\n" for paragraph in paragraphs)


def _menu(count: int = 14) -> str:
    names = ("Trang chủ", "Thời sự", "Chính trị", "Kinh tế", "Xã hội", "Văn hóa", "Thể thao", "Pháp luật")
    return "<ul>" + "".join(f'<li><a href="/{i}">{names[i % 8]}</a></li>' for i in range(count)) + "</ul>"


def _table(attributes: str = "", linked: bool = False) -> str:
    def cell(text: str, at: int) -> str:
        return f'<a href="/tinh">{text}</a>' if linked and at == 1 else text

    return (
        f"<table{attributes}><tbody>"
        + "".join(
            "<tr>" + "".join(f"<td>{cell(text, at)}</td>" for at, text in enumerate(row)) + "</tr>"
            for row in ROWS
        )
        + "</tbody></table>"
    )


_CELLS = tuple(text for row in ROWS for text in row if len(text) > 4)


def no_headline_element() -> NewsPage:
    """A portal of an office: headline and summary in `div`, nothing named for what it is."""
    title, *text = RANKING
    html = f"""<html><head><title>Cổng thông tin điện tử tỉnh Hòa Lạc</title></head><body><div class="w1">
<div class="b0">{_menu()}</div><div class="c7"><div class="tieude">{title}</div><div class="ngaydang">Chủ nhật, 06/04/2025 | 09:30</div>
<div class="tomtat">{text[0]}</div><div class="nd">{_ps(text[1:])}</div><div class="k2">Nguồn: Cổng TTĐT Hòa Lạc</div></div>
<div class="c3"><div class="hd">Tin mới</div>{_links(HEADLINES)}<div class="hd">Thông tin cần biết</div>{_ps(TEASERS[:2])}</div>
<div class="f9"><p>{LICENCE}</p></div></div></body></html>"""
    return NewsPage(
        html, RANKING, (LICENCE, *HEADLINES, *TEASERS[:2]), title, "2025-04-06", "Cổng TTĐT Hòa Lạc"
    )


def long_sidebar() -> NewsPage:
    """A short piece of news beside a column of summaries that is many times as long."""
    title, *text = SHORT
    side = "".join(
        f'<div class="item"><h3><a href="/s{i}">{HEADLINES[i % 6]}</a></h3><p>{teaser}</p></div>'
        for i, teaser in enumerate(TEASERS)
    )
    html = f"""<html><head><title>{title} - Bình Nguyên Online</title><meta property="og:title" content="{title}">
<meta property="og:site_name" content="Bình Nguyên Online"><meta property="article:published_time" content="2025-03-21T07:15:00+07:00">
</head><body><div class="top">{_menu()}</div><div class="row"><div class="col-md-7"><h1 class="t">{title}</h1><p class="d">21/03/2025 07:15</p>
<div class="noi-dung">{_ps(text)}</div></div><div class="col-md-5"><h2>Đọc nhiều</h2>{side}</div></div>
<div class="bottom"><p>{LICENCE}</p></div></body></html>"""
    return NewsPage(html, SHORT, (LICENCE, *TEASERS), title, "2025-03-21", "Bình Nguyên Online")


def several_divisions() -> NewsPage:
    """An article in pieces, with advertisements and a box of related news between them."""
    title, *text = SATISFACTION
    html = f"""<html><head><title>{title}</title><meta name="pubdate" content="2025-05-15T18:20:00+07:00"></head><body>
<header>{_menu()}</header><section class="main-col"><h1>{title}</h1><div class="author-time"><span>Hoàng Nam</span> <span>15/05/2025 18:20</span></div>
<div class="piece"><h2>{text[0]}</h2></div><div class="piece">{_ps(text[1:3])}</div><div class="zone-inpage"><p>{ADVERT}</p></div>
<div class="piece">{_ps(text[3:5])}</div><div class="box-link"><b>Xem thêm</b>{_links(HEADLINES[:3])}</div><div class="piece">{_ps(text[5:])}</div>
</section><section class="right-col"><h3>Tiêu điểm</h3>{_links(HEADLINES[3:])}{_ps(TEASERS[2:4])}</section><footer>{LICENCE}</footer></body></html>"""
    return NewsPage(
        html, SATISFACTION, (ADVERT, LICENCE, *HEADLINES, *TEASERS[2:4]), title, "2025-05-15", None
    )


def bare_text() -> NewsPage:
    """Text with breaks and no paragraphs, in the cell of a page of tables."""
    title, *text = GOVERNANCE
    left = "".join(f"<tr><td><a href=/m{i}>Chuyên mục {i}</a></td></tr>" for i in range(12))
    flat = "<br>\n<br>\n&nbsp;&nbsp;&nbsp;".join(text)
    html = f"""<html><head><title>Trang tin điện tử Trà Khê</title></head><body><table width="1000"><tr><td colspan="3"><img src="b.jpg"></td></tr>
<tr valign="top"><td width="180"><table>{left}</table></td><td><font size="4" color="#003399"><b>{title}</b></font><br>
<font size="1">(Cập nhật: 12/06/2025 08:05)</font><br><br><font face="Arial" size="2">{flat}<br><br></font><p align="right"><b>Thu Trang</b></p>
<b>Các tin khác:</b><br><a href="/1">{HEADLINES[0]}</a> (10/06/2025)<br><a href="/2">{HEADLINES[1]}</a> (09/06/2025)<br></td>
<td width="200"><b>Rao vặt</b><br>{ADVERT}<br><br>{TEASERS[4]}</td></tr><tr><td colspan="3" align="center">{LICENCE}</td></tr></table></body></html>"""
    return NewsPage(
        html, GOVERNANCE, (ADVERT, TEASERS[4], LICENCE, *HEADLINES[:2]), title, "2025-06-12", None
    )


def table_inside() -> NewsPage:
    """A ranking as a table in the article, the names of provinces in it as links."""
    title, *text = RANKING
    html = f"""<!DOCTYPE html><html><head><title>{title} | Báo Hòa Lạc</title><meta property="og:site_name" content="Báo Hòa Lạc">
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","datePublished":"2025-04-06T10:00:00+07:00"}}</script></head>
<body><nav>{_menu()}</nav><main><article><h1>{title}</h1><p class="sapo">{text[0]}</p>{_ps(text[1:3])}
<figure class="table">{_table(' class="tbl"', linked=True)}<figcaption>Bốn tỉnh dẫn đầu PAR INDEX 2024 (Nguồn số liệu: Sở Nội vụ)</figcaption></figure>
{_ps(text[3:])}</article><div class="news-more"><h2>Cùng chuyên mục</h2>{_links(HEADLINES)}</div></main><footer>{LICENCE}</footer></body></html>"""
    article = (*RANKING, *_CELLS, "Bốn tỉnh dẫn đầu PAR INDEX 2024")
    return NewsPage(html, article, (LICENCE, *HEADLINES), title, "2025-04-06", "Báo Hòa Lạc", has_table=True)


def related_in_the_middle() -> NewsPage:
    """Boxes of related news with summaries between the paragraphs."""
    title, *text = SATISFACTION
    box = (
        f'<div class="VCSortableInPreviewMode tinlienquan"><a href="/5">{HEADLINES[4]}</a><p>{TEASERS[5]}</p></div>'
        f'<div class="link-content-footer"><a href="/6">{HEADLINES[5]}</a></div>'
    )
    html = f"""<html><head><title>{title}</title><meta property="og:title" content="{title}"><meta property="og:site_name" content="Sông Vân 24h">
</head><body><div class="header__nav">{_menu()}</div><div class="layout__main"><div class="detail__cate"><a href="/thoi-su">Thời sự</a></div>
<h1 class="detail__title">{title}</h1><div class="detail__meta">Thứ năm, 15/05/2025 19:02 (GMT+7)</div><h2 class="detail__sapo">{text[0]}</h2>
<div class="detail__cmain"><div class="detail__content">{_ps(text[1:4])}{box}{_ps(text[4:6])}<p><strong><a href="/7">&gt;&gt; {HEADLINES[2]}</a></strong></p>
{_ps(text[6:])}</div></div><div class="detail__related"><div>{_links(HEADLINES[:2])}</div></div></div><div class="layout__sub">{_ps(TEASERS[6:8])}</div>
<div class="ft">{LICENCE}</div></body></html>"""
    furniture = (*HEADLINES[:3], *HEADLINES[4:], *TEASERS[5:8], LICENCE)
    return NewsPage(html, SATISFACTION, furniture, title, "2025-05-15", "Sông Vân 24h")


def captions() -> NewsPage:
    """Pictures with captions that tell the figures of an infographic, and an advertisement with one."""
    title, *text = GOVERNANCE
    told = (
        "Điểm PAPI của Trà Khê qua các năm: 2022 đạt 41,80; 2023 đạt 42,95; 2024 đạt 43,27. Đồ họa: Thanh Vân",
        "Người dân xem bảng niêm yết tại nhà văn hóa thôn Đông. Ảnh: Đức Huy",
    )
    html = f"""<html><head><title>{title}</title></head><body><div id="menu">{_menu()}</div><div id="content"><h1>{title}</h1>
<time datetime="2025-06-12T06:40:00+07:00">12/06/2025</time><div class="article-body"><p class="lead">{text[0]}</p><p>{text[1]}</p>
<figure><img src="1.png"><figcaption>{told[0]}</figcaption></figure>{_ps(text[2:4])}<div class="ads-item"><img src="q.jpg"><p>{ADVERT}</p></div>
<table class="picture" align="center"><tr><td class="pic"><img src="2.jpg"></td></tr><tr><td class="caption">{told[1]}</td></tr></table>{_ps(text[4:])}</div>
<div class="share-bar"><a href="#">Facebook</a><a href="#">Zalo</a></div></div><div id="right">{_links(HEADLINES)}</div></body></html>"""
    return NewsPage(html, (*GOVERNANCE, *told), (ADVERT, *HEADLINES), title, "2025-06-12", None)


def wordpress() -> NewsPage:
    """WordPress: headings in the article, a list, the box of its author, tags, comments."""
    title, *text = RANKING
    items = ("Công khai tiến độ từng hồ sơ trên cổng dịch vụ công", "Chấm điểm các xã theo tháng")
    talk = "".join(
        f'<li class="comment even depth-1"><article class="comment-body"><footer class="comment-meta"><b class="fn">Bạn đọc {i}</b></footer>'
        f'<div class="comment-content"><p>{comment}</p></div></article></li>'
        for i, comment in enumerate(COMMENTS)
    )
    html = f"""<!DOCTYPE html><html lang="vi"><head><title>{title} &#8211; Nhịp sống Hòa Lạc</title><meta property="og:title" content="{title}">
<meta property="og:site_name" content="Nhịp sống Hòa Lạc"></head><body class="post-template-default single single-post"><div id="page" class="site">
<header class="site-header">{_menu()}</header><div id="content" class="site-content"><div id="primary" class="content-area"><main class="site-main">
<article class="post type-post"><header class="entry-header"><h1 class="entry-title">{title}</h1><div class="entry-meta"><time class="entry-date published" datetime="2025-04-06T11:20:00+07:00">6 Tháng Tư, 2025</time></div></header>
<div class="entry-content">{_ps(text[:3])}<h2>Những lĩnh vực tăng điểm</h2>{_ps(text[3:5])}<h2>Việc còn chậm</h2>{_ps(text[5:])}<ul><li>{items[0]}</li><li>{items[1]}</li></ul>
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Chia sẻ:</h3><ul><li><a href="#">Facebook</a></li></ul></div></div>
<footer class="entry-footer"><span class="tags-links">Thẻ: <a href="/t1">PAR INDEX</a>, <a href="/t2">Hòa Lạc</a></span></footer></article>
<div class="author-box"><h4>Minh Châu</h4><p>{AUTHOR}</p></div><nav class="navigation post-navigation"><a href="/truoc">{HEADLINES[0]}</a></nav>
<div id="comments" class="comments-area"><h2>3 bình luận</h2><ol class="comment-list">{talk}</ol><p>Email của bạn sẽ không được hiển thị công khai.</p></div>
</main></div><aside class="widget-area"><section class="widget"><h2>Bài mới</h2>{_links(HEADLINES)}</section></aside></div><footer class="site-footer">{LICENCE}</footer></div></body></html>"""
    article = (*RANKING, *items, "Những lĩnh vực tăng điểm", "Việc còn chậm")
    return NewsPage(
        html, article, (AUTHOR, LICENCE, *COMMENTS, *HEADLINES), title, "2025-04-06", "Nhịp sống Hòa Lạc"
    )


def forum() -> NewsPage:
    """A thread of an old forum: the news in the first post, answers and signatures under it."""
    title, *text = SATISFACTION

    def post(number: int, body: str) -> str:
        return (
            f'<table class="tborder" id="post{number}" width="100%"><tr><td class="thead">#{number} 15-05-2025, 20:1{number}</td></tr>'
            f'<tr><td class="alt2"><a class="bigusername" href="member.php?u={number}">thanhvien{number}</a> Ngày tham gia: 03-2011 Bài gởi: 1.20{number}</td></tr>'
            f'<tr><td class="alt1"><div id="post_message_{number}">{body}</div><div class="sig">__________________<br>Sống chậm lại, nghĩ khác đi</div></td></tr></table>'
        )

    replies = "".join(post(i + 2, comment) for i, comment in enumerate(COMMENTS))
    html = f"""<html><head><title>{title} - Diễn đàn Sông Vân</title><meta name="generator" content="vBulletin 3.8.7"></head><body>
<table class="tborder" width="100%"><tr><td class="alt1"><span class="navbar"><a href="index.php">Diễn đàn Sông Vân</a></span> &gt; <span class="navbar"><a href="f5">Tin tức trong tỉnh</a></span></td></tr></table>
<div id="posts">{post(1, f"<b>{title}</b><br><br>" + "<br><br>".join(text))}{replies}</div>
<table class="tborder"><tr><td class="thead">Chủ đề tương tự</td></tr>{"".join(f"<tr><td><a href=t{i}>{h}</a></td></tr>" for i, h in enumerate(HEADLINES))}</table></body></html>"""
    return NewsPage(html, SATISFACTION, (*COMMENTS, *HEADLINES), title, "2025-05-15", None)


def amp() -> NewsPage:
    """A page for telephones."""
    title, *text = RANKING
    html = f"""<!doctype html><html amp lang="vi"><head><meta charset="utf-8"><title>{title}</title><link rel="canonical" href="https://baohoalac.vidu.vn/par-index-2024.html">
<script async src="https://cdn.ampproject.org/v0.js"></script><style amp-custom>.a{{color:red}}</style>
<script type="application/ld+json">{{"@context":"http://schema.org","@graph":[{{"@type":"NewsArticle","headline":"{title}","datePublished":"2025-04-06T09:45:00+07:00","publisher":{{"@type":"Organization","name":"Báo Hòa Lạc"}}}}]}}</script></head>
<body><amp-sidebar id="sb" layout="nodisplay">{_menu()}</amp-sidebar><div class="amp-hd"><a href="/">Báo Hòa Lạc</a></div><div class="amp-wrap"><h1>{title}</h1>
<div class="sum">{text[0]}</div><amp-img src="1.jpg" width="640" height="400"></amp-img><div class="cnt">{_ps(text[1:4])}<amp-ad width="300" height="250" type="x"><div fallback>{ADVERT}</div></amp-ad>{_ps(text[4:])}</div></div>
<amp-list src="/l.json"><div class="rel">{_links(HEADLINES[:4])}</div></amp-list><div class="amp-ft"><p>{LICENCE}</p></div></body></html>"""
    return NewsPage(html, RANKING, (ADVERT, LICENCE, *HEADLINES[:4]), title, "2025-04-06", "Báo Hòa Lạc")


def paywall() -> NewsPage:
    """The beginning of an article, then an offer to subscribe."""
    title, *text = GOVERNANCE
    html = f"""<html><head><title>{title} - Tạp chí Quản trị địa phương</title><meta property="og:title" content="{title}"><meta property="og:site_name" content="Tạp chí Quản trị địa phương">
<meta property="article:published_time" content="2025-06-13"></head><body><div class="masthead">{_menu()}</div><div class="story"><h1>{title}</h1><p class="standfirst">{text[0]}</p>
<div class="story-text">{_ps(text[1:3])}</div><div class="subscribe-wall"><h3>Đọc tiếp bài viết này</h3><p>{PAYWALL}</p><a class="btn" href="/mua">Đăng ký ngay</a></div></div>
<div class="grid"><h2>Gợi ý cho bạn</h2>{"".join(f'<div class="card"><h3><a href="/g{i}">{HEADLINES[i]}</a></h3><p>{TEASERS[i]}</p></div>' for i in range(4))}</div><div class="foot">{LICENCE}</div></body></html>"""
    furniture = (PAYWALL, LICENCE, *HEADLINES[:4], *TEASERS[:4])
    return NewsPage(html, GOVERNANCE[:4], furniture, title, "2025-06-13", "Tạp chí Quản trị địa phương")


def live() -> NewsPage:
    """Reports through the day, each with its time, the newest first."""
    title, *text = SATISFACTION
    times = ("17:40", "17:05", "16:30", "15:45", "15:10", "14:20")
    items = "".join(
        f'<li class="live-item"><div class="live-time">{time}</div><div class="live-text"><p>{one}</p></div></li>'
        for time, one in zip(times, text[1:], strict=False)
    )
    html = f"""<html><head><title>Trực tiếp: {title}</title><meta property="og:title" content="Trực tiếp: {title}"><meta property="article:published_time" content="2025-05-15T14:00:00+07:00"></head>
<body><div class="nav-top">{_menu()}</div><div class="container"><div class="left"><h1>Trực tiếp: {title}</h1><div class="summary"><p>{text[0]}</p></div>
<ul class="live-list">{items}</ul><div class="tags"><a href="/t">SIPAS</a> <a href="/u">Sông Vân</a></div></div><div class="right"><h3>Video</h3>{"".join(f'<div><a href="/v{i}">{HEADLINES[i]}</a><div>{TEASERS[i + 6]}</div></div>' for i in range(3))}</div></div>
<div class="page-foot">{LICENCE}</div></body></html>"""
    furniture = (LICENCE, *HEADLINES[:3], *TEASERS[6:9])
    return NewsPage(html, SATISFACTION[:7], furniture, f"Trực tiếp: {title}", "2025-05-15", None)


def office_form() -> NewsPage:
    """A portal that is one form from its first to its last element, the text of a word processor in it."""
    title, *text = RANKING
    word = "".join(
        f'<p class="MsoNormal" style="text-align:justify;text-indent:1cm"><span style="font-size:13pt">{one}</span></p>'
        for one in text
    )
    html = f"""<html><head><title>{title} - Sở Nội vụ tỉnh Hòa Lạc</title></head><body><form method="post" action="./Pages/Chitiet.aspx" id="aspnetForm">
<div id="s4-workspace"><div class="zone-top">{_menu()}</div><table width="100%"><tr><td valign="top"><div class="webpart"><span class="news-title">{title}</span>
<div class="date-create">(07/04/2025 14:10)</div><div class="ms-rtestate-field">{word}</div><div class="tacgia">Phòng Cải cách hành chính</div></div>
<div class="webpart"><div class="wp-title">Các bài viết khác</div>{_links(HEADLINES)}</div></td><td width="220"><div class="webpart"><div class="wp-title">Thông báo</div>
<marquee>{TEASERS[10]}</marquee></div><div class="webpart">Số lượt truy cập: 1.203.441</div></td></tr></table><div class="zone-bottom">{LICENCE}</div></div></form></body></html>"""
    return NewsPage(html, RANKING, (*HEADLINES, TEASERS[10], LICENCE), title, "2025-04-07", None)


def column_first() -> NewsPage:
    """The column of summaries comes before the article; the frame of the page is named for it."""
    title, *text = SHORT
    side = "".join(f"<div><strong>{HEADLINES[i]}</strong><p>{TEASERS[i]}</p></div>" for i in range(5))
    html = f"""<html><head><title>{title}</title><meta property="og:site_name" content="Bình Nguyên Online"></head><body><div class="wrapper has-sidebar">
<div class="head">{_menu()}</div><div class="colA">{side}</div><div class="colB"><h1>{title}</h1><div class="when">21/03/2025</div><div class="txt">{_ps(text)}</div></div>
<div class="end">{LICENCE}</div></div></body></html>"""
    return NewsPage(
        html, SHORT, (*HEADLINES[:5], *TEASERS[:5], LICENCE), title, "2025-03-21", "Bình Nguyên Online"
    )


def headline_above_columns() -> NewsPage:
    """Headline and summary across the page, the text and the column at the side below them."""
    title, *text = GOVERNANCE
    html = f"""<html><head><title>{title} | Tin Trà Khê</title><meta property="og:title" content="{title}"></head><body><div class="bar">{_menu()}</div>
<div class="hero"><div class="inner"><h1>{title}</h1><p>{text[0]}</p><p>Thứ tư, 11/6/2025, 16:45</p></div></div><div class="columns"><div class="one"><div class="story">{_ps(text[1:])}</div></div>
<div class="two"><h4>Bạn đọc quan tâm</h4>{"".join(f'<div class="i"><a href="/{i}">{HEADLINES[i]}</a><p>{TEASERS[i]}</p></div>' for i in range(6))}</div></div><div class="base">{LICENCE}</div></body></html>"""
    return NewsPage(html, GOVERNANCE, (*HEADLINES, *TEASERS[:6], LICENCE), title, "2025-06-11", None)


def made_names() -> NewsPage:
    """Names of classes that a program made; nothing says what an element is for."""
    title, *text = SATISFACTION
    html = f"""<html><head><title>{title}</title><script type="application/ld+json">[{{"@type":"BreadcrumbList"}},{{"@type":["NewsArticle"],"headline":"{title}","datePublished":"2025-05-16T01:00:00Z","publisher":{{"name":"Kênh 7"}}}}]</script></head>
<body><div id="__next"><div class="css-9a1"><div class="css-0q">{_menu()}</div></div><div class="css-kk2"><div class="css-77"><div class="css-p1"><h1 class="css-xx">{title}</h1><div class="css-m4">{text[0]}</div></div>
<div class="css-z3"><div class="css-b1"><p>{text[1]}</p><p>{text[2]}</p></div><div class="css-b7"><div class="css-t"><a href="/a">{HEADLINES[0]}</a></div><div class="css-t"><a href="/b">{HEADLINES[1]}</a></div></div>
<div class="css-b1"><p>{text[3]}</p><p>{text[4]}</p></div><div class="css-b9"><blockquote><p>{text[5]}</p></blockquote></div><div class="css-b1"><p>{text[6]}</p></div></div></div>
<div class="css-78"><div class="css-h">Mới nhất</div>{"".join(f'<div class="css-n"><a href="/n{i}"><h3>{HEADLINES[i]}</h3></a><span>{TEASERS[i]}</span></div>' for i in range(2, 6))}</div></div><div class="css-f">{LICENCE}</div></div></body></html>"""
    furniture = (*HEADLINES, *TEASERS[2:6], LICENCE)
    return NewsPage(html, SATISFACTION[:8], furniture, title, "2025-05-16", "Kênh 7")


def logo_as_headline() -> NewsPage:
    """The `h1` is the name of the site, the headline an `h3`; paragraphs are `div`, pictures have captions in italics."""
    title, *text = RANKING
    told = "Công chức bộ phận một cửa huyện Tân An hướng dẫn người dân nộp hồ sơ. (Ảnh: Quang Thái)"
    flat = "".join(f'<div style="text-align: justify;">{one}</div><div>&nbsp;</div>' for one in text[1:])
    html = f"""<html><head><title>Báo điện tử Hòa Lạc Ngày Nay - Tiếng nói của nhân dân</title></head><body><div class="banner-top"><h1><a href="/">Báo điện tử Hòa Lạc Ngày Nay</a></h1></div>{_menu()}
<div class="ct"><div class="path"><a href="/">Trang chủ</a> / <a href="/cc">Cải cách</a></div><h3>{title}</h3><span class="time">8:05 - 07/04/2025</span><div class="intro"><b>{text[0]}</b></div>
<div class="entry"><div style="text-align:center"><img src="a.jpg"><br><em>{told}</em></div>{flat}<div style="text-align:right"><strong>Bích Ngọc</strong></div></div>
<div class="bt">Thích 12 Chia sẻ</div><div class="lst"><h4>Tin đã đưa</h4>{_links(HEADLINES)}</div></div><div class="ben-phai">{_ps(TEASERS[:3])}</div><div class="chan">{LICENCE}</div></body></html>"""
    return NewsPage(html, (*RANKING, told), (*HEADLINES, *TEASERS[:3], LICENCE), title, "2025-04-07", None)


def plain_comments() -> NewsPage:
    """Comments as paragraphs like those of the article, under a line that says so."""
    title, *text = GOVERNANCE
    html = f"""<html><head><title>{title} - Trà Khê hôm nay</title></head><body><div>{_menu()}</div><div><h2>{title}</h2><p><i>12-6-2025</i></p>{_ps(text)}<p><b>Ý kiến của bạn đọc (3)</b></p>
{"".join(f"<p>{one}</p>" for one in COMMENTS)}<p>Mời bạn gửi ý kiến, tòa soạn sẽ biên tập trước khi đăng.</p></div><div>{_links(HEADLINES)}</div><div>{LICENCE}</div></body></html>"""
    return NewsPage(html, GOVERNANCE, (*COMMENTS, *HEADLINES, LICENCE), title, "2025-06-12", None)


def next_article() -> NewsPage:
    """The next article, with its own headline, is loaded under the one that was asked for."""
    title, *text = RANKING
    other, *more = GOVERNANCE
    html = f"""<html><head><title>{title}</title><meta property="og:title" content="{title}"><meta property="article:published_time" content="2025-04-06T08:00:00+07:00"></head><body>{_menu()}
<div class="scroll"><div class="unit" data-id="1"><h1>{title}</h1><div class="unit-text">{_ps(text)}</div></div><div class="unit" data-id="2"><h1>{other}</h1><div class="unit-text">{_ps(more)}</div></div></div>
<div class="low">{LICENCE}</div></body></html>"""
    return NewsPage(html, RANKING, (*GOVERNANCE, LICENCE), title, "2025-04-06", None)


def interview() -> NewsPage:
    """Questions in bold, chapters in elements of their own, a quotation set apart."""
    title, *text = SATISFACTION
    asked = ("Thưa bà, điều gì khiến chỉ số tăng đều như vậy?", "Còn những việc nào người dân chưa hài lòng?")
    heads = ("Khảo sát tận nhà", "Mục tiêu năm sau")
    html = f"""<html><head><title>{title} - Phỏng vấn</title></head><body><div class="m">{_menu()}</div><div class="page"><div class="opening"><h1>{title}</h1><p class="lede">{text[0]}</p><p>16/05/2025</p></div>
<section class="chap first"><p><strong>{asked[0]}</strong></p>{_ps(text[1:2])}</section><section class="chap second"><h2>{heads[0]}</h2>{_ps(text[2:4])}<blockquote>{text[4]}</blockquote></section>
<section class="chap third"><h2>{heads[1]}</h2><p><strong>{asked[1]}</strong></p>{_ps(text[5:])}</section><section class="others"><h2>Bài cùng tác giả</h2>{_links(HEADLINES[:4])}</section></div><div class="z">{LICENCE}</div></body></html>"""
    article = (*SATISFACTION, *asked, *heads)
    return NewsPage(html, article, (*HEADLINES[:4], LICENCE), title, "2025-05-16", None)


def mostly_table() -> NewsPage:
    """One paragraph, a long ranking, and more prose beside it than in it."""
    title, *text = SHORT
    rows = "".join(
        f"<tr><td>{i}</td><td>Huyện {name}</td><td>{80 - i},{i}5</td></tr>"
        for i, name in enumerate(("Tân Lập", "Phú Hòa", "Yên Thượng", "Đông Sơn Hạ", "Cẩm Khê", "Mai Lâm"), 1)
    )
    table = f"<table border=1><tr><th>Hạng</th><th>Đơn vị</th><th>Điểm</th></tr>{rows}</table>"
    html = f"""<html><head><title>{title} - Cổng thông tin Bình Nguyên</title></head><body><div id="t">{_menu()}</div><div id="m"><h1>{title}</h1><span>Ngày đăng: 22/03/2025</span><p>{text[0]}</p>{table}<p>Nguồn: Hiệp hội Doanh nghiệp tỉnh</p></div>
<div id="r"><h3>Đời sống</h3>{_ps(TEASERS[:6])}</div><div id="f">{LICENCE}</div></body></html>"""
    article = (title, text[0], "Huyện Yên Thượng", "Huyện Đông Sơn Hạ", "Huyện Mai Lâm")
    return NewsPage(
        html,
        article,
        (*TEASERS[:6], LICENCE),
        title,
        "2025-03-22",
        "Hiệp hội Doanh nghiệp tỉnh",
        has_table=True,
    )


def printing() -> NewsPage:
    """The version to print: hardly anything around the text."""
    title, *text = RANKING
    html = f"""<html><head><title>Bản in</title></head><body onload="print()"><div align="center"><a href="javascript:print()">In trang này</a> <a href="/">Đóng cửa sổ</a></div><p><b>{title}</b></p><p>Cập nhật 06/04/2025 17:20</p>{_ps(text)}<hr><p>{LICENCE}</p></body></html>"""
    return NewsPage(html, RANKING, (LICENCE,), title, "2025-04-06", None)


def blog() -> NewsPage:
    """Blogger: text with breaks, a description of the blog above it, an archive beside it."""
    title, *text = GOVERNANCE
    about = "Blog cá nhân của một cán bộ hưu trí, ghi chép chuyện làng chuyện xã và những đổi thay của công sở quê nhà."
    html = f"""<html><head><title>Chuyện công sở: {title}</title></head><body><div class="header-inner"><div class="titlewrapper"><h1 class="title"><a href="/">Chuyện công sở</a></h1></div><div class="descriptionwrapper"><p class="description"><span>{about}</span></p></div></div>
<div class="main section"><div class="blog-posts hfeed"><div class="date-outer"><h2 class="date-header"><span>Thứ Năm, 12 tháng 6, 2025</span></h2><div class="post hentry"><h3 class="post-title entry-title">{title}</h3><div class="post-body entry-content">{"<br /><br />".join(text)}<div style="clear: both;"></div></div>
<div class="post-footer">Được đăng bởi Bác Tư vào lúc <a class="timestamp-link" href="/x"><abbr class="published" title="2025-06-12T06:00:00+07:00">06:00</abbr></a> <span class="post-labels">Nhãn: <a href="/l">PAPI</a></span></div></div></div></div>
<div class="blog-pager"><a href="/cu">Bài đăng Cũ hơn</a></div></div><div class="column-right-outer"><h2>Lưu trữ Blog</h2>{_links(HEADLINES)}<h2>Giới thiệu về tôi</h2><p>{AUTHOR}</p></div></body></html>"""
    return NewsPage(html, GOVERNANCE, (about, *HEADLINES, AUTHOR), title, "2025-06-12", None)


def portal_of_office() -> NewsPage:
    """A portal of today: the text in elements that an editor made, boxes of services and a poll in the same column."""
    title, *text = SATISFACTION
    html = f"""<html><head><title>{title} - Cổng TTĐT tỉnh Sông Vân</title><meta name="description" content="{text[0]}"></head><body><div class="page-body"><div class="portlet-menu">{_menu()}</div><div class="layout-row"><div class="col-8">
<div class="portlet-content"><div class="article-detail"><div class="article-title">{title}</div><div class="article-date"><i>15/05/2025 17:30:00</i></div><div class="font-size"><a href="#">A+</a><a href="#">A-</a></div><div class="article-brief"><span>{text[0]}</span></div>
<div class="article-main"><div><div><p><span>{text[1]}</span></p><p><span>{text[2]}</span></p></div><div><p><span>{text[3]}</span></p></div><p><span>{text[4]}</span></p><div><p>{text[5]}</p><p>{text[6]}</p></div></div></div><div class="author">Văn phòng UBND tỉnh</div></div></div>
<div class="portlet-content"><div class="more"><span>Tin cùng chuyên mục:</span>{"".join(f'<div><a href="/{i}">{HEADLINES[i]}</a> <span>(1{i}/05/2025)</span></div>' for i in range(5))}</div></div><div class="portlet-content"><p>Ông/bà đánh giá thế nào về giao diện mới của cổng thông tin điện tử tỉnh?</p><label>Rất hài lòng</label><label>Chưa hài lòng</label></div></div>
<div class="col-4"><div class="portlet-content"><p>{TEASERS[11]}</p><p>{TEASERS[9]}</p></div></div></div><div class="page-footer-1">{LICENCE}</div></div></body></html>"""
    poll = "Ông/bà đánh giá thế nào về giao diện mới của cổng thông tin điện tử tỉnh?"
    furniture = (*HEADLINES[:5], TEASERS[11], TEASERS[9], poll, LICENCE)
    return NewsPage(html, SATISFACTION[:8], furniture, title, "2025-05-15", None)


PAGES: tuple[Callable[[], NewsPage], ...] = (
    no_headline_element,
    long_sidebar,
    several_divisions,
    bare_text,
    table_inside,
    related_in_the_middle,
    captions,
    wordpress,
    forum,
    amp,
    paywall,
    live,
)

MORE: tuple[Callable[[], NewsPage], ...] = (
    office_form,
    column_first,
    headline_above_columns,
    made_names,
    logo_as_headline,
    plain_comments,
    next_article,
    interview,
    mostly_table,
    printing,
    blog,
    portal_of_office,
)
"""Written when the rules for the others were done."""


def plain(text: str) -> str:
    """Letters and digits alone: how a reader cuts lines and marks items is not asked."""
    return re.sub(r"[\W_]+", "", text.casefold())


def shares(page: NewsPage, read: str) -> tuple[float, float]:
    """The share of the characters of the article that were read, and of what is around it that was let in."""
    held = plain(read)

    def share(pieces: Sequence[str]) -> float:
        plains = [plain(one) for one in pieces]
        return sum(len(one) for one in plains if one in held) / (sum(map(len, plains)) or 1)

    return share(page.article), share(page.furniture)
