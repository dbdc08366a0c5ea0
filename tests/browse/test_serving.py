"""`cchc serve`, `cchc publish-check`, and plain Datasette with the folder of plugins."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from click.testing import CliRunner

from extract.cli import main
from tests.conftest import ROOT


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def served(*arguments: str, port: int) -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "extract.cli", "serve", *arguments, "--port", str(port)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "LC_ALL": "vi_VN.UTF-8"},
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"{address}/-/static-cchc/cchc.css", timeout=5).close()
                break
            except (urllib.error.URLError, OSError):
                assert process.poll() is None, process.stdout.read() if process.stdout else ""
                assert time.monotonic() < until
                time.sleep(0.1)
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)


def test_serve_answers_and_says_where(library: Path) -> None:
    given = ("--db", str(library), "--english", "--as-of", "2025-06-01")
    with (
        served(*given, port=free_port()) as address,
        urllib.request.urlopen(f"{address}/", timeout=30) as answer,
    ):
        page = answer.read().decode()
        assert "Overdue" in page and "Counted from 2025-06-01" in page
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        assert "server" not in answer.headers


def test_a_port_that_is_taken_is_said_with_the_remedy(library: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(main, ["serve", "--db", str(library), "--port", str(port)])
    assert result.exit_code == 1
    assert str(port) in result.output and "--port" in result.output and "Traceback" not in result.output


def test_a_missing_database_is_said_with_the_remedy(tmp_path: Path) -> None:
    for command in ("serve", "publish-check"):
        result = CliRunner().invoke(main, [command, "--db", str(tmp_path / "khong-co.db")])
        assert result.exit_code == 1 and "cchc ingest" in result.output, command


def test_publish_check_finds_nothing_wrong(library: Path) -> None:
    result = CliRunner().invoke(main, ["publish-check", "--db", str(library)])
    assert result.exit_code == 0, result.output


def test_plain_datasette_with_the_folder_of_plugins(library: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "datasette", str(library), "--plugins-dir", "extract/browse/plugins", "--get", "/-/search?q=so+noi+vu"],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-600:]
    assert "<mark>" in done.stdout and 'href="/-/static-cchc/cchc.css' in done.stdout
