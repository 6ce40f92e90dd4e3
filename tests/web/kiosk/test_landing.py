"""Where QR codes lead, and what becomes of unit and programme on the way through the sign-in."""

import datetime as dt
import uuid
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from sangkien.accounts.actions import codes
from sangkien.accounts.enums import CodePurpose
from sangkien.core import clock
from sangkien.initiatives.models import Initiative
from sangkien.units.models import Membership, Succession, Unit
from tests.factories import PASSWORD, make_member, make_programme, make_unit
from tests.web.scene import Scene, client_of, make_scene, text_of

pytestmark = pytest.mark.django_db

START = "/sang-kien/dang-ky/"


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def scanned(scene: Scene, unit: Unit | None = None, slug: str | None = None) -> str:
    unit = unit or scene.cast.factory
    return f"{START}?don-vi={unit.code}&chuong-trinh={slug or scene.programme.slug}"


def test_page_names_unit_programme_and_deadline(scene: Scene) -> None:
    page = Client().get(f"/dk/AD/{scene.programme.slug}/")

    for said in (scene.cast.factory.name, scene.programme.title, "Nhận sáng kiến đến"):
        assert said in text_of(page)
    assert "public" in page.headers["Cache-Control"]
    assert not page.cookies


@pytest.mark.parametrize("typed", ["AD", "ad", " ad "])
def test_typed_address_forgives_small_letters(scene: Scene, typed: str) -> None:
    assert scene.programme.title in text_of(Client().get(f"/dk/{typed}/"))


def test_unknown_unit_is_said_plainly(scene: Scene) -> None:
    page = Client().get("/dk/KHONG-CO/")

    assert page.status_code == 404
    assert "Không có đơn vị nào mang mã này" in text_of(page)


def test_ended_unit_leads_to_its_successor(scene: Scene) -> None:
    cast = scene.cast
    ended_on = clock.today() - dt.timedelta(days=3)
    Unit.objects.filter(pk=cast.factory.pk).update(closed_on=ended_on)
    Succession.objects.create(predecessor=cast.factory, successor=cast.sister_factory, on=ended_on)

    page = Client().get("/dk/AD/")

    assert "Đơn vị đã kết thúc hoạt động" in text_of(page)
    assert b"/dk/HB/" in page.content
    assert b"?don-vi=AD" not in page.content


def test_unknown_programme_shows_the_running_one(scene: Scene) -> None:
    page = Client().get("/dk/AD/khong-co/")

    assert "không còn dành cho đơn vị" in text_of(page)
    assert scene.programme.title in text_of(page)


@pytest.mark.parametrize(
    ("opens_in", "closes_in", "said"),
    [(2, 9, "nhận sáng kiến từ"), (-9, -2, "đã đóng nhận sáng kiến lúc")],
)
def test_closed_registration_says_when(
    scene: Scene, opens_in: int, closes_in: int, said: str
) -> None:
    now, day = clock.now(), dt.timedelta(days=1)
    other = make_programme(
        scene.cast.province,
        title="Chương trình khác",
        opens_at=now + opens_in * day,
        closes_at=now + closes_in * day,
        applied_from=dt.date(2026, 1, 1),
        applied_to=dt.date(2026, 12, 31),
    )

    page = Client().get(f"/dk/AD/{other.slug}/")

    assert said in text_of(page)
    assert b"?don-vi=AD" not in page.content


def test_choice_lives_through_the_sign_in(scene: Scene) -> None:
    worker = make_member(scene.cast.factory, "Lê Thị Mận", password=PASSWORD)
    browser = Client()
    page = browser.get(f"/dk/AD/{scene.programme.slug}/")
    assert scanned(scene).replace("&", "&amp;") in page.content.decode()

    asked = browser.get(scanned(scene))
    query = parse_qs(urlsplit(asked.headers["Location"]).query)
    signed = browser.post(
        "/dang-nhap/",
        {"login": worker.member_code, "password": PASSWORD, "next": query["next"][0]},
    )

    assert signed.headers["Location"] == scanned(scene)
    assert "Việc gì đã làm tốt hơn?" in text_of(browser.get(scanned(scene)))


