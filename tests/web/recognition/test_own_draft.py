"""Who may sign a draft, and which number it may have."""

import pytest
from django.test import Client
from django.urls import reverse

from sangkien.access.roles import RoleKey
from sangkien.core import clock
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.queries import with_authors
from sangkien.recognition.models import Recognition
from tests.factories import Cast, make_officer
from tests.recognition.scene import drafted, signed
from tests.web.recognition.test_pages import WORDS
from tests.web.scene import Scene, by_now, client_of, make_scene, text_of

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


def valid(scene: Scene) -> Initiative:
    row = scene.sent(title="Giá kệ nhiều tầng")
    return with_authors(confirmation.confirm(row, by=by_now(scene.cast.officer), at=clock.now()))


def test_who_drafted_it_sees_who_may_sign(scene: Scene, cast: Cast, officer: Client) -> None:
    decision = drafted(cast.factory, [valid(scene)], cast.officer, at=clock.now())
    pages = [reverse(f"recognition:{name}", args=[decision.pk]) for name in ("decision", "sign")]
    for page in pages:
        assert "Một người vừa lập vừa ký" in text_of(officer.get(page))
    other = make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Đỗ Thị Lan")

    for page in pages:
        words = text_of(officer.get(page))
        assert "Cần người khác ký" in words
        assert "Lưu và ký" not in words
        assert "Ký và công bố" not in words
        assert "Cần người khác ký" not in text_of(client_of(other).get(page))
    sent = {"seen": decision.version, "read": "on"}
    assert officer.post(pages[1], sent).status_code == 403
    client_of(other).post(pages[1], sent)

    assert Recognition.objects.in_force().count() == 1


@pytest.mark.parametrize("typed", ["1 QĐ-CĐ", "Số: 7 / qđ-cđ"])
def test_a_wrong_number_is_said_at_its_field(
    scene: Scene, cast: Cast, officer: Client, typed: str
) -> None:
    signed(cast.factory, [valid(scene)], cast.officer, at=clock.now(), own_number="07/QĐ-CĐ")
    decision = drafted(cast.factory, [valid(scene)], cast.officer, at=clock.now())
    day = f"{clock.today():%d/%m/%Y}"
    filled = {**WORDS, "decided_on": day, "seen": decision.version, "own_number": typed}

    response = officer.post(reverse("recognition:decision", args=[decision.pk]), filled)

    assert response.status_code == 422
    assert typed in response.content.decode()
    assert response.context["form"].has_error("own_number")
