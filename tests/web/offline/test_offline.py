"""What was written without a network becomes a draft of its writer, once."""

import uuid

import pytest
from django.test import Client

from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from tests.web.scene import Scene, client_of, make_scene, text_of

PAGE, BRING = "/viet-khi-mat-mang/", "/viet-khi-mat-mang/dua-len/"
WRITTEN = {"title": "Giá phơi vải gấp gọn", "before": "Trước", "solution": "Nay", "effect": ""}


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


def test_page_is_the_same_for_everybody_and_may_be_kept(scene: Scene, client: Client) -> None:
    strangers = client.get(PAGE)

    assert strangers.content == client_of(scene.cast.author).get(PAGE).content
    assert "public" in strangers["Cache-Control"]
    assert "chưa được tính là đã nộp" in text_of(strangers)


def test_worker_keeps_one_public_page_and_nothing_of_anybody(client: Client) -> None:
    answer = client.get("/sw.js")
    words = answer.content.decode()

    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == "/"
    assert f'"{PAGE}"' in words
    assert "viec-cua-toi" not in words
    assert ".put(" not in words


def test_what_is_brought_in_twice_is_one_draft(scene: Scene) -> None:
    client, key = client_of(scene.cast.author), str(uuid.uuid4())

    answers = [client.post(BRING, {**WRITTEN, "request_key": key}) for _ in range(2)]

    draft = Initiative.objects.get()
    assert {answer["Location"] for answer in answers} == {f"{BRING}?da-nhan={key}&ma={draft.code}"}
    assert (draft.state, draft.author, draft.solution) == (State.DRAFT, scene.cast.author, "Nay")


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"title": "x" * 300}, {"request_key": "abc"}, {"request_key": ""}]
)
def test_what_cannot_be_kept_stays_on_the_page(scene: Scene, wrong: dict[str, str]) -> None:
    body = {**WRITTEN, "request_key": str(uuid.uuid4()), **wrong}

    answer = client_of(scene.cast.author).post(BRING, body)

    assert answer.status_code == 422
    assert "Trước" in answer.content.decode()
    assert not Initiative.objects.exists()


def test_somebody_elses_key_brings_nothing(scene: Scene) -> None:
    key = str(uuid.uuid4())
    client_of(scene.cast.author).post(BRING, {**WRITTEN, "request_key": key})

    client_of(scene.cast.officer).post(
        BRING, {**WRITTEN, "title": "Tên của kẻ khác", "request_key": key}
    )

    assert Initiative.objects.get().title == WRITTEN["title"]


def test_strangers_sign_in_first(client: Client, db: None) -> None:
    assert client.get(BRING)["Location"].startswith("/dang-nhap/")
