"""Who acts: lists of bodies, groups and posts, read from running text and resolved to full official names.

A list of names has no closing mark of its own in Vietnamese: it ends where what is to be done begins. The reader goes
from name to name over commas, semicolons and `và` until it meets a word of action outside every name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.facts.atoms import Atoms, Spans
from extract.facts.directive_names import (
    BRANCHES,
    ELLIPTIC,
    GROUP_START,
    UNITS,
    Namer,
    make_owners,
    merge_groups,
    split_fields,
)
from extract.facts.directive_words import DirectiveWords, directive_words, find_coordinate
from extract.facts.model import OrganisationMention, Owner
from extract.facts.organisations import Bodies
from extract.values.text import CAPITALS, fold, squeeze

_LIMIT = 700
_PLACES = re.compile(
    r"(?:.{0,40}\s)?(?:[Cc]ác\s+)?(?:tỉnh|thành\s+phố|huyện|thị\s+xã|xã|phường)(?:\s+|:\s*)[" + CAPITALS + "]"
)
_PROPER = re.compile(rf"[{CAPITALS}][\w']*(?:(?:\s+-\s+|\s+)[{CAPITALS}][\w']*){{0,5}}")
_QUALIFIES = re.compile(
    r"\s+(?:của|thuộc|trực|và|cùng|tại|các|có\s+liên|liên\s+quan|trên|ở|tỉnh|thành\s+phố|huyện|thị|xã|phường|cấp|được|đã|đang|nơi|khu|trong|là|để|với|hoặc|còn|đóng|nêu|này|đó|chưa|vẫn|không\s+có|sẽ|do|về|từ|nhất|đặc|trừ|đến|khi|nhằm|theo|bị|mới|cũng|nói|chủ\s+yếu|kể)(?!\w)"
)
_CLOSED_KINDS = {"so", "bo", "ubnd", "hdnd", "phong", "dang"}
"""Kinds of body whose names the register knows whole."""
_LOWER = re.compile(rf"\s+(?=[^\W\d_{CAPITALS}])")
_PAST = re.compile(
    r"(?<!\w)(?:đã|đang|vẫn|còn|được|bị|chưa|mới)(?:\s+(?:chủ\s+động|tích\s+cực|kịp\s+thời|cơ\s+bản|\w+))?\s*$"
)
_ROLE = re.compile(
    r"(?:chủ\s+trì|phối\s+hợp|thực\s+hiện|hướng\s+dẫn|tổng\s+hợp|theo\s+dõi|tham\s+mưu|đôn\s+đốc|chịu\s+trách\s+nhiệm|là\s)"
)
_NOBODY = {"co quan", "don vi", "so", "bo", "ban", "nganh", "dong chi", "cac dong chi"}
_NOUN_BEFORE = ("là ", "các ", "những ", "mọi ", "từng ", "của ", "về ", "một ", "hai ")
"""What follows one of these is a noun, whatever it reads like (`chính quyền các cấp`)."""
_AND = re.compile(r"(?:và|cùng)\s+")
_PART = re.compile(r"\((?:\d{1,2}|[ivx]{1,4}|[a-zđ])\)\s")
_GAP = re.compile(r"[\s\-+*]*")
_MARK = re.compile(r"[(),;\n\t/]|(?<!\w)(?:và|cùng)(?=\s)|\.\s|:\s")
_NAMED_KIND = re.compile(r"\s+(?!Trung\s|Thành\s|Tỉnh|Nhà\s|Đảng|Chính\s|Ủy|Việt|Bộ\b|Hà\b)[A-ZĐ]")
_POST_INSIDE = re.compile(
    r"[,;]\s*(?:và\s+)?(?:các\s+)?(?:[Tt]hủ\s+trưởng|[Gg]iám\s+đốc|[Cc]hủ\s+tịch|[Tt]rưởng|[Nn]gười\s+đứng\s+đầu|[Ll]ãnh\s+đạo)\s"
)


@dataclass(frozen=True, slots=True)
class OwnerList:
    """Names in a row at `start:end`; `predicate` is the offset where what they do begins, `None` without one.

    `items` are the spans of the single names; `inner` those that a parenthesis or a colon spells out.
    """

    start: int
    end: int
    items: tuple[tuple[int, int], ...]
    inner: tuple[tuple[int, int], ...]
    predicate: int | None
    statement: bool = False


class OwnerReader:
    """Reads lists of names in one document."""

    def __init__(self, view: str, text: str, atoms: Atoms, bodies: Bodies) -> None:
        self.view, self.text, self.atoms, self.bodies = view, text, atoms, bodies
        self.words: DirectiveWords = directive_words()
        self.namer = Namer(bodies)
        self.mentions = Spans(m for m in atoms.mentions.items if not _several_posts(view, m))
        """The known bodies, without groups that a post divides (`các sở, Thủ trưởng các ban`)."""

    def starts_here(self, offset: int, *, strong: bool = True) -> bool:
        """Whether the name of someone who acts opens at the offset."""
        if self.words.not_actor.match(self.view, offset):
            return False
        mention = self.mentions.at(offset)
        if mention is not None and mention.start == offset:
            return True
        pattern = self.words.strong_actor if strong else self.words.actor
        return pattern.match(self.view, offset) is not None

    def read(self, start: int, limit: int, *, strong: bool = True) -> OwnerList | None:
        """The list of names that opens at an offset, `None` where none does."""
        counted = self.words.counted.match(self.view, start) is not None
        if not counted and not self.starts_here(start, strong=strong):
            return None
        limit = min(limit, start + _LIMIT)
        items: list[tuple[int, int]] = []
        inner: list[tuple[int, int]] = []
        item, at = start, self._skip(start)
        predicate: int | None = None
        end = limit
        skipped = 0
        aside: tuple[int, int] | None = None
        while True:
            implied = self._implied(item, at, limit)
            if implied is not None:
                items.append((item, at))
                predicate, end = implied, at
                break
            token = self._token(at, limit)
            if token is None:
                items.append((item, limit))
                break
            kind = token.lastgroup
            if kind == "predicate":
                opened = self._relative(item, token.start())
                if opened and skipped < opened and not self.words.urgent.match(self.view, token.start()):
                    at, skipped = token.end(), skipped + 1
                    continue
                items.append((item, token.start()))
                predicate, end = token.start(), token.start()
                break
            if kind == "open" and _PART.match(self.view, token.start()):
                items.append((item, token.start()))
                end = token.start()
                break
            if kind == "open":
                close = self.view.find(")", token.end(), limit)
                close = limit if close < 0 else close + 1
                aside = (token.end(), close - 1)
                at = close
                continue
            if kind == "colon":
                listed = self._enumeration(item, token.end(), limit)
                if listed is None:
                    items.append((item, token.start()))
                    end = token.start()
                    break
                spans, stop, predicate = listed
                items.append((item, stop))
                inner = spans
                end = stop
                break
            if kind == "stop":
                if token.group().strip() == "-":
                    at = token.end()
                    continue
                items.append((item, token.start()))
                end = token.start()
                break
            following = _GAP.match(self.view, token.end(), limit).end()  # type: ignore[union-attr]
            place = _PROPER.match(self.view, following)
            if (
                place
                and not self.words.strong_actor.match(self.view, following)
                and _PLACES.match(self.view[item : token.start()])
            ):
                at = place.end()
                continue
            if self.starts_here(following) or (kind == "comma" and self._and_then(following)):
                following = self._after_and(following)
                items.append((item, token.start()))
                item, at = following, self._skip(following)
                continue
            carried = self.words.continues.match(self.view, following)
            if carried and not self._verb_here(following):
                if (
                    kind == "comma"
                    and not self.words.relative.match(f" {carried.group()} ")
                    and _NAMED_KIND.match(self.view, carried.end())
                ):
                    items.append((item, token.start()))
                    item = following
                at = self._skip(following)
                continue
            if self._verb_here(following):
                items.append((item, token.start()))
                predicate, end = following, token.start()
                break
            if kind == "and":
                at = token.end()
                continue
            if self._relative(item, token.start()):
                at = token.end()
                continue
            items.append((item, token.start()))
            end = token.start()
            break
        if counted and (predicate is None or not self.words.duty.match(self.view, predicate)):
            return None
        if aside is not None and not inner:
            inner = list(self._plain_items(*aside))
        statement = predicate is not None and self._is_statement(items[-1], predicate)
        if skipped and predicate is not None and not self.words.urgent.match(self.view, predicate):
            statement = (
                statement
                or re.search(r"\s(?:đã|đang|chưa)\s", self.view[items[-1][0] : predicate]) is not None
            )
        return OwnerList(start, end, tuple(items), tuple(inner), predicate, statement)

    def owners(self, found: OwnerList, rule: str, confidence: float) -> tuple[Owner, ...]:
        """The bodies of a list by their full names, each once."""
        spelled = self._spelled_out(found)
        names: list[str] = spelled or [
            name for start, end in found.items for name in self.namer.names(self.text[start:end])
        ]
        named = [
            name for name in names if not self.words.post.fullmatch(name + " ") and fold(name) not in _NOBODY
        ]
        return make_owners(merge_groups(self.namer.distribute(named)), rule, confidence)

    def coordinators(self, start: int, end: int) -> tuple[Owner, ...]:
        """The bodies that a stretch of text asks to work along."""
        owners: list[Owner] = []
        at = start
        while (match := find_coordinate(self.words, self.view, at, end)) is not None:
            at = match.end()
            found = self.read(match.end(), end, strong=False)
            if found is None:
                continue
            at = max(at, found.end)
            named = self.owners(found, "coordinate", 0.9)
            owners += [o for o in named if o.name not in {x.name for x in owners}]
        return tuple(owners)

    def cell(self, start: int, end: int) -> list[str]:
        """The names in a cell or after a label, whatever divides them."""
        names: list[str] = []
        for first, last in self._plain_items(start, end):
            found = self.read(first, last, strong=False)
            if found is not None and found.predicate is not None and _ROLE.match(self.view, found.predicate):
                last = found.end
            names += self.namer.names(self.text[first:last])
        return merge_groups(names)

    # ------------------------------------------------------------------------------------------------- inner workings
    def _token(self, at: int, limit: int) -> re.Match[str] | None:
        """The next dividing or ending token outside every name that the register knows."""
        while at < limit:
            token = self.words.token.search(self.view, at, limit)
            if token is None:
                return None
            mention = self.mentions.at(token.start())
            if mention is None and not (
                token.lastgroup == "predicate" and self.view.endswith(_NOUN_BEFORE, 0, token.start())
            ):
                return token
            at = mention.end if mention is not None else token.end()
        return None

    def _skip(self, start: int) -> int:
        """Where looking for the end of a name may begin: behind the known body or the words that open it."""
        mention = self.mentions.at(start)
        if mention is not None and mention.start == start:
            return mention.end
        compound = self.words.compound.match(self.view, start)
        if compound:
            return compound.end()
        actor = self.words.actor.match(self.view, start)
        return actor.end() if actor else start

    def _implied(self, item: int, at: int, limit: int) -> int | None:
        """Where an unknown word of action begins: a small letter right behind the name of one body."""
        mention = self.mentions.at(item)
        if mention is None or mention.start != item or mention.end != at or mention.organisation.is_group:
            return None
        if mention.organisation.kind not in _CLOSED_KINDS:
            return None
        lower = _LOWER.match(self.view, at, limit)
        if lower is None or _QUALIFIES.match(self.view, at, limit):
            return None
        return lower.end()

    def _verb_here(self, offset: int) -> bool:
        return self.words.predicate.match(self.view, offset) is not None

    def _and_then(self, offset: int) -> bool:
        return self._after_and(offset) != offset and self.starts_here(self._after_and(offset))

    def _after_and(self, offset: int) -> int:
        match = _AND.match(self.view, offset)
        return match.end() if match else offset

    def _relative(self, start: int, end: int) -> int:
        """How many words of action may belong to a clause that says which of them and that no comma has closed."""
        opened = None
        for opened in self.words.relative.finditer(self.view, start, end + 12):
            if opened.start() >= end:
                break
        if opened is None or opened.start() >= end or "," in self.view[opened.end() : end]:
            return 0
        if opened.group().split()[0] in ("thuộc", "trực", "nhất", "đặc", "trước", "trong", "có", "nêu"):
            return 0
        return 2 if opened.group().strip() in ("chưa", "đã", "đang") else 9

    def _is_statement(self, item: tuple[int, int], predicate: int) -> bool:
        mention = self.mentions.at(item[0])
        after = mention.end if mention is not None and mention.start == item[0] else item[0]
        between = self.view[after:predicate]
        return _PAST.search(between) is not None

    def _enumeration(
        self, item: int, start: int, limit: int
    ) -> tuple[list[tuple[int, int]], int, int | None] | None:
        """What a colon spells out after a group, up to the word of action."""
        head = self.view[item:start]
        elliptic = ELLIPTIC.fullmatch(head + " ") or ELLIPTIC.fullmatch(head)
        units = UNITS.match(self.namer.without_post(squeeze(head)) + " ") or BRANCHES.match(head + " A")
        group = GROUP_START.match(head) or elliptic or units
        body = _GAP.match(self.view, start, limit).end()  # type: ignore[union-attr]
        if not group or body >= limit or not self.view[body].isupper():
            return None
        if not (elliptic or units):
            mention = self.mentions.at(body)
            if mention is None or mention.start != body or mention.organisation.is_group:
                return None
        at = body
        while True:
            token = self._token(at, limit)
            if token is None:
                stop, predicate = limit, None
                break
            if token.lastgroup == "predicate":
                stop, predicate = token.start(), token.start()
                break
            if token.lastgroup == "stop" and token.group().strip() != "-":
                stop, predicate = token.start(), None
                break
            if token.lastgroup == "colon":
                stop, predicate = token.start(), None
                break
            at = token.end()
        return [(item, stop)] if elliptic or units else list(self._plain_items(body, stop)), stop, predicate

    def _spelled_out(self, found: OwnerList) -> list[str]:
        """The bodies that a parenthesis or a colon names, where it names bodies and not kinds of them."""
        if not found.inner:
            return []
        colon = found.inner[-1][1] >= found.end - 1 and ":" in self.view[found.start : found.end]
        names: list[str] = []
        if colon:
            first = found.items[-1][0]
            for start, end in found.items[:-1]:
                names += self.namer.names(self.text[start:end])
            if found.inner == ((first, found.end),):
                return names + self._mixed(first, found.end)
            for start, end in found.inner:
                names += self.namer.names(self.text[start:end])
            return names
        known = [m for s, e in found.inner for m in self.mentions.within(s, e) if not m.organisation.is_group]
        if len(found.items) == 1 and len(found.inner) >= 2 and len(known) >= len(found.inner):
            return [name for start, end in found.inner for name in self.namer.names(self.text[start:end])]
        return []

    def _mixed(self, start: int, end: int) -> list[str]:
        """An elliptic list, and whatever full names follow it (`… và Ban Dân tộc`)."""
        inside = [m for m in self.mentions.within(start, end) if not m.organisation.is_group]
        phrase = self.text[start:end]
        if UNITS.match(self.namer.without_post(squeeze(phrase))):
            return self.namer.names(phrase)
        colon = phrase.find(":")
        parts = split_fields(phrase[colon + 1 :])
        if len(inside) >= len(parts) and len({m.organisation.name for m in inside}) >= 2:
            return list(dict.fromkeys(m.organisation.name for m in inside))
        return self.namer.names(phrase)

    def _plain_items(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The spans between dividing marks that lie outside every known name and parenthesis."""
        view, item, at = self.view, start, start
        group = False
        depth = 0
        for mark in _MARK.finditer(view, start, end):
            if mark.start() < at:
                continue
            if mark.group() in "()":
                depth = max(0, depth + (1 if mark.group() == "(" else -1))
                continue
            mention = self.mentions.at(mark.start())
            if mention is not None and mention.start < mark.start():
                at = mention.end
                continue
            if depth:
                continue
            if mark.group().startswith(":"):
                group = True
                continue
            following = _GAP.match(view, mark.end(), end).end()  # type: ignore[union-attr]
            if mark.group() not in (";", "\n", "\t") and not self.starts_here(following):
                continue
            if group and not self.starts_here(following):
                continue
            if view[item : mark.start()].strip():
                yield item, mark.start()
            item, group = following, False
        if view[item:end].strip(" .,;-"):
            yield item, end


def _several_posts(view: str, mention: OrganisationMention) -> bool:
    if view.startswith(
        ("Bộ trưởng", "bộ trưởng", "các Bộ trưởng", "các đồng chí", "Các đồng chí"), mention.start
    ):
        return False
    return (
        mention.organisation.is_group
        and _POST_INSIDE.search(view, mention.start + 1, mention.end) is not None
    )
