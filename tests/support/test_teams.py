"""Teams: the rights come with the membership and end with it."""

import datetime as dt
import uuid

import pytest

from sangkien.access.permissions import Permission
from sangkien.access.roles import RoleKey
from sangkien.accounts.models import AccountLock
from sangkien.core.errors import NotAllowed, NotFound
from sangkien.journal.models import Entry
from sangkien.support import queries
from sangkien.support.actions import (
    asking,
    forgetting,
    helping,
    membership,
    passing_on,
    releasing,
    teams,
)
from sangkien.support.enums import HelpState
from sangkien.support.errors import InvalidHelp, InvalidTeam
from sangkien.support.models import MemberGrant, Team, TeamMember
from sangkien.units.actions import people
from sangkien.units.models import Grant
from tests.factories import NOW, TODAY, Cast, actor, make_cast, make_member
from tests.support.scene import ask, join, make_draft, second_officer, set_up

DAY = dt.timedelta(days=1)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def may_help(member: TeamMember, cast: Cast) -> bool:
    return actor(member.user).can(Permission.SUPPORT_GIVE, at=cast.factory.path)


def test_officer_of_a_grassroots_union_sets_up_a_team_and_its_members_may_help(cast: Cast) -> None:
    team = set_up(cast.factory, cast.officer, decision_number="05/QĐ-CĐCS", decided_on=TODAY)
    member = join(team, cast.officer, tasks=["Hướng dẫn viết"], is_head=True)

    assert may_help(member, cast)
    assert not actor(member.user).can(Permission.INITIATIVE_REVIEW, at=cast.factory.path)
    grant = Grant.objects.get(user=member.user)
    assert (grant.role, grant.reason) == (
        RoleKey.SUPPORT,
        "Tổ hỗ trợ sáng kiến (Quyết định 05/QĐ-CĐCS)",
    )
    membership.leave(member, by=actor(cast.officer), at=NOW)
    assert not may_help(member, cast)
    assert not MemberGrant.objects.exists()
    assert Entry.objects.filter(name="unit.role_revoked").count() == 1


def test_strangers_set_up_and_change_nothing(cast: Cast) -> None:
    team = set_up(cast.factory, cast.officer)
    member = join(team, cast.officer)

    for user in (cast.sister_officer, cast.author, cast.auditor, member.user):
        with pytest.raises(NotAllowed):
            set_up(cast.factory, user)
        with pytest.raises(NotAllowed):
            membership.add(team, cast.author, by=actor(user), at=NOW)
        with pytest.raises(NotAllowed):
            teams.end(team, by=actor(user), at=NOW)
    with pytest.raises(NotAllowed):
        membership.leave(member, by=actor(cast.sister_officer), at=NOW)
    with pytest.raises(NotFound):
        queries.get_team(team.pk, actor=actor(cast.sister_officer))
    with pytest.raises(NotFound):
        queries.get_managed_team(team.pk, actor=actor(member.user))


def test_same_form_twice_is_one_team(cast: Cast) -> None:
    key, by = uuid.uuid4(), actor(cast.officer)
    details = teams.Details(name="Tổ hỗ trợ", since_on=TODAY)

    first = teams.set_up(cast.factory, details=details, request_key=key, by=by, at=NOW)

    assert teams.set_up(cast.factory, details=details, request_key=key, by=by, at=NOW) == first
    assert Team.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"decided_on": TODAY}, "decision_number"),
        ({"until_on": TODAY - DAY}, "until_on"),
        ({"channel": "http://zalo.me/g/abc"}, "channel"),
        ({"channel": "https://zalo.me.evil.vn/g/abc"}, "channel"),
        ({"channel": "https://a@zalo.me/g/abc"}, "channel"),
        ({"channel": "javascript:alert(1)"}, "channel"),
        ({"own_tasks": ["x" * 81]}, "own_tasks"),
    ],
)
def test_wrong_details_are_refused_at_their_field(
    cast: Cast, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidTeam) as refused:
        set_up(cast.factory, cast.officer, **{"name": "Tổ", **changes})  # type: ignore[arg-type]

    assert refused.value.field == field


def test_nobody_gives_rights_to_themselves(cast: Cast) -> None:
    own = set_up(cast.factory, cast.officer)
    membership.add(own, cast.officer, by=actor(cast.officer), at=NOW)  # helps by the own office
    assert not Grant.objects.filter(user=cast.officer, role=RoleKey.SUPPORT).exists()
    district = set_up(cast.superior, cast.superior_officer)

    with pytest.raises(NotAllowed):
        membership.add(district, cast.superior_officer, by=actor(cast.superior_officer), at=NOW)


