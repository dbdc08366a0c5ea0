"""Where a date stands: its sentence and clause, and whether what is said there is a duty, a goal or the past."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from functools import cached_property

from extract.facts.deadline_calendar import Calendar
from extract.facts.deadline_words import Cue, DeadlineWords
from extract.structure.model import Document, Section
from extract.values.dates import Date
from extract.values.text import CAPITALS

# Led by its one character, so that the search is quick; what follows is looked at only there.
_SENTENCE = re.compile(
    rf"""[.!?…\n](?:(?<=\n)|(?<!\bTP.)(?<!\bTX.)(?<!\bKT.)(?<!\bTM.)(?<!\bTL.)[)"']*\s+(?=["'(]*[{CAPITALS}0-9]))"""
)
_CLAUSE = re.compile(r"[.;:(\n]\s*|,\s+")
_PAST = re.compile(r"(?i:(?<![^\W_])đã(?![^\W_]))")
_OBLIGATION = re.compile(r"(?i:\b(?:phải|yêu\s+cầu|giao|đề\s+nghị|phấn\s+đấu|cần)\b)")
_REACHING = re.compile(
    r"(?i:\b(?:phải|đạt|hoàn\s+thành|có|thuộc|giảm|tăng|ít\s+nhất|tối\s+thiểu|cơ\s+bản|không\s+còn|nằm\s+trong|xếp|vào\s+nhóm|duy\s+trì|"
    r"chấm\s+dứt|xóa|phấn\s+đấu|bảo\s+đảm|đảm\s+bảo|xây\s+dựng|hình\s+thành|trở\s+thành|đưa|chiếm|dưới|trên|toàn\s+bộ|tất\s+cả|mỗi|tỷ\s+lệ|"
    r"xong|còn|khởi\s+công|khánh\s+thành|thông\s+xe|tổ\s+chức|thành\s+lập|phát\s+động|khai\s+trương|vận\s+hành|nâng)\b|\d+\s?%|[≥≤])"
)
_GOAL_BEFORE = re.compile(
    r"(?i:\b(?:phấn\s+đấu|mục\s+tiêu|chỉ\s+tiêu|phải|yêu\s+cầu|hoàn\s+thành|xong|quyết\s+tâm|bảo\s+đảm|đảm\s+bảo|đạt|giảm|tăng|để|lộ\s+trình|chậm|duy\s+trì|thực\s+hiện)\b|\d\s?%)"
)
_NO_HORIZON = re.compile(
    r"(?i:(?:tầm\s+nhìn|định\s+hướng|tính|(?<!đấu)(?<!cầu)[^\s.;,]\s+từ\s+nay|ước\s+tính|lũy\s+kế|số\s+liệu|hiệu\s+lực|gia\s+hạn|kéo\s+dài|tồn\s+đọng|(?:từ|kể\s+từ)\s+(?:ngày\s+|tháng\s+|năm\s+|quý\s+|đầu\s+)?[\dIV][^.;]{0,40}|(?:giai\s+đoạn|thời\s+kỳ|nhiệm\s+kỳ)[^.;]{0,30}|tính\s+từ[^.;]{0,40})\s*)\Z"
)
_PERIOD_LABEL = re.compile(
    r"(?i:(?:thời\s+(?:gian|hạn)|tiến\s+độ|lộ\s+trình)[^:.;\n]{0,30}:\s*(?:từ|kể\s+từ)\s[^.;\n]{0,40})\Z"
)
_TITLE = re.compile(
    r"(?<![^\W_])(?:Chiến\s+lược|Đề\s+án|Chương\s+trình|Kế\s+hoạch|Quy\s+hoạch|Dự\s+án|Nghị\s+quyết|Phương\s+án|Khung|CHIẾN\s+LƯỢC|ĐỀ\s+ÁN|CHƯƠNG\s+TRÌNH|KẾ\s+HOẠCH|QUY\s+HOẠCH)(?![^\W_])"
)
# What lies ahead is only told: `Từ nay đến hết năm chỉ còn hai tháng`.
_LEFT = re.compile(r"\s*(?:chỉ\s+)?còn\s+(?:gần|khoảng|hơn|không|chưa|hai|ba|\d)")
_HORIZON_AFTER = re.compile(r"\s*(?:,|và|;)?\s*(?i:tầm\s+nhìn|định\s+hướng|và\s+định\s+hướng)")
_ATTRIBUTE = re.compile(
    r"(?i:\bđược\s+(?:tuyển\s+dụng|cấp|tiếp\s+nhận|ban\s+hành|phê\s+duyệt|giao|thành\s+lập|ký|công\s+nhận|xây\s+dựng|bổ\s+nhiệm|đầu\s+tư|phát\s+hiện|hình\s+thành|nộp|ký\s+kết|cấp\s+phép)|"
    r"\b(?:sinh|có\s+hiệu\s+lực|phát\s+sinh|xảy\s+ra|tồn\s+tại|quy\s+định|thời\s+kỳ|giai\s+đoạn|từ|so\s+với|như|ngay|cùng\s+kỳ|thời\s+điểm))\s*\Z"
)
_GIVEN = re.compile(
    r"(?i:\b(?:(?<!bàn )giao|đề\s+ra|phát\s+sinh|đạt\s+được|bị\s+trừ\s+điểm|tiếp\s+nhận|diễn\s+ra|kết\s+quả|tình\s+hình|được\s+công\s+nhận|khả\s+năng\s+giải\s+ngân|công\s+tác|ngân\s+sách|của\s+\w+))\s*\Z"
)
# `báo cáo kết quả trong tháng 4`: the results are what is due, not what the month tells of.
_REPORTED = re.compile(
    r"(?i:\b(?:báo\s+cáo|gửi|công\s+bố|công\s+khai|tổng\s+hợp|trình|thông\s+báo)\s+(?:kết\s+quả|tình\s+hình)\s*\Z)"
)
_COMPLETING = re.compile(
    r"(?i:\b(?:hoàn\s+thành|xong|bàn\s+giao|ban\s+hành|trình|phê\s+duyệt|đưa\s+vào|khởi\s+công|khánh\s+thành|chấm\s+dứt|giải\s+ngân|triển\s+khai|nghiệm\s+thu|dứt\s+điểm|công\s+bố)\b)"
)
_AIMED = re.compile(r"(?i:\b(?:phấn\s+đấu|quyết\s+tâm|phải)\b)")
_TARGET = re.compile(
    r"(?:\s*:\s*|,?\s+(?:[^\s.;:,]+\s+){0,5}?(?=(?:phải|phấn\s+đấu)\s))(?P<said>[^.;\n]{4,120})"
)
_ASKED = re.compile(r"(?i:\b(?:phải|yêu\s+cầu|giao|đề\s+nghị|phấn\s+đấu|cần|hoàn\s+thành)\b)")
_QUOTED_GOAL = re.compile(r"(?i:\b(?:mục\s+tiêu|chỉ\s+tiêu)\s)")
_PLANNED_ACT = re.compile(
    r"(?i:(?<![^\W_])(?:sơ\s+kết|tổng\s+kết|xem\s+xét|điều\s+chỉnh|đánh\s+giá|kiểm\s+tra|công\s+bố|trình|ban\s+hành|gửi|nộp|báo\s+cáo|rà\s+soát)\b)"
)
_EXCEPTED = re.compile(r"(?i:\b(?:trừ|ngoại\s+trừ|không\s+bao\s+gồm)\s[^;:]{0,120}(?<![^\W_])đã\s[^;:]*)\Z")
_REQUEST = re.compile(
    r"[\s\"'(*-]*(?:Kính\s+đề\s+nghị|Đề\s+nghị|Kiến\s+nghị|Yêu\s+cầu|Giao|Phân\s+công)(?![^\W_])"
)
# Longer than what these words take with all between them.
_NEAR = 160
_LEAD_IN = 400
_REQUESTING = re.compile(
    r"(?i:(?<![^\W_])(?:yêu\s+cầu|giao|đề\s+nghị|kiến\s+nghị|phân\s+công|tập\s+trung|cần|phải|thời\s+gian\s+tới)(?![^\W_]))"
)
_PLANNED = re.compile(r"(?i:\b(?:kế\s+hoạch|dự\s+kiến|mục\s+tiêu)\s+)\Z")


