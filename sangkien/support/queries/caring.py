"""Reading who looks after units that have sent nothing yet."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.core.errors import NotFound
from sangkien.initiatives.enums import COUNTED_AS_SENT
from sangkien.initiatives.models import Initiative
from sangkien.programmes.models import Period
from sangkien.support.models import Caretaking, HelpWork, Team
from sangkien.units.models import Unit

MOST_CARED = 200


@dataclass(frozen=True, kw_only=True)
class Cared:
    """One unit in somebody's care. `has_sent`: since then something was sent in its branch (base:
    đã gửi, in the programme of the list). `notes`: visits and calls written down since.
    """

    row: Caretaking
    has_sent: bool
    notes: int

    def is_late_on(self, day: dt.date) -> bool:
        return not self.has_sent and day > self.row.due_on


def _open() -> "QuerySet[Any]":
    branch_end = Concat(OuterRef("unit__path"), Value("~"), output_field=CharField())
    sent = Initiative.objects.filter(
        unit_path__gte=OuterRef("unit__path"),
        unit_path__lt=branch_end,
        programme=OuterRef("period__programme"),
        state__in=COUNTED_AS_SENT,
        received_at__gte=OuterRef("assigned_at"),
    )
    rows = Caretaking.objects.filter(ended_at=None, unit__closed_on=None).annotate(
        has_sent=Exists(sent)
    )
    return rows.select_related("unit__parent", "period__programme", "member__user", "member__team")


def _with_notes(rows: "QuerySet[Any]") -> list[Cared]:
    found = list(rows.order_by("has_sent", "due_on", "unit__path")[:MOST_CARED])
    work = (
        HelpWork.objects.filter(
            struck_at=None,
            member__in={row.member_id for row in found},
            unit__in={row.unit_id for row in found},
            done_on__gte=min((row.assigned_at.date() for row in found), default=dt.date.max),
        )
        .values("member_id", "unit_id")
        .annotate(n=Count("pk"))
    )
    notes = {(row["member_id"], row["unit_id"]): row["n"] for row in work} if found else {}
    return [
        Cared(
            row=row,
            has_sent=row.has_sent,
            notes=notes.get((row.member_id, row.unit_id), 0),
        )
        for row in found
    ]


def own_caretakings(actor: Actor) -> list[Cared]:
    """The units in the actor's care, those that still have nothing first."""
    if actor.user_id is None:
        return []
    return _with_notes(_open().filter(member__user_id=actor.user_id, member__left_at=None))


def caretaking_size(actor: Actor) -> int:
    """How many units in the actor's care still have sent nothing; one query."""
    if actor.user_id is None:
        return 0
    rows = _open().filter(member__user_id=actor.user_id, member__left_at=None, has_sent=False)
    return len(rows.values_list("pk", flat=True)[:MOST_CARED])


def team_caretakings(team: Team) -> list[Cared]:
    """The units in the care of the members of a team."""
    return _with_notes(_open().filter(member__team=team))


def caretakers_of(unit_ids: Collection[int], *, period_id: int) -> dict[int, Caretaking]:
    """Who looks after each of the units in the list of a period, by unit; one query."""
    rows = Caretaking.objects.filter(unit_id__in=unit_ids, period_id=period_id, ended_at=None)
    return {row.unit_id: row for row in rows.select_related("member__user", "member__team")}


def get_caretaking(pk: int | None, *, actor: Actor) -> Caretaking:
    """One in the actor's own care that has not ended, or NotFound."""
    rows = Caretaking.objects.filter(pk=pk or 0, ended_at=None, member__user_id=actor.user_id or 0)
    found = rows.select_related("member__team__unit", "unit").first()
    if found is None:
        raise NotFound(_("Không tìm thấy đơn vị này trong danh sách bạn phụ trách."))
    return found


def period_of_list(pk: int | None) -> Period:
    """The period in whose list units stand at zero; periods are public."""
    found = Period.objects.filter(pk=pk or 0).select_related("programme").first()
    if found is None or not found.programme.is_published:
        raise NotFound(_("Không tìm thấy giai đoạn này."))
    return found


def units_to_assign(codes: Collection[str], *, actor: Actor, on: dt.date) -> list[Unit]:
    """Those of the ticked units whose teams the actor looks after, in the order of the tree."""
    reach = within(actor, Permission.SUPPORT_MANAGE)
    rows = Unit.objects.filter(reach, code__in=list(codes)[:MOST_CARED]).standing_on(on)
    return list(rows.select_related("parent").order_by("path"))
