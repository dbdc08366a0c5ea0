"""Who owns what by when, on a day that the test names."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.database.owners import Answering, answering, duties, expansions, overview, same_place
from extract.database.register import link_register
from tests.database.asking import Office

TODAY = date(2025, 6, 15)


@pytest.fixture
def office() -> Office:
    return Office()


def names(found: list[Answering]) -> list[str]:
    return [body.label for body in found]


@pytest.mark.parametrize(
    ("due", "kind", "counts"),
    [
        ("2025-06-15", "by", "open soon"),
        ("2025-06-15", "before", "overdue"),  # the day itself is no longer in time
        ("2025-06-16", "before", "open soon"),
        ("2025-07-15", "by", "open soon"),
        ("2025-07-16", "by", "open"),
        ("2025-06-14", "by", "overdue"),
        ("2024-06-15", "by", "overdue"),
        ("2024-06-14", "by", "long_ago"),
        ("2025-06", "during", "open soon"),
        ("2025-Q2", "during", "open soon"),
        ("2025-Q1", "during", "overdue"),
        ("2025-H1", "by", "open soon"),
        ("2025", "during", "open"),
        ("2026-Q3", None, "open"),
        (None, None, "undated"),
        (None, "recurring", "recurring"),
        ("2021/2025", "during", "undated"),
    ],
)
def test_each_directive_is_counted_by_its_last_day_in_time(
    office: Office, due: str | None, kind: str | None, counts: str
) -> None:
    office.directive(office.document("a"), "rà soát", office.body("Sở Y tế", "Huế"), due=due, kind=kind)
    (line,) = overview(office.db, TODAY)
    load = line.lead
    given_counts = {
        n for n in ("open", "soon", "overdue", "long_ago", "recurring", "undated") if getattr(load, n)
    }
    assert given_counts == set(counts.split())
    assert load.total == 1 and line.coordinate.total == 0


def test_the_day_of_asking_decides_and_not_the_clock(office: Office) -> None:
    office.directive(
        office.document("a"), "rà soát", office.body("Sở Y tế", "Huế"), due="2025-06-30", kind="by"
    )
    assert overview(office.db, date(2025, 1, 1))[0].lead.open == 1
    assert overview(office.db, date(2025, 7, 1))[0].lead.overdue == 1
    assert overview(office.db, date(2027, 1, 1))[0].lead.long_ago == 1


def test_a_due_date_that_changes_is_counted_anew(office: Office) -> None:
    ident = office.directive(
        office.document("a"), "rà soát", office.body("Sở Y tế"), due="2025-06-30", kind="by"
    )
    office.db.execute("update directives set due = '2025-01-31' where id = ?", [ident])
    assert overview(office.db, TODAY)[0].lead.overdue == 1
    office.db.execute("update directives set due = '2025-06-15' where id = ?", [ident])
    office.db.execute("update deadlines set kind = 'before'")
    assert overview(office.db, TODAY)[0].lead.overdue == 1


def test_owners_written_before_their_directive_are_counted_as_well(office: Office) -> None:
    body = office.body("Sở Y tế")
    office.db.execute("pragma foreign_keys = off")
    office.db.table("directive_owners").insert(
        {"directive_id": "a-g0", "organisation_id": body, "role": "lead"}
    )
    office.directive(office.document("a"), "rà soát", due="2025-06-30", kind="by")
    assert overview(office.db, TODAY)[0].lead.open == 1


def test_the_overview_filters_by_role_confidence_and_province(office: Office) -> None:
    document = office.document("a")
    health, home = office.body("Sở Y tế", "Huế"), office.body("Sở Nội vụ", "Cao Bằng")
    office.directive(document, "rà soát", health, coordinate=(home,), due="2025-06-30", confidence=0.6)
    office.directive(document, "tổng hợp", home, due="2025-06-01", confidence=0.95)
    assert [line.name for line in overview(office.db, TODAY)] == ["Sở Nội vụ", "Sở Y tế"]
    assert [line.name for line in overview(office.db, TODAY, roles=("coordinate",))] == ["Sở Nội vụ"]
    assert [line.name for line in overview(office.db, TODAY, min_confidence=0.9)] == ["Sở Nội vụ"]
    assert [line.name for line in overview(office.db, TODAY, province="thanh pho hue")] == ["Sở Y tế"]


def test_with_predecessors_the_heir_has_it_all(office: Office) -> None:
    document = office.document("a", "2022-03-01")
    office.directive(
        document, "lập kế hoạch", office.body("Sở Kế hoạch và Đầu tư", "Kon Tum"), due="2025-08-01"
    )
    office.directive(document, "cân đối", office.body("Sở Tài chính", "Quảng Ngãi"), due="2025-06-01")
    link_register(office.db)
    assert [(line.name, line.province) for line in overview(office.db, TODAY)] == [
        ("Sở Tài chính", "Quảng Ngãi"),
        ("Sở Kế hoạch và Đầu tư", "Kon Tum"),
    ]
    (line,) = overview(office.db, TODAY, with_predecessors=True)
    assert (line.name, line.province, line.lead.open, line.lead.overdue) == (
        "Sở Tài chính",
        "Quảng Ngãi",
        1,
        1,
    )


def test_a_directive_keeps_its_owner_and_is_found_under_the_successor(office: Office) -> None:
    office.directive(
        office.document("a", "2022-03-01"), "lập kế hoạch", office.body("Sở Kế hoạch và Đầu tư", "Lạng Sơn")
    )
    link_register(office.db)
    (heir,) = answering(office.db, "so tai chinh lang son", with_predecessors=True)
    assert (heir.name, heir.directives) == ("Sở Tài chính", 1)
    assert [d.owner for d in duties(office.db, heir.idents, TODAY, with_predecessors=True)] == [
        "Sở Kế hoạch và Đầu tư"
    ]
    assert duties(office.db, heir.idents, TODAY) == []
    (own,) = answering(office.db, "Sở KH&ĐT")
    assert (own.name, own.valid_to, own.successor) == ("Sở Kế hoạch và Đầu tư", "2025-02-28", "Sở Tài chính")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("so noi vu", "Sở Nội vụ"),
        ("SỞ NỘI VỤ", "Sở Nội vụ"),
        ("Sở Nội vụ", "Sở Nội vụ"),
        ("SNV", "Sở Nội vụ"),
        ("so noi vu cao bang", "Sở Nội vụ"),
        ("Sở Nội vụ tỉnh Cao Bằng", "Sở Nội vụ"),
        ("Sở TT&TT", "Sở Thông tin và Truyền thông"),
        ("so tt & tt", "Sở Thông tin và Truyền thông"),
        ("Sở LĐ-TB&XH", "Sở Lao động - Thương binh và Xã hội"),
        ("sở lao động thương binh và xã hội", "Sở Lao động - Thương binh và Xã hội"),
        ("Sở TP", "Sở Tư pháp"),
        ("so tu phap", "Sở Tư pháp"),
        ("UBND tinh", "Ủy ban nhân dân tỉnh Cao Bằng"),
        ("uỷ ban nhân dân tỉnh", "Ủy ban nhân dân tỉnh Cao Bằng"),
        ("VP UBND tỉnh", "Văn phòng Ủy ban nhân dân tỉnh Cao Bằng"),
        ("văn phòng", "Văn phòng Ủy ban nhân dân tỉnh Cao Bằng"),
        ("tài chính", "Bộ Tài chính"),
        ("BTC", "Bộ Tài chính"),
        ("noi v", "Sở Nội vụ"),
    ],
)
def test_a_body_answers_to_what_people_call_it(office: Office, words: str, name: str) -> None:
    for full in ("Sở Nội vụ", "Sở Thông tin và Truyền thông", "Sở Lao động - Thương binh và Xã hội", "Sở Tư pháp",
                 "Ủy ban nhân dân tỉnh Cao Bằng", "Văn phòng Ủy ban nhân dân tỉnh Cao Bằng"):  # fmt: skip
        office.body(full, "Cao Bằng")
    office.body("Bộ Tài chính", None, "bo", "trung_uong")
    assert [body.name for body in answering(office.db, words)] == [name]


def test_the_same_department_of_several_provinces_is_several_bodies(office: Office) -> None:
    document = office.document("a")
    for province in ("Cao Bằng", "Huế", "Hồ Chí Minh"):
        office.directive(document, "rà soát", office.body("Sở Nội vụ", province))
    assert len(answering(office.db, "so noi vu")) == 3
    assert names(answering(office.db, "so noi vu", province="cao bang")) == ["Sở Nội vụ (Cao Bằng)"]
    assert names(answering(office.db, "so noi vu tp hcm")) == ["Sở Nội vụ (Hồ Chí Minh)"]


def test_a_name_with_and_without_its_province_is_one_body(office: Office) -> None:
    document = office.document("a")
    office.directive(document, "rà soát", office.body("Sở Nội vụ", "Kon Tum"))
    office.directive(document, "tổng hợp", office.body("Sở Nội vụ tỉnh Kon Tum", "Kon Tum"))
    (body,) = answering(office.db, "Sở Nội vụ")
    assert (body.name, body.directives, len(body.idents)) == ("Sở Nội vụ", 2, 2)


def test_of_several_the_one_with_directives_is_meant(office: Office) -> None:
    office.body("Sở Nội vụ", "Huế")
    office.directive(office.document("a"), "rà soát", office.body("Sở Nội vụ", "Cao Bằng"))
    assert names(answering(office.db, "so noi vu")) == ["Sở Nội vụ (Cao Bằng)"]


def test_an_unknown_body_is_none(office: Office) -> None:
    office.body("Sở Nội vụ", "Huế")
    assert answering(office.db, "sở thủy lợi") == []
    assert answering(office.db, "") == [] and answering(office.db, "?!") == []


def test_duties_are_listed_the_newest_document_first_with_days_left(office: Office) -> None:
    body = office.body("Sở Y tế", "Huế")
    old, new = office.document("old", "2024-02-01", number=7), office.document("new", "2025-06-01", number=48)
    office.directive(old, "rà soát danh mục", body, due="2025-06-20", kind="before", confidence=0.8)
    office.directive(new, "tổng hợp", body, due="2025-06-20", kind="by")
    office.directive(
        new, "báo cáo", body, kind="recurring", rule="hằng quý, trước ngày 20 của tháng cuối quý"
    )
    office.directive(new, "phối hợp", None, coordinate=(body,), due="2025-Q1")
    found = duties(office.db, [body], TODAY)
    assert [(d.action, d.role, d.last_day, d.days_left) for d in found] == [
        ("tổng hợp", "lead", "2025-06-20", 5),
        ("báo cáo", "lead", "2025-06-19", 4),
        ("phối hợp", "coordinate", "2025-03-31", -76),
        ("rà soát danh mục", "lead", "2025-06-19", 4),
    ]
    assert [d.document for d in found][::3] == ["Thông báo 48/TB-UBND", "Thông báo 07/TB-UBND"]
    assert found[1].recurrence == "hằng quý, trước ngày 20 của tháng cuối quý"
    assert len(duties(office.db, [body], TODAY, roles=("lead",))) == 3
    assert len(duties(office.db, [body], TODAY, min_confidence=0.85)) == 3


@pytest.mark.parametrize(
    ("number", "symbol", "doc_type", "name"),
    [
        (7, "TB-UBND", "Thông báo", "Thông báo 07/TB-UBND"),
        (None, "TB-UBND", "Thông báo", "Thông báo …/TB-UBND"),
        (66, "NQ/TW", "Nghị quyết", "Nghị quyết 66-NQ/TW"),
        (45, "2025/NĐ-CP", "Nghị định", "Nghị định 45/2025/NĐ-CP"),
        (None, None, "Kế hoạch", "Kế hoạch (x.txt)"),
        (None, None, None, "x.txt"),
    ],
)
def test_a_document_is_called_as_others_cite_it(
    office: Office, number: int | None, symbol: str | None, doc_type: str | None, name: str
) -> None:
    body = office.body("Sở Y tế")
    office.directive(office.document("x", symbol=symbol, doc_type=doc_type, number=number), "rà soát", body)
    assert duties(office.db, [body], TODAY)[0].document == name


@pytest.mark.parametrize(
    ("province", "asked", "same"),
    [
        ("Quảng Ngãi", "tinh quang ngai", True),
        ("Hồ Chí Minh", "TP.HCM", True),
        ("Hồ Chí Minh", "Thành phố Hồ Chí Minh", True),
        ("Huế", "huế", True),
        ("Thừa Thiên Huế", "Huế", False),
        ("Hà Nam", "Hà", False),
        (None, "Huế", False),
    ],
)
def test_a_province_is_known_by_any_of_its_spellings(province: str | None, asked: str, same: bool) -> None:
    assert same_place(province, asked) is same


@given(st.text(max_size=80))
def test_any_words_can_be_asked_for(words: str) -> None:
    assert len(expansions(words)) <= 16


def test_the_overview_reads_nothing_but_one_index(office: Office) -> None:
    statements: list[str] = []
    office.db.conn.set_trace_callback(statements.append)
    overview(office.db, TODAY, min_confidence=0.5)
    office.db.conn.set_trace_callback(None)
    plan = office.db.execute(f"explain query plan {statements[0]}").fetchall()
    assert [row[3] for row in plan] == ["SCAN directive_owners USING COVERING INDEX idx_owner_days"]


def test_every_link_to_what_can_be_removed_has_an_index(office: Office) -> None:
    kept = {"organisations", "works"}
    bare = []
    for table in office.db.tables:
        if table.name.endswith(("_fts", "_data", "_idx", "_docsize", "_config", "_content")):
            continue
        first = {index.columns[0] for index in table.indexes}
        bare += [
            f"{table.name}.{key.column}"
            for key in table.foreign_keys
            if key.other_table not in kept and key.column not in first
        ]
    assert bare == []
