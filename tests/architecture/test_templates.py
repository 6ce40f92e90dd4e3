"""Every template compiles, and none contains what the Content-Security-Policy would block."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from sangkien.web.shared.templatetags import ui

TEMPLATES = Path(__file__).resolve().parents[2] / "sangkien" / "web" / "templates"
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))

BLOCKED = {
    "inline style": re.compile(r"<[^>]*\sstyle\s*="),
    "style element": re.compile(r"<style\b"),
    "inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "htmx handler": re.compile(r"\bhx-on\b"),
    "javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>"),
    "other host": re.compile(r"\b(?:src|href|action)\s*=\s*[\"'](?:https?:)?//"),
    "unescaped value": re.compile(r"\|\s*safe\b|\bautoescape off\b"),
}

SIGN = re.compile(r"""(?:{% icon |\bicon(?:_end)?=)"([a-z0-9-]+)\"""")

# Where the navigation itself leads, and the steps on the way to a sent initiative, which have
# their own way back; a shared tablet has no other pages at all.
NAVIGATION = {
    *("accounts/profile.html", "agreements/index.html", "councils/index.html"),
    *("exports/index.html", "desk/index.html", "desk/emulation.html", "initiatives/list.html"),
    *("initiatives/on_behalf.html", "initiatives/queue.html", "messages/index.html"),
    *("notices/index.html", "privacy/mine.html", "privacy/queue.html", "programmes/managed.html"),
    "programmes/aims/index.html",
    "units/index.html",
}
STEPS = {
    "agreements/ceremony.html",  # fills a screen
    *("accounts/prove.html", "initiatives/choose.html", "initiatives/evidence.html"),
    *("initiatives/formula.html", "initiatives/formulas.html", "initiatives/nothing_offered.html"),
    *("initiatives/quick.html", "initiatives/receipt.html", "initiatives/review.html"),
    *("initiatives/start.html", "initiatives/step.html", "offline/bring.html"),
    *("kiosk/choose.html", "kiosk/receipt.html", "kiosk/start.html"),
    "programmes/target_remove.html",
}


@pytest.mark.parametrize("name", NAMES)
def test_pages_behind_the_sign_in_say_the_way(name: str) -> None:
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    if '{% extends "shared/work.html" %}' not in source:
        return

    says_it = "{% block breadcrumb %}" in source
    assert says_it != (name in NAVIGATION | STEPS)


@pytest.mark.parametrize("name", NAMES)
def test_template_compiles(name: str) -> None:
    assert get_template(name)


@pytest.mark.parametrize("name", NAMES)
def test_template_contains_nothing_the_policy_blocks(name: str) -> None:
    source = (TEMPLATES / name).read_text(encoding="utf-8")

    assert [what for what, pattern in BLOCKED.items() if pattern.search(source)] == []


def test_every_sign_exists() -> None:
    """A missing one is noticed only where the branch is drawn that shows it."""
    source = "".join((TEMPLATES / name).read_text(encoding="utf-8") for name in NAMES)
    for name in sorted(set(SIGN.findall(source))):
        assert ui.icon(name)
