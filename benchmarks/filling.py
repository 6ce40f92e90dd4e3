"""Fill an empty database: the organisation, its people, one programme, the initiatives."""

import bisect
import datetime as dt
import itertools
import random
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from benchmarks import content, shape
from benchmarks.loading import derive, finish, load
from sangkien.access.actor import Actor
from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.agreements.models import Target
from sangkien.core import codes, text
from sangkien.core.periods import local_day
from sangkien.core.workdays import vietnam
from sangkien.initiatives.enums import SubmitterGroup
from sangkien.initiatives.models import CoAuthor, Decision, Initiative
from sangkien.initiatives.places import NOWHERE, Place, first_place
from sangkien.journal.models import Entry
from sangkien.programmes.actions import drafting, periods
from sangkien.programmes.chain import USUAL
from sangkien.programmes.enums import PeriodKind, SolutionKind
from sangkien.programmes.models import Field, Period, Programme
from sangkien.units.enums import ClusterKind
from sangkien.units.models import Cluster, ClusterMember, Grant, Headcount, Membership, Unit

LONG_AGO = dt.date(2010, 1, 1)
TITLE = "Một triệu sáng kiến (dữ liệu đo tốc độ)"
COAUTHOR_EVERY = 5


@dataclass(frozen=True)
class Plan:
    """What is written: the same seed gives the same data."""

    nodes: list[shape.Node]
    leaves: list[shape.Node]
    drawn: list[int]  # for each initiative the position of its unit in `leaves`
    offsets: list[int]  # key of the first person of each leaf; the first one is the officer
    calendar: shape.Calendar
    seed: int

    @classmethod
    def make(cls, *, units: int, initiatives: int, seed: int, now: dt.datetime) -> "Plan":
        nodes = shape.tree(units)
        leaves = [node for node in nodes if node.level == "co-so"]
        drawn = shape.units_drawn(len(leaves), initiatives, random.Random(seed))
        per_leaf = Counter(drawn)
        sizes = (
            2 + round(per_leaf[position] * shape.PEOPLE_PER_INITIATIVE)
            for position in range(len(leaves))
        )
        above = len(nodes) - len(leaves)  # one officer for each unit above the grassroots
        offsets = list(itertools.accumulate(sizes, initial=above + 1))
        calendar = shape.Calendar.around(now)
        return cls(nodes, leaves, drawn, offsets, calendar, seed)

    @property
    def people(self) -> int:
        return self.offsets[-1] - 1

    def officer(self, position: int) -> int:
        return self.offsets[position]

    def leaf_of(self, person: int) -> shape.Node:
        return self.leaves[bisect.bisect_right(self.offsets, person) - 1]

    @property
    def above(self) -> list[shape.Node]:
        return self.nodes[: len(self.nodes) - len(self.leaves)]


def fill(plan: Plan, *, journal: bool) -> None:
    """Everything but the totals."""
    load(Unit, UNIT_COLUMNS, _units(plan))
    load(User, USER_COLUMNS, _people(plan))
    load(Membership, ("user_id", "unit_id", "since_on"), _memberships(plan))
    load(Grant, GRANT_COLUMNS, _grants(plan))
    load(Headcount, ("unit_id", "counted_on", "members", "workers"), _headcounts(plan))
    finish([Unit, User, Membership, Grant, Headcount])
    programme = _programme(plan)
    load(Target, TARGET_COLUMNS, _targets(plan, programme))
    _clusters(plan)
    load(Initiative, INITIATIVE_COLUMNS, _initiatives(plan, programme))
    _derived(journal=journal)
    finish([Target, Initiative, CoAuthor, Decision, Entry])


UNIT_COLUMNS = (
    *("id", "code", "name", "short_name", "folded_name", "name_sort"),
    *("level_id", "parent_id", "path", "opened_on"),
)
_NAMES = {
    "trung-uong": "Tổng Liên đoàn",
    "tinh": "Liên đoàn Lao động tỉnh",
    "nganh": "Công đoàn ngành",
    "cap-tren": "Liên đoàn Lao động khu vực",
}


def _units(plan: Plan) -> Iterator[tuple[Any, ...]]:
    draw = random.Random(plan.seed + 1)
    for node in plan.nodes:
        called = _NAMES.get(node.level) or f"CĐCS {content.employer(draw, node.pk)}"
        name = called if node.level == "co-so" else f"{called} {node.pk}"
        yield (
            *(node.pk, f"DO{node.pk}", name, "", text.fold(name), text.sort_key(name)),
            *(node.level, node.parent, node.path, LONG_AGO),
        )


USER_COLUMNS = (
    *("id", "password", "member_code", "phone", "full_name", "folded_name", "name_sort"),
    *("name_public_since", "is_active", "created_at"),
)


