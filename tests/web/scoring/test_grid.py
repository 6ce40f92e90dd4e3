"""The comparison grid, ranks, reviews and lines that fill themselves, as officers meet them."""

import io
from typing import Any

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from sangkien.core import clock
from sangkien.councils.actions import score_tables
from sangkien.scoring import queries
from sangkien.scoring.enums import CardState, Part
from sangkien.scoring.models import Column, CriteriaTable, Opening, ReviewMeeting
from sangkien.scoring.rules import reading
from sangkien.scoring.rules.tables import digest
from sangkien.web.scoring import gridding
from tests.scoring.scenes import Scored, decide, draft, open_scoring, send
from tests.scoring.scenes import marked as full
from tests.web.scene import Scene, client_of, make_scene, text_of

LINE = {
    "kind": "automatic",
    "code": "I.8",
    "name": "Có sáng kiến hợp lệ",
    "parent": "I",
    "most": "10",
    "source": "entries",
    "way": "bonus",
    "each": "2",
}


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


@pytest.fixture
def scored(scene: Scene) -> Scored:
    return open_scoring(scene.cast, at=clock.now())


def _typed(scored: Scored) -> dict[str, Any]:
    """Minutes that lack their conclusion."""
    return {
        "request_key": "5b6a4f1e-93d9-44dd-9a3f-0b8d2cbbd0aa",
        "held_on": f"{clock.today():%d/%m/%Y}",
        "place": "Hội trường",
        "chair": "Phạm Thị Dung",
        "secretary": "Đỗ Đồng Cấp",
        "present": [str(scored.cast.factory.pk)],
        "conclusion": "",
        f"decided_{scored.card().pk}": "Giữ điểm mục I.1",
    }


def _pdf_words(answer: Any) -> str:
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_grid_its_files_and_the_ranks(scored: Scored, monkeypatch: pytest.MonkeyPatch) -> None:
    cast, now = scored.cast, clock.now()
    send(scored.card(), full(scored.opening.table.table, I_1=1200), cast.officer, at=now)
    send(scored.card(cast.sister_factory), full(scored.opening.table.table), cast.sister_officer)
    manager, at = client_of(cast.superior_officer), f"/dot-cham-diem/{scored.opening.pk}/"
    page = manager.get(f"{at}doi-chieu/")
    words = text_of(page)
    assert "Nội bộ đoàn kết" in words
    assert "2 trong 2 đơn vị" in words
    assert words.count("Vì sao?") == 2
    assert "Chưa có điểm" in text_of(manager.get(f"{at}doi-chieu/?cot=council"))

    file = io.BytesIO(manager.get(f"{at}doi-chieu/excel/").content)
    rows = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
    sums = {row[1]: row[3:] for row in rows}
    assert sums["Tiêu chí"] == [cast.sister_factory.name, cast.factory.name]
    assert (sums["Tổng điểm xếp hạng"], sums["Hạng"]) == ([100, 92], [1, 2])
    assert "BẢNG TỔNG HỢP ĐIỂM" in _pdf_words(manager.get(f"{at}tong-hop/pdf/"))

    assert manager.get(f"{at}tong-hop/pdf/?ky=nam").status_code == 404
    Opening.objects.update(part=Part.FIRST)
    year = _pdf_words(manager.get(f"{at}tong-hop/pdf/?ky=nam"))
    assert f"cả năm {scored.opening.year}" in year
    assert "chia tổng hệ số" in year
    Opening.objects.update(part=Part.YEAR)

    ranking = text_of(manager.get(f"{at}xep-hang/"))
    assert "kém mức liền trên 8 điểm" in ranking
    assert "Tạm tính, chưa công bố" in ranking
    unit = text_of(client_of(cast.officer).get(f"{at}xep-hang/"))
    assert "Chưa có kết quả được công bố" in unit
    for user in (cast.author, cast.auditor):
        assert client_of(user).get(f"{at}xep-hang/").status_code == 404

    monkeypatch.setattr(gridding, "MOST_DRAWN", 1)
    _drawn_in_part(text_of(manager.get(f"{at}doi-chieu/")))


def _drawn_in_part(page: str) -> None:
    assert ("2 trong 2 đơn vị" in page, page.count("Vì sao?")) == (True, 1)
    assert "hạng tính trên mọi đơn vị, tệp Excel có đủ" in page


def _decided_with_review(scored: Scored) -> None:
    content = {**scored.opening.table.content, "review": {"asked": True, "days": "10"}}
    rows = CriteriaTable.objects.filter(pk=scored.opening.table_id)
    rows.update(content=content, digest=digest(content))
    for unit in (scored.cast.factory, scored.cast.sister_factory):
        decide(scored, unit)


