"""Facts read from an image carry the certainty of their words."""

from __future__ import annotations

from extract.facts import Pipeline
from extract.reading import Box, Source
from extract.reading.compose import DraftParagraph, Run, compose
from extract.structure import analyse


def scanned(text: str, unsure: dict[str, float]) -> Source:
    """A one-line page on which the words of `unsure` were read with these confidences, the rest with 0.96."""
    runs = [
        Run(word, Box(1, 50 + 30 * i, 100, 78 + 30 * i, 112), unsure.get(word, 0.96))
        for i, word in enumerate(text.split())
    ]
    return compose([DraftParagraph(runs)], "scan.pdf", "application/pdf")


TEXT = "Năm 2024, Chỉ số cải cách hành chính của tỉnh đạt 86,12 điểm, xếp thứ 21/63."


def test_doubtful_digits_are_told() -> None:
    document = analyse(scanned(TEXT, {"86,12": 0.41}))
    facts = Pipeline()(document)
    (score,) = facts.scores
    assert score.value == 86.12 and score.doubt == "chữ số đọc không chắc: “86,12” (0,41)"
    assert score.confidence < 0.8
    (ranking,) = facts.rankings
    assert ranking.doubt is None
    assert "86,12 điểm" in document.text[score.start : score.end]


def test_sure_words_leave_no_doubt() -> None:
    facts = Pipeline()(analyse(scanned(TEXT, {"đạt": 0.2})))
    assert [f.doubt for f in (*facts.scores, *facts.rankings)] == [None, None]
    assert 0 < facts.scores[0].confidence < facts.rankings[0].confidence < 0.95
