"""Bodies over time: what became of each, and that doing it again changes nothing."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from extract.database import open_database
from extract.database.identity import name_id
from extract.database.register import Body, family, fate, link_register


def body(name: str, province: str | None = None, kind: str = "so", level: str | None = "tinh") -> Body:
    return Body(name, kind, level, province)


def chain(start: Body) -> list[str]:
    """The names of a body and of those that took its place, with their provinces."""
    names, current = [], start
    while current is not None and len(names) < 9:
        names.append(f"{current.name}{f' ({current.province})' if current.province else ''}")
        current = fate(current).successor
    return names


def add(db: Database, *bodies: Body) -> list[str]:
    for b in bodies:
        db.table("organisations").insert(
            {
                "id": b.ident,
                "name": b.name,
                "kind": b.kind,
                "level": b.level,
                "province": b.province,
                "is_group": 0,
            }
        )
    return [b.ident for b in bodies]


@pytest.fixture
def db() -> Database:
    return open_database(":memory:")


@pytest.mark.parametrize(
    ("start", "names"),
    [
        (body("Sở Kế hoạch và Đầu tư", "Lạng Sơn"), ["Sở Tài chính (Lạng Sơn)"]),
        (body("Sở Kế hoạch và Đầu tư", "Kon Tum"), ["Sở Tài chính (Kon Tum)", "Sở Tài chính (Quảng Ngãi)"]),
        (body("Sở Kế hoạch và Đầu tư tỉnh Kon Tum", "Kon Tum"), ["Sở Tài chính (Kon Tum)", "Sở Tài chính (Quảng Ngãi)"]),
        (body("Sở Thông tin và Truyền thông", "Thừa Thiên Huế"), ["Sở Thông tin và Truyền thông (Huế)", "Sở Khoa học và Công nghệ (Huế)"]),
        (body("Sở Lao động - Thương binh và Xã hội"), ["Sở Nội vụ"]),
        (body("Ban Dân tộc", "Cao Bằng", "ban"), ["Sở Dân tộc và Tôn giáo (Cao Bằng)"]),
        (body("Bộ Giao thông vận tải", None, "bo", "trung_uong"), ["Bộ Xây dựng"]),
        (body("Ủy ban Dân tộc", None, "khac", "trung_uong"), ["Bộ Dân tộc và Tôn giáo"]),
        (body("Ủy ban nhân dân tỉnh Bến Tre", "Bến Tre", "ubnd"), ["Ủy ban nhân dân tỉnh Vĩnh Long (Vĩnh Long)"]),
        (body("Ủy ban nhân dân tỉnh Bình Dương", "Bình Dương", "ubnd"), ["Ủy ban nhân dân Thành phố Hồ Chí Minh (Thành phố Hồ Chí Minh)"]),
        (body("Tỉnh ủy Bình Dương", "Bình Dương", "dang"), ["Thành ủy Thành phố Hồ Chí Minh (Thành phố Hồ Chí Minh)"]),
        (body("Sở Giao thông vận tải", "Thành phố Hồ Chí Minh"), ["Sở Xây dựng (Thành phố Hồ Chí Minh)"]),
        (body("Tỉnh ủy Quảng Nam", "Quảng Nam", "dang"), ["Thành ủy Đà Nẵng (Đà Nẵng)"]),
        (body("Văn phòng Tỉnh ủy Quảng Nam", "Quảng Nam", "van_phong"), ["Văn phòng Thành ủy Đà Nẵng (Đà Nẵng)"]),
        (body("Ban Tuyên giáo Tỉnh ủy Nghệ An", "Nghệ An", "dang"), ["Ban Tuyên giáo và Dân vận Tỉnh ủy Nghệ An (Nghệ An)"]),
        (body("Sở Nội vụ", "Cao Bằng"), []),
        (body("Ủy ban nhân dân huyện Lý Sơn", "Quảng Ngãi", "ubnd", "huyen"), []),
        (body("Bệnh viện Đa khoa tỉnh Kon Tum", "Kon Tum", "khac"), []),
        (body("Báo Đồng Khởi", "Bến Tre", "khac"), []),
    ],
)  # fmt: skip
def test_each_body_is_followed_by_the_one_that_took_its_place(start: Body, names: list[str]) -> None:
    assert chain(start)[1:] == names


@pytest.mark.parametrize(
    ("given", "valid_from", "valid_to", "source"),
    [
        (body("Sở Kế hoạch và Đầu tư", "Lạng Sơn"), None, "2025-02-28", "45/2025/NĐ-CP"),
        (body("Sở Nội vụ", "Kon Tum"), None, "2025-06-30", "202/2025/QH15"),
        (body("Sở Nội vụ", "Huế"), "2025-01-01", None, "175/2024/QH15"),
        (body("Sở Nông nghiệp và Môi trường", "Cao Bằng"), "2025-03-01", None, "45/2025/NĐ-CP"),
        (body("Bộ Nông nghiệp và Môi trường", None, "bo", "trung_uong"), "2025-03-01", None, "176/2025/QH15"),
        (
            body("Ủy ban nhân dân huyện Lý Sơn", "Quảng Ngãi", "ubnd", "huyen"),
            None,
            "2025-06-30",
            "203/2025/QH15",
        ),
        (
            body("Phòng Nội vụ thị xã Đức Phổ", "Quảng Ngãi", "phong", "huyen"),
            None,
            "2025-06-30",
            "203/2025/QH15",
        ),
        (body("Ủy ban nhân dân thị trấn Ba Tơ", "Quảng Ngãi", "ubnd", "xa"), None, "2025-06-30", "cấp xã"),
    ],
)
def test_dates_come_with_the_text_that_decided_them(
    given: Body, valid_from: str | None, valid_to: str | None, source: str
) -> None:
    found = fate(given)
    assert (found.valid_from, found.valid_to) == (valid_from, valid_to)
    assert source in (found.source or "")


@pytest.mark.parametrize(
    "given",
    [
        body("Sở Nội vụ", "Cao Bằng"),
        body("Ủy ban nhân dân tỉnh Cao Bằng", "Cao Bằng", "ubnd"),
        body("Ủy ban nhân dân xã Ba Tơ", "Quảng Ngãi", "ubnd", "xa"),  # today's, unlike the town of that name
        body("Ban Tuyên giáo và Dân vận Tỉnh ủy Nghệ An", "Nghệ An", "dang"),
        body("Bệnh viện huyện Ba Tơ", "Quảng Ngãi", "khac", "huyen"),
        Body("các sở, ban, ngành", "so", "tinh", "Kon Tum", True),
        body("Tổ công tác", None, "khac", None),
    ],
)
def test_of_what_goes_on_nothing_is_said(given: Body) -> None:
    assert fate(given).valid_to is None and fate(given).successor is None


def test_rows_are_linked_and_missing_successors_added(db: Database) -> None:
    old, kept = add(db, body("Sở Kế hoạch và Đầu tư", "Kon Tum"), body("Sở Tài chính", "Quảng Ngãi"))
    assert link_register(db) == 2
    rows = {row["id"]: row for row in db.table("organisations").rows}
    middle = rows[old]["successor_id"]
    assert rows[middle]["name"] == "Sở Tài chính" and rows[middle]["province"] == "Kon Tum"
    assert rows[middle]["successor_id"] == kept
    assert rows[old]["source"] == "Nghị định 45/2025/NĐ-CP"
    assert rows[kept]["valid_to"] is None
    assert family(db, [kept]) == {kept: kept, middle: kept, old: kept}


def test_linking_again_changes_nothing(db: Database) -> None:
    add(db, body("Sở Kế hoạch và Đầu tư", "Kon Tum"), body("Tỉnh ủy Kon Tum", "Kon Tum", "dang"))
    link_register(db)
    before = list(db.table("organisations").rows)
    assert link_register(db) == 0
    assert list(db.table("organisations").rows) == before


def test_what_the_register_does_not_know_is_left_alone(db: Database) -> None:
    add(db, body("Tổ rà soát quy chế", None, "khac", None))
    db.execute("update organisations set valid_to = '2024-01-01'")
    link_register(db)
    assert db.execute("select valid_to from organisations").fetchone() == ("2024-01-01",)


def test_a_circle_of_successors_ends(db: Database) -> None:
    first, second = add(db, body("Tổ một", None, "khac", None), body("Tổ hai", None, "khac", None))
    db.conn.executemany(
        "update organisations set successor_id = ? where id = ?", [(second, first), (first, second)]
    )
    assert set(family(db, [first])) == {first, second}


def test_an_id_is_that_of_the_row_that_storing_writes() -> None:
    assert body("Sở Nội vụ", "Huế").ident == name_id("organisation", "Sở Nội vụ", "Huế")
