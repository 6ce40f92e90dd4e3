import pytest
from django.test import Client

from sangkien.access.roles import RoleKey
from sangkien.core import clock
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Decision, Initiative
from tests.factories import make_member, make_officer
from tests.web.scene import DAY, Scene, client_of, text_of

ACTS = {
    "xac-nhan/": State.CONFIRMED,
    "tra-lai/": State.RETURNED,
    "khong-hop-le/": State.REJECTED,
}
REASON = "Đề nghị ghi rõ số tiền làm lợi."


@pytest.fixture
def officer(scene: Scene) -> Client:
    return client_of(scene.cast.officer)


def decide(client: Client, initiative: Initiative, act: str = "xac-nhan/", **typed: str):
    return client.post(f"/sang-kien/{initiative.code}/{act}", {"reason": REASON, **typed})


@pytest.mark.parametrize(("act", "state"), ACTS.items())
def test_officer_decides(scene: Scene, officer: Client, act: str, state: State) -> None:
    sent = scene.sent()

    response = decide(officer, sent, act)

    assert response["Location"] == f"/sang-kien/{sent.code}/"
    sent.refresh_from_db()
    assert sent.state == state
    decision = Decision.objects.get(initiative=sent)
    assert (decision.outcome, decision.decided_by) == (state, scene.cast.officer)


@pytest.mark.parametrize("act", ["tra-lai/", "khong-hop-le/"])
@pytest.mark.parametrize("reason", ["", "  ", "???", "x", "a\u202eb", "x" * 1_001, "x" * 50_000])
def test_reason_that_says_nothing_is_refused_and_kept(
    scene: Scene, officer: Client, act: str, reason: str
) -> None:
    sent = scene.sent()

    response = decide(officer, sent, act, reason=reason)

    assert response.status_code == 422
    assert reason in response.content.decode()
    sent.refresh_from_db()
    assert sent.state == State.SUBMITTED


def test_common_reason_and_own_words_are_one_text(scene: Scene, officer: Client) -> None:
    sent = scene.sent()

    decide(officer, sent, "tra-lai/", common="3", reason="Ngày trong quyết định là 05/03.")

    assert Decision.objects.get().reason == (
        "Đề nghị ghi đúng ngày áp dụng lần đầu.\nNgày trong quyết định là 05/03."
    )


@pytest.mark.parametrize("common", ["99", "-1", "abc", "9" * 400])
def test_common_reason_that_is_not_offered_is_refused(
    scene: Scene, officer: Client, common: str
) -> None:
    assert decide(officer, scene.sent(), "tra-lai/", common=common).status_code == 422


def test_markup_in_a_reason_is_shown_as_text(scene: Scene, officer: Client) -> None:
    sent = scene.sent()

    decide(officer, sent, "tra-lai/", reason="<img src=x onerror=alert(1)> ghi rõ hơn")

    page = client_of(scene.cast.author).get(f"/sang-kien/{sent.code}/").content.decode()
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt; ghi rõ hơn" in page


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    "who", ["author", "sister_officer", "superior_officer", "provincial_officer", "auditor"]
)
def test_wrong_role_or_unit_finds_nothing_to_decide(scene: Scene, who: str, act: str) -> None:
    sent = scene.sent()

    response = decide(client_of(getattr(scene.cast, who)), sent, act)

    assert response.status_code == 404
    sent.refresh_from_db()
    assert sent.state == State.SUBMITTED


def test_anonymous_decides_nothing(scene: Scene, client: Client) -> None:
    sent = scene.sent()

    assert decide(client, sent)["Location"].startswith("/dang-nhap/")
    sent.refresh_from_db()
    assert sent.state == State.SUBMITTED


@pytest.mark.parametrize("act", ACTS)
def test_officer_does_not_decide_the_own_initiative(
    scene: Scene, officer: Client, act: str
) -> None:
    own = scene.sent(scene.cast.officer)

    response = decide(officer, own, act)

    assert response.status_code == 403
    assert "Bạn là tác giả: hãy nhờ người khác trong Ban Chấp hành" in text_of(response)
    own.refresh_from_db()
    assert own.state == State.SUBMITTED


