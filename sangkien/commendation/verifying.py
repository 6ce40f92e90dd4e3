"""`sangkien verify`: do awards in force say what the journal says they said, is every decision the one
that was signed, and every line of the register what was conferred by it?
"""

from collections.abc import Iterator

from django.db.models import Count, Q

from sangkien.accounts.actions.closing import ERASED_NAME
from sangkien.commendation.decision_events import (
    AwardConferred,
    AwardDecisionSigned,
    AwardRestored,
    AwardRevoked,
    AwardTakenBack,
    AwardTakenOver,
    HonourAgreed,
    HonourWithdrawn,
)
from sangkien.commendation.enums import AwardState
from sangkien.commendation.events import AwardEnforced
from sangkien.commendation.models import Award, AwardDecision, Conferral
from sangkien.commendation.queries import unsealed
from sangkien.commendation.rules import awards, register
from sangkien.commendation.writing import has_paper
from sangkien.core.verify import verifier
from sangkien.journal.queries import named
from sangkien.privacy.enums import Purpose
from sangkien.privacy.models import Consent
from sangkien.units.queries.joining import account_now, joined_accounts


@verifier("awards")
def check_awards() -> Iterator[str]:
    entries = named(AwardEnforced.name, subject_kind=AwardEnforced.subject_kind)
    known = {entry.payload["award_id"]: entry.payload for entry in entries.iterator()}
    fixed = Award.objects.filter(state__in=(AwardState.IN_FORCE, AwardState.REPLACED))
    for row in fixed.order_by("pk").iterator():
        said = known.get(row.pk)
        if said is None or not row.digest == said["digest"] == awards.digest(row):
            yield f"Hình thức khen {row.pk} ({row}): không khớp với lúc cho áp dụng."


@verifier("commendation")
def check_register() -> Iterator[str]:
    yield from _decisions()
    yield from _lines()
    yield from _unsealed()


def _decisions() -> Iterator[str]:
    entries = named(AwardDecisionSigned.name, subject_kind=AwardDecisionSigned.subject_kind)
    said = {entry.subject_id: entry.payload for entry in entries.iterator()}
    counted = Count("conferrals", filter=~Q(conferrals__label=""))  # a number has what was signed
    signed = AwardDecision.objects.exclude(paper=None).annotate(lines=counted)
    found = signed.order_by("pk").values_list("pk", "paper__digest", "paper__label", "lines")
    for pk, digest, label, lines in found.iterator():
        then = said.pop(pk, {})
        if (then.get("digest"), then.get("label"), then.get("count")) != (digest, label, lines):
            yield f"Quyết định khen thưởng {pk}: không khớp với bản đã ký ghi trong nhật ký."
    for pk in said:
        yield f"Quyết định khen thưởng {pk}: đã ký theo nhật ký nhưng không còn trong sổ."


def _lines() -> Iterator[str]:
    said = _said(AwardConferred.name) | _said(AwardTakenOver.name)
    bare = _said(AwardConferred.name, "bare") | _said(AwardTakenOver.name, "bare")
    revoked = _last_was(AwardRevoked.name, AwardRestored.name)
    back = _said(AwardTakenBack.name)
    labels = _said(AwardConferred.name, "label")
    agreed = _last_was(HonourAgreed.name, HonourWithdrawn.name) & _in_the_ledger()
    holders = _holders()
    rows = Conferral.objects.filter(conferred_at__isnull=False).select_related(
        "decision", "paper", "user"
    )
    for row in rows.order_by("pk").iterator():
        then = said.pop(row.pk, None)
        if not _is_same(row, then, bare.get(row.pk)):
            yield f"Khen thưởng {row.pk}: không khớp với lúc ghi vào sổ."
        if row.user_id != holders.get(row.pk, row.user_id):
            yield f"Khen thưởng {row.pk}: tài khoản của người được khen không khớp với lúc ghi vào sổ."
        if (row.revoked_at is not None) != (row.pk in revoked):
            yield f"Khen thưởng {row.pk}: việc thu hồi không khớp với nhật ký."
        if row.label != labels.get(row.pk, row.label):
            yield f"Khen thưởng {row.pk}: số quyết định không khớp với nhật ký."
        if row.consented_at is not None and row.pk not in agreed:
            yield f"Khen thưởng {row.pk}: được nêu tên mà người được khen không đồng ý."
    for pk in said.keys() - back.keys():
        yield f"Khen thưởng {pk}: có trong nhật ký nhưng không còn trong sổ."
    yield from _papers()