def test_choice_lives_through_the_activation(scene: Scene) -> None:
    worker = make_member(scene.cast.factory, "Lê Thị Mận")
    code = codes.issue([worker], CodePurpose.ACTIVATION, at=clock.now())[worker.pk]
    browser = Client()
    typed = {"login": worker.member_code, "code": code, "next": scanned(scene)}

    step = browser.post("/kich-hoat/", typed).headers["Location"]
    done = browser.post(step, {"new": "739105", "again": "739105"})

    assert done.headers["Location"] == scanned(scene)


@pytest.mark.parametrize("evil", ["//evil.vn/", "https://evil.vn/", "/\\evil.vn/"])
def test_activation_leads_nowhere_else(scene: Scene, evil: str) -> None:
    worker = make_member(scene.cast.factory, "Lê Thị Mận")
    code = codes.issue([worker], CodePurpose.ACTIVATION, at=clock.now())[worker.pk]
    browser = Client()
    typed = {"login": worker.member_code, "code": code, "next": evil}

    step = browser.post("/kich-hoat/", typed).headers["Location"]
    done = browser.post(step, {"new": "739105", "again": "739105"})

    assert step.startswith("/kich-hoat/chon/")
    assert done.headers["Location"] == "/viec-cua-toi/"


def test_member_starts_at_once_where_there_are_two_programmes(scene: Scene) -> None:
    make_programme(scene.cast.province, title="Chương trình khác", closes_at=FAR)
    browser = client_of(scene.cast.author)

    page = browser.get(scanned(scene))
    assert f'value="{scene.programme.slug}:AD"' in page.content.decode()

    form = {"title": "Kệ xoay phơi vải", "request_key": str(uuid.uuid4())}
    browser.post(scanned(scene), {**form, "chon": f"{scene.programme.slug}:AD"})
    assert Initiative.objects.get().unit == scene.cast.factory


FAR = dt.datetime(2099, 1, 1, tzinfo=dt.UTC)


def test_member_of_a_section_starts_at_once(scene: Scene) -> None:
    section = make_unit("Tổ may 1", level="bo-phan", parent=scene.cast.factory)
    worker = make_member(section, "Lê Thị Mận")
    Membership.objects.create(
        user=worker, unit=scene.cast.far_factory, since_on=dt.date(2020, 1, 1)
    )

    page = client_of(worker).get(scanned(scene))

    assert f'value="{scene.programme.slug}:{section.code}"' in page.content.decode()


def test_member_of_another_unit_is_asked_and_credited_at_home(scene: Scene) -> None:
    browser = client_of(make_member(scene.cast.sister_factory, "Phan Nơi Khác"))

    asked = browser.get(scanned(scene))
    assert "không được ghi danh ở đó" in text_of(asked)
    assert f"{scene.programme.title} · {scene.cast.sister_factory.label}" in text_of(asked)
    form = {"title": "Kệ xoay phơi vải", "request_key": str(uuid.uuid4())}
    refused = browser.post(scanned(scene), form)
    foreign = browser.post(START, {**form, "chon": f"{scene.programme.slug}:AD"})

    assert "không được ghi danh ở đó" in text_of(refused)
    assert foreign.status_code == 302
    assert Initiative.objects.get().unit == scene.cast.sister_factory


@pytest.mark.parametrize("code", ["KHONG-CO", "½%_'\"<", "9" * 400])
def test_nonsense_in_the_address_is_the_ordinary_start(scene: Scene, code: str) -> None:
    page = client_of(scene.cast.author).get(START, {"don-vi": code})

    assert page.status_code == 200
    assert "Việc gì đã làm tốt hơn?" in text_of(page)
