"""In what words a task is given: ordered, asked, assigned, or set by the issuer for itself."""

from __future__ import annotations

import re

from extract.facts.directive_clauses import Clause
from extract.facts.directive_headings import Frame
from extract.facts.model import Modality, Owner

_ASKED_NOT_ORDERED = re.compile(
    r"(?:Ủy ban Mặt trận Tổ quốc|Ủy ban Trung ương Mặt trận|Ban Thường trực Ủy ban Mặt trận|các (?:tổ chức )?(?:chính trị - xã hội|đoàn thể|hội)|các tổ chức chính trị|Hội (?!đồng)|Liên đoàn|Hiệp hội|Liên minh|Đoàn Thanh niên|Tỉnh đoàn|Thường trực (?:Hội đồng|Tỉnh|Thành|Huyện)|Hội đồng nhân dân|Tỉnh ủy|Thành ủy|Tòa án|Viện [Kk]iểm sát|các tổ chức thành viên)"
)
"""Those whom the issuer cannot order."""


class ModalityReader:
    """Tells the modality of the tasks of one document by its type, its issuer, and what the text says."""

    def __init__(self, kind: str | None, issuer: str | None) -> None:
        self.kind, self.issuer = kind, issuer

    def of(
        self, clause: Clause | None, frame: Frame, previous: Modality | None, lead: tuple[Owner, ...]
    ) -> Modality:
        """The modality of a task of `lead`; `previous` is that of the task before it in the same item."""
        if clause is not None and clause.modality:
            return clause.modality
        asked = bool(lead) and all(_ASKED_NOT_ORDERED.match(o.name) for o in lead)
        if frame.mode == "plan" and not (frame.unsure and clause is not None):
            return "plan"
        if asked and clause is not None and self.kind != "Báo cáo":
            return "đề nghị"
        if previous and previous != "plan" and not (previous == "đề nghị" and not asked):
            return previous
        if frame.modality and frame.modality != "chỉ đạo":
            return frame.modality
        if self.kind == "Công văn" and not (self.issuer or "").startswith(
            ("Ủy ban", "Chủ tịch", "Thủ tướng", "Chính phủ")
        ):
            return "đề nghị"
        if (
            self.kind in {"Kế hoạch", "Quyết định", "Nghị quyết", "Công văn", "Đề án", "Chương trình"}
            or frame.modality == "chỉ đạo"
        ):
            return "giao"
        return "yêu cầu"
