"""Who is scored or ranked: the bodies, places and groups that a sentence names, and which of them can be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extract.facts.atoms import Atoms
from extract.facts.organisations import Bodies
from extract.facts.score_places import Districts, places
from extract.values.text import CAPITALS, fold, squeeze

Kind = Literal["named", "group", "generic", "anaphor"]

_UNIT = (
    r"(?:UBND(?:\s+cấp\s+\w+)?|bộ|sở|ban(?:\s+ngành)?|ngành|cơ\s+quan(?:\s+(?:ngang\s+bộ|ngang\s+sở|thuộc\s+Chính\s+phủ|chuyên\s+môn|hành\s+chính|nhà\s+nước))?|"
    r"đơn\s+vị|địa\s+phương|tỉnh|thành\s+phố|thành|huyện|quận|thị\s+xã|xã|phường|thị\s+trấn|đặc\s+khu|quốc\s+gia|nền\s+kinh\s+tế|đoàn\s+thể|phòng)(?!\w)"
)
_COUNT = (
    # Not the number of a month or year: `tháng 8 xã được …`.
    r"(?:(?<![Tt]háng\s)(?<![Qq]uý\s)(?<![Nn]ăm\s)(?<![Nn]gày\s)\d{1,3}(?:\s?/\s?\d{1,3})?|[Hh]ai|[Bb]a|[Bb]ốn|[Nn]ăm|[Ss]áu|[Bb]ảy|[Tt]ám|[Cc]hín|[Mm]ười|[Mm]ột\s+nửa\s+số|[Mm]ột\s+số|[Nn]hiều|[Cc]ác|[Nn]hững|"
    r"[Tt]ất\s+cả(?:\s+các)?|[Tt]oàn\s+bộ(?:\s+các)?|[Hh]ầu\s+hết(?:\s+các)?|[Kk]hối(?:\s+các)?|[Nn]hóm(?:\s+các)?)"
)
_GROUP = re.compile(
    rf"""(?<!\w)(?:{_COUNT}\s+{_UNIT}(?:(?:\s*,\s*|\s+và\s+|\s+)(?:các\s+)?{_UNIT})*(?:\s+(?:trực\s+thuộc\s+[Tt]rung\s+ương|thuộc\s+Chính\s+phủ|cấp\s+tỉnh|còn\s+lại))?(?!\s+[{CAPITALS}][^\W\d_]*[a-zà-ỹ])
    | \d{{1,2}}\s+nhóm\s+[^,.;:()\d%]{{3,60}}?(?:,[^,.;:()\d%]{{3,40}})?(?=\s+(?:đạt|có|còn)\s)
    | (?:[Cc]ấp|[Kk]hối\s+cấp)\s+(?:sở|tỉnh|huyện|xã|bộ)(?!\w)
    | [Kk]hối\s+(?:UBND\s+)?(?:sở|huyện|xã|địa\s+phương|bộ|quận)(?:,\s+(?:ban,\s+)?ngành|\s+có\s+dịch\s+vụ\s+công)?(?!\w)
    | (?<=(?:PII|DTI|GII|PCI)\s)quốc\s+gia(?!\w)
    | (?:[Cc]ả\s+(?:nước|tỉnh|khối|vùng|huyện|thành\s+phố)|[Tt]oàn\s+(?:quốc|tỉnh|thành\s+phố|huyện|ngành|khối|vùng))(?!\w))""",
    re.VERBOSE,
)
_GENERIC = re.compile(
    r"(?<!\w)(?P<kind>tỉnh|thành\s+phố|TP|huyện|quận|thị\s+xã|xã|phường|thị\s+trấn|bộ|sở|[Tt]ỉnh|[Tt]hành\s+phố|[Hh]uyện|[Xx]ã|[Pp]hường)(?!\w)"
    rf"(?!\s+[{CAPITALS}]|\s*,\s*(?:thành|thị|huyện|xã|phường|ngành|ban)|\s+(?:này|đó|trên|và|lỵ|hội|trực|ủy|khác|thành|dẫn|đứng(?!\s+(?:thứ|ở|vị|hạng|trong|\d))|có\s+điểm|có\s+chỉ\s+số|cao|thấp|trấn|hội|công|ngành|hóa))"
)
_ANAPHOR = re.compile(
    r"(?<!\w)(?:(?P<kind>[Tt]ỉnh|[Tt]hành\s+phố|TP|[Đđ]ịa\s+phương|[Cc]ơ\s+quan|[Đđ]ơn\s+vị|[Bb]ộ|[Ss]ở|[Hh]uyện|[Qq]uận|[Tt]hị\s+xã|[Xx]ã|[Pp]hường|[Nn]gành)(?:\s+(?:miền\s+núi|vùng\s+cao|ven\s+biển|vùng\s+biên|biên\s+giới|trung\s+du|cực\s+\w+|đồng\s+bằng|\w+))?\s+(?:này|đó|ấy)"
    r"|(?P<city>[Tt]hành\s+phố)\s+(?:cảng|biển|hoa|ngàn\s+hoa|mang\s+tên\s+Bác|bên\s+sông\s+Hàn))(?!\w)"
)
_SUPERLATIVE = re.compile(
    r"(?<!\w)(?:[Tt]ỉnh|[Đđ]ịa\s+phương|[Đđ]ơn\s+vị|[Cc]ơ\s+quan|[Hh]uyện|[Bb]ộ|[Ss]ở|[Nn]ơi)(?=\s+(?:có\s+[^,.;()%\d]{0,80}?|đạt\s+[^,.;()%\d]{0,60}?)?(?:cao|thấp)\s+nhất)"
)
_BARE_GROUP = re.compile(
    r"(?<!\w)(?:[Đđ]ơn\s+vị|[Cc]ơ\s+quan(?:,\s+đơn\s+vị)?|[Đđ]ịa\s+phương|[Tt]ập\s+thể)(?=\s+(?:đạt|dưới|trên|nào|có\s+(?:tổng|số|điểm|chỉ\s+số)|được\s+(?:từ|trên|chấm)))"
)
_NO_SUBJECT = re.compile(
    r"(?:Ủy ban nhân dân|Hội đồng nhân dân|Thường trực.*|Ban Chỉ đạo.*|Ban chỉ đạo.*|Hội đồng .*|Tổ .*|Tổ|Ban Tổ chức.*|Quốc hội|Thủ tướng.*|Chính phủ|Liên Hợp Quốc|Liên hợp quốc|Ngân hàng Thế giới|Liên đoàn.*|Báo .*|Đài .*PT.*)$"
)
# `điểm bình quân của khối là 76`: the block spoken of before.
_OF_BLOCK = re.compile(
    r"(?<!\w)khối(?=\s+(?:này|đó)(?!\w))|(?<=của\s)khối(?=\s+(?:này|là|đạt|chỉ|còn|ở|\d)|\s*[,.;(])"
)
_CAPITAL_BEFORE = re.compile(rf"(?:[{CAPITALS}][^\W\d_]*|ông|bà|đồng\s+chí|sông|đường|chợ|trường)\s$")
# A name that the register carried too far: `Ban Quản lý … giành 87`.
_PREDICATE_INSIDE = re.compile(
    r"\s+(?:giành|đạt|được|có|xếp|đứng|chiếm|soán|giữ|leo|vượt|với|chỉ|tăng|giảm)(?=\s+(?:\d|được|ngôi|hạng|vị\s+trí|thứ|nhất)|$)"
)
# A body that speaks of itself: `Chỉ số CCHC của Sở đạt 85 điểm`.
_SELF = re.compile(
    r"(?:của|cho\s+thấy)\s+(?P<kind>Sở|Bộ|Cục|Ban|Văn\s+phòng|Chi\s+cục)(?=\s+(?:đạt|xếp|đứng|năm|là|chỉ|tăng|giảm)|[,.;])"
)
_PREDICATE = r"(?=\s+(?:(?:tiếp\s+tục|chỉ|đã|lại|cũng|vẫn|mới|đang|bất\s+ngờ|năm\s+\d{4})\s+)*(?:đứng|xếp|đạt|ở\s+(?:vị\s+trí|hạng)|giữ|giành|chiếm|soán|leo\s|vọt|bật|tụt|rơi|lùi|vươn|dẫn\s+đầu|từ\s+(?:vị\s+trí|hạng)|thứ\s+(?:\d|nhất|nhì|ba)|hạng\s+\d|được\s+(?:\d|chấm)|có\s+(?:\d|chỉ\s+số|điểm|kết\s+quả))|\s*\(\d)"
_UNKNOWN_BODY = re.compile(
    rf"(?<!\w)(?:Ban\s+(?:Quản\s+lý|Dân\s+tộc)|Trung\s+tâm|Văn\s+phòng|Chi\s+cục|Cục|Công\s+an|Kho\s+bạc|Bảo\s+hiểm|Thanh\s+tra|Viện|Đài|Tổng\s+cục|Bộ|Sở|Ngân\s+hàng|Phòng|Tòa\s+án|Viện\s+Kiểm\s+sát|Điện\s+lực|Hải\s+quan)\s+[^,.;:()\d]{{2,70}}?{_PREDICATE}"
)
_REGION = re.compile(
    r"(?<!\w)(?:[Vv]ùng\s+)?(?:[Đđ]ồng\s+bằng\s+sông\s+(?:Hồng|Cửu\s+Long)|Đông\s+Nam\s+Bộ|Tây\s+Nam\s+Bộ|Tây\s+Nguyên|Tây\s+Bắc|"
    r"[Tt]rung\s+du\s+(?:và\s+)?miền\s+núi\s+phía\s+Bắc|Bắc\s+Trung\s+Bộ|Nam\s+Trung\s+Bộ|Duyên\s+hải\s+(?:Nam\s+Trung\s+Bộ|miền\s+Trung))"
)
_COUNTRY = re.compile(
    r"(?<![\w-])(?:Việt\s+Nam|Singapore|Thái\s+Lan|Malaysia|Indonesia|Hàn\s+Quốc|Trung\s+Quốc|Nhật\s+Bản|Lào|Campuchia)(?!\w)"
)
_LIST_NEXT = re.compile(
    rf"\s*(?:\([^()]{{0,60}}\)\s*)?(?:,|;|và|,\s+và)\s+(?P<name>[{CAPITALS}][^\W\d_]+(?:\s+[{CAPITALS}][^\W\d_]+){{0,3}})(?!\s+[{CAPITALS}])"
)
# The members of a list of results: `huyện Ba Bể đạt 90,1%, Na Rì 89,7%`.
_LIST_VALUED = re.compile(
    rf"(?:\s+(?:đạt|được|có|là|chỉ|với)){{0,2}}\s+\(?\d{{1,3}}(?:,\d{{1,4}})?\s*(?:%|điểm)?\)?\s*[,;]\s+(?:và\s+)?(?P<name>[{CAPITALS}][^\W\d_]+(?:\s+[{CAPITALS}][^\W\d_]+){{0,3}})(?=\s+(?:(?:đạt|được)\s+)?\(?\d)"
)
# The head of a list whose members leave out their kind. Names of new communes may end in a number.
_MEMBER = rf"(?P<name>[{CAPITALS}][\w']*(?:\s+[{CAPITALS}][\w']*){{0,3}}(?:\s+\d{{1,2}}(?![\d/]|[.,]\d|\s*(?:điểm|%)))?)(?!\s+[{CAPITALS}])"
_COUNTED_HEAD = re.compile(
    rf"(?<!\w)(?P<kind>xã|phường|đặc\s+khu|huyện|quận|thị\s+xã|thị\s+trấn)\s+(?=[a-zà-ỹđ])[^.;:()\d]{{0,80}}?(?:\d{{4}}\s+)?(?:gồm(?:\s+có)?|là)\s*:?\s+{_MEMBER}"
)
_COUNT_BEFORE = re.compile(rf"(?<!\w){_COUNT}\s+$")
_MEMBER_NEXT = re.compile(rf"\s*(?:\([^()]{{0,60}}\)\s*)?(?:,|;|và|,\s+và)\s+{_MEMBER}")

_OUTSIDE = re.compile(
    r"""(?:[Tt]heo|[Ss]o\s+với|(?<!xếp\s)sau|trước|hơn(?:\s+(?:được|mỗi|đúng))?|kém|cùng\s+với|vượt(?:\s+qua)?|xếp\s+sau|xếp\s+trên|đứng\s+sau|thua|(?:đứng|xếp|ngay)\s+(?:trên|dưới|trước|sau)|bỏ\s+xa|vượt\s+mặt|phối\s+hợp\s+với|
        (?:[Bb]áo\s+cáo|[Qq]uyết\s+định|[Cc]ông\s+văn|[Kk]ế\s+hoạch|[Cc]ông\s+bố|[Tt]hông\s+báo|[Tt]ổng\s+hợp|[Đđ]ề\s+nghị|[Cc]hỉ\s+đạo|[Đđ]ánh\s+giá|[Kk]ết\s+luận|[Tt]ờ\s+trình|[Đđ]iều\s+tra|
          [Kk]hảo\s+sát|nhóm\s+nghiên\s+cứu)(?:\s+(?:tổng\s+hợp|kết\s+quả|mới\s+nhất|chính\s+thức|số\s+\S+|ngày\s+\S+|năm\s+\d+))*\s+của|
        [Ll]ãnh\s+đạo(?:\s+của)?|[Cc]hủ\s+tịch|[Gg]iám\s+đốc|[Bb]í\s+thư|[Đđ]ại\s+diện|[Bb]ộ\s+trưởng)
        \s+(?:các\s+|chỉ\s+số\s+của\s+|mức\s+[^,.;()]{0,30}của\s+)?$""",
    re.VERBOSE,
)
_ANNOUNCES = re.compile(
    r"""\s*(?:\([^()]{0,40}\)\s*)?(?:đã|vừa|chính\s+thức|sẽ|cũng|tiếp\s+tục|cùng)?\s*
        (?:công\s+bố|cho\s+biết|tổ\s+chức|ban\s+hành|phối\s+hợp|chủ\s+trì|cho\s+rằng|tham\s+mưu|đề\s+nghị|yêu\s+cầu|nhận\s+xét|khảo\s+sát|phát\s+biểu|giao\s|dành|
        chấm\s+điểm|báo\s+cáo|đánh\s+giá|triển\s+khai|trình\s+bày|ký\s|cảnh\s+báo|phê\s+duyệt|thống\s+kê|xây\s+dựng)""",
    re.VERBOSE,
)
_SCOPE = re.compile(
    r"(?:khối|vùng|khu\s+vực|trong\s+(?:số|khối|nhóm)?|trên(?:\s+địa\s+bàn|\s+tổng)?|đầu|(?:thứ|hạng|đứng|xếp|về)\s+(?:nhất|nhì|hai|ba|tư)|bảng(?:\s+xếp\s+hạng)?(?:\s+của)?|CCHC|(?<=xếp\s)hạng(?:\s+\w+){0,4}|cả|danh\s+sách|\d|bàn|hạng(?:\s+của)?|giữa|thành|cuối|ngoài|từng|chót)\s*$"
)


# A block in which somebody stands: `Ở khối sở, ngành, Sở Nội vụ dẫn đầu`.
_WITHIN = re.compile(r"(?:^|[.;,:]\s+)[^\w]*(?:Ở|Tại|Trong|Xét|Giữa|Bên|Với|Về|ở|tại|trong)\s+$")

# What stands between two members of a list.
COORDINATED = re.compile(r"\s*(?:\([^()]{0,60}\)\s*)?(?:,|;|và|,\s+và|cùng|lẫn|,\s*rồi\s+đến)\s+(?:các\s+)?$")


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody who can be scored or ranked, named at `start:end`.

    `name` is the full official name, for a group as printed; `None` for `tỉnh này`, which is somebody named before.
    `outside` says that the words make it the source or the measure of a comparison (`theo Bộ Nội vụ`, `so với Huế`);
    `announces` that it publishes or orders something; `scope` that it is the field in which somebody is ranked.
    `unit` is the kind of an administrative unit (`quận`).
    """

    start: int
    end: int
    name: str | None
    kind: Kind = "named"
    outside: bool = False
    announces: bool = False
    scope: bool = False
    unit: str | None = None


