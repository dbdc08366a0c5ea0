"""What Word prints of the paragraphs of a document, from the XML of its body."""

from __future__ import annotations

import pytest

from extract.reading import Paragraph, read_bytes
from tests.reading.docx_files import (
    FILLER,
    NAMESPACES,
    Parts,
    archive,
    docx,
    lines_of,
    p,
    part,
    r,
    read_body,
    source_of,
    tbl,
    tc,
    tr,
)

TAB = "<w:r><w:tab/></w:r>"
PAGE_BREAK = '<w:r><w:br w:type="page"/></w:r>'
BOLD = "<w:b/>"


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText> {text} </w:instrText></w:r>"


def whole_field(instruction: str, result: str) -> str:
    return field("begin") + code(instruction) + field("separate") + r(result) + field("end")


def box(text: str) -> str:
    """A text box as Word writes it: the same in two branches."""
    inner = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData>'
        f"<wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(p("Giao Sở ", "Nội vụ", " chủ trì."), ["Giao Sở Nội vụ chủ trì."], id="runs"),
        pytest.param(p("Giao Sở", TAB, "Nội vụ."), ["Giao Sở Nội vụ."], id="tab-is-a-space"),
        pytest.param(p("Quý I", "<w:r><w:noBreakHyphen/></w:r>", "2025"), ["Quý I-2025"], id="hyphen"),
        pytest.param(p("Ủy", "<w:r><w:softHyphen/></w:r>", " ban"), ["Ủy ban"], id="soft-hyphen"),
        pytest.param(p("Đất đai\nvà môi trường"), ["Đất đai và môi trường"], id="line-end-in-xml"),
        pytest.param(
            p('<w:hyperlink r:id="x">' + r("Nghị quyết số 5/NQ-HĐND") + "</w:hyperlink>", " đã nêu"),
            ["Nghị quyết số 5/NQ-HĐND đã nêu"],
            id="hyperlink",
        ),
        pytest.param(
            p("<w:sdt><w:sdtPr/><w:sdtContent>" + r("Chủ tịch") + "</w:sdtContent></w:sdt>", " ký"),
            ["Chủ tịch ký"],
            id="content-control-inside",
        ),
        pytest.param(
            "<w:sdt><w:sdtPr/><w:sdtContent>" + p("Chủ tịch ký.") + "</w:sdtContent></w:sdt>",
            ["Chủ tịch ký."],
            id="content-control-around",
        ),
        pytest.param(
            p("Diện tích 40 m", r("2", '<w:vertAlign w:val="superscript"/>')),
            ["Diện tích 40 m²"],
            id="raised",
        ),
        pytest.param(
            p("Khí CO", r("2", '<w:vertAlign w:val="subscript"/>')), ["Khí CO2"], id="lowered-stays"
        ),
        pytest.param(p(r("đề án", "<w:caps/>"), " này"), ["ĐỀ ÁN này"], id="capitals"),
        pytest.param(p(r("Đề án", "<w:smallCaps/>")), ["ĐỀ ÁN"], id="small-capitals"),
        pytest.param(p("Công khai", r(" (ẩn)", "<w:vanish/>"), "."), ["Công khai."], id="hidden"),
        pytest.param(
            p("Công khai", r(" (hiện)", '<w:vanish w:val="0"/>'), "."), ["Công khai (hiện)."], id="not-hidden"
        ),
        pytest.param(
            p(
                r("ç", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>').replace("ç", "\uf0fe"),
                " Đồng ý",
            ),
            ["☑ Đồng ý"],
            id="symbol-font",
        ),
        pytest.param(
            p('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', " 80% hồ sơ"), ["≥ 80% hồ sơ"], id="symbol"
        ),
        pytest.param(
            p(
                "<m:oMath><m:r><m:t>S=a</m:t></m:r><m:sSup><m:e/><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>"
            ),
            ["S=a²"],
            id="formula",
        ),
        pytest.param(p(" ") + p("_______________") + p("Nội dung."), ["Nội dung."], id="rules-and-blanks"),
        pytest.param(
            p("Phối hợp với các đơn", PAGE_BREAK, "vị liên quan."),
            ["Phối hợp với các đơn vị liên quan."],
            id="page-break-ends-nothing",
        ),
    ],
)
def test_text_of_a_paragraph(body: str, expected: list[str]) -> None:
    assert read_body(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            p("Giao ", "<w:ins>" + r("Sở Y tế ") + "</w:ins>", "chủ trì."),
            ["Giao Sở Y tế chủ trì."],
            id="inserted",
        ),
        pytest.param(
            p("Giao ", "<w:del><w:r><w:delText>Sở Công Thương </w:delText></w:r></w:del>", "các xã."),
            ["Giao các xã."],
            id="deleted",
        ),
        pytest.param(
            p("<w:moveFrom>" + r("Đoạn cũ.") + "</w:moveFrom>", "Một. ")
            + p("<w:moveTo>" + r("Hai.") + "</w:moveTo>"),
            ["Một.", "Hai."],
            id="moved",
        ),
        pytest.param(
            p("<w:moveFrom>" + r("Đoạn chuyển.") + "</w:moveFrom>", props="<w:rPr><w:moveFrom/></w:rPr>")
            + p("Đoạn hai.")
            + p("<w:moveTo>" + r("Đoạn chuyển.") + "</w:moveTo>", props="<w:rPr><w:moveTo/></w:rPr>"),
            ["Đoạn hai.", "Đoạn chuyển."],
            id="paragraph-moved",
        ),
        pytest.param(
            p(
                "<w:ins><w:del><w:r><w:delText>Sở A</w:delText></w:r></w:del>" + r("Sở B") + "</w:ins>",
                " rà soát.",
            ),
            ["Sở B rà soát."],
            id="deleted-after-it-was-inserted",
        ),
        pytest.param(
            p(r("Chữ thường", "<w:rPrChange><w:rPr><w:vanish/><w:caps/></w:rPr></w:rPrChange>")),
            ["Chữ thường"],
            id="format-changed",
        ),
        pytest.param(
            tbl(tr("Mã", "Tên", props="<w:del/>")) + p("Sau bảng."), ["Sau bảng."], id="table-deleted"
        ),
        pytest.param(
            p("Giao Sở ", props="<w:rPr><w:del/></w:rPr>") + p("Tài chính."),
            ["Giao Sở Tài chính."],
            id="paragraph-mark-deleted",
        ),
        pytest.param(
            p("Điều 1. ", props="<w:rPr><w:vanish/></w:rPr>") + p("Phạm vi"),
            ["Điều 1. Phạm vi"],
            id="mark-hidden",
        ),
        pytest.param(
            p("Cuối cùng.", props="<w:rPr><w:del/></w:rPr>") + tbl(tr("Mã", "Tên", "Số")),
            ["Cuối cùng.", "Mã\tTên\tSố"],
            id="mark-deleted-before-a-table",
        ),
        pytest.param(
            p('<w:commentRangeStart w:id="0"/>', "Nội dung.", '<w:r><w:commentReference w:id="0"/></w:r>'),
            ["Nội dung."],
            id="comment",
        ),
    ],
)
def test_changes_are_accepted(body: str, expected: list[str]) -> None:
    assert read_body(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(p("Xem ", whole_field("REF a \\h", "Mục 2"), "."), ["Xem Mục 2."], id="result"),
        pytest.param(
            p("Ký ngày ", '<w:fldSimple w:instr=" DATE ">' + r("05/3/2025") + "</w:fldSimple>"),
            ["Ký ngày 05/3/2025"],
            id="simple",
        ),
        pytest.param(
            p(field("begin"), code("IF"), whole_field("MERGEFIELD x", "ẩn"), field("separate"), r("Có"), field("end"), " mặt"),
            ["Có mặt"],
            id="nested-in-the-code",
        ),
        pytest.param(p("Trang ", whole_field("PAGE", "3")), ["Trang"], id="page-number"),
        pytest.param(
            p(field("begin"), code("TOC \\o"), field("separate"), "I. Mục tiêu", TAB, "1")
            + p("II. Giải pháp", TAB, "2", field("end"))
            + p("Sau mục lục."),
            ["Sau mục lục."],
            id="contents-are-left-out",
        ),
        pytest.param(
            p("Trước. ", field("begin"), code("PAGE"), "Sau đó."), ["Trước. Sau đó."], id="without-an-end"
        ),
        pytest.param(
            p('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>'
              "</w:fldChar></w:r>", code("FORMCHECKBOX"), field("end"), " Đạt"),
            ["☒ Đạt"],
            id="box-to-tick",
        ),
    ],
)  # fmt: skip
def test_fields(body: str, expected: list[str]) -> None:
    assert read_body(body) == expected


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    assert read_body(p("Kính gửi các sở", box("HỎA TỐC"), ", ngành.")) == [
        "Kính gửi các sở, ngành.",
        "HỎA TỐC",
    ]


