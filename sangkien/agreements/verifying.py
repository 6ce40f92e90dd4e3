"""`sangkien verify`: do agreements and their signatures say what the journal says they said?"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sangkien.agreements import contents
from sangkien.agreements.enums import EditionState
from sangkien.agreements.events import AgreementEvent, EditionSent, EditionSigned
from sangkien.agreements.models import Edition, Signature
from sangkien.core.verify import verifier
from sangkien.journal.models import Entry
from sangkien.journal.queries import named

FIXED = (EditionState.CONSULTING, EditionState.AGREED, EditionState.SIGNED)


@verifier("agreements")
def check_agreements() -> Iterator[str]:
    yield from _editions()
    yield from _signatures()


def _last(event: type[AgreementEvent], key: str) -> dict[int, dict[str, Any]]:
    """The payload of the last event by the id in it."""
    entries = named(event.name, subject_kind=event.subject_kind)
    return {entry.payload[key]: entry.payload for entry in entries.iterator()}


def _editions() -> Iterator[str]:
    known = _last(EditionSent, "edition_id")
    for row in Edition.objects.filter(state__in=FIXED).order_by("pk").iterator():
        said = known.get(row.pk)
        if said is None or not row.digest == said["digest"] == contents.digest(row.content):
            yield f"Giao ước {row}: nội dung không khớp với bản đã gửi các bên."


def _signatures() -> Iterator[str]:
    entries = named(EditionSigned.name, subject_kind=EditionSigned.subject_kind)
    found = {entry.payload["signature_id"]: entry for entry in entries.iterator()}
    known = {pk: entry.payload for pk, entry in found.items()}
    given = Counter(said["edition_id"] for said in known.values())
    kept: Counter[int] = Counter()
    rows = Signature.objects.select_related("edition", "file").order_by("pk")
    for row in rows.iterator():
        kept[row.edition_id] += 1
        entry = found.get(row.pk)
        if entry is None or not _says(row, entry.payload) or not _is_theirs(row, entry):
            yield f"Chữ ký {row.pk} của giao ước {row.edition}: không khớp với lúc ký."
    for edition_id in sorted(given.keys() | kept.keys()):
        if kept[edition_id] < given[edition_id]:
            yield f"Bản giao ước {edition_id}: thiếu chữ ký đã ghi trong nhật ký."


def _is_theirs(row: Signature, entry: Entry) -> bool:
    """Who signed and when stands beside what an entry says."""
    return (row.signed_by_id, row.signed_at) == (entry.actor_id, entry.occurred_at)


def _says(row: Signature, said: dict[str, Any]) -> bool:
    now = {
        "edition_id": row.edition_id,
        "party_id": row.party_id,
        "digest": row.digest,
        "method": row.method,
        "factor": row.factor,
        "file": row.file.sha256 if row.file else "",
    }
    is_same = all(said[key] == value for key, value in now.items())
    is_same = is_same and said.get("certificate", "") == row.fingerprint
    return is_same and row.digest == row.edition.digest
