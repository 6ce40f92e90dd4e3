"""Every page leads to itself in the other language; labels follow the language of the page."""

import pytest
from django.db import models
from django.test import Client
from django.utils import translation
from django.utils.functional import Promise

from sangkien.access.roles import ROLES
from sangkien.agreements import enums as agreements
from sangkien.initiatives import enums as initiatives
from sangkien.programmes import enums as programmes
from sangkien.programmes.enums import PeriodKind
from sangkien.programmes.models import Period
from sangkien.progress import enums as progress
from sangkien.units import enums as units
from tests.factories import make_cast, make_programme

MODULES = (agreements, initiatives, programmes, progress, units)
CHOICES = [
    found
    for module in MODULES
    for found in vars(module).values()
    if isinstance(found, type) and issubclass(found, models.TextChoices)
]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("/tra-cuu/", '<a href="/en/tra-cuu/" lang="en" hreflang="en">English</a>'),
        ("/en/tra-cuu/", '<a href="/tra-cuu/" lang="vi" hreflang="vi">Tiếng Việt</a>'),
        ("/tim/?q=h%C3%A0n&loai=", 'href="/en/tim/?q=h%C3%A0n&amp;loai="'),
        ("/en/tim/?q=%22%3E%3Cb", 'href="/tim/?q=%22%3E%3Cb"'),
        ("/en//vi-du.vn/", 'href="/vi-du.vn/"'),
    ],
)
def test_footer_leads_to_the_same_page_in_the_other_language(
    client: Client, address: str, other: str
) -> None:
    assert other in client.get(address).content.decode()


@pytest.mark.django_db
def test_page_that_answers_a_form_offers_no_address_without_a_page(client: Client) -> None:
    page = client.post("/dang-nhap/", {})

    assert 'hreflang="en"' not in page.content.decode()


@pytest.mark.parametrize("choices", CHOICES, ids=lambda choices: choices.__name__)
def test_labels_of_choices_can_be_translated(choices: type[models.TextChoices]) -> None:
    """An empty label stays empty: the empty string is the heading of a catalogue."""
    assert [value for value, label in choices.choices if not isinstance(label, Promise)] == [
        value for value, label in choices.choices if label == ""
    ]


def test_names_of_roles_can_be_translated() -> None:
    words = [word for role in ROLES.values() for word in (role.name, role.description)]

    assert all(isinstance(word, Promise) for word in words)


@pytest.mark.django_db
def test_stored_name_of_a_programme_as_a_whole_is_vietnamese() -> None:
    with translation.override("en"):
        programme = make_programme(make_cast().province)

    assert (
        Period.objects.get(programme=programme, kind=PeriodKind.WHOLE).name == "Toàn chương trình"
    )
