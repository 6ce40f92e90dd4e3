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
from tests.architecture.test_urls import named_views
from tests.web.scene import client_of

# Signing in counts tries per account, also those of strangers, and opens sessions: no data of
# anybody. Who makes a one-time code is in the journal. Verifying a paper counts look-ups.
NO_DATA = {SignInTry, OneTimeCode, Session, Lookup}
BOOKKEEPING = {"last_login"}

# To which branch the objects in an address belong; whoever does not oversee it gets 404.
BRANCH = {
    "units": "factory",
    "clusters": "province",
    "commendation": "factory",
    "councils": "factory",
    "agreements": "factory",
    "exports": "factory",  # of an officer of the factory
    "followup": "factory",
    "practices": "factory",
    "documents": "factory",
    "scoring": "factory",
    "initiatives": "factory",
    "library": "factory",
    "library:during_review": "province",
    "audits": "factory",
    "inspections": "factory",
    "reporting": "factory",
    "support": "factory",
    "progress": "factory",
    "reports": "factory",
    "privacy": "factory",
    "recognition": "factory",
    "programmes": "province",
    "programmes:plan": "factory",
    "programmes:aim": "factory",
    "programmes:aim_change": "factory",
    "programmes:aim_decide": "factory",
    "programmes:aim_edit": "factory",
    "programmes:aim_report": "factory",
    "programmes:aim_result": "factory",
    "programmes:target": "factory",
    "programmes:target_remove": "factory",
    "units:workplace_answer": "province",
    "messages": "province",
    "notices": "factory",  # a notice to the author
    "accounts": "factory",  # a second factor of the author
}

# Pages without an object in their address show what belongs to the reader, and nothing else.
OWN_THINGS = {
    "accounts:logout": "ends the own session",
    "accounts:profile": "the own account",
    "accounts:show_name": "the own consent",
    "accounts:change_password": "the own password",
    "home:identity": "the own name and menu",
    "privacy:mine": "what is held about the reader",
    "privacy:json": "the same as a file",
    "privacy:pdf": "the same as a file",
    "privacy:phone": "the own phone number",
    "privacy:ask": "requests about the own data",
    "privacy:queue": "requests that the reader answers",
    "recognition:index": "the units for which the reader decides",
    "recognition:appeals": "appeals that the reader answers",
    "units:lookalikes": "doubles among the people whom the reader looks after",
    "units:review": "roles that the reader may give and take back",
    "accounts:change_pin": "the own PIN",
    "accounts:remove_pin": "the own PIN",
    "accounts:sessions": "the own sessions",
    "accounts:end_session": "the own sessions",
    "accounts:security": "the own second factors",
    "accounts:prove": "proves to be oneself",
    "accounts:add_passkey": "the own second factors",
    "accounts:passkey_registration": "a challenge for the own passkey",
    "accounts:add_app": "the own second factors",
    "accounts:recovery_codes": "the own recovery codes",
    "messages:index": "the texts of messages, for those at the top of the tree",
    "councils:index": "councils in which the reader sits or that the reader looks after",
    "agreements:index": "agreements in which the reader's units take part",
    "commendation:funds": "funds of the reader's offices",
    "commendation:fund_open": "funds of the reader's offices",
    "documents:index": "documents of the units that the reader writes for",
    "documents:templates": "templates of the units that the reader writes for",
    "commendation:mine": "the own awards",
    "commendation:register_start": "decisions and registers of the reader's offices",
    "scoring:index": "criteria by which the reader's units are scored, and published ones",
    "commendation:start": "links to the pages of the reader's offices",
    "commendation:awards": "awards for which the reader's units nominate, and shipped ones",
    "commendation:eligible": "candidates in the branches that the reader looks after",
    "commendation:eligible_xlsx": "the same as a file",
    "commendation:eligible_nominate": "candidates of the reader's own office",
    "commendation:rounds": "rounds of the reader's units and of those above",
    "commendation:dossiers": "dossiers that the reader's units propose",
    "commendation:dossier_inbox": "dossiers that wait at the reader's offices",
    "scoring:cards": "cards of the reader's units, and those that wait for the reader",
    "scoring:openings": "what the reader's offices opened",
    "practices:managed": "practices of the units that the reader looks after",
    "desk:emulation": "links to the pages of the reader's offices",
    "desk:index": "what waits for the reader",
    "exports:index": "what the reader exported",
    "exports:ask": "takes away what the reader sees",
    "followup:index": "units below the offices that the reader holds",
    "notices:index": "notices to the reader",
    "notices:read_all": "notices to the reader",
    "programmes:aims": "targets of the units that the reader oversees",
    "programmes:aims_sheet": "targets of the units that the reader oversees",
    "programmes:aim_new": "targets for the units that the reader looks after",
    "programmes:create": "programmes of the units that the reader runs",
    "programmes:managed": "programmes that the reader runs or takes part in",
    "units:workplace": "the register of units, and what the reader asked about it",
    "units:workplaces": "workplaces that wait in the branches that the reader manages",
    "units:index": "the own units, and a search in those that the reader may look into",
    "initiatives:list": "the own initiatives, and those of the units that the reader oversees",
    "initiatives:start": "registering for the own units",
    "initiatives:similar": "titles that everybody may read",
    "offline:bring": "a draft of the own",
    "initiatives:quick": "registering on a shared tablet, and only there",
    "kiosk:choose": "a worker's session on a shared tablet, and only there",
    "kiosk:receipt": "a worker's session on a shared tablet, and only there",
    "audits:index": "audits of the reader's offices, and results of the units they look after",
    "inspections:index": "inspections of the reader's units, and by them",
    "inspections:findings": "what the reader's units have to put right, or found elsewhere",
    "reporting:index": "reports that the reader's units owe",
    "reporting:asked": "reports that the reader's units asked for",
    "support:queue": "requests of the units in which the reader helps",
    "support:ask": "asks for help in the own unit",
    "support:own": "the own requests for help",
    "support:teams": "the teams in which the reader is or that the reader looks after",
    "support:work": "what the reader wrote down as a member of a team",
    "support:care": "the units in the reader's care",
    "support:assign": "units whose teams the reader looks after",
    "library:checks": "questions about what the reader wrote or looks after",
    "library:reported": "what was reported in the units that the reader looks after",
    "library:followed": "what the reader follows",
    "library:news": "what happened to what the reader follows",
    "library:awaiting": "what members of the reader's units recorded",
    "initiatives:queue": "what waits for the reader's decision",
    "initiatives:beside": "beside what waits for the reader's decision",
    "initiatives:canned": "the reasons kept for the units in which the reader decides",
    "initiatives:sleeping": "what sleeps in the units below the reader's office",
    "initiatives:on_behalf": "members of the units that the reader looks after",
    "initiatives:enrol": "enrols into the units that the reader looks after",
}