def province_name(name: str) -> str:
    """The official name of a province with its kind: `Phú Thọ` is `tỉnh Phú Thọ`."""
    return places().official.get(name, name)


def find_subjects(
    view: str, start: int, end: int, atoms: Atoms, bodies: Bodies, districts: Districts | None = None
) -> list[Subject]:
    """Everybody who can be scored or ranked in the sentence `start:end`, in order, none overlapping another.

    `districts` are those that the document may name without their kind.
    """
    found: list[tuple[int, int, str | None, Kind, str | None]] = []

    def free(s: int, e: int) -> bool:
        return not any(a < e and s < b for a, b, *_ in found)

    known = places()
    kinded, bare, official = known.kinded, known.bare, known.official
    groups = list(_GROUP.finditer(view, start, end))
    for mention in atoms.mentions.within(start, end):
        organisation = mention.organisation
        if mention.end > end or any(g.start() < mention.start and mention.end <= g.end() for g in groups):
            continue
        if organisation.kind in ("dang", "hdnd", "mttq") or _NO_SUBJECT.match(organisation.name):
            found.append((mention.start, mention.end, "", "generic", None))
            continue
        printed = squeeze(view[mention.start : mention.end])
        if districts is not None and printed in districts.official:
            continue
        cut = _PREDICATE_INSIDE.search(view, mention.start, mention.end)
        if cut is not None:
            found.append(
                (mention.start, cut.start(), squeeze(view[mention.start : cut.start()]), "named", None)
            )
            continue
        kind: Kind = "group" if organisation.is_group else "named"
        name = squeeze(view[mention.start : mention.end]) if kind == "group" else organisation.name
        found.append((mention.start, mention.end, name, kind, None))
    for match in _UNKNOWN_BODY.finditer(view, start, end):
        # A body that the register does not know, or only the beginning of, named right before its place or points.
        if re.search(
            rf"[{CAPITALS}]\w*\s+$", view[max(start, match.start() - 12) : match.start()]
        ) or re.search(r"\svà\s[^,]*lần\s+lượt|lần\s+lượt$", match[0]):
            continue
        held = [f for f in found if f[0] < match.end() and match.start() < f[1]]
        if not held or (
            len(held) == 1
            and held[0][0] == match.start()
            and held[0][1] < match.end()
            and _extends(view, held[0][1], match.end())
        ):
            found = [f for f in found if f not in held]
            found.append(
                (
                    *match.span(),
                    bodies.resolve(squeeze(match[0])) if not held else squeeze(match[0]),
                    "named",
                    None,
                )
            )
    for match in _ANAPHOR.finditer(view, start, end):
        if free(*match.span()):
            found.append((*match.span(), None, "anaphor", fold(match["kind"] or match["city"])))
    for s, e, name, unit in _counted_members(view, start, end, official):
        if free(s, e):
            found.append((s, e, name, "named", unit))
    for match in kinded.finditer(view, start, end):
        if free(*match.span()):
            found.append((*match.span(), _unit_name(match, official, bodies), "named", fold(match["kind"])))
    for match in bare.finditer(view, start, end):
        if free(*match.span()):
            found.append((*match.span(), official[squeeze(match[0])], "named", None))
    if districts is not None:
        for match in districts.pattern.finditer(view, start, end):
            before = view[max(start, match.start() - 24) : match.start()]
            if free(*match.span()) and not _CAPITAL_BEFORE.search(before):
                name = districts.official[match[0]]
                found.append((*match.span(), name, "named", fold(_unit_word(name))))
    for match in _OF_BLOCK.finditer(view, start, end):
        if free(*match.span()):
            found.append((*match.span(), None, "anaphor", None))
    for pattern, kind in (
        (_GROUP, "group"),
        (_REGION, "named"),
        (_COUNTRY, "named"),
        (_SUPERLATIVE, "group"),
        (_BARE_GROUP, "group"),
    ):
        for match in pattern.finditer(view, start, end):
            if free(*match.span()):
                name = squeeze(match[0])
                found.append((*match.span(), "cả nước" if name == "quốc gia" else name, kind, None))
    for match in _GENERIC.finditer(view, start, end):
        if free(*match.span()):
            found.append((*match.span(), _generic(match["kind"], official, bodies), "generic", None))
    for match in _SELF.finditer(view, start, end):
        if (
            bodies.issuer is not None
            and free(*match.span("kind"))
            and bodies.issuer.name.startswith(squeeze(match["kind"]))
        ):
            found.append((*match.span("kind"), bodies.issuer.name, "generic", None))
    found += _list_members(view, end, found, official)
    found.sort(key=lambda f: f[0])
    judged: list[Subject] = []
    for item in found:
        if item[2] == "":
            continue
        subject = _judge(view, start, end, *item)
        last = judged[-1] if judged else None
        if last is not None and last.outside and COORDINATED.fullmatch(view[last.end : subject.start]):
            subject = replace(subject, outside=True)
        judged.append(subject)
    return judged


