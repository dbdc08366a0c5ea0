"""The labels that Word prints before the paragraphs of its lists."""

from __future__ import annotations

import pytest

from extract.reading.word.counting import count
from tests.reading.docx_files import abstract, item, lvl, num, num_pr, p, r, read_body

OUTLINE = abstract(
    0,
    lvl(0, "upperRoman", "%1."),
    lvl(1, "decimal", "%2."),
    lvl(2, "lowerLetter", "%3)"),
    lvl(3, "bullet", "-"),
)
LEGAL = abstract(0, lvl(0, "upperRoman", "Mục %1."), lvl(1, "decimal", "%1.%2.", more="<w:isLgl/>"))
PLAIN = abstract(0, lvl(0, "decimal", "%1."))
SYMBOL = '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr>'
RESTART = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'


@pytest.mark.parametrize(
    ("numbering", "body", "expected"),
    [
        pytest.param(
            OUTLINE + num(1, 0),
            item("Mục tiêu") + item("Chung", level=1) + item("Riêng", level=1) + item("Xã", level=2) + item("Tỉnh", level=2)
            + item("Số", level=3) + item("Giải pháp") + item("Tuyên truyền", level=1) + item("Báo đài", level=2),
            ["I. Mục tiêu", "1. Chung", "2. Riêng", "a) Xã", "b) Tỉnh", "- Số", "II. Giải pháp", "1. Tuyên truyền",
             "a) Báo đài"],
            id="outline",
        ),
        pytest.param(
            LEGAL + num(1, 0),
            item("Chung") + item("Một", level=1) + item("Riêng") + item("Hai", level=1) + item("Ba", level=1),
            ["Mục I. Chung", "1.1. Một", "Mục II. Riêng", "2.1. Hai", "2.2. Ba"],
            id="legal-numbers",
        ),
        pytest.param(
            abstract(0, lvl(0, "decimal", "%1."), lvl(1, "decimal", "%1.%2."), lvl(2, "decimal", "%1.%2.%3.")) + num(1, 0),
            item("A") + item("x", level=1) + item("y", level=1) + item("z", level=2) + item("B") + item("x", level=1)
            + item("z", level=2),
            ["1. A", "1.1. x", "1.2. y", "1.2.1. z", "2. B", "2.1. x", "2.1.1. z"],
            id="decimal-levels",
        ),
        pytest.param(
            # Word has no `đ`: clerks type it, and let the list go on after it.
            abstract(0, lvl(0, "lowerLetter", "%1)")) + num(1, 0) + num(2, 0, RESTART.replace('"1"', '"5"')),
            "".join(item(text) for text in ("Một", "Hai", "Ba", "Bốn")) + p("đ) Năm") + item("Sáu", 2) + item("Bảy", 2),
            ["a) Một", "b) Hai", "c) Ba", "d) Bốn", "đ) Năm", "e) Sáu", "f) Bảy"],
            id="letter-that-is-typed",
        ),
        pytest.param(
            PLAIN + num(1, 0),
            p("Bỏ số", props=f"<w:pPrChange><w:pPr>{num_pr(1)}</w:pPr></w:pPrChange>")
            + p("Thêm số", props='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins/></w:numPr>'),
            ["Bỏ số", "1. Thêm số"],
            id="numbers-changed-in-tracking",
        ),
        pytest.param(
            PLAIN + num(1, 0) + num(2, 0),
            item("Một") + p("Xen giữa.") + item("Hai") + item("Ba", 2),
            ["1. Một", "Xen giữa.", "2. Hai", "3. Ba"],
            id="goes-on",
        ),
        pytest.param(
            PLAIN + num(1, 0) + num(2, 0, RESTART),
            item("Một") + item("Hai") + item("Lại một", 2) + item("Lại hai", 2) + item("Ba"),
            ["1. Một", "2. Hai", "1. Lại một", "2. Lại hai", "3. Ba"],
            id="starts-anew",
        ),
        pytest.param(
            abstract(0, lvl(0, "decimal", "Điều %1.", start=5)) + num(1, 0), item("Phạm vi") + item("Đối tượng"),
            ["Điều 5. Phạm vi", "Điều 6. Đối tượng"], id="starts-at-five",
        ),
        pytest.param(
            PLAIN + num(1, 0, '<w:lvlOverride w:ilvl="0">' + lvl(0, "lowerLetter", "%1)", start=4) + "</w:lvlOverride>"),
            item("Một"), ["d) Một"], id="level-of-its-own",
        ),
        pytest.param(
            abstract(0, lvl(0, "decimal", "%1."), lvl(1, "decimal", "%2)", more='<w:lvlRestart w:val="0"/>')) + num(1, 0),
            item("A") + item("x", level=1) + item("B") + item("y", level=1), ["1. A", "1) x", "2. B", "2) y"],
            id="never-starts-anew",
        ),
        pytest.param(
            abstract(0, lvl(0, "decimal", "%1.", more='<w:suff w:val="nothing"/>')) + num(1, 0), item("Chung"),
            ["1.Chung"], id="no-space",
        ),
        pytest.param(
            abstract(0, lvl(0, "none", "Ghi chú:")) + num(1, 0), item("Chung"), ["Ghi chú: Chung"], id="text-only"
        ),
        pytest.param(
            abstract(0, lvl(0, "bullet", "\uf0b7", more=SYMBOL), lvl(1, "bullet", "+"),
                     lvl(2, "bullet", "o", more=SYMBOL.replace("Symbol", "Courier New")),
                     lvl(3, "bullet", "\uf0d8", more=SYMBOL.replace("Symbol", "Wingdings")),
                     lvl(4, "bullet", "\uf02d", more=SYMBOL)) + num(1, 0),
            "".join(item("Việc", level=i) for i in range(5)) + item("", level=1),
            ["• Việc", "+ Việc", "○ Việc", "➢ Việc", "- Việc"], id="bullets",
        ),
        pytest.param(
            abstract(0, lvl(0, "decimal", "%1.", more="<w:rPr><w:vanish/></w:rPr>")) + num(1, 0), item("Chung"),
            ["Chung"], id="hidden-label",
        ),
        pytest.param(
            abstract(0, lvl(0, "decimal", "§iÒu %1.", more='<w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr>'))
            + num(1, 0), item("Chung"), ["Điều 1. Chung"], id="label-in-an-old-font",
        ),
        pytest.param(
            abstract(0, '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14">'
                     '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback>'
                     '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1."/></w:lvl>')
            + num(1, 0), item("A") + item("B"), ["001. A", "002. B"], id="custom-format",
        ),
        pytest.param(
            OUTLINE + num(1, 0), item("Không có mục trên", level=1), ["1. Không có mục trên"], id="level-above-missing"
        ),
        pytest.param(
            PLAIN + num(1, 0), item("A", 7) + item("B", 0) + item("C", level=99) + p("D", props=num_pr(1).replace('"1"', '"x"')),
            ["A", "B", "C", "D"], id="lists-that-are-not-there",
        ),
        pytest.param(
            PLAIN.replace('w:start w:val="1"', 'w:start w:val="x"') + '<w:num w:numId="1"/>' + num(2, 5), item("A") + item("B", 2),
            ["A", "B"], id="broken-lists",
        ),
        pytest.param(
            '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Ds"/></w:abstractNum>'
            + '<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Ds"/>' + lvl(0, "decimal", "%1/") + "</w:abstractNum>"
            + num(1, 0) + num(2, 1),
            item("A") + item("B", 2), ["1/ A", "2/ B"], id="style-of-numbering",
        ),
        pytest.param(
            '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="a"/><w:styleLink w:val="a"/></w:abstractNum>'
            + num(1, 0), item("A"), ["A"], id="link-to-itself",
        ),
        pytest.param(
            PLAIN + num(1, 0),
            p("Bỏ", props=num_pr(1) + "<w:rPr><w:del/></w:rPr>").replace("<w:r>", "<w:del><w:r>").replace("</w:r>", "</w:r></w:del>")
            + item("Giữ"), ["1. Giữ"], id="deleted-paragraph-counts-nothing",
        ),
    ],
)  # fmt: skip
def test_labels(numbering: str, body: str, expected: list[str]) -> None:
    assert read_body(body, numbering=numbering) == expected