@dataclass(frozen=True)
class Place:
    """A date with the words around it, all as offsets in the document."""

    document: Document
    date: Date
    cue_start: int
    sentence_start: int
    sentence_end: int
    section: Section | None

    @cached_property
    def lead(self) -> str:
        """The sentence up to the cue."""
        return self.document.view[self.sentence_start : self.cue_start]

    @cached_property
    def clause(self) -> str:
        """The clause up to the cue."""
        start = 0
        for match in _CLAUSE.finditer(self.lead):
            start = match.end()
        return self.lead[start:]

    @cached_property
    def rest(self) -> str:
        """The sentence after the date."""
        return self.document.view[self.date.end : self.sentence_end]

    @property
    def opens(self) -> bool:
        """Whether the cue opens the sentence or item."""
        return not self.lead.strip(" \"'(-+*") or bool(
            re.fullmatch(
                r"(?i:[\s\"'(-]*(?:phấn\s+đấu|mục\s+tiêu|chỉ\s+tiêu(?:\s+\d+)?|trong\s+đó|(?:kể\s+)?từ\s+(?:nay|giờ))\s*[,:]?\s*)",
                self.lead,
            )
        )


class Sentences:
    """The sentence borders of a document, found once and looked up by place."""

    def __init__(self, view: str) -> None:
        self._ends = [0]
        self._starts = [0]
        for match in _SENTENCE.finditer(view):
            self._ends.append(match.start() + (match[0][0] != "\n"))
            self._starts.append(match.end())
        self._ends.append(len(view))

    def at(self, offset: int) -> tuple[int, int]:
        """The span of the sentence that holds the offset."""
        i = bisect.bisect_right(self._starts, offset) - 1
        return self._starts[i], self._ends[i + 1]

    def before(self, start: int) -> tuple[int, int] | None:
        """The sentence before the one that starts at an offset."""
        i = bisect.bisect_left(self._starts, start) - 1
        return (self._starts[i], self._ends[i + 1]) if i >= 0 else None