def _extends(view: str, start: int, end: int) -> bool:
    """Whether the words behind a known name belong to it: `các khu công nghiệp`, not `năm thứ hai liên tiếp`."""
    if re.search(r"(?<!\w)(?:PAR|PCI|PAPI|PGI|SIPAS|DDCI|DTI|CCHC|INDEX)(?!\w)", view[start:end]):
        return False
    return not re.search(
        r"năm|lần|tiếp|là|có|đang|được|\bvới\b|liên|công bố|cho thấy|cho biết|đánh giá|ban hành|tổ chức|khảo sát|thông báo|tham mưu|chủ trì|phối hợp|theo dõi|đề xuất",
        view[start:end],
    )


def _generic(kind: str, official: dict[str, str], bodies: Bodies) -> str | None:
    """The unit that `tỉnh`, `huyện`, `xã` alone means in the document."""
    word = kind.lower()
    if bodies.place and bodies.place.lower().startswith(word):
        return bodies.place
    if word in ("tỉnh", "thành phố", "tp") and bodies.province:
        return official.get(bodies.province)
    if bodies.issuer is not None and bodies.issuer.name.lower().startswith(word):
        return bodies.issuer.name
    return bodies.resolve(word)


def _unit_name(match: re.Match[str], official: dict[str, str], bodies: Bodies) -> str:
    """`TP. HCM` is `Thành phố Hồ Chí Minh`; a district keeps its kind and name."""
    name = squeeze(match["name"])
    kind = match["kind"].lower().rstrip(".")
    kind = {"tp": "thành phố", "tx": "thị xã"}.get(kind, kind)
    if name in official and kind in ("tỉnh", "thành phố"):
        known = official[name]
        # A district-level city may bear the name of its province: thành phố Bến Tre.
        full = known if known.lower().startswith(kind) else f"{kind} {name}"
    else:
        full = f"{kind} {name}"
    if match["ubnd"]:
        return bodies.resolve(squeeze(match[0])) or f"Ủy ban nhân dân {full}"
    return full


