"""Who sees which initiative: every reader starts from `visible_to`."""

import datetime as dt

import pytest

from sangkien.access.actor import Actor
from sangkien.access.roles import RoleKey
from sangkien.core.errors import NotFound
from sangkien.initiatives import queries, waiting
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.permissions import has_interest
from sangkien.units.actions import people
from tests.factories import (
    NOW,
    SYSTEM,
    TODAY,
    Cast,
    actor,
    make_cast,
    make_initiative,
    make_member,
    make_programme,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def sent(cast: Cast) -> Initiative:
    return make_initiative(make_programme(cast.national), cast.factory, cast.author)


@pytest.mark.parametrize(
    ("person", "sees"),
    [
        ("author", True),
        ("officer", True),
        ("superior_officer", True),
        ("provincial_officer", True),
        ("national_officer", True),
        ("auditor", True),
        ("sister_officer", False),
    ],
)
def test_sent_initiative_is_seen_up_the_branch_only(
    cast: Cast,
    sent: Initiative,
    person: str,
    sees: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    visible = Initiative.objects.visible_to(actor(getattr(cast, person)))

    assert list(visible) == ([sent] if sees else [])


def test_stranger_and_anonymous_see_nothing(cast: Cast, sent: Initiative) -> None:
    stranger = make_member(cast.far_factory, "Người Lạ")

    for reader in (actor(stranger), Actor.anonymous()):
        with pytest.raises(NotFound):
            queries.get_initiative(sent.code, actor=reader)


def test_coauthor_sees_it(cast: Cast) -> None:
    colleague = make_member(cast.factory, "Lý Văn Ba")
    credit = Credit(name="", login=colleague.member_code, share_bp=4_000)
    programme = make_programme(cast.province)

    sent = make_initiative(
        programme, cast.factory, cast.author, author_share_bp=6_000, credits=(credit,)
    )

    assert queries.get_initiative(sent.reference, actor=actor(colleague)) == sent


def test_grant_that_ended_yesterday_sees_nothing(cast: Cast, sent: Initiative) -> None:
    helper = make_member(cast.far_factory, "Phạm Thị Tạm")
    people.grant_role(
        cast.superior,
        helper,
        role=RoleKey.AUDITOR,
        since_on=TODAY - dt.timedelta(days=30),
        until_on=TODAY,
        by=SYSTEM,
        at=NOW,
    )
    last_moment = NOW.replace(hour=23, minute=59, second=59)
    midnight = last_moment + dt.timedelta(seconds=1)

    assert list(Initiative.objects.visible_to(actor(helper, at=last_moment))) == [sent]
    assert list(Initiative.objects.visible_to(actor(helper, at=midnight))) == []


def test_queue_shows_what_waits_in_own_units_without_own_ones(cast: Cast, sent: Initiative) -> None:
    own = make_initiative(sent.programme, cast.factory, cast.officer)
    credit = Credit(name="", login=cast.officer.member_code, share_bp=1_000)
    shared = make_initiative(
        sent.programme, cast.factory, cast.author, author_share_bp=9_000, credits=(credit,)
    )
    make_initiative(sent.programme, cast.sister_factory, make_member(cast.sister_factory))

    assert waiting.review_queue(actor(cast.officer)).rows == [sent]
    assert waiting.kept_from_review(actor(cast.officer)) == [own, shared]
    assert waiting.kept_from_review(actor(cast.author)) == []
    assert waiting.review_queue_size(actor(cast.officer)) == 1
    assert waiting.review_queue(actor(cast.auditor)).rows == []


def test_queue_pages_reach_everything_once(cast: Cast, sent: Initiative) -> None:
    others = [
        make_initiative(sent.programme, cast.factory, make_member(cast.factory)) for _ in range(4)
    ]
    reader = actor(cast.officer)
    seen: list[Initiative] = []
    cursor: str | None = None
    for _page in range(3):
        page = waiting.review_queue(reader, cursor=cursor, limit=2)
        seen += page.rows
        cursor = page.following

    assert seen == [sent, *others]
    assert cursor is None


@pytest.mark.parametrize("typed", ["x", "1.", ".5", "9" * 40 + ".1", "-1.2", "1.2.3", "١.٢"])
def test_nonsense_cursor_is_the_first_page(cast: Cast, sent: Initiative, typed: str) -> None:
    assert waiting.review_queue(actor(cast.officer), cursor=typed).rows == [sent]


def test_tracking_finds_sent_ones_in_any_spelling_but_no_drafts(
    cast: Cast, sent: Initiative
) -> None:
    spelled = f"sk {sent.code[:5].lower()} {sent.code[5:].lower()}"

    assert queries.track(spelled) == sent
    with pytest.raises(NotFound):
        queries.track("SK-00000-00000")


def test_happenings_tell_who_did_what_and_why(cast: Cast, sent: Initiative) -> None:
    confirmation.return_for_changes(
        sent, reason="Thiếu số quyết định công nhận.", by=actor(cast.officer), at=NOW
    )

    told = [(h.name, h.actor_name, h.reason) for h in queries.happenings(sent)]

    assert told == [
        ("initiative.submitted", "Nguyễn Văn An", ""),
        ("initiative.returned", "Trần Thị Bình", "Thiếu số quyết định công nhận."),
    ]


def test_who_entered_it_decides_in_the_own_union_and_not_above(cast: Cast) -> None:
    initiative = make_initiative(make_programme(cast.province), cast.factory, cast.author)
    initiative.entered_by = cast.officer
    enterer = actor(cast.officer)
    initiative.step = 2

    assert not has_interest(enterer, initiative)  # its own council
    initiative.waits_path = cast.superior.path
    assert has_interest(enterer, initiative)
    initiative.step, initiative.waits_path = 0, ""
    assert not has_interest(enterer, initiative)
