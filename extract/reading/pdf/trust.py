"""Whether the text layer of a page says what the page shows.

Scanners put a layer of what they recognised, often with another language's letters, under the image; programs write
fonts with a wrong table of characters. Such text looks like text and is none. What is told here is told from the
words alone: a page of figures, of codes, of English or with hardly any words is believed.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from extract.reading.decode import is_syllable

_LETTERS = re.compile(r"[^\W\d_]+")
_BROKEN = re.compile(r"(?<=[^\W\d_])[~^*$\\{}|;!<>=@#%_`()§¢£¥©®°±¿¡«»¬¦]+(?=[^\W\d_])")
_ODD = frozenset("~^$\\{}|<>@#`§¢£¥©®±¿¡«»¬¦")
_FOREIGN = frozenset(
    re.findall(
        r"\w+",
        "the of and to in is for on with that by as are from at be this or it not was which an shall will may have "
        "le les de des du la et en une dans pour sur par est aux que qui au",
    )
)
_DATE = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
_LEAST_WORDS = 25
_LEAST_CHARACTERS = 150
_LEAST_DATES = 4


@dataclass(frozen=True, slots=True)
class Measures:
    """Shares of the words of letters of a page, and what else tells.

    `syllables` are words that could be Vietnamese, `accented` those of them with a mark, `foreign` the small words of
    English and French, `broken` words with a sign or a capital where no language has one, `voiceless` words of Latin
    letters without a vowel; `lost` is the share of all characters that have no meaning, `odd` that of signs which
    prose has none of, `dates` that of dates that
    no calendar has.
    """

    words: int = 0
    syllables: float = 0.0
    accented: float = 0.0
    foreign: float = 0.0
    broken: float = 0.0
    voiceless: float = 0.0
    lost: float = 0.0
    odd: float = 0.0
    dates: float = 0.0


def measure(texts: Iterable[str]) -> Measures:
    """Measures the words of a page."""
    printed = list(texts)
    characters = sum(map(len, printed))
    dates = [date for token in printed if "/" in token for date in _DATE.findall(token)]
    total = [0] * 8
    # Most words are alike in all that is told of them.
    for kind, count in Counter(map(_tell, printed)).items():
        for i, value in enumerate(kind.told):
            total[i] += value * count
    words, syllables, accented, foreign, broken, voiceless, lost, odd = total
    wrong = sum(not (0 < int(d) < 32 and 0 < int(m) < 13 and 1900 <= int(y) < 2100) for d, m, y in dates)
    share = 1 / words if words else 0.0
    return Measures(
        words,
        syllables * share,
        accented * share,
        foreign * share,
        broken * share,
        voiceless * share,
        lost / characters if characters else 0.0,
        odd / characters if characters >= _LEAST_CHARACTERS else 0.0,
        wrong / len(dates) if len(dates) >= _LEAST_DATES else 0.0,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Kind:
    """What is told alike of many words. Each is there once, so that counting them need not look into them."""

    told: tuple[int, ...]


_kind = functools.lru_cache(4096)(_Kind)


@functools.lru_cache(16_384)
def _tell(token: str) -> _Kind:
    """What `measure` counts, of one printed word: words, syllables, accented and so on, in the order of its fields."""
    lost = odd = words = syllables = accented = foreign = voiceless = 0
    for char in token:
        if not char.isalnum():
            lost += _is_lost(char)
            odd += char in _ODD
    letters = _LETTERS.findall(token)
    for word in letters:
        # `QĐ`, `UBND`, `b`: labels and symbols are of no language.
        if len(word) < 2 or (len(word) < 6 and word.isupper() and not is_syllable(word)) or not _latin(word):
            continue
        words += 1
        foreign += word.lower() in _FOREIGN
        if is_syllable(word):
            syllables += 1
            accented += not word.isascii()
        else:
            voiceless += not re.search("[aeiouyAEIOUY]", unicodedata.normalize("NFD", word))
    broken = bool(letters) and (_BROKEN.search(token) is not None or any(map(_turns_capital, letters)))
    return _kind((words, syllables, accented, foreign, int(broken), voiceless, lost, odd))


def doubt(texts: Iterable[str], *, recognised: bool = False) -> str | None:
    """Why the words of a page are not believed, in Vietnamese, or `None`.

    `recognised` says that they are invisible over an image: a scanner's guess, which must be better to be believed.
    """
    m = measure(texts)
    if m.lost > (0.02 if recognised else 0.03):
        return "nhiều ký tự không có nghĩa"
    if m.odd > 0.08:
        return "phần lớn là ký hiệu lạ"
    if m.dates > 0.5:
        return "ngày tháng không có thật"
    if m.words < _LEAST_WORDS:
        return None
    if m.foreign > 0.12 and m.accented < 0.1:
        # Another language; what is left of Vietnamese on such a page is names.
        return None
    if m.broken > (0.03 if recognised else 0.08):
        return "chữ bị lẫn ký hiệu lạ"
    if m.accented < 0.25 and m.syllables > 0.6:
        return "chữ bị mất dấu"
    if m.syllables < (0.75 if recognised else 0.5) and m.accented > 0.05:
        return "nhiều chữ không phải âm tiết tiếng Việt"
    if m.syllables < 0.35 and m.voiceless > 0.3:
        return "chữ không đọc được thành lời"
    return None


def _turns_capital(word: str) -> bool:
    """Whether capitals and small letters follow each other as in no word: `dAymanh`, `AnH`."""
    return len(word) > 2 and any(a.islower() and b.isupper() for a, b in pairwise(word))


def _latin(word: str) -> bool:
    return all(c < "\u0250" or "\u1e00" <= c <= "\u1eff" for c in word)


def _is_lost(char: str) -> bool:
    return char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or "\x7f" <= char <= "\x9f"
