"""A request that somebody took goes on to another helper."""

import pytest

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core.errors import NotAllowed
from sangkien.journal.models import Entry
from sangkien.support.actions import asking, helping, passing_on
from sangkien.support.errors import InvalidHelp, TakenMeanwhile
from sangkien.support.models import HelpNote, HelpRequest
from sangkien.units.models import Grant
from tests.factories import NOW, Cast, actor, make_cast, make_officer
from tests.threads import outcomes, refusals

WHY = "Tuần này tôi đi công tác."


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def helper(cast: Cast) -> User:
    return make_officer(cast.factory, RoleKey.SUPPORT, "Mai Hỗ Trợ")


@pytest.fixture
def taken(cast: Cast, helper: User) -> HelpRequest:
    asked = asking.ask(cast.factory, need="Chưa biết viết.", by=actor(cast.author), at=NOW)
    HelpRequest.objects.update(may_edit=True)
    return helping.take(asked, by=actor(helper), at=NOW)


def test_given_back_with_a_word_it_waits_for_another(
    cast: Cast, helper: User, taken: HelpRequest
) -> None:
    with pytest.raises(InvalidHelp):
        passing_on.give_back(taken, text=" ", by=actor(helper), at=NOW)

    for _tap in range(2):
        passing_on.give_back(taken, text=WHY, by=actor(helper), at=NOW)

    assert (taken.is_waiting, taken.helper, taken.may_edit) == (True, None, False)
    assert HelpNote.objects.get().text == WHY
    assert Entry.objects.filter(name="support.given_back").count() == 1
    assert helping.take(taken, by=actor(cast.officer), at=NOW).helper == cast.officer


def test_only_who_has_it_gives_it_back(cast: Cast, taken: HelpRequest) -> None:
    for user in (cast.officer, cast.author, cast.sister_officer):
        with pytest.raises(NotAllowed):
            passing_on.give_back(taken, text=WHY, by=actor(user), at=NOW)


def test_another_helper_takes_over_only_when_the_role_has_ended(
    cast: Cast, helper: User, taken: HelpRequest
) -> None:
    second = make_officer(cast.superior, RoleKey.SUPPORT, "Cù Thay Thế")
    with pytest.raises(NotAllowed):
        passing_on.take_over(taken, text=WHY, by=actor(second), at=NOW)
    Grant.objects.filter(user=helper).update(revoked_at=NOW)

    for _tap in range(2):
        passing_on.take_over(taken, text=WHY, by=actor(second), at=NOW)

    assert (taken.helper, taken.may_edit) == (second, False)
    entry = Entry.objects.get(name="support.taken_over")
    assert entry.payload["helper_id"] == helper.pk
    assert HelpNote.objects.get().text == WHY


def test_an_officer_of_the_unit_takes_over_with_a_word(cast: Cast, taken: HelpRequest) -> None:
    with pytest.raises(InvalidHelp):
        passing_on.take_over(taken, text="", by=actor(cast.officer), at=NOW)

    passing_on.take_over(taken, text=WHY, by=actor(cast.officer), at=NOW)

    assert taken.helper == cast.officer


def test_asker_and_officers_of_other_units_do_not_take_over(
    cast: Cast, helper: User, taken: HelpRequest
) -> None:
    Grant.objects.filter(user=helper).update(revoked_at=NOW)

    for user in (cast.author, cast.sister_officer):
        with pytest.raises(NotAllowed):
            passing_on.take_over(taken, text=WHY, by=actor(user), at=NOW)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_take_over_at_once_are_one_and_one_who_is_told() -> None:
    cast = make_cast()
    helper = make_officer(cast.factory, RoleKey.SUPPORT, "Mai Hỗ Trợ")
    other = make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Lâm Phó Chủ Tịch")
    asked = asking.ask(cast.factory, need="Giúp tôi.", by=actor(cast.author), at=NOW)
    helping.take(asked, by=actor(helper), at=NOW)
    rows = [HelpRequest.objects.select_related("unit").get(pk=asked.pk) for _each in range(2)]

    found = outcomes(
        lambda: passing_on.take_over(rows[0], text=WHY, by=actor(cast.officer), at=NOW),
        lambda: passing_on.take_over(rows[1], text=WHY, by=actor(other), at=NOW),
    )

    assert [type(refusal) for refusal in refusals(found)] == [TakenMeanwhile]
