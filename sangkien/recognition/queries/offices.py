"""For which units somebody decides."""

import datetime as dt

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.roles import ROLES
from sangkien.accounts.models import User
from sangkien.core import paths
from sangkien.recognition.enums import Influence
from sangkien.recognition.models import Recognition, RecognitionDecision
from sangkien.recognition.queries.appeals import queue_size
from sangkien.recognition.queries.terms import terms
from sangkien.recognition.rules import STEPS
from sangkien.units.models import Unit
from sangkien.units.queries.officers import officers_at, roles_with

MOST = 50


def deciding_units(actor: Actor) -> list[Unit]:
    """Those in which the actor holds such an office, the highest first."""
    held = {
        scope.unit_id
        for scope in actor.scopes
        if Permission.RECOGNITION_DECIDE in ROLES[scope.role].permissions
    }
    return list(Unit.objects.filter(pk__in=held).order_by("level__tier", "name_sort", "pk")[:MOST])


def raising_units(actor: Actor, recognition: Recognition, *, on: dt.date) -> list[Unit]:
    """Those of the actor's that may give the next higher influence, the nearest first."""
    step = STEPS.index(Influence(recognition.influence)) + 1
    if step >= len(STEPS):
        return []
    path = recognition.decision.unit.path
    held = [unit for unit in deciding_units(actor) if paths.contains(unit.path, path)]
    able = [unit for unit in held if STEPS[step] in terms(unit, on=on).influences]
    return sorted(able, key=lambda unit: -len(unit.path))


def is_drafter(decision: RecognitionDecision, actor: Actor) -> bool:
    return actor.user_id is not None and actor.user_id == decision.drafted_by_id


def needs_other(decision: RecognitionDecision, actor: Actor, *, on: dt.date) -> bool:
    """Who drafted it does not sign it where somebody else of the unit may; officers of a unit lock no colleague
    out (`units.permissions.can_lock`), so nobody makes themselves the only one.
    """
    if not is_drafter(decision, actor):
        return False
    held = officers_at(decision.unit, roles_with(Permission.RECOGNITION_DECIDE), on=on)
    others = held - {decision.drafted_by_id}
    return User.objects.filter(pk__in=others, is_active=True).exists()


def appeals_size(actor: Actor) -> int:
    """How many appeals wait for the actor, counted up to a limit."""
    if not actor.can_somewhere(Permission.APPEAL_HANDLE):
        return 0
    return queue_size(actor)
