"""`sangkien verify`: do issued documents say what the journal says they said?"""

from collections.abc import Iterator

from sangkien.core.verify import verifier
from sangkien.documents.actions.signing import digest
from sangkien.documents.events import DocumentIssued
from sangkien.documents.models import Document
from sangkien.journal.queries import named


@verifier("documents")
def check_documents() -> Iterator[str]:
    entries = named(DocumentIssued.name, subject_kind=DocumentIssued.subject_kind)
    known = {entry.subject_id: entry.payload for entry in entries.iterator()}
    issued = Document.objects.exclude(paper=None).select_related("snapshot", "paper")
    for row in issued.order_by("pk").iterator(chunk_size=100):
        said = known.pop(row.pk, None)
        paper = row.paper
        if paper is None or said is None:
            yield f"Văn bản {row.pk}: nhật ký không ghi lần ban hành này."
        elif (said["digest"], said["file"], said["label"]) != (
            digest(row),
            paper.digest,
            paper.label,
        ):
            yield f"Văn bản {row.pk} số {paper.label}: không khớp với lúc ban hành."
    for pk in sorted(known):
        yield f"Văn bản {pk}: đã ban hành theo nhật ký nhưng không còn."
