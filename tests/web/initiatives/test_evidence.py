"""The pages of the evidence: adding without JavaScript, refusals, and who gets the bytes."""

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.core import clock
from sangkien.files.enums import FileState
from sangkien.files.models import StoredFile
from sangkien.initiatives import evidence as held
from sangkien.initiatives.actions import confirmation, evidence
from sangkien.initiatives.enums import EvidenceKind
from sangkien.initiatives.models import Evidence, Initiative
from tests.factories import make_member
from tests.files.samples import SCRIPT, paper, photo_with_place, picture, voice
from tests.web.initiatives.drafts import make_draft, make_whole_draft, step
from tests.web.scene import Scene, by_now, client_of, text_of

FILES = "/sang-kien/{}/minh-chung/"


def file(content: bytes, name: str = "ảnh.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def author(scene: Scene) -> Client:
    return client_of(scene.cast.author)


@pytest.fixture
def draft(scene: Scene) -> Initiative:
    return make_whole_draft(scene)


def add(
    initiative: Initiative,
    content: bytes | None = None,
    kind: EvidenceKind = EvidenceKind.BEFORE,
    name: str = "ảnh.jpg",
    **options: Any,
) -> Evidence:
    upload = file(picture() if content is None else content, name)
    by = by_now(initiative.author)
    return evidence.add(initiative, kind=kind, upload=upload, by=by, at=clock.now(), **options)


def url_of(row: Evidence) -> str:
    return f"{FILES.format(row.initiative.code)}{row.pk}/"


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


# The first screen


def test_first_screen_keeps_title_and_photos_at_once(author: Client, scene: Scene) -> None:
    response = author.post(
        "/sang-kien/dang-ky/",
        {
            "title": "Bàn gá ép keo cho tấm lót giày",
            "request_key": str(uuid.uuid4()),
            "photo_before": file(photo_with_place()),
            "photo_after": file(picture("WEBP")),
        },
    )

    made = Initiative.objects.get()
    assert response["Location"] == step(made, 2)
    assert [row.kind for row in held.shown(made)] == ["before", "after"]


def test_refused_photo_is_told_in_plain_words_and_nothing_typed_is_lost(
    author: Client, draft: Initiative
) -> None:
    response = author.post(
        step(draft, 1),
        {"title": "Tên vừa gõ lại cho rõ", "photo_before": file(SCRIPT, "ảnh.jpg")},
    )

    assert response.status_code == 422
    assert "Ở đây chỉ nhận tệp JPEG, PNG, WebP." in text_of(response)
    draft.refresh_from_db()
    assert draft.title == "Tên vừa gõ lại cho rõ"
    assert held.shown(draft) == []


def test_photos_are_added_and_dropped_without_leaving_the_screen(
    author: Client, draft: Initiative
) -> None:
    said = {"title": draft.title}
    added = author.post(step(draft, 1), {**said, "photo_after": file(picture()), "intent": "photo"})
    row = held.shown(draft)[0]
    assert (added.status_code, f"{url_of(row)}?nho=1" in added.content.decode()) == (200, True)

    dropped = author.post(step(draft, 1), {**said, "intent": f"bo-anh-{row.pk}"})

    assert (dropped.status_code, held.shown(draft)) == (200, [])


@pytest.mark.parametrize("number", ["999999", "9" * 40, "x", "-1", ""])
def test_dropping_nonsense_breaks_nothing(author: Client, draft: Initiative, number: str) -> None:
    response = author.post(step(draft, 1), {"title": draft.title, "intent": f"bo-anh-{number}"})

    assert response.status_code in {200, 404}


def test_autosave_says_where_photos_go(author: Client, draft: Initiative) -> None:
    response = author.post(step(draft, 1), {"title": draft.title}, headers={"X-Autosave": "1"})

    assert response.status_code == 204
    assert response["X-Uploads"] == f"/sang-kien/{draft.code}/minh-chung/tai-len/"


# The page of all evidence


@pytest.mark.parametrize(
    ("kind", "content", "name"),
    [
        ("photo", picture(), "a.jpg"),
        ("document", paper(), "biên bản.pdf"),
        ("voice", voice(), "ghi-am.webm"),
    ],
)
def test_each_kind_is_added_by_a_plain_form(
    author: Client, draft: Initiative, kind: str, content: bytes, name: str
) -> None:
    sent = {f"{kind}-kind": kind, f"{kind}-file": file(content, name), f"{kind}-caption": "Rõ"}
    response = author.post(FILES.format(draft.code) + "?tu=2", sent, follow=True)

    assert response.redirect_chain == [(FILES.format(draft.code) + "?tu=2", 302)]
    row = held.shown(draft)[0]
    assert (row.kind, row.caption) == (kind, "Rõ")
    assert url_of(row) in response.content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"photo-kind": "photo"}, "Hãy chọn tệp."),
        ({"photo-kind": "photo", "photo-file": file(b"")}, "Tệp này trống."),
        ({"photo-kind": "photo", "photo-file": file(paper())}, "chỉ nhận tệp JPEG"),
        ({"photo-kind": "lạ", "photo-file": file(picture())}, "Hãy chọn loại minh chứng"),
        ({"photo-kind": "photo", "photo-upload": "không phải mã"}, "Tệp chưa tới nơi"),
        ({"photo-kind": "photo", "photo-upload": str(uuid.uuid4())}, "không còn nữa"),
        ({"voice-kind": "voice", "voice-file": file(picture())}, "chỉ nhận tệp M4A"),
        ({"document-kind": "document", "document-file": file(b"MZ")}, "chỉ nhận tệp Excel"),
        ({}, "Hãy chọn loại minh chứng."),
    ],
)
def test_refusals_stand_at_the_form_with_what_was_typed(
    author: Client, draft: Initiative, sent: dict[str, Any], said: str
) -> None:
    group = next(iter(sent), "photo-").partition("-")[0]
    typed = {f"{group}-caption": "Chú thích đã gõ", **sent}
    response = author.post(FILES.format(draft.code), typed)

    assert response.status_code == 422
    assert said in text_of(response)
    assert "Chú thích đã gõ" in response.content.decode()
    assert held.shown(draft) == []


