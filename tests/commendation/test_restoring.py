import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sangkien.access.roles import RoleKey
from sangkien.accounts.actions.closing import anonymise
from sangkien.accounts.models import User
from sangkien.commendation import verifying, verifying_acts
from sangkien.commendation.actions import dossiers, following, honouring, restoring, revoking
from sangkien.commendation.enums import Origin
from sangkien.commendation.errors import InvalidDecision, InvalidDossier, MovedMeanwhile, OwnWork
from sangkien.commendation.models import (
    AwardDecision,
    Conferral,
    Dossier,
    Restoration,
    Revocation,
    RoundAward,
)
from sangkien.commendation.queries import register
from sangkien.commendation.queries.decisions import place_gone
from sangkien.commendation.queries.dossiers import begun_in
from sangkien.core.errors import NotAllowed
from sangkien.journal.models import Entry
from sangkien.papers.verifying import check_papers
from sangkien.privacy.enums import Purpose
from sangkien.privacy.models import Consent
from tests.commendation.deciding import drafted, make_award, make_round, passed, signed
from tests.commendation.tampering import Change, unnoticed
from tests.factories import NOW, Cast, actor, make_cast, make_officer
from tests.recognition.scene import proven
from tests.web.scene import text_of

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=1)
SIGNER = {"signer_name": "Trần Ký", "signer_post": "Chủ tịch"}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def second(cast: Cast) -> User:
    return make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER, "Đỗ Thị Lan")


@pytest.fixture
def row(cast: Cast, second: User) -> Conferral:
    """An award of the author, who agreed to be named."""
    round_ = make_round(cast.superior)
    award = make_award(cast.superior, quota={"most": 1})
    signed(
        drafted(round_, [passed(round_, award, cast.factory, cast.author)], cast.superior_officer),
        second,
    )
    return honouring.agree(Conferral.objects.get(), by=actor(cast.author), at=NOW)


def revoked(row: Conferral, cast: Cast, second: User) -> Revocation:
    said = {"reason": "Khai khống số liệu sáng kiến", "document": "Kết luận 15/KL-UBKT"}
    draft = revoking.prepare(row, **said, **SIGNER, by=actor(cast.superior_officer), at=NOW)
    done = revoking.sign(draft, seen=draft.pk, by=proven(second), at=NOW)
    row.refresh_from_db()
    return done


def prepared(revocation: Revocation, by: User) -> Restoration:
    said = {"reason": "Kết luận được hủy sau khiếu nại", "document": "Kết luận 21/KL-UBKT"}
    return restoring.prepare(revocation, **said, **SIGNER, by=actor(by), at=LATER)


def test_one_prepares_and_another_one_gives_back(cast: Cast, second: User, row: Conferral) -> None:
    ended = revoked(row, cast, second)
    with pytest.raises(NotAllowed):
        prepared(ended, cast.provincial_officer)
    draft = prepared(ended, second)
    assert prepared(ended, second).pk == draft.pk
    with pytest.raises(MovedMeanwhile):
        prepared(ended, cast.superior_officer)
    for wrong in (second, cast.provincial_officer):
        with pytest.raises(OwnWork):
            restoring.sign(draft, seen=draft.pk, by=proven(wrong, at=LATER), at=LATER)
    Conferral.objects.filter(pk=row.pk).update(user=cast.superior_officer)
    by = proven(cast.superior_officer, at=LATER)
    with pytest.raises(OwnWork):  # whoever would have it again
        restoring.sign(Restoration.objects.get(), seen=draft.pk, by=by, at=LATER)
    Conferral.objects.filter(pk=row.pk).update(user=cast.author)

    restoring.drop(draft, by=actor(second), at=LATER)
    with pytest.raises(MovedMeanwhile):
        restoring.sign(draft, seen=draft.pk or 0, by=by, at=LATER)
    row.refresh_from_db()
    assert not row.is_in_force


def test_what_was_revoked_wrongly_holds_again_and_everything_says_so(
    cast: Cast, second: User, row: Conferral
) -> None:
    consent = Consent.objects.get(purpose=Purpose.HONOUR)
    assert (consent.subject, row.label in consent.about) == (row.pk, True)
    ended = revoked(row, cast, second)
    consent.refresh_from_db()
    assert consent.withdrawn_at == NOW
    draft, by = prepared(ended, second), proven(cast.superior_officer, at=LATER)

    done = restoring.sign(draft, seen=draft.pk, by=by, at=LATER)
    assert restoring.sign(draft, seen=draft.pk, by=by, at=LATER) == done

    row = register.get_conferral(row.pk, actor=actor(cast.author))
    assert (row.is_in_force, row.revoke_reason, row.consented_at) == (True, "", None)
    past = register.past_of(row)[0]
    assert (past.pk, past.restoration.pk) == (ended.pk, done.pk)
    assert row.paper is not None
    papers = (row.paper, past.paper, past.restoration.paper)
    assert [one.is_in_force for one in papers if one] == [True, False, True]
    words = text_of(Client().get(reverse("papers:paper", args=[row.paper.code])))
    for said in ("còn hiệu lực", "Thu hồi ngày 20/05/2026", "Khôi phục ngày 21/05/2026"):
        assert said in words
    listed = register.page(register.of_person(cast.author.pk), after=None).rows
    assert [one.pk for one in vars(listed[0])["past"]] == [ended.pk]
    assert Entry.objects.filter(name="conferral.restored").count() == 1
    assert list(verifying.check_register()) == []

    assert quiet() == []

    check_guarded(row, ended, cast, second)


