"""Who owes what is due: told to in the sentence, its subject, the item's label line, a heading, or the lead-in of a list."""

from __future__ import annotations

import re

from extract.facts.atoms import Atoms
from extract.facts.model import OrganisationMention
from extract.facts.organisations import Bodies
from extract.structure.model import Document, Section
from extract.values.text import squeeze

ASSIGN = re.compile(
    r"(?:(?<![^\W_])(?:[Gg]iao|[Yy]êu\s+cầu|[Đđ]ề\s+nghị|[Pp]hân\s+công|[Bb]uộc|GIAO|YÊU\s+CẦU|ĐỀ\s+NGHỊ)(?:\s+cho)?)\s*:?\s+"
)
JOINT = re.compile(r"\s*(?:,|;|và|\s-|:)\s*(?:các\s+|Chủ\s+tịch\s+|Thủ\s+trưởng\s+|Giám\s+đốc\s+)?")
_SIDE = re.compile(
    r"(?i:\b(?:phối\s+hợp|cùng|cùng\s+với|với|gửi|về|báo\s+cáo|trình|qua|của|tham\s+mưu|cho|đến|trước|hướng\s+dẫn|thuộc|do|tại|đề\s+nghị\s+của|tại\s+kết\s+luận\s+của)\s+(?:các\s+)?)\Z"
)
_BASIS = re.compile(
    r"(?i:(?:trên\s+cơ\s+sở|căn\s+cứ|theo|thực\s+hiện|để|về|đối\s+với|ngoài|sau\s+khi|qua|trong|riêng)\b)"
)
_POSTED = re.compile(
    r"(?:^|[.;:]\s)\s*(?:\(?[\w.]{1,4}[.)]\s*)?(?:Chủ tịch|Giám đốc|Bộ trưởng|Thủ trưởng|Chánh Văn phòng|Trưởng ban|Tổng Giám đốc|Thống đốc|các|Các|Lãnh đạo|Người đứng đầu|đồng thời|riêng)?,?\s*\Z"
)
_OWNER_LINE = re.compile(
    r"(?i:[\s+*-]*(?:(?:đơn\s+vị|cơ\s+quan)\s+(?:chủ\s+trì|thực\s+hiện|chịu\s+trách\s+nhiệm)|chủ\s+trì)[^:\n]{0,40}:\s*)"
)
_LABEL_LINE = re.compile(
    r"(?i:[\s+*•-]*(?:o\s+)?(?:hoàn\s+thành|hạn|mốc|xong|tiến\s+độ|lộ\s+trình|đơn\s+vị|cơ\s+quan|thời\s+(?:gian|hạn)|kinh\s+phí|sản\s+phẩm|phối\s+hợp|chủ\s+trì|kết\s+quả)[^:\n]{0,40}:)"
)
# A group that no register holds: from its first word to the verb that tells it what to do.
_HEAD = (
    r"(?:(?:[Cc]ác|[Tt]ừng|[Mm]ỗi|[Nn]hững|[Tt]ất\s+cả(?:\s+các)?|\d{1,3}|[Hh]ai|[Bb]a|[Bb]ốn|[Nn]ăm|[Ss]áu|[Bb]ảy|[Tt]ám|[Cc]hín|[Mm]ười)\s+(?:cấp\s+ủy|khoa|trường|bệnh\s+viện|thôn|quận|chi\s+bộ|đảng\s+bộ|[Tt]ổng\s+cục|[Cc]ục|[Vv]ụ|chi\s+cục|thị\s+xã|thành\s+viên|sở|[Ss]ở|ban|[Bb]an|bộ|[Bb]ộ|ngành|cơ\s+quan|đơn\s+vị|địa\s+phương|huyện|xã|phường|phòng|[Pp]hòng|tổ\s+chức|doanh\s+nghiệp|[Tt]ập\s+đoàn|cán\s+bộ|công\s+chức|nhà\s+thầu|chủ\s+đầu\s+tư|đồng\s+chí|tỉnh|thành\s+phố|UBND|Ủy\s+ban|thủ\s+trưởng|cấp|hội|đoàn\s+thể|bên)|"
    r"Thủ\s+trưởng\s+các|UBND\s+các|Ủy\s+ban\s+nhân\s+dân\s+(?:các|cấp)|UBND\s+cấp|[Cc]án\s+bộ|[Cc]ông\s+chức|Giám\s+đốc\s+các|Chủ\s+tịch\s+UBND\s+các)"
)
_RELATIVE = r"(?:\s+(?:được\s+giao|chưa|còn|có\s+liên\s+quan)\s[^,:.;\n]{3,90})?"
_VERBS = r"(?i:phải|cần|khẩn\s+trương|nghiêm\s+túc|có\s+trách\s+nhiệm|chủ\s+trì|chủ\s+động|tiếp\s+tục|tập\s+trung|phối\s+hợp|thực\s+hiện|rà\s+soát|báo\s+cáo|tổ\s+chức|gửi|xây\s+dựng|ban\s+hành|triển\s+khai|hoàn\s+thành|căn\s+cứ|định\s+kỳ|đẩy\s+mạnh|tăng\s+cường|trước|chậm|kiểm\s+điểm|cung\s+cấp|bố\s+trí|đề\s+xuất|tham\s+mưu|nghiên\s+cứu|đôn\s+đốc|bổ\s+sung|cập\s+nhật|trực\s+tiếp|chỉ\s+đạo|xử\s+lý|công\s+khai|niêm\s+yết|hoàn\s+tất|hoàn\s+thiện|chọn|lựa\s+chọn|đăng\s+ký|nộp|sẽ|chịu\s+trách|quán\s+triệt|giải\s+ngân|khắc\s+phục|chấm\s+dứt|cử|bảo\s+đảm|đảm\s+bảo|đưa|giải\s+trình|đối\s+thoại|chấn\s+chỉnh|rút|kiện\s+toàn|phân\s+công|kết\s+nối|số\s+hóa|giải\s+quyết|dừng|xin\s+lỗi|nhập|ký|trình)(?![^\W_])"
GROUP = re.compile(
    rf"(?P<who>{_HEAD}(?![^\W_])[^.\n:;]{{0,150}}?{_RELATIVE})(?=\s*(?::|,?\s+{_VERBS}|,\s+(?i:đến|trong)\s|\s*\Z))"
)
_GROUP_HEADING = re.compile(rf"(?P<who>{_HEAD}(?![^\W_])[^.\n:]{{0,220}}?)\s*:?\s*\Z")
# An addressed post stands for its body; a group of more words than this has run into what it is told to do.
_POST_OF = re.compile(
    r"(?:các\s+đồng\s+chí\s+)?(?:Giám\s+đốc|Thủ\s+trưởng|Chủ\s+tịch|Bộ\s+trưởng)\s+(?=các\s|UBND|Ủy\s+ban|cơ\s+quan)"
)
_MOST_OF_GROUP = 24
_MOST_PARTS = 6
_LONGEST_LINE = 1200
# A body that no register holds, told to do something by name: `Đề nghị Viễn thông tỉnh cử …`.
_NAMED = re.compile(rf"(?P<who>[A-ZĐ]\w+(?:\s+[^\s.,;:]+){{1,7}}?)(?=\s+{_VERBS})")
_AT_ONCE = 25
_TOWARDS = re.compile(
    r"(?:[Đđ]ối\s+với|[Rr]iêng)\s+(?P<who>(?:(?:các|những|từng)\s+)?(?:huyện|thị\s+xã|thành\s+phố|xã|phường|tỉnh|sở|ban|ngành|cơ\s+quan|đơn\s+vị|địa\s+phương|cấp|UBND|Ủy\s+ban|tổ\s+chức|doanh\s+nghiệp|trường|bệnh\s+viện|cán\s+bộ|công\s+chức|Sở|Phòng|Bộ|chủ\s+đầu\s+tư)(?![^\W_])[^.;:\n]{0,150}?)\s*,\s*\Z"
)
_HEADED = re.compile(
    r"(?i:(?:đối\s+với|giao|yêu\s+cầu|đề\s+nghị|trách\s+nhiệm\s+của|nhiệm\s+vụ\s+của)(?:\s+cho)?\s*:?\s+)?"
)
# The body that an item begins with, a colon behind it: `Với Sở Tài chính: …`, `Tổ Công nghệ số: …`.
_ADDRESSED = re.compile(
    r"(?:(?:Đối\s+với|Với|Riêng|Về\s+phía|Phía|Giao|Yêu\s+cầu|Đề\s+nghị)\s+)?(?P<who>(?:(?:[Tt]ổ(?!\s+chức)|[Pp]hòng(?!\s*,|\s+(?:ngừa|chống))|Khoa|[Bb]an(?!\s+hành)|[Tt]rung\s+tâm|[Đđ]ội|Hội(?!\s+(?:nghị|thảo|họp))|Đoàn(?!\s+kết)|[Cc]ông\s+chức|[Cc]án\s+bộ|[Bb]ộ\s+phận|Văn\s+phòng|Chi\s+cục|Thanh\s+tra|Công\s+an|Viễn\s+thông|Bưu\s+điện|Sở|Vụ|Cục|Bộ|UBND|Ủy\s+ban|Trạm|Trường|Bệnh\s+viện|Kho\s+bạc|Các|các)(?![^\W_])[^:.;\n]{2,150}?))\s*:(?=\s)"
)
_CLAUSE = re.compile(r"\s*[,:]\s+(?:thì\s+)?")
_LABEL = re.compile(r"[\s*]*(?:[-+•o]|\(?[\dIVXivx]{1,4}(?:\.\d{1,2}){0,3}[.)/-]|[a-zđ]\))\s+")


