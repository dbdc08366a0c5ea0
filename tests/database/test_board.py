"""The board on a day that the test names."""

from __future__ import annotations

from datetime import date

import pytest

from extract.database import remove
from extract.database.board import STATES, Asked, counts, items, months, state_of
from extract.database.bodies import bodies_like, body_page, busiest
from extract.database.neighbourhood import most_connected, neighbourhood
from extract.database.standing import Ordering, orderings, peers_of, ranks_on, scored, scores_by_criterion
from tests.database.asking import Office

TODAY = date(2025, 6, 15)


@pytest.fixture
def office() -> Office:
    return Office()


DUES = [
    ("2025-06-15", "by", "soon"),
    ("2025-06-15", "before", "overdue"),
    ("2025-07-15", "by", "soon"),
    ("2025-07-16", "by", "open"),
    ("2024-06-15", "by", "overdue"),
    ("2024-06-14", "by", "long_ago"),
    ("2025-Q2", "during", "soon"),
    ("2026", "during", "open"),
    (None, "recurring", "recurring"),
    (None, None, "undated"),
]


@pytest.mark.parametrize(("due", "kind", "state"), DUES)
def test_list_and_counts_agree_on_the_state(
    office: Office, due: str | None, kind: str | None, state: str
) -> None:
    # Owned by nobody: it is on the board all the same.
    office.directive(office.document("a"), "rà soát", due=due, kind=kind)
    (item,) = items(office.db, Asked(), TODAY)
    assert item.state == state and item.lead == ()
    found = counts(office.db, Asked(), TODAY)
    assert found.total == 1
    for each in STATES:
        expected = each == state or (each == "open" and state == "soon")
        assert len(items(office.db, Asked(state=each), TODAY)) == getattr(found, each) == expected, each


def test_states_are_those_of_a_day() -> None:
    assert state_of("2025-06-14", False, TODAY) == "overdue"
    assert state_of("2025-06-15", False, TODAY) == "soon"
    assert state_of(None, True, TODAY) == "recurring"
    assert state_of("không rõ", False, TODAY) == "undated"


def test_filters_narrow_and_pages_follow_one_another(office: Office) -> None:
    health, home = office.body("Sở Y tế", "Huế"), office.body("Sở Nội vụ", "Huế")
    first, other = office.document("a", province="Huế"), office.document("b", province="Cao Bằng")
    for month in range(1, 10):
        office.directive(
            first, f"việc {month}", home, due=f"2026-0{month}-10", kind="by", coordinate=(health,)
        )
    office.directive(other, "kiểm tra kho thuốc", health, due="2026-05-20", kind="by")

    def found(asked: Asked, **how: object) -> list[str]:
        return [item.action for item in items(office.db, asked, TODAY, **how)]  # type: ignore[arg-type]

    assert found(Asked(state="open"), limit=3, offset=3) == ["việc 4", "việc 5", "kiểm tra kho thuốc"]
    assert len(found(Asked(owners=(health,)))) == 10
    assert found(Asked(owners=(health,), role="lead")) == ["kiểm tra kho thuốc"]
    assert found(Asked(month="2026-05", province=("Cao Bằng",))) == ["kiểm tra kho thuốc"]
    assert found(Asked(words="kho thuoc")) == ["kiểm tra kho thuốc"]
    assert found(Asked(document="b")) == ["kiểm tra kho thuốc"]
    assert found(Asked(state="open"), order="owner")[-1] == "kiểm tra kho thuốc"
    assert dict(months(office.db, Asked(), TODAY))["2026-05"] == 2
    assert dict(months(office.db, Asked(month="2026-05", owners=(home,)), TODAY)) == {
        f"2026-0{m}": 1 for m in range(1, 10)
    }
    (item,) = items(office.db, Asked(words="việc 1"), TODAY)
    assert [o.name for o in item.lead] == ["Sở Nội vụ"] and [o.name for o in item.coordinate] == ["Sở Y tế"]


def test_last_days_follow_what_is_written(office: Office) -> None:
    ident = office.directive(office.document("a"), "rà soát", due="2025-06-30", kind="by")
    office.db.execute("update directives set due = '2025-01-31' where id = ?", [ident])
    assert items(office.db, Asked(), TODAY)[0].last_day == "2025-01-31"
    office.db.execute("update deadlines set kind = 'before'")
    assert items(office.db, Asked(), TODAY)[0].last_day == "2025-01-30"
    with office.db.atomic():
        office.db.execute("pragma defer_foreign_keys = on")
        remove(office.db, "a")
    assert office.db.table("directive_days").count == 0 and items(office.db, Asked(), TODAY) == []


