"""Who asks for reports, who sends them."""

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.reporting.models import Report, ReportRequest
from sangkien.units.models import Unit


def can_ask(actor: Actor, unit: Unit) -> bool:
    """An office of the unit itself that asks."""
    return actor.holds(Permission.REPORT_ASK, at=unit.path)


def can_run(actor: Actor, request: ReportRequest) -> bool:
    """Withdraw it, send reports back, put terms off."""
    return can_ask(actor, request.unit)


def can_read_all(actor: Actor, request: ReportRequest) -> bool:
    """The overview of all units: of the unit that asks, of those above it, of the auditors there."""
    rights = (Permission.REPORT_ASK, Permission.OVERSIGHT_VIEW)
    return any(actor.can(right, at=request.unit.path) for right in rights)


def reads_requests(actor: Actor) -> bool:
    """The list of what was asked for."""
    return actor.can_somewhere(Permission.REPORT_ASK) or oversees(actor)


def oversees(actor: Actor) -> bool:
    """An auditor: reads what units owe, sends nothing for them."""
    return actor.can_somewhere(Permission.OVERSIGHT_VIEW)


def can_send(actor: Actor, report: Report) -> bool:
    """An office of the very unit that owes it: nobody reports for another one."""
    return actor.holds(Permission.REPORT_SEND, at=report.unit.path)
