"""`sangkien verify`: is every decision on an award signed as the journal says and as its paper prints it, and
does every dossier stand where its last step left it?
"""

import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.db.models import Q

from sangkien.commendation.decision_events import (
    AwardConferred,
    AwardDecisionReleased,
    AwardDecisionSigned,
    AwardRestored,
    AwardRevoked,
    AwardTakenOver,
    RestorationPrepared,
    RevocationPrepared,
)
from sangkien.commendation.enums import DecisionState, DossierState, Outcome, RoundState
from sangkien.commendation.events import (
    DossierBrought,
    DossierComplete,
    DossierFailed,
    DossierForwarded,
    DossierIncomplete,
    DossierMoved,
    DossierPassed,
    DossierRaised,
    DossierSent,
    DossierWithdrawn,
    SubmissionSigned,
)
from sangkien.commendation.models import (
    AwardDecision,
    Conferral,
    Dossier,
    DossierStep,
    Restoration,
    Revocation,
    Submission,
)
from sangkien.commendation.queries import as_signed, unsealed
from sangkien.commendation.rules import register
from sangkien.commendation.rules.forwarding import STATES
from sangkien.core.periods import local_day
from sangkien.core.verify import verifier
from sangkien.journal.models import Entry
from sangkien.journal.queries import named
from sangkien.papers.models import IssuedPaper
from sangkien.papers.rules import printable
from sangkien.recognition.rules import lines_of

BATCH = 200
STEPS: dict[type[DossierMoved], Outcome] = {
    DossierSent: Outcome.SENT,
    DossierIncomplete: Outcome.INCOMPLETE,
    DossierComplete: Outcome.COMPLETE,
    DossierForwarded: Outcome.FORWARDED,
    DossierBrought: Outcome.BROUGHT,
    DossierPassed: Outcome.PASSED,
    DossierRaised: Outcome.HIGHER,
    DossierFailed: Outcome.FAILED,
    DossierWithdrawn: Outcome.WITHDRAWN,
}


@verifier("award_acts")
def check_acts() -> Iterator[str]:
    yield from _decisions()
    yield from _signed_lines()
    yield from _in_the_register()
    yield from _ends()
    yield from _steps()
    yield from _dossiers()
    yield from _submissions()


def _decisions() -> Iterator[str]:
    entries = named(AwardDecisionSigned.name, subject_kind=AwardDecisionSigned.subject_kind)
    said = {entry.subject_id: entry for entry in entries.iterator()}
    ended = named(AwardDecisionReleased.name, subject_kind=AwardDecisionSigned.subject_kind)
    released = {entry.subject_id: entry.occurred_at for entry in ended.iterator()}
    sealed = unsealed.decision_seals()
    rows = AwardDecision.objects.filter(paper__isnull=False).select_related("paper")
    for row in rows.order_by("pk").iterator(chunk_size=BATCH):
        entry = said.get(row.pk)
        if row.paper is None or entry is None:
            continue  # `verifying` names it
        if not _is_signed_so(row, entry):
            yield f"Quyết định khen thưởng {row.pk}: người ký, lúc ký không khớp với nhật ký."
        if not _is_released_so(row, released.get(row.pk)):
            yield f"Quyết định khen thưởng {row.pk}: việc ban hành không khớp với nhật ký."
        seal = register.seal(row)
        if sealed.get(row.pk, seal) != seal or not _is_printed_so(row, row.paper):
            yield f"Quyết định khen thưởng {row.pk}: nội dung không khớp với lúc ký."


def _is_released_so(row: AwardDecision, at: dt.datetime | None) -> bool:
    return (row.state == DecisionState.RELEASED, row.released_at) == (at is not None, at)


def _signed_lines() -> Iterator[str]:
    """From the signature on, also before they take effect; nothing waits once all is released."""
    entries = named(AwardDecisionSigned.name, subject_kind=AwardDecisionSigned.subject_kind)
    said = {entry.subject_id: entry.payload for entry in entries.iterator()}
    rows = Conferral.objects.exclude(label="").filter(decision__paper__isnull=False)
    rows = rows.select_related("decision").order_by("decision", "position")
    for pk, group in groupby(rows.iterator(chunk_size=BATCH), key=lambda row: row.decision_id):
        lines = list(group)
        decision = lines[0].decision
        if decision is None:
            continue
        if not as_signed.agree(lines, said.get(pk or 0, {}), salt=str(decision.request_key)):
            yield f"Quyết định khen thưởng {pk}: các dòng trong danh sách không như lúc ký."
        waits = any(row.conferred_at is None and not row.skipped_reason for row in lines)
        if waits and decision.state == DecisionState.RELEASED:
            yield f"Quyết định khen thưởng {pk}: đã ban hành nhưng còn dòng chưa cấp."


def _is_signed_so(row: AwardDecision, entry: Entry) -> bool:
    said = entry.payload
    then = (entry.actor_id, entry.occurred_at, said["version"], said["factor"], said["address"])
    now = (row.signed_by_id, row.signed_at, row.signed_version, row.signed_factor)
    return (*now, row.signed_address) == then and row.signed_by_id not in row.editors