def _people(plan: Plan) -> Iterator[tuple[Any, ...]]:
    draw = random.Random(plan.seed + 2)
    names = content.every_name()
    at = plan.calendar.opens_at
    for pk in range(1, plan.people + 1):
        name = draw.choice(names)
        consent = at if pk % 2 else None
        phone = f"09{pk:08d}" if pk % 3 else None
        yield (
            *(pk, f"!{pk}", f"DV{pk:08d}", phone, name.full, name.folded, name.sort),
            *(consent, True, at),
        )


def _memberships(plan: Plan) -> Iterator[tuple[Any, ...]]:
    for node, first, end in zip(plan.leaves, plan.offsets, plan.offsets[1:], strict=False):
        for person in range(first, end):
            yield person, node.pk, LONG_AGO


_OFFICERS = {
    "trung-uong": RoleKey.NATIONAL_OFFICER,
    "tinh": RoleKey.PROVINCIAL_OFFICER,
    "nganh": RoleKey.PROVINCIAL_OFFICER,
    "cap-tren": RoleKey.SUPERIOR_OFFICER,
}


GRANT_COLUMNS = ("user_id", "role", "unit_id", "since_on", "reviewed_on", "reason")


def _grants(plan: Plan) -> Iterator[tuple[Any, ...]]:
    for person, node in enumerate(plan.above, start=1):
        yield person, _OFFICERS[node.level].value, node.pk, LONG_AGO, LONG_AGO, ""
    for position, node in enumerate(plan.leaves):
        officer = RoleKey.GRASSROOTS_OFFICER.value
        yield plan.officer(position), officer, node.pk, LONG_AGO, LONG_AGO, ""


def _headcounts(plan: Plan) -> Iterator[tuple[Any, ...]]:
    draw = random.Random(plan.seed + 3)
    for position, node in enumerate(plan.leaves):
        members = draw.randint(10, 300) + plan.offsets[position + 1] - plan.offsets[position]
        yield node.pk, LONG_AGO, members, members + draw.randint(0, 50)


def _programme(plan: Plan) -> Programme:
    """Through the real actions: one programme, two phases, a campaign of 40 days."""
    system, calendar = Actor.system(), plan.calendar
    national, province = Unit.objects.filter(pk__in=[1, 2]).order_by("pk")
    drafted = drafting.draft_programme(
        national,
        content=drafting.Content(
            title=TITLE,
            kinds=tuple(SolutionKind),
            fields=("Sản xuất, kinh doanh", "An toàn lao động", "Hành chính", "Y tế, giáo dục"),
            documents=(("01/KH-TLĐ", local_day(calendar.opens_at), "Kế hoạch tổ chức"),),
        ),
        by=system,
        at=calendar.opens_at,
    )
    _phases(drafted, calendar)
    programme = drafting.publish_programme(drafted, by=system, at=calendar.opens_at)
    begin = calendar.now - dt.timedelta(days=25)
    for unit in (national, province):
        periods.run_campaign(
            programme,
            unit,
            number=1,
            name="40 ngày cao điểm",
            opens_at=begin,
            closes_at=begin + dt.timedelta(days=40),
            by=system,
            at=begin,
        )
    return programme


def _phases(drafted: Programme, calendar: shape.Calendar) -> None:
    system = Actor.system()
    for number, opens_at, closes_at in (
        (1, calendar.opens_at, calendar.second_at),
        (2, calendar.second_at, calendar.closes_at),
    ):
        periods.set_phase(
            drafted,
            number=number,
            name=f"Giai đoạn {number}",
            opens_at=opens_at,
            closes_at=closes_at,
            applied_from=LONG_AGO,
            applied_to=local_day(closes_at),
            by=system,
            at=calendar.opens_at,
        )


TARGET_COLUMNS = (
    *("period_id", "unit_id", "kind", "base", "origin", "denominator", "value", "note", "set_at"),
)


def _targets(plan: Plan, programme: Programme) -> Iterator[tuple[Any, ...]]:
    per_leaf = Counter(plan.drawn)
    goals: Counter[int] = Counter()
    for position, node in enumerate(plan.leaves):
        goals[node.pk] = per_leaf[position] + 1
    for node in reversed(plan.nodes):
        if node.parent is not None:
            goals[node.parent] += goals[node.pk]
    at = plan.calendar.opens_at
    shared = programme.periods.filter(kind__in=[PeriodKind.WHOLE, PeriodKind.PHASE])
    for period in shared.order_by("pk"):
        for node in plan.nodes:
            yield period.pk, node.pk, "count", "sent", "assigned", "", goals[node.pk], "", at


def _clusters(plan: Plan) -> None:
    """Eight clusters of the second level, the first of them with two blocks."""
    organiser, year = Unit.objects.get(pk=1), plan.calendar.now.year
    seconds = [node for node in plan.nodes if node.level in {"tinh", "nganh"}]
    for number in range(1, 9):
        cluster = Cluster.objects.create(
            organiser=organiser,
            kind=ClusterKind.CLUSTER,
            year=year,
            name=f"Cụm thi đua số {number}",
            number=number,
        )
        members = seconds[number - 1 :: 8]
        holders = [cluster] * len(members)
        if number == 1:
            blocks = [
                Cluster.objects.create(
                    organiser=organiser,
                    parent=cluster,
                    kind=ClusterKind.BLOCK,
                    year=year,
                    name=f"Khối thi đua số {block}",
                    number=block,
                )
                for block in (1, 2)
            ]
            holders = [blocks[index % 2] for index in range(len(members))]
        ClusterMember.objects.bulk_create(
            ClusterMember(cluster=holder, unit_id=node.pk)
            for holder, node in zip(holders, members, strict=True)
        )


