"""`sangkien verify`: do awards in force say what the journal says they said, is every decision the one
that was signed, every line of the register what was conferred by it, and the money what was approved and
booked?
"""

from collections.abc import Iterator, Mapping

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
from sangkien.commendation.events import AwardEnforced, FundBooked, PaymentApproved
from sangkien.commendation.models import (
    Award,
    AwardDecision,
    Conferral,
    FundEntry,
    PaymentList,
)
from sangkien.commendation.rules import awards, paying, register
from sangkien.core.verify import verifier
from sangkien.journal.queries import named
from sangkien.privacy.enums import Purpose
from sangkien.privacy.models import Consent
from sangkien.units.events import PeopleJoined


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
    yield from _payments()
    yield from _ledgers()


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
    revoked = _last_was(AwardRevoked.name, AwardRestored.name)
    back = _said(AwardTakenBack.name)
    labels = _said(AwardConferred.name, "label")
    agreed = _last_was(HonourAgreed.name, HonourWithdrawn.name) & _in_the_ledger()
    holders = _holders()
    rows = Conferral.objects.filter(conferred_at__isnull=False).select_related("decision", "paper")
    for row in rows.order_by("pk").iterator():
        then = said.pop(row.pk, None)
        if not _is_same(row, then):
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
    """A certificate is in force exactly as long as its award is."""
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
    one was joined into. Entries from before accounts were kept in them say nothing.
    """
    kept = {
        entry.payload["closed_id"]: entry.payload["user_id"]
        for entry in named(PeopleJoined.name, subject_kind=PeopleJoined.subject_kind).iterator()
    }
    found: dict[int, int | None] = {}
    for name in (AwardConferred.name, AwardTakenOver.name):
        for entry in named(name, subject_kind=AwardConferred.subject_kind).iterator():
            if "user_id" in entry.payload:
                found[entry.subject_id] = _followed(entry.payload["user_id"], kept)
    return found


def _followed(user_id: int | None, kept: Mapping[int, int]) -> int | None:
    for _step in range(len(kept)):
        if user_id is None or user_id not in kept:
            break
        user_id = kept[user_id]
    return user_id


def _payments() -> Iterator[str]:
    """Who receives how much is what was approved."""
    entries = named(PaymentApproved.name, subject_kind=PaymentApproved.subject_kind)
    said = {entry.subject_id: entry.payload for entry in entries.iterator()}
    rows = PaymentList.objects.exclude(approved_at=None).prefetch_related("payments")
    for row in rows.order_by("pk").iterator(chunk_size=100):
        then = said.pop(row.pk, {})
        lines = [(one.conferral_id, one.amount_vnd) for one in row.payments.all()]
        now = (paying.digest(lines), sum(amount for _pk, amount in lines))
        if (then.get("digest"), then.get("total_vnd")) != now or row.total_vnd != now[1]:
            yield f"Danh sách chi thưởng {row.pk}: không khớp với lúc duyệt chi."
    for pk in said:
        yield f"Danh sách chi thưởng {pk}: đã duyệt theo nhật ký nhưng không còn trong sổ."


def _ledgers() -> Iterator[str]:
    entries = named(FundBooked.name, subject_kind=FundBooked.subject_kind)
    payloads = (entry.payload for entry in entries.iterator())
    said = {one["entry_id"]: (one["fund_id"], one["kind"], one["amount_vnd"]) for one in payloads}
    rows = FundEntry.objects.order_by("pk").values_list("pk", "fund_id", "kind", "amount_vnd")
    for pk, *now in rows.iterator():
        if said.pop(pk, None) != tuple(now):
            yield f"Bút toán quỹ khen thưởng {pk}: không khớp với lúc ghi sổ."
    for pk in said:
        yield f"Bút toán quỹ khen thưởng {pk}: có trong nhật ký nhưng không còn trong sổ."


def _is_same(row: Conferral, then: str | None) -> bool:
    """A person who was erased stands under another word; that an entry is there must do."""
    if then is None or row.holder_name == ERASED_NAME:
        return then is not None
    salt = row.decision.request_key if row.decision else row.source
    name = row.paper.holder if row.paper else row.holder_name
    return then == register.digest(row, salt=str(salt)) and name == row.holder_name
