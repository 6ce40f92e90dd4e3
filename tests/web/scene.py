"""A small union with a programme that is open now: pages read the real clock."""

import datetime as dt
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.test import Client

from sangkien.access.actor import Actor
from sangkien.accounts import sessions
from sangkien.accounts.enums import SessionKind
from sangkien.accounts.models import User
from sangkien.core import clock
from sangkien.initiatives.models import Initiative
from sangkien.programmes.models import Programme
from sangkien.units.queries import holds_office
from tests.factories import Cast, actor, make_cast, make_initiative, make_programme
from tests.web.rendering import plain

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """The cast, and a programme of the province that receives initiatives since ten days."""

    cast: Cast
    programme: Programme

    def sent(self, author: User | None = None, **options: object) -> Initiative:
        """One that waits in the factory's queue."""
        options.setdefault("at", clock.now() - dt.timedelta(hours=2))
        author = author or self.cast.author
        return make_initiative(self.programme, self.cast.factory, author, **options)  # type: ignore[arg-type]


def make_scene(*, closes_in: dt.timedelta = 10 * DAY) -> Scene:
    cast = make_cast()
    now = clock.now()
    programme = make_programme(
        cast.province,
        opens_at=now - 10 * DAY,
        closes_at=now + closes_in,
        applied_from=dt.date(2026, 1, 1),
        applied_to=dt.date(2100, 12, 31),
    )
    return Scene(cast=cast, programme=programme)


def client_of(user: User) -> Client:
    """Signed in, and seen a moment ago: an officer's session has its short limits already."""
    client = Client()
    client.force_login(user)
    session = client.session
    office = holds_office(user, on=clock.today())
    session[sessions.KIND] = SessionKind.OFFICER if office else SessionKind.MEMBER
    now = int(clock.now().timestamp())
    session[sessions.OPENED] = session[sessions.SEEN] = session[sessions.PROVEN] = now
    session.save()
    return client


def by_now(user: User) -> Actor:
    """The actor with the rights of this moment."""
    return actor(user, at=clock.now())


def text_of(response: Any) -> str:
    """The words of a page without its markup."""
    return plain(unescape(response.content.decode()))
