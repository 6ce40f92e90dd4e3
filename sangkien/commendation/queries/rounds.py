"""Reading rounds of commendation."""

import datetime as dt

from django.db.models import Count
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.commendation.enums import RoundState
from sangkien.commendation.models import Award, Round, RoundAward
from sangkien.core import paths
from sangkien.core.errors import NotFound
from sangkien.units.models import Unit

PAGE = 20
MOST_CHOICES = 60


def rounds_page(
    actor: Actor, *, before: int | None = None, limit: int = PAGE
) -> tuple[list[Round], int | None]:
    """The newest first, and where to go on."""
    rows = Round.objects.visible_to(actor).select_related("unit")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.annotate(award_count=Count("awards")).order_by("-pk")[: limit + 1])
    return found[:limit], found[limit - 1].pk if len(found) > limit else None


def get_round(pk: int, *, actor: Actor) -> Round:
    rows = Round.objects.visible_to(actor).select_related("unit", "period__programme")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy đợt xét này."))
    return found


def awards_of(round_: Round) -> list[RoundAward]:
    rows = RoundAward.objects.filter(round=round_).select_related("award__unit")
    return list(rows.order_by("award__name", "pk"))


def awards_to_choose(unit: Unit, *, on: dt.date) -> list[Award]:
    """What the unit itself may give on a day."""
    rows = Award.objects.filter(unit=unit).holding_on(on)
    return list(rows.order_by("form", "name")[:MOST_CHOICES])


def running_units(actor: Actor) -> list[Unit]:
    """Units whose rounds the actor opens."""
    return _offices(actor, Permission.AWARD_MANAGE)


def proposing_units(actor: Actor, round_: Round | None = None) -> list[Unit]:
    """Units for which the actor proposes, in a round: only those of its branch."""
    units = _offices(actor, Permission.AWARD_PROPOSE)
    if round_ is None:
        return units
    return [one for one in units if paths.contains(round_.unit.path, one.path)]


def _offices(actor: Actor, permission: Permission) -> list[Unit]:
    rows = Unit.objects.filter(path__in=actor.offices(permission)).select_related("level")
    return list(rows.order_by("path")[:MOST_CHOICES])


def rounds_above(unit: Unit, *, at: dt.datetime) -> list[Round]:
    """Open rounds of the units above: where a higher award may be proposed."""
    above = paths.ancestors(unit.path)
    rows = Round.objects.filter(unit__path__in=above, state=RoundState.OPEN, closes_at__gt=at)
    return list(rows.select_related("unit").order_by("unit__path", "-pk")[:MOST_CHOICES])


def higher_awards(unit: Unit, *, holder_kind: str, at: dt.datetime) -> list[RoundAward]:
    """The awards of those rounds for the same kind of holder."""
    rows = RoundAward.objects.filter(
        round__in=rounds_above(unit, at=at), award__holder_kind=holder_kind
    )
    return list(rows.select_related("round__unit", "award").order_by("round", "award__name"))