def styled(name: str, props: str, based: str = "") -> str:
    parent = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>{parent}<w:pPr>{props}</w:pPr></w:style>'


def of_style(name: str, text: str, more: str = "") -> str:
    return p(text, props=f'<w:pStyle w:val="{name}"/>{more}')


def test_lists_that_styles_name() -> None:
    numbering = (
        abstract(0, lvl(0, "upperRoman", "%1.", more='<w:pStyle w:val="Muc"/>'), lvl(1, "decimal", "%2.", more='<w:pStyle w:val="Khoan"/>'))
        + num(1, 0)
    )  # fmt: skip
    styles = (
        styled("Muc", '<w:numPr><w:numId w:val="1"/></w:numPr>')
        + styled("Khoan", '<w:numPr><w:numId w:val="1"/></w:numPr>')
        + styled("KhoanDam", "", "Khoan")
    )
    body = (
        of_style("Muc", "Chung") + of_style("Khoan", "Một") + of_style("KhoanDam", "Hai")
        + of_style("Khoan", "Không số", num_pr(0)) + of_style("Muc", "Riêng")
    )  # fmt: skip
    assert read_body(body, numbering=numbering, styles=styles) == [
        "I. Chung", "1. Một", "2. Hai", "Không số", "II. Riêng",
    ]  # fmt: skip


