"""What the members of teams did: requests, what came of them, visits and calls."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, Q
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import NotFound
from sangkien.core.periods import end_of, local_day, start_of
from sangkien.initiatives.enums import COUNTED_AS_SENT, COUNTED_AS_VALID
from sangkien.initiatives.models import Initiative
from sangkien.support.enums import OPEN, HelpState, WorkKind
from sangkien.support.errors import InvalidHelp
from sangkien.support.models import Charge, HelpRequest, HelpWork, Team, TeamMember
from sangkien.units.models import Unit

MOST_WORK = 100
MOST_PLACES = 200
HOUR = 3600


@dataclass(kw_only=True)
class Contribution:
    """The work of one member in a span of days (both ends count).

    `taken` are requests taken in it, `closed` those closed in it, `open` those open now. `waited`
    hours from asking to taking, one each. `sent` and `valid` count initiatives, each once, that came
    of the requests or were entered for members: those that stand as đã gửi and as hợp lệ now.
    """

    member: TeamMember
    open: int = 0
    taken: int = 0
    closed: int = 0
    solved: int = 0
    thanked: int = 0
    waited: list[float] = field(default_factory=list)
    unit_ids: set[int] = field(default_factory=set)
    sent_ids: set[int] = field(default_factory=set)
    valid_ids: set[int] = field(default_factory=set)
    visits: int = 0
    calls: int = 0
    others: int = 0

    @property
    def units(self) -> int:
        return len(self.unit_ids)

    @property
    def sent(self) -> int:
        return len(self.sent_ids)

    @property
    def valid(self) -> int:
        return len(self.valid_ids)

    @property
    def noted(self) -> int:
        """Visits, calls and the rest of the log."""
        return self.visits + self.calls + self.others

    @property
    def waited_hours(self) -> int | None:
        """The middle one, in whole hours, half up; None when nothing was taken."""
        return middle(self.waited)


def middle(hours: Iterable[float]) -> int | None:
    """The median, rounded half up; of an even number the mean of the two in the middle."""
    ordered = sorted(hours)
    if not ordered:
        return None
    half = len(ordered) // 2
    value = ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
    return int(value + 0.5)


@dataclass(frozen=True, kw_only=True)
class Caseload:
    """Of a team: what waits, and each member's part. Sums count each initiative and unit once."""

    rows: tuple[Contribution, ...]
    waiting: int
    oldest_at: dt.datetime | None
    since_on: dt.date
    until_on: dt.date

    def total(self, name: str) -> int:
        return sum(getattr(row, name) for row in self.rows)

    @property
    def taken(self) -> int:
        return self.total("taken")

    @property
    def open(self) -> int:
        return self.total("open")

    @property
    def closed(self) -> int:
        return self.total("closed")

    @property
    def visits(self) -> int:
        return self.total("noted")

    @property
    def sent(self) -> int:
        return len({pk for row in self.rows for pk in row.sent_ids})

    @property
    def valid(self) -> int:
        return len({pk for row in self.rows for pk in row.valid_ids})

    @property
    def units(self) -> int:
        return len({pk for row in self.rows for pk in row.unit_ids})

    @property
    def waited_hours(self) -> int | None:
        return middle(hours for row in self.rows for hours in row.waited)


def caseload(team: Team, *, since_on: dt.date, until_on: dt.date) -> Caseload:
    """A constant number of queries, whatever the size of the team."""
    rows = contributions([team], since_on=since_on, until_on=until_on)
    waiting = HelpRequest.objects.filter(team=team, state=HelpState.WAITING)
    oldest = waiting.order_by("asked_at").values_list("asked_at", flat=True).first()
    return Caseload(
        rows=tuple(rows),
        waiting=waiting.count(),
        oldest_at=oldest,
        since_on=since_on,
        until_on=until_on,
    )


def contributions(
    teams: Iterable[Team], *, since_on: dt.date, until_on: dt.date
) -> list[Contribution]:
    """The work of everybody who was in the teams within the span, by name; five queries.

    Never for the public: it is for proposing praise, and for the members themselves.
    """
    first, last = start_of(since_on), end_of(until_on)
    members = TeamMember.objects.filter(
        Q(left_at=None) | Q(left_at__gte=first), team__in=list(teams), since_on__lte=until_on
    ).select_related("user", "team")
    ordered = members.order_by("user__name_sort", "pk")
    found = {(m.team_id, m.user_id): Contribution(member=m) for m in ordered}
    _add_requests(found, first, last)
    _add_entered(found, first, last)
    _add_work(found, since_on, until_on)
    return list(found.values())


Found = dict[tuple[int, int], Contribution]


