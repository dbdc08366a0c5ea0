"""Word documents to PDF with LibreOffice, many in one call, and images of their pages."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

_DATE = re.compile(rb"/CreationDate\(D:\d{14}")
_IDS = re.compile(rb"(/ID ?\[ ?<)([0-9A-F]{32})(>\s*<)([0-9A-F]{32})(>)")
_CHECKSUM = re.compile(rb"(/DocChecksum /)([0-9A-F]{32})")


class NoOfficeError(Exception):
    """LibreOffice, or a font to write with, is not installed. `str()` is one line with the remedy."""


def soffice() -> str:
    """The program of LibreOffice; `NoOfficeError` where there is none."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        raise NoOfficeError(
            "không tìm thấy LibreOffice (soffice); cài bằng: apt-get install libreoffice-writer-nogui"
        )
    return found


def convert(files: Sequence[Path], folder: Path, to: str = "pdf", *, seconds: int = 600) -> list[Path]:
    """Converts documents with one call of LibreOffice and returns the new files, in the order of the old.

    LibreOffice gets a profile of its own, so that it runs beside one that is open. `RuntimeError` where a file does
    not come out.
    """
    program = soffice()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(
            [
                program,
                "--headless",
                "--norestore",
                f"-env:UserInstallation={Path(profile).as_uri()}",
                "--convert-to",
                to,
                "--outdir",
                str(folder),
                *(str(f) for f in files),
            ],
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    made = [folder / f"{f.stem}.{to.split(':')[0]}" for f in files]
    if missing := [f.name for f in made if not f.exists()]:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise RuntimeError(f"LibreOffice không tạo được {', '.join(missing)}: {' '.join(said[-2:])}")
    for file in made:
        if file.suffix == ".pdf":
            file.write_bytes(timeless(file.read_bytes()))
    return made


def timeless(data: bytes) -> bytes:
    """A PDF without the moment of its making and the number drawn for it; no byte changes its place."""
    data = _DATE.sub(b"/CreationDate(D:20250101000000", data)
    zeros = b"0" * 32
    data = _IDS.sub(rb"\g<1>" + zeros + rb"\g<3>" + zeros + rb"\g<5>", data)
    return _CHECKSUM.sub(rb"\g<1>" + zeros, data)
