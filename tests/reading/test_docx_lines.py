"""Lines of Word documents: ends put in by hand (Shift+Enter), and columns typed with tabs or spaces."""

from __future__ import annotations

import pytest

from tests.reading.docx_files import p, r, read_body, tbl, tc, tr

BR, TAB = "<w:r><w:br/></w:r>", "<w:r><w:tab/></w:r>"
PAGE_BREAK = '<w:r><w:br w:type="page"/></w:r>'
BOLD = "<w:b/>"
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập - Tự do - Hạnh phúc"


def soft(lines: str, *, bold: bool = False) -> str:
    """A paragraph of lines, `|` between them, that Shift+Enter ends."""
    runs: list[str] = []
    for line in lines.split("|"):
        runs += [BR, r(line, BOLD if bold else "")]
    return p(*runs[1:])


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            p("Giao Sở Y tế chủ trì, phối hợp với các cơ quan", BR, "có liên quan tổ chức thực hiện."),
            ["Giao Sở Y tế chủ trì, phối hợp với các cơ quan có liên quan tổ chức thực hiện."],
            id="prose-goes-on",
        ),
        pytest.param(
            p(r("ỦY BAN NHÂN DÂN", BOLD), BR, r("TỈNH NAM SƠN", BOLD)),
            ["ỦY BAN NHÂN DÂN TỈNH NAM SƠN"],
            id="name-over-two-lines",
        ),
        pytest.param(
            p("KẾ HOẠCH", BR, "Cải cách hành chính năm 2026"),
            ["KẾ HOẠCH", "Cải cách hành chính năm 2026"],
            id="title-under-type",
        ),
        pytest.param(
            p("Nhiệm vụ:", BR, "- Rà soát thủ tục;", BR, "- Công khai kết quả."),
            ["Nhiệm vụ:", "- Rà soát thủ tục;", "- Công khai kết quả."],
            id="items",
        ),
        pytest.param(
            p("CHỦ TỊCH", BR, "<w:r><w:cr/></w:r>", "Lê Văn Bình"),
            ["CHỦ TỊCH", "Lê Văn Bình"],
            id="carriage-return",
        ),
        pytest.param(
            p("V/v đôn đốc báo cáo kết quả", BR, "Chỉ số hài lòng năm 2025"),
            ["V/v đôn đốc báo cáo kết quả Chỉ số hài lòng năm 2025"],
            id="subject-of-a-letter",
        ),
        pytest.param(
            p("Kết quả thực hiện giai đoạn", BR, "2021-2025 của toàn huyện"),
            ["Kết quả thực hiện giai đoạn 2021-2025 của toàn huyện"],
            id="before-a-figure",
        ),
        pytest.param(
            p(r("Kiểm tra việc giải quyết thủ tục hành chính", BOLD), BR, r("Quý II năm 2025", BOLD)),
            ["Kiểm tra việc giải quyết thủ tục hành chính Quý II năm 2025"],
            id="bold-title",
        ),
        pytest.param(
            p("Số: 21/UBND-NV", BR, "V/v báo cáo định kỳ") + p("Bắc Yên, ngày 02 tháng 5 năm 2025"),
            ["Số: 21/UBND-NV", "V/v báo cáo định kỳ", "Bắc Yên, ngày 02 tháng 5 năm 2025"],
            id="symbol-over-subject",
        ),
        pytest.param(
            p("BAN HÀNH QUY CHẾ TIẾP CÔNG DÂN CỦA CÁC CƠ QUAN TRÊN ĐỊA BÀN") + p("ỦY BAN NHÂN DÂN HUYỆN BẮC YÊN")
            + p("Căn cứ Luật Tiếp công dân;"),
            ["BAN HÀNH QUY CHẾ TIẾP CÔNG DÂN CỦA CÁC CƠ QUAN TRÊN ĐỊA BÀN", "ỦY BAN NHÂN DÂN HUYỆN BẮC YÊN",
             "Căn cứ Luật Tiếp công dân;"],
            id="authority-under-a-title",
        ),
        pytest.param(
            p("Ban hành Quy chế phối hợp giữa các cơ quan") + p("trong giải quyết thủ tục hành chính"),
            ["Ban hành Quy chế phối hợp giữa các cơ quan trong giải quyết thủ tục hành chính"],
            id="title-in-two-paragraphs",
        ),
    ],
)  # fmt: skip
def test_soft_line_ends(body: str, expected: list[str]) -> None:
    assert read_body(body) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # One sentence, title or name.
        ("Giao Sở Y tế chủ trì, phối hợp với Văn phòng Hội đồng nhân dân và Văn phòng|Ủy ban nhân dân tỉnh rà soát.",
         "Giao Sở Y tế chủ trì, phối hợp với Văn phòng Hội đồng nhân dân và Văn phòng Ủy ban nhân dân tỉnh rà soát."),
        ("- Theo dõi việc nộp báo cáo của các phòng chuyên môn và của Chi cục|Quản lý đất đai.",
         "- Theo dõi việc nộp báo cáo của các phòng chuyên môn và của Chi cục Quản lý đất đai."),
        ("Các xã hoàn thành trước|30/6/2025.", "Các xã hoàn thành trước 30/6/2025."),
        ("Thực hiện Nghị quyết số 41-|NQ/TU, giai đoạn 2021-|2025.", "Thực hiện Nghị quyết số 41-NQ/TU, giai đoạn 2021-2025."),
        ("Thực hiện Kế hoạch số 12|/KH-UBND ngày 05/3/2025.", "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/3/2025."),
        ("Danh mục nhiệm vụ nêu tại|Phụ lục II kèm theo.", "Danh mục nhiệm vụ nêu tại Phụ lục II kèm theo."),
        ("ỦY BAN NHÂN DÂN|XÃ ĐỒNG TIẾN", "ỦY BAN NHÂN DÂN XÃ ĐỒNG TIẾN"),
        ("V/v công bố kết quả|PAR INDEX|năm 2024", "V/v công bố kết quả PAR INDEX năm 2024"),
        ("V/v triển khai|Chỉ thị số 5/CT-UBND", "V/v triển khai Chỉ thị số 5/CT-UBND"),
        ("KẾ HOẠCH|Triển khai Nghị quyết số 8/NQ-HĐND|Chương trình chuyển đổi số|giai đoạn 2026-2030",
         "KẾ HOẠCH|Triển khai Nghị quyết số 8/NQ-HĐND Chương trình chuyển đổi số giai đoạn 2026-2030"),
        ("THÔNG BÁO|Kết luận của Phó Chủ tịch tỉnh|Trần Thị Hoa tại phiên họp|Ban Chỉ đạo chuyển đổi số",
         "THÔNG BÁO|Kết luận của Phó Chủ tịch tỉnh Trần Thị Hoa tại phiên họp Ban Chỉ đạo chuyển đổi số"),
        ("BÁO CÁO|TÌNH HÌNH THỰC HIỆN|CÔNG TÁC DÂN VẬN|6 THÁNG ĐẦU NĂM 2025",
         "BÁO CÁO|TÌNH HÌNH THỰC HIỆN CÔNG TÁC DÂN VẬN 6 THÁNG ĐẦU NĂM 2025"),
        # Each a paragraph of its own.
        ("UBND TỈNH NAM SƠN|SỞ NỘI VỤ", "UBND TỈNH NAM SƠN|SỞ NỘI VỤ"),
        ("TỈNH ỦY NAM SƠN|BAN DÂN VẬN|*|Số 12-BC/BDVTU", "TỈNH ỦY NAM SƠN|BAN DÂN VẬN|Số 12-BC/BDVTU"),
        ("Số: 21/UBND-NV|V/v báo cáo|Nam Sơn, ngày     tháng 3 năm 2025",
         "Số: 21/UBND-NV|V/v báo cáo|Nam Sơn, ngày tháng 3 năm 2025"),
        ("V/v báo cáo kết quả|HỎA TỐC", "V/v báo cáo kết quả|HỎA TỐC"),
        ("V/v báo cáo kết quả|Kính gửi: Sở Nội vụ", "V/v báo cáo kết quả|Kính gửi: Sở Nội vụ"),
        ("Về việc rà soát thủ tục|Ngày 05 tháng 3 năm 2025, Sở Nội vụ ban hành Công văn.",
         "Về việc rà soát thủ tục|Ngày 05 tháng 3 năm 2025, Sở Nội vụ ban hành Công văn."),
        ("QUYẾT ĐỊNH|Về việc phê duyệt Đề án|CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH|Căn cứ Luật Viên chức;|Căn cứ Luật Đất đai;",
         "QUYẾT ĐỊNH|Về việc phê duyệt Đề án|CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH|Căn cứ Luật Viên chức;|Căn cứ Luật Đất đai;"),
        ("KẾ HOẠCH|Kiểm tra công vụ|(Kèm theo Quyết định số 5/QĐ-UBND|ngày 03/3/2025 của Ủy ban nhân dân xã)",
         "KẾ HOẠCH|Kiểm tra công vụ|(Kèm theo Quyết định số 5/QĐ-UBND ngày 03/3/2025 của Ủy ban nhân dân xã)"),
        ("BÁO CÁO|Kết quả công tác dân vận|Thực hiện Công văn số 5/SNV-VP, Ủy ban nhân dân xã báo cáo như sau:",
         "BÁO CÁO|Kết quả công tác dân vận|Thực hiện Công văn số 5/SNV-VP, Ủy ban nhân dân xã báo cáo như sau:"),
        ("Nơi nhận:|- Như trên;|- Thường trực HĐND xã,|UBND xã;|- Lưu: VT",
         "Nơi nhận:|- Như trên;|- Thường trực HĐND xã, UBND xã;|- Lưu: VT"),
        ("Nơi nhận:|- Như trên|- Sở Tài chính (để phối hợp)|- Lưu VT",
         "Nơi nhận:|- Như trên|- Sở Tài chính (để phối hợp)|- Lưu VT"),
        ("KT. GIÁM ĐỐC|PHÓ GIÁM ĐỐC||(Đã ký)||Lê Văn Bình", "KT. GIÁM ĐỐC|PHÓ GIÁM ĐỐC|(Đã ký)|Lê Văn Bình"),
        ("TL. BỘ TRƯỞNG|VỤ TRƯỞNG VỤ CÔNG CHỨC|Lê Văn Bình", "TL. BỘ TRƯỞNG|VỤ TRƯỞNG VỤ CÔNG CHỨC|Lê Văn Bình"),
        ("Sở Nội vụ tỉnh Nam Sơn|12 đường Hùng Vương, phường 1|Điện thoại: 0263 3811 222",
         "Sở Nội vụ tỉnh Nam Sơn|12 đường Hùng Vương, phường 1|Điện thoại: 0263 3811 222"),
        ("Người liên hệ: Lê Thị Mai, chuyên viên Phòng Cải cách hành chính, Sở Nội vụ|Thư điện tử: mai@namson.gov.vn",
         "Người liên hệ: Lê Thị Mai, chuyên viên Phòng Cải cách hành chính, Sở Nội vụ|Thư điện tử: mai@namson.gov.vn"),
        ("Dự họp có đồng chí Trần Thị Hoa, Phó Giám đốc Sở Nội vụ tỉnh|Đồng chí Lê Văn Bình, Chánh Văn phòng",
         "Dự họp có đồng chí Trần Thị Hoa, Phó Giám đốc Sở Nội vụ tỉnh|Đồng chí Lê Văn Bình, Chánh Văn phòng"),
        ("Chương II|Quy định cụ thể", "Chương II|Quy định cụ thể"),
        ("1. Nâng cao chất lượng cung cấp dịch vụ công trực tuyến toàn trình|Các xã bố trí đủ người hướng dẫn.",
         "1. Nâng cao chất lượng cung cấp dịch vụ công trực tuyến toàn trình|Các xã bố trí đủ người hướng dẫn."),
        ("Căn cứ Nghị quyết số 8/NQ-HĐND ngày 10/7/2025 của Hội đồng nhân dân tỉnh|Căn cứ Kế hoạch số 12/KH-UBND;",
         "Căn cứ Nghị quyết số 8/NQ-HĐND ngày 10/7/2025 của Hội đồng nhân dân tỉnh|Căn cứ Kế hoạch số 12/KH-UBND;"),
        ("Các xã báo cáo trước ngày 20 hằng tháng về Sở Nội vụ để tổng hợp.|Sở Nội vụ đôn đốc.",
         "Các xã báo cáo trước ngày 20 hằng tháng về Sở Nội vụ để tổng hợp.|Sở Nội vụ đôn đốc."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("bold", [False, True])
def test_what_a_soft_line_end_parts(lines: str, expected: str, bold: bool) -> None:
    assert read_body(soft(lines, bold=bold)) == expected.split("|")


def test_a_title_goes_on_below_the_kind_of_document_in_a_paragraph_of_its_own() -> None:
    body = p(r("KẾ HOẠCH", BOLD)) + soft("Kiểm tra công vụ|Đợt 1 năm 2026", bold=True)
    assert read_body(body) == ["KẾ HOẠCH", "Kiểm tra công vụ Đợt 1 năm 2026"]
    # Elsewhere two short lines are two.
    assert read_body(p("Phân công") + soft("Kiểm tra công vụ|Đợt 1 năm 2026")) == [
        "Phân công", "Kiểm tra công vụ", "Đợt 1 năm 2026",
    ]  # fmt: skip


def test_a_heading_in_bold_and_the_text_below_it() -> None:
    body = p(r("Nâng cao chất lượng phục vụ của bộ phận một cửa cấp xã", BOLD), BR, "Các xã bố trí đủ người.")
    assert read_body(body) == [
        "Nâng cao chất lượng phục vụ của bộ phận một cửa cấp xã",
        "Các xã bố trí đủ người.",
    ]


def test_a_letterhead_and_a_signature_in_cells_of_soft_lines() -> None:
    letterhead = tbl(
        tr(
            tc(
                soft(
                    "UBND HUYỆN AN BÌNH|PHÒNG NỘI VỤ|-------|Số: 15/PNV-CC|V/v rà soát biên chế|Đơn vị sự nghiệp năm 2026"
                )
            ),
            tc(soft(f"{STATE}|------------|An Bình, ngày 05 tháng 3 năm 2026")),
        )
    )
    signature = tbl(
        tr(tc(soft("Nơi nhận:|- Như trên;|- Lưu: VT.")), tc(soft("TRƯỞNG PHÒNG||||Lê Văn Bình", bold=True)))
    )
    assert read_body(letterhead + p("Nội dung công văn.") + signature) == [
        "UBND HUYỆN AN BÌNH", "PHÒNG NỘI VỤ", "Số: 15/PNV-CC", "V/v rà soát biên chế Đơn vị sự nghiệp năm 2026",
        *STATE.split("|"), "An Bình, ngày 05 tháng 3 năm 2026", "Nội dung công văn.",
        "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TRƯỞNG PHÒNG", "Lê Văn Bình",
    ]  # fmt: skip


def test_columns_typed_with_tabs_in_one_paragraph() -> None:
    body = p(
        "UBND XÃ AN BÌNH",
        TAB,
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        BR,
        "VĂN PHÒNG",
        TAB,
        "Độc lập - Tự do - Hạnh phúc",
    )
    assert read_body(body) == ["UBND XÃ AN BÌNH", "VĂN PHÒNG", *STATE.split("|")]


def test_below_the_last_recipient_begins_something_else() -> None:
    body = p("Nơi nhận:") + p("- Như trên;") + p("- Lưu VT") + p("Ghi chú về biểu mẫu báo cáo")
    assert read_body(body) == ["Nơi nhận:", "- Như trên;", "- Lưu VT", "Ghi chú về biểu mẫu báo cáo"]


def test_a_page_break_inside_a_paragraph_parts_what_a_soft_line_end_parts() -> None:
    assert read_body(p("Điều 3. Các xã thi hành Quyết định này.", PAGE_BREAK, "PHỤ LỤC I")) == [
        "Điều 3. Các xã thi hành Quyết định này.", "PHỤ LỤC I",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            p("UBND HUYỆN AN BÌNH", TAB, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
            + p("PHÒNG NỘI VỤ", TAB, TAB, "Độc lập - Tự do - Hạnh phúc")
            + p("Số: 15/BC-PNV", TAB, "An Bình, ngày 05 tháng 3 năm 2025")
            + p("BÁO CÁO"),
            ["UBND HUYỆN AN BÌNH", "PHÒNG NỘI VỤ", "Số: 15/BC-PNV", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
             "Độc lập - Tự do - Hạnh phúc", "An Bình, ngày 05 tháng 3 năm 2025", "BÁO CÁO"],
            id="letterhead-by-tabs",
        ),
        pytest.param(
            p("SỞ TƯ PHÁP          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
            + p("Số:      /STP-VP          Độc lập - Tự do - Hạnh phúc"),
            ["SỞ TƯ PHÁP", "Số: /STP-VP", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
            id="letterhead-by-spaces",
        ),
        pytest.param(
            p("Nơi nhận:", TAB, "TM. ỦY BAN NHÂN DÂN") + p("- Như trên;", TAB, "CHỦ TỊCH") + p("- Sở Nội vụ;")
            + p("- Lưu: VT.") + p(TAB, TAB, "Trần Thị Hoa"),
            ["Nơi nhận:", "- Như trên;", "- Sở Nội vụ;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Thị Hoa"],
            id="signature-by-tabs",
        ),
        pytest.param(
            p("NGƯỜI LẬP BIỂU", TAB, "THỦ TRƯỞNG ĐƠN VỊ") + p("Vũ Thị Lan", TAB, "Đỗ Văn Minh"),
            ["NGƯỜI LẬP BIỂU", "Vũ Thị Lan", "THỦ TRƯỞNG ĐƠN VỊ", "Đỗ Văn Minh"],
            id="two-who-sign",
        ),
        pytest.param(
            p("Số:", TAB, "/KH-UBND") + p("Nam Sơn, ngày", TAB, "tháng", TAB, "năm 2025"),
            ["Số: /KH-UBND", "Nam Sơn, ngày tháng năm 2025"],
            id="room-for-a-number",
        ),
        pytest.param(
            p("Tổng số hồ sơ:", TAB, "125 hồ sơ"), ["Tổng số hồ sơ: 125 hồ sơ"], id="a-form-is-one-line"
        ),
        pytest.param(
            p(TAB, "1. Giao Sở Y tế rà soát.") + p(TAB, "2. Giao Sở Nội vụ đôn đốc."),
            ["1. Giao Sở Y tế rà soát.", "2. Giao Sở Nội vụ đôn đốc."],
            id="indented-by-tabs",
        ),
    ],
)  # fmt: skip
def test_columns_typed_with_tabs(body: str, expected: list[str]) -> None:
    assert read_body(body) == expected
