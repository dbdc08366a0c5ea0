"""The outline: what stands under what, and what is a title."""

from __future__ import annotations

import pytest

from tests.structure.factories import body, document, outline

SENTENCE = "Các cơ quan, đơn vị tổ chức triển khai đầy đủ nội dung này trong phạm vi được phân công."


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["I. MỤC TIÊU", "1. Mục tiêu chung", SENTENCE, "2. Mục tiêu cụ thể", f"a) {SENTENCE}", f"b) {SENTENCE}", "II. KINH PHÍ", SENTENCE],
         ["I=MỤC TIÊU", "I/1=Mục tiêu chung", "I/2=Mục tiêu cụ thể", "I/2/a)", "I/2/b)", "II=KINH PHÍ"]),
        (["1. Giao Sở Nội vụ:", f"(1) {SENTENCE}", f"- {SENTENCE}", f"(2) {SENTENCE}", f"2. {SENTENCE}"],
         ["1=Giao Sở Nội vụ", "1/(1)", "1/(1)/-1", "1/(2)", "2"]),
        (["1. Nhiệm vụ chung", "I. CẤP TỈNH", f"a) {SENTENCE}", "II. CẤP XÃ", f"a) {SENTENCE}", f"2. {SENTENCE}"],
         ["1=Nhiệm vụ chung", "1/I=CẤP TỈNH", "1/I/a)", "1/II=CẤP XÃ", "1/II/a)", "2"]),
        ([f"1. {SENTENCE}", "- Phòng Nội vụ có nhiệm vụ:", f"a) {SENTENCE}", f"b) {SENTENCE}", f"- {SENTENCE}", f"2. {SENTENCE}"],
         ["1", "1/-1=Phòng Nội vụ có nhiệm vụ", "1/-1/a)", "1/-1/b)", "1/-2", "2"]),
        ([f"1. {SENTENCE}", f"- {SENTENCE}", f"a) {SENTENCE}", f"b) {SENTENCE}"], ["1", "1/-1", "1/a)", "1/b)"]),
        (["Để thực hiện:", "- Chương trình số 9-CTr/TU;", "- Kế hoạch số 7/KH-UBND.", "Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:", f"1. {SENTENCE}", f"2. {SENTENCE}"],
         ["-1", "-2", "1", "2"]),
        (["**3. Tổ chức thực hiện**", "3.1. Các phòng chuyên môn: Thực hiện báo cáo theo các nội dung, cụ thể:", "1.1. Nội dung báo cáo",
          f"- {SENTENCE}", "1.2. Thời hạn báo cáo", f"- {SENTENCE}", "**3.2. Văn phòng**", f"- {SENTENCE}"],
         ["3=Tổ chức thực hiện", "3/3.1", "3/3.1/1.1=Nội dung báo cáo", "3/3.1/1.1/-1", "3/3.1/1.2=Thời hạn báo cáo",
          "3/3.1/1.2/-1", "3/3.2=Văn phòng", "3/3.2/-1"]),
        (["II. NHIỆM VỤ", "2.1. Cải cách thể chế", SENTENCE, "2.2. Cải cách thủ tục", SENTENCE],
         ["II=NHIỆM VỤ", "II/2.1=Cải cách thể chế", "II/2.2=Cải cách thủ tục"]),
        (["Phần thứ nhất", "ĐÁNH GIÁ KẾT QUẢ", "A. Kết quả đạt được", f"I. {SENTENCE}", f"II. {SENTENCE}", "B. Hạn chế", SENTENCE, "Phần thứ hai", "PHƯƠNG HƯỚNG", SENTENCE],
         ["Phần thứ nhất=ĐÁNH GIÁ KẾT QUẢ", "Phần thứ nhất/A=Kết quả đạt được", "Phần thứ nhất/A/I", "Phần thứ nhất/A/II",
          "Phần thứ nhất/B=Hạn chế", "Phần thứ hai=PHƯƠNG HƯỚNG"]),
        (["PHẦN II. GIẢI PHÁP", "Mục 1. Thể chế", f"1.1. {SENTENCE}", "Mục 2. Thủ tục", f"2.1. {SENTENCE}"],
         ["Phần II=GIẢI PHÁP", "Phần II/Mục 1=Thể chế", "Phần II/Mục 1/1.1", "Phần II/Mục 2=Thủ tục", "Phần II/Mục 2/2.1"]),
        ([f"1. {SENTENCE}", f"2. {SENTENCE}", f"4. {SENTENCE}", f"4. {SENTENCE}", f"5. {SENTENCE}"], ["1", "2", "4", "4", "5"]),
        (["Điều 1. Phê duyệt Đề án với các nội dung chủ yếu sau đây:", "I. MỤC TIÊU", f"1. {SENTENCE}", "Điều 2. Hiệu lực thi hành", SENTENCE,
          "Điều 3. Chánh Văn phòng, Giám đốc các sở chịu trách nhiệm thi hành."],
         ["Điều 1", "Điều 1/I=MỤC TIÊU", "Điều 1/I/1", "Điều 2=Hiệu lực thi hành", "Điều 3"]),
    ],
)  # fmt: skip
def test_nesting(parts: list[str], expected: list[str]) -> None:
    assert outline(body(*parts)) == expected


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("1. Sở Tài chính", "Sở Tài chính"),
        ("1. Ủy ban nhân dân các xã, phường:", "Ủy ban nhân dân các xã, phường"),
        ("I. KẾT QUẢ ĐẠT ĐƯỢC.", "KẾT QUẢ ĐẠT ĐƯỢC"),
        ("**1. Về công tác cán bộ.**", "Về công tác cán bộ"),
        ("**6. Đề nghị: Hội Nông dân, Hội Phụ nữ tỉnh**", "Đề nghị: Hội Nông dân, Hội Phụ nữ tỉnh"),
        ("1. Tổ chức tập huấn cho cán bộ cấp xã.", None),
        ("1. Kinh phí thực hiện: Từ nguồn ngân sách được giao năm 2025.", None),
        ("1. Các sở tập trung thực hiện những việc sau:", None),
        ("1. Hồ sơ gồm", None),
        ("1. Kết quả nổi bật, cụ thể như sau:", None),
        ("1. Qua kiểm tra tại các đơn vị, còn một số tồn tại, như:", None),
    ],
)
def test_a_title_is_told_from_a_sentence(text: str, heading: str | None) -> None:
    assert body(text, SENTENCE).sections[0].heading == heading


