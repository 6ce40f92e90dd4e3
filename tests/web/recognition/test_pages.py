import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sangkien.accounts import sessions as keys
from sangkien.core import clock
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.queries import with_authors
from sangkien.papers.rules import digest
from sangkien.recognition import rules
from sangkien.recognition.actions import refusing, signing
from sangkien.recognition.models import (
    Appeal,
    Certificate,
    Hearing,
    Recognition,
    RecognitionDecision,
    Refusal,
    Regulation,
)
from tests.councils.scene import make_body
from tests.factories import Cast, make_member
from tests.papers.test_official import words_of
from tests.recognition.scene import REASON, drafted, signed
from tests.web.scene import Scene, by_now, client_of, make_scene, text_of

pytestmark = pytest.mark.django_db
TEXT = "Tôi xin bổ sung bảng theo dõi thời gian của tổ trong ba tháng."
WORDS = {
    "title": "Về việc công nhận sáng kiến",
    "influence": "unit",
    "signer_name": "Trần Thị Bình",
    "signer_post": "Chủ tịch",
}


@pytest.fixture
def scene() -> Scene:
    return make_scene()


@pytest.fixture
def cast(scene: Scene) -> Cast:
    return scene.cast


@pytest.fixture
def officer(cast: Cast) -> Client:
    return client_of(cast.officer)


def valid(scene: Scene, title: str = "Giá kệ nhiều tầng") -> Initiative:
    row = scene.sent(title=title)
    return with_authors(confirmation.confirm(row, by=by_now(scene.cast.officer), at=clock.now()))


def made(scene: Scene, count: int = 1) -> RecognitionDecision:
    rows = [valid(scene, f"Giá kệ số {number}") for number in range(count)]
    return signed(scene.cast.factory, rows, scene.cast.officer, at=clock.now())


def waiting_url(cast: Cast) -> str:
    return reverse("recognition:waiting", args=[cast.factory.code])


def test_from_the_list_to_the_certificate(scene: Scene, cast: Cast, officer: Client) -> None:
    rows = [valid(scene, f"Giá kệ số {number}") for number in (1, 2)]
    day = f"{clock.today():%d/%m/%Y}"
    chosen = {
        "intent": "draft",
        "selected": [row.code for row in rows],
        "request_key": str(uuid.uuid4()),
    }

    to_draft = officer.post(waiting_url(cast), chosen)
    again = officer.post(waiting_url(cast), chosen)
    decision = RecognitionDecision.objects.get()
    here = reverse("recognition:decision", args=[decision.pk])
    assert to_draft["Location"] == here
    assert again["Location"] == here  # the same draft
    filled = {**WORDS, "decided_on": day, "seen": decision.version, "sign": "1"}
    to_sign = officer.post(here, filled)
    decision.refresh_from_db()
    sign = reverse("recognition:sign", args=[decision.pk])
    assert to_sign["Location"] == sign
    officer.post(sign, {"seen": decision.version, "read": "on"})

    assert set(Initiative.objects.values_list("state", flat=True)) == {State.RECOGNISED}
    words = text_of(officer.get(here))
    assert "số 01/QĐ-CĐ" in words
    certificate = Certificate.objects.order_by("pk")[0]
    file = client_of(cast.author).get(reverse("recognition:certificate_pdf", args=[certificate.pk]))
    assert digest(file.content) == certificate.paper.digest
    word = client_of(cast.author).get(
        reverse("recognition:certificate_docx", args=[certificate.pk])
    )
    assert certificate.paper.reference in words_of(word.content)
    word = officer.get(reverse("recognition:decision_docx", args=[decision.pk]))
    assert "KèmtheoQuyếtđịnhsố01/QĐ-CĐ" in words_of(word.content)
    assert file["Content-Type"] == "application/pdf"
    assert "attachment" in file["Content-Disposition"]


def test_signing_asks_for_proof_first(scene: Scene, cast: Cast, officer: Client) -> None:
    decision = drafted(cast.factory, [valid(scene)], cast.officer, at=clock.now())
    session = officer.session
    session[keys.PROVEN] = int(clock.now().timestamp()) - 3600
    session.save()
    sign = reverse("recognition:sign", args=[decision.pk])

    shown = officer.get(sign)
    sent = officer.post(sign, {"seen": decision.version, "read": "on"})

    for response in (shown, sent):
        assert response["Location"].startswith(reverse("accounts:prove"))
    assert not Recognition.objects.in_force().exists()


def test_another_name_and_a_higher_influence_ask_for_proof_first(
    scene: Scene, cast: Cast, officer: Client
) -> None:
    made(scene)
    certificate = Certificate.objects.get()
    code = Recognition.objects.get().initiative.code
    provincial = client_of(cast.provincial_officer)

    for browser, url in (
        (officer, reverse("recognition:reissue", args=[certificate.pk])),
        (provincial, reverse("recognition:raise", args=[code])),
    ):
        session = browser.session
        session[keys.PROVEN] = int(clock.now().timestamp()) - 3600
        session.save()
        for response in (browser.get(url), browser.post(url, {"name": "Ai Đó", "reason": "Sai."})):
            assert response["Location"].startswith(reverse("accounts:prove"))

    assert Certificate.objects.get().name == certificate.name