def test_rights_follow_the_units_in_charge(cast: Cast) -> None:
    team = set_up(cast.superior, cast.superior_officer)
    member, by = join(team, cast.superior_officer), actor(cast.superior_officer)
    assert may_help(member, cast)

    teams.choose_units(team, units=[cast.sister_factory], by=by, at=NOW)

    assert not may_help(member, cast)
    assert actor(member.user).can(Permission.SUPPORT_GIVE, at=cast.sister_factory.path)
    with pytest.raises(InvalidTeam):
        teams.choose_units(team, units=[cast.far_factory], by=by, at=NOW)
    with pytest.raises(InvalidTeam):
        teams.choose_units(team, units=[], by=by, at=NOW)
    teams.choose_units(team, units=[cast.superior, cast.factory], by=by, at=NOW)
    assert [unit.pk for unit in queries.units_in_charge(team)] == [cast.superior.pk]


def test_right_that_was_revoked_does_not_come_back_by_itself(cast: Cast) -> None:
    team = set_up(cast.superior, cast.superior_officer)
    member, by = join(team, cast.superior_officer), actor(cast.superior_officer)
    people.revoke_role(Grant.objects.get(user=member.user), by=by, at=NOW)

    teams.choose_units(team, units=[cast.sister_factory], by=by, at=NOW)
    teams.choose_units(team, units=[cast.superior], by=by, at=NOW)

    assert not may_help(member, cast)


def test_rights_end_on_the_last_day_of_the_team(cast: Cast) -> None:
    team = set_up(cast.factory, cast.officer, until_on=TODAY + DAY)
    member, by = join(team, cast.officer), actor(cast.officer)
    assert not actor(member.user, at=NOW + 2 * DAY).scopes[1:]

    for until_on in (None, TODAY + 9 * DAY):
        details = teams.Details(name=team.name, since_on=TODAY, until_on=until_on)
        teams.change(team, details=details, by=by, at=NOW)
        standing = Grant.objects.get(user=member.user, revoked_at=None)
        assert standing.until_on == until_on
    gone = teams.Details(name=team.name, since_on=TODAY - 9 * DAY, until_on=TODAY - DAY)
    teams.change(team, details=gone, by=by, at=NOW)

    assert not may_help(member, cast)
    assert ask(cast).team is None


@pytest.mark.postgres
def test_requests_go_to_the_nearest_team_and_up_on_request(cast: Cast) -> None:
    district = set_up(cast.superior, cast.superior_officer)
    above = join(district, cast.superior_officer, "Lý Tổ Huyện")
    own = set_up(cast.factory, cast.officer)
    near = join(own, cast.officer, "Mai Tổ Cơ Sở")

    asked = ask(cast)

    assert asked.team == own
    assert queries.queue(actor(near.user), on=TODAY)[0] == [asked]
    assert queries.queue(actor(above.user), on=TODAY)[0] == []
    assert queries.queue(actor(above.user), on=asked.due_on + DAY)[0] == [asked]
    helping.take(asked, by=actor(near.user), at=NOW)
    passing_on.pass_up(asked, text="Cần người biết tính.", by=actor(near.user), at=NOW)
    assert (asked.team, asked.state, asked.may_edit) == (district, HelpState.WAITING, False)
    assert queries.queue(actor(above.user), on=TODAY)[0] == [asked]
    helping.take(asked, by=actor(above.user), at=NOW)
    with pytest.raises(InvalidHelp):
        passing_on.pass_up(asked, text="Lên nữa.", by=actor(above.user), at=NOW)


def test_passed_to_a_colleague_who_may_help_there(cast: Cast) -> None:
    team = set_up(cast.factory, cast.officer)
    first, second = join(team, cast.officer), join(team, cast.officer, "Cao Đồng Nghiệp")
    asked = ask(cast, make_draft(cast), may_edit=True)
    helping.take(asked, by=actor(first.user), at=NOW)
    with pytest.raises(NotAllowed):
        passing_on.pass_to(asked, second.user, text="Tôi bận.", by=actor(second.user), at=NOW)
    for stranger in (cast.author, cast.sister_officer):
        with pytest.raises(InvalidHelp):
            passing_on.pass_to(asked, stranger, text="Tôi bận.", by=actor(first.user), at=NOW)

    for _again in range(2):
        passing_on.pass_to(asked, second.user, text="Tôi bận.", by=actor(first.user), at=NOW)

    assert (asked.helper, asked.state, asked.may_edit) == (second.user, HelpState.TAKEN, False)
    assert Entry.objects.filter(name="support.passed_on").count() == 1


