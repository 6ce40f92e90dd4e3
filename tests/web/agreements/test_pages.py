"""Agreements on their pages: from the first form to the verification of the paper."""

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sangkien.agreements.actions import amending, drafting
from sangkien.agreements.enums import AgreementState, EditionState
from sangkien.agreements.models import Agreement, Signature
from sangkien.core import clock
from tests.agreements.pacts import (
    between_levels,
    current,
    draft,
    in_force,
    pledge,
    say,
    scan,
    seat,
    send,
    settled,
    sign,
    version,
)
from tests.factories import actor
from tests.web.scene import Scene, client_of, make_scene, text_of

pytestmark = pytest.mark.django_db
OK, FOUND, NOT_FOUND, UNPROCESSABLE, CONFLICT = 200, 302, 404, 422, 409


@pytest.fixture
def scene() -> Scene:
    return make_scene()


@pytest.fixture
def row(scene: Scene) -> Agreement:
    period = scene.programme.periods.get(kind="phase")
    return between_levels(scene.cast, period=period)


def superior(scene: Scene) -> Client:
    return client_of(scene.cast.superior_officer)


def officer(scene: Scene) -> Client:
    return client_of(scene.cast.officer)


def page(name: str, *args: object) -> str:
    return reverse(f"agreements:{name}", args=args)