def _add_requests(found: Found, first: dt.datetime, last: dt.datetime) -> None:
    within = Q(taken_at__gte=first, taken_at__lt=last) | Q(closed_at__gte=first, closed_at__lt=last)
    rows = HelpRequest.objects.filter(
        within | Q(state__in=OPEN),
        team_id__in={team for team, _user in found},
        helper_id__in={user for _team, user in found},
    ).annotate(outcome=F("initiative__state"))
    for row in rows.iterator(chunk_size=1_000):
        one = found.get((row.team_id or 0, row.helper_id or 0))
        if one is not None:
            _add_request(one, row, first, last)


def _add_request(
    one: Contribution, row: HelpRequest, first: dt.datetime, last: dt.datetime
) -> None:
    is_taken = row.taken_at is not None and first <= row.taken_at < last
    is_closed = row.closed_at is not None and first <= row.closed_at < last
    is_done = is_closed and row.state == HelpState.CLOSED
    one.open += row.is_open
    one.taken += is_taken
    one.closed += is_done
    one.solved += is_done and row.is_solved is True
    one.thanked += row.thanked_at is not None and first <= row.thanked_at < last
    if not (is_taken or is_done):
        return
    one.unit_ids.add(row.unit_id)
    if is_taken and row.taken_at is not None:
        one.waited.append((row.taken_at - row.asked_at).total_seconds() / HOUR)
    _add_initiative(one, row.initiative_id, getattr(row, "outcome", None))


def _add_initiative(one: Contribution, pk: int | None, state: str | None) -> None:
    if pk is None:
        return
    if state in COUNTED_AS_SENT:
        one.sent_ids.add(pk)
    if state in COUNTED_AS_VALID:
        one.valid_ids.add(pk)


def _add_entered(found: Found, first: dt.datetime, last: dt.datetime) -> None:
    """Entered for members of the units in charge: counted in the first team of the person."""
    teams: dict[int, list[Contribution]] = defaultdict(list)
    for one in found.values():
        teams[one.member.user_id].append(one)
    rows = Initiative.objects.filter(
        entered_by__in=list(teams), state__in=COUNTED_AS_SENT, created_at__gte=first
    ).filter(created_at__lt=last)
    entered = rows.exclude(author=F("entered_by"))
    for pk, user, unit, state in entered.values_list(
        "pk", "entered_by_id", "unit_id", "state"
    ).iterator(chunk_size=1_000):
        one = teams[user][0]
        one.unit_ids.add(unit)
        _add_initiative(one, pk, state)


def _add_work(found: Found, since_on: dt.date, until_on: dt.date) -> None:
    rows = HelpWork.objects.filter(
        member__in=[one.member.pk for one in found.values()],
        struck_at=None,
        done_on__range=(since_on, until_on),
    ).values_list("member__team_id", "member__user_id", "kind", "unit_id")
    for team, user, kind, unit in rows:
        one = found[team, user]
        one.unit_ids.add(unit)
        one.visits += kind == WorkKind.VISIT
        one.calls += kind == WorkKind.CALL
        one.others += kind not in {WorkKind.VISIT, WorkKind.CALL}


def own_work(actor: Actor, *, at: dt.datetime, limit: int = MOST_WORK) -> list[HelpWork]:
    """What the actor wrote down within a year, the newest first."""
    if actor.user_id is None:
        return []
    since = local_day(at) - dt.timedelta(days=365)
    rows = HelpWork.objects.filter(
        member__user_id=actor.user_id, struck_at=None, done_on__gte=since
    )
    return list(rows.select_related("unit", "member__team").order_by("-done_on", "-pk")[:limit])


def units_in_charge(team: Team) -> list[Unit]:
    """What stands on the list of the team, in the order of the tree."""
    rows = Unit.objects.filter(pk__in=team.charges.values("unit_id"))
    return list(rows.select_related("parent").order_by("path"))


def places_to_note(teams: Iterable[Team]) -> list[tuple[str, str]]:
    """Units where work may be noted, with their codes: in charge, and those directly below; empty
    where there are too many to choose from, so that the code is typed.
    """
    charged = Charge.objects.filter(team__in=list(teams)).values("unit_id")
    rows = Unit.objects.filter(Q(pk__in=charged) | Q(parent__in=charged), closed_on=None)
    found = list(rows.order_by("path").values_list("code", "name")[: MOST_PLACES + 1])
    return [] if len(found) > MOST_PLACES else [(code, f"{name} ({code})") for code, name in found]


def place_to_note(team: Team, code: str) -> Unit:
    """A unit by its code, or a refusal at its field; the action asks whether it is in charge."""
    found = Unit.objects.filter(code=code.strip().upper()).first()
    if found is None:
        raise InvalidHelp(_("Không thấy đơn vị mang mã này."), field="unit")
    return found


def own_work_row(pk: int | None, *, actor: Actor) -> HelpWork:
    """A line that the actor wrote, or NotFound."""
    rows = HelpWork.objects.filter(pk=pk or 0, member__user_id=actor.user_id or 0)
    found = rows.select_related("member__team").first()
    if found is None:
        raise NotFound(_("Không tìm thấy dòng nhật ký này."))
    return found
