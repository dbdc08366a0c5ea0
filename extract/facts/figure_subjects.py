"""Of whom a figure is said: the level or unit of its clause, the body that acts, the body of the item, else the document's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from extract.facts.atoms import Atoms
from extract.facts.organisations import Bodies
from extract.structure.model import Document, Section
from extract.values.text import CAPITALS, fold, squeeze

_NATION = re.compile(r"cả nước|toàn quốc|bình quân chung|mức (?:bình quân )?chung")
_WHOLE = re.compile(r"[Tt]oàn (?:tỉnh|thành phố|huyện|xã|địa bàn)")
_CLAUSE_OPENS = re.compile(r"[;:.]\s(?:[Tt]ại |[Dd]o |[Tt]rong đó,? |[Rr]iêng )?$")
_ACTS = re.compile(
    r"\s(?:đã|tiếp nhận|ban hành|công bố|giải quyết|thực hiện|được|có|tổ chức|xử lý|triển khai|thẩm định|mở|ký|thông qua|phê duyệt|trả|nhận|cấp|chi|thu|bố trí|kiểm tra|thanh tra|rà soát|phát hiện|hoàn thành|đạt|còn|trình|giải ngân|hỗ trợ|tham mưu|đăng ký|cử|gửi)\s"
)
_LEADS = re.compile(
    r"[^\w(]*(?:(?:[Tt]ại|[Dd]o|[Dd]oanh thu|[Tt]rong (?:năm|kỳ|quý)[^,]{0,20},|[Nn]ăm \d{4},?|[Đđ]ến nay,?|[Đđ]ồng thời,?|[Tt]ừ ngày [^,]{5,50},|[Kk]ết quả|[Đđ]ối với|[Vv]ề|[Vv]ới|[Tt]rong đó,?|[Rr]iêng|[Gg]iao|[Yy]êu cầu|[Đđ]ề nghị|[Pp]hân công|[Vv]ề phần mình,)\s*)?"
)
# Who only asks for something is not who does it.
_ASKS = re.compile(
    r"\s(?:đã\s|cũng\s|vừa\s)?(?:yêu cầu|đề nghị|chỉ đạo|giao|giao cho|chỉ thị|đôn đốc|phê bình|biểu dương|phân công|lưu ý)\s"
)
# What a list of bodies goes on with: `các sở, ban, ngành và địa phương`.
_MORE = re.compile(
    r"(?:(?:,\s|\svà\s)(?:các\s)?(?:địa phương|đơn vị|cơ quan|ban,?\sngành|đoàn thể|tổ chức|doanh nghiệp)){1,3}"
)
_UNIT_NAMED = re.compile(
    rf"(?<!\w)(?:tỉnh|TỈNH|Tỉnh|thành phố|Thành phố|THÀNH PHỐ|huyện|HUYỆN|quận|QUẬN|thị xã|THỊ XÃ|xã|XÃ|phường|PHƯỜNG|thị trấn|đặc khu|ĐẶC KHU)\s(?:ủy\s)?[{CAPITALS}][\w-]+(?:\s[{CAPITALS}][\w-]+){{0,2}}"
)
# A unit named with its kind, which `named_in` need not be asked for where none stands.
_UNIT_WORD = re.compile(rf"(?:tỉnh|hành phố|TP\.?|uyện|uận|ã|hường|hị trấn|đặc khu|TX\.?)\s?[{CAPITALS}]")
_OPENS = re.compile(
    r"(?:[^\w(]*|.*[;:.]\s|.*,\s(?:riêng|trong đó)\s)(?:(?:riêng|tại|ở|trên địa bàn|đối với|trong đó,?|tính riêng|nhất là|như)\s){0,2}(?:địa bàn\s)?",
    re.IGNORECASE | re.DOTALL,
)
_OF = re.compile(r"(?<!\w)(?:của|tại|ở|trên địa bàn|thuộc|cho)\s$", re.IGNORECASE)
_AFTER = re.compile(r"[^,;:.()\d]{0,70}\s(?:tại|của|ở|trên địa bàn)\s$")
# `xã A trả 120 hồ sơ, xã B trả 98 hồ sơ`
_NEXT_CLAUSE = re.compile(r"[^\n]*\d[^\n]*,\s(?:còn\s|và\s)?", re.DOTALL)
_GOES_ON = re.compile(r"\s(?:\d|[^\W\d]{1,7}\s(?:[^\W\d]{1,7}\s){0,3}\d)")
_BREAK = re.compile(r"[;.]\s")
_GROUP = re.compile(
    r"(?:[^\w(]*|(?:[Đđ]ến nay|[Hh]iện nay|[Tt]rong kỳ),?\s)(?P<group>[Cc]ác\s(?:bộ|sở|cơ quan|đơn vị|địa phương|huyện|xã|phường|thôn|trường|phòng|ban|ngành|doanh nghiệp|chi bộ|tổ chức)(?:,?\s(?!đã\s|có\s|được\s|chưa\s|phải\s)[a-zà-ỹ]+){0,8}?)\s(?:đã|có|được|chưa|phải|tiếp nhận|giải quyết|rà soát|cắt giảm)\s"
)
# A name that is only a kind (`Bệnh viện`, `Nhà trường`).
_ONE_KIND = re.compile(r"\w+(?:\s\w+)?")
# `Phòng Kế hoạch: vẽ lại sơ đồ …`: whose item it is stands before its colon, whether or not the body is known.
_OWNER = re.compile(
    rf"(?:[^\w(]*|\d[\d.]{{0,8}}[/.)]?\s|[a-zđ][.)]\s){{0,2}}(?P<owner>(?:Phòng|Khoa|Tổ|Ban|Đội|Trạm|Văn phòng|Trung tâm|Bộ phận|Sở|Chi cục|Cục|Vụ|Hội|Đoàn|Trường|Công an|Công đoàn|UBND|Ủy ban|Viện|Đảng ủy|Hạt|Kho bạc|Thanh tra)\s[{CAPITALS}a-zà-ỹđ][^:;.()\d]{{2,60}}):\s"
)
# `của tỉnh`, `trên địa bàn huyện`, `toàn xã`: the unit of the document itself.
_HERE = re.compile(
    r"(?<!\w)(?:của|CỦA|trên địa bàn|TRÊN ĐỊA BÀN|[Tt]oàn|TOÀN)\s(?P<kind>tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu|TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)(?!\w)(?!\s[A-ZĐ][a-zà-ỹ])"
)
_NATION_BEFORE = re.compile(
    r"(?<!\w)(?:bình quân|trung bình|mức|mặt bằng|tỷ lệ)(?:\schung)?(?:\scủa)?\s(?:cả nước|toàn quốc)(?:\s(?:là|đạt|chỉ|ở mức|tăng|giảm)){0,2}\s\(?$"
)
_OF_LEVEL = re.compile(r"[^,;:.()\d]{0,40}?\scủa (?P<level>cấp (?:tỉnh|huyện|xã))(?!\w)")
_AGENT = re.compile(r"[^,;:.()\d]{0,70}\sdo\s$")
_REACH = 200
# Bodies that speak for themselves and not for the unit where they are.
_ALONE = ("bo", "cuc", "trung_tam", "khac")


class Subjects:
    """Whom the figures of one document are about, asked by offset."""

    def __init__(
        self,
        document: Document,
        atoms: Atoms,
        bodies: Bodies,
        above: Callable[[int], Sequence[Section]],
    ) -> None:
        self._document = document
        self._atoms = atoms
        self._bodies = bodies
        self._above = above
        self._reports = fold(document.header.doc_type or "") == "bao cao"
        self.of_document = self._of_document()
        issuer = bodies.issuer
        # The forms of a report tell of the whole unit, whichever office fills them in.
        whole = None if issuer is not None and issuer.kind in _ALONE else bodies.place
        self.of_tables = whole or self.of_document

    def of(
        self,
        start: int,
        end: int,
        sentence: int,
        sentence_end: int,
        phrase: str | None,
        group: str = "",
        rate_aimed: bool = False,
    ) -> str | None:
        """The body, unit or level that a quantity is said of, by its full name where it has one.

        `phrase` is the level that its clause names, `group` the group of nouns to which its unit belongs.
        """
        if phrase:
            clean = squeeze(phrase)
            if _NATION.search(clean):
                return "cả nước"
            if _WHOLE.fullmatch(clean):
                return self._bodies.place or clean[:1].lower() + clean[1:]
            return clean[:1].lower() + clean[1:]
        view = self._document.view
        near = max(sentence, start - 60)
        if (
            view.find("cả nước", near, start) >= 0 or view.find("toàn quốc", near, start) >= 0
        ) and _NATION_BEFORE.search(view, near, start):
            return "cả nước"
        unit = self._unit(start, end, sentence, sentence_end)
        if unit is not None:
            return unit
        if level := _OF_LEVEL.match(view, end, min(sentence_end, end + 60)):
            return level["level"]
        agent = self._atoms.mentions.after(end, min(sentence_end, end + 80))
        if agent is not None and _AGENT.fullmatch(view, end, agent.start):
            return self._name(agent.organisation.name)
        if group in ("bodies", "places") and view[max(sentence, start - 2) : start] == "; ":
            # `…; 08 thôn đã có tổ công nghệ số`: the count opens a clause of its own.
            return self.of_document
        opening = self._opening(sentence, start)
        if opening is not None:
            return opening or self.of_document
        if several := _GROUP.match(view, sentence, start):
            name = squeeze(several["group"])
            return name[:1].lower() + name[1:]
        if rate_aimed and not self._reports:
            # `Sở Y tế: … giảm tỷ lệ … xuống 3%`: who has the task is not whose rate it is.
            return self.of_document
        for item in self._above(start):
            if owner := _OWNER.match(view, item.start, min(start, item.body_start + 90)):
                name = squeeze(owner["owner"])
                return self._bodies.resolve(name) or name
            first = self._atoms.mentions.after(item.body_start, min(item.body_start + 60, start))
            if first is not None and _LEADS.fullmatch(view, item.body_start, first.start):
                if _ASKS.match(view, first.end, first.end + 30):
                    return self.of_document
                return self._name(first.organisation.name)
            if item.heading and self._here(item.heading):
                return self._bodies.place
        return self.of_document

    def _here(self, text: str) -> bool:
        """Whether a text speaks of the unit that the document speaks for: `của tỉnh`."""
        found = _HERE.search(text)
        place = self._bodies.place
        return found is not None and place is not None and fold(place).startswith(fold(found["kind"]))

    def _name(self, name: str) -> str:
        """A body's name; the short form of the issuer is what its letterhead prints in full."""
        issuer, printed = self._bodies.issuer, self._document.header.issuer
        if issuer is not None and printed and name == issuer.name and _ONE_KIND.fullmatch(name):
            full = squeeze(printed)
            return full if fold(full).startswith(fold(name)) and not full.isupper() else name
        return name

    def _unit(self, start: int, end: int, sentence: int, sentence_end: int) -> str | None:
        """The unit that opens the clause, or that its words before or right after the number belong to."""
        view = self._document.view
        low = max(sentence, start - _REACH)
        for cut in _BREAK.finditer(view, low, start):
            low = cut.end()
        if self._here(view[low:start]):
            return self._bodies.place
        if _UNIT_WORD.search(view, low, start):
            for first, last, name in reversed(self._units(low, start)):
                if (
                    _OF.search(view, max(low, first - 14), first)
                    or _OPENS.fullmatch(view, low, first)
                    or (_NEXT_CLAUSE.fullmatch(view, low, first) and _GOES_ON.match(view, last, start + 1))
                ):
                    # Two units beside each other are a list of members, not one subject.
                    if not view[last : last + 2].strip().startswith((",", "và")) or first == low:
                        return name
        high = min(sentence_end, end + 90)
        if _UNIT_WORD.search(view, end, high):
            for first, _, name in self._units(end, high)[:1]:
                if _AFTER.fullmatch(view, end, first):
                    return name
        return None

    def _units(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """The administrative units named between two offsets; bodies are none."""
        mentions = {m.start for m in self._atoms.mentions.within(start, end)}
        return [u for u in self._bodies.named_in(start, end) if u[0] not in mentions]

    def _opening(self, sentence: int, start: int) -> str | None:
        """The body that opens the sentence or the nearest clause before the number: its grammatical subject.

        Empty where that body only asks for what is counted.
        """
        view = self._document.view
        asked = None
        for mention in reversed(self._atoms.mentions.within(sentence, start)):
            at = mention.start
            opened = view.rfind("(", sentence, at)
            if opened > view.rfind(")", sentence, at) and view.find(")", mention.end, start) >= 0:
                continue
            if (
                _CLAUSE_OPENS.search(view, max(sentence, at - 16), at)
                or (
                    view[max(sentence, at - 2) : at - 1] == ","
                    and view[at - 1].isspace()
                    and _ACTS.match(view, mention.end, mention.end + 24)
                )
                or _LEADS.fullmatch(view, sentence, at)
            ):
                asks = _ASKS.match(view, mention.end, min(start, mention.end + 30))
                if asks is None:
                    return self._name(mention.organisation.name)
                return asked or ""
            if _ASKS.search(view, max(sentence, at - 16), at):
                asked = mention.organisation.name
                if mention.organisation.is_group and (more := _MORE.match(view, mention.end, start)):
                    asked = squeeze(view[at : more.end()])
        return None

    def _of_document(self) -> str | None:
        """Whom a document as a whole speaks of: the unit that it governs, else the office that reports or plans."""
        bodies = self._bodies
        if match := _UNIT_NAMED.search(self._document.header.subject or ""):
            name = squeeze(match[0])
            return bodies.resolve(name) or name[:1].lower() + name[1:]
        issuer = bodies.issuer
        if issuer is not None:
            own = issuer.kind not in ("ubnd", "hdnd")
            if self._reports and own:
                return self._name(issuer.name)
            if own and issuer.kind not in ("dang", "van_phong", "mttq") and not self._concludes():
                return self._name(issuer.name)
        return bodies.place or (
            self._name(issuer.name) if issuer is not None and issuer.level != "trung_uong" else None
        )

    def _concludes(self) -> bool:
        """Whether the document tells what somebody else said or did."""
        return fold(self._document.header.doc_type or "") in (
            "thong bao",
            "chi thi",
            "cong dien",
            "cong van",
            "",
        )
