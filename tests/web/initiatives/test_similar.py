import pytest
from django.test import Client

from sangkien.core import clock
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.models import Initiative
from sangkien.search.actions import indexing
from tests.web.initiatives.drafts import make_whole_draft
from tests.web.scene import Scene, by_now, client_of, make_scene, text_of

PAGE = "/sang-kien/gan-giong/"


@pytest.fixture
def scene(db: None) -> Scene:
    made = make_scene()
    valid = made.sent(title="Đồ gá xoay hàn khung thép")
    made.sent(title="Đồ gá xoay hàn khung nhôm")  # waits: nobody else may read it
    confirmation.confirm(valid, by=by_now(made.cast.officer), at=clock.now())
    indexing.index_many(Initiative.objects.all())
    return made


def test_titles_that_come_near_are_named_and_only_public_ones(scene: Scene) -> None:
    shown = text_of(client_of(scene.cast.author).get(PAGE, {"title": "do ga xoay de han khung"}))

    assert "Đồ gá xoay hàn khung thép" in shown
    assert "nhôm" not in shown


@pytest.mark.parametrize("title", ["", "   ", "½", "zzz qqq", "x" * 5_000])
def test_nothing_near_says_nothing(scene: Scene, title: str) -> None:
    answer = client_of(scene.cast.author).get(PAGE, {"title": title})

    assert answer.status_code == 200
    assert "gần giống" not in text_of(answer)


def test_writer_sees_them_once_more_before_sending(scene: Scene) -> None:
    draft = make_whole_draft(scene, title="Đồ gá xoay hàn khung thép hộp")

    shown = text_of(client_of(scene.cast.author).get(f"/sang-kien/{draft.code}/buoc/6/"))

    assert "Đã có người làm việc gần giống" in shown


def test_strangers_sign_in_first(client: Client, db: None) -> None:
    assert client.get(PAGE)["Location"].startswith("/dang-nhap/")
