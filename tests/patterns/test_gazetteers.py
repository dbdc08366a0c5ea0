"""The gazetteers agree with themselves and with the units of today."""

from __future__ import annotations

import datetime
from typing import get_args

import pytest
from vietnam_provinces import Province

import patterns
from extract.facts.bodies.register import Tail, register
from extract.facts.bodies.units import communes, units
from extract.facts.model import Level, OrganisationKind

UNITS = patterns.data("units")
BODIES = patterns.data("organisations")
ENTRIES = [*BODIES["body"], *BODIES["type"], *BODIES["group"]]


def test_the_provinces_without_an_end_are_those_of_today() -> None:
    today = {str(p.name).removeprefix("Thành phố ") for p in Province.iter_all()}
    assert {p["name"] for p in UNITS["province"] if "valid_to" not in p} == today


def test_sixty_three_provinces_stood_in_june_2025() -> None:
    def stood(entry: dict[str, str]) -> bool:
        return entry.get("valid_from", "1900") <= "2025-06-30" <= entry.get("valid_to", "9999")

    assert sum(stood(p) for p in UNITS["province"]) == 63


def test_every_province_leads_to_one_of_today() -> None:
    known = {p["name"]: p for p in UNITS["province"]}
    for name in known:
        seen = {name}
        while "successor" in known[name]:
            name = known[name]["successor"]
            assert name in known and name not in seen
            seen.add(name)
        assert "valid_to" not in known[name]


def test_what_joined_a_province_names_it_as_successor() -> None:
    known = {p["name"]: p for p in UNITS["province"]}
    for name, entry in known.items():
        for joined in entry.get("joined", ()):
            assert known[joined]["successor"] == name


def test_districts_belong_to_known_provinces_and_kinds() -> None:
    assert set(UNITS["districts"]) <= {p["name"] for p in UNITS["province"]}
    kinds = {k for held in UNITS["districts"].values() for k in held}
    assert kinds <= {v["kind"] for v in UNITS["kinds"].values()}


def test_aliases_name_known_units() -> None:
    assert set(UNITS["aliases"].values()) <= {p["name"] for p in UNITS["province"]}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e["name"])
def test_kinds_levels_and_dates_are_of_the_model(entry: dict[str, str]) -> None:
    assert entry.get("kind", "khac") in get_args(OrganisationKind)
    assert entry.get("level") in (None, *get_args(Level))
    assert entry.get("tail", "unit") in get_args(Tail)
    for field in ("valid_from", "valid_to"):
        if field in entry:
            datetime.date.fromisoformat(entry[field])


def test_successors_are_known() -> None:
    fields = {f["name"] for f in BODIES["field"]}
    for entry in BODIES["field"]:
        for held in (entry.get("ministry"), entry.get("department")):
            assert held is None or held.get("successor", entry["name"]) in fields


def test_types_that_take_another_body_name_known_types() -> None:
    known = {e["name"] for e in ENTRIES}
    for entry in BODIES["type"]:
        assert set(entry.get("inner", ())) <= known


def test_fields_are_found_in_every_spelling_and_abbreviation() -> None:
    known = register()
    for entry in BODIES["field"]:
        for fields in ("ministry", "department"):
            if fields in entry:
                assert known.field_at(entry["name"], 0, fields) == (len(entry["name"]), entry["name"])


def test_the_gazetteers_load() -> None:
    assert units().province("quảng nam") is not None
    assert units().district("Tam Kỳ", kind="thành phố") is not None
    assert communes()
