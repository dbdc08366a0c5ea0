"""The criterion that a score or a rank is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.facts.context import Context, Sentence
from extract.facts.indices import find_criteria
from extract.values.text import CAPITALS, squeeze

# How far back a name is looked for, in characters.
REACH = 600
_QUOTED = re.compile(r'["\'](?P<name>[^"\']{4,120}?)["\']')
_LABEL = re.compile(r"(?:[-+*•]\s*|\d+[.)]\s*|[a-zđ]\)\s*)?(?P<name>[^:;.()]{4,90}):\s")
# Who speaks in an interview, and words that tell of the one who does.
_SPEAKER = re.compile(r"(?:Phóng\s+viên|PV|Hỏi|Đáp|Ông|Bà|Nhà\s+báo|Tôi|Chúng\s+tôi|Thưa|Ở|Còn)(?!\w)")
_NO_CRITERION = re.compile(
    r"(?:Theo\s+đó|Cụ\s+thể|Trong\s+đó|Kết\s+quả|Đối\s+với|Về\s|Với\s|Cấp\s|Khối\s|Năm\s|Điểm\s+trung|Riêng|Ngoài\s+ra|Điểm\s|Chỉ\s+số|Đồng\s+thời|Bộ\s|Sở\s|UBND|Tỉnh|Thành\s+phố|Huyện|"
    r"Phấn|Phần|Mục\s+tiêu|Các\s|Một\s|Nhóm|Qua\s|Từ\s|Tại\s|Trước\s+đó|Nhìn|Sau\s|Trong\s|Theo\s|Trên\s|Thang\s|Kết\s|Đến\s|Ở\s|Bên\s|Bảng\s|Có\s|Thống\s)"
)
_WHOLE = re.compile(
    r"(?:[Tt]ổng|[Tt]ổng\s+(?:điểm|số|cộng|hợp)|[Kk]ết\s+quả|[Cc]hỉ\s+số(?:\s+CCHC)?|CCHC|(?:[Nn]ăm|[Tt]háng|[Qq]uý|[Nn]gày|\d).*|[Đđ]iểm.*chung|.*(?<!\w)(?:hạng\s+\d|xếp\s|đứng\s).*|.*(?<!\w)(?:toàn|đơn\s+vị|tập\s+thể)(?!\w).*)"
)
_ENUM_PART = re.compile(r"(?:\(\d{1,2}\)|\([a-zđ]\)|[a-zđ]\))\s*")
_TRIM_END = re.compile(
    r"(?:[\s:,(–-]|(?<!\w)(?:đạt|được|là|có|chỉ|còn|mới|với|điểm|số\s+điểm|đạt\s+được|tối\s+đa|điểm\s+tối\s+đa|của|tỉnh|tự\s+chấm|ở\s+mức|giữ\s+nguyên|tăng|giảm|từ|lên|chiếm|ước|khoảng|vỏn\s+vẹn|dừng\s+ở|dừng|bị\s+trừ|mất|nhích|tụt|đạt\s+điểm|trung\s+bình|năm\s+\d{4}|"
    r"của\s+(?:tỉnh|thành\s+phố|huyện|xã)(?:\s+[" + CAPITALS + r"]\w+)*))+$"
)
_TRIM_START = re.compile(
    r"^(?:[\s,;:–-]|(?:và|còn|trong\s+đó|riêng|tiêu\s+chí(?:\s+thành\s+phần)?|lĩnh\s+vực|nội\s+dung|chỉ\s+số\s+(?:thành\s+phần|nội\s+dung)(?:\s+\d+)?|các\s+(?:tiêu\s+chí|lĩnh\s+vực)|trục(?:\s+nội\s+dung)?|trụ\s+cột|nhóm|gồm|như|là|về)(?!\w))+",
    re.IGNORECASE,
)
_PART = re.compile(r"(?:điểm\s+)?(?:thẩm\s+định|điều\s+tra\s+xã\s+hội\s+học|tự\s+đánh\s+giá|tự\s+chấm)")
# The rest of a name of which only the beginning is known: `…chất lượng đội ngũ cán bộ, công chức, viên chức`.
_CONTINUED = re.compile(
    r"(?!.*(?<!\w)(?:đạt|xếp|tăng|giảm|là|được|của|ở|đứng|chỉ|mới|còn|năm|vỏn|dừng|tụt|mất|nhích|bị|cao|thấp|rơi|rớt|lùi|trượt|sụt|leo|vươn|vọt|bật|nhảy|thăng|lên|xuống|từ|thứ|hạng|giữ|dẫn|thuộc)(?!\w))[^.;:()\d\"]{2,80}"
)
_CRITERION_WORD = re.compile(
    r"(?:[Tt]iêu\s+chí(?:\s+thành\s+phần)?|[Ll]ĩnh\s+vực|[Nn]ội\s+dung(?:\s+\d)?|[Cc]hỉ\s+số\s+(?:thành\s+phần|nội\s+dung)(?:\s+\d+)?|[Tt]rục(?:\s+nội\s+dung)?|[Tt]rụ\s+cột)\s+(?:về\s+)?"
)


def criterion_for(
    context: Context, sentence: Sentence, start: int, end: int, *, fraction: bool, barriers: Sequence[int]
) -> str | None:
    """The criterion that a score or rank at `start:end` is about, `None` where it is the whole index.

    `fraction` says that the score is printed with its maximum, which what a criterion is worth mostly is;
    `barriers` are the ends of the scores before, back to which the name is looked for.
    """
    view = context.view
    left = max([sentence.start, start - REACH, *(b for b in barriers if b <= start)])
    paren = sentence.paren_at(start)
    quoted = [
        m
        for m in _QUOTED.finditer(view, max(sentence.start, start - REACH), start)
        if _is_criterion_quote(context, sentence, m)
    ]
    if quoted:
        return squeeze(context.document.text[quoted[-1].start("name") : quoted[-1].end("name")])
    label = _LABEL.match(view, sentence.start, start)
    if (
        label
        and label["name"].strip()[:1].isupper()
        and not _SPEAKER.match(label["name"].strip())
        and not _names_other(context, sentence, label)
    ):
        lead = _TRIM_START.match(label["name"])
        return squeeze(
            context.document.text[label.start("name") + (lead.end() if lead else 0) : label.end("name")]
        )
    known = [
        (s, e)
        for s, e in find_criteria(context.lower, left, start)
        if not any(i.start <= s and e <= i.end for i in sentence.indices)
    ]
    if known:
        s, e = known[-1]
        for earlier in reversed(known[:-1]):
            # One name made of two that are known: `…chính quyền điện tử, chính quyền số`.
            if not re.fullmatch(r"\s*,?\s*(?:và\s+)?", view[earlier[1] : s]):
                break
            s = earlier[0]
        between = view[e:start]
        if len(between) < 70 and not re.search(r";", between):
            whole = _TRIM_END.sub("", view[s:start])
            if len(whole) > e - s and _CONTINUED.fullmatch(whole[e - s :]):
                e = s + len(whole)
            return squeeze(context.document.text[s:e])
    if not fraction:
        return None
    parts = list(_ENUM_PART.finditer(view, left, start))
    from_ = parts[-1].end() if parts else left
    if paren is not None and paren[0] > from_ and not parts:
        from_ = paren[0] + 1
    raw = view[from_:start]
    cut = max(
        (m.end() for m in re.finditer(r";\s|:\s(?=\S{3})|\.\s", raw) if raw[m.end() :].strip()), default=0
    )
    from_ += cut
    held = [
        s.end
        for s in sentence.subjects
        if from_ <= s.start and s.end <= start and s.kind in ("named", "group")
    ]
    held += [i.end for i in sentence.indices if from_ <= i.start and i.end <= start and not i.weak]
    # A body or an index in what stands before is no part of the criterion's name, unless the name ends with it.
    from_ = max((h for h in held if _TRIM_END.sub("", view[h:start]).strip()), default=from_)
    ending = [
        s.start
        for s in sentence.subjects
        if s.kind == "named" and from_ <= s.start and not _TRIM_END.sub("", view[s.end : start]).strip()
    ]
    name = _TRIM_END.sub("", view[from_ : ending[0] if ending else start])
    lead = _TRIM_START.match(name)
    from_ += lead.end() if lead else 0
    name = name[lead.end() :] if lead else name
    stop = from_ + len(name)
    if not 4 <= len(name) <= 160 or (
        not re.match(rf"[{CAPITALS}]", name) and not (lead and lead[0].strip()) and not _PART.match(name)
    ):
        return None
    if (
        _WHOLE.fullmatch(name)
        or any(i.start <= from_ < i.end and not i.weak for i in sentence.indices)
        or any(s.start <= from_ < s.end and s.kind != "generic" for s in sentence.subjects)
    ):
        return None
    return squeeze(context.document.text[from_:stop])


def _is_criterion_quote(context: Context, sentence: Sentence, match: re.Match[str]) -> bool:
    left = context.view[max(sentence.start, match.start() - 50) : match.start()]
    if _CRITERION_WORD.search(left + " ") or re.search(
        r"(?:chỉ số(?:\s+(?:về|thành phần|nội dung(?:\s+\d+)?))?|nội dung|lĩnh vực|tiêu chí|trục|trụ cột)\s*$",
        left,
        re.IGNORECASE,
    ):
        return True
    return any(True for _ in find_criteria(context.lower, match.start("name"), match.end("name")))


def _names_other(context: Context, sentence: Sentence, label: re.Match[str]) -> bool:
    """Whether the words before a colon are no criterion: a body, an index, a connective."""
    s, e = label.span("name")
    if _NO_CRITERION.match(context.view, s) or re.search(r"\d|đạt|xếp|công bố|gồm|,\s+có\s", label["name"]):
        return True
    return any(i.start < e and s < i.end and not i.weak for i in sentence.indices) or any(
        x.start < e and s < x.end for x in sentence.subjects
    )
