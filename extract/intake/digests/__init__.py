"""What is new, told after each batch: as text, as a mail file, to a webhook."""

from extract.intake.digests.content import Digest, digest_since, untold
from extract.intake.digests.delivery import Notifier, as_mail, notify
from extract.intake.digests.rendering import as_html, as_json, as_text, title

__all__ = [
    "Digest",
    "Notifier",
    "as_html",
    "as_json",
    "as_mail",
    "as_text",
    "digest_since",
    "notify",
    "title",
    "untold",
]
