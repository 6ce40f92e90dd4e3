"""Every address of the product with objects of one CĐCS in it, and the people who might come.

A new page appears here by itself. The tests fail with its name until somebody says what its
arguments are, to which branch they belong, and what a plausible form for it looks like.
"""

import contextlib
import itertools
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client
from django.urls import get_resolver, reverse

from sangkien.accounts.models import OneTimeCode, Session, SignInTry, User
from sangkien.papers.models import Lookup
from tests.architecture.addresses import (
    BRANCH,
)
from tests.architecture.test_urls import named_views
from tests.web.scene import client_of

# Signing in counts tries per account, also those of strangers, and opens sessions: no data of
# anybody. Who makes a one-time code is in the journal. Verifying a paper counts look-ups.
NO_DATA = {SignInTry, OneTimeCode, Session, Lookup}
BOOKKEEPING = {"last_login"}

ANYTHING = {"title": "Sáng kiến lạ", "reason": "Không rõ", "value": "1", "q": "a"}


WEB = Path(__file__).resolve().parents[2] / "sangkien" / "web"
ASKED = re.compile(r"""\.get(?:list)?\(\s*"([a-z_-]+)\"""")

WRITING = re.compile(r'\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM)\s+"(\w+)"')
READING = re.compile(r"\s*(?:SELECT|SAVEPOINT|RELEASE|ROLLBACK TO)\b")

Rows = dict[str, list[tuple[object, ...]]]


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What became of a form; `changed` are tables."""

    response: Any
    changed: list[str]


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form that would be kept: who may send it, about what, and what stands in it."""

    sender: str
    body: dict[str, Any]
    args: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Address:
    name: str
    url: str
    is_public: bool
    has_object: bool

    @property
    def branch(self) -> str:
        """A page of a new area has to be given a branch before this test passes."""
        return BRANCH.get(self.name) or BRANCH[self.name.partition(":")[0]]


@dataclass(frozen=True, kw_only=True)
class World:
    """`values` are by "name.argument" or "area.argument"; `secrets` must not leave the factory.

    `hidden` is what no public page tells: drafts, and names without consent. The fellow has a
    share in the initiative `credited`, and no business with any other.
    """

    readers: dict[str, User | None]
    values: dict[str, tuple[object, ...]]
    forms: dict[str, Form]
    secrets: tuple[str, ...]
    hidden: tuple[str, ...]
    credited: str
    browsers: dict[str, Client] = field(default_factory=dict)

    def addresses(self) -> Iterator[Address]:
        """Every page once for each combination of its objects."""
        for name, pattern in named_views(get_resolver()):
            arguments = list(pattern.pattern.converters)
            choices = [self._values(name, argument) for argument in arguments]
            for chosen in itertools.product(*choices):
                yield Address(
                    name=name,
                    url=reverse(name, kwargs=dict(zip(arguments, chosen, strict=True))),
                    is_public=not getattr(pattern.callback, "login_required", True),
                    has_object=bool(arguments),
                )

    def _values(self, name: str, argument: str) -> tuple[object, ...]:
        area = name.partition(":")[0]
        return self.values.get(f"{name}.{argument}") or self.values.get(f"{area}.{argument}") or ()

    def unfilled(self) -> list[str]:
        return [
            f"{name}: {argument}"
            for name, pattern in named_views(get_resolver())
            for argument in pattern.pattern.converters
            if not self._values(name, argument)
        ]

    def client(self, reader: str) -> Client:
        """The reader's browser; what breaks is an answer of 5xx, as in real life."""
        if reader not in self.browsers:
            user = self.readers[reader]
            self.browsers[reader] = client_of(user) if user else Client()
            self.browsers[reader].raise_request_exception = False
        return self.browsers[reader]

    def send(self, reader: str, url: str, body: dict[str, Any], *, before: Rows) -> Sent:
        """Send a form, see which tables differ from `before`, and undo it."""
        browser = self.client(reader)
        session = browser.cookies.get(settings.SESSION_COOKIE_NAME)
        key = session.value if session else ""
        with transaction.atomic(), watched() as watch:
            written = rows_written()
            response = browser.post(url, body)
            tables = changed(before, watch) if rows_written() != written else []
            transaction.set_rollback(True)
        session = browser.cookies.get(settings.SESSION_COOKIE_NAME)
        if (session.value if session else "") != key:  # its row was undone with the rest
            del self.browsers[reader]
        return Sent(response=response, changed=tables)

    def plausible(self, name: str) -> dict[str, Any]:
        return self.forms[name].body if name in self.forms else ANYTHING


@cache
def parameters(area: str) -> frozenset[str]:
    """The names that pages of an area read from the query string, what all areas share included."""
    folders = (WEB / area, WEB / "shared", WEB / "middleware")
    sources = (path.read_text(encoding="utf-8") for dir_ in folders for path in dir_.rglob("*.py"))
    return frozenset(name for source in sources for name in ASKED.findall(source))


def rows_written() -> int:
    """How many rows this connection has written so far: most refusals write none, and comparing
    every table takes a hundred times as long as being refused. Only SQLite counts them.
    """
    connection.ensure_connection()
    return getattr(connection.connection, "total_changes", time.monotonic_ns())


class Watch:
    """Which tables were written since; comparing every table takes thirty times as long.

    A statement that is not understood may have written any of them.
    """

    def __init__(self) -> None:
        self.tables: set[str] = set()
        self.is_clear = True

    def __call__(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if found := WRITING.match(sql):
            self.tables.add(found[1])
        elif not READING.match(sql):
            self.is_clear = False
        return execute(sql, *rest)

    def may_have_changed(self, model: type[Model]) -> bool:
        return not self.is_clear or model._meta.db_table in self.tables


@contextlib.contextmanager
def watched() -> Iterator[Watch]:
    watch = Watch()
    with connection.execute_wrapper(watch):
        yield watch


def snapshot(watch: Watch | None = None) -> Rows:
    """Every row of every table of the project, or of those that were written, as it stands."""
    return {
        model._meta.label: sorted(
            model._default_manager.values_list(
                *(f.attname for f in model._meta.concrete_fields if f.name not in BOOKKEEPING)
            ),
            key=repr,
        )
        for model in apps.get_models()
        if model.__module__.startswith(("sangkien.", "allauth."))
        and model not in NO_DATA
        and (watch is None or watch.may_have_changed(model))
    }


def changed(before: Rows, watch: Watch | None = None) -> list[str]:
    """The tables that differ now."""
    now = snapshot(watch)
    return [label for label in before if label in now and before[label] != now[label]]
