"""The components in a spaCy pipeline of one's own."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from extract.facts import Citation

TEXT = (
    "Căn cứ Nghị quyết số 58/NQ-HĐND ngày 11/7/2024 của HĐND tỉnh Bến Tre.\n"
    "Giao Sở Tài chính thẩm định 12 dự án trước ngày 15/9/2024; năm 2023 PAR INDEX của tỉnh đạt 85,20 điểm, xếp thứ 30/63."
)
NAMES = ("citations", "deadlines", "scores", "rankings", "figures", "directives", "organisations")


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    for name in NAMES:
        pipeline.add_pipe(f"cchc_{name}")
    return pipeline


@pytest.mark.parametrize("name", NAMES)
def test_each_component_writes_its_spans_with_the_fact_on_them(nlp: Language, name: str) -> None:
    doc = nlp(TEXT)
    assert len(doc.spans[name]) >= 1
    for span in doc.spans[name]:
        assert TEXT[span._.fact.start : span._.fact.end] in span.text


def test_the_value_is_the_fact_of_the_plain_pipeline(nlp: Language) -> None:
    doc = nlp(TEXT)
    (span,) = doc.spans["citations"]
    assert isinstance(span._.fact, Citation)
    assert (span._.fact.symbol, span._.fact.date) == ("58/NQ-HĐND", "2024-07-11")


def test_an_empty_text_has_no_spans(nlp: Language) -> None:
    doc = nlp("")
    assert [len(doc.spans[name]) for name in NAMES] == [0] * len(NAMES)
