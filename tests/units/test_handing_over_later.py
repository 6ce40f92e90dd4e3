"""A hand-over that is dated ahead passes on the drafts on its day, once."""

import datetime as dt
import uuid

import pytest

from sangkien.accounts.models import User
from sangkien.initiatives.actions import confirmation, drafting
from sangkien.initiatives.models import Initiative
from sangkien.journal.models import Entry
from sangkien.units import subscribers
from sangkien.units.actions import granting, people
from sangkien.units.models import Grant
from tests.factories import (
    NOW,
    TODAY,
    Cast,
    actor,
    make_cast,
    make_initiative,
    make_member,
    make_programme,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

DAY = dt.timedelta(days=1)
LATER = TODAY + 5 * DAY


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def start(cast: Cast, title: str, author: User, *, at: dt.datetime = NOW) -> Initiative:
    return drafting.start_draft(
        make_programme(cast.province, title=title),
        cast.factory,
        author=author,
        request_key=uuid.uuid4(),
        changes={"title": title},
        by=actor(cast.officer, at=at),
        at=at,
    )


def hand_over(cast: Cast, *, with_drafts: bool = True, on: dt.date = LATER) -> Grant:
    return granting.hand_over(
        Grant.objects.get(user=cast.officer),
        cast.author,
        on=on,
        until_on=None,
        is_acting=False,
        reason="Đại hội",
        by=actor(cast.superior_officer),
        at=NOW,
        with_drafts=with_drafts,
    )


def enterers(*drafts: Initiative) -> list[str]:
    rows = Initiative.objects.in_bulk([draft.pk for draft in drafts])
    return [rows[draft.pk].entered_by.full_name for draft in drafts]


def test_the_drafts_go_on_with_the_new_officer_on_the_day(cast: Cast) -> None:
    worker, old, heir = make_member(cast.factory, "Ngô Thợ May"), cast.officer, cast.author
    before = start(cast, "Trước khi bàn giao", worker)
    taken = hand_over(cast)
    meanwhile = start(cast, "Trong lúc chờ", worker, at=NOW + 2 * DAY)
    own = start(cast, "Của chính cán bộ", old)

    assert subscribers.pass_drafts(NOW + 4 * DAY) == 0
    assert enterers(before, meanwhile) == [old.full_name] * 2
    assert subscribers.pass_drafts(NOW + 5 * DAY) == 1
    assert subscribers.pass_drafts(NOW + 5 * DAY) == 0

    assert enterers(before, meanwhile, own) == [heir.full_name, heir.full_name, old.full_name]
    entry = Entry.objects.get(name="unit.drafts_passed")
    assert (entry.unit_id, entry.payload["from_id"], entry.payload["user_id"]) == (
        cast.factory.pk,
        old.pk,
        heir.pk,
    )
    taken.refresh_from_db()
    assert taken.drafts_from is None


def test_one_of_today_passes_them_at_once(cast: Cast) -> None:
    draft = start(cast, "Bản nháp", make_member(cast.factory, "Ngô Thợ May"))

    hand_over(cast, on=TODAY)

    assert enterers(draft) == [cast.author.full_name]
    assert subscribers.pass_drafts(NOW) == 0


def test_without_the_wish_or_after_a_revocation_nothing_moves(cast: Cast) -> None:
    draft = start(cast, "Bản nháp", make_member(cast.factory, "Ngô Thợ May"))
    taken = hand_over(cast)
    people.revoke_role(taken, by=actor(cast.superior_officer), at=NOW + DAY)

    subscribers.pass_drafts(NOW + 6 * DAY)

    assert enterers(draft) == [cast.officer.full_name]
    assert not Entry.objects.filter(name="unit.drafts_passed").exists()
    taken.refresh_from_db()
    assert taken.drafts_from is None


def test_what_came_back_and_was_not_sent_again_goes_on_too(cast: Cast) -> None:
    programme = make_programme(cast.province)
    returned, sent = (
        make_initiative(programme, cast.factory, make_member(cast.factory, name))
        for name in ("Ngô Thợ May", "Lý Thợ Cắt")
    )
    Initiative.objects.update(entered_by=cast.officer)
    confirmation.return_for_changes(
        returned, reason="Ghi rõ cách làm", by=actor(cast.officer), at=NOW
    )

    hand_over(cast, on=TODAY)

    assert enterers(returned, sent) == [cast.author.full_name, cast.officer.full_name]
