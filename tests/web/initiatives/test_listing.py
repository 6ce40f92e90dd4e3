import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.core import clock
from sangkien.initiatives import branches
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.models import Initiative
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


def narrowed(client: Client, **asked: str) -> str:
    return text_of(client.get(LIST, {"xem": "don-vi", **asked}))


@pytest.fixture
def spread(scene: Scene) -> Scene:
    """One initiative in each of two factories of the same superior union."""
    sister = make_member(scene.cast.sister_factory, "Người Cơ Khí")
    scene.sent(title="Cải tiến đồ gá hàn")
    make_initiative(
        scene.programme,
        scene.cast.sister_factory,
        sister,
        at=clock.now(),
        title="Bàn nguội gấp gọn",
        field_id=scene.programme.fields.get(number=2).pk,
    )
    return scene


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ({"don_vi": "AD"}, [True, False]),
        ({"don_vi": "hb"}, [False, True]),
        ({"don_vi": "co khi"}, [False, True]),
        ({"don_vi": "SX"}, [True, True]),
        ({"q": "do ga"}, [True, False]),
        ({"q": "GỌN bàn"}, [False, True]),
        ({"q": "khong co dau"}, [False, False]),
        ({"trang-thai": "submitted"}, [True, True]),
        ({"trang-thai": "confirmed"}, [False, False]),
        ({"chuong_trinh": "chuong-trinh-thu-nghiem"}, [True, True]),
    ],
)
def test_superior_officer_narrows_the_list_down(
    spread: Scene, asked: dict[str, str], seen: list[bool]
) -> None:
    asked = {
        **asked,
        **({"chuong_trinh": spread.programme.slug} if "chuong_trinh" in asked else {}),
    }
    shown = narrowed(client_of(spread.cast.superior_officer), **asked)

    assert [title in shown for title in ("Cải tiến đồ gá hàn", "Bàn nguội gấp gọn")] == seen


def test_field_of_the_programme_narrows_and_one_of_another_does_not(spread: Scene) -> None:
    officer = client_of(spread.cast.superior_officer)
    first = str(spread.programme.fields.order_by("number").first().pk)  # type: ignore[union-attr]

    within = narrowed(officer, chuong_trinh=spread.programme.slug, linh_vuc=first)
    left_over = narrowed(officer, linh_vuc=first)

    assert ["Bàn nguội gấp gọn" in page for page in (within, left_over)] == [False, True]


def test_code_finds_the_one_only_within_reach(spread: Scene) -> None:
    sent = Initiative.objects.get(title="Cải tiến đồ gá hàn")
    readers = [client_of(spread.cast.superior_officer), client_of(spread.cast.sister_officer)]

    assert [sent.title in narrowed(reader, q=sent.reference) for reader in readers] == [True, False]


def test_name_that_fits_several_units_offers_them(spread: Scene) -> None:
    officer = client_of(spread.cast.superior_officer)

    response = officer.get(LIST, {"xem": "don-vi", "don_vi": "cdcs", "q": "ban"})

    assert response.status_code == 422
    assert "Có nhiều đơn vị mang tên này" in text_of(response)
    page = response.content.decode()
    assert 'don_vi=AD&amp;q=ban"' in page
    assert "don_vi=HS" not in page  # outside of the reader's branch


@pytest.mark.parametrize("typed", ["HS", "Hoa Sen", "không có", "<zz>", "9" * 400])
def test_unit_out_of_reach_is_as_if_there_were_none(spread: Scene, typed: str) -> None:
    officer = client_of(spread.cast.superior_officer)

    response = officer.get(LIST, {"xem": "don-vi", "don_vi": typed})

    assert response.status_code == 422
    assert "Cải tiến đồ gá hàn" not in text_of(response)


def test_filters_are_kept_by_the_tabs_and_dropped_by_one_link(spread: Scene) -> None:
    officer = client_of(spread.cast.superior_officer)

    page = officer.get(LIST, {"xem": "don-vi", "don_vi": "AD", "q": "hàn"}).content.decode()

    assert "?xem=don-vi&amp;don_vi=AD&amp;q=h%C3%A0n&amp;trang-thai=confirmed" in page
    assert '<a href="/sang-kien/?xem=don-vi">Bỏ lọc</a>' in page
    assert "Bỏ lọc" not in narrowed(officer)
    assert "Bỏ lọc" in narrowed(officer, q="không có sáng kiến này")


def test_pages_of_a_large_branch_follow_without_gap(
    spread: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(25):
        spread.sent(title=f"Sáng kiến số {n:02d}")
    officer = client_of(spread.cast.superior_officer)

    def walked(**asked: str) -> list[str]:
        seen: list[str] = []
        address = LIST + "?" + urlencode({"xem": "don-vi", **asked})
        for _page in range(40):
            page = officer.get(address).content.decode()
            seen += re.findall(r"Sáng kiến số [0-9]{2}|Cải tiến đồ gá hàn|Bàn nguội gấp gọn", page)
            following = re.search(r'href="(/sang-kien/[^"]*truoc=0[^"]*)"', page)
            if following is None:
                return seen
            address = unescape(following.group(1))
        raise AssertionError("the pages never end")

    small = [walked(), walked(q="sang kien"), walked(don_vi="HB")]
    monkeypatch.setattr(branches, "SMALL_BRANCH", 0)
    monkeypatch.setattr(branches, "READ_FOR_WORDS", 7)
    for window in (100_000, 5):
        monkeypatch.setattr(branches, "WINDOW", window)

        assert [walked(), walked(q="sang kien"), walked(don_vi="HB")] == small
    assert [len(titles) for titles in small] == [27, 25, 1]


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
