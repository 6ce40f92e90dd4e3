"""What an officer types on behalf of a member is kept while it is typed."""

import pytest
from django.test import Client

from sangkien.accounts.models import User
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from tests.factories import make_member
from tests.web.initiatives.test_on_behalf import address, entry
from tests.web.scene import Scene, client_of, text_of


@pytest.fixture
def officer(scene: Scene) -> Client:
    return client_of(scene.cast.officer)


@pytest.fixture
def worker(scene: Scene) -> User:
    return make_member(scene.cast.factory, "Lê Thị Mận", member_code="DV777001", phone="0912345678")


def keep(officer: Client, worker: User, form: dict[str, str]) -> int:
    return officer.post(address(worker), form, headers={"X-Autosave": "1"}).status_code


def test_what_is_typed_is_kept_and_shown_again(scene: Scene, officer: Client, worker: User) -> None:
    form = entry(scene, effect="", who_1="Tổ kho", share_1="25")

    assert keep(officer, worker, form) == 204
    assert keep(officer, worker, {**form, "title": "Kệ vật tư"}) == 204
    shown = officer.get(address(worker))

    draft = Initiative.objects.get()
    assert (draft.state, draft.title, draft.author) == (State.DRAFT, "Kệ vật tư", worker)
    page = shown.content.decode()
    assert "Kệ vật tư" in page
    assert 'value="Tổ kho"' in page
    assert f'value="{form["request_key"]}"' in page
    assert "Viết tiếp bản nháp" in text_of(shown)
    assert "Vật tư dùng nhiều" not in text_of(
        client_of(scene.cast.sister_officer).get("/viec-cua-toi/")
    )


def test_what_cannot_be_read_keeps_the_rest(scene: Scene, officer: Client, worker: User) -> None:
    form = entry(scene, benefit_vnd="12.5")

    assert keep(officer, worker, form) == 422
    assert Initiative.objects.get().title == form["title"]
    assert keep(officer, worker, {**form, "request_key": "x"}) == 422
    assert Initiative.objects.count() == 1


def test_kept_entry_is_sent_as_typed_last_and_only_once(
    scene: Scene, officer: Client, worker: User
) -> None:
    form = entry(scene, who_1="Tổ kho", share_1="25")
    keep(officer, worker, {**form, "title": "Kệ vật tư"})

    places = [officer.post(address(worker), form)["Location"] for _ in range(2)]
    late = keep(officer, worker, {**form, "title": "Kệ vật tư"})

    initiative = Initiative.objects.get()
    assert places == [f"/sang-kien/{initiative.code}/bien-nhan/"] * 2
    assert (initiative.state, initiative.title) == (State.SUBMITTED, form["title"])
    assert initiative.author_share_bp == 7_500
    assert late == 204
    assert "Viết tiếp bản nháp" not in text_of(officer.get(address(worker)))


def test_kept_entry_that_is_refused_stays_a_draft(
    scene: Scene, officer: Client, worker: User
) -> None:
    form = entry(scene)
    keep(officer, worker, form)

    response = officer.post(address(worker), {**form, "effect": "ít"})

    assert response.status_code == 422
    assert Initiative.objects.get().state == State.DRAFT


def test_draft_of_an_entry_is_gone_on_with_where_it_was_begun(
    scene: Scene, officer: Client, worker: User
) -> None:
    keep(officer, worker, entry(scene))
    draft = Initiative.objects.get()

    response = officer.get(f"/sang-kien/{draft.code}/viet-tiep/")

    assert response["Location"] == f"{address(worker)}?chuong-trinh={scene.programme.slug}"


def test_nobody_else_keeps_an_entry(scene: Scene, worker: User) -> None:
    assert keep(client_of(scene.cast.sister_officer), worker, entry(scene)) == 404
    assert not Initiative.objects.exists()