def test_a_text_box_of_old_files() -> None:
    vml = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('DỰ THẢO')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    assert read_body(p("Kính gửi các sở.", vml)) == ["Kính gửi các sở.", "DỰ THẢO"]


def test_text_boxes_in_a_group_and_in_a_cell() -> None:
    shapes = "".join(
        f"<wps:wsp><wps:txbx><w:txbxContent>{p(text)}</w:txbxContent></wps:txbx></wps:wsp>"
        for text in ("Một", "Hai")
    )
    group = f"<w:r><w:drawing><a:graphic><a:graphicData><a:grpSp>{shapes}</a:grpSp></a:graphicData></a:graphic></w:drawing></w:r>"
    assert read_body(p(group, "Sơ đồ:")) == ["Sơ đồ:", "Một", "Hai"]
    table = tbl(tr("STT", "Nội dung", "Số"), tr("1", tc(p("Hồ sơ", box("MẬT"))), "5"))
    assert read_body(table) == ["STT\tNội dung\tSố", "1\tHồ sơ MẬT\t5"]


STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/></w:rPr>'
    '</w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Muc"><w:name w:val="Muc"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="MucCon"><w:name w:val="Muc con"/><w:basedOn w:val="Muc"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="Dam"><w:name w:val="Dam"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Cu"><w:name w:val="Cu"/><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Vong1"><w:name w:val="V1"/><w:basedOn w:val="Vong2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Vong2"><w:name w:val="V2"/><w:basedOn w:val="Vong1"/></w:style>'
)


