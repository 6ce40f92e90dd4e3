import pytest
from django.test import Client

from sangkien.core import clock
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from tests.factories import make_member
from tests.web.initiatives.drafts import make_draft
from tests.web.scene import Scene, by_now, client_of, text_of

REASON = "Đề nghị ghi rõ số tiền làm lợi."


def url(initiative: Initiative, act: str = "") -> str:
    return f"/sang-kien/{initiative.code}/{act}"


def confirmed(scene: Scene) -> Initiative:
    return confirmation.confirm(scene.sent(), by=by_now(scene.cast.officer), at=clock.now())


def test_author_reads_content_state_reason_and_history(scene: Scene) -> None:
    sent = scene.sent()
    confirmation.return_for_changes(
        sent, reason=REASON, by=by_now(scene.cast.officer), at=clock.now()
    )

    shown = text_of(client_of(scene.cast.author).get(url(sent)))

    assert "Cải tiến đồ gá hàn khung thép" in shown
    assert "Trả lại để bổ sung" in shown
    assert shown.count(REASON) == 2  # above, and in the history
    assert "Trần Thị Bình trả lại sáng kiến để bổ sung" in shown
    assert "Nguyễn Văn An gửi sáng kiến" in shown
    assert "Bổ sung và gửi lại" in shown


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("author", 200),
        ("officer", 200),
        ("superior_officer", 200),
        ("provincial_officer", 200),
        ("national_officer", 200),
        ("auditor", 200),
        ("sister_officer", 404),
    ],
)
def test_who_finds_a_sent_initiative(scene: Scene, who: str, status: int) -> None:
    sent = scene.sent()

    assert client_of(getattr(scene.cast, who)).get(url(sent)).status_code == status


def test_colleague_finds_it_only_when_credited(scene: Scene) -> None:
    colleague = make_member(scene.cast.factory, "Lê Thị Mận", member_code="DV777001")
    other = make_member(scene.cast.factory, "Trần Văn Ba")
    sent = scene.sent(credits=(Credit(login="DV777001", share_bp=4_000),), author_share_bp=6_000)

    shown = text_of(client_of(colleague).get(url(sent)))

    assert "Lê Thị Mận: 40 %" in shown
    assert "Rút sáng kiến" not in shown
    assert client_of(other).get(url(sent)).status_code == 404


def test_draft_is_seen_by_its_writer_only(scene: Scene) -> None:
    draft = make_draft(scene, title="Bàn gá ép keo cho tấm lót giày")

    assert client_of(scene.cast.author).get(url(draft)).status_code == 200
    for user in (scene.cast.officer, scene.cast.national_officer, scene.cast.auditor):
        assert client_of(user).get(url(draft)).status_code == 404


def test_anonymous_is_asked_to_sign_in(scene: Scene, client: Client) -> None:
    assert client.get(url(scene.sent())).status_code == 302


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("author", ["Rút sáng kiến"]),
        ("officer", ["Xác nhận hợp lệ", "Trả lại để bổ sung", "Không công nhận hợp lệ"]),
        ("superior_officer", []),
        ("auditor", []),
    ],
)
def test_only_what_the_reader_may_do_is_offered(scene: Scene, who: str, offered: list[str]) -> None:
    actions = [
        "Xác nhận hợp lệ",
        "Trả lại để bổ sung",
        "Không công nhận hợp lệ",
        "Rút sáng kiến",
        "Mở lại",
        "Xóa bản nháp",
    ]

    page = text_of(client_of(getattr(scene.cast, who)).get(url(scene.sent())))

    assert [action for action in actions if action in page] == offered


def test_author_withdraws_with_a_reason(scene: Scene) -> None:
    sent = scene.sent()
    author = client_of(scene.cast.author)

    refused = author.post(url(sent, "rut/"), {"reason": ""})
    done = author.post(url(sent, "rut/"), {"common": "1"})

    assert refused.status_code == 422
    assert "Hãy ghi rõ lý do" in text_of(refused)
    assert done["Location"] == url(sent)
    sent.refresh_from_db()
    assert sent.state == State.WITHDRAWN
    assert "Đăng ký trùng, đã có bản khác." in text_of(author.get(url(sent)))


