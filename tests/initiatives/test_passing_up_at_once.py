"""Passed up and decided at the same moment: one of both."""

import pytest

from sangkien.access.roles import RoleKey
from sangkien.initiatives.actions import confirmation, passing_up
from sangkien.initiatives.errors import DecidedMeanwhile
from sangkien.initiatives.models import Decision, Initiative, PassingUp
from tests.factories import NOW, actor, make_cast, make_initiative, make_officer, make_programme
from tests.threads import outcomes, refusals

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
REASON = "Cần chuyên môn mà đơn vị không có."


def test_passed_up_and_confirmed_at_once_is_one_of_both() -> None:
    cast = make_cast()
    programme = make_programme(cast.province)
    second = actor(make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Đỗ Thị Hạnh"))
    first = actor(cast.officer)
    for _round in range(4):
        sent = make_initiative(programme, cast.factory, cast.author)
        seen = [Initiative.objects.get(pk=sent.pk), Initiative.objects.get(pk=sent.pk)]

        found = outcomes(
            lambda seen=seen: passing_up.pass_up(seen[0], reason=REASON, by=first, at=NOW),  # type: ignore[misc]
            lambda seen=seen: confirmation.confirm(seen[1], by=second, at=NOW),  # type: ignore[misc]
        )

        assert [type(one) for one in refusals(found)] == [DecidedMeanwhile]
        happened = PassingUp.objects.filter(initiative=sent).count()
        assert happened + Decision.objects.filter(initiative=sent).count() == 1


def test_a_double_tap_is_one_handing_over() -> None:
    cast = make_cast()
    by = actor(cast.officer)
    sent = make_initiative(make_programme(cast.province), cast.factory, cast.author)
    seen = [Initiative.objects.get(pk=sent.pk) for _ in range(3)]

    found = outcomes(
        *(lambda one=one: passing_up.pass_up(one, reason=REASON, by=by, at=NOW) for one in seen)
    )

    assert refusals(found) == []
    assert PassingUp.objects.count() == 1
