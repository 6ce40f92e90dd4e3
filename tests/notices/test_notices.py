"""Verdicts become notices of the people whom they concern, once, and nobody else's."""

import datetime as dt

import pytest

from sangkien.core import clock
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.actions.authors import Credit
from sangkien.journal.actions import deliveries
from sangkien.journal.models import Delivery
from sangkien.notices import concerning
from sangkien.notices.actions import telling
from sangkien.notices.models import Notice
from sangkien.notices.queries import notices_of, unread_of
from sangkien.web.shared.notices import ADDRESSES, SENTENCES, address, line
from sangkien.web.shared.templatetags.ui import icon
from tests.factories import actor, make_member
from tests.web.scene import Scene, by_now, make_scene

pytestmark = pytest.mark.django_db
REASON = "Đề nghị ghi rõ số tiền làm lợi."


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


def delivered() -> list[Notice]:
    while deliveries.deliver_batch(clock.now()):
        pass
    return list(Notice.objects.order_by("pk"))


def test_return_tells_the_author_with_the_reason(scene: Scene) -> None:
    sent = scene.sent(title="Giá phơi vải")

    confirmation.return_for_changes(
        sent, reason=REASON, by=by_now(scene.cast.officer), at=clock.now()
    )

    [notice] = delivered()
    assert notice.recipient == scene.cast.author
    assert (notice.kind, notice.title, notice.words) == (
        "initiative.returned",
        "Giá phơi vải",
        REASON,
    )
    assert notice.key == sent.code


def test_confirmation_tells_each_author_but_not_the_officer(scene: Scene) -> None:
    fellow = make_member(scene.cast.factory, "Phan Cùng Làm")
    credit = Credit(login=fellow.member_code or "", share_bp=4_000)
    sent = scene.sent(credits=[credit], author_share_bp=6_000)

    confirmation.confirm(sent, by=by_now(scene.cast.officer), at=clock.now())

    assert {notice.recipient_id for notice in delivered()} == {scene.cast.author.pk, fellow.pk}


def test_delivery_that_comes_twice_tells_once(scene: Scene) -> None:
    confirmation.confirm(scene.sent(), by=by_now(scene.cast.officer), at=clock.now())
    delivered()
    Delivery.objects.update(done_at=None, run_at=clock.now() - dt.timedelta(minutes=1))

    assert len(delivered()) == 1


def test_locked_accounts_are_told_nothing(scene: Scene) -> None:
    sent = scene.sent()
    scene.cast.author.is_active = False
    scene.cast.author.save()

    confirmation.confirm(sent, by=by_now(scene.cast.officer), at=clock.now())

    assert delivered() == []


def test_notices_are_those_of_the_reader(scene: Scene) -> None:
    confirmation.confirm(scene.sent(), by=by_now(scene.cast.officer), at=clock.now())
    delivered()

    assert len(notices_of(by_now(scene.cast.author)).rows) == 1
    assert notices_of(by_now(scene.cast.officer)).rows == []


def test_read_ones_are_not_new_and_are_forgotten_after_a_year(scene: Scene) -> None:
    confirmation.confirm(scene.sent(), by=by_now(scene.cast.officer), at=clock.now())
    delivered()
    author, now = actor(scene.cast.author, at=clock.now()), clock.now()

    assert telling.mark_all_read(by=author, at=now) == 1
    assert unread_of(author, limit=5) == []
    assert telling.forget_old(now + dt.timedelta(days=360)) == 0
    assert telling.forget_old(now + dt.timedelta(days=370)) == 1


def test_pages_have_words_for_everything_that_is_told() -> None:
    assert set(concerning.told_of()) == set(SENTENCES)


@pytest.mark.parametrize("kind", concerning.told_of())
def test_every_notice_has_a_sign_and_a_page(kind: str) -> None:
    notice = Notice(kind=kind, title="Giá phơi vải", happened_at=clock.now())

    assert "<svg" in icon(line(notice).icon)
    for about in ADDRESSES:
        notice.subject_kind, notice.key = about, "1"
        assert address(notice).startswith("/")
