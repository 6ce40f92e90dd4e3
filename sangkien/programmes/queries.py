"""Reading programmes."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from django.db import connection
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.queries import names
from sangkien.core import hot, paths
from sangkien.core.errors import NotFound
from sangkien.journal.queries import happened_to
from sangkien.programmes import chain, rules
from sangkien.programmes.eligibility import USUAL_TERMS, Terms, statements_of
from sangkien.programmes.enums import PeriodKind
from sangkien.programmes.models import BaseDocument, Field, Period, Programme, Ruleset
from sangkien.programmes.questions import Question, questions_of
from sangkien.programmes.rules import Check, PhaseWindow, Reception, reception
from sangkien.units.models import Level, Unit

PAGE = 20


def get_programme(slug: str, *, actor: Actor) -> Programme:
    """A programme that the actor may see, or NotFound."""
    for programme, owner, level in hot.read(_PROGRAMME, [slug], Programme, Unit, Level):
        owner.level, programme.owner = level, owner
        if is_visible(programme, actor=actor):
            return cast(Programme, programme)
    raise NotFound(_("Không tìm thấy chương trình này."))


_PROGRAMME = """
  FROM programmes_programme
  JOIN units_unit ON units_unit.id = programmes_programme.owner_id
  JOIN units_level ON units_level.key = units_unit.level_id
 WHERE programmes_programme.slug = %s
"""


def is_visible(programme: Programme, *, actor: Actor) -> bool:
    """Whether the actor may see a programme that is at hand: `visible_to` without a query."""
    managed_here = actor.can(Permission.PROGRAMME_MANAGE, at=programme.owner.path)
    return programme.is_published or managed_here


def published() -> QuerySet[Programme]:
    """Launched programmes, the newest first."""
    return Programme.objects.published().select_related("owner").order_by("-published_at", "-pk")


def published_page(*, after: str = "", limit: int = PAGE) -> tuple[list[Programme], str]:
    """Launched programmes with their phases, the newest first, and the slug that the next page
    starts after ("" when this is the last one); an unknown slug is the first page.
    """
    rows = published().prefetch_related(_with_phases())
    last = Programme.objects.published().filter(slug=after).first() if after else None
    if last is not None:
        same = Q(published_at=last.published_at, pk__lt=last.pk)
        rows = rows.filter(Q(published_at__lt=last.published_at) | same)
    found = list(rows[: limit + 1])
    return found[:limit], found[limit - 1].slug if len(found) > limit else ""


def managed_by(
    actor: Actor, *, before: int | None = None, limit: int = PAGE
) -> tuple[list[Programme], int | None]:
    """Programmes that the actor runs, drafts included, the newest first; keyset by number."""
    rows = (
        Programme.objects.filter(within(actor, Permission.PROGRAMME_MANAGE, field="owner__path"))
        .select_related("owner")
        .prefetch_related(_with_phases())
        .order_by("-pk")
    )
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: limit + 1])
    return found[:limit], found[limit - 1].pk if len(found) > limit else None


def taken_part_in(actor: Actor, *, limit: int = PAGE) -> list[Programme]:
    """Launched programmes of the units above those that the actor manages, the newest first."""
    above = {
        path
        for scope in actor.scopes_for(Permission.TARGET_MANAGE)
        for path in paths.ancestors(scope.path)
    }
    joined = published().filter(owner__path__in=above)
    return list(joined.prefetch_related(_with_phases())[:limit])


def _with_phases() -> "Prefetch[str, QuerySet[Period], str]":
    phases_in_order = Period.objects.filter(kind=PeriodKind.PHASE).order_by("opens_at", "pk")
    return Prefetch("periods", phases_in_order, to_attr="phases_in_order")


def windows_of(programme: Programme) -> list[PhaseWindow]:
    """The phases of a programme of one of the lists above, without another query."""
    return [window(phase) for phase in programme.phases_in_order]  # type: ignore[attr-defined] # _with_phases


def reception_of(programme: Programme, *, at: dt.datetime) -> Reception:
    """Whether a programme of one of the lists above receives initiatives at an instant."""
    return reception(windows_of(programme), at)


def owners_for(actor: Actor) -> list[Unit]:
    """The units in whose name the actor may open a programme."""
    scopes = actor.scopes_for(Permission.PROGRAMME_MANAGE)
    own = Unit.objects.filter(pk__in=[scope.unit_id for scope in scopes])
    return list(own.order_by("path"))


def campaigners_for(programme: Programme, actor: Actor) -> list[Unit]:
    """The units in whose name the actor may run a campaign in a programme."""
    scopes = actor.scopes_for(Permission.TARGET_MANAGE)
    own = Q(pk__in=[scope.unit_id for scope in scopes])
    if actor.can(Permission.TARGET_MANAGE, at=programme.owner.path):
        own |= Q(pk=programme.owner_id)
    return list(Unit.objects.under(programme.owner.path).filter(own).order_by("path"))


def open_to(unit: Unit, *, at: dt.datetime) -> list[Programme]:
    """Launched programmes of the units above that receive initiatives at an instant."""
    above = [*paths.ancestors(unit.path), unit.path]
    found = (
        Programme.objects.published()
        .filter(
            owner__path__in=above,
            periods__kind=PeriodKind.PHASE,
            periods__opens_at__lte=at,
            periods__closes_at__gt=at,
        )
        .distinct()
        .order_by("-published_at", "-pk")
    )
    return [programme for programme in found if is_aimed_at(programme, unit.path)]


def is_open_to(programme: Programme, unit: Unit) -> bool:
    """Whether the unit lies in the branches that the programme is for."""
    return paths.contains(programme.owner.path, unit.path) and is_aimed_at(programme, unit.path)


def is_aimed_at(programme: Programme, path: str) -> bool:
    """Whether one of the units of the audience is on the way down to the unit, or is the unit.

    A path is made of the numbers of units, so that nothing has to be looked up.
    """
    if not programme.audience:
        return True
    aimed = {paths.step(pk) for pk in programme.audience}
    return not aimed.isdisjoint(paths.steps(path))


def units_below(programme: Programme, *, limit: int = 200) -> list[Unit]:
    """The units directly below the owner, to choose the audience from."""
    found = Unit.objects.filter(parent_id=programme.owner_id, closed_on=None)
    return list(found.order_by("name_sort", "pk")[:limit])


def aimed_at(programme: Programme) -> list[Unit]:
    """The audience by name; none is everything below the owner."""
    if not programme.audience:
        return []
    return list(Unit.objects.filter(pk__in=programme.audience).order_by("name_sort", "pk"))


def takes_part(programme: Programme, unit: Unit) -> bool:
    """Whether any initiative may come from the unit's branch: from itself, or from units below."""
    if is_aimed_at(programme, unit.path):
        return True
    return Unit.objects.under(unit.path).filter(pk__in=programme.audience).exists()


