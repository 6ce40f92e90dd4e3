"""What waits for a recognition."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import codes, db, paths
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.models.initiative import InitiativeQuerySet
from sangkien.initiatives.queries import CREDITED
from sangkien.programmes.chain import steps_of
from sangkien.programmes.enums import StepKind
from sangkien.programmes.models import Ruleset
from sangkien.recognition.enums import HearingOutcome
from sangkien.recognition.models import Hearing, Recognition, Refusal
from sangkien.units.models import Unit

PAGE = 30
_CURSOR = re.compile(r"([0-9A-Z]{4,48})\.([0-9]{1,18})")


@dataclass(frozen=True, kw_only=True)
class Page:
    rows: list[Initiative]
    following: str | None


def waiting(unit: Unit, *, cursor: str = "", limit: int = PAGE) -> Page:
    """Valid initiatives that this unit recognises next, unit by unit, the newest first."""
    parts = [_still_open().filter(where) for where in _where(unit)]
    found = _CURSOR.fullmatch(cursor)
    if found is not None:
        path, pk = found.groups()
        later = Q(unit_path__gt=path) | Q(unit_path=path, pk__lt=int(pk))
        parts = [part.filter(later, unit_path__gte=path) for part in parts]
    keys = db.first_keys(parts, "unit_path", "-pk", limit=limit + 1)
    rows = Initiative.objects.filter(pk__in=keys[:limit], state=State.CONFIRMED)
    rows = rows.select_related("unit", "author", "programme").prefetch_related(CREDITED)
    page = list(rows.order_by("unit_path", "-pk"))
    last = page[-1] if page and len(keys) > limit else None
    return Page(rows=page, following=f"{last.unit_path}.{last.pk}" if last is not None else None)


def recognisable(unit: Unit) -> InitiativeQuerySet:
    """Those whose rules put the recognition before this unit; and, where the rules know no such
    step, valid ones that wait for nobody: a CĐCS recognises its own and those of its sections
    (13/2012/NĐ-CP: "cơ sở").
    """
    here, free = _where(unit)
    return _still_open().filter(here | free)


def _where(unit: Unit) -> tuple[Q, Q]:
    """What the rules put before this unit, and what they put before nobody."""
    here = Q(waits_path=unit.path, waits_for=StepKind.RECOGNISE)
    own = Q(unit_path=unit.path)
    if unit.level.is_grassroots:
        own = paths.subtree(unit.path, field="unit_path")
    free = own & Q(waits_path="")
    return here, free & (Q(ruleset=None) | ~Q(ruleset__in=_recognising_rulesets()))


def _still_open() -> InitiativeQuerySet:
    """Valid ones that stand in no decision, were not refused and are before no council."""
    taken = Recognition.objects.filter(
        initiative=OuterRef("pk"), revoked_at=None, skipped_reason=""
    )
    refused = Refusal.objects.filter(initiative=OuterRef("pk"), lifted_at=None)
    heard = Hearing.objects.filter(initiative=OuterRef("pk"), outcome=HearingOutcome.WAITING)
    return Initiative.objects.filter(
        ~Exists(taken), ~Exists(refused), ~Exists(heard), state=State.CONFIRMED
    )


def deciding_unit(actor: Actor, initiative: Initiative) -> Unit | None:
    """The unit before whose council it stands at a step of its review, when the actor decides
    there and nothing is under way yet; asks nothing for everybody else.
    """
    at_council = initiative.waits_for == StepKind.RECOGNISE
    if not at_council or not actor.holds(Permission.RECOGNITION_DECIDE, at=initiative.waits_path):
        return None
    unit = Unit.objects.filter(path=initiative.waits_path).select_related("level").first()
    if unit is None or not recognisable(unit).filter(pk=initiative.pk).exists():
        return None
    return unit


def _recognising_rulesets() -> list[int]:
    """The versions of rules with a step of recognition; one query over a small table."""
    rows = Ruleset.objects.exclude(in_force_at=None).values_list("pk", "steps")
    return [
        pk
        for pk, stored in rows
        if any(step.kind == StepKind.RECOGNISE for step in steps_of(stored))
    ]


def chosen(unit: Unit, typed: Sequence[str], *, most: int) -> list[Initiative]:
    """The ticked ones that still wait here; foreign and unknown codes are silently absent."""
    wanted = [code for code in map(codes.canonical, typed[:most]) if code]
    rows = recognisable(unit).filter(code__in=wanted)
    rows = rows.select_related("unit", "author", "programme").prefetch_related(CREDITED)
    return list(rows.order_by("unit_path", "-pk"))