def test_results_are_published_after_a_review_and_then_seen_by_the_units(scored: Scored) -> None:
    cast, opening = scored.cast, scored.opening
    _decided_with_review(scored)
    manager, other = client_of(cast.superior_officer), client_of(scored.colleague)
    at = f"/dot-cham-diem/{opening.pk}/"
    assert "phải họp rà soát công khai" in text_of(manager.get(f"{at}xep-hang/"))
    assert manager.post(f"{at}cong-bo/").status_code in (409, 422)

    form = _typed(scored)
    where = f"{at}hop-ra-soat/?cum={scored.cluster.pk}"
    refused = manager.post(where, form)
    assert refused.status_code == 422
    assert "Giữ điểm mục I.1" in refused.content.decode()
    manager.post(where, {**form, "conclusion": "Nhất trí kết quả."})
    row = ReviewMeeting.objects.get()
    for who, status in ((manager, 404), (other, 302)):
        sent = who.post(f"/hop-ra-soat/{row.pk}/xac-nhan/", {"seen": str(row.version)})
        assert sent.status_code == status
    officer = client_of(cast.officer)
    minutes = f"/hop-ra-soat/{row.pk}/"
    said = [text_of(who.get(minutes)) for who in (officer, manager)]
    said.append(_pdf_words(officer.get(f"{minutes}pdf/")))
    assert ["Vững mạnh" in words for words in said] == [False, True, False]
    manager.post(f"{at}cong-bo/", {"seen": manager.get(at).context["seen"]})
    assert {scored.card().state, scored.card(cast.sister_factory).state} == {CardState.FINAL}

    page = text_of(officer.get(f"{at}xep-hang/"))
    assert "Đồng hạng với" in page
    assert "Tạm tính" not in page
    parts = ("Giữ điểm mục I.1", "Nhất trí kết quả.", "Vững mạnh", "01/BB-", "BẢN XEM TRƯỚC")
    words = _pdf_words(officer.get(f"{minutes}pdf/"))
    assert [one in words for one in parts] == [True, True, True, True, False]
    assert [one in said[2] for one in parts] == [
        True,
        True,
        False,
        False,
        True,
    ]  # no issued minutes yet
    assert officer.get(f"{minutes}sua/").status_code == 404


def test_a_line_that_fills_itself_is_written_and_taken_over(scene: Scene) -> None:
    cast = scene.cast
    row = draft(cast.superior, cast.superior_officer, at=clock.now())
    manager = client_of(cast.superior_officer)
    wrong = {**LINE, "way": "penalty", "seen": "1"}
    assert manager.post(f"/bang-diem/{row.pk}/dong-moi/", wrong).status_code == 422
    manager.post(f"/bang-diem/{row.pk}/dong-moi/", {**LINE, "seen": "1"})
    ties = {"tie_1": "node:I", "tie_2": "entries", "review": "khong", "days": "5", "seen": "2"}
    manager.post(f"/bang-diem/{row.pk}/xep-hang-the-nao/", ties)
    page = text_of(manager.get(f"/bang-diem/{row.pk}/"))
    assert "Tự tính: Số sáng kiến của đơn vị trong kỳ, đếm sáng kiến hợp lệ" in page
    assert "Điểm mục " in page
    assert "Không cần họp rà soát" in page
    row.refresh_from_db()
    content = CriteriaTable.objects.get(pk=row.pk).content

    scored = open_scoring(cast, at=clock.now())
    Opening.objects.filter(pk=scored.opening.pk).update(table=row)
    number = [node.code for node in reading.read(content).items].index("I.8")
    unit, card = client_of(cast.officer), scored.card()
    where = f"/phieu-cham/{card.pk}/cham/"
    assert "0 sáng kiến hợp lệ gửi trong kỳ" in text_of(unit.get(where))
    unit.post(where, {"seen": str(card.version), "intent": f"take-{number}"})
    column = Column.objects.get()
    assert column.marks == {"I.8": {"value": "0"}}
    assert column.workings["I.8"]["taken"]


def test_all_nine_published_tables_are_offered_where_they_are_used(scene: Scene) -> None:
    """Seven for units here, the two for initiatives among the score tables of councils."""
    page = text_of(client_of(scene.cast.superior_officer).get("/bang-diem/"))
    mine = queries.shipped()
    assert (len(mine), [one.name for one in mine.values() if one.name not in page]) == (7, [])
    assert {"bac_ninh_1603_2025", "da_nang_465_2026"} <= set(score_tables.shipped())
