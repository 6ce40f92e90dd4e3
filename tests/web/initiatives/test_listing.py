import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.core import clock
from sangkien.initiatives.actions import confirmation
from tests.factories import make_initiative, make_member
from tests.web.initiatives.drafts import make_draft
from tests.web.scene import Scene, by_now, client_of, text_of

LIST = "/sang-kien/"
UNIT = LIST + "?xem=don-vi"


def test_author_sees_the_own_ones_and_no_other_list(scene: Scene) -> None:
    scene.sent(title="Sáng kiến của tôi đã gửi")
    scene.sent(make_member(scene.cast.factory, "Người Khác"), title="Sáng kiến của người khác")
    make_draft(scene, title="Bản nháp của tôi")
    author = client_of(scene.cast.author)

    shown = text_of(author.get(LIST))

    assert "Sáng kiến của tôi đã gửi" in shown
    assert "Bản nháp của tôi" in shown
    assert "Sáng kiến của người khác" not in shown
    assert author.get(UNIT).status_code == 404
    assert author.get(LIST + "?xem=nhap-thay").status_code == 404
    assert author.get(LIST + "?xem=<script>").status_code == 404


def test_newcomer_is_shown_the_way(scene: Scene) -> None:
    assert "Bạn chưa có sáng kiến nào" in text_of(client_of(scene.cast.author).get(LIST))


def test_officer_filters_the_unit_by_state(scene: Scene) -> None:
    waiting = scene.sent(title="Sáng kiến đang chờ")
    done = scene.sent(title="Sáng kiến đã xong")
    confirmation.confirm(done, by=by_now(scene.cast.officer), at=clock.now())
    make_draft(scene, title="Bản nháp của tác giả")
    officer = client_of(scene.cast.officer)

    everything = text_of(officer.get(UNIT))
    confirmed = text_of(officer.get(UNIT + "&trang-thai=confirmed"))

    assert [t in everything for t in (waiting.title, done.title)] == [True, True]
    assert "Bản nháp của tác giả" not in everything
    assert [t in confirmed for t in (waiting.title, done.title)] == [False, True]
    assert "Không có sáng kiến nào ở trạng thái này" in text_of(
        officer.get(UNIT + "&trang-thai=rejected")
    )
    assert officer.get(UNIT + "&trang-thai=<b>").status_code == 200


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("officer", True),
        ("superior_officer", True),
        ("national_officer", True),
        ("auditor", True),
        ("sister_officer", False),
    ],
)
def test_sister_unit_sees_nothing(scene: Scene, who: str, seen: bool) -> None:  # noqa: FBT001
    sent = scene.sent(title="Sáng kiến của may Ánh Dương")

    assert (sent.title in text_of(client_of(getattr(scene.cast, who)).get(UNIT))) is seen


def test_pages_follow_without_gap_or_repetition(scene: Scene) -> None:
    rows = [scene.sent(title=f"Sáng kiến số {n:02d}") for n in range(22)]
    officer = client_of(scene.cast.officer)

    first = officer.get(UNIT).content.decode()
    older = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = officer.get(older).content.decode()

    assert [row.title in first for row in (rows[21], rows[2], rows[1])] == [True, True, False]
    assert [row.title in second for row in (rows[2], rows[1], rows[0])] == [False, True, True]
    assert 'rel="next"' not in second


@pytest.mark.parametrize("who", ["author", "officer"])
def test_queries_do_not_grow_with_the_rows(scene: Scene, who: str) -> None:
    reader = client_of(getattr(scene.cast, who))
    address = UNIT if who == "officer" else LIST

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(address).status_code == 200
        return len(queries)

    scene.sent()
    one = count()
    scene.sent()
    make_initiative(
        scene.programme,
        scene.cast.factory,
        make_member(scene.cast.factory, "Lê Thị Mận"),
        at=clock.now(),
    )
    scene.sent()

    assert count() == one


def test_anonymous_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(LIST).status_code == 302
