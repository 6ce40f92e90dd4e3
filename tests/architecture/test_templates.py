"""Every template compiles, and none contains what the Content-Security-Policy would block."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

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


@pytest.mark.parametrize("name", NAMES)
def test_template_compiles(name: str) -> None:
    assert get_template(name)


@pytest.mark.parametrize("name", NAMES)
def test_template_contains_nothing_the_policy_blocks(name: str) -> None:
    source = (TEMPLATES / name).read_text(encoding="utf-8")

    assert [what for what, pattern in BLOCKED.items() if pattern.search(source)] == []
