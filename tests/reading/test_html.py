"""Web pages: what is one, how its elements become paragraphs and tables, encodings and fonts, pages without text."""

from __future__ import annotations

import codecs
import time

import pytest

from extract.reading import ReadError, Source, read_bytes
from extract.reading.source import Table
from tests.reading.helpers import texts

PROSE = "Sở Nội vụ đề nghị các huyện gửi báo cáo rà soát thủ tục hành chính trước ngày 20 hằng tháng."


def page(body: str, head: str = "") -> Source:
    return read_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "trang.html")


def paragraphs(body: str, head: str = "") -> list[str]:
    return texts(page(body + f"<p>{PROSE}</p>", head))[:-1]


def rows(body: str) -> list[list[str]]:
    source = page(f"<p>{PROSE}</p>{body}")
    (table,) = (block for block in source.blocks if isinstance(block, Table))
    return [
        [source.text[c.start : c.end] + (f"<{c.span}>" if c.span > 1 else "") for c in row]
        for row in table.rows
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"<!DOCTYPE html><html><body><p>{PROSE}</p></body></html>",
        f"\n <!-- xuất từ phần mềm --> <HTML><BODY><P>{PROSE}</BODY></HTML>",
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "x">\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{PROSE}</p></body></html>',
        f'<html xmlns:o="urn:schemas-microsoft-com:office:office"><body class=WordSection1><p>{PROSE}<o:p></o:p></p>',
        f"<meta charset='utf-8'><div><p>{PROSE}</p></div>",
        f"<!-- bảng --><table><tr><td>{PROSE}</td></tr></table>",
        f"<p>{PROSE}</p>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_pages_are_known_by_their_content(text: str, encoding: str) -> None:
    source = read_bytes(text.encode(encoding), "cong-van.doc")
    assert source.media_type == "text/html"
    assert source.text == PROSE


@pytest.mark.parametrize(
    "text",
    [
        f"<i>Sở Nội vụ</i> báo cáo.\n\n{PROSE}",
        f'<div align="center">\n\n# Báo cáo\n\n</div>\n\n{PROSE}\n\n- Mục thứ nhất\n',
        f'<p align="center"><img src="logo.png"></p>\n\n## Thông báo\n\n{PROSE}',
        f"{PROSE}\n\n<table><tr><td>a</td></tr></table>",
        f"{PROSE} (<html> là một thẻ)",
    ],
)
def test_a_text_with_some_tags_is_a_text(text: str) -> None:
    assert read_bytes(text.encode(), "a.txt").media_type == "text/plain"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("windows-1252", "utf-8"),
        ("iso-8859-1", "utf-8"),
        ("", "utf-8"),
        ("windows-1258", "cp1258"),
        ("windows-1252", "cp1258"),
    ],
)
def test_what_a_page_declares_is_checked(declared: str, encoding: str) -> None:
    from tests.reading.test_decode import to_1258

    body = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}"></head><p>'
    data = to_1258(PROSE) if encoding == "cp1258" else PROSE.encode(encoding)
    assert read_bytes(body.encode() + data, "x.htm").text == PROSE


