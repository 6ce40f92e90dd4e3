"""`sangkien verify`: is every certificate in force one of a recognition in force, and every signed
decision the one that was signed?
"""

from collections.abc import Iterator

from django.db.models import F, Q

from sangkien.core.verify import verifier
from sangkien.initiatives.enums import State
from sangkien.journal.queries import named
from sangkien.recognition.events import DecisionSigned
from sangkien.recognition.models import Certificate, Recognition, RecognitionDecision


@verifier("recognition")
def check_recognition() -> Iterator[str]:
    yield from _decisions()
    elsewhere = Recognition.objects.in_force().exclude(initiative__state=State.RECOGNISED)
    for code in elsewhere.values_list("initiative__code", flat=True).iterator():
        yield f"Sáng kiến {code}: công nhận còn hiệu lực nhưng sáng kiến không còn được công nhận."
    standing = Certificate.objects.filter(paper__revoked_at=None)
    dead = standing.exclude(recognition__revoked_at=None)
    for label in dead.values_list("paper__label", flat=True).iterator():
        yield f"Giấy chứng nhận {label}: còn hiệu lực nhưng công nhận đã bị hủy."
    # A person who was erased stands in both, under the same word.
    other = standing.filter(~Q(paper__holder=F("name")), paper__forgotten_at=None)
    for label in other.values_list("paper__label", flat=True).iterator():
        yield f"Giấy chứng nhận {label}: người được cấp không khớp với hồ sơ công nhận."


def _decisions() -> Iterator[str]:
    entries = named(DecisionSigned.name, subject_kind=DecisionSigned.subject_kind)
    said = {entry.subject_id: entry.payload["digest"] for entry in entries.iterator()}
    signed = RecognitionDecision.objects.exclude(paper=None).order_by("pk")
    for pk, digest in signed.values_list("pk", "paper__digest").iterator():
        if said.get(pk) != digest:
            yield f"Quyết định công nhận {pk}: không khớp với bản đã ký ghi trong nhật ký."
