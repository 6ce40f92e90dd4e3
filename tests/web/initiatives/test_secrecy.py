"""Who reads a trade secret where: each kind of reader on each page that could give it away."""

from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from sangkien.accounts.models import User
from sangkien.adoption.actions import library
from sangkien.core import clock
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.importing import sheets
from sangkien.initiatives.models import Evidence, Initiative
from sangkien.initiatives.queries import with_authors
from sangkien.journal.actions.deliveries import deliver_batch
from sangkien.recognition.actions import hearing
from sangkien.search.actions import indexing
from tests.councils.scene import Body, make_body
from tests.factories import make_member
from tests.initiatives.secret_scene import CANARIES, EFFECT, SHOWN, TITLE, Secret, asking
from tests.web.scene import Scene, by_now, client_of, text_of

pytestmark = pytest.mark.django_db

# What could give it away, by the address; {code}, {unit}, {slug} and the numbers are filled in.
PLACES = {
    "the page of the initiative": "/sang-kien/{code}/",
    "its receipt": "/sang-kien/{code}/bien-nhan/",
    "its photo": "/sang-kien/{code}/minh-chung/{photo}/",
    "the small photo": "/sang-kien/{code}/minh-chung/{photo}/?nho=1",
    "its document": "/sang-kien/{code}/minh-chung/{document}/",
    "the page of its evidence": "/sang-kien/{code}/minh-chung/",
    "a screen of the form": "/sang-kien/{code}/buoc/2/",
    "the last screen": "/sang-kien/{code}/buoc/6/",
    "the page for slips": "/sang-kien/{code}/dinh-chinh/",
    "the lists": "/sang-kien/",
    "the queue": "/sang-kien/cho-xac-nhan/",
    "what sleeps": "/sang-kien/qua-han-cap-duoi/",
    "near titles": "/sang-kien/gan-giong/?title=Pha+keo",
    "tracking": "/tra-cuu/{code}/",
    "the public photo": "/tra-cuu/{code}/anh/{photo}/",
    "search": "/tim/?q=pha+keo",
    "search for a closed word": "/tim/?q=kwazusolution",
    "the library": "/thu-vien/",
    "what became of it": "/thu-vien/{code}/",
    "what is said about it": "/thu-vien/{code}/trao-doi/",
    "what it is worth": "/thu-vien/{code}/tham-dinh/",
    "its recognition": "/cong-nhan/sang-kien/{code}/",
    "what waits for recognition": "/cong-nhan/don-vi/{unit}/",
    "the journal of the unit": "/don-vi/{unit}/nhat-ky/",
    "the figures of the unit": "/tien-do/{slug}/{unit}/",
    "the programme": "/chuong-trinh/{slug}/",
    "the front page": "/",
    "the desk": "/viec-cua-toi/",
    "notices": "/thong-bao/",
    "the own data": "/du-lieu-cua-toi/",
    "the own data as a file": "/du-lieu-cua-toi/du-lieu.json",
    "the page that closes it": "/sang-kien/{code}/bi-mat/",
}
OUTSIDE = ("anonymous", "fellow", "sister officer", "superior", "provincial", "national", "auditor")


@pytest.fixture
def secret(scene: Scene) -> Secret:
    programme = asking(scene.programme, clock.now())
    return Secret(cast=scene.cast, programme=programme, at=clock.now())


@pytest.fixture
def sent(secret: Secret) -> Initiative:
    return secret.closed_late()


def found_in(page: Any) -> set[str]:
    """Which closed words a page says, in its text or in what it sends."""
    content = b"".join(page.streaming_content) if page.streaming else page.content
    assert b"JFIF" not in content
    assert b"%PDF" not in content
    return {name for name, word in CANARIES.items() if word.encode() in content}


def client_for(scene: Scene, reader: str) -> Client:
    cast = scene.cast
    people: dict[str, User] = {
        "sister officer": cast.sister_officer,
        "superior": cast.superior_officer,
        "provincial": cast.provincial_officer,
        "national": cast.national_officer,
        "auditor": cast.auditor,
    }
    if reader == "anonymous":
        return Client()
    if reader == "fellow":
        return client_of(make_member(cast.factory, "Phan Cùng Xưởng"))
    return client_of(people[reader])