INITIATIVE_COLUMNS = (
    *("id", "code", "request_key", "programme_id", "phase_id", "unit_id", "unit_path"),
    *("author_id", "author_share_bp", "entered_by_id", "state", "title", "before", "solution"),
    *(
        "effect",
        "kind",
        "submitter",
        "field_id",
        "first_applied_on",
        "benefit_vnd",
        "benefit_basis",
    ),
    *("recognised_by", "decision_number", "created_at", "changed_at", "received_at"),
    *("step", "waits_for", "waits_path", "waits_since", "due_on"),
)


def _initiatives(plan: Plan, programme: Programme) -> Iterator[tuple[Any, ...]]:
    draw = random.Random(plan.seed + 4)
    kinds = [kind.value for kind in SolutionKind]
    groups = ["", *SubmitterGroup.values]
    fields = list(Field.objects.filter(programme=programme).values_list("pk", flat=True))
    states = draw.choices(*zip(*shape.STATES, strict=True), k=len(plan.drawn))
    phases = Period.objects.filter(programme=programme, kind=PeriodKind.PHASE).order_by("number")
    first_phase, second_phase = phases.values_list("pk", flat=True)
    received = shape.arrivals(plan.calendar, len(plan.drawn), draw)
    for pk, (position, at, state) in enumerate(
        zip(plan.drawn, received, states, strict=True), start=1
    ):
        node = plan.leaves[position]
        first, end = plan.offsets[position], plan.offsets[position + 1]
        author = draw.randrange(first + 1, end)
        sent = state != "draft"
        phase = first_phase if at < plan.calendar.second_at else second_phase
        benefit = draw.randrange(0, 200_000_000, 500_000) if draw.random() < 0.6 else None
        yield (
            *(pk, _code(draw), uuid.UUID(int=draw.getrandbits(128)), programme.pk),
            *(phase if sent else None, node.pk, node.path, author),
            *(7_000 if sent and pk % COAUTHOR_EVERY == 0 else 10_000, author if pk % 4 else first),
            *(state, content.title(draw), *content.prose(draw), draw.choice(kinds)),
            draw.choice(groups),
            *(draw.choice(fields), local_day(at) - dt.timedelta(days=draw.randint(1, 90))),
            *(benefit, "Tiền công và vật tư tiết kiệm trong một năm" if benefit else ""),
            *("", "", at, at, at if sent else None),
            *_place(state, node.path, at).values().values(),
        )


def _place(state: str, path: str, at: dt.datetime) -> Place:
    """What was only sent waits at its own unit."""
    return (
        first_place(USUAL, unit_path=path, since=at, days=vietnam())
        if state == "submitted"
        else NOWHERE
    )


def _code(draw: random.Random) -> str:
    bits = draw.getrandbits(5 * codes.LENGTH)
    return "".join(codes.ALPHABET[(bits >> 5 * n) & 31] for n in range(codes.LENGTH))


def _derived(*, journal: bool) -> None:
    """What belongs to the initiatives: co-authors, decisions, the journal of their sending."""
    derive(
        CoAuthor,
        ("initiative_id", "name", "share_bp", "position"),
        "SELECT id, 'Nguyễn Văn Cộng', 3000, 2 FROM initiatives_initiative"
        " WHERE author_share_bp = 7000",
    )
    derive(
        Decision,
        ("initiative_id", "outcome", "reason", "decided_by_id", "decided_at"),
        "SELECT entry.id, entry.state,"
        " CASE entry.state WHEN 'confirmed' THEN '' ELSE 'Cần bổ sung số liệu về hiệu quả.' END,"
        " officer.user_id, entry.received_at FROM initiatives_initiative AS entry"
        " JOIN units_grant AS officer ON officer.unit_id = entry.unit_id"
        " WHERE entry.state IN ('confirmed', 'returned', 'rejected', 'withdrawn')",
    )
    if not journal:
        return
    payload = (
        """'{"initiative_id": ' || id || ', "programme_id": ' || programme_id || ', "unit_id": '"""
        """ || unit_id || ', "reason": ""}'"""
    )
    if connection.vendor == "postgresql":
        payload = f"CAST({payload} AS jsonb)"
    derive(
        Entry,
        ("name", "payload", "subject_kind", "subject_id", "unit_id", "actor_id", "occurred_at"),
        f"SELECT 'initiative.submitted', {payload}, 'initiative', id, unit_id, entered_by_id,"  # noqa: S608 - our own constants
        " received_at FROM initiatives_initiative WHERE received_at IS NOT NULL ORDER BY id",
    )
