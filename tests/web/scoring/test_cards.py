import io
import re
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from pypdf import PdfReader

from sangkien.core import clock
from sangkien.core.errors import NotAllowed
from sangkien.scoring.actions import evidence
from sangkien.scoring.enums import CardState
from sangkien.scoring.models import Card, CardEvidence, Opening
from sangkien.scoring.rules.tables import Table
from sangkien.scoring.verifying import check_evidence
from tests.factories import actor
from tests.scoring.scenes import Scored, marked, open_scoring, send
from tests.web.scene import Scene, client_of, make_scene, text_of

REASON = "Đối chiếu sổ họp, thiếu một buổi"


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


@pytest.fixture
def scored(scene: Scene) -> Scored:
    return open_scoring(scene.cast, at=clock.now())


def form(table: Table, card: Card, **changes: str) -> dict[str, str]:
    """Everything reached, as a browser would send it."""
    card.refresh_from_db()
    sent = {"seen": str(card.version), "intent": "send"}
    for number, (code, mark) in enumerate(marked(table).marks.items()):
        assert code == table.items[number].code
        value = mark.tier if mark.tier is not None else mark.value
        whole = str(value) if value is not None else str((mark.points or 0) // 100)
        sent[f"mark_{number}"] = str(mark.points) if _is_choice(table, number) else whole
    return {**sent, **changes}


def _is_choice(table: Table, number: int) -> bool:
    return table.items[number].kind == "yes_no"


def test_the_unit_writes_saves_and_submits(scored: Scored) -> None:
    cast, card = scored.cast, scored.card()
    table, at = card.opening.table.table, f"/phieu-cham/{card.pk}/"
    unit, head = client_of(cast.officer), client_of(cast.sister_officer)
    assert cast.factory.name in text_of(unit.get("/phieu-cham/"))
    assert head.get(at).status_code == 404

    page = unit.get(f"{at}cham/").content.decode()
    first = re.search(r'<form class="stack".*?<button (.*?)>', page, re.DOTALL)
    assert first is not None
    assert 'value="draft"' in first[1]  # Enter keeps what was typed, nothing else

    refused = unit.post(f"{at}cham/", form(table, card, mark_0="", mark_1="12,5"))
    assert refused.status_code == 422
    assert "Chưa chấm tiêu chí này." in text_of(refused)
    assert "12,5" in refused.content.decode()
    both = unit.post(f"{at}cham/", form(table, card, mark_0="abc", mark_1="99"))
    assert set(both.context["form"].errors) == {"mark_0", "mark_1"}
    draft = unit.post(f"{at}cham/", {**form(table, card), "intent": "draft"}, follow=True)
    assert "Bản nháp lưu" in text_of(draft)
    assert unit.post(f"{at}cham/", {**form(table, card), "seen": "1"}).status_code == 409
    sent = unit.post(f"{at}cham/", form(table, card, note_0="Họp đủ 4 buổi"), follow=True)
    assert "Đã gửi và khóa cột điểm." in text_of(sent)
    assert unit.get(f"{at}cham/").status_code == 404
    assert cast.factory.name in text_of(head.get("/phieu-cham/?muc=ra-soat"))


def test_a_card_from_the_cluster_to_the_published_result(
    scored: Scored, django_assert_max_num_queries: Any
) -> None:
    cast, card = scored.cast, scored.card()
    table, at = card.opening.table.table, f"/phieu-cham/{card.pk}/"
    unit, head = client_of(cast.officer), client_of(cast.sister_officer)
    send(card, marked(table), cast.officer, at=clock.now())
    lower = {"mark_0": "4"}
    refused = head.post(f"{at}cham/", form(table, card, **lower))
    assert "Hãy ghi lý do chấm khác cột trước." in text_of(refused)
    head.post(f"{at}cham/", form(table, card, **lower, reason_0=REASON))
    answer = {"words": "Buổi thứ tư họp trực tuyến"}
    unit.post(f"{at}giai-trinh/{table.items[0].code}/", answer)
    with django_assert_max_num_queries(16):
        page = text_of(unit.get(at))
    assert REASON in page
    assert answer["words"] in page

    _judge(client_of(cast.superior_officer), card, form(table, card, **lower))
    second = client_of(scored.colleague)
    refused = _judge(second, card, form(table, card, **lower))
    assert "Hãy ghi số biên bản họp hội đồng." in text_of(refused)
    _judge(second, card, form(table, card, **lower, reference="05/BB-HĐTĐKT"))
    at_opening = f"/dot-cham-diem/{card.opening_id}/"
    sent = {"seen": second.get(at_opening).context["seen"]}
    assert second.post(f"{at_opening}cong-bo/", sent).status_code == 403  # wrote what goes out
    _published(client_of(cast.superior_officer), unit, scored.card())
    card.refresh_from_db()
    assert card.state == CardState.FINAL
    assert "05/BB-HĐTĐKT" in text_of(head.get(at))
    _papers(unit, at, card)


def _published(manager: Client, unit: Client, card: Card) -> None:
    """What the council gave is nowhere on the unit's pages before."""
    at, opening = f"/phieu-cham/{card.pk}/", f"/dot-cham-diem/{card.opening_id}/"
    listed, points = "/phieu-cham/?muc=cua-don-vi", f"{card.points} điểm"
    assert "05/BB-HĐTĐKT" not in text_of(unit.get(at))
    assert points not in text_of(unit.get(listed))
    assert manager.post(f"{at}cong-bo/", {"seen": "1"}).status_code == 409
    manager.post(f"{opening}cong-bo/", {"seen": manager.get(opening).context["seen"]})
    assert points in text_of(unit.get(listed))


def _judge(judge: Client, card: Card, sent: dict[str, str]) -> Any:
    return judge.post(f"/phieu-cham/{card.pk}/cham/", sent)


def _papers(reader: Client, at: str, card: Card) -> None:
    pdf = PdfReader(io.BytesIO(reader.get(f"{at}pdf/").getvalue()))
    assert card.points in "".join(page.extract_text() for page in pdf.pages)
    word = Document(io.BytesIO(reader.get(f"{at}word/").getvalue()))
    assert REASON in "".join(
        cell.text for row in word.tables[-1].rows for cell in row.cells
    ) or any(
        REASON in cell.text for found in word.tables for row in found.rows for cell in row.cells
    )


def test_evidence_is_seen_by_whoever_sees_the_card(scored: Scored) -> None:
    cast, card = scored.cast, scored.card()
    unit, at = client_of(cast.officer), f"/phieu-cham/{card.pk}/minh-chung/"
    sent = {"request_key": str(uuid.uuid4()), "code": "I.1", "words": "Danh sách dự họp"}
    for _twice in range(2):
        pdf = SimpleUploadedFile("ds.pdf", b"%PDF-1.4\n%%EOF\n", content_type="application/pdf")
        assert unit.post(at, {**sent, "file": pdf}).status_code == 302
    row = CardEvidence.objects.get()
    assert unit.get(f"{at}{row.pk}/").status_code == 200
    assert client_of(cast.superior_officer).get(f"{at}{row.pk}/").status_code == 200
    assert client_of(cast.sister_officer).get(f"{at}{row.pk}/").status_code == 404
    assert client_of(cast.author).get(f"{at}{row.pk}/").status_code == 404
    other = f"/phieu-cham/{scored.card(cast.sister_factory).pk}/minh-chung/"
    pdf = SimpleUploadedFile("ds.pdf", b"%PDF-1.4\n%%EOF\n", content_type="application/pdf")
    refused = client_of(cast.sister_officer).post(other, {**sent, "file": pdf})
    assert (refused.status_code, "Biểu mẫu đã cũ" in text_of(refused)) == (422, True)
    before = scored.card()
    send(card, marked(card.opening.table.table), cast.officer, at=clock.now())
    assert unit.post(f"{at}{row.pk}/bo/").status_code == 404
    with pytest.raises(NotAllowed):  # read before it was sent
        evidence.drop(before, row, by=actor(cast.officer), at=clock.now())
    assert list(check_evidence()) == []
    CardEvidence.objects.update(words="Khác")
    assert len(list(check_evidence())) == 1


def test_steering_needs_a_reason_and_somebody_else(scored: Scored) -> None:
    cast, card = scored.cast, scored.card()
    boss, at = client_of(cast.superior_officer), f"/phieu-cham/{card.pk}/"
    send(card, marked(card.opening.table.table), cast.officer, at=clock.now())
    seen = {"seen": str(card.version)}
    assert boss.post(f"{at}tra-lai/", {**seen, "reason": " "}).status_code == 422
    boss.post(f"{at}khong-cho-cum/", {**seen, "reason": "Cụm không họp"})
    card.refresh_from_db()
    assert card.state == CardState.DEPARTMENT
    boss.post(f"{at}tra-lai/", {"seen": str(card.version), "reason": REASON})
    card.refresh_from_db()
    assert card.state == CardState.SELF
    page = text_of(client_of(cast.officer).get(at))
    assert REASON in page
    assert client_of(cast.officer).get(f"{at}mo-khoa/").status_code == 404


def test_the_leader_who_gives_a_card_back_is_not_left_on_a_missing_page(scored: Scored) -> None:
    cast, card = scored.cast, scored.card()
    send(card, marked(card.opening.table.table), cast.officer, at=clock.now())
    leader = client_of(cast.sister_officer)
    sent = {"seen": str(card.version), "reason": REASON}
    answer = leader.post(f"/phieu-cham/{card.pk}/tra-lai/", sent, follow=True)
    assert answer.redirect_chain == [("/phieu-cham/", 302)]
    assert "Đã trả lại" in text_of(answer)


def test_an_opening_is_made_put_off_and_closed(
    scored: Scored, django_assert_max_num_queries: Any
) -> None:
    boss, table = client_of(scored.colleague), scored.opening.table
    sent = {"request_key": str(uuid.uuid4()), "part": "first", "due_on": "31/12/2099"}
    assert boss.post(f"/bang-diem/{table.pk}/mo-dot/", sent).status_code == 302
    again = boss.post(f"/bang-diem/{table.pk}/mo-dot/", {**sent, "request_key": str(uuid.uuid4())})
    assert again.status_code == 422
    row = Opening.objects.get(part="first")
    with django_assert_max_num_queries(14):
        assert scored.cast.factory.label in text_of(boss.get(f"/dot-cham-diem/{row.pk}/"))
    boss.post(f"/dot-cham-diem/{row.pk}/khoa/")
    row.refresh_from_db()
    assert row.is_closed
    assert row.due_at
    was = {"was": row.due_at.isoformat(), "due_on": "30/12/2099"}
    boss.post(f"/dot-cham-diem/{row.pk}/gia-han/", was)
    assert not Opening.objects.get(pk=row.pk).is_closed
    assert "6 tháng đầu năm" in text_of(boss.get("/dot-cham-diem/"))
    assert client_of(scored.cast.officer).get(f"/dot-cham-diem/{row.pk}/").status_code == 404
