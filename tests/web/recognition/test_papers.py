"""Decisions and certificates as files."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from sangkien.core import clock
from tests.factories import Cast
from tests.papers.test_official import words_of
from tests.recognition.scene import drafted
from tests.web.recognition.test_pages import made, valid
from tests.web.scene import Scene, client_of, make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return make_scene()


@pytest.fixture
def cast(scene: Scene) -> Cast:
    return scene.cast


@pytest.fixture
def officer(cast: Cast) -> Client:
    return client_of(cast.officer)


def test_printing_joins_the_certificates_in_force(
    scene: Scene, cast: Cast, officer: Client
) -> None:
    decision = made(scene, 3)
    address = reverse("recognition:certificates_pdf", args=[decision.pk])

    file = officer.get(address)

    assert len(re.findall(rb"/Type\s*/Page[^s]", file.content)) == 3
    assert officer.get(address, {"phan": "2"}).status_code == 404
    assert officer.get(address, {"phan": "x"}).status_code == 200


def test_a_preview_is_no_paper(scene: Scene, cast: Cast, officer: Client) -> None:
    decision = drafted(cast.factory, [valid(scene)], cast.officer, at=clock.now())

    file = officer.get(reverse("recognition:preview", args=[decision.pk]))

    word = officer.get(reverse("recognition:preview_docx", args=[decision.pk]))

    assert file["Content-Type"] == "application/pdf"
    assert b"xac-minh" not in file.content
    assert "Số:....../QĐ-CĐ" in words_of(word.content)
    assert "Mãxácminh" not in words_of(word.content)
