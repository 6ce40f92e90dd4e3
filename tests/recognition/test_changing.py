import datetime as dt

import pytest
from django.db import transaction

from sangkien.access.proof import ProofNeeded
from sangkien.accounts.actions.closing import ERASED_NAME
from sangkien.core.errors import DomainError, NotAllowed
from sangkien.core.personal import holdings
from sangkien.initiatives.actions import confirmation, moving
from sangkien.initiatives.enums import State
from sangkien.initiatives.events import InitiativeReopened
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.queries import with_authors
from sangkien.journal.models import Entry
from sangkien.papers.errors import NotInForce
from sangkien.programmes.models import Programme
from sangkien.progress.models import OwnTotal
from sangkien.recognition.actions import changing, following, forgetting
from sangkien.recognition.enums import Influence
from sangkien.recognition.errors import (
    ChangedSince,
    Incomplete,
    InfluenceNotAllowed,
    StillRecognised,
)
from sangkien.recognition.models import Certificate, InfluenceChange, Recognition
from sangkien.recognition.queries import decisions as queries
from sangkien.recognition.queries import offices, waiting
from tests.factories import NOW, TODAY, Cast, actor, make_cast, make_programme
from tests.recognition.scene import proven, signed, valid

pytestmark = pytest.mark.django_db
EVIDENCE = "Đang dùng ở ba công ty may trong tỉnh."
DOCUMENT = "20/QĐ-LĐLĐ ngày 10/06/2026"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return make_programme(cast.province)


@pytest.fixture
def recognition(cast: Cast, programme: Programme) -> Recognition:
    signed(cast.factory, [valid(programme, cast)], cast.officer)
    row = Recognition.objects.get()
    found = queries.of_initiative(row.initiative)
    assert found is not None
    return found


def raise_to(
    recognition: Recognition, influence: Influence, cast: Cast, *, shown: tuple[int, ...] = (0, 1)
) -> InfluenceChange:
    return changing.raise_influence(
        recognition,
        influence,
        unit=cast.province,
        evidence=EVIDENCE,
        document=DOCUMENT,
        shown=shown,
        by=actor(cast.provincial_officer),
        at=NOW,
    )


def test_a_province_raises_the_influence_with_all_the_evidence(
    cast: Cast, recognition: Recognition
) -> None:
    raise_to(recognition, Influence.SECTOR, cast)

    recognition.refresh_from_db()
    assert recognition.influence == Influence.SECTOR
    entry = Entry.objects.get(name="recognition.influence_raised")
    assert DOCUMENT in entry.payload["reason"]
    assert (entry.payload["old"], entry.payload["new"]) == ("unit", "sector")


def test_steps_are_not_jumped_nor_taken_without_evidence(
    cast: Cast, recognition: Recognition
) -> None:
    with pytest.raises(InfluenceNotAllowed):
        raise_to(recognition, Influence.NATIONAL, cast)
    with pytest.raises(Incomplete) as refused:
        raise_to(recognition, Influence.SECTOR, cast, shown=(0,))
    with pytest.raises(InfluenceNotAllowed):
        raise_to(recognition, Influence.UNIT, cast)

    assert refused.value.field == "shown"
    assert not InfluenceChange.objects.exists()


def test_a_province_does_not_give_national_influence(cast: Cast, recognition: Recognition) -> None:
    raise_to(recognition, Influence.SECTOR, cast)

    with pytest.raises(InfluenceNotAllowed):
        raise_to(recognition, Influence.NATIONAL, cast)

    assert offices.raising_units(actor(cast.provincial_officer), recognition, on=TODAY) == []
    assert offices.raising_units(actor(cast.national_officer), recognition, on=TODAY) == [
        cast.national
    ]


def test_officers_below_or_beside_do_not_raise(cast: Cast, recognition: Recognition) -> None:
    for user, unit in ((cast.officer, cast.province), (cast.sister_officer, cast.sister_factory)):
        with pytest.raises(NotAllowed):
            changing.raise_influence(
                recognition,
                Influence.SECTOR,
                unit=unit,
                evidence=EVIDENCE,
                document=DOCUMENT,
                shown=(0, 1),
                by=actor(user),
                at=NOW,
            )


def revoke(recognition: Recognition, cast: Cast) -> Recognition:
    return changing.revoke(
        recognition,
        reason="Trùng với sáng kiến của đơn vị khác.",
        document=DOCUMENT,
        by=proven(cast.officer),
        at=NOW,
    )


def test_a_revocation_reaches_the_certificate_the_initiative_and_the_figures(
    cast: Cast, recognition: Recognition
) -> None:
    revoke(recognition, cast)

    paper = Certificate.objects.get().paper
    assert paper.revoked_at == NOW
    assert paper.revoke_document == DOCUMENT
    initiative = Initiative.objects.get()
    assert initiative.state == State.CONFIRMED
    total = OwnTotal.objects.get(unit=cast.factory, period=initiative.phase)
    assert total.valid == 1
    assert Entry.objects.filter(name="initiative.recognition_revoked").count() == 1
    assert [row.pk for row in waiting.waiting(cast.factory).rows] == [initiative.pk]


