"""Equals: women given on the cards, an order that the review decides; and an opening that is cancelled."""

import pytest
from django.test import Client

from sangkien.core import clock
from sangkien.journal.models import Entry
from sangkien.scoring.models import CardPeople, CriteriaTable, Opening, ReviewMeeting
from sangkien.scoring.queries.published import published
from sangkien.scoring.rules.tables import digest
from sangkien.scoring.verifying import check_people, check_reviews
from sangkien.units.models import Unit
from tests.scoring.scenes import Scored, decide, marked, open_scoring, send
from tests.web.scene import client_of, make_scene, text_of

REASON = "Mở nhầm bảng của năm trước"


@pytest.fixture
def scored(db: None) -> Scored:
    scored = open_scoring(make_scene().cast, at=clock.now())
    table = scored.opening.table
    content = {**table.content, "ties": [{"kind": "women"}], "review": {"asked": True}}
    rows = CriteriaTable.objects.filter(pk=table.pk)
    rows.update(content=content, digest=digest(content))
    return Scored(
        cast=scored.cast,
        colleague=scored.colleague,
        cluster=scored.cluster,
        opening=type(scored.opening).objects.get(pk=scored.opening.pk),
    )


def _people(client: Client, at: str, seen: int, **changes: str) -> int:
    typed = {
        "seen": str(seen),
        "women": "38",
        "people": "50",
        "counted_on": f"{clock.today():%d/%m/%Y}",
        "basis": "Danh sách đoàn viên kèm báo cáo số 12",
    }
    return client.post(at, {**typed, **changes}).status_code


def test_women_are_given_by_the_unit_and_then_by_whoever_judges(scored: Scored) -> None:
    cast, card = scored.cast, scored.card()
    at, unit = f"/phieu-cham/{card.pk}/so-nu/", client_of(cast.officer)
    assert "chưa ghi" in text_of(unit.get(f"/phieu-cham/{card.pk}/"))
    assert client_of(cast.superior_officer).get(at).status_code == 404
    refused = unit.post(at, {"seen": str(card.version), "women": "60", "people": "50"})
    assert (refused.status_code, "Hãy ghi căn cứ" in text_of(refused)) == (422, True)
    assert _people(unit, at, card.version, women="60") == 422
    assert [_people(unit, at, card.version) for _twice in (1, 2)] == [302, 302]
    assert Entry.objects.filter(name="card.people_given").count() == 1
    assert "38/50 người là nữ, 76 %" in text_of(unit.get(f"/phieu-cham/{card.pk}/"))

    card = scored.card()
    send(card, marked(card.opening.table.table), cast.officer, at=clock.now())
    assert unit.get(at).status_code == 404
    assert _people(client_of(cast.superior_officer), at, card.version, women="30") == 302
    assert CardPeople.objects.get().women == 30
    assert list(check_people()) == []
    CardPeople.objects.update(women=40)
    assert len(list(check_people())) == 1


def test_a_review_decides_between_units_that_nothing_else_tells_apart(scored: Scored) -> None:
    cast, opening = scored.cast, scored.opening
    units = (cast.factory, cast.sister_factory)
    cards = [decide(scored, unit) for unit in units]
    manager, at = client_of(cast.superior_officer), f"/dot-cham-diem/{opening.pk}/"
    assert "chưa có số liệu của đơn vị nào" in text_of(manager.get(f"{at}xep-hang/"))
    where = f"{at}hop-ra-soat/?cum={scored.cluster.pk}"
    form = {
        "request_key": "5b6a4f1e-93d9-44dd-9a3f-0b8d2cbbd0ab",
        "held_on": f"{clock.today():%d/%m/%Y}",
        "place": "Hội trường",
        "chair": "Phạm Thị Dung",
        "secretary": "Đỗ Đồng Cấp",
        "present": [str(unit.pk) for unit in units],
        "conclusion": "Nhất trí.",
        f"settled_{cards[0].pk}": "1",
    }
    assert "Đồng hạng 1, không phân định" in text_of(manager.get(where))
    refused = text_of(manager.post(where, form))
    assert "hoặc để trống cả nhóm" in refused
    assert "Hãy ghi lý do phân định." in refused
    form |= {f"settled_{cards[1].pk}": "2", "settled_reason": "Biểu quyết 2/2 đơn vị"}
    manager.post(where, form)
    row = ReviewMeeting.objects.get()
    page = text_of(manager.get(f"/hop-ra-soat/{row.pk}/"))
    assert f"Hạng 2: {cast.sister_factory.name}" in page
    assert "Đồng hạng với" in text_of(manager.get(f"{at}xep-hang/"))
    seen = {"seen": str(row.version)}
    client_of(scored.colleague).post(f"/hop-ra-soat/{row.pk}/xac-nhan/", seen)

    late = f"/phieu-cham/{cards[0].pk}/so-nu/"
    assert _people(manager, late, scored.card().version) == 302
    assert "số nữ giữ nguyên" in text_of(manager.get(late, follow=True))
    assert not CardPeople.objects.exists()  # the meeting saw the places without
    _follows_the_review(manager, at, opening, units)


def _follows_the_review(
    manager: Client, at: str, opening: Opening, units: tuple[Unit, ...]
) -> None:
    """On the page of ranks, and for the apps that reward by published places."""
    ranking = text_of(manager.get(f"{at}xep-hang/"))
    assert "phân định thứ tự: Biểu quyết 2/2 đơn vị" in ranking
    assert "Đồng hạng với" not in ranking
    assert list(check_reviews()) == []
    manager.post(f"{at}cong-bo/", {"seen": manager.get(at).context["seen"]})
    found = published(opening.unit, [one.pk for one in units], year=opening.year, at=clock.now())
    assert [(found[one.pk].rank, found[one.pk].is_tied) for one in units] == [
        (1, False),
        (2, False),
    ]
    ReviewMeeting.objects.update(settled={})
    assert len(list(check_reviews())) == 1


def test_an_opening_is_cancelled_with_a_reason_and_its_cards_stay(scored: Scored) -> None:
    cast, card = scored.cast, scored.card()
    page = f"/dot-cham-diem/{scored.opening.pk}/huy/"
    unit = client_of(cast.officer)
    unit.post(f"/phieu-cham/{card.pk}/cham/", {"seen": str(card.version), "intent": "draft"})
    for stranger in (unit, client_of(cast.auditor)):
        assert stranger.get(page).status_code == 404
    manager = client_of(cast.superior_officer)
    assert "2 phiếu" in text_of(manager.get(page))
    assert manager.post(page, {"reason": ""}).status_code == 422
    done = text_of(manager.post(page, {"reason": REASON}, follow=True))
    assert ("Đợt chấm điểm này đã hủy" in done, REASON in done) == (True, True)
    assert manager.get(page).status_code == 302
    assert manager.get(f"/dot-cham-diem/{scored.opening.pk}/doi-chieu/").status_code == 404
    assert "Đã hủy" in text_of(manager.get("/dot-cham-diem/"))
    shown = text_of(unit.get(f"/phieu-cham/{card.pk}/"))
    assert "bản nháp chưa gửi, giữ lại để xem" in shown
    assert REASON in shown
