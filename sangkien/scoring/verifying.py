"""`sangkien verify`: do criteria tables in force say what the journal says they said?"""

from collections.abc import Iterator

from sangkien.core.verify import verifier
from sangkien.journal.queries import named
from sangkien.scoring.enums import TableState
from sangkien.scoring.events import CriteriaEnforced
from sangkien.scoring.models import CriteriaTable
from sangkien.scoring.rules import tables


@verifier("criteria")
def check_tables() -> Iterator[str]:
    entries = named(CriteriaEnforced.name, subject_kind=CriteriaEnforced.subject_kind)
    known = {entry.payload["table_id"]: entry.payload for entry in entries.iterator()}
    fixed = CriteriaTable.objects.filter(state__in=(TableState.IN_FORCE, TableState.REPLACED))
    for row in fixed.order_by("pk").iterator():
        said = known.get(row.pk)
        same = said is not None and row.digest == said["digest"] == tables.digest(row.content)
        if not same or said is None or said["number"] != row.number:
            yield f"Bảng điểm {row.pk} ({row}): không khớp với lúc ban hành."
