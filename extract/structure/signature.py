"""Who signed: the lines of the signature block.

Nghị định 30/2020/NĐ-CP, Phụ lục I: the authority (TM. thay mặt, KT. ký thay, TL. thừa lệnh, TUQ. thừa ủy quyền,
Q. quyền) stands before the post of whom it comes from, the signer's own post on the line below, the name last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache
from itertools import pairwise

from extract.structure.lines import compiled, expression, is_caps, words
from extract.values.text import fold
from patterns import alternation

_AUTHORITY = expression("tail", "authority")
_DIGITAL = expression("tail", "digital")
_NAME = compiled(
    r"""[A-Z{upper}][a-z{lower}]*['.]?[A-Za-z{upper}{lower}]*(?:[ -][A-Z{upper}]['.]?[A-Za-z{upper}{lower}'-]*){1,5}$"""
)
_NAME_AT_END = compiled(
    r"""\s(?P<name>[A-Z{upper}][a-z{lower}]+(?:\s+[A-Z{upper}]'?[A-Za-z{lower}]*){1,4})\s*$"""
)


_LONGEST_STAMP = 200
_RANK = re.compile(r"(?:pho|quyen)\s+")
_RANKS = {"pho": "PHÓ", "quyen": "QUYỀN"}
_LEAST_LETTERS, _NEAR_TITLE = 7, 0.87
"""A post of so many letters is known with one of them lost or wrong."""
_STAMPED = re.compile(
    r"(?:^|\s)\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d\s+\d{1,2}:\d{2}:\d{2}(?:\s*[+-]\d{2}:?\d{2})?$"
)


@cache
def _posts() -> re.Pattern[str]:
    return re.compile(rf"(?:QUYỀN\s+|Q\.\s*|PHÓ\s+)?(?:{alternation(words('tail', 'posts'))})(?![^\W\d_])")


@cache
def _signed() -> frozenset[str]:
    return frozenset(words("tail", "signed"))


@cache
def _ranks() -> re.Pattern[str]:
    return re.compile(rf"^(?:(?:{alternation(words('tail', 'ranks'))})\s*)+", re.IGNORECASE)


def opens_signature(text: str) -> bool:
    """Whether a line begins a signature: an authority, or a post alone, in capitals."""
    if len(text) > 160:
        return False
    name = _NAME_AT_END.search(text)
    title = text[: name.start()] if name else text
    if not is_caps(title):
        return False
    if _AUTHORITY.match(title):
        return True
    post = _posts().match(title)
    return (
        post is not None
        and (post.end() == len(title) or len(title.split()) <= 14)
        and not title.endswith((":", ";"))
    )


@cache
def _posts_by_letters() -> dict[str, str]:
    return {fold(post): post for post in words("tail", "posts")}


def title_seen(text: str) -> str | None:
    """A title in capitals read from an image with its letters put right (`KT. CHU TỊCH`), `None` for what is none."""
    if len(text) > 60 or not is_caps(text):
        return None
    authority = _AUTHORITY.match(text)
    printed = text[authority.end() :] if authority else text
    rank = _RANK.match(fold(printed))
    letters = re.sub(r"[^a-z ]", "", fold(printed)[rank.end() if rank else 0 :]).strip()
    # A letter alone behind it is a stroke of the pen that signed.
    letters = re.sub(r"\s[a-z]$", "", letters)
    posts = _posts_by_letters()
    post = posts.get(letters)
    if post is None and len(letters) >= _LEAST_LETTERS:
        near = get_close_matches(letters, posts, 1, _NEAR_TITLE)
        post = posts[near[0]] if near else None
    if post is None:
        return None
    before = [text[: authority.end()].strip()] if authority else []
    return " ".join([*before, *([_RANKS[rank.group().strip()]] if rank else []), post])


def is_title(text: str) -> bool:
    """Whether a line of a signature block is part of the title."""
    return _AUTHORITY.match(text) is not None or _posts().match(text.upper()) is not None


def is_stamp(text: str) -> bool:
    """Whether a line is what signing software prints: `Người ký: …`, or a name, an address and a time in one."""
    return _DIGITAL.match(text) is not None or (
        len(text) < _LONGEST_STAMP and _STAMPED.search(text) is not None
    )


def is_noise(text: str) -> bool:
    """Whether a line is a stamp of the signing software or a note that it is signed."""
    folded = text.strip().strip("[]").casefold()
    return folded in _signed() or folded.strip("()") in _signed() or is_stamp(text)


def read_name(text: str) -> str | None:
    """The name of a signer in title case, `None` where the line is no name."""
    name = _ranks().sub("", re.sub(r"\s+", " ", text).lstrip("\"'“”^>‹|~` ").strip(" .,;*"))
    if not _NAME.match(name) or len(name.split()) < 2 or max(map(len, name.split())) < 2:
        return None
    if is_caps(name):
        name = re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), name)
    return name


def split_name(text: str) -> tuple[str, str | None]:
    """A line that holds title and name together, taken apart."""
    match = _NAME_AT_END.search(text)
    if match is None or not is_caps(text[: match.start()]):
        return text, None
    return text[: match.start()].strip(), read_name(match["name"])


def read_title(lines: Sequence[str]) -> str | None:
    """The title with its authority: `TM. UBND XÃ - KT. CHỦ TỊCH - PHÓ CHỦ TỊCH`."""
    pieces: list[str] = []
    for line in lines:
        for piece in _pieces(re.sub(r"\s+", " ", line).strip(" *-")):
            if not pieces or is_title(piece):
                pieces.append(piece)
            else:
                pieces[-1] = f"{pieces[-1]} {piece}"
    return " - ".join(pieces) or None


def _pieces(text: str) -> list[str]:
    """A line that may hold several titles, cut before each authority and before the signer's own post."""
    starts = [m.start() for m in _AUTHORITY.finditer(text) if m.start() == 0 or text[m.start() - 1] == " "]
    bounds = sorted({0, *starts, len(text)})
    out = []
    for start, end in pairwise(bounds):
        piece = text[start:end].strip()
        authority = _AUTHORITY.match(piece)
        if authority:
            label = re.sub(r"[^A-Z]", "", authority.group())
            piece = f"{label}. {piece[authority.end() :].strip()}"
        out.extend(_own_post(piece, bool(authority)))
    return [p for p in out if p]


def _own_post(piece: str, authorised: bool) -> list[str]:
    """`KT. CHỦ TỊCH PHÓ CHỦ TỊCH` holds the post that is stood in for and the signer's own."""
    if not authorised:
        return [piece]
    found = list(_posts().finditer(piece))
    for match in found[1:] if found and found[0].start() <= 5 else found:
        before = piece[: match.start()].rstrip()
        if before and not before.endswith(",") and match.start() > 5:
            return [before, piece[match.start() :]]
    return [piece]
