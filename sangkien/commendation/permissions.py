"""Who may do what in commendation."""

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.commendation.enums import AwardState, DossierState, HolderKind
from sangkien.commendation.models import (
    Award,
    AwardDecision,
    Conferral,
    Dossier,
    Restoration,
    Revocation,
    Round,
    Submission,
)
from sangkien.commendation.queries.rewarded import is_listed, passed_by
from sangkien.core import text
from sangkien.units.models import Unit


def can_manage_awards(actor: Actor, unit: Unit) -> bool:
    return actor.can(Permission.AWARD_MANAGE, at=unit.path)


def can_write_award(actor: Actor, row: Award) -> bool:
    return row.is_draft and can_manage_awards(actor, row.unit)


def can_enforce_award(actor: Actor, row: Award) -> bool:
    """Somebody who wrote nothing of it."""
    return can_write_award(actor, row) and actor.user_id not in row.editors


def can_renew_award(actor: Actor, row: Award) -> bool:
    """Begin the next version of what is in force."""
    return not row.is_draft and can_manage_awards(actor, row.unit)


def can_end_award(actor: Actor, row: Award) -> bool:
    return (
        row.state == AwardState.IN_FORCE
        and row.until_on is None
        and can_manage_awards(actor, row.unit)
    )


def can_run_rounds(actor: Actor, unit: Unit) -> bool:
    """An office of the unit itself opens, extends, closes its rounds."""
    return actor.holds(Permission.AWARD_MANAGE, at=unit.path)


def can_run(actor: Actor, round_: Round) -> bool:
    return can_run_rounds(actor, round_.unit)


def can_propose(actor: Actor, proposer: Unit) -> bool:
    """An office of the very unit that proposes."""
    return actor.holds(Permission.AWARD_PROPOSE, at=proposer.path)


def can_sign_submission(actor: Actor, row: Submission) -> bool:
    """Somebody else of the unit than who prepared it."""
    return can_propose(actor, row.unit) and actor.user_id != row.prepared_by_id


def can_judge(actor: Actor, dossier: Dossier) -> bool:
    """An office at which the dossier waits; whether it is one's own work is asked apart."""
    return bool(dossier.waits_path) and actor.holds(Permission.AWARD_MANAGE, at=dossier.waits_path)


def is_own_work(actor: Actor, dossier: Dossier) -> bool:
    """Whoever would receive it or wrote it."""
    if actor.user_id is None:
        return False
    return actor.user_id == dossier.user_id or actor.user_id in dossier.editors


def can_reconsider(actor: Actor, dossier: Dossier) -> bool:
    """Whether this person may still say no to what passed."""
    if not can_run(actor, dossier.round) or is_own_work(actor, dossier):
        return False
    waits = dossier.state == DossierState.PASSED and not is_listed(dossier)
    return waits and passed_by(dossier) != actor.user_id


def can_decide(actor: Actor, unit: Unit) -> bool:
    """An officer of this very unit: nobody decides in the name of a unit below."""
    return actor.holds(Permission.AWARD_MANAGE, at=unit.path)


def can_sign(actor: Actor, decision: AwardDecision) -> bool:
    """Somebody who wrote nothing of the draft."""
    return can_decide(actor, decision.unit) and actor.user_id not in decision.editors


def is_holder(actor: Actor, row: Conferral) -> bool:
    """Whoever receives it; where a person is known by name alone, whoever bears that name."""
    if actor.user_id is None or row.user_id is not None:
        return actor.user_id is not None and actor.user_id == row.user_id
    return row.holder_kind == HolderKind.PERSON and text.fold(row.holder_name) == text.fold(
        actor.name
    )


def can_look(actor: Actor, unit: Unit) -> bool:
    """Read decisions and the register of a unit."""
    return actor.can(Permission.AWARD_VIEW, at=unit.path)


def can_revoke(actor: Actor, conferral: Conferral) -> bool:
    """Prepare it, at the unit that decided."""
    decision = conferral.decision
    return decision is not None and conferral.is_in_force and can_decide(actor, decision.unit)


def can_drop_revocation(actor: Actor, revocation: Revocation) -> bool:
    """Not whoever would keep the award by it."""
    row = revocation.conferral
    return revocation.signed_at is None and can_revoke(actor, row) and not is_holder(actor, row)


def can_restore(actor: Actor, revocation: Revocation) -> bool:
    """Prepare it, at the unit that decided."""
    stands = revocation.signed_at is not None and revocation.restored_at is None
    decision = revocation.conferral.decision
    return stands and decision is not None and can_decide(actor, decision.unit)


def can_drop_restoration(actor: Actor, restoration: Restoration) -> bool:
    """Not whoever would receive the award again."""
    revocation = restoration.revocation
    is_own = is_holder(actor, revocation.conferral)
    return restoration.signed_at is None and can_restore(actor, revocation) and not is_own


def can_sign_act(actor: Actor, act: Revocation | Restoration, row: Conferral) -> bool:
    """Somebody else of the deciding unit than who prepared the revocation or restoration of `row`."""
    other = actor.is_system or actor.user_id != act.prepared_by_id
    return other and row.decision is not None and can_decide(actor, row.decision.unit)


def can_answer_honour(actor: Actor, conferral: Conferral) -> bool:
    """The person alone says whether their name may stand on the public page."""
    return actor.user_id is not None and actor.user_id == conferral.user_id