@pytest.mark.parametrize(
    "text",
    [
        "1.5 triệu lượt truy cập được ghi nhận trong năm.",
        "2024. Kết quả này tăng so với năm trước.",
        "12/2024 đến nay, các đơn vị đã hoàn thành báo cáo.",
        "I. Newton là nhà bác học người Anh.",
        "16 người làm việc tại đơn vị sự nghiệp.",
        "20. Kết quả thực hiện đến hết tháng.",
        "-5,2% so với cùng kỳ năm trước.",
    ],
)
def test_what_only_looks_like_a_label_is_none(text: str) -> None:
    assert outline(body(SENTENCE, text, SENTENCE)) == []


def test_bases_in_the_preamble_are_no_items() -> None:
    doc = document("QUYẾT ĐỊNH", "Về việc kiện toàn Tổ giúp việc", "- Căn cứ Luật Cán bộ, công chức năm 2008;",
                   "- Căn cứ Nghị định số 61/2018/NĐ-CP;", "QUYẾT ĐỊNH:", "Điều 1. Kiện toàn Tổ giúp việc.", "Điều 2. Thi hành từ ngày ký.")  # fmt: skip
    assert outline(doc) == ["Điều 1", "Điều 2"]


def test_an_inline_enumeration_is_no_outline() -> None:
    assert outline(body("1. Hồ sơ gồm: (1) đơn đề nghị; (2) bản sao quyết định.")) == ["1"]


