"""The pages of a PDF file: from its text layer where that is to be believed, else from an image of the page."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from extract.reading.page import Page, Rule, Word
from extract.reading.pdf import limits
from extract.reading.pdf.sandbox import CrashError, PageTimeoutError, Worker, worker
from extract.reading.pdf.trust import doubt
from extract.reading.pdf.wire import unpack_words
from extract.reading.source import ReadError
from extract.values.language import say

_PASSWORD, _SECURITY = 4, 5
_FULL_PICTURE = 0.5
"""A picture over so much of a page may be the page itself."""
_LARGE_PICTURE = 0.25
_FEW_WORDS = 40
_BROKEN_PAGE = "trang bị hỏng"
_OUTLINES = 400
"""So many strokes on a page without a letter are letters drawn as outlines."""


@dataclass(slots=True)
class Reading:
    """What was read: the pages in order, the numbers of those to be read as scans, and notes on the file."""

    pages: list[Page]
    scans: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_pages(data: bytes, name: str, each: Callable[[Page], None] | None = None) -> Reading:
    """Reads the text layer of a PDF file; `each` gets the pages that are not to be read as scans, as they come.

    Pages in `scans` have in `words` what is printed on them as text (a digital signature on a scan) if it is to be
    believed. `ReadError` where the file needs a password, is broken, or asks too much.
    """
    with worker() as process:
        try:
            return _Reader(process, data, name).read(each)
        except BaseException:
            # Answers that nobody has waited for must not be taken for those of the next file.
            process.stop()
            raise


class _Reader:
    def __init__(self, process: Worker, data: bytes, name: str) -> None:
        self.process, self.data, self.name = process, data, name
        self.failed: list[int] = []
        self.old_fonts: set[str] = set()
        self.until = 0.0
        self.asked = False
        self.costly = 0

    def read(self, each: Callable[[Page], None] | None = None) -> Reading:
        opened = self._open(limits.MOST_PAGES)
        count = opened["pages"]
        self.until = time.monotonic() + limits.FILE_SECONDS + limits.SECONDS_A_PAGE * count
        reading = Reading([])
        for index in range(count):
            page, scan = self._page(index, count)
            reading.pages.append(page)
            if scan:
                reading.scans.append(page.number)
            elif each is not None:
                each(page)
        if len(self.failed) == count:
            raise self._broken()
        reading.notes = self._notes(opened)
        return reading

    def _open(self, read: int = 0) -> dict[str, Any]:
        """Opens the file, in the beginning and in a new process after one was ended.

        If it has `read` pages or fewer, the process goes on to read them all.
        """
        try:
            answer, _ = self.process.ask({"ask": "open", "read": read}, self.data)
            self.asked = 0 < answer.get("pages", 0) <= read
        except (PageTimeoutError, CrashError):
            raise ReadError(
                self.name,
                say(
                    "mở tệp PDF mất quá nhiều thời gian hoặc bộ nhớ",
                    "opening the PDF takes too much time or memory",
                ),
                _SAVE_AGAIN,
            ) from None
        if answer.get("error") in (_PASSWORD, _SECURITY):
            raise ReadError(
                self.name,
                say("tệp PDF được khóa bằng mật khẩu", "the PDF is locked with a password"),
                say(
                    "hãy mở tệp bằng mật khẩu rồi in lại thành PDF không khóa",
                    "open it with the password and print it to a PDF without",
                ),
            )
        if answer.get("error") or not answer.get("pages"):
            raise self._broken()
        if answer["pages"] > limits.MOST_PAGES:
            raise ReadError(
                self.name,
                say(
                    f"tệp PDF có {answer['pages']} trang (tối đa {limits.MOST_PAGES})",
                    f"the PDF has {answer['pages']} pages (at most {limits.MOST_PAGES})",
                ),
                say("hãy tách thành từng văn bản riêng", "split it into its documents"),
            )
        return answer

    def _broken(self) -> ReadError:
        whole = b"%%EOF" in self.data[-2048:]
        return ReadError(
            self.name,
            say("tệp PDF bị hỏng", "the PDF is broken")
            if whole
            else say("tệp PDF bị cắt, thiếu phần cuối", "the PDF is cut off, its end is missing"),
            say("hãy tải hoặc sao chép lại tệp gốc", "download or copy the original again"),
        )

    def _page(self, index: int, count: int) -> tuple[Page, bool]:
        """A page, and whether it is to be read as a scan."""
        number = index + 1
        answer, boxes, why = self._ask_page(index, count)
        if answer is None:
            self.failed.append(number)
            # A page that can't be read takes no time; one that hangs or crashes does.
            self.costly += why != _BROKEN_PAGE
            if self.costly >= limits.MOST_FAILURES or time.monotonic() > self.until:
                raise ReadError(
                    self.name,
                    say(
                        f"{len(self.failed)} trang không đọc được ({why})",
                        f"{len(self.failed)} pages can't be read ({why})",
                    ),
                    _SAVE_AGAIN,
                )
            return Page(number, 0.0, 0.0, origin="blank", note=f"không đọc được trang này ({why})"), False
        at = answer["words"]["bytes"]
        words = unpack_words(answer["words"], boxes[:at])
        sideways = unpack_words(answer["sideways"], boxes[at:])
        self.old_fonts.update(answer["old_fonts"])
        page = Page(number, round(answer["width"], 2), round(answer["height"], 2), words)
        page.rules = [Rule(*line) for line in self._rules(answer)]
        notes = [] if not answer["turned"] else [f"trang được xoay {answer['turned']} độ để đọc"]
        if answer["cut"]:
            notes.append("trang có quá nhiều ký tự, phần sau bị bỏ")
        if answer["aslant"]:
            notes.append("bỏ qua chữ in chéo trang")
        kept = _in_table(sideways, page.rules)
        page.words += kept
        if len(kept) < len(sideways):
            notes.append("bỏ qua chữ in dọc ngoài bảng")
        scan = _judge(page, answer, notes)
        page.note = "; ".join(notes) or None
        return page, scan

    def _ask_page(self, index: int, count: int) -> tuple[dict[str, Any] | None, bytes, str]:
        """The answer for a page; where what annotations show breaks it, the page without.

        The process is asked for all pages that are left at once, so that it reads on while this one works.
        """
        why = ""
        for annotated in (True, False):
            if time.monotonic() > self.until:
                return None, b"", "quá thời gian cho cả tệp"
            try:
                if not self.asked:
                    end = count if annotated else index + 1
                    self.process.tell({"ask": "pages", "first": index, "end": end, "annotated": annotated})
                    self.asked = annotated
                answer, boxes = self.process.answer()
            except PageTimeoutError:
                why = "quá thời gian cho một trang"
            except CrashError:
                why = "trang làm hỏng chương trình đọc"
            else:
                return (None, b"", _BROKEN_PAGE) if "error" in answer else (answer, boxes, "")
            self._open()
        return None, b"", why

    def _rules(self, answer: dict[str, Any]) -> Sequence[Sequence[float]]:
        """The lines of a page; those that PDFium tells of where there is no table, or pdfplumber can't read it."""
        lines: list[list[float]] = answer["lines"]
        if not answer["ruled"]:
            return lines
        try:
            found, _ = self.process.answer()
        except (PageTimeoutError, CrashError):
            self._open()
            return lines
        rules: list[list[float]] = found.get("rules", lines)
        return rules

    def _notes(self, opened: dict[str, Any]) -> list[str]:
        notes = []
        if b"%%EOF" not in self.data[-4096:]:
            notes.append("tệp PDF thiếu phần cuối, có thể mất trang")
        if self.failed:
            notes.append(f"không đọc được trang {_numbers(self.failed)}")
        if attached := opened.get("attachments"):
            notes.append(f"tệp PDF đính kèm {attached} tệp khác, không đọc")
        if self.old_fonts:
            notes.append(f"chữ của phông {', '.join(sorted(self.old_fonts))} được đổi sang Unicode")
        return notes


