"""Recipients and signature."""

from __future__ import annotations

import pytest

from tests.structure.factories import body


@pytest.mark.parametrize(
    ("lines", "title", "name"),
    [
        (("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Hoàng Nam"), "KT. CHỦ TỊCH - PHÓ CHỦ TỊCH", "Hoàng Nam"),
        (("KT.CHỦ TỊCH", "PHÓ CHỦ TỊCH", "PHẠM VĂN MẠNH"), "KT. CHỦ TỊCH - PHÓ CHỦ TỊCH", "Phạm Văn Mạnh"),
        (("KT. CHỦ TỊCH PHÓ CHỦ TỊCH Hoàng Nam",), "KT. CHỦ TỊCH - PHÓ CHỦ TỊCH", "Hoàng Nam"),
        (("TM. UBND XÃ KT. CHỦ TỊCH PHÓ CHỦ TỊCH", "Lê Thị Hoa"), "TM. UBND XÃ - KT. CHỦ TỊCH - PHÓ CHỦ TỊCH", "Lê Thị Hoa"),
        (("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "(Đã ký)", "Ksor Lan"), "TM. ỦY BAN NHÂN DÂN - CHỦ TỊCH", "Ksor Lan"),
        (("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Vũ Minh Tâm"), "TL. CHỦ TỊCH - CHÁNH VĂN PHÒNG", "Vũ Minh Tâm"),
        (("KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM", "Trần Văn Sơn"), "KT. BỘ TRƯỞNG, CHỦ NHIỆM - PHÓ CHỦ NHIỆM", "Trần Văn Sơn"),
        (("TUQ. BỘ TRƯỞNG", "VỤ TRƯỞNG VỤ CẢI CÁCH HÀNH CHÍNH", "Phạm Minh Hùng"), "TUQ. BỘ TRƯỞNG - VỤ TRƯỞNG VỤ CẢI CÁCH HÀNH CHÍNH", "Phạm Minh Hùng"),
        (("Q. GIÁM ĐỐC", "ThS. Nguyễn Đức Anh"), "Q. GIÁM ĐỐC", "Nguyễn Đức Anh"),
        (("GIÁM ĐỐC", "Thiếu tướng Đinh Văn Nơi"), "GIÁM ĐỐC", "Đinh Văn Nơi"),
        (("CHÁNH VĂN PHÒNG", "Nguyễn Quốc Việt"), "CHÁNH VĂN PHÒNG", "Nguyễn Quốc Việt"),
        (("T/M BAN CHỈ ĐẠO", "TRƯỞNG BAN", "Y Thanh Niê"), "TM. BAN CHỈ ĐẠO - TRƯỞNG BAN", "Y Thanh Niê"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("signed_first", [False, True])
def test_signature(lines: tuple[str, ...], title: str, name: str, signed_first: bool) -> None:
    listed = ("Nơi nhận:", "- Như trên;", "- Lưu: VT.")
    parts = (*lines, *listed) if signed_first else (*listed, *lines)
    doc = body("1. Các đơn vị thực hiện nghiêm túc./.", *parts, "PHỤ LỤC", "DANH MỤC")
    assert (doc.signature.title, doc.signature.name) == (title, name)
    assert list(doc.recipients) == ["Như trên", "Lưu: VT"]
    assert doc.sections[-1].path == "Phụ lục"


def test_a_signature_without_recipients() -> None:
    doc = body("1. Các đơn vị thực hiện./.", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Hoàng Nam")
    assert (doc.signature.name, doc.recipients) == ("Hoàng Nam", ())


@pytest.mark.parametrize(
    ("lines", "items"),
    [
        (("Nơi nhận:", "- Như trên;", "- CT, các PCT;", "- Lưu: VT, NV."), ["Như trên", "CT, các PCT", "Lưu: VT, NV"]),
        (("Nơi nhận: - Như trên; - Sở Tư pháp (b/c); - Lưu: VT.",), ["Như trên", "Sở Tư pháp (b/c)", "Lưu: VT"]),
        (("NƠI NHẬN:", "+ Như Điều 3;", "+ Lưu VT."), ["Như Điều 3", "Lưu VT"]),
        (("Nơi nhận:", "- VPUB: CVP, các PCVP,", "các phòng nghiên cứu;", "- Lưu: VT."), ["VPUB: CVP, các PCVP, các phòng nghiên cứu", "Lưu: VT"]),
        (("Nơi nhận:", "Như trên;", "Sở Tài chính;", "Lưu: VT."), ["Như trên", "Sở Tài chính", "Lưu: VT"]),
    ],
)  # fmt: skip
def test_recipients(lines: tuple[str, ...], items: list[str]) -> None:
    doc = body("1. Các đơn vị thực hiện.", *lines, "CHỦ TỊCH", "Lê Văn Tâm")
    assert list(doc.recipients) == items
    assert doc.signature.name == "Lê Văn Tâm"


def test_the_authority_that_decides_is_no_signature() -> None:
    doc = body("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", "Điều 1. Phê duyệt Kế hoạch.", "Điều 2. Thi hành.")
    assert doc.signature.name is None
    assert [s.label for s in doc.sections] == ["Điều 1", "Điều 2"]


def test_recipients_and_signature_written_down_row_by_row() -> None:
    lines = (
        "Nơi nhận:",
        "TM. ỦY BAN NHÂN DÂN",
        "- Như trên;",
        "KT. CHỦ TỊCH",
        "- Sở Nội vụ;",
        "PHÓ CHỦ TỊCH",
    )
    doc = body("1. Các đơn vị thực hiện./.", *lines, "- Lưu: VT.", "Lò Văn Pâng")
    assert list(doc.recipients) == ["Như trên", "Sở Nội vụ", "Lưu: VT"]
    assert doc.signature.title == "TM. ỦY BAN NHÂN DÂN - KT. CHỦ TỊCH - PHÓ CHỦ TỊCH"
    assert doc.signature.name == "Lò Văn Pâng"
    assert [s.path for s in doc.sections] == ["1"]
