"""What is due: the action that a sentence, a label line or a heading ties to a date."""

from __future__ import annotations

import re
from typing import Literal

from extract.facts.atoms import Atoms
from extract.facts.deadline_context import Sentences
from extract.facts.deadline_owners import ASSIGN, GROUP, JOINT
from extract.structure.model import Document, Section
from extract.values.text import squeeze

Side = Literal["before", "after"]

_DATE_ONLY = re.compile(
    r"(?i:[\s-]*(?:(?:thời\s+(?:gian|hạn)|tiến\s+độ|lộ\s+trình|hạn)[^.;:\n]{0,40}:?|hoàn\s+thành|xong|trong|trước|gửi|chậm\s+nhất(?:\s+là)?|phải)[\s,:(]*)*"
)
_LEAD_WORDS = re.compile(
    r"(?i:[\s,:-]*(?:(?:chủ\s+động\s+)?(?:chủ\s+trì|phối\s+hợp)(?:\s*,\s*phối\s+hợp)?(?:\s+(?:chặt\s+chẽ\s+)?(?:với|cùng)[^,;.]{2,160}?(?=,|\s(?:tổ\s+chức|rà\s+soát|nghiên\s+cứu|tham\s+mưu|xây\s+dựng|thực\s+hiện|triển\s+khai|đề\s+xuất|hướng\s+dẫn|kiểm\s+tra|khảo\s+sát)))?|có\s+trách\s+nhiệm|khẩn\s+trương|phải|cần|tiếp\s+tục|tập\s+trung)[\s,:]*)+"
)
_LABEL_LINE = re.compile(
    r"(?i:[\s+*-]*(?:(?:đơn\s+vị|cơ\s+quan)\s+(?:chủ\s+trì|phối\s+hợp|thực\s+hiện)|kinh\s+phí|sản\s+phẩm|kết\s+quả|chủ\s+trì|phối\s+hợp|thời\s+(?:gian|hạn)|tiến\s+độ|lộ\s+trình|hoàn\s+thành|hạn|mốc|xong)[^:\n]{0,40}:)"
)
_ENDING = re.compile(
    r"(?i:[\s,;]+(?:hoàn\s+thành|xong|và|thời\s+gian|phấn\s+đấu|để|chậm\s+nhất|gửi|trong|định\s+kỳ|phải)+)\Z"
)
_ENDS = ("thành", "xong", "và", "gian", "đấu", "để", "nhất", "gửi", "trong", "kỳ", "phải")
_OPENING = re.compile(r"(?i:(?:phải|sẽ|cần|thì|được)\s+)")
_OBLIGED = re.compile(r"[\s,:]*(?i:phải|sẽ|cần|có\s+trách\s+nhiệm)\s")
_ITEM = re.compile(r"[\s*]*(?:[-+•]|\(?[\dIVXivx]{1,4}(?:\.\d{1,2}){0,3}[.)]|[a-zđ]\))\s+")
_POST = re.compile(r"\s*(?:Chủ tịch|Giám đốc|Bộ trưởng|Thủ trưởng|các|Các|đồng chí)\s*")
_ASIDE = re.compile(r"\s*\([^()\n]{2,90}\)\s*")
_MOST_WORDS = 55


