"""The plans of lower units for a programme: which deadline counts where, as plain rules."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sangkien.core import hot, paths, periods
from sangkien.core.errors import NotFound
from sangkien.programmes.enums import PeriodKind
from sangkien.programmes.errors import InvalidPlan
from sangkien.programmes.models import Extension, LocalPlan, Period, Programme
from sangkien.programmes.queries import phase_windows
from sangkien.programmes.rules import phase_at
from sangkien.units.models import Unit

MOST_SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class Tightened:
    """What the plans above a unit make of a phase; `by` set the deadline, `nearest` guides."""

    nearest: LocalPlan | None = None
    by: LocalPlan | None = None

    @property
    def closes_at(self) -> dt.datetime | None:
        return self.by.closes_at if self.by else None

    def closed_reason(self, at: dt.datetime) -> str:
        """Why a plan lets nothing be sent any more at an instant; empty while it does."""
        if self.by is None or self.by.closes_at is None or at < self.by.closes_at:
            return ""
        return _(
            "Theo kế hoạch số %(number)s của %(unit)s, đơn vị bạn nhận sáng kiến đến %(when)s. Nội "
            "dung bạn đã nhập vẫn được giữ trong bản nháp. Hãy hỏi Ban Chấp hành công đoàn của bạn."
        ) % {
            "number": self.by.number,
            "unit": self.by.unit.label,
            "when": periods.closing_words(self.by.closes_at),
        }


NOTHING = Tightened()


def tightest(closes: Iterable[dt.datetime], *, opens_at: dt.datetime) -> dt.datetime | None:
    """The deadline that counts: the earliest of those that leave time after the opening.

    A campaign after a unit's deadline still has its own days.
    """
    return min((one for one in closes if one > opens_at), default=None)


def tightened(found: Sequence[LocalPlan]) -> Tightened:
    """The nearest plan upwards guides, and the tightest deadline of all counts."""
    if not found:
        return NOTHING
    nearest = max(found, key=lambda plan: len(plan.unit.path))
    dated = [(plan.closes_at, plan.pk, plan) for plan in found if plan.closes_at is not None]
    first = tightest([one[0] for one in dated], opens_at=nearest.phase.opens_at)
    by = min((one for one in dated if one[0] == first), default=None)
    return Tightened(nearest=nearest, by=by[2] if by else None)


def plans_above(programme: Programme, unit_path: str, phase_id: int | None) -> Tightened:
    """What holds for a unit in a phase. Nobody's plan costs nothing; else one statement."""
    if not programme.plans or phase_id is None:
        return NOTHING
    above = [*paths.ancestors(unit_path), unit_path]
    places = ", ".join(["%s"] * len(above))
    source = _PLANS.format(places=places)
    found: list[LocalPlan] = []
    for plan, unit, phase in hot.read(source, [phase_id, *above], LocalPlan, Unit, Period):
        plan.unit, plan.phase = unit, phase
        found.append(plan)
    return tightened(found)


_PLANS = """
  FROM programmes_localplan
  JOIN units_unit ON units_unit.id = programmes_localplan.unit_id
  JOIN programmes_period ON programmes_period.id = programmes_localplan.phase_id
 WHERE programmes_localplan.phase_id = %s AND units_unit.path IN ({places})
"""


def still_earlier(extension: Extension, plan: Tightened) -> LocalPlan | None:
    """The plan by which a unit closes before the time to which its phase was put off: plans stay."""
    by = plan.by
    if by is None or by.phase_id != extension.period_id or by.closes_at is None:
        return None
    return by if by.closes_at < extension.closes_at else None


def earlier_plans(
    extensions: Sequence[Extension], unit_paths: Sequence[str]
) -> dict[int, LocalPlan]:
    """The same for several, by extension, the earliest of what holds for some units; one query."""
    phases = {one.period_id for one in extensions}
    if not phases:
        return {}
    above = {place for path in unit_paths for place in [*paths.ancestors(path), path]}
    rows = LocalPlan.objects.filter(phase__in=phases, unit__path__in=above)
    by_phase: dict[int, list[LocalPlan]] = {}
    for plan in rows.select_related("unit", "phase").order_by("pk"):
        by_phase.setdefault(plan.phase_id, []).append(plan)
    found = {
        one.pk: still_earlier(one, tightened(by_phase.get(one.period_id, []))) for one in extensions
    }
    return {pk: plan for pk, plan in found.items() if plan is not None}


