import io
import json

import pytest
from django.test import Client
from pypdf import PdfReader

from sangkien.accounts.models import User
from sangkien.core.personal import holdings
from sangkien.initiatives.actions.authors import Credit
from sangkien.journal.models import Entry
from tests.factories import PASSWORD, Cast, make_cast, make_initiative, make_member, make_programme
from tests.web.scene import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def person(cast: Cast) -> User:
    """Leads one initiative and shares in another one of a colleague."""
    user = make_member(
        cast.factory,
        "Lục Thị Đào #1 *x*",
        member_code="DV7777",
        phone="0912345678",
        password=PASSWORD,
    )
    colleague = make_member(cast.factory, "Bùi Kín Đáo", member_code="DV8888", phone="0987654321")
    programme = make_programme(cast.province)
    mine = (Credit(share_bp=3000, login="DV8888"),)
    make_initiative(
        programme, cast.factory, user, title="Giá để khuôn", author_share_bp=7000, credits=mine
    )
    theirs = (Credit(share_bp=4000, login="DV7777"),)
    make_initiative(
        programme,
        cast.factory,
        colleague,
        title="Xe đẩy vải",
        solution="Bí quyết của đồng nghiệp.",
        author_share_bp=6000,
        credits=theirs,
        benefit_vnd=777_000,
    )
    return user


@pytest.fixture
def inside(person: User) -> Client:
    return client_of(person)


FOREIGN = ("Bùi Kín Đáo", "DV8888", "0987654321", "Bí quyết của đồng nghiệp", "777000", "777.000")


def test_the_export_holds_everything_of_the_person_and_nothing_of_others(inside: Client) -> None:
    response = inside.get("/du-lieu-cua-toi/du-lieu.json")

    content = json.loads(response.content)
    assert content["profile"][0]["phone"] == "0912345678"
    assert [row["unit"] for row in content["memberships"]] == ["CĐCS Công ty May Ánh Dương"]
    assert [(row["title"], row["share"]) for row in content["initiatives"]] == [
        ("Giá để khuôn", "70 %")
    ]
    assert [(row["title"], row["share"]) for row in content["coauthorships"]] == [
        ("Xe đẩy vải", "40 %")
    ]
    assert not any(secret in response.content.decode() for secret in FOREIGN)
    assert "argon2" not in response.content.decode()
    assert response["Content-Disposition"] == 'attachment; filename="du-lieu.json"'
    assert response["Cache-Control"] == "no-store, private"


def test_the_paper_says_the_same(inside: Client) -> None:
    response = inside.get("/du-lieu-cua-toi/du-lieu.pdf")

    pages = PdfReader(io.BytesIO(response.content)).pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    for shown in ("Lục Thị Đào #1 *x*", "0912345678", "Giá để khuôn", "Xe đẩy vải", "Sổ đồng ý"):
        assert shown in words
    assert not any(secret in words for secret in FOREIGN)


def test_the_page_shows_it_too_in_a_bounded_number_of_queries(
    inside: Client, django_assert_max_num_queries
) -> None:
    per_kind = len(holdings())  # one for each, and what every page asks
    with django_assert_max_num_queries(per_kind + 20):
        shown = inside.get("/du-lieu-cua-toi/").content.decode()

    assert "Giá để khuôn" in shown
    assert not any(secret in shown for secret in FOREIGN)


def change(client: Client, phone: str, current: str = PASSWORD) -> int:
    body = {"phone": phone, "current": current}
    return client.post("/du-lieu-cua-toi/so-dien-thoai/", body).status_code


def test_the_own_phone_changes_with_the_password_only(inside: Client, person: User) -> None:
    make_member(person.memberships.get().unit, "Người Khác", phone="0900000001")

    assert change(inside, "0911 222 333", "sai-mat-khau-1") == 422
    assert change(inside, "không phải số") == 422
    assert change(inside, "+84 900.000.001") == 422
    assert change(inside, "0911 222 333") == 302

    person.refresh_from_db()
    assert person.phone == "0911222333"
    assert Entry.objects.filter(name="person.phone_changed", actor_id=person.pk).count() == 1
    assert "222333" not in str(list(Entry.objects.values_list("payload")))