def test_entities_in_a_western_page() -> None:
    data = PROSE.encode("cp1252", "xmlcharrefreplace")
    body = b"<html><head><meta content='text/html; charset=windows-1252'></head><body><p>" + data
    source = read_bytes(body, "word.doc")
    assert source.text == PROSE and source.notes == ()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Một</p><div>Hai<p>Ba</p>Bốn</div>", ["Một", "Hai", "Ba", "Bốn"]),
        ("<p>Sở  Y&nbsp;tế\n   báo\tcáo</p>", ["Sở Y tế báo cáo"]),
        ("<p>q<b>uyết</b> <i>đ</i>ịnh</p>", ["quyết định"]),
        (
            "<div>Quy định việc tiếp công dân hằng tháng<br>của Bộ Y tế</div>",
            ["Quy định việc tiếp công dân hằng tháng của Bộ Y tế"],
        ),
        (
            "<p>ỦY BAN NHÂN DÂN<br>TỈNH HÒA LẠC<br>-------</p>",
            ["ỦY BAN NHÂN DÂN TỈNH HÒA LẠC"],
        ),
        (
            "<div>Căn cứ Luật Tổ chức chính quyền địa phương;<br/>Căn cứ Nghị định số 1/2020/NĐ-CP;<br/>"
            "Xét đề nghị của Sở Nội vụ,</div>",
            [
                "Căn cứ Luật Tổ chức chính quyền địa phương;",
                "Căn cứ Nghị định số 1/2020/NĐ-CP;",
                "Xét đề nghị của Sở Nội vụ,",
            ],
        ),
        ("<td>Nơi nhận:<br>- Như trên;<br>- Lưu: VT.</td>", ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]),
        ("<ol><li>Rà soát</li><li>Báo cáo</li></ol>", ["1. Rà soát", "2. Báo cáo"]),
        ("<ol start=3 type=a><li>Rà soát</li><li>Báo cáo</li></ol>", ["c. Rà soát", "d. Báo cáo"]),
        (
            "<ol type=I><li><p>Kết quả</p><p>Tốt</p></li><li value=4>Hạn chế</li></ol>",
            ["I. Kết quả", "Tốt", "IV. Hạn chế"],
        ),
        ("<ol><li>1. Rà soát</li><li>2. Báo cáo</li></ol>", ["1. Rà soát", "2. Báo cáo"]),
        ("<ul><li>Rà soát</li><li>+ Báo cáo</li></ul>", ["- Rà soát", "+ Báo cáo"]),
        ("<ul style='list-style-type:none'><li>Rà soát</li></ul>", ["Rà soát"]),
        ("<ol><li>Một<ul><li>Hai</li></ul></li><li>Ba</li></ol>", ["1. Một", "- Hai", "2. Ba"]),
        ("<p>diện tích 50 m<sup>2</sup>, ghi chú<sup>12</sup></p>", ["diện tích 50 m², ghi chú¹²"]),
        ("<p>bảng điểm<sup><a href=#f>[1]</a></sup></p>", ["bảng điểm[1]"]),
        ("<p style='text-transform: uppercase'>thông báo</p>", ["THÔNG BÁO"]),
        (
            "<p>Số<span style='display:none'>ẩn</span> 5<span hidden>x</span><i aria-hidden=true>y</i></p>",
            ["Số 5"],
        ),
        ("<p>từ <a class=term>TTHC<span class='tooltip-text'>thủ tục</span></a></p>", ["từ TTHC"]),
        ("<script>var x='Sở'</script><style>p{}</style><noscript>bật</noscript><p>Một</p>", ["Một"]),
        ("<pre>Dòng một.\nDòng hai.\n\nDòng ba.</pre>", ["Dòng một.", "Dòng hai.", "Dòng ba."]),
        ("<p>1<span style='mso-list:Ignore'>.&nbsp;&nbsp;</span>Rà soát</p>", ["1. Rà soát"]),
        ("<p><span style='font-family:Symbol'>·<span>&nbsp; </span></span>Rà soát</p>", ["- Rà soát"]),
    ],
)
def test_elements_become_paragraphs(body: str, expected: list[str]) -> None:
    assert paragraphs(body) == expected


def test_a_page_with_a_break_for_every_paragraph() -> None:
    lines = [
        "Ủy ban nhân dân huyện thông báo kết quả kiểm tra công vụ quý II năm 2024 như sau:",
        "1. Qua kiểm tra, 12 đơn vị chấp hành tốt giờ giấc làm việc và công khai thủ tục hành chính.",
        "2. Còn 03 đơn vị chưa cập nhật hồ sơ lên hệ thống, đề nghị khắc phục trước ngày 15/7/2024",
        "Văn phòng có trách nhiệm theo dõi, đôn đốc việc thực hiện.",
    ]
    assert paragraphs("<div>" + "<br>\n".join(lines) + "</div>") == lines