def test_a_label_is_not_part_of_what_is_bold() -> None:
    from extract.reading import Paragraph
    from tests.reading.docx_files import FILLER, docx, source_of

    body = p(r("Mục tiêu", "<w:b/>"), props=num_pr(1)) + p(FILLER)
    first = source_of(docx(body, numbering=PLAIN + num(1, 0))).blocks[0]
    assert isinstance(first, Paragraph) and first.strong


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("decimal", "1 2 4 27"), ("decimalZero", "01 02 04 27"), ("upperRoman", "I II IV XXVII"),
        ("lowerRoman", "i ii iv xxvii"), ("upperLetter", "A B D AA"), ("lowerLetter", "a b d aa"),
        ("russianLower", "а б г ю"), ("ordinal", "1st 2nd 4th 27th"), ("numberInDash", "- 1 - - 2 - - 4 - - 27 -"),
        ("vietnameseCounting", "một hai bốn hai mươi bảy"), ("khongBiet", "1 2 4 27"), ("none", "   "),
        ("decimalEnclosedCircle", "① ② ④ 27"),
    ],
)  # fmt: skip
def test_formats(form: str, expected: str) -> None:
    assert " ".join(count(n, form) for n in (1, 2, 4, 27)) == expected


@pytest.mark.parametrize(
    ("examples", "number", "expected"),
    [
        ("001, 002, 003, ...", 12, "012"), ("a, b, c, d, đ, e, ...", 7, "g"), ("a, b, c, ...", 5, "đ"),
        ("A, B, C, ...", 4, "D"), ("Một, Hai", 2, "Hai"), ("Một, Hai", 9, "9"), ("", 3, "3"),
    ],
)  # fmt: skip
def test_formats_shown_by_examples(examples: str, number: int, expected: str) -> None:
    assert count(number, "custom", examples) == expected


@pytest.mark.parametrize(
    "form", ["upperRoman", "lowerLetter", "vietnameseCounting", "chicago", "decimalEnclosedCircle"]
)
@pytest.mark.parametrize("number", [-5, 0, 10**9])
def test_numbers_beyond_a_format(form: str, number: int) -> None:
    assert len(count(number, form)) < 40
