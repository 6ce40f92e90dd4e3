"""Two act at the same moment, on both databases."""

import pytest

from sangkien.accounts.models import User
from sangkien.agreements.actions import amending, signing
from sangkien.agreements.models import Agreement, Edition, Signature
from sangkien.journal.models import Entry
from tests.agreements.pacts import (
    between_levels,
    current,
    in_force,
    party,
    proven,
    settled,
    sign,
)
from tests.factories import NOW, Cast, actor, make_cast, make_officer
from tests.threads import outcomes, refusals

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_two_officers_of_a_party_make_one_signature(cast: Cast) -> None:
    second = make_officer(cast.factory, "grassroots_officer", "Đỗ Thị Lan")  # type: ignore[arg-type]
    row = settled(between_levels(cast), cast)
    seen = current(row).digest

    def act(user: User) -> object:
        fresh = Agreement.objects.get(pk=row.pk)
        return signing.sign(fresh, party(fresh, 2), seen=seen, by=proven(user), at=NOW)

    found = outcomes(lambda: act(cast.officer), lambda: act(second))

    assert len(refusals(found)) == 1
    assert Signature.objects.count() == 1


def test_the_last_two_parties_put_it_in_force_once(cast: Cast) -> None:
    row = settled(between_levels(cast), cast)

    found = outcomes(
        lambda: sign(row, 1, cast.superior_officer), lambda: sign(row, 2, cast.officer)
    )

    assert refusals(found) == []
    assert Entry.objects.filter(name="agreement.in_force").count() == 1


def test_two_who_begin_an_annex_begin_one(cast: Cast) -> None:
    row = in_force(between_levels(cast), cast)

    def act() -> object:
        return amending.begin_annex(row, by=actor(cast.superior_officer), at=NOW)

    found = outcomes(act, act)

    assert refusals(found) == []
    assert Edition.objects.count() == 2