_SAVE_AGAIN = say(
    "hãy mở tệp bằng chương trình đọc PDF rồi in lại thành PDF",
    "open it with a PDF viewer and print it to a PDF again",
)


def _judge(page: Page, answer: dict[str, Any], notes: list[str]) -> bool:
    """Says what a page was read from, and whether it must be read as a scan; adds to the notes why."""
    recognised = answer["hidden"] > answer["shown"]
    pictured = answer["covered"]
    if not page.words:
        if pictured > 0.01:
            notes.append("trang chỉ có hình")
        elif answer["segments"] > _OUTLINES:
            notes.append("chữ trên trang là nét vẽ")
        else:
            page.origin = "blank"
            return False
        return _can_be_shown(page, notes)
    why = doubt([word.text for word in page.words], recognised=recognised)
    if why is not None:
        notes.append(f"lớp chữ không đáng tin ({why})")
        page.words = []
        return _can_be_shown(page, notes)
    if pictured >= _FULL_PICTURE and not recognised and len(page.words) < _FEW_WORDS:
        notes.append("trang là hình, chỉ có ít chữ in đè lên")
        return _can_be_shown(page, notes)
    if recognised and pictured >= _FULL_PICTURE and len(page.words) < _FEW_WORDS:
        notes.append("lớp chữ do máy quét nhận dạng quá ít để tin")
        page.words = []
        return _can_be_shown(page, notes)
    if recognised:
        notes.append("lớp chữ do máy quét nhận dạng")
    elif pictured >= _LARGE_PICTURE and not _words_on_pictures(page.words, answer["pictures"]):
        notes.append("trang có hình lớn, chữ trong hình không được đọc")
    return False


def _can_be_shown(page: Page, notes: list[str]) -> bool:
    if max(page.width, page.height) <= limits.LARGEST_SIDE:
        return True
    notes.append("trang quá lớn, không đọc được hình")
    page.origin = "blank"
    return False


def _words_on_pictures(words: Sequence[Word], pictures: Sequence[Sequence[float]]) -> bool:
    """Whether most words stand on pictures: these are the background of the page."""
    on = sum(
        any(x0 <= (w.x0 + w.x1) / 2 <= x1 and y0 <= (w.y0 + w.y1) / 2 <= y1 for x0, y0, x1, y1 in pictures)
        for w in words
    )
    return on * 2 > len(words)


def _in_table(sideways: list[Word], rules: Sequence[Rule]) -> list[Word]:
    """Text that runs up or down and stands in a table: the heads of its narrow columns."""
    down = [rule for rule in rules if not rule.horizontal]
    across = [rule for rule in rules if rule.horizontal]
    if len(down) < 2 or len(across) < 2:
        return []
    left, right = min(r.x0 for r in across), max(r.x1 for r in across)
    top, bottom = min(r.y0 for r in down), max(r.y1 for r in down)
    return [w for w in sideways if left <= w.x0 and w.x1 <= right and top <= w.y0 and w.y1 <= bottom]


def _numbers(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers[:10])) + ("…" if len(numbers) > 10 else "")
