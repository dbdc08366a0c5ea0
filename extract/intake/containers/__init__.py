"""Archives and mails, opened in memory: what is in them, member by member, and never more than the limits allow."""

from extract.intake.containers.model import Limits, Member
from extract.intake.containers.opening import LIMITS, is_container, members

__all__ = ["LIMITS", "Limits", "Member", "is_container", "members"]
