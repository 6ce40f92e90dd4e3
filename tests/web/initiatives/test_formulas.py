import pytest

from tests.web.initiatives.drafts import make_draft, step
from tests.web.scene import Scene, client_of, make_scene, text_of

NUMBERS = {"minutes": "15", "times": "20", "days": "26", "months": "12", "wage": "40.000", "cost": "0"}  # fmt: skip


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


def test_six_cards_are_offered_where_the_sum_is_asked_for(scene: Scene) -> None:
    draft, client = make_draft(scene), client_of(scene.cast.author)

    assert f"/sang-kien/{draft.code}/tinh-loi/" in client.get(step(draft, 4)).content.decode()
    shown = text_of(client.get(f"/sang-kien/{draft.code}/tinh-loi/"))

    for name in ("thời gian", "vật tư", "điện, nước", "hàng lỗi", "tai nạn", "nhanh hơn"):
        assert name in shown


def test_sum_is_shown_first_and_kept_when_taken_over(scene: Scene) -> None:
    draft, client = make_draft(scene), client_of(scene.cast.author)
    here = f"/sang-kien/{draft.code}/tinh-loi/thoi-gian/"

    assert "62.400.000" in text_of(client.post(here, {**NUMBERS, "intent": "count"}))
    draft.refresh_from_db()
    assert not draft.benefit_inputs
    taken = client.post(here, {**NUMBERS, "intent": "use"})

    assert taken["Location"] == step(draft, 4)
    draft.refresh_from_db()
    assert draft.benefit_vnd == 62_400_000
    assert "15 phút × 20 lần" in draft.benefit_basis
    assert draft.benefit_inputs["given"]["wage"] == "40.000"
    assert 'value="40.000"' in client.get(here).content.decode()


@pytest.mark.parametrize("wrong", ["", "abc", "-5", "1e9", "10" * 30, "NaN"])
def test_wrong_numbers_are_named_and_kept(scene: Scene, wrong: str) -> None:
    draft, client = make_draft(scene), client_of(scene.cast.author)

    answer = client.post(
        f"/sang-kien/{draft.code}/tinh-loi/thoi-gian/",
        {**NUMBERS, "minutes": wrong, "intent": "use"},
    )

    assert answer.status_code == 422
    draft.refresh_from_db()
    assert draft.benefit_vnd is None


def test_a_sum_beyond_all_measure_is_refused(scene: Scene) -> None:
    draft, client = make_draft(scene), client_of(scene.cast.author)
    huge = dict.fromkeys(NUMBERS, "900.000.000.000")

    answer = client.post(
        f"/sang-kien/{draft.code}/tinh-loi/thoi-gian/", {**huge, "cost": "0", "intent": "use"}
    )

    assert answer.status_code == 422
    assert "Kết quả quá lớn" in text_of(answer)


def test_others_and_unknown_cards_find_nothing(scene: Scene) -> None:
    draft = make_draft(scene)
    here = f"/sang-kien/{draft.code}/tinh-loi/"

    assert client_of(scene.cast.officer).get(here).status_code == 404
    assert client_of(scene.cast.author).get(f"{here}khong-co/").status_code == 404


def test_sent_ones_are_not_worked_out_again(scene: Scene) -> None:
    sent, client = scene.sent(), client_of(scene.cast.author)

    client.post(f"/sang-kien/{sent.code}/tinh-loi/thoi-gian/", {**NUMBERS, "intent": "use"})

    sent.refresh_from_db()
    assert sent.benefit_inputs == {}