def phases(programme: Programme) -> list[Period]:
    return list(programme.periods.filter(kind=PeriodKind.PHASE).order_by("opens_at", "pk"))


def phase_windows(programme: Programme) -> list[PhaseWindow]:
    """The phases as plain values for the rules: what is asked whenever somebody sends."""
    found = hot.read(_PHASES, [programme.pk, PeriodKind.PHASE.value], Period)
    return [window(phase) for (phase,) in found]


_PHASES = "FROM programmes_period WHERE programme_id = %s AND kind = %s ORDER BY opens_at, id"


def steps_of(ruleset_id: int | None) -> tuple[chain.Step, ...]:
    """The review under a version of the rules; None is the usual one.

    Asked whenever somebody sends: a version that is in force never changes, so it is read once.
    """
    return chain.USUAL if ruleset_id is None else _steps(ruleset_id)


@lru_cache(maxsize=1_000)
def _steps(ruleset_id: int) -> tuple[chain.Step, ...]:
    return chain.steps_of(Ruleset.objects.values_list("steps", flat=True).get(pk=ruleset_id))


def window(phase: Period) -> PhaseWindow:
    return PhaseWindow(
        period_id=phase.pk,
        name=phase.name,
        opens_at=phase.opens_at,
        closes_at=phase.closes_at,
        applied_from=phase.applied_from,
        applied_to=phase.applied_to,
    )


def campaigns(programme: Programme, *, limit: int = 50) -> list[Period]:
    """The campaigns of all units that take part, those of the highest units first."""
    found = programme.periods.filter(kind=PeriodKind.CAMPAIGN).select_related("unit")
    return list(found.order_by("unit__path", "opens_at", "pk")[:limit])


def shared_periods(programme: Programme) -> list[Period]:
    """The programme as a whole, its phases, and the campaigns of its owner."""
    return periods_shown(programme, programme.owner)


def launch_checks(programme: Programme, *, at: dt.datetime) -> list[Check]:
    return rules.launch_checks(
        phase_windows(programme),
        fields=programme.fields.count(),
        documents=programme.documents.count(),
        at=at,
    )


@dataclass(frozen=True, kw_only=True)
class Change:
    """Who wrote last, and the entry of the journal that says so."""

    entry_id: int
    actor_id: int | None
    actor_name: str
    at: dt.datetime