def _papers() -> Iterator[str]:
    """Every award has its certificate, which is in force exactly as long as the award is."""
    given = Conferral.objects.filter(decision__isnull=False, conferred_at__isnull=False)
    for row in given.order_by("pk").iterator():
        if has_paper(row) != (row.paper_id is not None):
            yield f"Khen thưởng {row.pk}: không còn gắn với giấy khen đã cấp."
    rows = Conferral.objects.exclude(paper=None).exclude(conferred_at=None)
    dead = rows.filter(revoked_at__isnull=False, paper__revoked_at=None)
    for label in dead.values_list("paper__label", flat=True).iterator():
        yield f"Giấy khen {label}: còn hiệu lực nhưng khen thưởng đã bị thu hồi."
    alive = rows.filter(revoked_at=None, paper__revoked_at__isnull=False)
    for label in alive.values_list("paper__label", flat=True).iterator():
        yield f"Giấy khen {label}: đã bị thu hồi nhưng khen thưởng còn hiệu lực."


def _said(name: str, key: str = "digest") -> dict[int, str]:
    entries = named(name, subject_kind=AwardConferred.subject_kind)
    return {entry.subject_id: entry.payload.get(key, "") for entry in entries.iterator()}


def _last_was(yes: str, no: str) -> set[int]:
    """Of which awards `yes` is the last word of the two."""
    last: dict[int, tuple[int, bool]] = {}
    for name in (yes, no):
        for entry in named(name, subject_kind=AwardConferred.subject_kind).iterator():
            said = (entry.pk, name == yes)
            last[entry.subject_id] = max(said, last.get(entry.subject_id, said))
    return {pk for pk, (_entry, is_yes) in last.items() if is_yes}


def _in_the_ledger() -> set[int]:
    """Awards whose person agrees to be named; joined accounts, erasure and revocation end it unsaid."""
    rows = Consent.objects.filter(purpose=Purpose.HONOUR, withdrawn_at=None)
    return set(rows.values_list("subject", flat=True))


def _holders() -> dict[int, int | None]:
    """By award, the account that holds it by the journal: the one that it was given to, or the one that this
    one was joined into.
    """
    joined = joined_accounts()
    return {pk: account_now(user_id, joined) for pk, user_id in unsealed.holders().items()}


def _unsealed() -> Iterator[str]:
    """From before the journal kept it: nothing tells whether it was changed since."""
    decisions, lines = len(unsealed.decisions()), len(unsealed.lines())
    if decisions or lines:
        yield (
            f"Chưa niêm: {decisions} quyết định, tài khoản của người được khen ở {lines} dòng có từ "
            "trước. Chạy “sangkien manage seal_earlier” để niêm."
        )


def _is_same(row: Conferral, then: str | None, bare: str | None) -> bool:
    """Of a person who was erased, all that is not personal."""
    if then is None:
        return False
    salt = str(row.decision.request_key if row.decision else row.source)
    if row.paper is not None and row.paper.holder != row.holder_name:
        return False
    if row.user is None or row.holder_name != ERASED_NAME:
        return then == register.digest(row, salt=salt)
    is_gone = not (row.holder_about or row.achievement) and row.user.full_name == ERASED_NAME
    return is_gone and (not bare or bare == register.bare(row, salt=salt))