def test_an_item_reaches_to_the_next_and_the_closing_paragraph_stands_outside() -> None:
    doc = body("1. Giao Sở Nội vụ:", f"- {SENTENCE}", "Riêng đối với cấp xã, thực hiện theo hướng dẫn sau.", "2. Kinh phí", SENTENCE,
               "Trên đây là Kế hoạch kiểm tra công vụ năm 2025; đề nghị các đơn vị thực hiện./.", "Nơi nhận:", "- Như trên;", "- Lưu: VT.",
               "CHỦ TỊCH", "Lê Văn Tâm")  # fmt: skip
    first = doc.sections[0]
    assert doc.text[first.start : first.end].endswith("hướng dẫn sau.")
    assert doc.text[doc.sections[-1].end - 5 :].startswith("công.") or doc.text[
        : doc.sections[-1].end
    ].endswith(SENTENCE)
    closing = doc.text.index("Trên đây là")
    assert doc.section_at(closing) is None
    assert doc.section_at(doc.text.index("Riêng đối với")) == doc.sections[1]


def test_forms_stand_under_their_appendix_and_tables_hold_no_items() -> None:
    doc = body("1. Báo cáo theo mẫu./.", "Nơi nhận:", "- Lưu: VT.", "CHỦ TỊCH", "Lê Văn Tâm", "Phụ lục II", "SỐ LIỆU TỔNG HỢP", "(Kèm theo Kế hoạch số 45/KH-UBND)",
               "Biểu mẫu 1", "Tiếp nhận hồ sơ", ["STT\tNội dung\tSố liệu", "1.\tHồ sơ mới\t12"], "Biểu mẫu 2: Trả kết quả", ["STT\tNội dung\tSố liệu", "1.\tĐúng hạn\t11"])  # fmt: skip
    assert outline(doc) == [
        "1",
        "Phụ lục II=SỐ LIỆU TỔNG HỢP",
        "Phụ lục II/Biểu mẫu 1=Tiếp nhận hồ sơ",
        "Phụ lục II/Biểu mẫu 2=Trả kết quả",
    ]
    assert [t.title for t in doc.tables] == ["Tiếp nhận hồ sơ", "Trả kết quả"]


def test_a_regulation_after_the_signature_has_chapters_articles_and_clauses() -> None:
    doc = document("QUYẾT ĐỊNH", "Ban hành Quy chế tiếp công dân", "Điều 1. Ban hành Quy chế tiếp công dân của xã.",
                   "Điều 2. Quyết định có hiệu lực từ ngày ký./.", "Nơi nhận:", "- Lưu: VT.", "CHỦ TỊCH", "Lê Văn Tâm", "QUY CHẾ", "Tiếp công dân",
                   "(Ban hành kèm theo Quyết định số 9/QĐ-UBND)", "Chương I", "NHỮNG VẤN ĐỀ CHUNG", "Điều 1. Phạm vi áp dụng", SENTENCE,
                   "Điều 2. Đối tượng áp dụng", "1. Người tiếp công dân gồm:", "a) Lãnh đạo xã;", "b) Công chức được phân công.", "2. Công dân.",
                   "Chương II", "TỔ CHỨC THỰC HIỆN", "Điều 3. Hiệu lực", SENTENCE)  # fmt: skip
    assert outline(doc) == [
        "Điều 1", "Điều 2", "Chương I=NHỮNG VẤN ĐỀ CHUNG", "Chương I/Điều 1=Phạm vi áp dụng", "Chương I/Điều 2=Đối tượng áp dụng",
        "Chương I/Điều 2/1", "Chương I/Điều 2/1/a)", "Chương I/Điều 2/1/b)", "Chương I/Điều 2/2", "Chương II=TỔ CHỨC THỰC HIỆN",
        "Chương II/Điều 3=Hiệu lực",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["- Nội dung thực hiện.", "(1) Nội dung:", "1. Nội dung", "a) Nội dung:", "Phụ lục"]
)
def test_ten_thousand_labels_stay_linear(text: str) -> None:
    assert len(body(*[text] * 10_000).sections) > 0


def test_offsets_hold_for_every_section() -> None:
    doc = body("I. MỤC TIÊU", "1. Mục tiêu chung", SENTENCE, f"2. {SENTENCE}", "II. KINH PHÍ", SENTENCE)
    for section in doc.sections:
        assert doc.text[section.start :].startswith(section.label)
        assert section.start < section.body_start <= section.end <= len(doc.text)
        if section.parent is not None:
            parent = doc.sections[section.parent]
            assert parent.start < section.start and section.end <= parent.end
