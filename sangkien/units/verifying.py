"""`sangkien verify`: is the tree a tree?"""

from collections.abc import Iterator

from django.db.models import F, Value
from django.db.models.functions import Length, Substr

from sangkien.core import paths
from sangkien.core.verify import verifier
from sangkien.units.models import Position, Unit


@verifier("units")
def check_paths() -> Iterator[str]:
    """Every path is the parent's path plus one step."""
    joined = Unit.objects.exclude(parent=None).annotate(
        above=Substr("path", 1, Length("path") - Value(paths.STEP))
    )
    for unit in joined.exclude(above=F("parent__path")).iterator():
        yield f"Đơn vị {unit.code}: đường dẫn không khớp với đơn vị cấp trên."


@verifier("positions")
def check_positions() -> Iterator[str]:
    """The earlier places of a unit follow each other without gaps."""
    last: dict[int, object] = {}
    rows = Position.objects.order_by("unit_id", "until").values_list(
        "unit_id", "unit__code", "since", "until"
    )
    for unit_id, code, since, until in rows.iterator():
        if since != last.get(unit_id):
            yield f"Đơn vị {code}: các vị trí cũ trong cây không nối tiếp nhau."
        last[unit_id] = until
