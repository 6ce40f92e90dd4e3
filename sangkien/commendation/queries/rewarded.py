"""Whether the same holder was rewarded already for the same time by the same unit."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sangkien.accounts.models import User
from sangkien.commendation.enums import HolderKind
from sangkien.commendation.models import Award, Conferral, Dossier, Round
from sangkien.commendation.models.dossier import ENDED
from sangkien.units.models import Unit

MOST_TOLD = 5


def _same_time(round_: Round, *, prefix: str) -> Q:
    same = Q(**{f"{prefix}": round_.pk})
    if round_.period_id is not None:
        same |= Q(**{f"{prefix}__period": round_.period_id})
    return same


def _held_by(unit: Unit, user: User | None) -> Q:
    """Of a person wherever they worked; of a collective the unit itself."""
    if user is not None:
        return Q(user=user)
    return Q(unit=unit, user=None, holder_kind=HolderKind.COLLECTIVE)


def conferred(round_: Round, award: Award, *, unit: Unit, user: User | None) -> QuerySet[Conferral]:
    """Awards in force of the same deciding unit for this round or its phase."""
    rows = Conferral.objects.in_force().filter(_held_by(unit, user), award__unit=award.unit_id)
    return rows.filter(_same_time(round_, prefix="decision__round"))


def warnings_of(dossier: Dossier) -> list[str]:
    """What whoever judges should look at: other dossiers and other awards for the same time."""
    holder = _held_by(dossier.unit, dossier.user)
    others = Dossier.objects.filter(holder, award__unit=dossier.award.unit_id)
    others = others.filter(_same_time(dossier.round, prefix="round")).exclude(pk=dossier.pk)
    waiting = others.exclude(state__in=ENDED).select_related("award", "round")
    found = [
        _("Cũng đang được đề nghị “%(award)s” trong %(round)s: một thành tích không khen hai lần.")
        % {"award": row.award.name, "round": row.round.title}
        for row in waiting.order_by("pk")[:MOST_TOLD]
    ]
    year = dossier.round.until_on.year
    given = Conferral.objects.in_force().filter(holder, year=year).exclude(dossier=dossier.pk)
    return found + [
        _("Năm %(year)d đã được khen: %(title)s (%(label)s).")
        % {"year": year, "title": row.title, "label": row.label or row.authority}
        for row in given.order_by("pk")[:MOST_TOLD]
    ]
