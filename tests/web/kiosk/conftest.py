import uuid
from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from sangkien.accounts.models import Pin, User
from sangkien.core import clock
from sangkien.kiosks.actions import kiosks
from sangkien.kiosks.models import Kiosk
from sangkien.web.shared import tablets
from tests.factories import NOW
from tests.web.scene import Scene, by_now, make_scene

PIN = "739105"


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


@pytest.fixture
def kiosk(scene: Scene) -> Kiosk:
    return _open(scene).kiosk


def _open(scene: Scene) -> kiosks.Opened:
    return kiosks.open_kiosk(
        scene.cast.factory,
        scene.programme,
        name="Máy nhà ăn",
        request_key=uuid.UUID("6f1d2c9e-3a55-4c1c-9f57-0d8f0c5b7a11"),
        by=by_now(scene.cast.officer),
        at=clock.now(),
    )


@pytest.fixture
def tablet(scene: Scene, kiosk: Kiosk) -> Client:
    """The browser of the tablet, between two people."""
    client = Client()
    client.cookies[tablets.COOKIE] = _open(scene).token
    return client


def with_pin(user: User) -> User:
    Pin.objects.create(user=user, encoded=make_password(PIN), set_at=NOW)
    return user


@pytest.fixture
def enter(tablet: Client) -> Callable[[User], None]:
    """The worker signs in on the tablet."""

    def sign_in(user: User) -> None:
        with_pin(user)
        response = tablet.post("/may/vao/", {"login": user.member_code, "pin": PIN})
        assert response.headers["Location"] == "/may/dang-ky/"

    return sign_in
