"""Which rule holds where."""

from sangkien.core import paths
from sangkien.followup.models import Rule
from sangkien.followup.rules import Terms
from sangkien.programmes.models import Programme
from sangkien.units.models import Unit


def terms_for(unit: Unit, programme: Programme) -> Terms:
    """The rule of the unit or of the nearest one above; that of the programme before that of all."""
    found = rule_for(unit, programme)
    return found.terms if found else Terms()


def rule_for(unit: Unit, programme: Programme | None) -> Rule | None:
    """One query; None where the usual values hold."""
    above = [*paths.ancestors(unit.path), unit.path]
    rows = Rule.objects.filter(unit__path__in=above).select_related("unit", "set_by")
    fitting = [row for row in rows if row.programme_id in {None, programme and programme.pk}]
    return max(
        fitting,
        key=lambda row: (len(row.unit.path), row.programme_id is not None),
        default=None,
    )
