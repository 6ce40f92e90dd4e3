"""Whom a closing time that was put off concerns: the officers of every unit of the audience, a batch
of units at a time.
"""

from django.utils.translation import gettext as _

from sangkien.access.permissions import Permission
from sangkien.core import clock, paths, periods
from sangkien.notices.concerning import NOBODY, Concern
from sangkien.notices.spreading import Batch
from sangkien.notices.subscribers import spread
from sangkien.programmes import queries
from sangkien.programmes.events import PeriodExtended
from sangkien.programmes.models import Extension
from sangkien.units.queries import next_units, officers_of, roles_with

UNITS = 500
OFFICERS = roles_with(Permission.INITIATIVE_REVIEW, Permission.INITIATIVE_ACCEPT)
OVER = Batch(concern=NOBODY, reached="")


@spread(PeriodExtended, name="programmes.officers")
def officers_next(event: PeriodExtended, reached: str) -> Batch:
    extension = extension_of(event)
    if extension is None:
        return OVER
    today = clock.today()
    units = next_units(branches_of(extension), behind=reached, limit=UNITS, on=today)
    if not units:
        return OVER
    told = officers_of([pk for pk, _path in units], OFFICERS, on=today)
    return Batch(
        concern=put_off(extension, told), reached=units[-1][1] if len(units) == UNITS else ""
    )


def extension_of(event: PeriodExtended) -> Extension | None:
    """None when the programme is not for everybody's eyes."""
    rows = Extension.objects.select_related("period__programme", "period__unit")
    extension = rows.filter(pk=event.extension_id).first()
    return extension if extension and extension.period.programme.is_published else None


def branches_of(extension: Extension) -> list[str]:
    """The paths below which somebody may send to what was put off."""
    own = extension.period.unit.path
    aimed = [unit.path for unit in queries.aimed_at(extension.period.programme)]
    if not aimed:
        return [own]
    inside = [path for path in aimed if paths.contains(own, path)]
    return inside or [own for path in aimed if paths.contains(path, own)][:1]


def put_off(
    extension: Extension, user_ids: frozenset[int], *, about: str = "", variant: str = ""
) -> Concern:
    period = extension.period
    moved = _("%(period)s nhận đến %(until)s.") % {
        "period": period.name,
        "until": periods.closing_words(extension.closes_at),
    }
    return Concern(
        user_ids=user_ids,
        title=period.programme.title,
        key=period.programme.slug,
        words=f"{moved} {extension.reason}",
        about=about,
        variant=variant,
    )
