"""Slips of recognition never change a quote, and never hide a phrase."""

from __future__ import annotations

from extract.facts import Pipeline
from extract.reading import Box, PageInfo
from extract.reading.compose import DraftParagraph, Run, compose
from extract.structure import analyse

TEXT = (
    "Giao Sở Nội vụ theo dõi, đơn đốc việc tiếp nhận hồ sơ trực tuyển, xây dựng chính quyền liên chính, "
    "báo cáo Ủy ban nhân đân tỉnh trước ngày 15/6/2024."
)


def read(origin: str) -> tuple[str, str]:
    drafts = [DraftParagraph([Run(TEXT, Box(1, 50, 100, 500, 120), 0.9)])]
    page = PageInfo(1, 595, 842, origin)  # type: ignore[arg-type]
    document = analyse(compose(drafts, "scan.pdf", "application/pdf", pages=[page]))
    (directive,) = Pipeline()(document).directives
    assert document.text[directive.start : directive.end] in TEXT
    assert len(document.view) == len(document.text) == len(document.folded)
    return document.text, document.view


def test_a_recognised_text_keeps_its_slips_and_its_view_mends_them() -> None:
    text, view = read("scan")
    assert text == TEXT
    for phrase in ("đôn đốc", "trực tuyến", "liêm chính", "nhân dân"):
        assert phrase in view


def test_a_printed_text_is_taken_as_it_is() -> None:
    text, view = read("text")
    assert text == view == TEXT
