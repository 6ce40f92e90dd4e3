"""What stands beside the cards of the queue: the nearest entries, and the target of the unit."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.agreements.enums import TargetBase
from sangkien.core import clock
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.models import Initiative
from sangkien.programmes.models import Period
from sangkien.progress.actions import folding
from sangkien.search.actions import indexing
from sangkien.search.nearest import nearest
from tests.factories import make_initiative, make_member, make_target
from tests.web.scene import DAY, Scene, by_now, client_of, text_of

QUEUE, BESIDE = "/sang-kien/cho-xac-nhan/", "/sang-kien/cho-xac-nhan/ben-canh/"
TITLE = "Cải tiến giá đỡ ống hàn khung thép"


@pytest.fixture
def officer(scene: Scene) -> Client:
    return client_of(scene.cast.officer)


def confirmed(scene: Scene, title: str, **options: object) -> Initiative:
    sent = scene.sent(title=title, **options)  # type: ignore[arg-type]
    return confirmation.confirm(sent, by=by_now(scene.cast.officer), at=clock.now())


def worked() -> None:
    """What the worker does a moment later: the index, the totals."""
    indexing.index_many(Initiative.objects.all())
    folding.fold_all(clock.now())


def elsewhere(scene: Scene, title: str) -> Initiative:
    author = make_member(scene.cast.sister_factory, "Người Khác")
    return make_initiative(
        scene.programme, scene.cast.sister_factory, author, at=clock.now() - DAY, title=title
    )


def beside(client: Client, *rows: Initiative, **headers: str):
    return client.get(BESIDE, {"ma": [row.code for row in rows]}, headers=headers)


def test_the_nearest_are_public_ones_of_all_units_and_sent_ones_of_the_own(scene: Scene) -> None:
    waiting = scene.sent(title=TITLE)
    own = scene.sent(title=f"{TITLE} mới")
    foreign = elsewhere(scene, f"{TITLE} nhanh")
    confirmation.confirm(foreign, by=by_now(scene.cast.sister_officer), at=clock.now())
    hidden = elsewhere(scene, f"{TITLE} khác")
    scene.sent(title="Nuôi gà thả vườn quanh nhà ăn")

    worked()

    found = nearest([waiting], actor=by_now(scene.cast.officer))[waiting.pk]

    assert {one.initiative.pk: one.is_overseen for one in found} == {
        own.pk: True,
        foreign.pk: False,
    }
    assert hidden.pk not in {one.initiative.pk for one in found}


def test_three_at_most_the_nearest_first_with_the_content_counted(scene: Scene) -> None:
    waiting = scene.sent(title=TITLE, solution="Dùng chốt lò xo định vị nhanh phôi thép.")
    for n in range(4):
        scene.sent(title=f"{TITLE} số {n}", solution="Sơn lại toàn bộ nhà xưởng cho sáng.")
    same = scene.sent(title=f"{TITLE} chốt", solution="Dùng chốt lò xo định vị nhanh phôi thép.")

    found = nearest([waiting], actor=by_now(scene.cast.officer))[waiting.pk]

    assert len(found) == 3
    assert found[0].initiative == same


def test_the_pieces_and_the_page_say_the_same(scene: Scene, officer: Client) -> None:
    waiting = scene.sent(title=TITLE)
    confirmed(scene, f"{TITLE} cũ")
    worked()

    piece = beside(officer, waiting, **{"HX-Request": "true"})
    page = beside(officer, waiting)

    assert f'id="canh-{waiting.code}" hx-swap-oob="true"' in piece.content.decode()
    assert "<html" not in piece.content.decode()
    for shown in (text_of(piece), text_of(page)):
        assert f"{TITLE} cũ" in shown
        assert "Chưa giao chỉ tiêu · đã hợp lệ 1" in shown


@pytest.mark.parametrize(
    ("base", "words"), [(TargetBase.VALID, "đã hợp lệ 1"), (TargetBase.SENT, "đã gửi 2")]
)
def test_the_target_of_the_unit_with_its_base_and_time(
    scene: Scene, officer: Client, base: TargetBase, words: str
) -> None:
    waiting = scene.sent(title=TITLE)
    confirmed(scene, "Xe đẩy phôi có phanh an toàn")
    whole = Period.objects.get(programme=scene.programme, kind="whole")
    make_target(whole, scene.cast.factory, 30, base=base)
    worked()

    shown = text_of(beside(officer, waiting))

    assert f"Chỉ tiêu 30 · {words}" in shown
    assert "tính đến" in shown


def test_only_what_the_reader_decides_about(scene: Scene, officer: Client) -> None:
    foreign = elsewhere(scene, TITLE)
    mine = scene.sent(title="Xe đẩy phôi có phanh an toàn")

    assert beside(officer, foreign).status_code == 404
    assert TITLE not in text_of(beside(officer, mine, foreign))
    for user in (scene.cast.author, scene.cast.auditor, scene.cast.superior_officer):
        assert beside(client_of(user), mine).status_code == 404
    assert officer.get(BESIDE, {"ma": ["x", "", "' OR 1=1", "9" * 400]}).status_code == 404


def test_the_queue_asks_for_it_once_and_links_to_it_without_scripts(
    scene: Scene, officer: Client
) -> None:
    rows = [scene.sent(title=f"{TITLE} {n}") for n in range(2)]

    page = officer.get(QUEUE).content.decode()

    assert page.count("hx-get=") == 1
    for row in rows:
        assert f'href="{BESIDE}?ma={row.code}"' in page


def test_it_is_looked_up_in_the_same_number_of_queries(scene: Scene, officer: Client) -> None:
    def count(rows: list[Initiative]) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert beside(officer, *rows).status_code == 200
        return len(queries)

    rows = [scene.sent(title=f"{TITLE} {n}") for n in range(2)]
    confirmed(scene, TITLE)
    few = count(rows[:1])
    other = make_member(scene.cast.factory, "Người Ba")
    rows += [scene.sent(other, title=f"Xe đẩy phôi có phanh số {n}") for n in range(4)]

    assert count(rows) == few