class OwnerReader:
    """Reads the owners of deadlines in one document; `fallback` owns what nobody is named for."""

    def __init__(self, document: Document, atoms: Atoms, bodies: Bodies, fallback: str | None) -> None:
        self._document, self._atoms, self._bodies, self._fallback = document, atoms, bodies, fallback

    def read(self, start: int, end: int, section: Section | None) -> str | None:
        """The bodies that owe what the sentence part `start:end` says, joined by `; `."""
        found = (
            self._clause_subject(start, end)
            or self._told(start, end)
            or self._subject(start, end)
            or self._labelled(start)
            or self._addressed(start, end)
            or self._addressed(self._line(start), end)
            or (self._addressed(section.body_start, end) if section is not None else None)
        )
        if found:
            return found
        reporting = self._document.header.doc_type == "Báo cáo"
        if section is not None and section.body_start < start and not reporting:
            found = self._told(section.body_start, start) or self._subject(section.body_start, start)
            if found:
                return found
        for above in self._document.ancestors(section):
            found = self._heading(above) if above.heading is not None else self._first_line(above, start)
            found = found or self._addressed(above.body_start, min(above.end, start))
            if found := found or self._list_lead(above):
                return found
        return self._fallback

    def after(self, start: int, end: int) -> str | None:
        """The subject of a sentence that opens with its date (`Hằng năm, sau khi …, các sở rà soát …`)."""
        view = self._document.view
        end = min(end, start + 400)
        for clause in _CLAUSE.finditer(view, start, end):
            at = clause.end()
            first = next(iter(self._atoms.mentions.within(at, min(at + 4, end))), None)
            if group := GROUP.match(view, at, end):
                return self._fuller(first, group["who"], at, end)
            if first is not None and first.start == at:
                return self._names(first, end)
        return None

    def _told(self, start: int, end: int) -> str | None:
        """Whom the last order of a stretch names (`Giao Sở Y tế …`)."""
        found = None
        for match in ASSIGN.finditer(self._document.view, start, end):
            first = next(iter(self._atoms.mentions.within(match.end(), min(match.end() + 60, end))), None)
            group = GROUP.match(self._document.view, match.end(), end)
            if group is not None:
                found = self._fuller(first, group["who"], match.end(), end)
            elif first is None or first.start > match.end() + _AT_ONCE:
                named = _NAMED.match(self._document.view, match.end(), end)
                found = squeeze(named["who"]) if named else (self._names(first, end) if first else found)
            else:
                found = self._names(first, end)
        return found

    def _subject(self, start: int, end: int) -> str | None:
        """The body that a sentence or clause begins with."""
        view = self._document.view
        start = label.end() if (label := _LABEL.match(view, start, end)) else start
        best = None
        at = start
        if group := GROUP.match(view, start, end):
            first = next(iter(self._atoms.mentions.within(start, end)), None)
            best = self._fuller(first, group["who"], start, end)
            at = group.end("who")
        for mention in self._atoms.mentions.within(at, end):
            lead = view[start : mention.start]
            part = lead.rsplit(";", 1)[-1]
            clause = part.rsplit(",", 1)[-1]
            opens = not part.strip(" \"'(-+*.:") or (not clause.strip() and bool(_BASIS.match(part.strip())))
            posted = _POSTED.search(lead)
            if not (opens or posted) or _SIDE.search(lead):
                continue
            if best is None or (posted and posted[0][:1] in ".;"):
                best = self._names(mention, end)
        if view[start:end].rstrip().endswith(",") and (towards := _TOWARDS.search(view, start, end)):
            return self._group(towards["who"])
        return best

    def _clause_subject(self, start: int, end: int) -> str | None:
        """The group that a later part of a sentence begins with (`…; các xã hoàn tất …`), from the last part back."""
        view = self._document.view
        stop = end
        for _ in range(_MOST_PARTS):
            part = max(view.rfind("; ", start, stop), view.rfind(": ", start, stop))
            if part < 0 or ASSIGN.match(view, part + 2):
                return None
            group = GROUP.match(view, part + 2, end)
            if group is not None and group.end() < stop:
                first = next(iter(self._atoms.mentions.within(part + 2, end)), None)
                return self._fuller(first, group["who"], part + 2, end)
            stop = part
        return None

    def _line(self, start: int) -> int:
        """Where the line of an offset begins, of one that is very long a place near before it."""
        low = max(0, start - _LONGEST_LINE)
        return max(low, self._document.view.rfind("\n", low, start) + 1)

    def _addressed(self, start: int, end: int) -> str | None:
        """The body with a colon behind it that an item begins with."""
        view = self._document.view
        start = label.end() if (label := _LABEL.match(view, start, end)) else start
        addressed = _ADDRESSED.match(view, start, end)
        if addressed is None:
            return None
        at = addressed.start("who")
        first = next(iter(self._atoms.mentions.within(at, addressed.end())), None)
        if first is not None and first.start <= at + 6:
            return self._names(first, addressed.end())
        return self._group(addressed["who"])

    def _fuller(self, first: OrganisationMention | None, phrase: str, start: int, end: int) -> str:
        """The registered names where they cover what is printed, else the printed group."""
        printed = self._group(_POST_OF.sub("", phrase))
        if first is None or first.start > start + 22:
            return printed
        names = self._names(first, end)
        if len(printed.split()) > _MOST_OF_GROUP:
            return names
        return names if len(names.split()) >= 0.75 * len(printed.split()) else printed

    def _labelled(self, start: int) -> str | None:
        """The body of a line `Đơn vị chủ trì: …` near the line of the date."""
        view = self._document.view
        own = line = view.rfind("\n", 0, start) + 1
        if not _LABEL_LINE.match(view, line):
            return None
        for _ in range(5):
            match = _OWNER_LINE.match(view, line)
            stop = view.find("\n", line)
            if match:
                first = next(iter(self._atoms.mentions.within(match.end(), stop)), None)
                return (
                    self._names(first, stop)
                    if first is not None
                    else squeeze(view[match.end() : stop]).strip(" .;")
                )
            if line < 2 or (line != own and not _LABEL_LINE.match(view, line)):
                return self._addressed(line, stop)
            line = view.rfind("\n", 0, line - 1) + 1
        return None

    def _heading(self, section: Section) -> str | None:
        view = self._document.view
        stop = section.body_start + len(section.heading or "")
        mentions = self._atoms.mentions.within(section.body_start, stop)
        prefix = _HEADED.match(view, section.body_start, stop)
        begin = prefix.end() if prefix else section.body_start
        if group := GROUP.match(view, begin, stop):
            return (
                self._names(mentions[0], stop)
                if mentions and mentions[0].start <= begin + 6
                else self._group(group["who"])
            )
        if not mentions or len(view[begin : mentions[0].start].strip(" :-,")) > 14:
            return None
        return self._names(mentions[0], stop)

    def _first_line(self, section: Section, start: int) -> str | None:
        """The owner in the opening words of an item that holds others."""
        line = self._document.view.find("\n", section.body_start)
        stop = min(line if line >= 0 else section.end, section.end)
        if section.start >= start or stop >= start:
            return None
        return self._told(section.body_start, stop) or self._subject(section.body_start, stop)

    def _list_lead(self, section: Section) -> str | None:
        """The owner in the paragraph that opens the list which the section is an item of."""
        sections = self._document.sections
        first = section
        floor = -1 if section.parent is None else section.parent
        for earlier in range(section.ordinal - 1, floor, -1):
            if sections[earlier].parent == section.parent:
                if not _same_list(sections[earlier], first):
                    break
                first = sections[earlier]
        end = first.start - 1
        begin = self._document.view.rfind("\n", 0, max(end, 0)) + 1
        lead = self._document.view[begin:end].rstrip() if end > 0 else ""
        return self._told(begin, end) if lead.endswith(":") else None

    def _names(self, first: OrganisationMention, end: int) -> str:
        """A body and those that are listed with it."""
        names = [first.organisation.name]
        last = first
        for mention in self._atoms.mentions.within(first.end, end):
            if not JOINT.fullmatch(self._document.view, last.end, mention.start):
                break
            if mention.organisation.name not in names:
                names.append(mention.organisation.name)
            last = mention
        return "; ".join(names)

    def _group(self, phrase: str) -> str:
        phrase = squeeze(phrase).strip(" ,")
        named = self._bodies.resolve(phrase)
        for short, full in (("UBND", "Ủy ban nhân dân"), ("HĐND", "Hội đồng nhân dân")):
            phrase = phrase.replace(short, full)
        # The register may know only a part of the group (`các ban, ngành` of `các ban, ngành, công chức chuyên môn`).
        if named and len(named.split()) >= 0.75 * len(phrase.split()):
            return named
        return phrase[0].lower() + phrase[1:] if phrase.startswith(("Các ", "Từng ", "Mỗi ")) else phrase


def _same_list(earlier: Section, later: Section) -> bool:
    """Whether two siblings are items of one list: labels of the same kind."""
    return earlier.label[:1].isalpha() == later.label[:1].isalpha() and (earlier.label in "-+") == (
        later.label in "-+"
    )
