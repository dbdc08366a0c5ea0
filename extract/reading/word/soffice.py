"""LibreOffice as a converter: found, started once, kept without macros and without a way out, and stopped in time.

The office is started with an own throw-away profile and opens a document that keeps it running; later calls of the
same program with the same profile hand their file to it (some 0.1 s instead of 1 s and more). Each process has an
office of its own, so several may convert at once.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from multiprocessing.util import Finalize
from pathlib import Path

from extract.reading.source import MissingToolError, ReadError
from extract.values.language import say

SECONDS = 120.0
"""The longest that one file may take; the office is killed then."""
_STARTING = 60.0
_INSTALL = "apt-get install libreoffice-writer-nogui"
_DOWNLOAD = "https://www.libreoffice.org/download"
_FOLDERS = (
    "/usr/lib/libreoffice/program",
    "/usr/lib64/libreoffice/program",
    "/opt/libreoffice/program",
    "/snap/bin",
    "/Applications/LibreOffice.app/Contents/MacOS",
    "C:\\Program Files\\LibreOffice\\program",
    "C:\\Program Files (x86)\\LibreOffice\\program",
)
_WATCHED = (
    "folder=$1; shift; ulimit -v 8388608 2>/dev/null; exec 3<&0; "
    '(cat <&3 >/dev/null; rm -rf "$folder"; kill -9 0) & "$@" </dev/null 3<&-; kill -9 0'
)
"""Runs a program in a group that ends with it, and with the process that holds the other end of standard input."""

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
{items}
</oor:items>
"""
_ITEM = '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
_VALUES = (
    # Macros never run, not even signed ones or those of trusted places; nothing is linked, loaded or fetched.
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableOLEAutomation", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Writer/Content/Update", "Field", "false"),
    # A proxy that nobody listens on.
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Common/Misc", "CrashReport", "false"),
    ("Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("Office.Common/Save/Document", "AutoSave", "false"),
    ("Setup/Office", "ooSetupInstCompleted", "true"),
)


def find() -> str | None:
    """The path of LibreOffice's program, from the search path or the folders where it usually is."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    for folder in _FOLDERS:
        for name in ("soffice", "soffice.exe"):
            path = Path(folder) / name
            if path.is_file():
                return str(path)
    return None


def to_docx(
    data: bytes, name: str, suffix: str, *, reading: str | None = None, seconds: float = SECONDS
) -> bytes:
    """The bytes of an office document as DOCX.

    `suffix` is that of the format (`.doc`), `reading` the name of the filter that must read it. `MissingToolError`
    without LibreOffice, `ReadError` where it fails or takes longer than `seconds`.
    """
    program = find()
    if program is None:
        raise MissingToolError(
            name,
            say(
                "cần LibreOffice để đọc loại tệp này, nhưng máy chưa cài",
                "LibreOffice, which reads this kind of file, is not installed",
            ),
            say(
                f"hãy cài bằng: {_INSTALL} (máy khác: {_DOWNLOAD})",
                f"install it: {_INSTALL} (elsewhere: {_DOWNLOAD})",
            ),
        )
    return _office(program).convert(data, name, suffix, reading, seconds)


_offices: dict[int, _Office] = {}
_starting = threading.Lock()


def _office(program: str) -> _Office:
    """The office of this process; one that was inherited by a fork is the parent's."""
    with _starting:
        own = _offices.get(os.getpid())
        if own is None or own.program != program:
            if own is not None:
                own.stop()
            own = _offices[os.getpid()] = _Office(program)
            # Unlike those of `atexit` these are also called where a worker process of a pool ends.
            Finalize(None, own.stop, exitpriority=100)
        return own


def stop() -> None:
    """Ends the office of this process and removes its files; the next conversion starts another."""
    with _starting:
        own = _offices.pop(os.getpid(), None)
    if own is not None:
        own.stop()


