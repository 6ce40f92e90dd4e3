"""Who counts the votes. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sangkien.core import text
from sangkien.councils.errors import InvalidBallot

LONGEST_NAME = 120
MOST_MEMBERS = 10


@dataclass(frozen=True, kw_only=True)
class CountingTeam:
    """ "Tổ kiểm phiếu", by name: who counts need not sit in the council."""

    head: str = ""
    members: tuple[str, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.head, *self.members)))


NOBODY = CountingTeam()


def cleaned(
    team: CountingTeam, *, candidates: Iterable[str] = (), is_required: bool
) -> CountingTeam:
    """Slips of paper are counted by a team of at least two; nobody counts an election in which they stand. A
    candidate may be written as "unit: name".
    """
    head = text.clean_line(team.head)
    found = CountingTeam(head=head, members=tuple(filter(None, map(text.clean_line, team.members))))
    if not found.head and (is_required or found.members):
        raise InvalidBallot(_("Hãy ghi tổ trưởng tổ kiểm phiếu."), field="team_head")
    if found.head and not found.members:
        raise InvalidBallot(
            _("Hãy ghi ít nhất một thành viên tổ kiểm phiếu, mỗi dòng một người."),
            field="team_members",
        )
    _ensure_people(found, candidates)
    return found


def _ensure_people(team: CountingTeam, candidates: Iterable[str]) -> None:
    names = [text.fold(one) for one in team.people]
    if len(set(names)) != len(names):
        raise InvalidBallot(_("Mỗi dòng ghi một người, không trùng nhau."), field="team_members")
    if len(team.members) > MOST_MEMBERS or max(map(len, team.people), default=0) > LONGEST_NAME:
        raise InvalidBallot(
            _("Nhiều nhất %(n)d thành viên, mỗi tên dài nhất %(length)d ký tự.")
            % {"n": MOST_MEMBERS, "length": LONGEST_NAME},
            field="team_members",
        )
    standing = {text.fold(one.rpartition(":")[2].strip()) for one in candidates}
    both = [one for one in team.people if text.fold(one) in standing]
    if both:
        raise InvalidBallot(
            _("%(who)s có tên trong danh sách bầu nên không vào tổ kiểm phiếu.") % {"who": both[0]},
            field="team_head" if both[0] == team.head else "team_members",
        )