def closing_of(period: Period, unit_path: str) -> dt.datetime:
    """When a period closes for a unit: with the phase in which it ends, or with a tighter plan."""
    return closings(period, [unit_path])[unit_path]


def closings(period: Period, unit_paths: Iterable[str]) -> dict[str, dt.datetime]:
    """The same for many, by path. Nobody's plan costs nothing; else two statements."""
    found = dict.fromkeys(unit_paths, period.closes_at)
    phase_id = _last_phase(period) if found and period.programme.plans else None
    if phase_id is None:
        return found
    above = {place for path in found for place in [*paths.ancestors(path), path]}
    dated = LocalPlan.objects.filter(phase=phase_id, unit__path__in=above, closes_at__isnull=False)
    rows = dated.values_list("unit__path", "closes_at")
    by_place = {place: closes_at for place, closes_at in rows if closes_at is not None}
    for path in found:
        own = [by_place[place] for place in [*paths.ancestors(path), path] if place in by_place]
        counts = tightest(own, opens_at=period.opens_at)
        found[path] = min(found[path], counts or found[path])
    return found


def _last_phase(period: Period) -> int | None:
    """The phase in which a period ends; of the whole programme its last one."""
    if period.kind == PeriodKind.PHASE:
        return period.pk
    before = period.closes_at - dt.timedelta(microseconds=1)
    phase = phase_at(phase_windows(period.programme), before)
    return phase.period_id if phase else None


def plan_shown(
    programme: Programme, unit_path: str, period: Period, *, at: dt.datetime
) -> Tightened:
    """What to say beside a unit's figures: of the phase, or of the one that is open."""
    if not programme.plans:
        return NOTHING
    if period.kind == PeriodKind.PHASE:
        return plans_above(programme, unit_path, period.pk)
    phase = phase_at(phase_windows(programme), at)
    return plans_above(programme, unit_path, phase.period_id if phase else None)


def plans_at(programme: Programme, unit: Unit) -> list[LocalPlan]:
    """The plans that hold for a unit, the owner's branch downwards, for all phases."""
    if not programme.plans:
        return []
    above = [*paths.ancestors(unit.path), unit.path]
    found = programme.local_plans.filter(unit__path__in=above).select_related(
        "unit", "phase", "file"
    )
    return list(found.order_by("unit__path", "phase__opens_at"))


def plans_below(programme: Programme, path: str) -> list[LocalPlan]:
    """The plans of a branch, the highest units first."""
    found = programme.local_plans.filter(paths.subtree(path, field="unit__path"))
    return list(
        found.select_related("unit", "phase", "file").order_by("unit__path", "pk")[:MOST_SHOWN]
    )


def get_plan(programme: Programme, pk: int) -> LocalPlan:
    found = programme.local_plans.filter(pk=pk).select_related("unit", "phase", "file").first()
    if found is None:
        raise NotFound(_("Không tìm thấy kế hoạch này."))
    return found


def ensure_tightens(
    phase: Period, closes_at: dt.datetime | None, *, above: LocalPlan | None
) -> None:
    """Raise for a deadline that comes before the opening or loosens what comes from above."""
    if closes_at is None:
        return
    if closes_at <= phase.opens_at:
        raise InvalidPlan(
            _("%(phase)s mở nhận lúc %(when)s: hạn của đơn vị phải sau lúc đó.")
            % {"phase": phase.name, "when": periods.instant_words(phase.opens_at)},
            field="closes_at",
        )
    if closes_at > phase.closes_at:
        raise InvalidPlan(
            _("%(phase)s đóng nhận lúc %(when)s. Kế hoạch của đơn vị chỉ được đặt hạn sớm hơn.")
            % {"phase": phase.name, "when": periods.closing_words(phase.closes_at)},
            field="closes_at",
        )
    if above is not None and above.closes_at is not None and closes_at > above.closes_at:
        raise InvalidPlan(
            _("Kế hoạch số %(number)s của %(unit)s đặt hạn %(when)s: đơn vị chỉ được sớm hơn.")
            % {
                "number": above.number,
                "unit": above.unit.label,
                "when": periods.closing_words(above.closes_at),
            },
            field="closes_at",
        )
