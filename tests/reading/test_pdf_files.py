"""PDF files that are odd, broken, locked or made to harm, and batches of them; all are made here."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
import types
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from extract.reading import MissingToolError, ReadError, read_bytes
from extract.reading.formats.pdf import READER, recognises
from extract.reading.page import Page, Word
from extract.reading.pdf import limits, sandbox, show
from extract.reading.pdf.images import render_pages
from extract.reading.pdf.pages import read_pages
from tests.reading.bad_files import nested_pdf
from tests.reading.pdf_maker import Encryption, Maker, grid, line, paragraph, picture

ROOT = Path(__file__).resolve().parents[2]
BODY = [
    "Ủy ban nhân dân phường Hòa An giao Văn phòng chủ trì,",
    "phối hợp với Công an phường rà soát hồ sơ cư trú,",
    "báo cáo kết quả trước ngày 20 tháng 11 năm 2025.",
]
FULL = (0, 0, 595, 842)


def simple(*texts: Sequence[str], **options: bytes) -> bytes:
    maker = Maker()
    for body in texts or (BODY,):
        maker.page(paragraph(body))
    return maker.made(**options)


def said(pages: Sequence[Page]) -> list[str]:
    return [" ".join(word.text for word in page.words) for page in pages]


def refusal(data: bytes) -> str:
    with pytest.raises(ReadError) as error:
        read_pages(data, "xau.pdf")
    message = str(error.value)
    assert message.startswith("xau.pdf: ") and "\n" not in message
    return message


@pytest.mark.parametrize(
    ("data", "yes"),
    [
        (b"%PDF-1.4\n1 0 obj", True),
        (b"\xef\xbb\xbf%PDF-1.4\n1 0 obj", True),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 900 + b"%PDF-1.7\n1 0 obj", True),
        (b"x" * 1024 + b"%PDF-1.7\n1 0 obj", False),
        ("Tệp có dòng đầu %PDF-1.7 là tệp PDF.".encode(), False),
        (b"PK\x03\x04 a.pdf %PDF-1.7\n1 0 obj", False),
        (b"", False),
    ],
)
def test_is_known_by_its_header(data: bytes, yes: bool) -> None:
    assert recognises(data) is yes


def test_junk_before_the_header_is_passed_over() -> None:
    assert said(read_pages(b"\r\nrac\r\n" * 20 + simple(), "a.pdf").pages) == [" ".join(BODY)]


def test_a_locked_file_is_refused_and_one_that_only_forbids_changes_is_read() -> None:
    maker = Maker()
    maker.page(paragraph(BODY))
    assert "mật khẩu" in refusal(maker.made(encrypt=Encryption(b"bi mat", b"chu")))
    assert said(read_pages(maker.made(encrypt=Encryption(b"", b"chu")), "a.pdf").pages) == [" ".join(BODY)]


def test_a_file_cut_off_gives_what_it_has() -> None:
    whole = simple(BODY, BODY)
    reading = read_pages(whole[: whole.rindex(b"xref\n0")], "a.pdf")
    assert said(reading.pages) == [" ".join(BODY)] * 2
    assert any("thiếu phần cuối" in note for note in reading.notes)
    assert "cắt" in refusal(whole[:600])
    assert "hỏng" in refusal(b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n%%EOF\n")


def test_a_page_tree_that_bites_its_tail_ends() -> None:
    body = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>\nendobj\n"
    with pytest.raises(ReadError):
        read_pages(body + b"trailer\n<</Root 1 0 R>>\n%%EOF\n", "a.pdf")


def test_a_file_that_says_it_has_a_hundred_thousand_pages_is_refused() -> None:
    maker = Maker()
    page = maker.page(paragraph(BODY[:1]))
    maker.pages = [page] * 3001
    assert "3001 trang" in refusal(maker.made())


def test_blank_pages_and_pages_of_pictures_are_told_apart() -> None:
    maker = Maker()
    maker.page(paragraph(BODY))
    maker.page(b"")
    maker.page(picture(*FULL))
    maker.page(picture(*FULL) + line(300, 800, "Ký bởi: Sở Y tế", 8))
    maker.page(picture(60, 700, 80, 80) + paragraph(BODY))
    maker.page(b"".join(b"%d 100 m %d 110 l %d 115 l s " % (x, x + 3, x + 5) for x in range(50, 550)))
    reading = read_pages(maker.made(), "a.pdf")
    assert [p.origin for p in reading.pages] == ["text", "blank", "text", "text", "text", "text"]
    assert reading.scans == [3, 4, 6]
    assert [p.note for p in reading.pages] == [
        None,
        None,
        "trang chỉ có hình",
        "trang là hình, chỉ có ít chữ in đè lên",
        None,
        "chữ trên trang là nét vẽ",
    ]


def test_a_text_layer_that_lies_is_read_as_a_scan() -> None:
    lie = ["Uy ban nhan dan phucmg Hoa An giao Van ph(mg chu tri, ph6i hqp v6i C6ng an"] * 3
    maker = Maker()
    maker.page(picture(*FULL) + b"3 Tr " + paragraph(lie))
    maker.page(paragraph(BODY))
    reading = read_pages(maker.made(), "a.pdf")
    assert reading.scans == [1]
    assert reading.pages[0].words == []
    assert "lớp chữ không đáng tin" in (reading.pages[0].note or "")


def test_files_attached_are_noted_and_scripts_are_not_run() -> None:
    maker = Maker()
    maker.page(paragraph(BODY))
    content = maker.stream(b"<html></html>", b"/Type/EmbeddedFile")
    spec = maker.add(b"<</Type/Filespec/F(a.html)/EF<</F %d 0 R>>>>" % content)
    maker.catalog = (
        b"/Names<</EmbeddedFiles<</Names[(a.html) %d 0 R]>>>>"
        b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\);while\\(true\\){})>>" % spec
    )
    reading = read_pages(maker.made(), "a.pdf")
    assert said(reading.pages) == [" ".join(BODY)]
    assert reading.notes == ["tệp PDF đính kèm 1 tệp khác, không đọc"]


def test_a_bomb_costs_its_page_and_no_more_memory() -> None:
    packer = zlib.compressobj(1)
    block = b" " * (1 << 20)
    once = b"".join(packer.compress(block) for _ in range(1500)) + packer.flush()
    maker = Maker()
    maker.page(paragraph(BODY))
    bomb = maker.stream(zlib.compress(once), b"/Filter[/FlateDecode/FlateDecode]")
    maker.pages.append(
        maker.add(b"<</Type/Page/Parent @ 0 R/MediaBox[0 0 595 842]/Contents[%s]>>" % (b"%d 0 R " % bomb * 4))
    )
    maker.page(paragraph(BODY))
    reading = read_pages(maker.made(), "a.pdf")
    assert said(reading.pages) == [" ".join(BODY), "", " ".join(BODY)]
    with sandbox.worker() as worker:
        assert _resident(worker.pid) < limits.MOST_MEMORY


def test_a_page_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PAGE_SECONDS", 1.5)
    monkeypatch.setattr(sandbox, "_SPARE", 10.0)
    start = time.monotonic()
    reading = read_pages(nested_pdf(7, 30), "a.pdf")
    assert time.monotonic() - start < 20
    assert said(reading.pages) == [" ".join(BODY), "", " ".join(BODY)]
    assert "không đọc được" in (reading.pages[1].note or "")
    assert reading.notes == ["không đọc được trang 2"]


def test_a_crash_costs_nothing_but_time() -> None:
    data = simple(BODY, BODY)
    assert said(read_pages(data, "a.pdf").pages) == [" ".join(BODY)] * 2
    with sandbox.worker() as worker:
        assert worker.pid is not None
        os.kill(worker.pid, signal.SIGSEGV if hasattr(signal, "SIGSEGV") else signal.SIGTERM)
        with pytest.raises(sandbox.CrashError):
            worker.ask({"ask": "close"})
    assert said(read_pages(data, "a.pdf").pages) == [" ".join(BODY)] * 2


def test_a_file_that_crashes_on_every_page_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(worker: sandbox.Worker) -> tuple[dict[str, object], bytes]:
        worker.stop()
        raise sandbox.CrashError

    answers = sandbox.Worker.answer

    def fails_on_pages(worker: sandbox.Worker) -> tuple[dict[str, object], bytes]:
        message, data = answers(worker)
        return (message, data) if "pages" in message else dies(worker)

    monkeypatch.setattr(sandbox.Worker, "answer", fails_on_pages)
    assert "không đọc được" in refusal(simple(*[BODY] * 12))


def test_the_process_is_kept_for_the_next_file() -> None:
    read_pages(simple(), "a.pdf")
    with sandbox.worker() as worker:
        before = worker.pid
    read_pages(simple(), "b.pdf")
    with sandbox.worker() as worker:
        assert worker.pid == before


def test_pages_are_rendered_by_the_process_that_read_the_file() -> None:
    data = simple(BODY)
    read_pages(data, "a.pdf")
    with sandbox.worker() as worker:
        before = worker.pid
    (page,) = render_pages(data, [1], "a.pdf", dpi=50, most_pixels=10**6)
    with sandbox.worker() as worker:
        assert worker.pid == before
    assert (page.grey, len(page.pixels)) == (True, page.across * page.down)


def test_a_file_is_read_while_another_is_rendered() -> None:
    data = simple(BODY, BODY)
    rendering = render_pages(data, [1, 2], "a.pdf", dpi=50, most_pixels=10**6)
    first = next(rendering)
    assert said(read_pages(simple(BODY), "b.pdf").pages) == [" ".join(BODY)]
    assert [first.number, *(page.number for page in rendering)] == [1, 2]


def test_a_page_with_any_colour_is_rendered_in_colour() -> None:
    pixels = ctypes.create_string_buffer(bytes([9, 9, 9] * 1000), 3000)
    assert show._one_band(pixels) == bytes([9] * 1000)
    pixels[2000] = b"\x08"
    assert show._one_band(pixels) is None


def _read_in_pool(data: bytes) -> tuple[str, int | None]:
    text = said(read_pages(data, "a.pdf").pages)[0]
    with sandbox.worker() as worker:
        return text, worker.pid


def test_works_in_the_processes_of_a_pool() -> None:
    read_pages(simple(), "a.pdf")
    with sandbox.worker() as worker:
        ours = worker.pid
    with ProcessPoolExecutor(2) as pool:
        found = list(pool.map(_read_in_pool, [simple()] * 4))
    assert {text for text, _ in found} == {" ".join(BODY)}
    assert ours not in {pid for _, pid in found}
    with sandbox.worker() as worker:
        assert worker.pid == ours
    assert said(read_pages(simple(), "a.pdf").pages) == [" ".join(BODY)]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc to see processes")
def test_the_process_ends_with_its_parent(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(simple())
    program = (
        "import sys, os; from pathlib import Path; from extract.reading.pdf.pages import read_pages\n"
        "from extract.reading.pdf import sandbox\n"
        "read_pages(Path(sys.argv[1]).read_bytes(), 'a.pdf')\n"
        "print(sandbox._worker.pid, flush=True); os._exit(1)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    child = Path("/proc") / done.stdout.strip()
    until = time.monotonic() + 10
    while _runs(child) and time.monotonic() < until:
        time.sleep(0.1)
    assert not _runs(child)


def _runs(process: Path) -> bool:
    try:
        return "Z" not in process.joinpath("stat").read_text().split()[2]
    except OSError:
        return False


def _resident(pid: int | None) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(row.split()[1]) * 1024 for row in status.splitlines() if row.startswith("VmRSS")), 0)


def test_six_hundred_pages_are_read_in_flat_memory() -> None:
    maker = Maker()
    table = grid((72, 200, 400), range(300, 500, 20))
    for number in range(600):
        rows = b"".join(line(80, y, f"Thôn {y}") + line(210, y, "12,5") for y in range(305, 490, 20))
        maker.page(paragraph([*BODY, f"Trang {number + 1}"]) + (table + rows if number % 10 == 0 else b""))
    data = maker.made()
    read_pages(simple(), "a.pdf")
    start = time.monotonic()
    reading = read_pages(data, "a.pdf")
    assert time.monotonic() - start < 60
    assert len(reading.pages) == 600 and not reading.scans
    assert reading.pages[599].words[-1].text == "600"
    assert len(reading.pages[590].rules) == 13
    with sandbox.worker() as worker:
        assert _resident(worker.pid) < 250 * 1024 * 1024


@pytest.fixture
def scanner(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Sequence[int]]]:
    """Stands in for the recognition of images, which has tests of its own."""
    asked: list[Sequence[int]] = []

    def recognise_pdf(data: bytes, numbers: Sequence[int], name: str) -> list[Page]:
        asked.append(list(numbers))
        words = [
            Word("Văn", 72, 100, 90, 112, 12, confidence=0.9),
            Word("Ký", 301, 34, 312, 44, 8, confidence=0.3),
        ]
        return [Page(number, 595, 842, list(words), origin="scan") for number in numbers]

    module = types.ModuleType("extract.reading.ocr")
    module.recognise_pdf = recognise_pdf  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "extract.reading.ocr", module)
    yield asked


def test_pages_are_read_each_in_its_way(scanner: list[Sequence[int]]) -> None:
    pytest.importorskip("extract.reading.layout").read_layout  # noqa: B018
    maker = Maker()
    maker.page(paragraph(BODY))
    maker.page(picture(*FULL) + line(300, 800, "Ký bởi: Sở Y tế", 8))
    source = read_bytes(maker.made(), "bao-cao.docx")
    assert scanner == [[2]]
    assert source.media_type == "application/pdf"
    assert source.pages == 2
    assert [(p.number, p.origin) for p in source.page_infos] == [(1, "text"), (2, "scan")]
    assert " ".join(BODY) in source.text
    # The signature is in its own words, not in those that were recognised.
    assert source.text.count("Ký") == 1 and source.places is not None
    at = source.text.index("phường")
    box = source.places.boxes_of(at, at + 6)[0]
    assert abs(box.x0 - (72 + 6 * BODY[0].index("phường"))) <= 1 and box.page == 1


def test_a_page_that_cannot_be_rendered_keeps_what_is_printed_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def recognise_pdf(data: bytes, numbers: Sequence[int], name: str) -> list[Page]:
        return [Page(number, 0.0, 0.0, origin="blank", note="không dựng được hình") for number in numbers]

    module = types.ModuleType("extract.reading.ocr")
    module.recognise_pdf = recognise_pdf  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "extract.reading.ocr", module)
    maker = Maker()
    maker.page(paragraph(BODY))
    maker.page(picture(*FULL) + line(300, 800, "Ký bởi: Sở Y tế", 8))
    source = READER.read(maker.made(), "a.pdf")
    page = source.page_infos[1]
    assert (page.width, page.height) == (595, 842) and "không dựng được hình" in (page.note or "")
    assert "Sở Y tế" in source.text


def test_a_file_for_which_a_program_is_missing_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("extract.reading.layout").read_layout  # noqa: B018

    def recognise_pdf(data: bytes, numbers: Sequence[int], name: str) -> list[Page]:
        raise MissingToolError(name, "thiếu tesseract", "apt-get install tesseract-ocr-vie")

    module = types.ModuleType("extract.reading.ocr")
    module.recognise_pdf = recognise_pdf  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "extract.reading.ocr", module)
    maker = Maker()
    maker.page(paragraph(BODY))
    maker.page(picture(*FULL))
    with pytest.raises(MissingToolError) as error:
        READER.read(maker.made(), "a.pdf")
    assert "1/2 trang" in str(error.value) and "apt-get" in str(error.value)


def test_pages_are_rendered_and_what_breaks_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    maker = Maker()
    maker.page(picture(0, 421, 595, 421))
    maker.page(b"", size=(14400, 14400))
    shown = list(render_pages(maker.made(), [2, 1, 9], "a.pdf", dpi=72, most_pixels=600_000))
    assert [(p.number, bool(p.pixels)) for p in shown] == [(2, True), (1, True), (9, False)]
    page = shown[1]
    assert (page.width, page.height, page.across, page.down, page.scale) == (595, 842, 595, 842, 1)
    # Grey above, white below.
    assert page.pixels[: 3 * 595] == b"\xc0" * 3 * 595
    assert page.pixels[-3 * 595 :] == b"\xff" * 3 * 595
    assert shown[0].across * shown[0].down <= 610_000
    assert "không dựng được" in (shown[2].note or "")


def test_a_page_that_hangs_while_it_is_rendered_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PAGE_SECONDS", 1.5)
    shown = list(render_pages(nested_pdf(7, 30), [1, 2, 3], "a.pdf", dpi=50, most_pixels=600_000))
    assert [bool(p.pixels) for p in shown] == [True, False, True]


def test_broken_pages_do_not_stop_the_others() -> None:
    maker = Maker()
    for number in range(16):
        page = maker.page(paragraph(BODY))
        if number % 2:
            maker.objects[page - 1] = b"<</Type/Font>>"
    reading = read_pages(maker.made(), "a.pdf")
    assert said(reading.pages)[::2] == [" ".join(BODY)] * 8
    assert len(reading.pages) == 16