def test_lines_of_a_printout_are_joined() -> None:
    lines = [
        "Ủy ban nhân dân huyện thông báo kết quả kiểm tra công vụ quý II, trong đó",
        "có 12 đơn vị chấp hành tốt giờ giấc làm việc và công khai thủ tục hành",
        "chính; 03 đơn vị còn chậm cập nhật hồ sơ lên hệ thống thông tin một cửa",
        "điện tử, đề nghị khắc phục ngay.",
        "Các phòng, ban chuyên môn phối hợp với Văn phòng rà soát lại toàn bộ quy",
        "trình nội bộ, báo cáo kết quả về Ủy ban nhân dân huyện trước ngày họp giao",
        "ban, làm cơ sở đánh giá.",
    ]
    body = "".join(f"<p>{line}</p>" for line in lines)
    assert [len(p) > 150 for p in texts(page(body))] == [True, True]
    assert texts(page("<div>" + "<br>".join(lines) + "</div>" + f"<p>{lines[0]}</p>"))[0].endswith(
        "khắc phục ngay."
    )


@pytest.mark.parametrize(
    ("html", "strong"),
    [
        ("<p><b>Kết quả</b></p>", True),
        ("<h3>Kết quả</h3>", True),
        ("<p><b>1.</b> Kết quả</p>", False),
        ("<p style='font-weight:700'>Kết quả</p>", True),
        ("<p><b style='font-weight: normal'>Kết quả</b></p>", False),
        ("<p class=dam>Kết quả</p>", True),
        ("<p><b style='mso-bidi-font-weight:normal'><span>Kết</span></b><b> quả</b>:</p>", True),
    ],
)
def test_bold_is_strong(html: str, strong: bool) -> None:
    source = page(html + f"<p>{PROSE}</p>", "<style>.dam { font-weight: bold }</style>")
    assert source.blocks[0].strong is strong  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<table><tr><th>STT</th><th>Đơn vị</th></tr><tr><td>1</td><td>Sở <br>Y tế</td></tr></table>",
            [["STT", "Đơn vị"], ["1", "Sở Y tế"]],
        ),
        (
            "<table><tr><td rowspan=2>STT</td><td colspan=2>Kết quả</td></tr><tr><td>2023</td><td>2024</td></tr>"
            "<tr><td>1</td><td>80%</td><td>-</td></tr></table>",
            [["STT", "Kết quả<2>"], ["", "2023", "2024"], ["1", "80%", "-"]],
        ),
        (
            "<table><tr><td>A</td><td>B</td><td rowspan=3>C</td></tr><tr><td>D</td></tr><tr><td>E</td><td>F</td></tr></table>",
            [["A", "B", "C"], ["D", "", ""], ["E", "F", ""]],
        ),
        (
            "<table><tr><td>Tên</td><td><ul><li>Một</li><li>Hai</li></ul></td></tr><tr><td>Số</td><td>5</td></tr></table>",
            [["Tên", "- Một - Hai"], ["Số", "5"]],
        ),
    ],
)
def test_tables_of_data(html: str, expected: list[list[str]]) -> None:
    assert rows(html) == expected


def test_tables_that_only_place_things_are_paragraphs() -> None:
    letterhead = (
        "<table><tr><td><p>UBND TỈNH HÒA LẠC<br>SỞ Y TẾ<br>-------</p></td>"
        "<td><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</p><p>__________</p></td></tr>"
        "<tr><td>Số: 15/SYT-VP</td><td>Hòa Lạc, ngày 5 tháng 3 năm 2024</td></tr></table>"
    )
    signature = (
        "<table><tr><td></td><td><p><b>GIÁM ĐỐC</b></p><p>(Đã ký)</p><p>Trần Thị Bình</p></td></tr></table>"
    )
    nested = f"<table><tr><td>Một<table><tr><td>{PROSE}</td></tr></table></td></tr></table>"
    assert texts(page(letterhead + f"<p>{PROSE}</p>" + signature + nested)) == [
        "UBND TỈNH HÒA LẠC",
        "SỞ Y TẾ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 15/SYT-VP",
        "Hòa Lạc, ngày 5 tháng 3 năm 2024",
        PROSE,
        "GIÁM ĐỐC",
        "(Đã ký)",
        "Trần Thị Bình",
        "Một",
        PROSE,
    ]