@pytest.mark.parametrize("act", [*ACTS, "mo-lai/"])
def test_officer_does_not_decide_what_the_officer_shares_in(
    scene: Scene, officer: Client, act: str
) -> None:
    credit = Credit(name="", login=scene.cast.officer.member_code, share_bp=1_000)
    shared = scene.sent(credits=(credit,), author_share_bp=9_000)

    response = decide(officer, shared, act)

    assert response.status_code == 403
    assert "Bạn là đồng tác giả: hãy nhờ người khác trong Ban Chấp hành" in text_of(response)
    shared.refresh_from_db()
    assert shared.state == State.SUBMITTED


def test_page_of_a_shared_one_says_why_there_is_no_button(scene: Scene, officer: Client) -> None:
    credit = Credit(name="", login=scene.cast.officer.member_code, share_bp=1_000)
    shared = scene.sent(credits=(credit,), author_share_bp=9_000)
    address = f"/sang-kien/{shared.code}/"

    pages = [text_of(officer.get(address)), text_of(client_of(scene.cast.author).get(address))]

    said = "Bạn là tác giả hoặc đồng tác giả nên không xét được."
    assert [said in page for page in pages] == [True, False]
    assert "Xác nhận hợp lệ" not in pages[0]


@pytest.mark.parametrize("act", ACTS)
def test_second_officer_learns_who_was_first(scene: Scene, officer: Client, act: str) -> None:
    second = make_officer(scene.cast.factory, RoleKey.GRASSROOTS_OFFICER, "Đỗ Thị Hai")
    sent = scene.sent()
    decide(officer, sent)

    response = decide(client_of(second), sent, act)

    assert response.status_code == 409
    assert "Sáng kiến này đã được Trần Thị Bình xử lý trước: “Hợp lệ”." in text_of(response)
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("act", ACTS)
def test_double_tap_is_one_decision(scene: Scene, officer: Client, act: str) -> None:
    sent = scene.sent()

    statuses = [decide(officer, sent, act).status_code for _ in range(2)]

    assert statuses == [302, 302]
    assert Decision.objects.count() == 1


def place(following: Initiative, done: Initiative) -> str:
    return f"/sang-kien/{following.code}/?hang-doi=1&vua-xet={done.code}"


def test_what_was_just_done_can_be_taken_back_in_one_tap(scene: Scene, officer: Client) -> None:
    first, second = scene.sent(title="Giá đỡ ống hàn"), scene.sent(title="Hộp chia phụ liệu")

    response = decide(officer, first, **{"hang-doi": "1"})
    shown = officer.get(response["Location"])
    undone = officer.post(
        f"/sang-kien/{first.code}/mo-lai/", {"hang-doi": "1", "common": "1", "reason": ""}
    )

    assert response["Location"] == place(second, first)
    assert "Đã xác nhận hợp lệ: “Giá đỡ ống hàn”." in text_of(shown)
    assert "Còn 1 sáng kiến chờ xét." in text_of(shown)
    assert "Sáng kiến tiếp theo" in text_of(shown)
    assert 'class="late"' in shown.content.decode()
    assert undone["Location"] == f"/sang-kien/{first.code}/?hang-doi=1"
    first.refresh_from_db()
    assert first.state == State.SUBMITTED


def test_others_are_not_told_what_was_decided(scene: Scene, officer: Client) -> None:
    done, other = scene.sent(title="Giá đỡ ống hàn"), scene.sent(title="Hộp chia phụ liệu")
    decide(officer, done)

    shown = text_of(client_of(scene.cast.author).get(place(other, done)))

    assert "Đã xác nhận hợp lệ" not in shown
    assert "chờ xét." not in shown


def test_the_one_that_waits_longest_is_offered_next(scene: Scene, officer: Client) -> None:
    now = clock.now()
    first, second, third = (scene.sent(at=now - n * DAY) for n in (3, 2, 1))

    after_second = decide(officer, second, **{"hang-doi": "1"})
    after_third = decide(officer, third, **{"hang-doi": "1"})
    after_first = decide(officer, first, **{"hang-doi": "1"})

    assert after_second["Location"] == place(third, second)
    assert after_third["Location"] == place(first, third)
    assert after_first["Location"] == f"/sang-kien/cho-xac-nhan/?vua-xet={first.code}"
    assert "Đã xét hết" in text_of(officer.get("/sang-kien/cho-xac-nhan/"))


def test_draft_of_a_member_is_not_there_to_be_decided(scene: Scene, officer: Client) -> None:
    member = make_member(scene.cast.factory, "Lê Thị Mận")
    sent = scene.sent(member)
    Initiative.objects.filter(pk=sent.pk).update(state=State.DRAFT, received_at=None, phase=None)

    assert decide(officer, sent).status_code == 404