def style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


@pytest.mark.parametrize(
    ("paragraph", "strong"),
    [
        (p(r("Mục tiêu", BOLD)), True),
        (p(r("Mục tiêu", BOLD), " chung"), False),
        (p(r("Mục tiêu", BOLD), r(" "), r("chung", BOLD)), True),
        (p(r("Mục tiêu", '<w:b w:val="false"/>')), False),
        (p("Mục tiêu", props=style("Muc")), True),
        (p("Mục tiêu", props=style("MucCon")), True),
        (p(r("Mục tiêu", '<w:b w:val="0"/>'), props=style("Muc")), False),
        # Bold by both styles is not bold: each of them switches.
        (p(r("Mục tiêu", '<w:rStyle w:val="Dam"/>'), props=style("Muc")), False),
        (p(r("Mục tiêu", '<w:rStyle w:val="Dam"/>')), True),
        (p("Mục tiêu", props=style("Heading1")), True),
        (p("Mục tiêu", props=style("Vong1")), False),
        (p("Mục tiêu", props=style("KhongCo")), False),
    ],
)
def test_bold_paragraphs(paragraph: str, strong: bool) -> None:
    first = source_of(docx(paragraph + p(FILLER), styles=STYLES)).blocks[0]
    assert isinstance(first, Paragraph) and first.strong is strong


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(p("C«ng hßa x· héi chñ nghÜa", props=style("Cu")), "Công hòa xã hội chủ nghĩa", id="tcvn3"),
        pytest.param(
            p(r("b¸o c¸o", '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>')), "BÁO CÁO", id="tcvn3-capitals"
        ),
        pytest.param(
            p(*(r(text, '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>' + more)
                for text, more in (("Coäng ho", ""), ("o", BOLD), ("ø xaõ hoäi", "")))),
            "Cộng hoò xã hội",
            id="vni-over-two-runs",
        ),
        pytest.param(
            # The letter `ư` has the code of the soft hyphen, of which LibreOffice makes an element.
            p('<w:r><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr><w:t>Nh</w:t><w:softHyphen/><w:t> trªn</w:t></w:r>'),
            "Như trên",
            id="tcvn3-soft-hyphen",
        ),
        pytest.param(
            p(r("Đã là Unicode", '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>')), "Đã là Unicode", id="font-lies"
        ),
    ],
)  # fmt: skip
def test_fonts_of_old_encodings(body: str, expected: str) -> None:
    source = source_of(docx(body + p(FILLER), styles=STYLES))
    assert source.text.split("\n")[0] == expected
    assert bool(source.notes) is (expected != "Đã là Unicode")


def header(text: str, kind: str = "default") -> dict[str, object]:
    return {
        "parts": {"word/header1.xml": part("hdr", text)},
        "relations": {"rH": ("header", "header1.xml")},
    }


SECTION = '<w:sectPr><w:headerReference w:type="{}" r:id="rH"/>{}</w:sectPr>'
LETTERHEAD = p("Số: 12/BC-UBND") + p("An Bình, ngày 02 tháng 4 năm 2025")


