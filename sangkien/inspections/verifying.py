"""`sangkien verify`: do locked minutes, their findings and addenda say what was confirmed?"""

from collections.abc import Iterator
from typing import Any

from sangkien.core.verify import verifier
from sangkien.inspections import contents
from sangkien.inspections.enums import VisitState
from sangkien.inspections.events import AddendumWritten, MinutesLocked
from sangkien.inspections.models import Addendum, Finding, Visit
from sangkien.journal.queries import named


@verifier("inspections")
def check_minutes() -> Iterator[str]:
    yield from _minutes()
    yield from _addenda()


def _minutes() -> Iterator[str]:
    known = _last(MinutesLocked.name, MinutesLocked.subject_kind, "visit_id")
    rows = Visit.objects.filter(state=VisitState.LOCKED).order_by("pk")
    locked = set()
    for row in rows.iterator():
        locked.add(row.pk)
        said = known.get(row.pk)
        if said is None or not row.digest == said["digest"] == contents.digest(row.content):
            yield f"Biên bản kiểm tra {row.pk}: nội dung không khớp với lúc hai bên xác nhận."
        elif not _same_findings(row):
            yield f"Biên bản kiểm tra {row.pk}: kiến nghị không khớp với biên bản."
    for pk in sorted(known.keys() - locked):
        yield f"Biên bản kiểm tra {pk}: đã khóa trong nhật ký nhưng không còn khóa."


def _same_findings(row: Visit) -> bool:
    names = ("number", "words", "remedy", "due_on", "unit_id")
    kept = list(Finding.objects.filter(visit=row).order_by("number").values_list(*names))
    said = [
        (number, one.words, one.remedy, one.due_on, one.unit_id)
        for number, one in enumerate(contents.read(row.content).remedies, start=1)
    ]
    return kept == said


def _addenda() -> Iterator[str]:
    known = _last(AddendumWritten.name, AddendumWritten.subject_kind, "addendum_id")
    kept = {}
    for row in Addendum.objects.order_by("pk").iterator():
        kept[row.pk] = row
        said = known.get(row.pk)
        if said is None or not row.digest == said["digest"] == contents.digest_of_words(row.words):
            yield f"Phụ lục {row.pk} của biên bản kiểm tra {row.visit_id}: không khớp với lúc lập."
    for pk in sorted(known.keys() - kept.keys()):
        yield f"Phụ lục {pk} của biên bản kiểm tra: còn trong nhật ký nhưng không còn dữ liệu."


def _last(name: str, subject_kind: str, key: str) -> dict[int, dict[str, Any]]:
    """The payload of the last event by the id in it."""
    entries = named(name, subject_kind=subject_kind)
    return {entry.payload[key]: entry.payload for entry in entries.iterator()}