class TaskReader:
    """Reads the task of a date in one document."""

    def __init__(self, document: Document, atoms: Atoms, sentences: Sentences, verb: re.Pattern[str]) -> None:
        self._document, self._atoms, self._sentences, self._verb = document, atoms, sentences, verb

    def read(
        self, start: int, cue: int, end: int, stop: int, section: Section | None, side: Side
    ) -> str | None:
        """The action due at the date `cue:end` of the sentence `start:stop`; `side` is where it is looked for first."""
        body = max(start, section.body_start) if section is not None and section.body_start <= cue else start
        headed = (
            section is not None
            and section.heading is not None
            and end <= section.body_start + len(section.heading) + 2
        )
        if (
            headed
            and not self._document.view[end:stop].strip(" .:;")
            and (below := self._below(stop, section))
        ):
            return below
        before, after = self._before(body, cue), self._after(end, stop)
        if side == "after" and len(after.split()) >= 3 and not after.startswith(("và ", "hoặc ")):
            return after
        if not _DATE_ONLY.fullmatch(before) and len(before.split()) >= 3:
            if len(before.split()) < 12 and not self._verb.search(before) and self._verb.match(after):
                return after
            return before
        if len(after.split()) >= 3 and not after.startswith(("và ", "để ")):
            return after
        return self._above(start, body, stop, section) or before or None

    def _before(self, start: int, cue: int) -> str:
        """The last part of the sentence before the date that is an action of its own."""
        view = self._document.view
        cut = start
        for mark in re.finditer(r"[;:]\s+(?:đồng\s+thời,?\s+)?", view[start : cut_limit(start, cue)]):
            rest = view[start + mark.end() : cue]
            # Before a colon stands what the sentence is about, unless who is told follows.
            if mark[0][0] == ":" and not GROUP.match(rest):
                continue
            words = rest.split()
            if len(words) >= 4 and not _DATE_ONLY.fullmatch(rest.strip(" ,:;.()")):
                cut = start + mark.end()
        return self._clean(cut, cue)

    def _after(self, end: int, stop: int) -> str:
        rest = re.split(r";\s", self._document.view[end:stop], maxsplit=1)[0]
        aside = _ASIDE.match(rest)
        phrase = squeeze(self._document.text[end + (aside.end() if aside else 0) : end + len(rest)]).strip(
            " ,:;.()"
        )
        # `Trước ngày …, các sở phải trình phương án`: whom the sentence tells is no part of the task.
        if (group := GROUP.match(phrase)) and _OBLIGED.match(phrase, group.end()):
            phrase = phrase[group.end() :].lstrip(" ,:")
        return _short(_OPENING.sub("", phrase, count=1) if _OPENING.match(phrase) else phrase, last=False)

    def _above(self, start: int, body: int, stop: int, section: Section | None) -> str | None:
        """The text that a line of its own (`Thời gian hoàn thành: …`) or a dated heading belongs to."""
        view = self._document.view
        line = view.rfind("\n", 0, body) + 1
        earlier = self._sentences.before(start)
        if earlier is not None and earlier[0] >= line and not _LABEL_LINE.match(view, line):
            return self._clean(self._unlabelled(earlier[0]), earlier[1]) or None
        for _ in range(6):
            if line < 2:
                return None
            stop_line, line = line - 1, view.rfind("\n", 0, line - 1) + 1
            if not _LABEL_LINE.match(view, line):
                return _short(self._clean(self._unlabelled(line), stop_line), last=False) or None
        return None

    def _below(self, stop: int, section: Section | None) -> str | None:
        """The first items under a dated heading (`Mục tiêu đến năm 2030`)."""
        if section is None:
            return None
        items = self._document.view[stop : min(section.end, stop + 900)].lstrip("\n").split("\n")[:3]
        found = "; ".join(squeeze(_ITEM.sub("", item)).strip(" .;") for item in items if item.strip())
        return _short(found, last=False) or None

    def _unlabelled(self, start: int) -> int:
        item = _ITEM.match(self._document.view, start)
        return item.end() if item else start

    def _clean(self, start: int, end: int) -> str:
        """The predicate of a stretch: without the body it is addressed to and the words that only order it."""
        view = self._document.view
        order = ASSIGN.search(view, start, min(end, start + 200))
        at = order.end() if order else start
        for mention in self._atoms.mentions.within(at, min(end, at + 220)):
            between = view[at : mention.start]
            if mention.start - at <= 3 or JOINT.fullmatch(between) or _POST.fullmatch(between):
                at = mention.end
            else:
                break
        if (
            at == start
            and (group := GROUP.match(view, at, end))
            and (obliged := _OBLIGED.match(view, group.end(), end))
        ):
            at = obliged.start()
        lead = _LEAD_WORDS.match(view, at, end)
        phrase = squeeze(self._document.text[lead.end() if lead else at : end]).strip(" ,:;.()-")
        if phrase.lower().endswith(_ENDS):
            phrase = _ENDING.sub("", phrase) or phrase
        return _short(phrase, last=True)


def cut_limit(start: int, cue: int) -> int:
    """Parts that begin within the last characters before the date are no actions of their own."""
    return max(start, cue - 12)


def _short(phrase: str, *, last: bool) -> str:
    words = phrase.split()
    return " ".join(words[-_MOST_WORDS:] if last else words[:_MOST_WORDS])