def test_a_body_with_what_came_before_and_after(office: Office) -> None:
    old, new = office.body("Sở Kế hoạch", "Huế"), office.body("Sở Tài chính", "Huế")
    office.db.execute(
        "update organisations set successor_id = ?, valid_to = '2025-02-28' where id = ?", [new, old]
    )
    document = office.document("a")
    office.directive(document, "lập dự toán", new, due="2025-06-20", kind="by")
    page = body_page(office.db, new, TODAY)
    assert page is not None and [b.name for b in page.predecessors] == ["Sở Kế hoạch"] and page.lead.soon == 1
    before = body_page(office.db, old, TODAY)
    assert before is not None and before.successor is not None and before.successor.name == "Sở Tài chính"
    assert body_page(office.db, "0" * 16, TODAY) is None
    assert [(b.name, b.lead, b.open) for b in busiest(office.db, TODAY)] == [("Sở Tài chính", 1, 1)]
    assert [b.name for b in bodies_like(office.db, "so tai chinh", TODAY)] == ["Sở Tài chính"]


@pytest.mark.parametrize(
    ("subject", "peers"),
    [
        ("tỉnh Bến Tre", ("provinces", "")),
        ("thành phố Hải Phòng", ("provinces", "")),
        ("Quảng Ngãi", ("provinces", "")),
        ("thành phố Bến Tre", ("districts", "Bến Tre")),
        ("huyện Ba Tri", ("districts", "Bến Tre")),
        ("Ủy ban nhân dân thị xã An Khê", ("districts", "Bến Tre")),
        ("xã Minh Tân", ("communes", "Bến Tre")),
        ("Bộ Tư pháp", ("ministries", "")),
        ("Sở Tư pháp", ("departments", "Bến Tre")),
        ("Bộ phận Một cửa", ("departments", "Bến Tre")),
    ],
)
def test_bodies_are_ranked_with_their_like(subject: str, peers: tuple[str, str]) -> None:
    assert peers_of(subject, "Bến Tre") == peers


def test_ranks_and_scores_are_found_by_their_index(office: Office) -> None:
    document = office.document("a", province="Huế")
    place = {"document_id": document, "start": 0, "end": 1, "quote": "x", "index_name": "DDCI"}
    rows = [
        ("Sở Y tế", 2023, 4),
        ("Sở Y tế", 2024, 2),
        ("Sở Nội vụ", 2023, 1),
        ("Sở Nội vụ", 2024, 1),
        ("tỉnh Huế", 2024, 9),
    ]
    for n, (subject, year, rank) in enumerate(rows):
        office.db.table("rankings").insert(
            {"id": f"a-r{n}", **place, "subject": subject, "year": year, "rank": rank}
        )
    office.db.table("rankings").insert(
        {"id": "a-r9", **place, "subject": "Sở Y tế", "year": 2025, "rank": 1, "is_target": 1}
    )
    for n, (criterion, value, kind) in enumerate(
        (("Thể chế", 5, "achieved"), ("Bộ máy", 6, None), ("Bộ máy", 1, "change"))
    ):
        office.db.table("scores").insert(
            {
                "id": f"a-p{n}",
                **place,
                "subject": "Sở Y tế",
                "year": 2024,
                "criterion": criterion,
                "value": value,
                "kind": kind,
            }
        )
    departments = Ordering("DDCI", "departments", "Huế")
    assert orderings(office.db) == [(departments, 2)]
    found = [(r.subject, r.year, r.rank) for r in ranks_on(office.db, departments)]
    assert found == [
        ("Sở Nội vụ", 2023, 1),
        ("Sở Nội vụ", 2024, 1),
        ("Sở Y tế", 2023, 4),
        ("Sở Y tế", 2024, 2),
    ]
    assert scored(office.db) == [("DDCI", 2024, "Sở Y tế", 2)]
    assert [s.value for s in scores_by_criterion(office.db, "DDCI", 2024, "Sở Y tế")] == [5, 6]


def test_the_documents_around_a_document(office: Office) -> None:
    one, two = office.document("a", number=5), office.document("b", number=6)
    office.db.table("works").insert_all(
        [
            {"id": "w1", "symbol": "05/TB-UBND", "document_id": one},
            {"id": "w2", "symbol": "9/CT-TTg", "document_id": None},
        ]
    )
    for n, (document, work) in enumerate(((two, "w1"), (two, "w1"), (one, "w2"), (one, "w1"))):
        office.db.table("citations").insert(
            {
                "id": f"{document}-c{n}",
                "document_id": document,
                "start": n,
                "end": n,
                "quote": "x",
                "work_id": work,
                "relation": "basis",
            }
        )
    found = neighbourhood(office.db, one)
    assert found is not None
    assert [(n.short, n.document_id) for n in found.cited] == [("9/CT-TTg", None)]
    assert [(n.document_id, n.mentions) for n in found.citing] == [(two, 2)]
    assert [c.document_id for c in most_connected(office.db)] == [one]
    assert neighbourhood(office.db, "c") is None


def test_a_page_of_the_board_walks_along_the_index_of_days(office: Office) -> None:
    plans: list[str] = []
    office.db.conn.set_trace_callback(plans.append)
    items(office.db, Asked(state="open"), TODAY, limit=50)
    office.db.conn.set_trace_callback(None)
    (asked,) = [sql for sql in plans if "directive_days" in sql]
    steps = [row[3] for row in office.db.execute(f"explain query plan {asked}")]
    assert any("COVERING INDEX idx_days" in step for step in steps)
    assert not any("TEMP B-TREE" in step or step.startswith("SCAN f") for step in steps), steps