@dataclass(frozen=True)
class Setting:
    """What the document as a whole says: the day it speaks from, and whether its plain sentences are tasks."""

    calendar: Calendar
    tasks: bool

    def is_over(self, date: Date) -> bool:
        """Whether the date or period had ended when this was written; false where that is not known."""
        now = self.calendar.now(date.start)
        if now is None or date.iso is None:
            return False
        end = last_day(date.iso)
        return end <= now[: len(end)] if len(now) >= len(end) else end[: len(now)] < now


def last_day(iso: str) -> str:
    """The last day of a date in normal form, near enough to compare (`2025-Q2` -> `2025-06-31`)."""
    year, rest = iso[:4], iso[5:]
    if "/" in iso:
        return f"{iso[-4:]}-12-31"
    if not rest:
        return f"{year}-12-31"
    if rest[0] == "Q":
        return f"{year}-{3 * int(rest[1]):02d}-31"
    if rest[0] == "H":
        return f"{year}-{6 * int(rest[1]):02d}-31"
    return iso if len(rest) > 2 else f"{iso}-31"


def setting_of(document: Document, calendar: Calendar, words: DeadlineWords) -> Setting:
    """The setting of a document; without a type of its own it is taken for one that gives tasks."""
    kind = document.header.doc_type
    return Setting(calendar, kind is None or kind in words.task_documents)


def in_tasks(place: Place, setting: Setting, words: DeadlineWords) -> bool:
    """Whether a plain sentence at this place says what is to be done, not what was done."""
    if setting.tasks or _REQUEST.match(place.lead):
        return True
    return any(
        words.task_heading.search(s.heading or "") or _leads_in(place.document, s)
        for s in place.document.ancestors(place.section)
    )


def _leads_in(document: Document, section: Section) -> bool:
    """Whether an item opens a list of tasks: `2. Trong thời gian tới, … yêu cầu các địa phương:`."""
    stop = document.view.find("\n", section.body_start, min(section.end, section.body_start + _LEAD_IN))
    lead = document.view[section.body_start : stop].rstrip() if stop >= 0 else ""
    return lead.endswith(":") and _REQUESTING.search(lead) is not None


