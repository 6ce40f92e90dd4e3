"""Tables that say in numbers what a drawing shows."""

from django.utils.translation import gettext as _

from sangkien.web.shared.cells import Column, Kind, Rows, write
from sangkien.web.shared.rows import Curve
from sangkien.web.shared.templatetags import vi


def of_curve(curve: Curve) -> Rows:
    """A row for every step: what was new, the total, and what the pace asked for."""
    heads = [curve.new_head, _("Tổng cộng"), *([_("Tiến độ cần có")] if curve.pace else [])]
    columns = [Column(curve.head, Kind.HEAD), *(Column(head, Kind.NUMBER) for head in heads)]
    lines = (
        (
            step.label,
            vi.number(step.new),
            vi.number(step.value),
            *((vi.number(step.expected),) if curve.pace else ()),
        )
        for step in curve.steps
    )
    return write(columns, lines)