def hidden(response: Any, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', response.content.decode())
    assert found is not None
    return found[1]


def test_an_officer_begins_from_the_pattern(scene: Scene) -> None:
    body = {
        "request_key": str(uuid.uuid4()),
        "kind": "with_head",
        "span": "yearly",
        "title": "Giao ước năm 2026",
        "starts_on": "01/01/2026",
        "ends_on": "31/12/2026",
    }
    sent = officer(scene).post(page("begin", scene.cast.factory.code), body)

    made = Agreement.objects.get()
    assert sent["Location"] == page("parties", made.pk)
    assert "Thủ trưởng đơn vị" in text_of(officer(scene).get(page("detail", made.pk)))


def test_only_periods_that_still_run_are_offered(scene: Scene, row: Agreement) -> None:
    period = scene.programme.periods.get(kind="phase")
    offered = f'<option value="{period.pk}"'
    assert offered in superior(scene).get(page("begin", scene.cast.superior.code)).content.decode()

    two_years = dt.timedelta(days=730)
    scene.programme.periods.filter(pk=period.pk).update(
        opens_at=period.opens_at - two_years, closes_at=period.closes_at - two_years
    )
    begun = superior(scene).get(page("begin", scene.cast.superior.code)).content.decode()
    assert offered not in begun
    assert f"{offered} selected" in superior(scene).get(page("head", row.pk)).content.decode()


def test_wrong_days_are_said_at_the_field(scene: Scene) -> None:
    body = {
        "kind": "levels",
        "span": "yearly",
        "title": "Giao ước",
        "starts_on": "31/12/2026",
        "ends_on": "01/01/2026",
    }
    response = officer(scene).post(page("begin", scene.cast.factory.code), body)

    assert response.status_code == UNPROCESSABLE
    assert "Ngày kết thúc phải từ ngày bắt đầu" in text_of(response)


def test_a_row_is_added_without_a_script_and_keeps_what_was_typed(
    scene: Scene, row: Agreement
) -> None:
    browser = superior(scene)
    opened = browser.get(page("tables", row.pk))
    body = {
        "seen": hidden(opened, "seen"),
        "ct_n": "2",
        "pt_n": "1",
        "ct0_text": "Đang gõ dở",
        "ct0_value": "mười",
        "add": "1",
    }
    response = browser.post(page("tables", row.pk), body)

    assert response.status_code == OK
    assert 'name="ct4_text"' in response.content.decode()
    assert "Đang gõ dở" in response.content.decode()
    assert "mười" in response.content.decode()


def test_parties_come_by_code(scene: Scene, row: Agreement) -> None:
    browser = superior(scene)
    body = {
        "seen": hidden(browser.get(page("parties", row.pk)), "seen"),
        "ben_n": "3",
        "ben0_unit": f"{scene.cast.superior.code} — LĐLĐ",
        "ben0_signatory": "A",
        "ben0_post": "Chủ tịch",
        "ben1_unit": "KHONGCO",
        "ben2_name": "Công ty May Ánh Dương",
    }
    refused = browser.post(page("parties", row.pk), body)
    accepted = browser.post(page("parties", row.pk), {**body, "ben1_unit": "hb"})

    assert refused.status_code == UNPROCESSABLE
    assert "Không có đơn vị mang mã này" in text_of(refused)
    assert accepted.status_code == FOUND
    names = list(row.parties.order_by("place").values_list("name", flat=True))
    assert names == [
        scene.cast.superior.name,
        scene.cast.sister_factory.name,
        "Công ty May Ánh Dương",
    ]


def test_who_saw_an_older_draft_is_told(scene: Scene, row: Agreement) -> None:
    body = {"seen": "1", "dieu_n": "1", "dieu0_heading": "Điều mới", "dieu0_text": "Nội dung"}

    response = superior(scene).post(page("articles", row.pk), body)

    assert response.status_code == CONFLICT
    assert "Người khác vừa sửa" in text_of(response)


def test_the_whole_way_on_pages(scene: Scene, row: Agreement) -> None:
    above, below = superior(scene), officer(scene)
    above.post(page("send", row.pk), {"seen": str(current(row).version)})
    asked = below.get(page("opinion", row.pk, 2))
    below.post(
        page("opinion", row.pk, 2), {"seen": hidden(asked, "seen"), "verdict": "agree", "words": ""}
    )
    seen = hidden(above.get(page("sign", row.pk, 1)), "seen")
    above.post(page("sign", row.pk, 1), {"seen": seen, "read": "on"})
    below.post(page("paper", row.pk, 2), {"seen": seen, "file": scan()})

    row.refresh_from_db()
    assert row.state == AgreementState.IN_FORCE
    Agreement.objects.filter(pk=row.pk).update(starts_on="2020-01-01", ends_on="2020-12-31")
    answer = below.get(page("detail", row.pk))
    words = text_of(answer)
    assert "đạt 0 % tính đến" in words  # what came of the number that was promised
    ways = re.findall(r'href="([^"]+)">Xem tiến độ', answer.content.decode())
    assert f"/{scene.cast.factory.code}/?dot={row.period_id}" in "".join(ways)
    assert "Đã hết thời hạn" in words
    assert "Đang hiệu lực" not in words
    assert "nộp bản giao ước đã ký" in words
    paper = row.editions.get().paper
    assert paper is not None
    verified = text_of(Client().get(f"/xac-minh/{paper.code}/"))
    assert "Văn bản có thật" in verified
    signatories = [one.signatory for one in row.parties.all()]
    assert all(who in verified for who in (*signatories, row.editions.get().fingerprint))
    stored = Signature.objects.get(party__place=2)
    assert below.get(page("signed", row.pk, stored.pk)).status_code == OK


def test_what_is_refused_on_sending_is_said_on_the_page(scene: Scene, row: Agreement) -> None:
    row.parties.update(signatory="")

    browser = superior(scene)
    browser.post(page("send", row.pk), {"seen": str(current(row).version)})

    assert "Chưa ghi người ký" in text_of(browser.get(page("detail", row.pk)))
    assert current(row).state == EditionState.DRAFT


def test_a_wrong_file_is_said_at_the_field(scene: Scene, row: Agreement) -> None:
    settled(row, scene.cast)
    wrong = SimpleUploadedFile("ban-ky.pdf", b"MZ not a paper")
    seen = {"seen": current(row).digest}
    browser = officer(scene)

    missing = browser.post(page("paper", row.pk, 2), seen)
    refused = browser.post(page("paper", row.pk, 2), {**seen, "file": wrong})

    assert missing.status_code == refused.status_code == UNPROCESSABLE
    assert "Hãy chọn tệp" in text_of(missing)
    assert "chỉ nhận tệp" in text_of(refused)


@pytest.mark.parametrize("name", ["sign", "paper", "opinion"])
def test_pages_of_another_party_are_not_found(scene: Scene, row: Agreement, name: str) -> None:
    settled(row, scene.cast)

    assert officer(scene).get(page(name, row.pk, 1)).status_code == NOT_FOUND


def test_strangers_find_nothing(scene: Scene, row: Agreement) -> None:
    in_force(row, scene.cast)
    stranger = client_of(scene.cast.sister_officer)

    for name in ("detail", "ceremony", "close"):
        assert stranger.get(page(name, row.pk)).status_code == NOT_FOUND
    assert row.title not in text_of(stranger.get(page("index"), {"muc": "hieu-luc"}))


def test_members_read_what_was_signed(scene: Scene, row: Agreement) -> None:
    member = client_of(scene.cast.author)
    assert member.get(page("detail", row.pk)).status_code == NOT_FOUND

    in_force(row, scene.cast)

    assert member.get(page("detail", row.pk)).status_code == OK
    assert row.title in text_of(member.get(page("index"), {"muc": "hieu-luc"}))


def test_members_do_not_follow_the_talks(scene: Scene, row: Agreement) -> None:
    send(row, scene.cast.superior_officer)
    say(row, 2, scene.cast.officer, words="Xin giữ kín ý này.")
    sign(row, 1, scene.cast.superior_officer, at=clock.now())
    sign(row, 2, scene.cast.officer, at=clock.now())
    member, drafter = client_of(scene.cast.author), superior(scene)
    drafter.post(page("begin_annex", row.pk))

    words = text_of(member.get(page("detail", row.pk)))

    assert "Xin giữ kín" in text_of(drafter.get(page("edition", row.pk, 1)))
    assert "Xin giữ kín" not in words
    assert "phụ lục" not in words
    assert member.get(page("ceremony", row.pk)).status_code == NOT_FOUND


def test_the_list_says_what_waits(scene: Scene, row: Agreement) -> None:
    send(row, scene.cast.superior_officer)
    asked = text_of(officer(scene).get(page("index")))
    say(row, 2, scene.cast.officer)
    to_sign = text_of(officer(scene).get(page("index")))

    assert "Chờ đơn vị của bạn cho ý kiến" in asked
    assert "Chờ bạn ký" in to_sign


def test_drafts_are_marked_and_have_no_code(scene: Scene, row: Agreement) -> None:
    response = superior(scene).get(page("pdf", row.pk, 1))

    assert response["Content-Type"] == "application/pdf"
    assert "du-thao" in response["Content-Disposition"]


def test_the_ceremony_comes_back_by_itself_until_all_signed(scene: Scene, row: Agreement) -> None:
    settled(row, scene.cast)
    browser = superior(scene)
    waiting = browser.get(page("ceremony", row.pk))
    assert "hx-trigger" in waiting.content.decode()
    assert "0/2 bên đã ký" in text_of(waiting)
    assert "Tổng các bên cam kết: 12 sáng kiến (đã gửi)" in text_of(waiting)

    sign(row, 1, scene.cast.superior_officer, at=clock.now())
    assert "1/2 bên đã ký" in text_of(browser.get(page("ceremony", row.pk)))
    sign(row, 2, scene.cast.officer, at=clock.now())
    done = browser.get(page("ceremony", row.pk))

    assert "hx-trigger" not in done.content.decode()
    assert "Các bên đã ký xong" in text_of(done)


def test_an_annex_is_begun_written_and_dropped(scene: Scene, row: Agreement) -> None:
    in_force(row, scene.cast)
    browser = superior(scene)
    browser.post(page("begin_annex", row.pk))
    shown = text_of(browser.get(page("detail", row.pk)))
    assert "Phụ lục số 1, chưa có hiệu lực" in shown
    assert "Đã ký" in shown.partition("Giao ước đang có hiệu lực")[2]
    assert "Phụ lục" not in text_of(officer(scene).get(page("detail", row.pk)))

    browser.post(page("withdraw_annex", row.pk))

    assert "Phụ lục 1" not in text_of(browser.get(page("detail", row.pk)))


def test_a_signed_annex_is_read_below_the_agreement(scene: Scene, row: Agreement) -> None:
    in_force(row, scene.cast)
    by, now = actor(scene.cast.superior_officer), clock.now()
    amending.begin_annex(row, by=by, at=now)
    drafting.set_articles(
        row, grounds=(), articles=(), amends="Nâng lên 20.", seen=version(row), by=by, at=now
    )
    drafting.set_tables(
        row, movements=(), pledges=(pledge(2, 20),), seen=version(row), by=by, at=now
    )
    in_force(row, scene.cast)

    agreement, _, annex = text_of(superior(scene).get(page("detail", row.pk))).partition(
        "Phụ lục số 1, đã ký"
    )

    assert "Đọc giao ước cùng các phụ lục đã ký: phụ lục số 1" in agreement
    assert "Điều 1." in agreement
    assert "12 đã gửi — đã là chỉ tiêu, sau đó điều chỉnh" in agreement
    assert "Nâng lên 20." in annex
    assert "20 đã gửi" in annex


def test_it_is_closed_with_its_outcome(scene: Scene, row: Agreement) -> None:
    in_force(row, scene.cast)
    browser = superior(scene)
    body = {"outcome": "ended_early", "words": "Sáp nhập đơn vị."}

    browser.post(page("close", row.pk), body)

    row.refresh_from_db()
    assert row.state == AgreementState.CLOSED
    assert "ký giao ước thi đua" in text_of(browser.get(page("detail", row.pk)))
    assert "Sáp nhập đơn vị." in text_of(browser.get(page("detail", row.pk)))


def asked(browser: Client, url: str) -> int:
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url).status_code == OK
    return len(queries)


def test_a_page_asks_as_much_for_four_parties_as_for_two(scene: Scene, row: Agreement) -> None:
    cast, browser = scene.cast, superior(scene)
    units = (cast.superior, cast.factory, cast.sister_factory, cast.far_factory)
    wide = draft(
        cast.superior,
        cast.superior_officer,
        *(seat(unit) for unit in units),
        pledges=[pledge(place, 5) for place in (1, 2, 3)],
        period=row.period,
    )
    for one in (row, wide):
        send(one, cast.superior_officer)
        say(one, 2, cast.officer)

    for name in ("detail", "ceremony"):
        counts = {asked(browser, page(name, one.pk)) for one in (row, wide)}
        assert len(counts) == 1


def test_the_list_asks_as_much_for_three_as_for_one(scene: Scene, row: Agreement) -> None:
    browser = superior(scene)
    before = asked(browser, page("index"))
    for _more in range(2):
        between_levels(scene.cast)

    assert asked(browser, page("index")) == before