def is_past(place: Place, words: DeadlineWords) -> bool:
    """Whether the clause tells of something done (`đã hoàn thành trước ngày …`)."""
    done = _PAST.search(place.clause)
    said = place.lead.lower()
    if ("trừ" in said or "bao" in said) and _EXCEPTED.search(place.lead):
        return True
    if done:
        earlier = place.clause[: done.start()]
        return not (words.task_verb.match(earlier.strip()) or _OBLIGATION.search(earlier))
    return False


def accepts(cue: Cue, place: Place, setting: Setting, words: DeadlineWords) -> float | None:
    """How sure it is that a date with a cue is a deadline, `None` where it is none."""
    if is_past(place, words):
        return None
    match cue.name:
        case "latest":
            vague = place.date.precision in ("year", "span") and not words.task_verb.search(place.lead)
            return None if vague else cue.confidence
        case "before":
            told = place.opens and (
                (setting.is_over(place.date) and not _OBLIGATION.search(place.rest[:160]))
                or _PAST.search(place.rest[:60])
            )
            return None if told or _ATTRIBUTE.search(place.clause) or _dangling(place) else cue.confidence
        case "at_once":
            now = setting.calendar.now(place.date.start)
            late = now is not None and last_day(place.date.iso or "9999") < now
            return None if late or _PAST.search(place.rest[:90]) else cue.confidence
        case "goal":
            return _goal(cue, place, setting, words)
        case "label":
            return _label(cue, place, setting, words)
        case "in_time":
            told = not in_tasks(place, setting, words) or setting.is_over(place.date)
            return None if told else cue.confidence
        case "coming":
            said = _OBLIGATION.search(place.rest[:120]) or words.task_verb.search(place.rest[:60])
            told = setting.is_over(place.date) or not in_tasks(place, setting, words)
            return cue.confidence if said and not told and not _PAST.search(place.rest[:60]) else None
        case "until":
            return _until(cue, place, setting, words)
        case "aim":
            near = _REACHING.search(re.split(r"[.;\n]", place.rest, maxsplit=1)[0][:120])
            return (
                cue.confidence
                if near and not _PAST.search(place.rest[:60]) and not setting.is_over(place.date)
                else None
            )
        case "within" | "span":
            return _within(cue, place, setting, words)
        case _:
            return _at(cue, place, setting, words)


def _dangling(place: Place) -> bool:
    """`Trước năm 2020, …` as a time of the past opens its sentence and asks nothing."""
    return place.opens and not _REACHING.search(place.rest[:120]) and not _OBLIGATION.search(place.rest[:160])


def _label(cue: Cue, place: Place, setting: Setting, words: DeadlineWords) -> float | None:
    labelled = place.document.view[place.cue_start : place.date.start].rstrip().endswith(":")
    if not labelled and (_PLANNED.search(place.clause) or not in_tasks(place, setting, words)):
        return None
    if not labelled and setting.is_over(place.date) and not _OBLIGATION.search(place.lead):
        return None
    return cue.confidence


def _until(cue: Cue, place: Place, setting: Setting, words: DeadlineWords) -> float | None:
    near = max(0, len(place.lead) - _NEAR)
    if _PERIOD_LABEL.search(place.lead, near):
        return 0.7
    if (
        _NO_HORIZON.search(place.lead, near)
        or _HORIZON_AFTER.match(place.rest)
        or _LEFT.match(place.rest)
        or _PAST.search(place.rest[:70])
    ):
        return None
    heading = (
        place.section is not None
        and place.section.heading is not None
        and place.date.end <= place.section.body_start + len(place.section.heading) + 2
    )
    if heading and not place.rest.strip(" .:;,"):
        return _goal_heading(cue, place, words)
    if _TITLE.search(place.clause) and not re.match(r"\s*(?:phải|đạt|hoàn\s+thành)", place.rest):
        return None
    obliged = _OBLIGATION.search(place.rest[:60]) or re.search(r"(?i:phải|phấn\s+đấu|yêu\s+cầu)", place.lead)
    if setting.is_over(place.date) and not obliged:
        return None
    if not obliged and not in_tasks(place, setting, words):
        return None
    clause_rest = re.split(r"[.;\n]", place.rest, maxsplit=1)[0][:140]
    aimed = _REACHING.search(clause_rest) or words.task_verb.search(clause_rest)
    if place.opens and (place.rest[:2].strip(" ")[:1] in (",", ":") or aimed):
        return cue.confidence
    first = clause_rest.lstrip(" ,:")
    listed = place.rest.lstrip()[:1] == ":"
    if (
        (not place.clause.strip() and (aimed or listed))
        or _REACHING.match(first)
        or words.task_verb.match(first)
        or _GOAL_BEFORE.search(place.clause)
    ):
        return cue.confidence - 0.08
    return None


