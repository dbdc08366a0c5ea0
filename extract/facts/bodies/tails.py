"""Where the words of a composed name end (`Trung tâm` + `Khuyến nông và Dịch vụ nông nghiệp`)."""

from __future__ import annotations

import re

from extract.facts.bodies.base import Reader
from extract.facts.bodies.forms import COMPANION, KIND_AHEAD, LAST_PROPER, NEXT, SPACE, WEAK, YEAR_NUMBER
from extract.facts.bodies.units import known_prefix


class Tails(Reader):
    """Reads how far the words of a name go."""

    def _tail(self, pos: int, topic: bool) -> int:
        """Where the words of a composed name end that begin after `pos`; `pos` itself where there are none."""
        text, known = self.text, self.register
        end, i, seen, lower = pos, pos, 0, 0
        spaced = SPACE.match(text, pos)
        if spaced:
            for form in known.known_tails:
                if text.startswith(form, spaced.end()):
                    stop = spaced.end() + len(form)
                    if not text[stop : stop + 1].isalnum():
                        seen, end, i = len(form.split()), stop, stop
                        break
            field = known.field_at(text, spaced.end(), None) if not seen else None
            if field is not None:
                seen, end, i = 3, field[0], field[0]
            known_part = bool(seen)
        else:
            known_part = False
        while seen < 22:
            match = NEXT.match(text, i)
            if not match:
                break
            gap, word = match["gap"].strip(), match["word"]
            at = match.start("word")
            capital = word[0].isupper()
            if known_part and not capital and word not in ("và",) and gap == "":
                break
            if gap == ",":
                if not seen or not (
                    (
                        capital
                        and at not in self.hits
                        and (
                            COMPANION.match(text, match.start("gap"))
                            or match["word"] in ("Khen", "Truyền", "Thể", "Thú")
                        )
                    )
                    or (topic and not capital and self._topic_comma(match))
                    or (not capital and text.startswith(known.title_parts, at))
                ):
                    break
            elif gap in ("-", "&") and not capital:
                break
            if word in ("và",) and gap == "":
                following = NEXT.match(text, match.end())
                if not following or following["gap"].strip():
                    break
                there = following.start("word")
                if not seen:
                    break
                if following["word"][0].isupper():
                    if (there in self.hits and not self._continues(there)) or text.startswith(
                        known.others, there
                    ):
                        break
                elif not (topic and seen >= 2 and self._open_topic(following)):
                    break
                i, end = following.end(), following.end()
                seen += 2
                known_part = False
                continue
            if seen and capital and at in self.hits and not self._continues(at):
                break
            if not capital:
                if word == "năm" and seen and YEAR_NUMBER.match(text, match.end()):
                    i = end = match.end() + 5
                    break
                if KIND_AHEAD.match(text, i):
                    break
                if not seen:
                    if not (topic and self._open_topic(match)):
                        break
                elif gap != "," and (self._stops(match, i) or self._after_place(end)):
                    break
                lower += 1
                if lower > (14 if topic else 8):
                    # No name runs on like this: the end was missed, and the words are not to be trusted.
                    return pos
            elif (
                (word in ("Tỉnh", "Thành", "Xã", "Huyện", "Phường") and KIND_AHEAD.match(text, i))
                or word.isdigit()
                or (seen and text.startswith(known.others, at))
            ):
                break
            else:
                lower = 0
            known_part = known_part and not capital
            end = i = match.end()
            seen += 1
        return end

    def _after_place(self, end: int) -> bool:
        """Whether the words so far end with the name of a place, behind which no small word goes on."""
        last = LAST_PROPER.search(self.text, max(0, end - 24), end)
        return last is not None and (last[0] == "Việt Nam" or known_prefix(last[0]) is not None)

    def _topic_comma(self, match: re.Match[str]) -> bool:
        """A comma inside a task (`phòng, chống tham nhũng, tiêu cực`, `đánh giá, xác định Chỉ số`)."""
        return self.text.startswith(self.register.topic_parts, match.start("word"))

    def _open_topic(self, match: re.Match[str]) -> bool:
        return self.text.startswith(self.register.topics, match.start("word"))

    def _stops(self, match: re.Match[str], end: int) -> bool:
        """Whether a small word ends the name that reaches to `end`, by itself or with the word behind it."""
        if self.text.endswith(self.register.compounds.get(match["word"], ("\0",)), 0, end):
            return False
        following = NEXT.match(self.text, match.end())
        pair = f"{match['word']} {following['word']}" if following else ""
        if match["word"] in self.register.stops:
            return pair not in self.register.allowed
        return pair in self.register.stop_pairs

    def _continues(self, pos: int) -> bool:
        """Whether a capitalised word that could open a body goes on with the name instead."""
        return all(h.entry.name in WEAK or (h.entry.silent and not h.entry.fixed) for h in self.hits[pos])
