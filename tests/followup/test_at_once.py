"""Two act at the same moment, on both databases."""

import pytest

from sangkien.accounts.models import User
from sangkien.followup.actions import letters
from sangkien.followup.enums import Step
from sangkien.followup.models import Letter, Urging
from sangkien.papers.models import IssuedPaper
from tests.factories import NOW
from tests.followup.test_letters import submitted
from tests.followup.urged import Lagging, make_lagging
from tests.threads import outcomes, refusals

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def lagging() -> Lagging:
    return make_lagging()


def test_two_levels_at_once_tell_a_unit_once(lagging: Lagging) -> None:
    cast = lagging.cast

    found = outcomes(
        lambda: lagging.urge(cast.factory),
        lambda: lagging.urge(cast.factory, user=cast.superior_officer, issuer=cast.superior),
    )

    assert len(refusals(found)) == 1
    assert Urging.objects.count() == 1


def test_two_calls_at_once_list_a_unit_once(lagging: Lagging) -> None:
    cast = lagging.cast

    found = outcomes(
        lambda: lagging.urge(cast.superior, step=Step.CALL),
        lambda: lagging.urge(cast.superior, step=Step.CALL),
    )

    assert len(refusals(found)) == 1
    assert Urging.objects.count() == 1


def test_two_who_sign_issue_one_letter(lagging: Lagging) -> None:
    letter = submitted(lagging)
    second = User.objects.get(pk=lagging.cast.national_officer.pk)

    def act() -> object:
        fresh = Letter.objects.get(pk=letter.pk)
        return letters.issue(fresh, seen=letter.version, by=lagging.by(second), at=NOW)

    found = outcomes(act, act)

    assert refusals(found) == []
    assert IssuedPaper.objects.count() == 1
    assert Urging.objects.count() == 2