def test_officer_finds_no_page_to_add(scene: Scene) -> None:
    sent = scene.sent()
    for user in (scene.cast.officer, make_member(scene.cast.factory)):
        assert client_of(user).get(FILES.format(sent.code)).status_code == 404


def test_only_this_page_may_use_the_microphone(author: Client, draft: Initiative) -> None:
    assert "microphone=(self)" in author.get(FILES.format(draft.code))["Permissions-Policy"]
    assert "microphone=()" in author.get(step(draft, 1))["Permissions-Policy"]


# Bytes


def test_pictures_are_shown_and_papers_are_downloaded(author: Client, draft: Initiative) -> None:
    shown = author.get(url_of(add(draft)))
    name = 'Sáng kiến "số 1"; filename=x.html'
    saved = author.get(url_of(add(draft, paper(SCRIPT), EvidenceKind.DOCUMENT, name)))

    for response in (shown, saved):
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"].startswith("sandbox")
        assert response["Cache-Control"] == "no-store, private"
        assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert shown["Content-Disposition"].startswith("inline;")
    assert shown["Content-Type"] == "image/jpeg"
    assert saved["Content-Disposition"].startswith("attachment; filename*=utf-8''S%C3%A1ng")
    assert "html;" not in saved["Content-Disposition"]
    assert body(saved) == paper(SCRIPT)


def test_small_picture_is_smaller(author: Client, draft: Initiative) -> None:
    url = url_of(add(draft, photo_with_place()))

    assert len(body(author.get(url + "?nho=1"))) < len(body(author.get(url)))


@pytest.mark.parametrize(
    ("asked", "status", "told"),
    [
        ("bytes=0-99", 206, "bytes 0-99/8107"),
        ("bytes=8000-", 206, "bytes 8000-8106/8107"),
        ("bytes=-7", 206, "bytes 8100-8106/8107"),
        ("bytes=8000-999999", 206, "bytes 8000-8106/8107"),
        ("bytes=8107-", 416, "bytes */8107"),
        ("bytes=9-3", 200, None),
        ("bytes=0-1,5-6", 200, None),
        ("bytes=-", 200, None),
        ("lines=1-2", 200, None),
    ],
)
def test_players_ask_for_parts(
    author: Client, draft: Initiative, asked: str, status: int, told: str | None
) -> None:
    row = add(draft, voice(), EvidenceKind.VOICE)
    headers = {"Range": asked, "Accept-Encoding": "gzip"}
    response = author.get(url_of(row), headers=headers)

    assert (response.status_code, response.get("Content-Range")) == (status, told)
    if status == 206:
        first, last = (int(n) for n in str(told).split(" ")[1].split("/")[0].split("-"))
        assert body(response) == voice()[first : last + 1]


def test_behind_nginx_the_bytes_are_left_to_it(
    author: Client, draft: Initiative, settings: Any
) -> None:
    settings.ACCEL = "/noi-bo/tep/"
    row = add(draft)
    response = author.get(url_of(row))

    assert response["X-Accel-Redirect"] == f"/noi-bo/tep/{row.file.name}"
    assert (response.content, response["Content-Type"]) == (b"", "image/jpeg")
    assert response["Content-Disposition"].startswith("inline;")


