"""Reading which units use an initiative."""

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.roles import RoleKey
from sangkien.adoption.enums import OPEN, AdoptionState
from sangkien.adoption.models import Adoption
from sangkien.core import codes
from sangkien.core.errors import NotFound
from sangkien.initiatives.models import Initiative
from sangkien.units.models import Unit

PAGE = 20
MOST_COUNTED = 1_000
NAMED_PUBLICLY = 12
RECENT = dt.timedelta(days=30)
NUMBER = re.compile(r"[0-9]{1,18}")


def get_public_initiative(code: str) -> Initiative:
    """One that everybody may read, with what its page shows; else NotFound."""
    found = Initiative.objects.public().filter(code=codes.canonical(code))
    initiative = found.select_related("unit__level", "author", "programme", "field").first()
    if initiative is None:
        raise NotFound(_("Không tìm thấy sáng kiến này trong các sáng kiến hợp lệ."))
    return initiative


def adoptable_units(actor: Actor, *, on: dt.date) -> list[Unit]:
    """The units for which the actor may say that they use something."""
    own = {scope.unit_id for scope in actor.scopes if scope.role == RoleKey.AUTHOR} | {
        scope.unit_id for scope in actor.scopes_for(Permission.INITIATIVE_REVIEW)
    }
    units = Unit.objects.filter(pk__in=own).standing_on(on)
    return list(units.select_related("level").order_by("name_sort", "pk"))


@dataclass(frozen=True, kw_only=True)
class Adoptions:
    """One page of a list read by keyset; `following` is the number to go on after, or None."""

    rows: list[Adoption]
    following: int | None


def adoptions_of(initiative: Initiative, *, before: str = "", limit: int = PAGE) -> Adoptions:
    """The standing ones, the newest first."""
    rows = Adoption.objects.standing().filter(initiative=initiative)
    if NUMBER.fullmatch(before):
        rows = rows.filter(pk__lt=int(before))
    rows = rows.select_related("unit", "brought_by", "course")
    found = list(rows.order_by("-pk")[: limit + 1])
    return Adoptions(
        rows=found[:limit], following=found[limit - 1].pk if len(found) > limit else None
    )


def adopter_count(initiative_id: int) -> int:
    """Counted up to a limit, so that one famous initiative costs no more than another."""
    rows = Adoption.objects.standing().filter(initiative_id=initiative_id)
    return len(rows.values_list("pk", flat=True)[:MOST_COUNTED])


def adopter_names(initiative_id: int) -> list[str]:
    """The names of the latest units that use it: public."""
    rows = Adoption.objects.standing().filter(initiative_id=initiative_id).select_related("unit")
    return [row.unit.label for row in rows.order_by("-pk")[:NAMED_PUBLICLY]]


def own_adoptions(initiative: Initiative, units: Collection[Unit]) -> list[Adoption]:
    """What these units have recorded about it and not withdrawn."""
    rows = Adoption.objects.filter(initiative=initiative, unit__in=units, state__in=OPEN)
    return list(rows.select_related("unit", "brought_by", "initiative").order_by("pk"))


def get_adoption(pk: int, *, actor: Actor) -> Adoption:
    """One that the actor may see, or NotFound."""
    rows = Adoption.objects.visible_to(actor).select_related(
        "initiative__unit", "initiative__author", "unit", "brought_by", "decided_by"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy lượt áp dụng này."))
    return found


def awaiting(actor: Actor, *, limit: int = PAGE) -> list[Adoption]:
    """What members recorded and the actor, as an officer, has to confirm; the oldest first."""
    rows = Adoption.objects.awaiting(actor).select_related("initiative", "unit", "brought_by")
    return list(rows.order_by("pk")[:limit])


def newly_adopted(actor: Actor, *, at: dt.datetime, limit: int = 5) -> list[Adoption]:
    """Where initiatives of the actor were taken over lately: good news for the desk."""
    if actor.user_id is None:
        return []
    rows = Adoption.objects.filter(
        Q(initiative__author_id=actor.user_id),
        state=AdoptionState.STANDING,
        decided_at__gte=at - RECENT,
    )
    return list(rows.select_related("initiative", "unit").order_by("-decided_at", "-pk")[:limit])