def test_withdrawing_twice_says_where_it_stands(scene: Scene) -> None:
    sent = scene.sent()
    author = client_of(scene.cast.author)
    author.post(url(sent, "rut/"), {"common": "1"})

    again = author.post(url(sent, "rut/"), {"common": "1"})

    assert again.status_code == 409
    assert "Sáng kiến đang ở trạng thái “Đã rút”" in text_of(again)


def test_officer_takes_a_decision_back(scene: Scene) -> None:
    decided = confirmed(scene)
    officer = client_of(scene.cast.officer)
    assert "Xử lý nhầm? Mở lại để xét" in text_of(officer.get(url(decided)))

    officer.post(url(decided, "mo-lai/"), {"common": "1", "reason": "Bấm nhầm dòng."})

    decided.refresh_from_db()
    assert decided.state == State.SUBMITTED
    assert decided.decisions.latest("pk").reason == "Đã xử lý nhầm.\nBấm nhầm dòng."


def test_reopening_what_is_not_decided_is_refused_in_words(scene: Scene) -> None:
    response = client_of(scene.cast.officer).post(url(scene.sent(), "mo-lai/"), {"common": "1"})

    assert response.status_code == 409
    assert "nên không làm được bước này" in text_of(response)


@pytest.mark.parametrize("who", ["author", "sister_officer", "superior_officer", "auditor"])
def test_nobody_else_reopens(scene: Scene, who: str) -> None:
    decided = confirmed(scene)

    response = client_of(getattr(scene.cast, who)).post(url(decided, "mo-lai/"), {"common": "1"})

    assert response.status_code == 404
    decided.refresh_from_db()
    assert decided.state == State.CONFIRMED


@pytest.mark.parametrize("who", ["officer", "sister_officer", "auditor"])
def test_nobody_else_withdraws(scene: Scene, who: str) -> None:
    sent = scene.sent()

    response = client_of(getattr(scene.cast, who)).post(url(sent, "rut/"), {"common": "1"})

    assert response.status_code == 404
    sent.refresh_from_db()
    assert sent.state == State.SUBMITTED


def test_draft_is_thrown_away_once_and_twice_does_no_harm(scene: Scene) -> None:
    draft = make_draft(scene, title="Bàn gá ép keo cho tấm lót giày")
    author = client_of(scene.cast.author)

    places = [author.post(url(draft, "xoa-nhap/"))["Location"] for _ in range(2)]

    assert places == ["/viec-cua-toi/"] * 2
    assert not Initiative.objects.filter(pk=draft.pk).exists()


def test_what_was_sent_is_not_thrown_away(scene: Scene) -> None:
    sent = scene.sent()

    response = client_of(scene.cast.author).post(url(sent, "xoa-nhap/"))

    assert response.status_code == 403
    assert "chỉ rút được" in text_of(response)
    assert Initiative.objects.filter(pk=sent.pk).exists()


@pytest.mark.parametrize("who", ["officer", "sister_officer", "auditor"])
def test_draft_of_somebody_else_is_not_thrown_away(scene: Scene, who: str) -> None:
    draft = make_draft(scene, title="Bàn gá ép keo cho tấm lót giày")

    response = client_of(getattr(scene.cast, who)).post(url(draft, "xoa-nhap/"))

    assert response.status_code == 404
    assert Initiative.objects.filter(pk=draft.pk).exists()


def test_acts_need_a_post(scene: Scene) -> None:
    sent = scene.sent()
    officer = client_of(scene.cast.officer)

    for act in ("rut/", "xoa-nhap/", "mo-lai/", "xac-nhan/", "tra-lai/", "khong-hop-le/"):
        assert officer.get(url(sent, act)).status_code == 405
    sent.refresh_from_db()
    assert sent.state == State.SUBMITTED
