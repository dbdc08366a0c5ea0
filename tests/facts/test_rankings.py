"""Rankings in sentences as reports and newspapers write them."""

from __future__ import annotations

from typing import Any

import pytest

from extract.facts import Pipeline
from extract.facts.model import Ranking
from extract.reading import read_text
from extract.structure import analyse


def rankings(text: str) -> list[Ranking]:
    return list(Pipeline()(analyse(read_text(text))).rankings)


def r(rank: int | None, **fields: Any) -> dict[str, Any]:
    return {"rank": rank, **fields}


CASES: list[tuple[str, list[dict[str, Any]]]] = [
    (
        "Năm 2021, chỉ số CCHC của tỉnh An Giang chỉ đạt 84,12%, xếp hạng 52/63, tụt 21 bậc so với năm 2020.",
        [
            r(
                52,
                out_of=63,
                change=-21,
                subject="tỉnh An Giang",
                index_name="PAR INDEX",
                year=2021,
                is_target=False,
            )
        ],
    ),
    (
        "Quảng Ninh năm thứ bảy liên tiếp giữ vị trí quán quân bảng xếp hạng PCI 2023; Long An đứng thứ hai (70,94 điểm), Hải Phòng thứ ba (70,34 điểm).",
        [
            r(1, subject="tỉnh Quảng Ninh", year=2023),
            r(2, subject="tỉnh Long An"),
            r(3, subject="thành phố Hải Phòng", index_name="PCI"),
        ],
    ),
    (
        "Theo DDCI năm 2023, dẫn đầu là huyện Vũ Thư; xếp thứ hai là thành phố Thái Bình; cuối bảng là huyện Kiến Xương với 80,33 điểm.",
        [
            r(1, subject="huyện Vũ Thư"),
            r(2, subject="thành phố Thái Bình"),
            r(None, group="cuối bảng", subject="huyện Kiến Xương", year=2023),
        ],
    ),
    (
        "Tỉnh Đắk Lắk xếp vị trí 60/63 về PAR INDEX năm 2020 (giảm 13 bậc), vị trí 45/63 về SIPAS (tăng 5 bậc) và vị trí 28/63 về PCI.",
        [
            r(60, change=-13, index_name="PAR INDEX", year=2020, subject="tỉnh Đắk Lắk"),
            r(45, change=5, index_name="SIPAS", subject="tỉnh Đắk Lắk"),
            r(28, change=None, index_name="PCI"),
        ],
    ),
    (
        "So với năm 2018, chỉ số PCI của Vĩnh Long năm 2019 tăng 5 bậc, từ hạng 8 lên hạng 3.",
        [r(3, change=5, year=2019, subject="tỉnh Vĩnh Long"), r(8, year=2018)],
    ),
    (
        "Tỉnh phấn đấu đến năm 2025, PAR INDEX, SIPAS, PAPI nằm trong top 15 và PCI nằm trong top 10 cả nước.",
        [
            r(None, group="top 15", index_name="PAR INDEX", is_target=True, year=2025),
            r(None, group="top 15", index_name="SIPAS"),
            r(None, group="top 15", index_name="PAPI"),
            r(None, group="top 10 cả nước", index_name="PCI", year=2025),
        ],
    ),
    (
        "Mục tiêu đến năm 2030, Chỉ số chuyển đổi số của thành phố Huế thuộc nhóm 10 địa phương dẫn đầu.",
        [
            r(
                None,
                group="nhóm 10 địa phương dẫn đầu",
                is_target=True,
                year=2030,
                index_name="DTI",
                subject="thành phố Huế",
            )
        ],
    ),
    (
        "Về chuyển đổi số, năm 2022 tỉnh Lạng Sơn đứng thứ 9/63 tỉnh, thành phố.",
        [r(9, out_of=63, index_name="DTI", year=2022, subject="tỉnh Lạng Sơn")],
    ),
    (
        "UBND huyện Tân Hồng năm 2022 xếp hạng 10/12, năm 2023 vươn lên hạng 4/12 huyện, thành phố.",
        [r(10, out_of=12, year=2022, subject="Ủy ban nhân dân huyện Tân Hồng"), r(4, out_of=12, year=2023)],
    ),
    (
        "Trong 5 năm (2018 - 2022), PAR INDEX của thành phố Cần Thơ lần lượt xếp thứ 41, 35, 28, 22 và 18.",
        [
            r(41, year=2018),
            r(35, year=2019),
            r(28, year=2020),
            r(22, year=2021),
            r(18, year=2022, subject="thành phố Cần Thơ"),
        ],
    ),
    (
        "Năm 2023, Sở Y tế thoát khỏi nhóm cuối bảng Chỉ số CCHC, vươn lên vị trí thứ 8/20.",
        [r(8, out_of=20, subject="Sở Y tế", year=2023, index_name="PAR INDEX")],
    ),
    (
        "GII năm 2023 của Việt Nam xếp thứ 46/132 quốc gia, tăng 2 bậc so với năm 2022.",
        [r(46, out_of=132, change=2, index_name="GII", subject="Việt Nam", year=2023)],
    ),
    (
        "Đồng Tháp và Bà Rịa - Vũng Tàu lần lượt xếp thứ tư và thứ năm về PCI năm 2022.",
        [r(4, subject="tỉnh Đồng Tháp", year=2022), r(5, subject="tỉnh Bà Rịa - Vũng Tàu", index_name="PCI")],
    ),
    (
        "Theo PAPI 2022, Bình Dương tụt 17 bậc, rơi xuống vị trí 21.",
        [r(21, change=-17, subject="tỉnh Bình Dương", year=2022)],
    ),
    (
        "Chỉ số cải cách hành chính năm 2019 của Bộ Nội vụ đứng thứ 4/17 bộ, cơ quan ngang bộ.",
        [r(4, out_of=17, subject="Bộ Nội vụ", year=2019)],
    ),
    (
        "Trong bảng xếp hạng PII 2023, Hà Nội đứng đầu; TP. Hồ Chí Minh xếp thứ hai.",
        [
            r(1, subject="thành phố Hà Nội", index_name="PII", year=2023),
            r(2, subject="Thành phố Hồ Chí Minh"),
        ],
    ),
    (
        "Ba địa phương dẫn đầu SIPAS năm 2022 lần lượt là Quảng Ninh, Thái Nguyên và Thanh Hóa; xếp cuối bảng là Quảng Nam, Bình Thuận.",
        [
            r(1, subject="tỉnh Quảng Ninh"),
            r(2, subject="tỉnh Thái Nguyên"),
            r(3, subject="tỉnh Thanh Hóa"),
            r(None, group="cuối bảng", subject="tỉnh Quảng Nam"),
            r(None, group="cuối bảng", subject="tỉnh Bình Thuận", year=2022, index_name="SIPAS"),
        ],
    ),
    (
        "Chỉ số “Gia nhập thị trường” của PCI năm 2021 đạt 7,41 điểm, giảm 12 bậc.",
        [r(None, change=-12, index_name="PCI - Gia nhập thị trường", year=2021)],
    ),
    (
        "Thanh Hóa có ba năm liên tiếp đứng đầu vùng về PAR INDEX trong các năm 2020, 2021 và 2022.",
        [r(1, year=2020), r(1, year=2021), r(1, year=2022, subject="tỉnh Thanh Hóa")],
    ),
    ("Người đứng đầu các sở, ngành chịu trách nhiệm về thứ hạng PAR INDEX.", []),
    ("Lễ trao giải cho đơn vị đạt giải nhất, giải nhì Hội thi cải cách hành chính.", []),
    ("Trong 8 chỉ số nội dung của PAPI năm 2023, Bắc Ninh có 5 nội dung thuộc nhóm cao nhất.", []),
    ("Có 45/63 tỉnh, thành phố đạt Chỉ số CCHC trên 85%.", []),
    ("Hoàn thiện đề án vị trí việc làm, chuyển đổi vị trí công tác của 03 công chức hạng III.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:50] for c in CASES])
def test_rankings_of_a_sentence(text: str, expected: list[dict[str, Any]]) -> None:
    found = rankings(text)
    assert [{k: getattr(f, k) for k in e} for f, e in zip(found, expected, strict=False)] == expected
    assert len(found) == len(expected)


NEWS = """Hải Phòng tăng hạng ở bảng xếp hạng PAR INDEX
Ban Chỉ đạo vừa công bố Chỉ số cải cách hành chính năm 2020 của các địa phương. Năm 2019, Hải Phòng cũng đứng ở vị trí thứ ba.
Tỉnh Bến Tre xếp thứ 36. Địa phương này tụt 4 bậc so với năm trước.
Năm 2018, tỉnh xếp cuối bảng là Đắk Nông. Kon Tum đứng áp chót."""


def test_what_a_sentence_leaves_out_comes_from_before() -> None:
    found = [(f.subject, f.rank, f.group, f.change, f.index_name, f.year) for f in rankings(NEWS)]
    assert found == [
        ("thành phố Hải Phòng", 3, None, None, "PAR INDEX", 2019),
        ("tỉnh Bến Tre", 36, None, None, "PAR INDEX", 2020),
        ("tỉnh Bến Tre", None, None, -4, "PAR INDEX", 2020),
        ("tỉnh Đắk Nông", None, "cuối bảng", None, "PAR INDEX", 2018),
        ("tỉnh Kon Tum", None, "áp chót", None, "PAR INDEX", 2018),
    ]