def _list_members(
    view: str,
    end: int,
    found: Sequence[tuple[int, int, str | None, Kind, str | None]],
    official: dict[str, str],
) -> list[tuple[int, int, str | None, Kind, str | None]]:
    """The members of a list that leave out the kind of the first: `quận Long Biên, Hoàn Kiếm, Nam Từ Liêm`."""
    added: list[tuple[int, int, str | None, Kind, str | None]] = []
    taken = sorted((s, e) for s, e, *_ in found)
    for _, stop, name, kind, unit in list(found):
        if kind != "named" or unit is None or name is None or unit in ("tinh", "tp", "thanh pho"):
            continue
        at = stop
        while match := _LIST_NEXT.match(view, at, end) or _LIST_VALUED.match(view, at, end):
            s, e = match.span("name")
            if any(a < e and s < b for a, b in taken) or squeeze(match["name"]) in official:
                break
            added.append((s, e, f"{_unit_word(name)} {squeeze(match['name'])}", "named", unit))
            taken.append((s, e))
            at = e
    return added


def _counted_members(
    view: str, start: int, end: int, official: dict[str, str]
) -> Iterator[tuple[int, int, str, str]]:
    """The members of a counted group, which leave out their kind: `Năm xã đứng chót gồm Tân Lập, Hòa Phú 2 và …`."""
    for head in _COUNTED_HEAD.finditer(view, start, end):
        if not _COUNT_BEFORE.search(view, max(start, head.start() - 24), head.start()):
            continue
        match: re.Match[str] | None = head
        for _ in range(40):
            if match is None or squeeze(match["name"]) in official:
                break
            kind = squeeze(head["kind"])
            yield match.start("name"), match.end("name"), f"{kind} {squeeze(match['name'])}", fold(kind)
            match = _MEMBER_NEXT.match(view, match.end("name"), end)


def _unit_word(name: str) -> str:
    """The kind of a unit, the lower-case words with which its name begins: `thị xã`."""
    words = []
    for word in name.split():
        if word[0].isupper() or word[0].isdigit():
            break
        words.append(word)
    return " ".join(words)


def _judge(
    view: str, start: int, end: int, s: int, e: int, name: str | None, kind: Kind, unit: str | None
) -> Subject:
    left = view[max(start, s - 90) : s]
    return Subject(
        s,
        e,
        name,
        kind,
        outside=bool(_OUTSIDE.search(left)),
        announces=bool(_ANNOUNCES.match(view, e, min(end, e + 80))),
        scope=(kind == "group" and bool(_WITHIN.search(left)))
        or (
            (kind in ("group", "generic") or bool(_REGION.match(view, s)))
            and bool(
                _SCOPE.search(left[-24:]) or (re.match(r"[Vv]ùng|[Kk]hu\s+vực", view[s:e]) and left.strip())
            )
        ),
        unit=unit,
    )
