"""`sangkien verify`: is every certificate in force one of a recognition in force, and does every signed
decision, with each of its lines, say what was signed?
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import F, Prefetch, Q

from sangkien.core.verify import verifier
from sangkien.initiatives.enums import State
from sangkien.journal.models import Entry
from sangkien.journal.queries import named
from sangkien.papers.events import PaperReplaced
from sangkien.papers.models import IssuedPaper
from sangkien.recognition import seals
from sangkien.recognition.events import InfluenceRaised
from sangkien.recognition.models import Certificate, Recognition, RecognitionDecision
from sangkien.recognition.queries import unsealed
from sangkien.units.queries.joining import account_now, joined_accounts

BATCH = 200


@verifier("recognition")
def check_recognition() -> Iterator[str]:
    yield from _decisions()
    yield from _lines()
    yield from _unsealed()
    elsewhere = Recognition.objects.in_force().exclude(initiative__state=State.RECOGNISED)
    for code in elsewhere.values_list("initiative__code", flat=True).iterator():
        yield f"Sáng kiến {code}: công nhận còn hiệu lực nhưng sáng kiến không còn được công nhận."
    yield from _certificates()


def _decisions() -> Iterator[str]:
    said, sealed = unsealed.signatures(), unsealed.decision_seals()
    lines = Prefetch("recognitions", Recognition.objects.only("decision", "position", "initiative"))
    signed = RecognitionDecision.objects.exclude(paper=None).select_related("paper")
    rows = signed.defer("paper__data").prefetch_related(lines).order_by("pk")
    for row in rows.iterator(chunk_size=BATCH):
        entry = said.pop(row.pk, None)
        if entry is None or row.paper is None or entry.payload["digest"] != row.paper.digest:
            yield f"Quyết định công nhận {row.pk}: không khớp với bản đã ký ghi trong nhật ký."
            continue
        if not _is_signed_so(row, row.paper, entry):
            yield f"Quyết định công nhận {row.pk}: người ký, lúc ký không khớp với nhật ký."
        listed = [(one.position, one.initiative_id) for one in row.recognitions.all()]
        now = seals.of_decision(row, listed)
        if sealed.get(row.pk, now) != now:
            yield f"Quyết định công nhận {row.pk}: nội dung, danh sách không khớp với lúc ký."
    for pk in said:
        yield f"Quyết định công nhận {pk}: đã ký theo nhật ký nhưng không còn trong sổ."


def _is_signed_so(row: RecognitionDecision, paper: IssuedPaper, entry: Entry) -> bool:
    said = entry.payload
    then = (entry.actor_id, entry.occurred_at, said["version"], said["factor"], said["address"])
    now = (row.signed_by_id, row.signed_at, row.signed_version, row.signed_factor)
    is_alone = row.signed_by_id == row.drafted_by_id
    same = paper.label == said["label"] and said.get("is_alone", is_alone) == is_alone
    return (*now, row.signed_address) == then and same


def _lines() -> Iterator[str]:
    """Whom each line recognised, at which level, with which certificates."""
    sealed, raised = unsealed.line_seals(), _raised()
    joined, replaced = joined_accounts(), _replaced()
    signed = {pk for pk, entry in unsealed.signatures().items() if "seal" in entry.payload}
    held = Prefetch("certificates", Certificate.objects.order_by("position"))
    rows = Recognition.objects.filter(recognised_at__isnull=False).select_related("decision")
    for row in rows.prefetch_related(held).order_by("pk").iterator(chunk_size=BATCH):
        level = row.decision.influence
        if row.revoked_at is None and row.influence != raised.get(row.initiative_id, level):
            yield f"Công nhận {row.pk}: mức ảnh hưởng không khớp với nhật ký."
        then = sealed.pop(row.pk, None)
        if then is None:
            if row.decision_id in signed:
                yield f"Công nhận {row.pk}: nhật ký không ghi lần công nhận này."
        elif not _is_line_so(row, then):
            yield f"Công nhận {row.pk}: không khớp với lúc công nhận."
        elif not _are_held_so(row, then, joined=joined, replaced=replaced):
            yield f"Công nhận {row.pk}: người được cấp, giấy chứng nhận không khớp với nhật ký."
    for pk in sealed:
        yield f"Công nhận {pk}: có trong nhật ký nhưng không còn trong sổ."


def _is_line_so(row: Recognition, then: Mapping[str, Any]) -> bool:
    if row.recognised_at is None:
        return False
    shares = [(one.position, one.share_bp) for one in row.certificates.all()]
    now = seals.of_line(row, row.decision, at=row.recognised_at, shares=shares)
    return bool(then["seal"] == now)


def _are_held_so(
    row: Recognition,
    then: Mapping[str, Any],
    *,
    joined: Mapping[int, int],
    replaced: Mapping[int, int],
) -> bool:
    """By those who received them, or the accounts that theirs were joined into; of papers that were
    replaced the latest one.
    """
    now = [(one.user_id, one.paper_id) for one in row.certificates.all()]
    pairs = zip(then["holders"], then["papers"], strict=True)
    return now == [
        (account_now(user, joined), account_now(paper, replaced)) for user, paper in pairs
    ]


def _replaced() -> dict[int, int]:
    entries = named(PaperReplaced.name, subject_kind=PaperReplaced.subject_kind)
    return {entry.subject_id: entry.payload["new_paper_id"] for entry in entries.iterator()}


def _raised() -> dict[int, str]:
    """By initiative, the level that was given last since it was recognised."""
    found: dict[int, str] = {}
    since = dict(
        Recognition.objects.in_force().values_list("initiative_id", "recognised_at").iterator()
    )
    for entry in named(InfluenceRaised.name, subject_kind=InfluenceRaised.subject_kind).iterator():
        begun = since.get(entry.subject_id)
        if begun is not None and entry.occurred_at >= begun:
            found[entry.subject_id] = entry.payload["new"]
    return found


def _unsealed() -> Iterator[str]:
    """Signed before there were seals: nothing tells whether they were changed since."""
    decisions, lines = len(unsealed.decisions()), len(unsealed.lines())
    if decisions or lines:
        yield (
            f"Chưa niêm: {decisions} quyết định, {lines} công nhận có từ trước. "
            "Chạy “sangkien manage seal_earlier” để niêm."
        )


def _certificates() -> Iterator[str]:
    """In force exactly as long as the recognition is, and for who it says."""
    every = Certificate.objects.order_by("pk")
    standing = every.filter(paper__revoked_at=None)
    dead = standing.exclude(recognition__revoked_at=None)
    for label in dead.values_list("paper__label", flat=True).iterator():
        yield f"Giấy chứng nhận {label}: còn hiệu lực nhưng công nhận đã bị hủy."
    alive = every.filter(recognition__revoked_at=None, paper__revoked_at__isnull=False)
    for label in alive.values_list("paper__label", flat=True).iterator():
        yield f"Giấy chứng nhận {label}: đã bị thu hồi nhưng công nhận còn hiệu lực."
    # A person who was erased stands in both, under the same word.
    other = standing.filter(~Q(paper__holder=F("name")), paper__forgotten_at=None)
    for label in other.values_list("paper__label", flat=True).iterator():
        yield f"Giấy chứng nhận {label}: người được cấp không khớp với hồ sơ công nhận."
