"""Which citations mean the same document."""

from __future__ import annotations

import pytest

from extract.database.works import citation_work
from extract.facts import Citation


def cite(symbol: str | None = None, date: str | None = None, **fields: object) -> Citation:
    return Citation(start=0, end=1, rule="t", symbol=symbol, date=date, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((cite("49/QĐ-UBND", "2021-01-09"), "Bến Tre"), (cite("49/QĐ-UBND", "2021-03-02"), "Bến Tre"), True),
        ((cite("49/QĐ-UBND", "2021-01-09"), "Bến Tre"), (cite("49/QĐ-UBND", "2021-01-09"), "Gia Lai"), False),
        ((cite("49/QĐ-UBND", "2021-01-09"), "Bến Tre"), (cite("49/QĐ-UBND", "2022-01-09"), "Bến Tre"), False),
        (
            (cite("45/2020/NĐ-CP", year=2020), "Bến Tre"),
            (cite("45/2020/NĐ-CP", "2020-04-08"), "Gia Lai"),
            True,
        ),
        ((cite("66-NQ/TW", "2025-04-30"), None), (cite("66-NQ/TW", "2025-04-30"), "Gia Lai"), True),
        ((cite("05/CT-UBND", "2021-01-09"), "Bến Tre"), (cite("5/CT-UBND", "2021-01-09"), "Bến Tre"), True),
    ],
)
def test_works(one: tuple[Citation, str | None], other: tuple[Citation, str | None], same: bool) -> None:
    assert (citation_work(*one) == citation_work(*other)) is same


def test_a_mention_without_date_means_the_dated_one_beside_it() -> None:
    dated, bare = cite("10/KH-UBND", "2024-05-06"), cite("10/KH-UBND")
    assert citation_work(bare, "Bến Tre", [dated, bare]) == citation_work(dated, "Bến Tre")


def test_laws_are_known_by_name_and_year() -> None:
    old, new = cite(name="Luật Đất đai", year=2013), cite(name="Luật Đất đai", year=2024)
    assert citation_work(old, None) != citation_work(new, None)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (cite(name="Luật Đất đai", year=2024), cite("31/2024/QH15", name="Luật Đất đai", year=2024), True),
        (cite(name="Luật Đất đai", year=2024), cite(name="Luật Đất đai", date="2024-01-18"), True),
        (cite(name="Luật Đất đai", date="2013-11-29"), cite(name="Luật Đất đai", date="2024-01-18"), False),
        (cite(name="Luật Đất đai"), cite(name="Luật Đất đai", date="2024-01-18"), False),
        (
            cite(name="Luật Ban hành văn bản QPPL"),
            cite(name="Luật Ban hành văn bản quy phạm pháp luật"),
            True,
        ),
        (cite(name="Luật Đầu tư"), cite(name="Luật Đầu tư công"), False),
    ],
)
def test_a_law_is_its_name_and_year(one: Citation, other: Citation, same: bool) -> None:
    assert (citation_work(one, None) == citation_work(other, None)) is same


def test_a_law_named_without_year_means_the_one_that_the_document_gives_in_full() -> None:
    whole, bare = cite("31/2024/QH15", name="Luật Đất đai", year=2024), cite(name="Luật Đất đai")
    old = cite(name="Luật Đất đai", year=2013)
    number = cite("31/2024/QH15", year=2024)
    around = [whole, bare, number]
    assert citation_work(bare, None, around) == citation_work(whole, None, around)
    assert citation_work(number, None, around) == citation_work(whole, None, around)
    assert citation_work(bare, None, [*around, old]) != citation_work(whole, None, [*around, old])