def last_change(programme: Programme) -> Change | None:
    """The latest entry about the programme itself; what it says is not overwritten unseen."""
    found = happened_to("programme", [programme.pk], limit=1)
    if not found:
        return None
    entry = found[0]
    who = names({entry.actor_id}) if entry.actor_id else {}
    return Change(
        entry_id=entry.pk,
        actor_id=entry.actor_id,
        actor_name=who.get(entry.actor_id or 0, ""),
        at=entry.occurred_at,
    )


def get_phase(programme: Programme, number: int) -> Period:
    phase = programme.periods.filter(kind=PeriodKind.PHASE, number=number).first()
    if phase is None:
        raise NotFound(_("Không tìm thấy giai đoạn này."))
    return phase


def get_campaign(programme: Programme, pk: int) -> Period:
    found = programme.periods.filter(kind=PeriodKind.CAMPAIGN, pk=pk).select_related("unit").first()
    if found is None:
        raise NotFound(_("Không tìm thấy chiến dịch này."))
    return found


def documents(programme: Programme) -> list[BaseDocument]:
    """ "Văn bản căn cứ" in the order in which they were issued."""
    return list(programme.documents.select_related("file").order_by("issued_on", "pk"))


def get_document(programme: Programme, pk: int) -> BaseDocument:
    found = programme.documents.filter(pk=pk).select_related("file").first()
    if found is None:
        raise NotFound(_("Không tìm thấy văn bản này."))
    found.programme = programme
    return found


def fields(programme: Programme) -> list[Field]:
    return list(programme.fields.order_by("number", "pk"))


def periods_touching(programme_id: int, unit_path: str) -> list[Period]:
    """Every period whose figures an initiative of this unit may enter: the whole, the phases,
    and the campaigns of the unit itself and of the units above it. One query.
    """
    above = [*paths.ancestors(unit_path), unit_path]
    shared = Q(kind__in=[PeriodKind.WHOLE, PeriodKind.PHASE])
    campaigns = Q(kind=PeriodKind.CAMPAIGN, unit__path__in=above)
    return list(Period.objects.filter(shared | campaigns, programme_id=programme_id).order_by("pk"))


def periods_shown(programme: Programme, unit: Unit) -> list[Period]:
    """The periods to choose from on a unit's page: the whole, the phases, its campaigns."""
    order = {PeriodKind.WHOLE: 0, PeriodKind.PHASE: 1, PeriodKind.CAMPAIGN: 2}
    found = list(periods_touching(programme.pk, unit.path))
    for period in found:
        period.programme = programme
    return sorted(found, key=lambda period: (order[PeriodKind(period.kind)], period.opens_at))


def get_period(programme: Programme, pk: int) -> Period:
    period = programme.periods.filter(pk=pk).select_related("unit").first()
    if period is None:
        raise NotFound(_("Không tìm thấy giai đoạn này."))
    return period


def ruleset_at(programme: Programme, at: dt.datetime) -> Ruleset | None:
    """The version of the rules in force at an instant, None where only the usual ones hold.

    A programme without versions costs nothing; otherwise one statement, however often it is asked.
    """
    if programme.ruleset_id is None:
        return None
    if at not in programme.rulesets_read:
        instant = connection.ops.adapt_datetimefield_value(at)
        found = hot.read(_RULESET, [programme.pk, instant], Ruleset)
        programme.rulesets_read[at] = found[0][0] if found else None
    return programme.rulesets_read[at]


_RULESET = """
  FROM programmes_ruleset
 WHERE programme_id = %s AND in_force_at <= %s
 ORDER BY in_force_at DESC, number DESC LIMIT 1
"""


def ruleset_in_preparation(programme: Programme) -> Ruleset | None:
    found = programme.rulesets.filter(in_force_at=None)
    ruleset = found.select_related("drafted_by", "proposed_by").first()
    if ruleset is not None:
        ruleset.programme = programme
    return ruleset


def ruleset_last_written(programme: Programme) -> Ruleset | None:
    """What the designer shows: the version in preparation, else the newest one."""
    return programme.rulesets.order_by("-number").first()


def rulesets(programme: Programme) -> list[Ruleset]:
    """All versions, the newest first."""
    found = programme.rulesets.select_related("drafted_by", "proposed_by", "approved_by")
    return list(found.order_by("-number"))


def asked_by(ruleset: Ruleset | None) -> tuple[Question, ...]:
    """The questions beyond the usual ones."""
    return questions_of(ruleset.questions) if ruleset else ()


def terms_of(ruleset: Ruleset | None) -> Terms:
    """What has to be so that an initiative may enter."""
    if ruleset is None:
        return USUAL_TERMS
    return Terms(
        statements=statements_of(ruleset.exclusions),
        needs_recognition=ruleset.needs_recognition,
        takes_trials=ruleset.takes_trials,
    )
