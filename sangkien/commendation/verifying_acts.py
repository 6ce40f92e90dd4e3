"""`sangkien verify`: is every decision on an award signed as the journal says and as its paper prints it, and
does every dossier stand where its last step left it?
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sangkien.commendation.decision_events import (
    AwardDecisionSigned,
    AwardRestored,
    AwardRevoked,
    RestorationPrepared,
    RevocationPrepared,
)
from sangkien.commendation.enums import DossierState, Outcome, RoundState
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
)
from sangkien.commendation.models import (
    AwardDecision,
    Dossier,
    DossierStep,
    Restoration,
    Revocation,
)
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
    yield from _ends()
    yield from _steps()
    yield from _dossiers()


def _decisions() -> Iterator[str]:
    entries = named(AwardDecisionSigned.name, subject_kind=AwardDecisionSigned.subject_kind)
    said = {entry.subject_id: entry for entry in entries.iterator()}
    rows = AwardDecision.objects.filter(paper__isnull=False).select_related("paper")
    for row in rows.order_by("pk").iterator(chunk_size=BATCH):
        entry = said.get(row.pk)
        if row.paper is None or entry is None:
            continue  # `verifying` names it
        if not _is_signed_so(row, entry):
            yield f"Quyết định khen thưởng {row.pk}: người ký, lúc ký không khớp với nhật ký."
        seal = entry.payload.get("seal", register.seal(row))
        if seal != register.seal(row) or not _is_printed_so(row, row.paper):
            yield f"Quyết định khen thưởng {row.pk}: nội dung không khớp với lúc ký."


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


def _ends() -> Iterator[str]:
    """Revocations, and what gave awards back. Of people who were erased the words are gone; who signed
    and when stays.
    """
    signed = _signed(AwardRevoked.name) | _signed(AwardRestored.name)
    prepared = _prepared(RevocationPrepared.name) | _prepared(RestorationPrepared.name)
    rows = Revocation.objects.select_related("paper", "conferral").order_by("pk")
    for row in rows.iterator(chunk_size=BATCH):
        told = (row.conferral_id, row.prepared_by_id, row.prepared_at)
        holds = row.conferral.revoked_at != row.signed_at or _has_reason(row)
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
    return row.signed_at is None or row.conferral.revoke_reason == row.reason


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
    rows = Dossier.objects.select_related("round", "conferral").order_by("pk")
    for row in rows.iterator(chunk_size=BATCH):
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
