"""The design page in a real browser: accessibility rules, switches, no sideways scrolling."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped] # has no types
    Axe,
)
from django.urls import reverse
from playwright.sync_api import Page

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
INK_ON_DARK = "rgb(232, 236, 241)"


def ink(page: Page) -> Any:
    return page.evaluate("getComputedStyle(document.body).color")


def text_size(page: Page) -> float:
    size: str = page.evaluate("getComputedStyle(document.documentElement).fontSize")
    return float(size.removesuffix("px"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_design_page_breaks_no_accessibility_rule(
    page: Page, live_server: Any, scheme: Any, width: int
) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(live_server.url + reverse("design:index"))
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")

    found = Axe().run(page, options=RULES)

    assert found.response["violations"] == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("size", ["s", "l"])
def test_design_page_never_scrolls_sideways(
    page: Page, live_server: Any, width: int, size: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(live_server.url + reverse("design:index"))
    page.evaluate(f"document.documentElement.dataset.size = '{size}'")

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_text_size_and_theme_work_without_javascript(plain_page: Page, live_server: Any) -> None:
    page = plain_page
    page.goto(live_server.url + reverse("design:index"))
    usual = text_size(page)

    page.locator(".display > summary").click()
    page.locator("label:has(#size-l)").click()
    page.locator("label:has(#theme-dark)").click()

    assert text_size(page) > 1.25 * usual
    assert ink(page) == INK_ON_DARK


def test_text_size_and_theme_are_remembered_on_the_device(page: Page, live_server: Any) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(live_server.url + reverse("design:index"))
    page.locator(".display > summary").click()
    page.locator("#size-m").check()
    page.locator("#theme-dark").check()
    chosen = text_size(page)

    page.goto(live_server.url + reverse("design:index"))

    assert text_size(page) == chosen
    assert ink(page) == INK_ON_DARK
    assert page.locator("#theme-dark").is_checked()
    assert page.context.cookies() == []


def test_everything_to_touch_is_large_enough(page: Page, live_server: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url + reverse("design:index"))

    small = page.evaluate(
        """() => [...document.querySelectorAll(
            "button, .button, summary, .mainnav a, .footer a, .tabs a, select, .bulkbox,"
            + "input:not([type=checkbox], [type=radio], [type=hidden])")]
        .map(part => [part.className || part.tagName, part.getBoundingClientRect()])
        .filter(([, box]) => box.height > 0 && (box.height < 44 || box.width < 44))
        .map(([name, box]) => `${name} ${box.width}x${box.height}`)"""
    )

    assert small == []


def test_characters_are_counted_while_typing(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + reverse("design:index"))
    line = page.locator("#id_effect + .field__count")

    page.locator("#id_effect").fill("Ữ" * 1500)

    assert line.inner_text() == "1.500/2.000 ký tự"
    page.locator("#id_effect").fill("Ữ" * 2001)
    assert line.inner_text() == "Quá 1 ký tự"


def test_ticking_all_rows_is_counted(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + reverse("design:index"))

    page.locator("[data-bulk-all]").check()

    assert page.locator(".bulkbar__count").inner_text() == "Đã chọn 2"
    assert page.locator(".bulkbox input:checked").count() == 2


def test_first_key_leads_past_the_navigation(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + reverse("design:index"))

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "noi-dung"