def _is_printed_so(row: AwardDecision, paper: IssuedPaper) -> bool:
    said = (row.unit_id, row.title, row.decided_on, row.signer_name, row.signer_post)
    printed = (paper.unit_id, paper.title, paper.issued_on, paper.signer_name, paper.signer_post)
    bases = {_bare(words) for words in lines_of(row.bases)}
    own = row.own_number in {"", paper.label}
    return said == printed and own and bases <= set(map(_bare, _printed(paper, "grounds")))


def _bare(words: str) -> str:
    return printable(words).rstrip(" ;.")


def _printed(paper: IssuedPaper, part: str) -> list[Any]:
    found: list[Any] = paper.data.get("paper", {}).get(part, [])
    return found


Told = dict[tuple[int, str], tuple[int | None, dt.datetime]]


def _in_the_register() -> Iterator[str]:
    """When each award took effect and when its last revocation, if it was not given back, by whom."""
    given = _last(AwardConferred.name, AwardTakenOver.name)
    ended = _last(AwardRevoked.name, AwardRestored.name)
    rows = Conferral.objects.filter(conferred_at__isnull=False).order_by("pk")
    found = rows.values_list("pk", "conferred_at", "revoked_at", "revoked_by", "revoke_document")
    for pk, conferred_at, revoked_at, revoked_by, document in found.iterator():
        then, entry = given.get(pk), ended.get(pk)
        if then is not None and then.occurred_at != conferred_at:
            yield f"Khen thưởng {pk}: lúc ghi vào sổ không khớp với nhật ký."
        said: tuple[object, ...] = (None, None, "")
        if entry is not None and entry.name == AwardRevoked.name:
            day = f"{local_day(entry.occurred_at):%d/%m/%Y}"
            said = (entry.occurred_at, entry.actor_id, f"{entry.payload['label']} ngày {day}")
        if said != (revoked_at, revoked_by, document):
            yield f"Khen thưởng {pk}: người, lúc, văn bản thu hồi không khớp với nhật ký."


def _last(*names: str) -> dict[int, Entry]:
    """The last of these events by award."""
    found: dict[int, Entry] = {}
    for name in names:
        for entry in named(name, subject_kind=AwardRevoked.subject_kind).iterator():
            if entry.subject_id not in found or found[entry.subject_id].pk < entry.pk:
                found[entry.subject_id] = entry
    return found


def _ends() -> Iterator[str]:
    """Revocations, and what gave awards back. Of people who were erased the words are gone; who signed
    and when stays.
    """
    signed = _signed(AwardRevoked.name) | _signed(AwardRestored.name)
    yield from _acts(signed)
    yield from _lost(signed)
    yield from _given_back()


def _lost(signed: Told) -> Iterator[str]:
    """Signed by the journal, and no act has that number."""
    ended = Revocation.objects.values_list("conferral", "paper__label")
    back = Restoration.objects.values_list("revocation__conferral", "paper__label")
    kept = {*ended.iterator(), *back.iterator()}
    for conferral_id, label in signed.keys() - kept:
        yield f"Khen thưởng {conferral_id}: văn bản {label} đã ký theo nhật ký nhưng không còn trong sổ."


def _given_back() -> Iterator[str]:
    """A revocation has ended exactly when what gave the award back was signed."""
    rows = Revocation.objects.order_by("pk")
    found = rows.values_list("pk", "restored_at", "restoration__signed_at")
    for pk, restored_at, signed_at in found.iterator():
        if restored_at != signed_at:
            yield f"Thu hồi khen thưởng {pk}: lúc được khôi phục không khớp với văn bản khôi phục."


def _acts(signed: Told) -> Iterator[str]:
    prepared = _prepared(RevocationPrepared.name) | _prepared(RestorationPrepared.name)
    rows = Revocation.objects.select_related("paper", "conferral").order_by("pk")
    for row in rows.iterator(chunk_size=BATCH):
        told = (row.conferral_id, row.prepared_by_id, row.prepared_at)
        holds = row.restored_at is not None or _has_reason(row)
        if told not in prepared or not holds or not _is_done_so(row, row.conferral_id, signed):
            yield f"Thu hồi khen thưởng {row.pk}: không khớp với lúc lập dự thảo và lúc ký."
    backs = Restoration.objects.select_related("paper", "revocation").order_by("pk")
    for back in backs.iterator(chunk_size=BATCH):
        conferral_id = back.revocation.conferral_id
        told = (conferral_id, back.prepared_by_id, back.prepared_at)
        if told not in prepared or not _is_done_so(back, conferral_id, signed):
            yield f"Khôi phục khen thưởng {back.pk}: không khớp với lúc lập dự thảo và lúc ký."


def _signed(name: str) -> Told:
    entries = named(name, subject_kind=AwardRevoked.subject_kind)
    return {
        (entry.subject_id, entry.payload["label"]): (entry.actor_id, entry.occurred_at)
        for entry in entries.iterator()
    }


