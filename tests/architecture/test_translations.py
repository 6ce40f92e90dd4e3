"""The English catalogue is complete, current and compiled."""

import re

import polib
import pytest

from tests import catalogue

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")
LANGUAGES = ["en", "vi"]


def test_every_string_is_translated_into_english() -> None:
    assert catalogue.untranslated() == []


def test_catalogue_translates_nothing_that_nobody_says() -> None:
    assert catalogue.stale() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_ask_for_no_value_that_is_not_given(language: str) -> None:
    broken = [
        entry.msgid
        for entry in catalogue.catalogue(language)
        if set(PLACEHOLDER.findall(entry.msgstr)) - set(PLACEHOLDER.findall(entry.msgid))
    ]

    assert broken == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_catalogue_is_current(language: str) -> None:
    source = catalogue.catalogue(language)
    folder = catalogue.LOCALE / language / "LC_MESSAGES"
    compiled = polib.mofile(str(folder / "django.mo"))

    written = {catalogue.key(e): e.msgstr or e.msgstr_plural for e in source if e.translated()}
    assert {catalogue.key(e): e.msgstr or e.msgstr_plural for e in compiled} == written


def test_strings_are_found_in_code_and_templates() -> None:
    code = 'raise Refused(_("Đợt này " "đã đóng."))\nngettext("%d mục", "%d mục khác", 2)'
    template = (
        '{% load i18n %}{% translate "Gửi" %} {{ _("Lưu")|upper }}'
        "{% blocktranslate count n=total %}{{ n }} đơn vị{% plural %}{{ n }} các đơn vị"
        "{% endblocktranslate %}"
    )

    assert set(catalogue.from_python(code)) == {
        (None, "Đợt này đã đóng.", None),
        (None, "%d mục", "%d mục khác"),
    }
    assert set(catalogue.from_template(template)) == {
        (None, "Gửi", None),
        (None, "Lưu", None),
        (None, "%(n)s đơn vị", "%(n)s các đơn vị"),
    }
