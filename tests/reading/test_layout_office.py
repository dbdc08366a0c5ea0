"""What LibreOffice prints, read back: letterhead without borders, footnote, table over pages, numbers of pages."""

from __future__ import annotations

import pytest

from extract.reading import Source, Table
from extract.reading.formats import pdf
from tests.renderings.pdf import NoOfficeError, convert, soffice

BODY = (
    "Trong quý, các phòng chuyên môn đã tiếp nhận 3.418 hồ sơ, giải quyết đúng hạn 3.377 hồ sơ; số hồ sơ quá hạn giảm "
    "một nửa so với quý trước nhờ phân công lại đầu mối và bỏ hai bước trung gian không cần thiết."
)
NOTE = "Không kể hồ sơ chứng thực chữ ký, được trả ngay trong buổi làm việc."


def rtf(text: str) -> str:
    """The text with all beyond ASCII as RTF writes it."""
    return "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in text)


def row(cells: list[str], edges: list[int], *, ruled: bool, head: bool = False) -> str:
    border = "\\clbrdrt\\brdrs\\clbrdrl\\brdrs\\clbrdrb\\brdrs\\clbrdrr\\brdrs" if ruled else ""
    out = ["\\trowd\\trgaph80" + ("\\trhdr" if head else "")]
    out += [f"{border}\\cellx{edge}" for edge in edges]
    out += [f"\\pard\\intbl\\ql\\fs24 {rtf(cell)}\\cell" for cell in cells]
    return "".join(out) + "\\row\n"


def paragraph(text: str, note: str | None = None) -> str:
    mark = (
        f"{{\\super\\chftn}}{{\\footnote\\pard\\fs20 {{\\super\\chftn}} {rtf(note)}}}"
        if note is not None
        else ""
    )
    return f"\\pard\\qj\\fi720\\sa120\\fs28 {rtf(text)}{mark}\\par\n"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Source:
    try:
        soffice()
    except NoOfficeError as missing:
        pytest.skip(str(missing))
    pytest.importorskip("pypdfium2")
    folder = tmp_path_factory.mktemp("office")
    parts = [
        "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Liberation Serif;}}\\paperw11906\\paperh16838",
        "\\margl1701\\margr1134\\margt1134\\margb1134\\titlepg",
        "{\\header\\pard\\qc\\fs26 \\chpgn\\par}\n",
        row(["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], [3600, 9000], ruled=False),
        row(["XÃ ĐĂK TÔ", "Độc lập - Tự do - Hạnh phúc"], [3600, 9000], ruled=False),
        row(["Số: 44/BC-UBND", "Đăk Tô, ngày 04 tháng 10 năm 2025"], [3600, 9000], ruled=False),
        "\\pard\\par\\pard\\qc\\b\\fs28 " + rtf("BÁO CÁO") + "\\par\n",
        rtf("Kết quả giải quyết hồ sơ quý III năm 2025") + "\\par\\b0\n",
        paragraph(BODY, NOTE),
        *(paragraph(f"{n}. {BODY}") for n in range(1, 9)),
        row(["TT", "Nội dung", "Thời hạn"], [900, 6500, 9000], ruled=True, head=True),
        *(
            row([str(n), f"Nhiệm vụ thứ {n} của bộ phận", f"Tuần {n}"], [900, 6500, 9000], ruled=True)
            for n in range(1, 25)
        ),
        paragraph(BODY),
        "}",
    ]
    source = folder / "bao-cao.rtf"
    source.write_text("".join(parts), encoding="ascii")
    return pdf.read(convert([source], folder)[0].read_bytes(), "bao-cao.pdf")


def texts(source: Source) -> list[str]:
    return [source.text[b.start : b.end] for b in source.blocks if not isinstance(b, Table)]


def test_letterhead_and_title(printed: Source) -> None:
    assert texts(printed)[:7] == [
        "ỦY BAN NHÂN DÂN XÃ ĐĂK TÔ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 44/BC-UBND",
        "Đăk Tô, ngày 04 tháng 10 năm 2025",
        "BÁO CÁO",
        "Kết quả giải quyết hồ sơ quý III năm 2025",
    ]


def test_paragraphs_are_whole_and_the_note_follows_its_mark(printed: Source) -> None:
    assert printed.pages is not None and printed.pages > 1
    assert texts(printed)[7:] == [f"{BODY}¹", f"¹ {NOTE}", *(f"{n}. {BODY}" for n in range(1, 9)), BODY]


def test_the_table_is_one_with_one_head(printed: Source) -> None:
    tables = [b for b in printed.blocks if isinstance(b, Table)]
    assert len(tables) == 1
    rows = [[printed.text[c.start : c.end] for c in r] for r in tables[0].rows]
    assert rows == [
        ["TT", "Nội dung", "Thời hạn"],
        *([str(n), f"Nhiệm vụ thứ {n} của bộ phận", f"Tuần {n}"] for n in range(1, 25)),
    ]