def _goal(cue: Cue, place: Place, setting: Setting, words: DeadlineWords) -> float | None:
    """A target that opens with its year: `Năm 2026: tối thiểu 70% hồ sơ …`, under a heading of goals or tasks."""
    if place.date.precision not in ("year", "half", "quarter", "month") or setting.is_over(place.date):
        return None
    target = _TARGET.match(place.rest)
    if target is None or _PAST.search(target["said"]):
        return None
    aimed = re.search(
        r"(?i:tối\s+thiểu|ít\s+nhất|phấn\s+đấu|phải|hoàn\s+thành|đạt|trên|dưới|không\s+quá|giảm|tăng|còn|toàn\s+bộ)|\d\s?%|[≥≤]",
        target["said"],
    )
    above = place.document.ancestors(place.section)
    goals = any(words.goal_heading.search(s.heading or "") for s in above)
    return cue.confidence if aimed and (goals or in_tasks(place, setting, words)) else None


def _goal_heading(cue: Cue, place: Place, words: DeadlineWords) -> float | None:
    """A heading that dates the goals below it (`a) Đến năm 2026`, `Mục tiêu cụ thể đến năm 2030`)."""
    above = place.document.ancestors(place.section)
    label = place.section.label if place.section is not None else ""
    if label.lower().startswith("phụ") or len(place.lead) > 90:
        return None
    following = place.document.view[place.sentence_end : place.sentence_end + 120]
    if re.search(rf"(?i:đến\s+(?:hết\s+)?năm)\s+{place.date.iso}(?!\d)", following):
        return None
    if place.opens and len(above) > 1:
        return cue.confidence - 0.1
    return (
        cue.confidence - 0.25 if any(words.goal_heading.search(s.heading or "") for s in above[:2]) else None
    )


def _within(cue: Cue, place: Place, setting: Setting, words: DeadlineWords) -> float | None:
    if _PAST.search(place.rest[:60]) or not in_tasks(place, setting, words) or setting.is_over(place.date):
        return None
    given = _GIVEN.search(place.clause) and not _REPORTED.search(place.clause)
    if given or place.date.precision == "span":
        return None
    if place.opens and place.date.precision != "year":
        asked = _ASKED.search(place.rest[:120]) and _PAST.search(place.rest[:120]) is None
        return cue.confidence - 0.2 if asked else None
    aim = _QUOTED_GOAL.search(place.clause)
    if not (aim or words.task_verb.search(place.clause) or words.task_verb.search(place.lead)):
        return None
    if place.date.precision == "year":
        near = aim or _COMPLETING.search(place.clause[-45:]) or _AIMED.search(place.clause)
        opens = words.task_opening.match(_unlabelled(place))
        closes = re.match(r"\s*(?:[.;,)]|theo\b|\Z)", place.rest)
        if not (near or (opens and closes)) or place.opens:
            return None
        return cue.confidence - 0.1
    return cue.confidence


def _at(cue: Cue, place: Place, setting: Setting, words: DeadlineWords) -> float | None:
    if setting.is_over(place.date) or _PAST.search(place.rest[:60]) or place.date.precision == "recurring":
        return None
    if not in_tasks(place, setting, words) or place.opens:
        return None
    undated = setting.calendar.now(place.date.start) is None
    if undated and re.search(r"(?i:\bđược\b)", place.clause) and not _AIMED.search(place.lead):
        return None
    bracketed = place.lead.rfind("(") > place.lead.rfind(")")
    acted = not bracketed and _PLANNED_ACT.search(place.clause)
    return cue.confidence if acted or _REACHING.search(place.clause) else None


def _unlabelled(place: Place) -> str:
    section = place.section
    if section is not None and place.sentence_start <= section.body_start <= place.cue_start:
        return place.document.view[section.body_start : place.cue_start]
    return place.lead