# About confirmed initiatives, which everybody may read: whoever is signed in finds these.
FOR_EVERYBODY = {
    "library:life": "what became of a confirmed initiative",
    "library:adopt": "says that the own unit uses it",
    "documents:shipped": "suggested wording, for every officer",
    "commendation:shipped": "what is known of an award, for every officer",
    "scoring:example": "published criteria, for every officer",
    "scoring:grid": "the own card of a unit that is scored beside; others once published",
    "scoring:grid_sheet": "the same as a workbook",
    "scoring:ranking": "published results of the reader's own cluster",
    "scoring:summary_pdf": "the same as the grid",
    "scoring:summary_word": "the same as the grid",
    "practices:take_over": "says that the own unit uses a recognised practice",
    "library:talk": "what is said about it",
    "library:comment": "one thing that was said",
}

# Sent by anybody who is signed in, these change something, and only of the sender's own.
OWN_WRITES = {
    "accounts:show_name": "the own consent",
    "initiatives:start": "a draft of the own",
    "exports:ask": "a list as the sender sees it",
    "support:ask": "a request of the own",
    "library:adopt": "what the own unit uses",
    "practices:take_over": "what the own unit uses",
    "library:talk": "the own words",
    "library:comment": "the own words, and a report of those of others",
    "library:praise": "the own praise",
    "library:follow": "what the reader follows",
    "library:followed": "what the reader follows",
    "offline:bring": "a draft of the own",
    "privacy:ask": "a request of the own",
    "units:workplace": "a question of the own",
}

# These answer a form and keep nothing.
NO_ROWS = {
    "accounts:login": "opens a session",
    "accounts:logout": "ends a session",
    "accounts:activate": "leads on to the second step",
    "accounts:choose_secret": "works only in the browser of the first step",
    "accounts:end_session": "ends a session, here one that is gone",
    "accounts:second_step": "works only in the browser of the first step",
    "accounts:prove": "notes in the session that somebody is there",
    "accounts:passkey_login": "opens a session",
    "accounts:external": "leads to another sign-in",
    "accounts:passkey_challenge": "waits in the session",
    "accounts:passkey_registration": "waits in the session",
    "accounts:add_passkey": "needs the answer of a browser; tests/e2e sends one",
    "accounts:add_app": "needs the code of an app; tests/web/accounts sends one",
    "accounts:unlink": "ends a link, here one that is gone",
    "library:check_link": "needs the link of a message; tests/web/library sends one",
    "kiosk:enter": "works only on a shared tablet",
    "kiosk:done": "ends a worker's session on a shared tablet",
    "clusters:elected": "needs a released election; tests/councils/test_leading.py has one",
    "commendation:dossier_bring": "needs a session that is prepared; tests/web/commendation has one",
    "units:activation_pdf": "prints what is on the screen",
    "initiatives:upload_piece": "takes plain bytes; tests/web/initiatives sends some",
    "initiatives:on_behalf": "finds a member and leads on",
    "programmes:target_hand_down": "saves what a preview showed; tests/web/programmes sends one",
    "programmes:target_share": "saves what a preview showed; tests/web/programmes sends one",
    "programmes:window": "one proposal waits already; tests/web/programmes sends one",
}

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