def _prepared(name: str) -> set[tuple[int, int | None, dt.datetime]]:
    entries = named(name, subject_kind=AwardRevoked.subject_kind)
    return {(entry.subject_id, entry.actor_id, entry.occurred_at) for entry in entries.iterator()}


def _has_reason(row: Revocation) -> bool:
    """The register, while this one holds."""
    now = (row.conferral.revoked_at, row.conferral.revoke_reason)
    return row.signed_at is None or now == (row.signed_at, row.reason)


def _is_done_so(row: Revocation | Restoration, conferral_id: int, signed: Told) -> bool:
    paper = row.paper
    if paper is None or row.signed_at is None:
        return True
    said = (row.signer_name, row.signer_post, local_day(row.signed_at))
    printed = (paper.signer_name, paper.signer_post, paper.issued_on)
    then = signed.get((conferral_id, paper.label))
    if then != (row.signed_by_id, row.signed_at) or said != printed:
        return False
    words = f"Lý do: {printable(row.reason).rstrip('. ')}."
    is_printed = any(words in block.get("text", "") for block in _printed(paper, "body"))
    is_based = any(printable(row.document) in words for words in _printed(paper, "grounds"))
    return paper.forgotten_at is not None or (is_printed and is_based)


def _steps() -> Iterator[str]:
    """Every step is in the journal; those that end with a round are told with it."""
    said = {
        entry.payload["step_id"]: (entry.subject_id, outcome, entry.actor_id, entry.occurred_at)
        for event, outcome in STEPS.items()
        for entry in named(event.name, subject_kind=event.subject_kind).iterator()
    }
    rows = DossierStep.objects.select_related("dossier__round").order_by("pk")
    for row in rows.iterator(chunk_size=BATCH):
        then = said.pop(row.pk, None)
        ended = row.outcome == Outcome.WITHDRAWN
        ended = ended and row.dossier.round.state == RoundState.CANCELLED
        now = (row.dossier_id, row.outcome, row.decided_by_id, row.decided_at)
        if then != now and not (then is None and ended):
            yield f"Hồ sơ khen thưởng {row.dossier_id}: bước {row.position} không khớp với nhật ký."
    for dossier_id, *_rest in said.values():
        yield f"Hồ sơ khen thưởng {dossier_id}: thiếu một bước đã ghi trong nhật ký."


def _dossiers() -> Iterator[str]:
    last = dict(
        DossierStep.objects.order_by("dossier", "position").values_list("dossier", "outcome")
    )
    was_ended = Q(revoked_at__isnull=False) | Q(revocations__signed_at__isnull=False)
    free = set(Conferral.objects.filter(was_ended).values_list("dossier", flat=True))
    rows = Dossier.objects.select_related("round", "conferral").order_by("pk")
    for row in rows.iterator(chunk_size=BATCH):
        if row.frees_place != (row.pk in free):
            yield f"Hồ sơ khen thưởng {row.pk}: việc nhường chỗ không khớp với việc thu hồi."
        if row.state not in _expected(row, last.get(row.pk)):
            yield f"Hồ sơ khen thưởng {row.pk}: tình trạng không khớp với bước sau cùng."


def _expected(row: Dossier, last: str | None) -> set[DossierState]:
    """Awarded by its line of a decision, ended with a round that was cancelled."""
    if last is None:
        return {DossierState.DRAFT}
    state = STATES[Outcome(last)]
    conferral = getattr(row, "conferral", None)
    if state == DossierState.PASSED and conferral is not None and conferral.conferred_at:
        return {DossierState.AWARDED}
    ends = state == DossierState.HIGHER and row.round.state == RoundState.CANCELLED
    return {state, DossierState.WITHDRAWN} if ends else {state}


def _submissions() -> Iterator[str]:
    """What units submitted in writing: by whom it was signed and whom it lists."""
    entries = named(SubmissionSigned.name, subject_kind=SubmissionSigned.subject_kind)
    said = {entry.subject_id: entry for entry in entries.iterator()}
    rows = Submission.objects.filter(paper__isnull=False).select_related("paper")
    for row in rows.order_by("pk").iterator(chunk_size=BATCH):
        entry = said.pop(row.pk, None)
        now = (row.unit_id, row.signed_by_id, row.signed_at, row.dossiers)
        if entry is None or row.paper is None or now != _submitted(entry):
            yield f"Tờ trình khen thưởng {row.pk}: không khớp với lúc ký."
        elif row.paper.digest != entry.payload["digest"]:
            yield f"Tờ trình khen thưởng {row.pk}: không phải văn bản đã ký."
    for pk in said:
        yield f"Tờ trình khen thưởng {pk}: đã ký theo nhật ký nhưng không còn."


def _submitted(entry: Entry) -> tuple[Any, ...]:
    said = entry.payload
    return said["unit_id"], entry.actor_id, entry.occurred_at, list(said["dossier_ids"])