def addresses(made: Initiative) -> dict[str, str]:
    rows = {row.kind: row.pk for row in Evidence.objects.filter(initiative=made)}
    filled = {"code": made.code, "unit": made.unit.code, "slug": made.programme.slug}
    pks = {"photo": rows["before"], "document": rows["document"]}
    return {place: address.format(**filled, **pks) for place, address in PLACES.items()}


def settled(made: Initiative) -> None:
    """What the worker does a moment later."""
    while deliver_batch(clock.now()):
        pass
    indexing.index_many(Initiative.objects.filter(pk=made.pk))
    library.refresh([made.pk], at=clock.now())


@pytest.mark.postgres
@pytest.mark.parametrize("is_valid", [False, True])
def test_nobody_else_reads_a_closed_word_anywhere(
    scene: Scene, sent: Initiative, *, is_valid: bool
) -> None:
    if is_valid:
        confirmation.confirm(sent, by=by_now(scene.cast.officer), at=clock.now())
    settled(sent)

    leaks: dict[tuple[str, str], set[str]] = {}
    answered = set()
    for reader in OUTSIDE:
        client = client_for(scene, reader)
        for place, url in addresses(sent).items():
            page = client.get(url)
            words = found_in(page)
            if place == "search for a closed word":
                words.discard("solution")  # what was typed stands in the box
            leaks |= {(reader, place): words} if words else {}
            answered |= {place} if page.status_code == HTTPStatus.OK else set()

    assert leaks == {}
    assert len(answered) >= (20 if is_valid else 15)


@pytest.mark.parametrize("reader", ["author", "officer"])
def test_authors_and_officers_who_confirm_read_all_of_it(
    scene: Scene, sent: Initiative, reader: str
) -> None:
    client = client_of(getattr(scene.cast, reader))

    page = client.get(f"/sang-kien/{sent.code}/")

    shown = page.content.decode()
    assert {name for name in SHOWN if CANARIES[name] not in shown} == set()
    assert "Bí mật kinh doanh" in shown
    for row in Evidence.objects.filter(initiative=sent):
        answer = client.get(f"/sang-kien/{sent.code}/minh-chung/{row.pk}/")
        content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        assert content[:4] in {b"%PDF", b"\xff\xd8\xff\xe0"}


def test_sealed_bytes_never_leave_past_the_application(
    scene: Scene, sent: Initiative, settings: Settings
) -> None:
    settings.ACCEL = "/noi-bo/tep/"

    answer = client_of(scene.cast.author).get(addresses(sent)["its document"])

    assert "X-Accel-Redirect" not in answer.headers
    assert b"".join(answer.streaming_content)[:4] == b"%PDF"  # type: ignore[attr-defined]


def test_the_officer_reads_it_in_the_queue(scene: Scene, sent: Initiative) -> None:
    shown = client_of(scene.cast.officer).get("/sang-kien/cho-xac-nhan/").content.decode()

    assert {name for name in SHOWN if CANARIES[name] not in shown} == set()


def test_what_leaves_the_unit_is_read_above(scene: Scene, sent: Initiative) -> None:
    confirmation.confirm(sent, by=by_now(scene.cast.officer), at=clock.now())
    above = client_of(scene.cast.superior_officer)

    shown = text_of(above.get(f"/sang-kien/{sent.code}/"))
    public = text_of(Client().get(f"/tra-cuu/{sent.code}/"))

    for page in (shown, public):
        assert TITLE in page
        assert EFFECT in page
        assert "Bí mật kinh doanh" in page
    assert "12.500.000" in shown
    assert "Phần còn lại được mã hóa" in shown


def test_the_own_data_hold_the_own_words(scene: Scene, sent: Initiative) -> None:
    shown = client_of(scene.cast.author).get("/du-lieu-cua-toi/du-lieu.json").content.decode()

    assert CANARIES["before"] in shown
    assert CANARIES["caption"] in shown


def test_the_list_for_excel_has_what_leaves_the_unit(scene: Scene, sent: Initiative) -> None:
    [line] = list(sheets.sheet(scene.cast.factory.pk).lines)

    assert (line["title"], line["effect"], line["before"]) == (TITLE, EFFECT, "")
    assert not any(word in str(line) for word in CANARIES.values())