def check_guarded(row: Conferral, ended: Revocation, cast: Cast, second: User) -> None:
    again = revoked(row, cast, second)  # wrongly given back: another decision
    row.refresh_from_db()
    assert unnoticed(changes_of(row, ended, again, cast), quiet) == []
    assert list(verifying.check_register()) == []
    assert list(check_papers()) == []
    following.forget_awards(cast.author.pk, LATER)
    assert quiet() != []  # the name is gone, the account is not
    anonymise(cast.author.pk, LATER)
    assert Restoration.objects.get().paper.title == "Khôi phục khen thưởng"  # type: ignore[union-attr]
    award = Conferral.objects.filter(pk=row.pk)
    changes = ({"amount_vnd": 9}, {"title": "Cờ"}, {"achievement": "Khác"})
    assert unnoticed([(award, change) for change in changes], quiet) == []
    Restoration.objects.all().delete()
    Revocation.objects.all().delete()
    assert len([one for one in quiet() if "không còn trong sổ" in one]) == 3


def quiet() -> list[str]:
    """All that is named, but for the dossier: it was made without steps."""
    said = [*verifying.check_register(), *verifying_acts.check_acts()]
    return [one for one in said if "bước sau cùng" not in one]


def changes_of(
    row: Conferral, ended: Revocation, again: Revocation, cast: Cast
) -> Iterator[Change]:
    """What somebody could change of an award that was revoked, given back, revoked again."""
    day, other = NOW - dt.timedelta(days=300), cast.officer.pk
    award = Conferral.objects.filter(pk=row.pk)
    first, last = (Revocation.objects.filter(pk=one.pk) for one in (ended, again))
    decision = AwardDecision.objects.filter(conferrals=row)
    for change in (
        *({"revoked_at": day}, {"revoke_reason": "Khác"}, {"revoke_document": "9/QĐ"}),
        *({"revoked_by": other}, {"conferred_at": day}, {"dossier": None}, {"paper": None}),
        *({"amount_vnd": 9}, {"user": other}),
        {"revoked_at": None, "revoke_reason": "", "revoke_document": "", "revoked_by": None},
    ):
        yield award, change
    for change in ({"restored_at": day}, {"reason": "Khác"}, {"signed_by": other}):
        yield first, change
    yield last, {"restored_at": NOW}
    yield decision, {"released_at": day}
    yield decision, {"state": "signed", "released_at": None}


def test_an_achievement_that_was_rewarded_meanwhile_is_not_rewarded_twice(
    cast: Cast, second: User, row: Conferral
) -> None:
    ended = revoked(row, cast, second)
    assert row.decision is not None
    assert row.decision.round is not None
    assert place_gone(row) == ""
    other = make_award(cast.superior, code="khac")
    given = [passed(row.decision.round, other, cast.factory, cast.author)]
    signed(drafted(row.decision.round, given, cast.superior_officer), second)

    with pytest.raises(InvalidDecision, match="không khen hai lần"):
        prepared(ended, second)

    again = Conferral.objects.get(award=other)
    Conferral.objects.filter(pk=again.pk).update(user=cast.officer, award=row.award)
    assert "2 trên hạn mức 1" in place_gone(row)
    assert prepared(ended, second).signed_at is None


def test_whoever_lost_an_award_is_nominated_for_it_again(
    cast: Cast, second: User, row: Conferral
) -> None:
    assert row.dossier is not None
    assert row.award is not None
    old = row.dossier
    RoundAward.objects.create(round=old.round, award=row.award)
    asked: dict[str, Any] = {
        "unit": cast.factory,
        "user": cast.author,
        "proposer": cast.factory,
        "origin": Origin.HAND,
        "summary": "Thành tích đã kiểm tra lại",
        "findings": [],
        "by": actor(cast.officer),
        "at": NOW - dt.timedelta(hours=1),
    }
    with pytest.raises(InvalidDossier):
        dossiers.nominate(old.round, row.award, **asked, request_key=uuid.uuid4())
    ended = revoked(row, cast, second)

    again = dossiers.nominate(old.round, row.award, **asked, request_key=uuid.uuid4())
    with pytest.raises(InvalidDossier):  # once at a time
        dossiers.nominate(old.round, row.award, **asked, request_key=uuid.uuid4())

    assert begun_in(old.round, row.award, actor=actor(cast.officer)) == {
        f"cn-{cast.author.pk}": again
    }
    Dossier.objects.filter(pk=again.pk).update(state="passed")
    again.refresh_from_db()
    signed(drafted(old.round, [again], cast.superior_officer), second)
    assert [one.dossier_id for one in Conferral.objects.in_force()] == [again.pk]
    with pytest.raises(InvalidDecision, match="không khen hai lần"):
        prepared(ended, second)
    assert quiet() == []
    Dossier.objects.filter(pk=old.pk).update(frees_place=False, state="withdrawn")
    assert any("nhường chỗ" in one for one in quiet())