@pytest.mark.parametrize(
    ("state", "status"), [(FileState.QUARANTINED, 503), (FileState.INFECTED, 404)]
)
def test_what_was_not_passed_by_the_scanner_is_not_handed_out(
    author: Client, draft: Initiative, settings: Any, state: FileState, status: int
) -> None:
    settings.ACCEL = "/noi-bo/tep/"
    row = add(draft)
    StoredFile.objects.update(state=state)

    assert author.get(url_of(row)).status_code == status
    assert author.get(f"/sang-kien/{draft.code}/").status_code == 200
    assert author.get(FILES.format(draft.code)).status_code == 200


def test_evidence_of_a_draft_is_the_authors_alone(scene: Scene, draft: Initiative) -> None:
    url = url_of(add(draft))
    for user in (scene.cast.officer, scene.cast.superior_officer, make_member(scene.cast.factory)):
        assert client_of(user).get(url).status_code == 404


def test_officers_see_it_once_it_was_sent_and_strangers_never(scene: Scene) -> None:
    url = url_of(add(scene.sent()))

    assert client_of(scene.cast.officer).get(url).status_code == 200
    for user in (scene.cast.sister_officer, make_member(scene.cast.factory)):
        assert client_of(user).get(url).status_code == 404


def test_numbers_of_others_are_not_found_through_an_own_initiative(
    author: Client, scene: Scene, draft: Initiative
) -> None:
    other = add(make_draft(scene, make_member(scene.cast.factory), title="Của người khác"))
    mine = add(draft)
    through_mine = f"{FILES.format(draft.code)}{other.pk}/"

    assert author.get(through_mine).status_code == 404
    assert author.post(through_mine + "cong-khai/", {"dong-y": "1"}).status_code == 404
    author.post(through_mine + "bo/")
    assert Evidence.objects.filter(pk=other.pk, published_at=None).exists()
    assert author.get(f"{FILES.format(other.initiative.code)}{mine.pk}/").status_code == 404


def test_after_the_sign_out_the_address_leads_to_the_login(
    author: Client, draft: Initiative
) -> None:
    url = url_of(add(draft))
    assert author.get(url).status_code == 200
    author.post("/dang-xuat/")

    assert author.get(url)["Location"].startswith("/dang-nhap/")


# Everybody


def test_public_page_shows_what_the_author_agreed_to(author: Client, scene: Scene) -> None:
    sent = scene.sent()
    row, hidden = add(sent), add(sent, picture("PNG"), EvidenceKind.AFTER)
    public = f"/tra-cuu/{sent.code}/anh/{row.pk}/"
    author.post(url_of(row) + "cong-khai/", {"dong-y": "1"})
    assert Client().get(public).status_code == 404  # nobody confirmed it yet
    confirmation.confirm(sent, by=by_now(scene.cast.officer), at=clock.now())

    page = Client().get(f"/tra-cuu/{sent.code}/").content.decode()
    photo = Client().get(public + "?nho=1")

    assert (public in page, f"anh/{hidden.pk}/" in page) == (True, False)
    assert (photo.status_code, photo["Cache-Control"]) == (200, "public, max-age=15")
    assert not photo.cookies
    assert photo["Content-Security-Policy"].startswith("sandbox")
    assert Client().get(f"/tra-cuu/{sent.code}/anh/{hidden.pk}/").status_code == 404

    author.post(url_of(row) + "cong-khai/", {"dong-y": "0"})
    assert Client().get(public).status_code == 404


def test_queue_shows_before_and_after_with_the_same_queries(
    scene: Scene, django_assert_num_queries: Any
) -> None:
    officer = client_of(scene.cast.officer)
    add(first := scene.sent(title="Một sáng kiến có ảnh"))
    add(first, picture("PNG"), EvidenceKind.AFTER)
    add(first, paper(), EvidenceKind.DOCUMENT)

    page = officer.get("/sang-kien/cho-xac-nhan/")
    assert page.content.decode().count("?nho=1") == 2
    assert "Còn 1 minh chứng khác" in text_of(page)
    with CaptureQueriesContext(connection) as one:
        officer.get("/sang-kien/cho-xac-nhan/")
    for number in range(2):
        add(scene.sent(title=f"Sáng kiến nữa số {number}"))
    with django_assert_num_queries(len(one)):
        officer.get("/sang-kien/cho-xac-nhan/")
