import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.access.roles import RoleKey
from sangkien.core import clock
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Decision, Initiative
from tests.factories import make_initiative, make_member, make_officer
from tests.web.scene import DAY, Scene, by_now, client_of, text_of

QUEUE = "/sang-kien/cho-xac-nhan/"
REASON = "Đề nghị ghi rõ số tiền làm lợi."


@pytest.fixture
def officer(scene: Scene) -> Client:
    return client_of(scene.cast.officer)


def decide(client: Client, decision: str, *chosen: Initiative, follow: bool = True, **typed: str):
    selected = [initiative.code for initiative in chosen]
    return client.post(QUEUE, {"decision": decision, "selected": selected, **typed}, follow=follow)


def states(*initiatives: Initiative) -> list[str]:
    for initiative in initiatives:
        initiative.refresh_from_db()
    return [initiative.state for initiative in initiatives]


def test_the_longest_waiting_is_on_top_with_its_clock(scene: Scene, officer: Client) -> None:
    now = clock.now()
    scene.sent(title="Sáng kiến gửi hôm qua", at=now - DAY)
    scene.sent(title="Sáng kiến gửi ba hôm trước", at=now - 3 * DAY)

    shown = text_of(officer.get(QUEUE))

    assert "2 sáng kiến đang chờ" in shown
    assert shown.index("ba hôm trước") < shown.index("hôm qua")
    assert ["chờ 3 ngày" in shown, "chờ 1 ngày" in shown] == [True, True]


def test_everything_needed_is_read_in_place(scene: Scene, officer: Client) -> None:
    scene.sent()

    shown = text_of(officer.get(QUEUE))

    assert "Mỗi lần hàn phải căn chỉnh bằng tay rất lâu." in shown
    assert "12.500.000 ₫" in shown


def test_own_and_foreign_ones_are_not_in_the_queue(scene: Scene, officer: Client) -> None:
    scene.sent(scene.cast.officer, title="Sáng kiến của chính cán bộ")
    other = make_member(scene.cast.sister_factory, "Người Khác")
    make_initiative(
        scene.programme,
        scene.cast.sister_factory,
        other,
        at=clock.now(),
        title="Sáng kiến nơi khác",
    )

    shown = text_of(officer.get(QUEUE))
    assert "Đã xét hết" in shown
    assert "Sáng kiến nơi khác" not in shown


def test_shared_one_stands_apart_and_says_why_it_has_no_button(
    scene: Scene, officer: Client
) -> None:
    credit = (Credit(name="", login=scene.cast.officer.member_code, share_bp=1_000),)
    shared = scene.sent(credits=credit, author_share_bp=9_000, title="Sáng kiến làm chung")

    page = officer.get(QUEUE)
    posted = decide(officer, "confirm", shared)

    assert "1 sáng kiến đang chờ" not in text_of(page)
    assert "Bạn là tác giả hoặc đồng tác giả nên không có nút xét" in text_of(page)
    assert f'value="{shared.code}"' not in page.content.decode()
    assert "“Sáng kiến làm chung”: Bạn là đồng tác giả" in text_of(posted)
    assert states(shared) == ["submitted"]


@pytest.mark.parametrize("who", ["author", "auditor"])
def test_queue_is_there_for_officers_only(scene: Scene, who: str) -> None:
    reader = client_of(getattr(scene.cast, who))

    assert reader.get(QUEUE).status_code == 404
    assert reader.post(QUEUE, {"decision": "confirm"}).status_code == 404


def test_anonymous_is_asked_to_sign_in(db: None, client: Client) -> None:
    assert client.get(QUEUE).status_code == 302
    assert client.post(QUEUE).status_code == 302


def test_several_are_confirmed_at_once(scene: Scene, officer: Client) -> None:
    chosen = [scene.sent() for _ in range(3)]
    left = scene.sent()

    asked = decide(officer, "confirm", *chosen)
    assert "Xác nhận 3 sáng kiến hợp lệ?" in text_of(asked)
    assert [asked.content.decode().count(row.code) for row in (*chosen, left)] == [1, 1, 1, 0]
    assert states(*chosen) == ["submitted"] * 3
    response = decide(officer, "confirm", *chosen, asked="yes")

    assert "Đã xác nhận hợp lệ 3 sáng kiến." in text_of(response)
    assert states(*chosen, left) == ["confirmed"] * 3 + ["submitted"]


def test_button_inside_a_row_confirms_that_one_only(scene: Scene, officer: Client) -> None:
    this, ticked = scene.sent(), scene.sent()

    officer.post(QUEUE, {"only": this.code, "selected": [ticked.code]})

    assert states(this, ticked) == ["confirmed", "submitted"]


