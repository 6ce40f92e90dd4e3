"""`sangkien verify`: do awards in force say what the journal says they said?"""

from collections.abc import Iterator

from sangkien.commendation.enums import AwardState
from sangkien.commendation.events import AwardEnforced
from sangkien.commendation.models import Award
from sangkien.commendation.rules import awards
from sangkien.core.verify import verifier
from sangkien.journal.queries import named


@verifier("awards")
def check_awards() -> Iterator[str]:
    entries = named(AwardEnforced.name, subject_kind=AwardEnforced.subject_kind)
    known = {entry.payload["award_id"]: entry.payload for entry in entries.iterator()}
    fixed = Award.objects.filter(state__in=(AwardState.IN_FORCE, AwardState.REPLACED))
    for row in fixed.order_by("pk").iterator():
        said = known.get(row.pk)
        if said is None or not row.digest == said["digest"] == awards.digest(row):
            yield f"Hình thức khen {row.pk} ({row}): không khớp với lúc cho áp dụng."
