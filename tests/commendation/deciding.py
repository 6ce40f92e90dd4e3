"""A round of a superior union with dossiers that passed, and decisions about them."""

import datetime as dt
import uuid

from sangkien.accounts.models import User
from sangkien.commendation.actions import conferring, deciding
from sangkien.commendation.enums import (
    AwardForm,
    AwardState,
    DossierState,
    HolderKind,
    Origin,
)
from sangkien.commendation.models import Award, AwardDecision, Dossier, Round
from sangkien.commendation.rules import terms
from sangkien.core.periods import local_day
from sangkien.units.models import Unit
from tests.factories import LONG_AGO, NOW, TODAY, actor
from tests.recognition.scene import proven

PLAIN = terms.dump(terms.Terms())
WORDING = "Đã có thành tích: {thanh_tich}, năm {nam}"


def make_award(
    unit: Unit,
    *,
    code: str = "giay-khen",
    kind: HolderKind = HolderKind.PERSON,
    form: AwardForm = AwardForm.CERTIFICATE,
    at: dt.datetime = NOW,
    **content: object,
) -> Award:
    """In force."""
    said = {**PLAIN, "wording": WORDING, **content}
    return Award.objects.create(
        unit=unit,
        code=code,
        name="Giấy khen của LĐLĐ huyện",
        form=form,
        holder_kind=kind,
        terms=said,
        digest=terms.digest(said),
        since_on=LONG_AGO,
        state=AwardState.IN_FORCE,
        request_key=uuid.uuid4(),
        written_by=make_writer(unit),
        written_at=at,
        enforced_at=at,
    )


def make_writer(unit: Unit) -> User:
    found = User.objects.order_by("pk").first()
    assert found is not None, unit
    return found


def make_round(unit: Unit, *, at: dt.datetime = NOW) -> Round:
    return Round.objects.create(
        unit=unit,
        title="năm 2026",
        since_on=dt.date(2026, 1, 1),
        until_on=dt.date(2026, 12, 31),
        closes_at=at,
        request_key=uuid.uuid4(),
        opened_by=make_writer(unit),
        opened_at=at,
    )


def passed(
    round_: Round, award: Award, unit: Unit, user: User | None = None, *, at: dt.datetime = NOW
) -> Dossier:
    """One that waits for a decision."""
    return Dossier.objects.create(
        round=round_,
        award=award,
        holder_kind=award.holder_kind,
        unit=unit,
        user=user,
        holder_name=user.full_name if user else unit.name,
        proposer=unit,
        origin=Origin.HAND,
        state=DossierState.PASSED,
        summary="Có 74 sáng kiến trong chương trình",
        request_key=uuid.uuid4(),
        begun_by=make_writer(unit),
        begun_at=at,
    )


def drafted(
    round_: Round, dossiers: list[Dossier], by: User, *, at: dt.datetime = NOW
) -> AwardDecision:
    """A draft that only waits for the signature of another person."""
    decision = deciding.draft(
        round_, dossiers, request_key=uuid.uuid4(), by=actor(by, at=at), at=at
    )
    return worded(decision, by, at=at)


def worded(
    decision: AwardDecision, by: User, *, at: dt.datetime = NOW, name: str = "Đỗ Thị Lan"
) -> AwardDecision:
    words = deciding.Words(
        title="Về việc khen thưởng năm 2026",
        decided_on=local_day(at),
        signer_name=name,
        signer_post="Chủ tịch",
    )
    return deciding.revise(decision, words, seen=decision.version, by=actor(by, at=at), at=at)


def signed(decision: AwardDecision, by: User, *, at: dt.datetime = NOW) -> AwardDecision:
    return conferring.sign(decision, seen=decision.version, by=proven(by, at=at), at=at)


__all__ = ["TODAY", "drafted", "make_award", "make_round", "passed", "signed", "worded"]
