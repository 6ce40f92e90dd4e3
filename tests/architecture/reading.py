"""Every address read once by every reader: the tests look at the same answers, each for its rule."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.http import QueryDict
from django.utils.functional import cached_property

from tests.architecture.matrix import Address, World, changed, snapshot
from tests.architecture.shared import as_made


@dataclass(frozen=True, kw_only=True)
class Visit:
    """`told` are the secrets in the answer; `digest` is of its words, and nothing for files."""

    address: Address
    status: int
    headers: dict[str, str]
    sets_cookies: bool
    told: tuple[str, ...]
    digest: str

    @property
    def url(self) -> str:
        return self.address.url

    def __str__(self) -> str:
        return f"{self.address.name} {self.address.url}: {self.status}"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What one reader was answered everywhere, and the tables that differ afterwards."""

    visits: list[Visit]
    changed: list[str]


@dataclass(frozen=True)
class Readings:
    """Made when a test first asks for them, and kept for the others."""

    made: World
    kept: dict[str, Reading] = field(default_factory=dict)

    def of(self, reader: str) -> Reading:
        if reader not in self.kept:
            with transaction.atomic():
                self.kept[reader] = _read(as_made(self.made), reader)
                transaction.set_rollback(True)
        return self.kept[reader]


def _read(world: World, reader: str) -> Reading:
    before, visits = snapshot(), []
    for address in world.addresses():
        response = world.client(reader).get(address.url)
        text = response.getvalue().decode(errors="replace")  # a paper is no text; its data are
        visits.append(
            Visit(
                address=address,
                status=response.status_code,
                headers=dict(response.headers),
                sets_cookies=bool(response.cookies),
                told=tuple(s for s in {*world.secrets, *world.hidden} if s in text),
                digest="" if response.streaming else digest_of(text),
            )
        )
    return Reading(visits=visits, changed=changed(before))


def digest_of(page: str) -> str:
    """Of the page without what is new in every answer or quotes its own address."""
    for noise in (
        r'value="[A-Za-z0-9]{64}"',
        r"[0-9a-f]{8}-[0-9a-f-]{27}",
        r'(?:href|value|hx-get)="[^"]*"',
        r"\d\d:\d\d(?::\d\d(?:\.\d+)?)?",
    ):
        page = re.sub(noise, "", page)
    return sha256(page.encode()).hexdigest()


class Asked(QueryDict):
    """A query string that remembers which names a page asked it for."""

    names: set[str]
    is_filled = False

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.is_filled = True

    def _note(self, key: object) -> None:
        if self.is_filled:  # it asks itself while it is filled
            self.names.add(str(key))

    def __getitem__(self, key: str) -> Any:
        self._note(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self._note(key)
        return super().__contains__(key)

    def getlist(self, key: str, default: Any = None) -> Any:
        self._note(key)
        return super().getlist(key, default)


def names_asked(patch: pytest.MonkeyPatch) -> set[str]:
    """The names that pages ask for from now on, also through forms; the caller clears them."""
    names: set[str] = set()
    kind = type("Asked", (Asked,), {"names": names})
    given = cached_property(lambda request: kind(request.META.get("QUERY_STRING", "")))
    given.__set_name__(WSGIRequest, "GET")
    patch.setattr(WSGIRequest, "GET", given)
    return names


def each_of(asked: set[str]) -> Iterator[str]:
    """Each name once, those that a page asks for only because of another one included."""
    tried: set[str] = set()
    while waiting := sorted(asked - tried):
        for name in waiting:
            tried.add(name)
            yield name
