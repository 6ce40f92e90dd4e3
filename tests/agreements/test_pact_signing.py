"""Who signs what, and what is refused."""

import datetime as dt
from dataclasses import replace

import pytest

from sangkien.access.proof import ProofNeeded
from sangkien.access.roles import RoleKey
from sangkien.agreements.actions import signing
from sangkien.agreements.contents import digest
from sangkien.agreements.enums import (
    Verdict,
)
from sangkien.agreements.errors import ChangedSince, Incomplete, Tampered, WrongStep
from sangkien.agreements.models import Edition, Signature
from sangkien.agreements.verifying import check_agreements
from sangkien.core.errors import NotAllowed
from sangkien.journal.actions import deliveries
from sangkien.journal.models import Entry
from sangkien.notices.models import Notice
from sangkien.programmes.models import Period
from sangkien.units.actions import people
from tests.agreements.pacts import (
    between_levels,
    current,
    draft,
    in_force,
    party,
    proven,
    say,
    scan,
    seat,
    send,
    settled,
    sign,
)
from tests.factories import NOW, SYSTEM, TODAY, Cast, actor, make_cast, make_programme

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=31)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def period(cast: Cast) -> Period:
    return make_programme(cast.province).periods.get(kind="phase")


@pytest.mark.parametrize(
    "who", ["superior_officer", "sister_officer", "author", "national_officer"]
)
def test_nobody_signs_for_another_unit(cast: Cast, who: str) -> None:
    row = settled(between_levels(cast), cast)

    with pytest.raises(NotAllowed):
        sign(row, 2, getattr(cast, who))


def test_nobody_signs_without_a_fresh_proof(cast: Cast) -> None:
    row = settled(between_levels(cast), cast)
    stale = replace(actor(cast.officer), proven_at=NOW - dt.timedelta(hours=1))

    for by in (actor(cast.officer), stale):
        with pytest.raises(ProofNeeded):
            signing.sign(row, party(row, 2), seen=current(row).digest, by=by, at=NOW)

    assert not Signature.objects.exists()


def test_nobody_signs_what_was_changed_behind_our_back(cast: Cast) -> None:
    row = settled(between_levels(cast), cast)
    edition = current(row)
    edition.content["pledges"][0]["value"] = "1"
    Edition.objects.filter(pk=edition.pk).update(content=edition.content)

    with pytest.raises(Tampered):
        sign(row, 2, cast.officer)


def test_nobody_signs_another_digest_than_the_one_read(cast: Cast) -> None:
    row = settled(between_levels(cast), cast)

    with pytest.raises(ChangedSince):
        signing.sign(row, party(row, 2), seen="0" * 64, by=proven(cast.officer), at=NOW)


def test_a_signature_sent_twice_is_one(cast: Cast) -> None:
    row = settled(between_levels(cast), cast)
    seen = current(row).digest
    sign(row, 1, cast.superior_officer)

    for _turn in range(2):
        signing.sign(row, party(row, 2), seen=seen, by=proven(cast.officer), at=NOW)

    assert Signature.objects.count() == 2
    assert Entry.objects.filter(name="agreement.in_force").count() == 1


def test_one_person_signs_for_one_party(cast: Cast) -> None:
    """An officer of two units makes no agreement with herself."""
    row = settled(between_levels(cast), cast)
    role = RoleKey.GRASSROOTS_OFFICER
    people.grant_role(
        cast.factory, cast.superior_officer, role=role, since_on=TODAY, by=SYSTEM, at=NOW
    )
    sign(row, 1, cast.superior_officer)

    with pytest.raises(WrongStep, match="người khác ký"):
        sign(row, 2, cast.superior_officer)
    with pytest.raises(WrongStep, match="người khác ký"):
        signing.sign_on_paper(
            row,
            party(row, 2),
            scan(),
            seen=current(row).digest,
            by=proven(cast.superior_officer),
            at=NOW,
        )


def test_those_who_take_part_are_told(cast: Cast) -> None:
    row = between_levels(cast)
    send(row, cast.superior_officer)
    say(row, 2, cast.officer, Verdict.CHANGE, "Xin giảm còn 10.")

    while deliveries.deliver_batch(NOW):
        pass

    told = Notice.objects.order_by("pk").values_list("recipient", "kind", "words")
    assert (cast.officer.pk, "agreement.sent", "") in told
    assert (cast.superior_officer.pk, "agreement.change_asked", "Xin giảm còn 10.") in told


def test_before_all_agreed_nobody_signs(cast: Cast) -> None:
    row = between_levels(cast)
    send(row, cast.superior_officer)

    with pytest.raises(WrongStep):
        sign(row, 2, cast.officer)


def test_the_employer_agrees_and_signs_on_paper(cast: Cast) -> None:
    employer = seat(None, "Công ty TNHH May Ánh Dương", role="Thủ trưởng đơn vị")
    row = draft(cast.factory, cast.officer, seat(cast.factory), employer)
    send(row, cast.officer)
    with pytest.raises(Incomplete, match="ai trả lời"):
        say(row, 2, cast.officer)
    say(row, 2, cast.officer, words="Giám đốc đồng ý tại cuộc họp ngày 20/05.")
    sign(row, 1, cast.officer)

    signing.sign_on_paper(
        row, party(row, 2), scan(), seen=current(row).digest, by=proven(cast.officer), at=NOW
    )

    row.refresh_from_db()
    assert row.is_in_force
    assert list(check_agreements()) == []


def test_nobody_brings_the_paper_of_another_unit(cast: Cast) -> None:
    row = settled(between_levels(cast), cast)

    with pytest.raises(NotAllowed):
        signing.sign_on_paper(
            row,
            party(row, 2),
            scan(),
            seen=current(row).digest,
            by=proven(cast.superior_officer),
            at=NOW,
        )


@pytest.mark.parametrize("changed", ["content", "signature", "time", "missing"])
def test_verify_names_what_was_changed_by_sql(cast: Cast, changed: str) -> None:
    row = in_force(between_levels(cast), cast)
    edition = row.editions.get()
    if changed == "content":
        edition.content["articles"][0]["text"] = "Khác."
        Edition.objects.filter(pk=edition.pk).update(
            content=edition.content, digest=digest(edition.content)
        )
    elif changed == "signature":
        Signature.objects.filter(party__place=2).update(factor="none")
    elif changed == "time":
        Signature.objects.filter(party__place=2).update(signed_at=NOW - dt.timedelta(days=1))
    else:
        Signature.objects.filter(party__place=2).delete()

    assert len(list(check_agreements())) >= 1
