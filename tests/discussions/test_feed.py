"""What happened to what somebody follows, a page at a time."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.accounts.models import User
from sangkien.core.periods import end_of
from sangkien.discussions import feed
from sangkien.discussions.actions import following, talking
from sangkien.discussions.feed import Feed, feed_of
from sangkien.discussions.models import Follow
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.models import Initiative
from sangkien.programmes.actions import extending
from sangkien.programmes.actions.extending import Signed
from sangkien.programmes.models import Period, Programme
from sangkien.units.models import Unit
from tests.adoption.scenes import Scene, make_adoption_scene
from tests.discussions.test_talking import say
from tests.factories import NOW, actor, make_initiative, make_member

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def scene(db: None) -> Scene:
    return make_adoption_scene()


@pytest.fixture
def reader(scene: Scene) -> User:
    return make_member(scene.cast.far_factory, "Bạn Đọc Xa")


def follow(user: User, *things: Initiative | Unit | Programme) -> None:
    for thing in things:
        following.follow(thing, following=True, by=actor(user), at=NOW)


def kinds(page: Feed) -> list[str]:
    return [row.kind for row in page.rows]


def extend(scene: Scene) -> None:
    rows = Period.objects.select_related("programme__owner", "unit")
    signed = Signed(
        closes_at=end_of(dt.date(2026, 6, 20)),
        reason="Nhiều đơn vị đề nghị",
        number="20/QĐ",
        issued_on=dt.date(2026, 5, 19),
    )
    by = actor(scene.cast.provincial_officer)
    extending.extend_period(rows.get(kind="phase"), signed, by=by, at=NOW + 9 * MINUTE)


def test_everything_that_is_followed_comes_in_one_order(scene: Scene, reader: User) -> None:
    initiative = scene.confirmed()
    follow(reader, initiative, scene.cast.factory, scene.programme)
    say(initiative, scene.cast.sister_officer, is_question=True, at=NOW + MINUTE)
    scene.adopt(initiative, at=NOW + 2 * MINUTE)
    say(initiative, scene.cast.author, "Thép hộp 40.", at=NOW + 3 * MINUTE)
    extend(scene)

    page = feed_of(actor(reader))

    assert kinds(page) == ["extended", "answer", "adoption.recorded", "question", "confirmed"]
    assert (page.follows, page.following) == (True, None)


def test_nothing_of_others_and_nothing_of_what_is_not_followed(scene: Scene, reader: User) -> None:
    initiative = scene.confirmed()
    say(initiative, scene.cast.sister_officer)
    follow(scene.cast.auditor, initiative)

    assert feed_of(actor(reader)) == Feed(rows=[], following=None, follows=False, is_partial=False)


def test_own_words_hidden_ones_and_removed_ones_are_no_news(scene: Scene, reader: User) -> None:
    initiative = scene.confirmed()
    follow(reader, initiative)
    say(initiative, reader, "Lời của tôi.")
    hidden = say(initiative, scene.cast.sister_officer, "Mua ở đây.")
    removed = say(initiative, scene.cast.superior_officer, "Nhầm.")
    talking.hide(hidden, reason="Quảng cáo.", by=actor(scene.cast.officer), at=NOW)
    talking.remove(removed, by=actor(scene.cast.superior_officer), at=NOW)

    assert kinds(feed_of(actor(reader))) == []


def test_what_is_not_valid_any_more_or_never_was_is_no_news(scene: Scene, reader: User) -> None:
    initiative = scene.confirmed()
    follow(reader, initiative, scene.cast.factory)
    say(initiative, scene.cast.sister_officer)
    make_initiative(scene.programme, scene.cast.factory, scene.cast.author, title="Chưa xét xong")
    confirmation.reopen(initiative, reason="Xét lại.", by=actor(scene.cast.officer), at=NOW)

    assert kinds(feed_of(actor(reader))) == []


def test_pages_follow_each_other_without_gap_or_double(scene: Scene, reader: User) -> None:
    initiative = scene.confirmed()
    follow(reader, initiative, scene.cast.factory)
    for number in range(3):
        words = f"Ý kiến {number}"
        say(initiative, scene.cast.sister_officer, words, at=NOW + (10 - number) * MINUTE)
    scene.adopt(initiative, at=NOW + 5 * MINUTE)

    seen, cursor = [], ""
    while True:
        page = feed_of(actor(reader), cursor=cursor, limit=2)
        assert len(page.rows) <= 2
        seen += [(row.kind, row.number) for row in page.rows]
        if page.following is None:
            break
        cursor = page.following

    assert len(seen) == len(set(seen)) == 5


@pytest.mark.parametrize("cursor", ["x", "1.2.3", "-1.1.1.1", "9" * 30, "9999999999999999999." * 4])
def test_nonsense_for_a_cursor_is_the_first_page(scene: Scene, reader: User, cursor: str) -> None:
    follow(reader, scene.cast.factory)
    scene.confirmed()

    assert kinds(feed_of(actor(reader), cursor=cursor)) == ["confirmed"]


def test_it_asks_as_often_for_much_as_for_little(scene: Scene, reader: User) -> None:
    counts = []
    for number in range(2):
        for part in range(1 + 2 * number):
            made = scene.confirmed(title=f"Sáng kiến {number}.{part} của xưởng")
            follow(reader, made, scene.cast.factory, scene.programme)
            say(made, make_member(scene.cast.sister_factory), f"Hay {number}.{part}")
            scene.adopt(made)
        by = actor(reader)
        with CaptureQueriesContext(connection) as queries:
            feed_of(by)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_who_follows_very_much_sees_the_latest_and_is_told_so(
    scene: Scene, reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "MOST_INITIATIVES", 1)
    first, second = (scene.confirmed(title=f"Sáng kiến số {n} của xưởng") for n in (1, 2))
    follow(reader, first, second)
    for made in (first, second):
        say(made, scene.cast.sister_officer)

    page = feed_of(actor(reader))

    assert page.is_partial
    assert [row.initiative for row in page.rows] == [second]


def test_following_is_stopped_by_its_owner_alone(scene: Scene, reader: User) -> None:
    initiative = scene.confirmed()
    follow(reader, initiative)
    line = Follow.objects.get()

    assert not following.stop(line.pk, by=actor(scene.cast.author), at=NOW)
    assert Follow.objects.exists()
    confirmation.reopen(initiative, reason="Xét lại.", by=actor(scene.cast.officer), at=NOW)
    assert following.stop(line.pk, by=actor(reader), at=NOW)
    assert not following.stop(line.pk, by=actor(reader), at=NOW)
    assert not Follow.objects.exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_feed_reads_the_same_on_both_databases() -> None:
    scene = make_adoption_scene()
    reader = make_member(scene.cast.far_factory, "Bạn Đọc Xa")
    initiative = scene.confirmed()
    follow(reader, initiative, scene.cast.factory, scene.programme)
    scene.adopt(initiative, at=NOW + MINUTE)

    assert kinds(feed_of(actor(reader))) == ["adoption.recorded", "confirmed"]
