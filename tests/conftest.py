"""Shared by all tests: the browser, and nothing that hides what a test depends on."""

import gc
import os
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, ConsoleMessage, Page
from pytest_django.plugin import DjangoDbBlocker

from sangkien.web.shared import fonts

# Playwright's synchronous API runs an event loop in the thread of the test, where Django would
# refuse to touch the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

# What a rule says does not depend on how busy the machine is.
hypothesis_settings.register_profile(
    "patient", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("patient")

ARTIFACTS = Path(__file__).resolve().parents[1] / "artifacts"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browsers last: their loop runs in the thread of the test until the process ends, and tools that start
    one of their own there, such as those that sign, refuse to.
    """
    items.sort(key=lambda item: "playwright" in getattr(item, "fixturenames", ()))


def pytest_collection_finish() -> None:
    """Eight thousand collected tests are not garbage: looking through them took a tenth of all."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Tables come straight from the models: migrating takes ten times as long, and is tried by the
    suite as a step of its own. What migrations write into new databases is written here.
    """
    with django_db_blocker.unblock():
        write_first_rows()
        with connection.schema_editor() as editor:
            import_module("sangkien.search.migrations.0002_inverted_index").create(apps, editor)


def write_first_rows() -> None:
    import_module("sangkien.units.migrations.0002_levels").add_levels(apps, None)
    import_module("sangkien.units.migrations.0005_thresholds").add_thresholds(apps, None)
    import_module("sangkien.commendation.migrations.0003_base_salaries").load(apps, None)
    import_module("sangkien.privacy.migrations.0002_texts_and_terms").add_rows(apps, None)
    import_module("sangkien.privacy.migrations.0003_consents_thing_by_thing").add_words(apps, None)


@pytest.fixture(autouse=True)
def migrated_levels(request: pytest.FixtureRequest) -> None:
    """Tests with real transactions empty every table; the levels came with a migration.

    `serialized_rollback` cannot restore them: Playwright runs an event loop in this thread, in
    which Django opens a connection of its own, one that knows nothing of the serialized rows.
    """
    marker = request.node.get_closest_marker("django_db")
    if marker is not None and marker.kwargs.get("transaction"):
        request.getfixturevalue("transactional_db")
        write_first_rows()


@pytest.fixture(autouse=True)
def forgotten_chains() -> None:
    """Numbers of rulesets come again after each test; in real life they never do."""
    import_module("sangkien.programmes.queries")._steps.cache_clear()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The Chromium of the machine; without one Playwright uses its own or fails by itself."""
    arguments = {**browser_type_launch_args, "args": CHROMIUM_ARGUMENTS}
    if "CHROMIUM" in os.environ:
        arguments["executable_path"] = os.environ["CHROMIUM"]
    return arguments


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """As an officer's machine is set; nothing slides, so that a click lands where it was aimed."""
    return {
        **browser_context_args,
        "locale": "vi-VN",
        "timezone_id": "Asia/Ho_Chi_Minh",
        "reduced_motion": "reduce",
    }


@pytest.fixture
def plain_page(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    """A page of a phone on which no script runs."""
    options = {"java_script_enabled": False, "viewport": {"width": 390, "height": 844}}
    with browser.new_context(**{**browser_context_args, **options}) as context:
        yield context.new_page()


@pytest.fixture(scope="session")
def web_fonts() -> None:
    """Pages in the browser tests look as they do in real use."""
    fonts.build(Path(settings.DATA_DIR) / "fonts")


@pytest.fixture(autouse=True)
def browser_complaints(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """Anything the browser complains about fails the test: blocked by the policy, missing, thrown.

    A test that provokes an answer of 4xx on purpose clears the list.
    """
    complaints: list[str] = []
    if "page" in request.fixturenames:
        request.getfixturevalue("web_fonts")
        listen(request.getfixturevalue("page"), complaints)
    yield complaints
    assert complaints == []


def listen(page: Page, complaints: list[str]) -> None:
    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(f"{message.text} ({message.location.get('url')})")

    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(str(error)))


@pytest.fixture
def screenshot(page: Page, request: pytest.FixtureRequest) -> Any:
    """`screenshot("receipt")` keeps a picture of the whole page under artifacts/."""
    folder = ARTIFACTS / re.sub(r"\W+", "-", request.node.name)

    def take(name: str) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name}.png"
        page.screenshot(path=path, full_page=True)
        return path

    return take
