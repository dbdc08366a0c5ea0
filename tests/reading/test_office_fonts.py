"""Word 97-2003 and RTF files typed in fonts of the encodings of before Unicode, by way of LibreOffice."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.reading import read_path
from extract.reading.encodings import Encoding
from tests.conftest import CORPUS
from tests.reading.test_office import needs_office
from tests.renderings.__main__ import compare
from tests.renderings.docx import build, in_old_font, save
from tests.renderings.layout import lay_out
from tests.renderings.pdf import convert

ENCODINGS: tuple[Encoding, ...] = ("tcvn3", "vni")


@needs_office
@pytest.mark.parametrize("ending", ["doc", "rtf"])
def test_documents_in_old_fonts_give_the_facts_of_the_text(ending: str, tmp_path: Path) -> None:
    text = read_path(CORPUS / "b_quyet-dinh-ubnd-huyen.txt")
    written = []
    for encoding in ENCODINGS:
        document = build(lay_out(text))
        in_old_font(document, encoding)
        written.append(tmp_path / f"{encoding}.docx")
        save(document, written[-1])
    files = dict(zip(ENCODINGS, convert(written, tmp_path / "out", ending), strict=True))
    comparison = compare(
        dict.fromkeys(map(str, files), text), {str(name): path for name, path in files.items()}
    )
    assert comparison.below(1.0) == [], f"\n{comparison.table()}"
    for encoding, font in (("tcvn3", ".VnTime"), ("vni", "VNI-Times")):
        assert any(font in note and "Unicode" in note for note in read_path(files[encoding]).notes)