@pytest.mark.parametrize(
    "html",
    [
        '<p><font face=".VnTime">Uû ban nh©n d©n huyÖn</font></p>',
        "<p style='font-family:\".VnTime\",serif'>Uû ban nh©n d©n huyÖn</p>",
        "<p class=MsoNormal>Uû ban nh©n d©n huyÖn</p>",
        "<p style='font:14.0pt VNI-Times'>Uyû ban nh<b>a</b><b>â</b>n daân huyeän</p>",
        "<p><font face='VNI-Times'>Uyû ban nhaân daân <i>huyeän</i></font></p>",
    ],
)
def test_fonts_of_encodings_before_unicode(html: str) -> None:
    head = "<style><!-- p.MsoNormal, li.MsoNormal {font-size:14pt; font-family:'.VnTime';} --></style>"
    assert paragraphs(html, head) == ["Uỷ ban nhân dân huyện"]


def test_font_of_capitals() -> None:
    assert paragraphs('<font face=".VnTimeH">quyÕt ®Þnh</font>') == ["QUYẾT ĐỊNH"]


def test_old_text_without_a_font_is_converted_and_noted() -> None:
    lines = "<p>UBND huyÖn Hßa L¹c b¸o c¸o kÕt qu¶ c¶i c¸ch hµnh chÝnh</p><p>§Ò nghÞ c¸c phßng thùc hiÖn</p>"
    source = page(lines)
    assert texts(source) == [
        "UBND huyện Hòa Lạc báo cáo kết quả cải cách hành chính",
        "Đề nghị các phòng thực hiện",
    ]
    assert source.encoding == "utf-8+tcvn3" and "TCVN3" in source.notes[0]


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<html><body></body></html>", "không có nội dung"),
        ("<html><head><title>x</title></head></html>", "không có nội dung"),
        (
            '<html><frameset cols="20,*"><frame src="menu.htm"><frame src="vb.htm"></frameset></html>',
            "vb.htm",
        ),
        ('<html><body><iframe src="https://vidu.vn/vb.html"></iframe></body></html>', "khung"),
        (
            '<html><head><script src="a.js"></script></head><body><div id="root"></div></body></html>',
            "JavaScript",
        ),
        ('<html><body><form>Mật khẩu <input type="password"></form></body></html>', "đăng nhập"),
    ],
)
def test_pages_without_a_text_say_why(html: str, reason: str) -> None:
    with pytest.raises(ReadError) as error:
        read_bytes(html.encode(), "trang.html")
    assert reason in str(error.value) and "\n" not in str(error.value)
    assert error.value.remedy


@pytest.mark.parametrize(
    "html",
    [
        "<html><body>" + "<div>" * 100_000 + PROSE + "</div>" * 100_000,
        "<html><body>" + "<table><tr><td>" * 5_000 + PROSE,
        "<html><body>" + "<font size=2><b>" * 5_000 + PROSE,
        "<html><body><div><p>" + PROSE + "</i></table></td><",
        "<html><body><p>" + PROSE.replace(" ", " \x00"),
        "<html><body><table><tr><td rowspan=999999 colspan=999999>" + PROSE + "</table>",
    ],
    ids=["divs", "tables", "fonts", "broken", "nul", "spans"],
)
def test_damaged_and_hostile_pages_are_read(html: str) -> None:
    assert PROSE in read_bytes(html.encode(), "x.html").text


def test_a_large_page_is_read_in_seconds() -> None:
    html = "<html><body>" + f"<p>{PROSE}</p>" * 40_000 + "</body></html>"
    start = time.process_time()
    source = read_bytes(html.encode(), "lon.html")
    assert len(source.blocks) == 40_000
    assert time.process_time() - start < 10


def test_a_mark_of_utf_16_is_enough() -> None:
    data = codecs.BOM_UTF16_BE + f"<html><p>{PROSE}</p></html>".encode("utf-16-be")
    assert read_bytes(data, "x.html").text == PROSE
