"""Back to where the writing was interrupted."""

import pytest
from django.test import Client

from tests.web.initiatives.drafts import make_draft, make_whole_draft, step
from tests.web.scene import Scene, client_of


@pytest.fixture
def author(scene: Scene) -> Client:
    return client_of(scene.cast.author)


def test_draft_opens_at_its_first_gap_with_the_cursor_there(scene: Scene, author: Client) -> None:
    draft = make_draft(scene, title="Bàn gá ép keo cho tấm lót giày", before="Phải giữ bằng tay.")
    draft.before = "Phải giữ tấm lót bằng tay cho tới khi keo khô."
    draft.save()

    response = author.get(f"/sang-kien/{draft.code}/viet-tiep/")
    page = author.get(response["Location"]).content.decode()

    assert response["Location"] == f"{step(draft, 2)}?tiep=1"
    assert page.count("autofocus") == 1
    assert page.index('name="solution"') < page.index("autofocus") < page.index('name="effect"')


def test_draft_without_gaps_goes_on_with_what_may_stay_empty(scene: Scene, author: Client) -> None:
    draft = make_whole_draft(scene, benefit_vnd=None, benefit_basis="")
    told = make_whole_draft(scene, benefit_vnd=5_000_000, benefit_basis="100 giờ × 50.000 đ")

    first = author.get(f"/sang-kien/{draft.code}/viet-tiep/")["Location"]
    second = author.get(f"/sang-kien/{told.code}/viet-tiep/")["Location"]

    assert (first, second) == (f"{step(draft, 4)}?tiep=1", step(told, 6))


def test_only_the_author_goes_on(scene: Scene) -> None:
    draft = make_whole_draft(scene)

    for who in (scene.cast.officer, scene.cast.sister_officer):
        assert client_of(who).get(f"/sang-kien/{draft.code}/viet-tiep/").status_code == 404


def test_what_was_sent_is_only_shown(scene: Scene, author: Client) -> None:
    sent = scene.sent()

    response = author.get(f"/sang-kien/{sent.code}/viet-tiep/")

    assert response["Location"] == f"/sang-kien/{sent.code}/"
