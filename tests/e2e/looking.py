"""A journey through the pages, and what every page is held to while it passes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped] # has no types
    Axe,
)
from playwright.sync_api import Page, ViewportSize, expect

from tests.factories import PASSWORD

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PHONE = ViewportSize(width=390, height=844)
DESKTOP = ViewportSize(width=1280, height=900)


@dataclass(frozen=True)
class Journey:
    """One person with one browser."""

    page: Page
    address: str
    complaints: list[str]
    picture: Callable[[str], object]

    def look(self, name: str) -> None:
        """Accessible, never wider than the screen, and kept as a picture."""
        # A click that opens another page returns before that page is there.
        self.page.wait_for_load_state()
        expect(self.page.locator("h1").first).to_be_attached()
        # What is being saved is dimmed until the answer comes.
        expect(self.page.locator(".htmx-request")).to_have_count(0)
        found = Axe().run(self.page, options=RULES)
        broken = [(rule["id"], rule["nodes"][0]["html"]) for rule in found.response["violations"]]
        assert broken == [], broken
        size: Any = self.page.viewport_size
        assert self.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        self.picture(name)

    def press(self, name: str, *, exact: bool = False) -> None:
        self.page.get_by_role("button", name=name, exact=exact).click()

    def type(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)

    def was_refused(self) -> None:
        """The browser mentions the 422 that was provoked; nothing else is forgiven."""
        assert [c for c in self.complaints if "422" not in c] == []
        self.complaints.clear()


def sign_in(page: Page, address: str, login: str) -> None:
    page.goto(address + "/dang-nhap/")
    page.get_by_label("Số điện thoại hoặc mã đoàn viên").fill(login)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(address + "/viec-cua-toi/")
