"""Who is there, and whether that is enough."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sangkien.councils.enums import Presence
from sangkien.councils.errors import InvalidSession, NoQuorum
from sangkien.councils.rules.voting import Threshold


@dataclass(frozen=True, kw_only=True)
class Attended:
    """ "Điểm danh" of one member."""

    seat_id: int
    presence: Presence
    reason: str = ""
    opinion: str = ""


def ensure_attended(lines: Iterable[Attended], *, seat_ids: set[int]) -> None:
    """Each member once; who is away says why, who wrote an opinion has one."""
    seen: set[int] = set()
    for line in lines:
        if line.seat_id not in seat_ids or line.seat_id in seen:
            raise InvalidSession(_("Danh sách thành viên đã thay đổi. Mời tải lại trang."))
        seen.add(line.seat_id)
        if line.presence == Presence.WRITTEN and not line.opinion:
            raise InvalidSession(_("Hãy ghi ý kiến bằng văn bản."), field=f"opinion_{line.seat_id}")
        if line.presence == Presence.ABSENT and not line.reason:
            raise InvalidSession(_("Hãy ghi lý do vắng."), field=f"reason_{line.seat_id}")
    if seen != seat_ids:
        raise InvalidSession(_("Còn thành viên chưa điểm danh."))


def ensure_quorum(
    quorum: Threshold, *, members: int, present: int, written: int, counts_written: bool
) -> None:
    counted = present + (written if counts_written else 0)
    if not quorum.is_reached(counted, members):
        raise NoQuorum(
            _(
                "Mới có %(n)d trên %(members)d thành viên; kỳ họp hợp lệ cần %(quorum)s, tức %(least)d người."
            )
            % {
                "n": counted,
                "members": members,
                "quorum": quorum,
                "least": quorum.least(members),
            }
        )