def test_a_refused_draft_keeps_what_was_typed(scene: Scene, cast: Cast, officer: Client) -> None:
    decision = drafted(cast.factory, [valid(scene)], cast.officer, at=clock.now())
    here = reverse("recognition:decision", args=[decision.pk])
    typed = {**WORDS, "title": "Trích yếu riêng", "decided_on": "31/02/2026", "seen": "1"}

    response = officer.post(here, typed)

    assert response.status_code == 422
    assert "Trích yếu riêng" in response.content.decode()
    assert "Ngày chưa đúng" in text_of(response)


@pytest.mark.parametrize(
    ("typed", "status"),
    [({"seen": "9" * 30, "read": "on"}, 422), ({"seen": "x"}, 422), ({}, 422)],
)
def test_a_signature_without_what_was_read_is_none(
    scene: Scene, cast: Cast, officer: Client, typed: dict[str, str], status: int
) -> None:
    decision = drafted(cast.factory, [valid(scene)], cast.officer, at=clock.now())

    response = officer.post(reverse("recognition:sign", args=[decision.pk]), typed)

    assert response.status_code == status
    assert not Recognition.objects.in_force().exists()


def test_a_long_release_shows_how_far_it_is(
    scene: Scene, cast: Cast, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "AT_ONCE", 0)
    monkeypatch.setattr(rules, "BATCH", 2)
    decision = made(scene, 3)
    here = reverse("recognition:decision", args=[decision.pk])
    signing.work(clock.now())

    running = officer.get(here)

    assert "Đang công bố: 2 trong 3 sáng kiến" in text_of(running)
    assert running["Refresh"] == "3"
    while signing.work(clock.now()):
        pass
    assert "Refresh" not in officer.get(here)


def test_several_are_refused_with_one_reason(scene: Scene, cast: Cast, officer: Client) -> None:
    rows = [valid(scene, f"Giá kệ số {number}") for number in (1, 2)]
    chosen: dict[str, Any] = {"intent": "refuse", "selected": [row.code for row in rows]}

    asked = officer.post(waiting_url(cast), chosen)
    short = officer.post(waiting_url(cast), {**chosen, "reason": " "})
    done = officer.post(waiting_url(cast), {**chosen, "reason": REASON})

    assert (asked.status_code, short.status_code, done.status_code) == (200, 422, 302)
    assert Refusal.objects.count() == 2
    page = client_of(cast.author).get(reverse("initiatives:detail", args=[rows[0].code]))
    assert "Kiến nghị xem xét lại" in text_of(page)


def test_nothing_ticked_is_said(cast: Cast, officer: Client) -> None:
    response = officer.post(waiting_url(cast), {"intent": "draft"}, follow=True)

    assert "Chưa chọn sáng kiến nào" in text_of(response)


def test_an_appeal_goes_from_the_author_to_the_desk_above_and_back(
    scene: Scene, cast: Cast
) -> None:
    row = valid(scene)
    refusing.refuse(cast.factory, row, reason=REASON, by=by_now(cast.officer), at=clock.now())
    author, above = client_of(cast.author), client_of(cast.superior_officer)
    ask = reverse("recognition:ask", args=[row.code])

    short = author.post(ask, {"text": "Không đồng ý"})
    sent = author.post(ask, {"text": TEXT})

    assert (short.status_code, sent.status_code) == (422, 302)
    assert "Không đồng ý" in short.content.decode()
    assert "1 kiến nghị" in text_of(above.get(reverse("desk:index")))
    appeal = Appeal.objects.get()
    here = reverse("recognition:appeal", args=[appeal.pk])
    assert TEXT in text_of(above.get(here))
    queue = f'href="{reverse("recognition:appeals")}"'
    assert queue in above.get(here).content.decode()
    assert queue not in author.get(here).content.decode()  # nobody is led where they may not go
    above.post(here, {"intent": "reopen", "answer": "Đề nghị xét lại."})
    for client in (author, client_of(cast.officer)):
        assert "Được xét lại" in text_of(client.get(reverse("desk:index")))
    late = above.post(here, {"intent": "uphold", "answer": "Đổi ý."})
    assert late.status_code == 409


def test_a_certificate_is_for_those_who_may_see_the_initiative(scene: Scene, cast: Cast) -> None:
    decision = made(scene)
    code = Recognition.objects.get().initiative.code
    addresses = [
        reverse("recognition:certificate_pdf", args=[Certificate.objects.get().pk]),
        reverse("recognition:of_initiative", args=[code]),
    ]
    fellow = make_member(cast.factory, "Phan Cùng Xưởng")

    for address in addresses:
        for user in (cast.author, cast.officer, cast.superior_officer, cast.auditor):
            assert client_of(user).get(address).status_code == 200
        for user in (fellow, cast.sister_officer):
            assert client_of(user).get(address).status_code == 404
    assert (
        client_of(fellow).get(reverse("recognition:decision", args=[decision.pk])).status_code
        == 404
    )


