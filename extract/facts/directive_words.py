"""The words of assignments, compiled from `patterns/directives.toml`."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from extract.values.text import CAPITALS
from patterns import compile_pattern, data, rules


def _any(entries: Iterable[str]) -> str:
    """An alternation of words in which a blank stands for any run of spaces, longest first."""
    ordered = sorted(set(entries), key=lambda w: (-len(w), w))
    return "(?:" + "|".join(r"\s+".join(entry.split()) for entry in ordered) + ")"


def _first_any_case(entries: Iterable[str]) -> str:
    """The same, with the first letter of each in either case."""
    return _any(w if w.startswith("[") else f"[{w[0].upper()}{w[0].lower()}]{w[1:]}" for w in entries)


@dataclass(frozen=True)
class DirectiveWords:
    """Expressions that read assignments; all run over the matching view."""

    actor: re.Pattern[str]
    """The opening of the name of someone who acts."""
    strong_actor: re.Pattern[str]
    """The same where nothing but a post, a plural or the name of a body will do."""
    not_actor: re.Pattern[str]
    continues: re.Pattern[str]
    """A noun that carries a group on (`ban`, `ngành`, `thị xã` after `các sở,`)."""
    compound: re.Pattern[str]
    relative: re.Pattern[str]
    post: re.Pattern[str]
    token: re.Pattern[str]
    """What can end or divide a list of names: a predicate, a mark, `và`."""
    urgent: re.Pattern[str]
    predicate: re.Pattern[str]
    opening: re.Pattern[str]
    """Words that an item without a subject may begin with."""
    modal: re.Pattern[str]
    modal_hint: re.Pattern[str]
    """The word of request without its first letter: literals only, so that a scan is cheap."""
    coordinate: re.Pattern[str]
    coordinate_hint: re.Pattern[str]
    headings: dict[str, re.Pattern[str]]
    before_owner: re.Pattern[str]
    fields: re.Pattern[str]
    columns: dict[str, re.Pattern[str]]
    sentences: dict[str, re.Pattern[str]]
    late: dict[str, re.Pattern[str]]
    """Words of owners that are named behind the task."""
    counted: re.Pattern[str]
    """So many of a kind (`Hai đơn vị`): they act only where a word of duty follows."""
    duty: re.Pattern[str]


@functools.cache
def directive_words() -> DirectiveWords:
    """The expressions, compiled once."""
    content: dict[str, Any] = data("directives")
    actor, predicate = content["actor"], content["predicate"]
    plural = _first_any_case(actor["plural"])
    noun = _any(_either(w) for w in actor["noun"])
    post = _any(_either(w) if not w.startswith("[") else w for w in actor["post"])
    body = _any(actor["body"])
    comrade = r"(?:đồng\s+chí:?\s+)?"
    strong = (
        rf"{plural}\s+{comrade}(?:{noun}|{post}|{body})\b|(?:[Đđ]ồng\s+chí\s+)?{post}(?=[\s,])|{body}:?\s+(?=[{CAPITALS}\d])|(?:tỉnh|thành\s+phố|huyện|thị\s+xã|xã|phường)\s+(?=[{CAPITALS}])"
        rf"|(?:UBND|HĐND|UBMTTQ|MTTQ|VPUB|VNPT|EVN|Viettel|MobiFone)\b"
    )
    words = _any([*predicate["urgent"], *predicate["verb"], *predicate["when"]])
    opening = _first_any_case([*predicate["urgent"], *predicate["verb"], *predicate["opening"]])
    rule = rules("directives")
    modal = rule["asked"].pattern.pattern
    rank = r"(?<!\w)"
    return DirectiveWords(
        actor=re.compile(rf"(?:{strong}|{_any(actor['bare'])}\b|{noun}\b)"),
        strong_actor=re.compile(rf"(?:{strong}|{_any(actor['bare'])}(?![\w]))"),
        not_actor=re.compile(
            _any(re.escape(w).replace(r"\ ", " ") for w in actor["not_actor"]) + r"(?!\w)", re.IGNORECASE
        ),
        continues=re.compile(rf"{noun}\b|{comrade}{_any(actor['relative'])}\b"),
        compound=re.compile(
            rf"(?:{plural}\s+)?(?:cơ\s+quan|đơn\s+vị|bộ\s+phận|tổ|ban|lực\s+lượng|doanh\s+nghiệp|công\s+ty|ngân\s+hàng|nhà\s+thầu|tổ\s+chức|trung\s+tâm|phòng|công\s+chức|cán\s+bộ)\s+{_any(actor['compound'])}\b",
            re.IGNORECASE,
        ),
        relative=re.compile(rf"\s{_any(actor['relative'])}\s"),
        post=re.compile(rf"(?:các\s+)?{comrade}{post}\s*,?\s*", re.IGNORECASE),
        token=re.compile(
            rf"{rank}(?P<predicate>{words})(?!\w)|(?P<open>\()|(?P<comma>[,;])|(?P<colon>:)|{rank}(?P<and>và|cùng|hoặc)(?=\s)|(?P<stop>[.!?\n]|\s-\s)"
        ),
        urgent=re.compile(rf"{_any([*predicate['urgent'], *predicate['when']])}(?!\w)"),
        predicate=re.compile(rf"(?:{words})(?!\w)"),
        opening=re.compile(rf"(?:{opening})(?!\w)"),
        modal=re.compile(modal),
        modal_hint=re.compile(r"(?:iao |iao:|hân công |y quyền |ề nghị|iến nghị |êu cầu|hỉ thị|hỉ đạo )"),
        coordinate=re.compile(
            r"(?<!\w)[Pp]hối(?:\s+kết)?\s+hợp(?:\s+(?:chặt\s+chẽ|thường\s+xuyên|đồng\s+bộ|hiệu\s+quả|kịp\s+thời))?\s*,?(?:\s+(?:cùng\s+với|với|cùng))?\s+"
            r"|(?<!\w)sự\s+(?:phối\s+hợp|tham\s+gia|hỗ\s+trợ)\s+của\s+"
            r"|(?:(?<=chủ trì, )|(?<=chủ trì ))cùng(?:\s+với)?\s+"
        ),
        coordinate_hint=re.compile(
            r"(?:hối hợp|hối kết|sự tham gia|sự hỗ trợ|sự phối|(?<=trì )cùng |(?<=trì, )cùng )"
        ),
        headings={k: compile_pattern(v) for k, v in content["heading"].items()}
        | {"plan": rule["plan"].pattern},
        before_owner=compile_pattern(content["heading"]["before_owner"] + r"\s+", re.VERBOSE | re.IGNORECASE),
        fields=_fields({"lead": rule["fields"].pattern.pattern} | content["fields"]),
        columns={k: compile_pattern(v) for k, v in content["table"].items()}
        | {"lead": rule["table"].pattern},
        sentences={k: compile_pattern(v) for k, v in content["sentence"].items()}
        | {
            "connector": rule["subject"].pattern,
            "leads_in": rule["inherited"].pattern,
            "session": rule["host"].pattern,
        },
        late={k: compile_pattern(v) for k, v in content["late"].items()},
        counted=re.compile(
            rf"{_first_any_case(actor['numeral'])}\s+(?:{noun}|{body})\b|\d{{1,3}}(?:/\d{{1,3}})?\s+(?:{noun})\b"
        ),
        duty=re.compile(rf"{_any(predicate['duty'])}(?!\w)"),
    )


def find_modal(words: DirectiveWords, view: str, start: int, end: int) -> re.Match[str] | None:
    """The first word of request between two offsets that begins a word."""
    for hint in words.modal_hint.finditer(view, start, end):
        at = hint.start() - 1
        if at < start or (at > 0 and view[at - 1].isalnum()):
            continue
        for polite in ("trân trọng ", "Trân trọng ", "kính ", "Kính "):
            if view.endswith(polite, start, at):
                at -= len(polite)
                break
        match = words.modal.match(view, at, end)
        if match is not None:
            return match
    return None


def find_coordinate(words: DirectiveWords, view: str, start: int, end: int) -> re.Match[str] | None:
    """The first `phối hợp với` between two offsets."""
    for hint in words.coordinate_hint.finditer(view, start, end):
        at = hint.start() - (view[hint.start()] == "h")
        match = words.coordinate.match(view, at, end) if at >= start else None
        if match is not None:
            return match
    return None


def _either(word: str) -> str:
    return word if word.startswith("[") else f"[{word[0].upper()}{word[0].lower()}]{word[1:]}"


def _fields(kinds: dict[str, str]) -> re.Pattern[str]:
    """The label that tells who, with whom, until when or what comes out, up to its colon."""
    labels = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items())
    return re.compile(
        rf"\s*(?:[-+*•]\s*)?(?:\(?[a-zđ0-9]{{1,2}}[.)]\s*)?(?:{labels})\s*", re.IGNORECASE | re.VERBOSE
    )
