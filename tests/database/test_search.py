"""Searching: what is found, what is shown, and that nothing typed is an error."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.database.search import Filters, Hit, fts_query, highlight, parse_words, provinces_named, search
from tests.database.asking import Office

TODAY = date(2025, 6, 15)


def text_document(office: Office, ident: str, *sections: str, **fields: object) -> str:
    text = "\n".join(sections)
    office.document(ident, text=text, **fields)
    start = 0
    for i, section in enumerate(sections):
        end = start + len(section)
        row = {
            "id": f"{ident}-s{start}",
            "document_id": ident,
            "ordinal": i,
            "level": 1,
            "label": f"{i + 1}.",
        }
        office.db.table("sections").insert(
            {**row, "path": str(i + 1), "start": start, "end": end, "own_end": end, "heading": None}
        )
        start = end + 1
    return ident


@pytest.fixture(scope="module")
def office() -> Office:
    office = Office()
    home, digital = office.body("Sở Nội vụ", "Cao Bằng"), office.body("Sở Khoa học và Công nghệ", "Cao Bằng")
    committee = office.body("Ủy ban nhân dân tỉnh Cao Bằng", "Cao Bằng", "ubnd")
    first = text_document(
        office,
        "a",
        "Đẩy mạnh chuyển đổi số tại bộ phận một cửa điện tử.",
        "Rà soát vị trí việc làm của công chức cấp xã.",
        province="Cao Bằng",
        subject="Kết luận phiên họp tháng Năm",
        issuer="Ủy ban nhân dân tỉnh Cao Bằng",
        issuer_organisation_id=committee,
    )
    second = text_document(
        office, "b", "Đo lường sự hài lòng của người dân về dịch vụ công.", issued_on="2024-03-01", province="Huế",
        subject="Kế hoạch khảo sát", number=205, symbol="KH-UBND", doc_type="Kế hoạch",
    )  # fmt: skip
    by = {"assigned_by": "Ủy ban nhân dân tỉnh Cao Bằng", "assigned_by_organisation_id": committee}
    office.directive(
        first,
        "Đẩy mạnh chuyển đổi số tại bộ phận một cửa điện tử",
        digital,
        due="2025-06-30",
        kind="by",
        **by,
    )
    office.directive(
        first,
        "Rà soát vị trí việc làm của công chức",
        home,
        coordinate=(digital,),
        due="2025-05-31",
        kind="by",
        **by,
    )
    office.directive(second, "Đo lường sự hài lòng về dịch vụ công", home, due="2023-12-31", kind="by")
    office.directive(second, "Công bố chuyển đổi nguyên trạng", home, confidence=0.5)
    office.db.execute(
        "update directives set section_id = document_id || '-s0' where document_id = 'a' and start = 0"
    )
    fact = {"document_id": first, "start": 0, "end": 4, "confidence": 0.9}
    office.db.table("citations").insert(
        {
            "id": "a-c0",
            **fact,
            "quote": "Quyết định số 315/QĐ-UBND",
            "doc_type": "Quyết định",
            "symbol": "315/QĐ-UBND",
        }
    )
    office.db.table("scores").insert(
        {"id": "a-p0", **fact, "quote": "Sở KH&CN đạt 88,1 điểm", "value": 88.1, "unit": "điểm",
         "subject": "Sở Khoa học và Công nghệ", "subject_organisation_id": digital}
    )  # fmt: skip
    office.db.table("deadlines").insert(
        {
            "id": "a-d9",
            **fact,
            "quote": "trước ngày 01/8/2025",
            "due": "2025-08-01",
            "kind": "before",
            "task": "Nộp báo cáo",
        }
    )
    return office


def found(hits: list[Hit]) -> list[str]:
    return [hit.title for hit in hits]


@pytest.mark.parametrize(
    "words",
    ["đẩy mạnh", "day manh", "ĐẨY MẠNH", "chuyển đổi số", "chuyen doi so", '"một cửa điện tử"', '"mot cua"', "dien* cua",
     "điện-tử", "tử điện", "chuyển đổi số một cửa", "đẩy mạnh", '"chuyển đổi số', "chuyển, đổi; số!"],
)  # fmt: skip
def test_words_are_found_with_and_without_accents(office: Office, words: str) -> None:
    assert found(search(office.db, words)) == ["Đẩy mạnh chuyển đổi số tại bộ phận một cửa điện tử"]


@pytest.mark.parametrize("words", ['"đổi chuyển"', "nôi", "chuyển đổi số xyz", "chuy"])
def test_what_is_not_there_is_not_found(office: Office, words: str) -> None:
    assert search(office.db, words) == []


@pytest.mark.parametrize(
    ("within", "words", "ident"),
    [
        ("sections", "vị trí việc làm", "a-s52"),
        ("documents", "khao sat", "b"),
        ("documents", "hai long", "b"),
        ("citations", "315/QĐ-UBND", "a-c0"),
        ("citations", "315/qd", "a-c0"),
        ("scores", "khoa hoc cong nghe", "a-p0"),
        ("deadlines", "nop bao cao", "a-d9"),
    ],
)
def test_each_kind_is_searched_by_its_own_words(office: Office, within: str, words: str, ident: str) -> None:
    assert [hit.id for hit in search(office.db, words, within=within)] == [ident]  # type: ignore[arg-type]


def body(office: Office, name: str) -> tuple[str, ...]:
    return tuple(i for (i,) in office.db.execute("select id from organisations where name = ?", [name]))


def test_filters_narrow_and_can_be_combined(office: Office) -> None:
    home, digital = body(office, "Sở Nội vụ"), body(office, "Sở Khoa học và Công nghệ")
    committee = body(office, "Ủy ban nhân dân tỉnh Cao Bằng")

    def ask(words: str = "", **filters: object) -> set[str]:
        hits = search(office.db, words, filters=Filters(**filters), as_of=TODAY)  # type: ignore[arg-type]
        return {hit.title.split()[0] for hit in hits}

    assert ask(owners=home) == {"Rà", "Đo", "Công"}
    assert ask(owners=digital) == {"Đẩy", "Rà"}
    assert ask("chuyển đổi", owners=home) == {"Công"}
    assert ask(owners=home, min_confidence=0.8) == {"Rà", "Đo"}
    assert ask(assigners=committee) == {"Đẩy", "Rà"}
    assert ask(province=("Huế",)) == {"Đo", "Công"}
    assert ask(due_after=date(2025, 6, 1)) == {"Đẩy"}
    assert ask(due_before=date(2025, 6, 1)) == {"Rà", "Đo"}
    assert ask(overdue_on=TODAY) == {"Rà"}
    assert ask(owners=home, overdue_on=TODAY, assigners=committee, province=("Cao Bằng",)) == {"Rà"}
    assert ask("chuyển đổi", overdue_on=TODAY) == set()


def test_sections_and_documents_are_filtered_by_the_directives_in_them(office: Office) -> None:
    digital = body(office, "Sở Khoa học và Công nghệ")
    assert [h.id for h in search(office.db, "", within="sections", filters=Filters(owners=digital))] == [
        "a-s0"
    ]
    assert [h.id for h in search(office.db, "", within="documents", filters=Filters(owners=digital))] == ["a"]
    assert search(office.db, "", within="documents", filters=Filters(due_after=date(2026, 1, 1))) == []


def test_facts_are_filtered_by_their_own_body_and_day(office: Office) -> None:
    digital = body(office, "Sở Khoa học và Công nghệ")
    assert [h.id for h in search(office.db, "", within="scores", filters=Filters(owners=digital))] == ["a-p0"]
    exclusive = Filters(due_after=date(2025, 7, 31), due_before=date(2025, 7, 31))
    assert [h.id for h in search(office.db, "", within="deadlines", filters=exclusive)] == ["a-d9"]


def test_a_hit_tells_its_place_owner_and_days_left(office: Office) -> None:
    (hit,) = search(office.db, "chuyển đổi số", as_of=TODAY)
    assert (hit.document, hit.issued_on, hit.section, hit.owners) == (
        "Thông báo 12/TB-UBND", "2025-05-05", "1", "Sở Khoa học và Công nghệ",
    )  # fmt: skip
    assert (hit.due, hit.days_left) == ("2025-06-30", 15)
    assert [hit.snippet[a:b] for a, b in hit.marks] == ["chuyển", "đổi", "số"]


def test_nothing_to_look_for_is_refused(office: Office) -> None:
    for words in ("", "  ", '"', "-*:", "\x00"):
        with pytest.raises(ValueError):
            search(office.db, words)


@pytest.mark.parametrize(
    "words",
    ["NEAR(a b)", "a AND", "OR", "NOT x", "a:b", "{action}: x", "^a", "a + b", "(((", "a\"b\"c", "*", "x*y", "đ*", "-a", "a\x00b",
     "col : \"x", "\udcff\udcfe x", "'; drop table directives; --", "🙂 x", "a" * 5000, "x " * 5000],
)  # fmt: skip
def test_no_character_of_a_query_is_an_error(office: Office, words: str) -> None:
    for within in ("directives", "sections", "documents", "figures"):
        search(office.db, words + " z", within=within)  # type: ignore[arg-type]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(st.characters(codec=None), max_size=60))
def test_any_text_can_be_searched_for(office: Office, words: str) -> None:
    if parse_words(words):
        search(office.db, words)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Sở Nội vụ", '"so" "noi" "vu"'),
        ('"Sở Nội vụ" 2025', '"so noi vu" "2025"'),
        ("49/QĐ-UBND", '"49 qd ubnd"'),
        ("noi*", '"noi" *'),
        ("a a A", '"a"'),
        ('"chưa đóng', '"chua dong"'),
    ],
)
def test_only_words_are_left_of_a_query(text: str, query: str) -> None:
    assert fts_query(parse_words(text)) == query


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("Sở Nội vụ chủ trì", "so noi", ["Sở", "Nội"]),
        ("Sở Nội vụ chủ trì", '"noi vu"', ["Nội vụ"]),
        ("đề nghị, Đề án", "de*", ["đề", "Đề"]),
        ("QĐ-UBND ngày", "qd-ubnd", ["QĐ-UBND"]),
        ("nơi nội", "noi", ["nơi", "nội"]),
        ("nôi_vụ", "vu", ["vụ"]),
        ("không có gì", "khac", []),
    ],
)
def test_the_words_found_are_marked_in_the_original_spelling(
    text: str, words: str, marked: list[str]
) -> None:
    snippet, marks = highlight(text, parse_words(words))
    assert [snippet[a:b] for a, b in marks] == marked


def test_a_long_text_is_cut_where_most_words_stand() -> None:
    text = "alpha " + "x " * 400 + "alpha beta\ngamma " + "y " * 400
    snippet, marks = highlight(text, parse_words("alpha beta gamma"))
    assert [snippet[a:b] for a, b in marks] == ["alpha", "beta", "gamma"]
    assert snippet.startswith("… ") and snippet.endswith(" …") and "\n" not in snippet and len(snippet) <= 170


@given(st.text("aăâđ \nbB.,", max_size=400), st.text('aăd b*"', max_size=12))
def test_marks_lie_in_the_snippet_and_apart(text: str, words: str) -> None:
    terms = parse_words(words)
    snippet, marks = highlight(text, terms)
    assert all(0 <= a < b <= len(snippet) for a, b in marks)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(marks))


def test_a_removed_fact_is_not_found_any_more() -> None:
    office = Office()
    office.directive(office.document("a"), "rà soát", office.body("Sở Y tế"), kind="by", due="2025-06-30")
    assert search(office.db, "rà soát", within="deadlines")
    office.db.execute("delete from directive_owners")
    office.db.execute("delete from directives")
    office.db.execute("delete from deadlines")
    assert search(office.db, "rà soát", within="deadlines") == [] == search(office.db, "rà soát")
    office.db.execute("insert into deadlines_fts(deadlines_fts, rank) values ('integrity-check', 1)")


def test_provinces_are_named_as_the_documents_have_them(office: Office) -> None:
    assert provinces_named(office.db, "cao bang") == ("Cao Bằng",)
    assert provinces_named(office.db, "lào cai") == ()