def test_without_its_key_pages_say_so(scene: Scene, sent: Initiative, settings: Settings) -> None:
    settings.SEALING_KEYS = ("another-key-that-opens-nothing-of-before",)
    author, urls = client_of(scene.cast.author), addresses(sent)

    page = author.get(urls["the page of the initiative"])
    assert page.status_code == 200
    assert "Chưa mở được phần bí mật" in text_of(page)
    for place, url in urls.items():
        assert author.get(url).status_code < 500, place
    refused = client_of(scene.cast.officer).post(
        f"/sang-kien/{sent.code}/tra-lai/", {"reason": "Xin bổ sung thêm số liệu."}
    )
    assert refused.status_code == 422
    assert "khóa" in text_of(refused)


def test_it_is_closed_and_opened_on_its_page(scene: Scene) -> None:
    made, author = scene.sent(), client_of(scene.cast.author)
    url = f"/sang-kien/{made.code}/bi-mat/"
    assert "Giữ bí mật kinh doanh" in text_of(author.get(url))

    for _ in range(2):
        assert author.post(url, {"intent": "giu"}).status_code == 302
    assert Initiative.objects.get(pk=made.pk).is_secret

    unsure = author.post(url, {"intent": "thoi"})
    assert unsure.status_code == 422
    assert Initiative.objects.get(pk=made.pk).is_secret
    for _ in range(2):
        author.post(url, {"intent": "thoi", "understood": "on"})
    opened = Initiative.objects.get(pk=made.pk)
    assert (opened.is_secret, bool(opened.before)) == (False, True)


def test_the_tick_of_the_first_screen_closes_it_from_the_start(scene: Scene) -> None:
    author = client_of(scene.cast.author)
    key = author.get("/sang-kien/dang-ky/").context["form"]["request_key"].value()

    author.post("/sang-kien/dang-ky/", {"request_key": key, "title": TITLE, "is_secret": "on"})
    made = Initiative.objects.get(title=TITLE)
    author.post(f"/sang-kien/{made.code}/buoc/2/", {"before": CANARIES["before"]})

    made.refresh_from_db()
    assert (made.is_secret, made.before) == (True, "")
    screen = author.get(f"/sang-kien/{made.code}/buoc/2/").content.decode()
    assert CANARIES["before"] in screen
    assert "data-secret" in screen  # nothing of it is kept on the device
    first = author.get(f"/sang-kien/{made.code}/buoc/1/").content.decode()
    assert 'name="is_secret"' not in first


def test_only_those_who_write_it_find_the_page_that_closes_it(scene: Scene) -> None:
    made = scene.sent()
    for who in (scene.cast.officer, scene.cast.superior_officer):
        assert client_of(who).post(f"/sang-kien/{made.code}/bi-mat/").status_code == 404


@pytest.fixture
def body(secret: Secret) -> Body:
    return make_body(secret.cast, at=secret.at)


def test_the_council_that_judges_it_reads_it_until_the_results_are_out(
    secret: Secret, sent: Initiative, body: Body
) -> None:
    confirmation.confirm(sent, by=by_now(secret.cast.officer), at=secret.at)
    session = body.session(table=None)
    [brought] = hearing.bring(
        secret.cast.factory,
        [with_authors(secret.reread(sent))],
        session,
        by=body.officer,
        at=secret.at,
    )
    page = f"/ky-hop/{session.pk}/noi-dung/{brought.item_id}/"
    photo = f"{page}minh-chung/{Evidence.objects.filter(kind='before').get().pk}/"
    member, outsider = client_of(body.users[3]), client_of(secret.cast.superior_officer)

    shown = member.get(page).content.decode()
    assert CANARIES["solution"] in shown
    assert member.get(photo).status_code == 200
    assert CANARIES["solution"] not in brought.item.summary
    assert found_in(outsider.get(page)) == set()
    assert outsider.get(photo).status_code == 404

    type(brought).objects.filter(pk=brought.pk).update(outcome="passed", decided_at=secret.at)
    assert found_in(member.get(page)) == set()
    assert member.get(photo).status_code == 404


def test_a_member_with_an_interest_reads_nothing(
    secret: Secret, sent: Initiative, body: Body
) -> None:
    confirmation.confirm(sent, by=by_now(secret.cast.officer), at=secret.at)
    session = body.session(table=None)
    [brought] = hearing.bring(
        secret.cast.factory,
        [with_authors(secret.reread(sent))],
        session,
        by=body.officer,
        at=secret.at,
    )
    brought.item.interests.create(user=body.users[3], kind="author", declared_at=secret.at)

    page = client_of(body.users[3]).get(f"/ky-hop/{session.pk}/noi-dung/{brought.item_id}/")

    assert found_in(page) == set()