def test_officers_beside_and_above_find_no_button_and_no_form(scene: Scene, cast: Cast) -> None:
    made(scene)
    code = Recognition.objects.get().initiative.code
    above = client_of(cast.superior_officer)

    words = text_of(above.get(reverse("recognition:of_initiative", args=[code])))

    assert "Hủy công nhận" not in words
    assert above.get(reverse("recognition:revoke", args=[code])).status_code == 404
    assert above.get(waiting_url(cast)).status_code == 404


def test_a_reissue_a_raise_and_a_revocation_show_on_the_page(
    scene: Scene, cast: Cast, officer: Client
) -> None:
    made(scene)
    certificate = Certificate.objects.get()
    code = Recognition.objects.get().initiative.code
    document = {"document": "20/QĐ-LĐLĐ ngày 10/06/2026"}

    officer.post(
        reverse("recognition:reissue", args=[certificate.pk]),
        {"name": "Nguyễn Văn Ân", "reason": "In sai tên."},
    )
    client_of(cast.provincial_officer).post(
        reverse("recognition:raise", args=[code]),
        {"shown": ["0", "1"], "evidence": "Ba công ty đang dùng.", **document},
    )
    words = text_of(officer.get(reverse("recognition:of_initiative", args=[code])))
    assert "Thay cho số 01/GCN-CĐ" in words
    assert "Cấp ngành, cấp tỉnh" in words
    officer.post(reverse("recognition:revoke", args=[code]), {"reason": "Trùng lặp.", **document})

    after = text_of(officer.get(reverse("recognition:of_initiative", args=[code])))
    assert "Công nhận đã bị hủy" in after
    assert "Công nhận đã bị hủy" in text_of(Client().get(reverse("home:tracking", args=[code])))


def test_tracking_names_the_decision_and_nobody(scene: Scene) -> None:
    decision = made(scene)
    code = Recognition.objects.get().initiative.code

    response = Client().get(reverse("home:tracking", args=[code]))

    words = text_of(response)
    assert "số 01/QĐ-CĐ" in words
    assert decision.paper is not None
    assert decision.paper.reference in words
    assert "Nguyễn Văn An" not in words
    shown = text_of(Client().get(reverse("papers:paper", args=[decision.paper.code])))
    assert "Nguyễn Văn An" not in shown


def test_initiatives_are_brought_before_a_session(
    scene: Scene, cast: Cast, officer: Client
) -> None:
    body = make_body(cast, at=clock.now())
    session = body.session(table=None)
    row = valid(scene)
    chosen = {"intent": "hear", "selected": row.code}

    asked = officer.post(waiting_url(cast), chosen)
    wrong = officer.post(waiting_url(cast), {**chosen, "session": "999999"})
    done = officer.post(waiting_url(cast), {**chosen, "session": session.pk})

    assert body.council.name in text_of(asked)
    assert (wrong.status_code, done.status_code) == (422, 302)
    assert Hearing.objects.get().initiative == row
    assert "Đang chờ hội đồng" in text_of(officer.get(waiting_url(cast)))


def test_the_regulation_of_a_unit_is_set_from_a_day_on(cast: Cast, officer: Client) -> None:
    here = reverse("recognition:regulation", args=[cast.factory.code])
    typed = {
        "in_force_on": f"{clock.today():%d/%m/%Y}",
        "highest": "unit",
        "appeal_days": "10",
        "answer_days": "400",
        "decision_symbol": "QĐ-CĐCS",
        "certificate_symbol": "GCN-CĐCS",
    }

    wrong = officer.post(here, typed)
    right = officer.post(here, {**typed, "answer_days": "12"})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert Regulation.objects.get().answer_days == 12
    assert client_of(cast.superior_officer).get(here).status_code == 404


@pytest.mark.parametrize("listing", ["waiting", "decisions"])
def test_lists_ask_the_same_number_of_queries_for_one_and_for_three(
    scene: Scene,
    cast: Cast,
    officer: Client,
    listing: str,
) -> None:
    address = reverse(f"recognition:{listing}", args=[cast.factory.code])
    counted: list[int] = []
    for more in (1, 2):
        for _ in range(more):
            if listing == "waiting":
                valid(scene, f"Giá kệ {uuid.uuid4().hex[:8]}")
            else:
                made(scene)
        officer.get(address)
        with CaptureQueriesContext(connection) as asked:
            officer.get(address)
        counted.append(len(asked))

    assert counted[0] == counted[1]


def test_the_desk_offers_recognition_to_who_decides(cast: Cast, officer: Client) -> None:
    index = reverse("recognition:index")

    assert index in officer.get(reverse("desk:index")).content.decode()
    assert officer.get(index)["Location"] == waiting_url(cast)
    assert index not in client_of(cast.author).get(reverse("desk:index")).content.decode()
    assert client_of(cast.author).get(index).status_code == 404
