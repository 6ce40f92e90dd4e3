"""Login unless public; the actor of the person who is signed in."""

import pytest
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.urls("tests.web.middleware.pages")


@pytest.fixture(autouse=True)
def login_page(settings: Settings) -> None:
    settings.LOGIN_URL = "test-login"


@pytest.mark.django_db
def test_page_needs_login_unless_it_says_otherwise(client: Client) -> None:
    response = client.get("/private/?trang=2")

    assert response.status_code == 302
    assert response["Location"] == "/login/?next=/private/%3Ftrang%3D2"


@pytest.mark.django_db
def test_fragment_sends_the_whole_window_to_the_login(client: Client) -> None:
    response = client.get("/private/", headers={"hx-request": "true"})

    assert response.status_code == 200
    assert response["HX-Redirect"].startswith("/login/?next=")
