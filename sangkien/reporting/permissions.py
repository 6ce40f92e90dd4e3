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
    """The overview of all units: of the unit that asks and of those above it."""
    return actor.can(Permission.REPORT_ASK, at=request.unit.path)


def can_send(actor: Actor, report: Report) -> bool:
    """An office of the very unit that owes it: nobody reports for another one."""
    return actor.holds(Permission.REPORT_SEND, at=report.unit.path)