@pytest.mark.parametrize("heir", ["Cao Đồng Nghiệp", ""])
def test_who_leaves_passes_on_what_is_in_progress(cast: Cast, heir: str) -> None:
    team = set_up(cast.factory, cast.officer)
    first, second = join(team, cast.officer), join(team, cast.officer, "Cao Đồng Nghiệp")
    asked = ask(cast, make_draft(cast), may_edit=True)
    helping.take(asked, by=actor(first.user), at=NOW)

    membership.leave(first, to=second if heir else None, by=actor(first.user), at=NOW)

    asked.refresh_from_db()
    expected = (second.user, HelpState.TAKEN) if heir else (None, HelpState.WAITING)
    assert (asked.helper, asked.state) == expected
    assert not asked.may_edit


@pytest.mark.postgres
@pytest.mark.parametrize("cause", ["revoked", "ran out", "locked", "closed"])
def test_nobody_stays_with_a_helper_who_is_gone(cast: Cast, cause: str) -> None:
    team = set_up(cast.factory, cast.officer)
    member = join(team, cast.officer)
    asked = ask(cast)
    helping.take(asked, by=actor(member.user), at=NOW)
    assert releasing.release_left(NOW) == 0
    grants = Grant.objects.filter(user=member.user)
    if cause == "revoked":
        grants.update(revoked_at=NOW)
    if cause == "ran out":
        grants.update(since_on=TODAY - DAY, until_on=TODAY - DAY)
    if cause == "locked":
        AccountLock.objects.create(user=member.user, reason="Mất máy", locked_at=NOW)
    if cause == "closed":
        type(member.user).objects.filter(pk=member.user.pk).update(is_active=False)

    assert releasing.release_left(NOW) == 1
    assert releasing.release_left(NOW) == 0

    asked.refresh_from_db()
    assert (asked.state, asked.helper) == (HelpState.WAITING, None)


def test_phone_is_shown_by_the_members_own_word(cast: Cast) -> None:
    team = set_up(cast.factory, cast.officer)
    member = join(team, cast.officer, phone="0901234567")
    assert member.phone == ""
    with pytest.raises(NotAllowed):
        membership.show_phone(member, shown=True, by=actor(cast.officer), at=NOW)

    membership.show_phone(member, shown=True, by=actor(member.user), at=NOW)
    assert member.phone == member.user.phone
    membership.leave(member, by=actor(cast.officer), at=NOW)

    assert member.phone == ""


def test_asker_says_whether_it_is_solved(cast: Cast) -> None:
    asked, author = ask(cast), actor(cast.author)
    helping.take(asked, by=actor(cast.officer), at=NOW)
    helping.close(asked, text="Đã hướng dẫn.", by=actor(cast.officer), at=NOW)
    with pytest.raises(NotAllowed):
        asking.judge(asked, solved=True, by=actor(cast.officer), at=NOW)
    with pytest.raises(InvalidHelp):
        asking.judge(asked, solved=False, text=" ", by=author, at=NOW)

    asking.judge(asked, solved=False, text="Vẫn chưa tính được.", by=author, at=NOW)
    assert (asked.state, asked.helper, asked.closed_at) == (HelpState.TAKEN, cast.officer, None)
    for _again in range(2):
        asking.judge(asked, solved=True, by=author, at=NOW)

    assert (asked.state, asked.is_solved) == (HelpState.CLOSED, True)
    assert Entry.objects.filter(name="support.judged").count() == 2


def test_erased_person_leaves_the_team_without_a_trace(cast: Cast) -> None:
    team = set_up(cast.factory, cast.officer)
    member = join(team, cast.officer, tasks=["Hướng dẫn viết"])

    forgetting.forget(member.user_id, NOW)

    member.refresh_from_db()
    assert (member.tasks, member.left_at) == ([], NOW)
    assert queries.members_of(team) == []


def test_team_ends_with_all_its_rights(cast: Cast) -> None:
    team = set_up(cast.factory, cast.officer)
    member = join(team, cast.officer)

    teams.end(team, by=actor(cast.officer), at=NOW)
    teams.end(team, by=actor(cast.officer), at=NOW)

    assert not may_help(member, cast)
    assert Entry.objects.filter(name="support.team_ended").count() == 1
    with pytest.raises(InvalidTeam):
        join(team, cast.officer, "Người Mới")


def test_member_of_the_unit_only_is_added(cast: Cast) -> None:
    team = set_up(cast.factory, cast.officer)
    other = second_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER)
    stranger = make_member(cast.far_factory, "Bạn Ở Xa")

    assert queries.candidate(team, str(other.member_code), on=TODAY) == other
    assert queries.candidate(team, str(stranger.member_code), on=TODAY) is None
