"""Who assigns: the issuer, the head who signs, or the leader whose conclusion a notice tells."""

from __future__ import annotations

import re

from extract.facts.directive_words import directive_words
from extract.facts.organisations import Bodies
from extract.structure.model import Document
from extract.values.text import squeeze

_CONCLUSION = re.compile(
    r"(?:[Kk]ết\s+luận|KẾT\s+LUẬN|[Ýý]\s+kiến\s+(?:chỉ\s+đạo|kết\s+luận)|Ý\s+KIẾN)(?:\s+chỉ\s+đạo|\s+CHỈ\s+ĐẠO)?\s+(?:của|CỦA)\s+(?:[Đđ]ồng\s+chí\s+|ĐỒNG\s+CHÍ\s+)?(?P<who>[^\n,;.]{3,120}?)(?=\s*(?:,|;|\.|\n|$|-\s|(?:tại|về|TẠI|VỀ|trong|TRONG|qua)\s))"
)
_OFFICE_OF = re.compile(
    r"(?P<post>(?:Phó\s+)?(?:Chủ\s+tịch|Thủ\s+tướng|Bộ\s+trưởng|Thứ\s+trưởng|Giám\s+đốc|Bí\s+thư|Trưởng\s+ban))\b\s*(?P<body>.*)",
    re.IGNORECASE,
)


class Assigners:
    """Who may have assigned what a document holds.

    `issuer` is the issuing body by full name, `default` who assigns where the text names nobody, `host` the place
    that a notice of a working session is about; each `None` where unknown. `speaking` are those in whose name the
    document speaks; `speaker` is the issuer where it is none of them.
    """

    def __init__(self, document: Document, bodies: Bodies) -> None:
        self.document, self.bodies = document, bodies
        self.view = document.view
        self.issuer = self._issuer()
        self.default = self._assigner()
        self.host = self._host()
        self.speaker = self.issuer if self._only_writes() else None
        self.speaking = tuple(who for who in (self.issuer, self.default) if who and who != self.speaker)

    def _only_writes(self) -> bool:
        """Whether the issuer is an office that writes down its head's conclusion, in which it may be given tasks."""
        return (
            self.document.header.doc_type == "Thông báo"
            and self.default is not None
            and self.default != self.issuer
            and (self.issuer or "").startswith("Văn phòng ")
        )

    def _issuer(self) -> str | None:
        if self.bodies.issuer is not None:
            return self.bodies.issuer.name
        printed = self.document.header.issuer
        return (self.bodies.resolve(printed) or printed) if printed else None

    def _host(self) -> str | None:
        """The place that a notice of a working session is about, whose tasks its ownerless items are."""
        header = self.document.header
        match = (
            directive_words().sentences["session"].search(header.subject or "")
            if header.doc_type == "Thông báo"
            else None
        )
        return self.bodies.resolve(match["place"]) if match else None

    def _assigner(self) -> str | None:
        """Who assigns where the text does not say: whose conclusion a notice tells, the signing head, the issuer."""
        header, signature = self.document.header, self.document.signature
        if header.doc_type == "Thông báo":
            head = self.view[: min(len(self.view), 3000)]
            match = _CONCLUSION.search(header.subject or "") or _CONCLUSION.search(head)
            if match:
                who = match["who"]
                if not _OFFICE_OF.match(squeeze(who)):
                    office = re.match(
                        r"\s*[,-]\s*(?P<who>[^\n,;.]{3,120}?)(?=\s*(?:,|;|\.|\n|$|-\s|(?:tại|về|TẠI|VỀ)\s))",
                        match.string[match.end() :],
                    )
                    who = office["who"] if office and _OFFICE_OF.match(squeeze(office["who"])) else who
                return self.named(who) or squeeze(who)
        title = signature.title or ""
        if self.issuer and header.doc_type in {"Chỉ thị", "Quyết định", "Công văn", "Công điện", "Thông báo"}:
            if (
                title
                and "TM." not in title
                and re.search(r"\bCHỦ TỊCH\b", title)
                and self.issuer.startswith("Ủy ban nhân dân")
            ):
                return f"Chủ tịch {self.issuer}"
            if (
                header.doc_type == "Chỉ thị"
                and re.search(r"\bBỘ TRƯỞNG\b", title)
                and self.issuer.startswith("Bộ")
            ):
                return f"Bộ trưởng {self.issuer}"
        return self.issuer

    def named(self, printed: str | None) -> str | None:
        """Who assigns by full name: the post stays, its body is completed."""
        if not printed:
            return None
        plain = squeeze(printed).strip(" ,;:.")
        match = _OFFICE_OF.match(plain)
        if match:
            post = match["post"].capitalize()
            post = re.sub(r"(?i)thủ tướng", "Thủ tướng", post)
            body = re.split(r"\s+-\s+|,", match["body"])[0].strip()
            if re.match(r"(?i)chính phủ", body) or "Thủ tướng" in post:
                return f"{post} Chính phủ"
            name = self.bodies.resolve(body) if body else None
            if name is None and body:
                name = re.sub(r"\bUBND\b", "Ủy ban nhân dân", body)
            return f"{post} {name}" if name else (f"{post} {self.issuer}" if self.issuer else post)
        return self.bodies.resolve(plain) or plain
