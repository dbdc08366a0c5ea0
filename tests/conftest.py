"""What tests share: where the documents are, and short ways to facts."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest

# Messages are in Vietnamese unless a test asks otherwise, whatever the locale of the machine.
os.environ["LC_ALL"] = "vi_VN.UTF-8"

from extract.facts import Facts, Pipeline
from extract.reading import read_text
from extract.structure import Document, analyse

# How long an example takes says nothing of what is tested on a machine that does other work too.
hypothesis.settings.register_profile("tests", deadline=None)
hypothesis.settings.load_profile("tests")

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
SHARED = ROOT.parent / "shared"


def facts_of(text: str) -> tuple[Document, Facts]:
    """The structure and facts of a text, as if it had been a file."""
    document = analyse(read_text(text))
    return document, Pipeline()(document)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the project; tests that need it are skipped where it is missing."""
    if not (SHARED / "seeds").is_dir():
        pytest.skip("the real documents of ../shared are not beside this checkout")
    return SHARED
