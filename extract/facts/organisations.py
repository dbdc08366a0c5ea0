"""The bodies that a document names, each by its full official name."""

from __future__ import annotations

import bisect
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from extract.facts.bodies.issuer import find_issuer
from extract.facts.bodies.mentions import find_mentions
from extract.facts.bodies.merge import merge
from extract.facts.bodies.naming import name_of, units_in
from extract.facts.bodies.place import Place, place_of
from extract.facts.model import Organisation, OrganisationMention
from extract.reading.source import Paragraph
from extract.structure.model import Document
from extract.structure.signature import is_stamp


@dataclass(frozen=True)
class Bodies:
    """The bodies of a document: the mentions, the issuer, and a way to name any other phrase.

    `place` is the unit that the document speaks for, with its kind (`tỉnh Quảng Ngãi`, `xã Ba Bích`,
    `thành phố Đà Nẵng`), `province` the name of its province without the kind; both `None` where unknown.
    `where` is the same with all that is known of it, `view` the matching view of the document.
    """

    mentions: tuple[OrganisationMention, ...] = ()
    issuer: Organisation | None = None
    place: str | None = None
    province: str | None = None
    where: Place = field(default_factory=Place)
    view: str = field(default="", repr=False)

    def resolve(self, phrase: str) -> str | None:
        """The full official name of the body or administrative unit that a phrase names, `None` if it names none.

        `UBND tỉnh` is `Ủy ban nhân dân tỉnh Quảng Ngãi` in a document of that province; `Đà Nẵng`, `TP. HCM` are
        `thành phố Đà Nẵng`, `Thành phố Hồ Chí Minh`; `tỉnh` alone is the province of the document. A short form
        that the document uses (`Văn phòng`, `Ban Chỉ đạo`) is the body that it means there; groups and unnamed
        owners (`các cơ quan, đơn vị, địa phương`) are named as they are.
        """
        printed = " ".join(phrase.split())
        return self._printed.get(printed) or name_of(printed, self.where)

    def named_in(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """The bodies and units named between two offsets, in order: start, end and full name.

        Units are those that are no part of a body's name: `tỉnh Quảng Ninh`, `Đà Nẵng`, `huyện Bình Sơn`; a district
        without its kind counts where it belongs to the document's province.
        """
        first = bisect.bisect_left(self._starts, start)
        last = bisect.bisect_left(self._starts, end)
        named = [(m.start, m.end, m.organisation.name) for m in self.mentions[first:last]]
        cursor = start
        gaps = []
        for held_start, held_end, _ in named:
            gaps.append((cursor, held_start))
            cursor = held_end
        gaps.append((cursor, end))
        for gap_start, gap_end in gaps:
            if gap_start < gap_end:
                named.extend(units_in(self.view, gap_start, gap_end, self.where))
        return sorted(named)

    @cached_property
    def _starts(self) -> list[int]:
        return [m.start for m in self.mentions]

    @cached_property
    def _printed(self) -> Mapping[str, str]:
        """The names of the short forms and other printed forms of the document."""
        return {
            " ".join(self.view[m.start : m.end].split()): m.organisation.name
            for m in reversed(self.mentions)
            if m.rule != "list"
        }


def find_organisations(document: Document) -> Bodies:
    """The bodies of a document."""
    where = place_of(document)
    issuer, role = find_issuer(document, where)
    found = merge(find_mentions(document, where, issuer, role), where)
    mentions = tuple(
        OrganisationMention(
            start=p.start, end=p.end, rule=p.rule, confidence=p.confidence, organisation=p.organisation
        )
        for p in found
        if not _is_stamped(document, p.start)
    )
    return Bodies(
        mentions=mentions,
        issuer=issuer,
        place=where.unit.full if where.unit else None,
        province=where.province.name if where.province else None,
        where=where,
        view=document.view,
    )


def _is_stamped(document: Document, offset: int) -> bool:
    """Whether what stands there is printed by signing software: who certified a copy is no body of the document."""
    if document.zone_at(offset) not in ("signature", "appendix"):
        return False
    block = document.block_at(offset)
    return isinstance(block, Paragraph) and is_stamp(document.view[block.start : block.end])