class _Office:
    def __init__(self, program: str) -> None:
        self.program = program
        self._owner = os.getpid()
        self._lock = threading.Lock()
        self._folder: Path | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._converted = 0

    def convert(self, data: bytes, name: str, suffix: str, reading: str | None, seconds: float) -> bytes:
        with self._lock:
            folder = self._running(name)
            self._converted += 1
            source = folder / "in" / f"{self._converted}{suffix}"
            target = folder / "out" / f"{self._converted}.docx"
            source.write_bytes(data)
            said = (folder / "log").stat().st_size
            arguments = [f"--infilter={reading}"] if reading else []
            arguments += [
                "--convert-to",
                "docx:MS Word 2007 XML",
                "--outdir",
                str(target.parent),
                str(source),
            ]
            try:
                answer = self._call(arguments, seconds)
                if not target.is_file():
                    raise _failed(name, answer, (folder / "log").read_bytes()[said:])
                return target.read_bytes()
            except subprocess.TimeoutExpired:
                self._end()
                raise ReadError(
                    name,
                    say(
                        f"LibreOffice chạy quá {seconds:.0f} giây mà chưa chuyển xong",
                        f"LibreOffice was not done after {seconds:.0f} seconds",
                    ),
                    say("hãy mở tệp bằng Word rồi lưu thành .docx", "open it in Word and save it as .docx"),
                ) from None
            finally:
                source.unlink(missing_ok=True)
                target.unlink(missing_ok=True)

    def stop(self) -> None:
        """Ends the office and removes its files."""
        # After a fork this is a copy of the parent's, whose office goes on.
        if os.getpid() != self._owner:
            return
        self._end()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _running(self, name: str) -> Path:
        """The folder of the office, which is started if it isn't running."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="cchc-office-"))
            for part in ("in", "out", "home"):
                (self._folder / part).mkdir()
        if self._process is not None and self._process.poll() is None:
            return self._folder
        self._end()
        profile = self._folder / "profile"
        shutil.rmtree(profile, ignore_errors=True)
        (profile / "user").mkdir(parents=True)
        items = "\n".join(_ITEM.format(path=path, name=key, value=value) for path, key, value in _VALUES)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS.format(items=items), "utf-8")
        kept = self._folder / "kept.txt"
        kept.write_text("kept\n", "utf-8")
        sign = self._folder / f".~lock.{kept.name}#"
        sign.unlink(missing_ok=True)
        with (self._folder / "log").open("wb") as log:
            # An office without a document ends with its first conversion.
            self._process = _start([*self._command(), "--nologo", str(kept)], log.fileno(), self._folder)
        self._wait(sign, name)
        return self._folder

    def _wait(self, sign: Path, name: str) -> None:
        """Waits until the office has opened its document: an earlier call would find nobody, or end the office."""
        assert self._process is not None and self._folder is not None
        until = time.monotonic() + _STARTING
        while not sign.exists() and time.monotonic() < until:
            if self._process.poll() is not None:
                said = (self._folder / "log").read_bytes()
                self._end()
                raise _failed(name, said)
            time.sleep(0.02)

    def _call(self, arguments: list[str], seconds: float) -> bytes:
        assert self._folder is not None
        heard = self._folder / "answer"
        with heard.open("wb") as out:
            process = _start([*self._command(), *arguments], out.fileno(), self._folder)
        try:
            process.wait(seconds)
        finally:
            _kill(process)
        return heard.read_bytes()

    def _command(self) -> list[str]:
        assert self._folder is not None
        profile = (self._folder / "profile").as_uri()
        return [self.program, f"-env:UserInstallation={profile}", "--headless", "--norestore"]

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            _kill(process)


def _start(command: list[str], output: int, folder: Path) -> subprocess.Popen[bytes]:
    """Starts a program in a process group of its own, which ends when this process does."""
    environment = {
        key: value
        for key, value in os.environ.items()
        if not key.lower().endswith("_proxy")
        and key not in ("DISPLAY", "WAYLAND_DISPLAY", "PYTHONPATH", "PYTHONHOME")
    }
    home = str(folder / "home")
    environment |= {"HOME": home, "TMPDIR": home, "SAL_USE_VCLPLUGIN": "svp", "LC_ALL": "C.UTF-8"}
    if sys.platform != "win32":
        command = ["/bin/sh", "-c", _WATCHED, "sh", str(folder), *command]
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=environment,
        cwd=folder,
        start_new_session=True,
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Ends a program with all that it started."""
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            subprocess.run(
                ["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False
            )
        else:
            os.killpg(process.pid, signal.SIGKILL)
    if process.stdin is not None:
        process.stdin.close()
    process.wait()


def _failed(name: str, *outputs: bytes) -> ReadError:
    lines = [line.strip() for out in outputs for line in out.decode("utf-8", "replace").splitlines()]
    told = [
        line
        for line in lines
        if line and not line.startswith(("Warning: failed to launch javaldx", "convert "))
    ]
    reason = (told[-1] if told else say("không nói lý do", "gives no reason"))[:200]
    return ReadError(
        name,
        say(f"LibreOffice không chuyển được tệp ({reason})", f"LibreOffice can't convert it ({reason})"),
        say(
            "hãy mở tệp bằng Word rồi lưu thành .docx; nếu không mở được thì tệp đã hỏng",
            "open it in Word and save it as .docx; if Word can't open it, it is damaged",
        ),
    )
