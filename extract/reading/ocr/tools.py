"""Whether what reads images is installed: tesseract, its Vietnamese data, the packages of the extra `ocr`."""

from __future__ import annotations

import functools
import importlib.util
import os
import shutil
import subprocess

from extract.reading.source import MissingToolError
from extract.values.language import say

LANGUAGE = "vie"
INSTALL_PROGRAM = "apt-get install tesseract-ocr tesseract-ocr-vie"
INSTALL_EXTRA = "pip install 'cchc[ocr]'"
_PACKAGES = ("cv2", "numpy", "PIL", "pytesseract")


def require_packages(name: str) -> None:
    """Raises `MissingToolError` where a package of the extra `ocr` is missing."""
    missing = [package for package in _PACKAGES if importlib.util.find_spec(package) is None]
    if missing:
        raise MissingToolError(
            name,
            say(
                f"ảnh quét, thiếu gói Python để nhận dạng chữ ({', '.join(missing)})",
                f"scanned, and packages that read images are missing ({', '.join(missing)})",
            ),
            say(f"hãy cài: {INSTALL_EXTRA}", f"install them: {INSTALL_EXTRA}"),
        )


def require_tesseract(name: str) -> None:
    """Raises `MissingToolError` where tesseract or its Vietnamese data is missing; the remedy is the line to run."""
    require_packages(name)
    program = shutil.which("tesseract")
    remedy = say(f"hãy cài: {INSTALL_PROGRAM}", f"install it: {INSTALL_PROGRAM}")
    if program is None:
        raise MissingToolError(
            name,
            say(
                "ảnh quét, máy chưa có chương trình nhận dạng chữ tesseract",
                "scanned, and the program tesseract is not installed",
            ),
            remedy,
        )
    if LANGUAGE not in _languages(program, os.environ.get("TESSDATA_PREFIX", "")):
        raise MissingToolError(
            name,
            say(
                "ảnh quét, tesseract chưa có dữ liệu tiếng Việt (vie)",
                "scanned, and tesseract has no data for Vietnamese (vie)",
            ),
            remedy,
        )


def has_orientation_data() -> bool:
    """Whether tesseract can tell how a page is turned."""
    program = shutil.which("tesseract")
    return program is not None and "osd" in _languages(program, os.environ.get("TESSDATA_PREFIX", ""))


@functools.cache
def _languages(program: str, folder: str) -> frozenset[str]:
    """The languages that a tesseract has data for; none where it can't be run."""
    try:
        done = subprocess.run(
            [program, "--list-langs"], stdin=subprocess.DEVNULL, capture_output=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    out = (done.stdout + b"\n" + done.stderr).decode("utf-8", "replace")
    return frozenset(line.strip() for line in out.splitlines())
