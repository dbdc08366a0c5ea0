"""Facts to findings: what cannot be right in a document, and between documents."""

from extract.checking.audit import audit
from extract.checking.model import Check, Finding, Kind, Severity

__all__ = ["Check", "Finding", "Kind", "Severity", "audit"]
