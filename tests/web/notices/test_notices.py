import pytest

from sangkien.core import clock
from sangkien.initiatives.actions import confirmation
from sangkien.journal.actions import deliveries
from sangkien.notices.models import Notice
from tests.web.scene import Scene, by_now, client_of, make_scene, text_of

PAGE = "/thong-bao/"


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


def told(scene: Scene) -> Notice:
    sent = scene.sent(title="Giá phơi <b>vải</b>")
    confirmation.confirm(sent, by=by_now(scene.cast.officer), at=clock.now())
    while deliveries.deliver_batch(clock.now()):
        pass
    return Notice.objects.get()


def test_empty_page_says_what_will_come(scene: Scene) -> None:
    assert "Chưa có thông báo nào" in text_of(client_of(scene.cast.author).get(PAGE))


def test_notice_stands_on_the_desk_until_it_was_read(scene: Scene) -> None:
    notice, client = told(scene), client_of(scene.cast.author)

    assert "đã được xác nhận hợp lệ" in text_of(client.get("/viec-cua-toi/"))
    followed = client.post(f"{PAGE}{notice.pk}/")

    assert followed["Location"] == f"/sang-kien/{notice.key}/"
    assert "Thông báo mới" not in text_of(client.get("/viec-cua-toi/"))
    assert "đã được xác nhận hợp lệ" in text_of(client.get(PAGE))


def test_titles_are_shown_as_text(scene: Scene) -> None:
    told(scene)

    assert "<b>vải" not in client_of(scene.cast.author).get(PAGE).content.decode()


def test_another_persons_notice_is_not_found(scene: Scene) -> None:
    notice = told(scene)

    assert client_of(scene.cast.officer).post(f"{PAGE}{notice.pk}/").status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_all_are_marked_at_once(scene: Scene) -> None:
    told(scene)

    client_of(scene.cast.author).post(f"{PAGE}da-doc/")

    assert Notice.objects.filter(read_at=None).count() == 0


def test_long_list_comes_in_pages(scene: Scene) -> None:
    notice, client = told(scene), client_of(scene.cast.author)
    rows = [
        Notice(
            recipient=scene.cast.author,
            entry_id=1_000_000 + number,
            kind=notice.kind,
            subject_kind=notice.subject_kind,
            key=notice.key,
            title=f"Việc {number}",
            happened_at=notice.happened_at,
        )
        for number in range(40)
    ]
    Notice.objects.bulk_create(rows)

    shown = text_of(client.get(PAGE))

    assert "Việc 39" in shown
    assert "Việc 5" not in shown
    assert "Xem thông báo cũ hơn" in shown
