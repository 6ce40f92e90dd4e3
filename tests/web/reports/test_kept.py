"""Boards that the worker draws ahead: the same page, fresh within seconds, and live for who acts."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.core import clock
from sangkien.project.kept_pages import keep_pages
from sangkien.reports.models import KeptPage
from sangkien.web.shared.http import SIGNED_IN_MARK
from tests.progress.scenes import send_now, settle
from tests.web.scene import Scene, make_scene, text_of

pytestmark = pytest.mark.django_db
SOON = dt.timedelta(seconds=4)


@pytest.fixture
def scene() -> Scene:
    found = make_scene()
    send_now(found.programme, found.cast.factory, sent=5)
    settle(clock.now())
    return found


def board(scene: Scene) -> str:
    return f"/tien-do/{scene.programme.slug}/"


@pytest.mark.parametrize("is_home", [True, False])
def test_kept_page_is_the_page_itself(client: Client, scene: Scene, *, is_home: bool) -> None:
    url = "/" if is_home else board(scene)
    live = client.get(url).content

    keep_pages(clock.now())

    with CaptureQueriesContext(connection) as caught:
        kept = client.get(url)
    assert len(caught) == 1
    assert kept.content == live
    assert kept["Cache-Control"] == "public, max-age=3"


def test_registration_is_on_the_board_with_the_next_round(client: Client, scene: Scene) -> None:
    keep_pages(clock.now())
    send_now(scene.programme, scene.cast.factory, sent=2)

    settle(clock.now())
    assert keep_pages(clock.now()) == 0  # not twice within three seconds
    drawn = keep_pages(clock.now() + SOON)

    assert drawn > 0
    assert "7" in text_of(client.get(board(scene))).split("Sáng kiến, chưa giao chỉ tiêu")[1][:20]
    assert keep_pages(clock.now() + 2 * SOON) == 0  # nothing has changed since


def test_who_is_signed_in_or_asks_for_more_gets_it_live(client: Client, scene: Scene) -> None:
    keep_pages(clock.now())
    KeptPage.objects.update(html="kept")
    assert client.get(board(scene)).content == b"kept"

    for other in (f"{board(scene)}?xep=count", f"/en{board(scene)}", f"{board(scene)}SX/"):
        assert client.get(other).content != b"kept"
    client.cookies[SIGNED_IN_MARK] = "1"
    assert client.get(board(scene)).content != b"kept"


def test_what_the_worker_forgot_is_drawn_for_the_reader(client: Client, scene: Scene) -> None:
    keep_pages(clock.now())
    KeptPage.objects.update(html="kept", drawn_at=clock.now() - dt.timedelta(seconds=61))

    assert client.get(board(scene)).content != b"kept"
    assert keep_pages(clock.now()) > 0
