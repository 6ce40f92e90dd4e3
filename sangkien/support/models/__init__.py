"""Tables of the support."""

from sangkien.support.models.cowriting import DraftVersion
from sangkien.support.models.requests import HelpNote, HelpRequest
from sangkien.support.models.team import Charge, MemberGrant, Team, TeamMember
from sangkien.support.models.work import Caretaking, HelpWork

__all__ = [
    "Caretaking",
    "Charge",
    "DraftVersion",
    "HelpNote",
    "HelpRequest",
    "HelpWork",
    "MemberGrant",
    "Team",
    "TeamMember",
]