@pytest.mark.parametrize(
    ("head", "section", "expected"),
    [
        pytest.param(LETTERHEAD, SECTION.format("first", "<w:titlePg/>"), 2, id="first-page"),
        pytest.param(LETTERHEAD, SECTION.format("first", ""), 0, id="first-page-not-switched-on"),
        pytest.param(LETTERHEAD, SECTION.format("default", ""), 2, id="every-page"),
        pytest.param(p("Báo cáo cải cách hành chính"), SECTION.format("default", ""), 0, id="repeats"),
        pytest.param(p(whole_field("PAGE", "7")), SECTION.format("default", ""), 0, id="page-number"),
    ],
)
def test_headers(head: str, section: str, expected: int) -> None:
    lines = lines_of(docx(p("BÁO CÁO") + p(FILLER) + section, **header(head)))  # type: ignore[arg-type]
    assert len(lines) == 1 + expected and lines[-1] == "BÁO CÁO"


def test_a_header_is_left_out_where_the_body_has_the_letterhead() -> None:
    body = p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + p("BÁO CÁO") + p(FILLER) + SECTION.format("default", "")
    assert "Số: 12/BC-UBND" not in lines_of(docx(body, **header(LETTERHEAD)))  # type: ignore[arg-type]


def notes(kind: str, *texts: str) -> dict[str, object]:
    inner = f'<w:{kind} w:type="separator" w:id="-1">{p("—")}</w:{kind}>' + "".join(
        f'<w:{kind} w:id="{i}"><w:p><w:r><w:{kind}Ref/></w:r>{r(" " + text)}</w:p></w:{kind}>'
        for i, text in enumerate(texts, 1)
    )
    return {
        "parts": {f"word/{kind}s.xml": part(f"{kind}s", inner)},
        "relations": {"rF": (f"{kind}s", f"{kind}s.xml")},
    }


def reference(number: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def test_footnotes_stand_after_their_paragraph_with_the_mark_of_the_text() -> None:
    body = p("Đạt 95%", reference(2), " hồ sơ", reference(1), ".") + p("Tiếp theo.")
    assert read_body(body, **notes("footnote", "Theo số liệu của Sở.", "Năm 2024.")) == [
        "Đạt 95%¹ hồ sơ².", "¹ Năm 2024.", "² Theo số liệu của Sở.", "Tiếp theo.",
    ]  # fmt: skip


def test_footnotes_of_a_table_stand_after_it() -> None:
    body = tbl(
        tr("STT", "Nội dung", "Số lượng"),
        tr("1", p("Hồ sơ", reference(1)).replace("<w:p>", "<w:tc><w:p>", 1) + "</w:tc>", "5"),
    )
    assert read_body(body, **notes("footnote", "Kể cả trực tuyến.")) == [
        "STT\tNội dung\tSố lượng", "1\tHồ sơ¹\t5", "¹ Kể cả trực tuyến.",
    ]  # fmt: skip


def test_endnotes_are_numbered_with_roman_numerals() -> None:
    body = p("Căn cứ Kế hoạch", reference(1, "endnote"), " của tỉnh.")
    assert read_body(body, **notes("endnote", "Số 7/KH-UBND.")) == [
        "Căn cứ Kế hoạchⁱ của tỉnh.",
        "ⁱ Số 7/KH-UBND.",
    ]


def test_a_reference_to_a_note_that_is_missing_is_nothing() -> None:
    assert read_body(p("Đạt 95%", reference(9), ".")) == ["Đạt 95%."]


def test_strict_namespaces_and_another_main_part() -> None:
    data = docx(p("Nội dung chính."), main="word/noidung.xml")
    strict = NAMESPACES.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    members: Parts = {"word/noidung.xml": f"<w:document {strict}><w:body>{p(FILLER)}</w:body></w:document>"}
    assert lines_of(data) == ["Nội dung chính."]
    assert lines_of(docx("", main="word/noidung.xml", parts=members)) == []


def test_media_type_and_notes() -> None:
    source = source_of(docx(p("<w:ins>" + r(FILLER) + "</w:ins>"), parts={"word/vbaProject.bin": b"\x00"}))
    assert source.media_type.endswith("wordprocessingml.document") and source.pages is None
    assert any("sửa đổi" in note for note in source.notes) and any("macro" in note for note in source.notes)


def test_a_package_with_backslashes_and_other_case() -> None:
    members = [
        (
            "[Content_Types].xml",
            "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        ),
        ("Word\\Document.xml", part("document", f"<w:body>{p(FILLER)}</w:body>")),
    ]
    assert read_bytes(archive(members), "a.docx").text == FILLER
