from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.e2e.looking import Journey
from tests.web.scene import Scene, make_scene


@pytest.fixture
def scene(transactional_db: None) -> Scene:
    return make_scene()


@pytest.fixture
def journey(
    page: Page,
    live_server: Any,
    browser_complaints: list[str],
    screenshot: Callable[[str], object],
) -> Journey:
    return Journey(page, live_server.url, browser_complaints, screenshot)
