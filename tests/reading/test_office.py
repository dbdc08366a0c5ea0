"""Older office formats, by way of LibreOffice; skipped where it is not installed."""

from __future__ import annotations

import io
import os
import socket
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from extract.reading import ReadError, read_bytes, read_path
from extract.reading.formats import office
from extract.reading.source import MissingToolError
from extract.reading.word import soffice
from extract.reading.word.ole import MAGIC, Container
from extract.structure import analyse

needs_office = pytest.mark.skipif(soffice.find() is None, reason="LibreOffice (soffice) is not installed")
TEXT = "Ủy ban nhân dân huyện đề nghị các xã, thị trấn gửi báo cáo trước ngày 20 hằng tháng."


def rtf(*paragraphs: str, fonts: str = "{\\f0 Times New Roman;}") -> bytes:
    """An RTF file; letters beyond ASCII are written as codes of Unicode."""
    inner = "\\par ".join(paragraphs)
    coded = "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in inner)
    return f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{fonts}}}\\f0 {coded}\\par}}".encode()


MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Main
  Dim n As Integer
  n = FreeFile
  Open "{target}" For Output As #n
  Print #n, "ran"
  Close #n
End Sub
</script:module>"""
LIBRARY = (
    '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" '
    '"libraries.dtd"><library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">'
    '<library:library library:name="Standard" library:link="false"/></library:libraries>'
)
MODULES = (
    '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" '
    '"library.dtd"><library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" '
    'library:readonly="false" library:passwordprotected="false"><library:element library:name="Module1"/></library:library>'
)


def odt(text: str, *, macro: Path | None = None, manifest: str = "") -> bytes:
    """An ODT file; with `macro` one that writes this file as soon as it is opened, if it may."""
    events = (
        '<office:scripts><office:event-listeners><script:event-listener script:language="ooo:script" '
        'script:event-name="dom:load" xlink:type="simple" '
        'xlink:href="vnd.sun.star.script:Standard.Module1.Main?language=Basic&amp;location=document"/>'
        "</office:event-listeners></office:scripts>"
        if macro
        else ""
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2" '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'xmlns:dom="http://www.w3.org/2001/xml-events" xmlns:ooo="http://openoffice.org/2004/office">{events}'
        f"<office:body><office:text><text:p>{text}</text:p></office:text></office:body></office:document-content>"
    )
    entries = ["/", "content.xml", "styles.xml"]
    files = {
        "content.xml": content,
        "styles.xml": '<?xml version="1.0"?><office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>',
    }
    if macro:
        files |= {
            "Basic/script-lc.xml": LIBRARY,
            "Basic/Standard/script-lb.xml": MODULES,
            "Basic/Standard/Module1.xml": MACRO.replace("{target}", str(macro)),
        }
        entries += list(files)[2:]
    lines = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="'
        f'{"application/vnd.oasis.opendocument.text" if name == "/" else "text/xml"}"/>'
        for name in entries
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        for name, inner in files.items():
            archive.writestr(name, inner)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f"{lines}{manifest}</manifest:manifest>",
        )
    return out.getvalue()


def ole(*names: str, head: bytes = b"") -> bytes:
    """An OLE container with these streams at its top, the first of which begins with `head`."""

    def entry(name: str, kind: int, child: int, right: int, first: int, size: int) -> bytes:
        coded = name.encode("utf-16-le") + b"\0\0"
        return (
            coded.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(coded), kind, 1, 0xFFFFFFFF, right, child)
            + b"\0" * 36
            + struct.pack("<IQ", first, size)
        )

    entries = [entry("Root Entry", 5, 1, 0xFFFFFFFF, 0xFFFFFFFE, 0)]
    for nth, name in enumerate(names, 1):
        right = nth + 1 if nth < len(names) else 0xFFFFFFFF
        entries.append(entry(name, 2, 0xFFFFFFFF, right, 10, 4096))
    directory = b"".join(entries).ljust(9 * 512, b"\0")
    table = [0xFFFFFFFD, *range(2, 10), 0xFFFFFFFE, *range(11, 18), 0xFFFFFFFE]
    allocation = struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table)))
    header = (
        MAGIC
        + b"\0" * 16
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + b"\0" * 10
        + struct.pack("<IIIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
        + struct.pack("<108I", *[0xFFFFFFFF] * 108)
    )
    return header + allocation + directory + head.ljust(8 * 512, b"\0")


def refusal(data: bytes) -> str:
    with pytest.raises(ReadError) as error:
        read_bytes(data, "a.doc")
    assert "\n" not in str(error.value) and error.value.remedy
    return str(error.value)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (MAGIC + b"\0" * 600, "97-2003"),
        (ole("WordDocument")[:700], "hỏng"),
        (ole("Workbook"), "Excel"),
        (ole("Book"), "Excel"),
        (ole("PowerPoint Document"), "PowerPoint"),
        (ole("__properties_version1.0", "__substg1.0_0037001F"), "Outlook"),
        (ole("EncryptedPackage", "EncryptionInfo"), "mật khẩu"),
        (ole("Contents"), "OLE"),
        (ole("WordDocument", head=struct.pack("<6H", 0xA5EC, 0xC1, 0, 0, 0, 0x0100)), "mật khẩu"),
        (b"{\\rtf1\\ansi", "RTF"),
        (odt(TEXT)[:300], "OpenDocument"),
        (odt(TEXT, manifest="<manifest:encryption-data/>"), "mật khẩu"),
    ],
)
def test_refusals_that_need_no_office(data: bytes, reason: str) -> None:
    assert reason in refusal(data)


def test_embedded_documents_are_not_taken_for_the_file() -> None:
    assert Container(ole("WordDocument", "1Table")).names == {"WordDocument", "1Table"}


@pytest.mark.parametrize("cut", range(0, 5000, 160))
def test_torn_containers_end_in_a_refusal(cut: int) -> None:
    data = ole("Workbook")
    refusal(data[: max(9, cut)])
    refusal(data[:cut] + os.urandom(64) + data[cut + 64 :] if cut > 8 else data)


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (b"\xef\xbb\xbf {\\rtf1", True),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?><w:wordDocument>', True),
        (b'<?xml version="1.0"?><html>', False),
        (b"{\\rt", False),
        ("Văn bản nói về {\\rtf1 trong câu".encode(), False),
    ],
)
def test_what_is_recognised(data: bytes, known: bool) -> None:
    assert office.recognises(data) is known


def test_without_libreoffice_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soffice, "find", lambda: None)
    with pytest.raises(MissingToolError) as error:
        read_bytes(rtf(TEXT), "a.rtf")
    assert "apt-get install" in error.value.remedy


@needs_office
@pytest.mark.parametrize(
    ("data", "media_type"),
    [(rtf(TEXT), "application/rtf"), (odt(TEXT), "application/vnd.oasis.opendocument.text")],
)
def test_reads(data: bytes, media_type: str) -> None:
    source = read_bytes(data, "a.doc")
    assert (source.text, source.media_type) == (TEXT, media_type)
    assert any("LibreOffice" in note for note in source.notes)


@needs_office
def test_reads_rtf_in_an_old_font() -> None:
    fonts = "{\\f0\\fnil\\fcharset0 .VnTime;}"
    source = read_bytes(
        rtf("Quy\\'d5t \\'ae\\'denh c\\'f1a \\'f1y ban nh\\'a9n d\\'a9n x\\'b7", fonts=fonts), "a.rtf"
    )
    assert source.text.startswith("Quyết định của ủy ban nhân dân x") and any(
        ".VnTime" in n for n in source.notes
    )


@needs_office
def test_a_second_file_goes_to_the_same_office() -> None:
    read_bytes(rtf(TEXT), "a.rtf")
    own = soffice._offices[os.getpid()]
    assert own._process is not None
    first = own._process.pid
    started = time.perf_counter()
    read_bytes(rtf(TEXT + " Hai."), "b.rtf")
    assert own._process.pid == first and own._process.poll() is None
    assert time.perf_counter() - started < 20
    assert (
        own._folder is not None
        and not any((own._folder / "in").iterdir())
        and not any((own._folder / "out").iterdir())
    )


@needs_office
def test_an_office_that_died_is_started_again() -> None:
    read_bytes(rtf(TEXT), "a.rtf")
    process = soffice._offices[os.getpid()]._process
    assert process is not None
    soffice._kill(process)
    assert read_bytes(rtf(TEXT), "a.rtf").text == TEXT


@needs_office
def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    with pytest.raises(ReadError, match="giây"):
        soffice.to_docx(rtf(*[TEXT] * 3000), "a.rtf", ".rtf", seconds=0.05)
    assert read_bytes(rtf(TEXT), "a.rtf").text == TEXT


@needs_office
def test_what_libreoffice_cant_read_is_told() -> None:
    assert "LibreOffice" in refusal(
        ole("WordDocument", head=os.urandom(2) + struct.pack("<H", 0xC1) + b"\0" * 40)
    )
    assert read_bytes(rtf(TEXT), "a.rtf").text == TEXT


@needs_office
def test_macros_never_run(tmp_path: Path) -> None:
    target = tmp_path / "ran.txt"
    assert read_bytes(odt(TEXT, macro=target), "a.odt").text == TEXT
    assert not target.exists()


@needs_office
def test_nothing_is_fetched_and_no_other_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "mat.txt"
    secret.write_text("Nội dung của tệp khác trên máy.", "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        web = f"http://127.0.0.1:{server.getsockname()[1]}/a"
        for address in (web, secret.as_uri()):
            linked = (
                f'</text:p><text:section text:name="s"><text:section-source xlink:href="{address}"/><text:p/></text:section>'
                f'<text:p><draw:frame xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><draw:image '
                f'xlink:href="{address}" xlink:type="simple" xlink:actuate="onLoad"/></draw:frame>'
            )
            assert read_bytes(odt(TEXT + linked), "a.odt").text == TEXT
            included = f'{{\\field{{\\*\\fldinst INCLUDETEXT "{address}"}}{{\\fldrslt }}}}'
            assert read_bytes(rtf(TEXT, included), "a.rtf").text == TEXT
        with pytest.raises(TimeoutError):
            server.accept()


def _read(number: int) -> tuple[int, str]:
    return os.getpid(), read_bytes(rtf(f"{TEXT} {number}"), "a.rtf").text


@needs_office
@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_several_processes_convert_at_once(
    method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    soffice.stop()
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    if method == "fork" and sys.platform == "win32":
        pytest.skip("no fork on Windows")
    read_bytes(rtf(TEXT), "a.rtf")
    with ProcessPoolExecutor(2, mp_context=get_context(method)) as pool:
        found = list(pool.map(_read, range(4)))
    assert [text for _, text in found] == [f"{TEXT} {n}" for n in range(4)]
    # The office of this process is not touched by those that were forked from it.
    assert read_bytes(rtf(TEXT), "a.rtf").text == TEXT
    soffice.stop()
    assert not list(tmp_path.glob("cchc-office-*"))


@needs_office
@pytest.mark.skipif(sys.platform == "win32", reason="process groups of Unix")
def test_nothing_is_left_of_a_process_that_is_killed(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys\nfrom extract.reading.word import soffice\n"
        "soffice.to_docx(b'{\\\\rtf1 a\\\\par}', 'a', '.rtf')\n"
        "print(soffice._offices[os.getpid()]._process.pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, env=environment
    )
    group = int(done.stdout)
    until = time.monotonic() + 10
    while _alive(group) and time.monotonic() < until:
        time.sleep(0.1)
    assert not _alive(group) and not any(tmp_path.iterdir())


def _alive(group: int) -> bool:
    """Whether a process of a group still runs; one that ended and waits to be collected doesn't."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            return True
    return False


@needs_office
@pytest.mark.parametrize(
    ("name", "number", "symbol", "issued", "articles"),
    [
        ("ct_09-2010-qd-ubnd_2010_nhiem-vu-khcn.doc", 9, "2010/QĐ-UBND", "2010-01-21", 3),
        ("hn_15-2010-qd-ubnd_2010_internet.doc", 15, "2010/QĐ-UBND", "2010-04-26", 15),
        ("ttg_93-2007-qd-ttg_2007_mot-cua.doc", 93, "2007/QĐ-TTg", "2007-06-22", 19),
    ],
)
def test_real_documents(
    shared: Path, name: str, number: int, symbol: str, issued: str, articles: int
) -> None:
    document = analyse(read_path(shared / "documents" / "doc" / name))
    header = document.header
    assert (header.number, header.symbol, header.issued_on) == (number, symbol, issued)
    assert sum(section.label.startswith("Điều") for section in document.sections) == articles