@pytest.mark.parametrize(
    ("decision", "state", "words"),
    [
        ("return", State.RETURNED, "Đã trả lại 2 sáng kiến."),
        ("reject", State.REJECTED, "Đã quyết định không công nhận 2 sáng kiến."),
    ],
)
def test_one_reason_for_several_is_asked_on_a_page_of_its_own(
    scene: Scene, officer: Client, decision: str, state: State, words: str
) -> None:
    chosen = [scene.sent(), scene.sent()]

    asked = decide(officer, decision, *chosen)
    assert asked.status_code == 200
    assert states(*chosen) == ["submitted"] * 2
    assert [asked.content.decode().count(row.code) for row in chosen] == [1, 1]
    done = decide(officer, decision, *chosen, common="1", reason="Xem lại.")

    assert words in text_of(done)
    assert states(*chosen) == [state] * 2


def test_missing_reason_stops_everything_before_anything_is_done(
    scene: Scene, officer: Client
) -> None:
    chosen = [scene.sent(), scene.sent()]

    response = decide(officer, "reject", *chosen, reason=" ", common="")

    assert response.status_code == 422
    assert "Hãy ghi rõ lý do" in text_of(response)
    assert states(*chosen) == ["submitted"] * 2


def test_one_that_was_decided_meanwhile_does_not_stop_the_others(
    scene: Scene, officer: Client
) -> None:
    second = make_officer(scene.cast.factory, RoleKey.GRASSROOTS_OFFICER, "Đỗ Thị Hai")
    first, late = scene.sent(title="Sáng kiến còn chờ xét"), scene.sent(title="Sáng kiến đã xét")
    confirmation.reject(late, reason=REASON, by=by_now(second), at=clock.now())

    response = decide(officer, "confirm", first, late, asked="yes")

    shown = text_of(response)
    assert "Đã xác nhận hợp lệ 1 sáng kiến." in shown
    assert (
        "“Sáng kiến đã xét”: Sáng kiến này đã được Đỗ Thị Hai xử lý trước: “Không hợp lệ”." in shown
    )
    assert states(first, late) == ["confirmed", "rejected"]


def test_foreign_own_and_unknown_codes_are_never_decided(scene: Scene, officer: Client) -> None:
    other = make_member(scene.cast.sister_factory, "Người Khác")
    foreign = make_initiative(scene.programme, scene.cast.sister_factory, other, at=clock.now())
    own = scene.sent(scene.cast.officer, title="Sáng kiến của cán bộ")

    response = officer.post(
        QUEUE,
        {"decision": "confirm", "selected": [foreign.code, own.code, "ZZZZZZZZZZ", "<b>", ""]},
        follow=True,
    )

    assert states(foreign, own) == ["submitted"] * 2
    shown = text_of(response)
    assert "“Sáng kiến của cán bộ”: Bạn là tác giả" in shown
    assert foreign.title not in shown


def test_nothing_ticked_is_said(scene: Scene, officer: Client) -> None:
    scene.sent()

    for data in ({"decision": "confirm"}, {"decision": "publish", "selected": "x"}, {}):
        shown = text_of(officer.post(QUEUE, data, follow=True))
        assert "Chưa chọn sáng kiến nào." in shown
    assert not Decision.objects.exists()


def test_double_tap_is_one_decision(scene: Scene, officer: Client) -> None:
    chosen = [scene.sent(), scene.sent()]

    for _ in range(2):
        done = decide(officer, "confirm", *chosen, asked="yes")
        assert "Đã xác nhận hợp lệ 2 sáng kiến." in text_of(done)

    assert Decision.objects.count() == 2


def test_pages_follow_by_waiting_time(scene: Scene, officer: Client) -> None:
    now = clock.now()
    rows = [
        scene.sent(title=f"Sáng kiến số {n:02d}", at=now - (30 - n) * DAY / 24) for n in range(22)
    ]

    first = officer.get(QUEUE).content.decode()
    assert [rows[0].title in first, rows[19].title in first, rows[20].title in first] == [
        True,
        True,
        False,
    ]
    following = first.split("?sau=")[1].split('"')[0]
    second = officer.get(QUEUE, {"sau": following}).content.decode()

    assert [rows[n].title in second for n in (0, 19, 20, 21)] == [False, False, True, True]


@pytest.mark.parametrize("cursor", ["x", "9" * 400, "1.1", "-1.5", "' OR 1=1", "9" * 16 + ".1"])
def test_nonsense_in_the_address_is_no_crash(scene: Scene, officer: Client, cursor: str) -> None:
    scene.sent()

    assert officer.get(QUEUE, {"sau": cursor}).status_code == 200


def test_queries_do_not_grow_with_the_rows(scene: Scene, officer: Client) -> None:
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert officer.get(QUEUE).status_code == 200
        return len(queries)

    credit = (Credit(name="Trần Văn Ba", share_bp=1_000),)
    scene.sent(credits=credit, author_share_bp=9_000)
    one = count()
    for n in range(2):
        author = make_member(scene.cast.factory, f"Người {n}")
        scene.sent(author, credits=credit, author_share_bp=9_000)

    assert count() == one
