"""PDF files read in a process of their own, which is ended where it takes too long, and may crash.

One such process is kept for the files of a batch; every process that reads has its own. What a file breaks is one
page: the process is started anew and goes on with the next.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any

from extract.reading.pdf import limits
from extract.reading.pdf.wire import receive, send

_START = "import sys; sys.path.append(sys.argv[1]); from extract.reading.pdf.child import serve; serve()"
_ROOT = Path(__file__).resolve().parents[3]
_SPARE = 15.0
"""What a process may take longer for its first answer: it has to load the libraries."""
_AT_ONCE = 32 * 1024
"""So many bytes of a pipe are left for what goes with the data."""
_PIPE = 1024 * 1024
"""The size of pipes, where the system lets it be set: the more fits in, the less often one process waits for the other."""
_MOST_FILES = 200
"""After so many files a new process is taken, whatever the libraries have kept."""


class PageTimeoutError(Exception):
    """What was asked took too long; the process has been ended."""


class CrashError(Exception):
    """The process ended by itself: PDFium crashed, or the system refused it more memory."""


class Worker:
    """A process that reads PDF files, started when it is first asked."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.files = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[tuple[dict[str, Any], bytes] | None] = queue.SimpleQueue()
        self._fresh = True
        self._room = 0

    @property
    def pid(self) -> int | None:
        """The number of the process, if there is one."""
        return self._process.pid if self._process else None

    def ask(self, message: dict[str, Any], data: bytes = b"") -> tuple[dict[str, Any], bytes]:
        """The one answer to a request. `PageTimeoutError` and `CrashError` where none comes."""
        self.tell(message, data)
        return self.answer()

    def tell(self, message: dict[str, Any], data: bytes = b"") -> None:
        """Sends a request, the answers to which are then to be waited for."""
        process = self._process or self._start()
        if process.stdin is None:
            raise CrashError
        # A process that has stopped reading would have this one wait for ever.
        alarm = threading.Timer(limits.PAGE_SECONDS + _SPARE, process.kill)
        alarm.daemon = True
        if len(data) > self._room:
            alarm.start()
        try:
            send(process.stdin, message, data)
        except (OSError, ValueError):
            self.stop()
            raise CrashError from None
        finally:
            alarm.cancel()

    def answer(self) -> tuple[dict[str, Any], bytes]:
        """The next answer, which must come in the time of one page."""
        try:
            answer = self._answers.get(timeout=limits.PAGE_SECONDS + (_SPARE if self._fresh else 0.0))
        except queue.Empty:
            self.stop()
            raise PageTimeoutError from None
        if answer is None:
            self.stop()
            raise CrashError
        self._fresh = False
        return answer

    def stop(self) -> None:
        """Ends the process; the next request starts another."""
        process, self._process = self._process, None
        if process is None or self.owner != os.getpid():
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError, ValueError):
                    pipe.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)

    def _start(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            # -P: a folder full of strangers' files must not be where modules are looked for.
            [sys.executable, "-P", "-c", _START, str(_ROOT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=1 << 20,
        )
        self._room = min([_widened(pipe) for pipe in (process.stdin, process.stdout)]) - _AT_ONCE
        self._process, self._answers, self._fresh = process, queue.SimpleQueue(), True
        threading.Thread(target=_listen, args=(process, self._answers), daemon=True).start()
        return process


def _widened(pipe: IO[bytes] | None) -> int:
    """Widens a pipe; how many bytes it then takes without waiting for a reader."""
    try:
        import fcntl

        if pipe is not None:
            return fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _PIPE)
    except (ImportError, AttributeError, OSError):
        # Linux only, and only so much for each user.
        pass
    return _AT_ONCE


def _listen(process: subprocess.Popen[bytes], answers: queue.SimpleQueue[Any]) -> None:
    with contextlib.suppress(OSError, ValueError):
        while process.stdout is not None and (answer := receive(process.stdout)) is not None:
            answers.put(answer)
    answers.put(None)


_lock = threading.RLock()
_worker: Worker | None = None
_inherited: list[Worker | None] = []
"""Kept, so that nothing is written to the pipes of the parent when they would be thrown away."""


@contextlib.contextmanager
def worker() -> Any:
    """The worker of this process, for one file at a time."""
    global _worker
    with _lock:
        if _worker is None or _worker.owner != os.getpid():
            # One inherited through a fork is its parent's.
            _worker = Worker()
        _worker.files += 1
        if _worker.files > _MOST_FILES:
            _worker.stop()
            _worker.files = 1
        yield _worker


def take() -> Worker:
    """A worker for one file, which others need not wait for; the kept one, if nobody uses it. To be given back."""
    global _worker
    with _lock:
        process, _worker = _worker, None
        if process is None or process.owner != os.getpid() or process.files >= _MOST_FILES:
            if process is not None:
                process.stop()
            process = Worker()
        process.files += 1
        return process


def give_back(process: Worker) -> None:
    """Keeps a worker that was taken and has answered all that it was asked, unless another is kept by now."""
    global _worker
    with _lock:
        if _worker is None:
            _worker = process
        else:
            process.stop()


@atexit.register
def _stop() -> None:
    if _worker is not None:
        _worker.stop()


def _after_fork() -> None:
    """A lock that another thread held while the process was forked would never be free again."""
    global _lock, _worker
    _inherited.append(_worker)
    _lock, _worker = threading.RLock(), None


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