def test_a_reason_as_long_as_it_may_be_is_taken(cast: Cast, recognition: Recognition) -> None:
    by = proven(cast.officer)

    changing.revoke(recognition, reason="a" * 1_000, document=DOCUMENT, by=by, at=NOW)

    assert Recognition.objects.get(pk=recognition.pk).revoke_reason == "a" * 1_000


def test_a_revocation_comes_once_and_a_new_recognition_may_follow(
    cast: Cast, recognition: Recognition
) -> None:
    revoke(recognition, cast)
    with pytest.raises(ChangedSince):
        revoke(recognition, cast)

    again = signed(cast.factory, [Initiative.objects.get()], cast.officer)

    assert Recognition.objects.filter(decision=again).in_force().count() == 1
    assert queries.of_initiative(Initiative.objects.get()).decision == again  # type: ignore[union-attr]


def test_a_revocation_needs_proof_reason_document_and_the_own_unit(
    cast: Cast, recognition: Recognition
) -> None:
    right = {"reason": "Trùng lặp.", "document": DOCUMENT, "at": NOW}

    with pytest.raises(ProofNeeded):
        changing.revoke(recognition, **right, by=actor(cast.officer))  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        changing.revoke(recognition, **right, by=proven(cast.superior_officer))  # type: ignore[arg-type]
    for missing in ("reason", "document"):
        with pytest.raises(Incomplete) as refused:
            changing.revoke(recognition, **{**right, missing: " "}, by=proven(cast.officer))  # type: ignore[arg-type]
        assert refused.value.field == missing

    assert Recognition.objects.in_force().count() == 1


def reissue(cast: Cast, name: str = "Nguyễn Văn Ân", *, at: dt.datetime = NOW) -> Certificate:
    certificate = queries.get_certificate(Certificate.objects.get().pk, actor=actor(cast.officer))
    return changing.reissue(
        certificate, name=name, reason="In sai tên.", by=actor(cast.officer, at=at), at=at
    )


def test_a_certificate_with_the_right_name_replaces_the_old_one(
    cast: Cast, recognition: Recognition
) -> None:
    old = Certificate.objects.get().paper

    later = reissue(cast, at=NOW + dt.timedelta(days=2))

    old.refresh_from_db()
    assert (later.paper.holder, later.paper.label) == ("Nguyễn Văn Ân", "02/GCN-CĐ")
    assert later.paper.issued_on == old.issued_on + dt.timedelta(days=2)
    assert old.replaced_by == later.paper
    assert later.paper.data["authors"] == [["Nguyễn Văn Ân", "100"]]
    chain = queries.earlier_papers(queries.certificates_of(recognition))
    assert chain == {later.pk: [old]}
    assert Entry.objects.filter(name="recognition.certificate_reissued").count() == 1


def test_a_revoked_recognition_has_no_new_certificates(
    cast: Cast, recognition: Recognition
) -> None:
    revoke(recognition, cast)

    with pytest.raises(NotInForce):
        reissue(cast)


def test_others_do_not_reissue(cast: Cast, recognition: Recognition) -> None:
    certificate = queries.get_certificate(
        Certificate.objects.get().pk, actor=actor(cast.superior_officer)
    )

    for user in (cast.superior_officer, cast.author):
        with pytest.raises(NotAllowed):
            changing.reissue(certificate, name="X Y", reason="Thử", by=actor(user), at=NOW)


def test_the_person_reads_what_is_held_and_is_forgotten_with_it(
    cast: Cast, recognition: Recognition
) -> None:
    held = {one.key: list(one.collect(cast.author.pk)) for one in holdings()}
    assert len(held["certificates"]) == 1

    forgetting.forget(cast.author.pk, NOW)

    row = Certificate.objects.get()
    assert (row.name, row.paper.holder, row.paper.data) == (ERASED_NAME, ERASED_NAME, {})


def test_a_certificate_follows_the_account_that_is_kept(
    cast: Cast, recognition: Recognition
) -> None:
    following.move(kept_id=cast.officer.pk, closed_id=cast.author.pk)

    assert Certificate.objects.get().user == cast.officer


def test_what_is_recognised_is_not_reopened_behind_its_certificate(
    cast: Cast, recognition: Recognition
) -> None:
    initiative = with_authors(recognition.initiative)

    with pytest.raises(DomainError):
        confirmation.reopen(initiative, reason="Bấm nhầm rồi.", by=actor(cast.officer), at=NOW)
    with pytest.raises(StillRecognised), transaction.atomic():
        moving.move(
            initiative,
            State.SUBMITTED,
            event=InitiativeReopened,
            by=actor(cast.officer),
            at=NOW,
            reason="Bấm nhầm rồi.",
        )

    assert Initiative.objects.get().state == State.RECOGNISED
    assert Certificate.objects.get().paper.is_in_force
