import pytest
from django.test import Client

from sangkien.access.roles import RoleKey
from sangkien.commendation.enums import ListState
from sangkien.commendation.models import EntryDraft, Fund, FundEntry, PaymentList
from sangkien.core import clock
from sangkien.web.commendation.views import payment_papers
from tests.commendation import paid as scenes
from tests.factories import make_officer
from tests.web.scene import Scene, client_of, make_scene, text_of


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


def booked_by_another(first: Client, second: Client, address: str) -> None:
    waiting = EntryDraft.objects.get()
    first.post(f"/khen-thuong/ghi-so/{waiting.pk}/duyet/")
    shown = text_of(second.get(address))
    assert "Chưa ghi khoản nào." in shown
    assert "5.000.000 đồng khoản thu: Trích kinh phí" in shown
    assert "1 việc chờ bạn duyệt" in text_of(second.get("/khen-thuong/quy/"))
    assert "Quỹ khen thưởng chờ bạn duyệt" in text_of(second.get("/viec-cua-toi/"))
    refused = second.post(f"/khen-thuong/ghi-so/{waiting.pk}/khong-ghi/", {"reason": ""})
    assert refused.status_code == 422
    second.post(f"/khen-thuong/ghi-so/{waiting.pk}/duyet/")


def test_a_treasurer_pays_a_decision_from_a_fund(scene: Scene) -> None:
    unit, first = scene.cast.superior, client_of(scene.cast.superior_officer)
    second = client_of(make_officer(unit, RoleKey.SUPERIOR_OFFICER, "Phạm Duyệt Chi"))
    day = f"{clock.today():%d/%m/%Y}"
    decision = scenes.released(unit, scene.cast.superior_officer, at=clock.now())
    key = {"request_key": "00000000-0000-0000-0000-000000000001"}
    opened = {**key, "unit": unit.pk, "year": clock.today().year, "name": "Quỹ thi đua"}
    first.post("/khen-thuong/quy/lap/", opened)
    fund = Fund.objects.get()
    entry = {**key, "kind": "receipt", "words": "Trích kinh phí", "booked_on": day}
    address = f"/khen-thuong/quy/{fund.pk}/"
    refused = first.post(f"{address}ghi/", {**entry, "amount": "nhiều"})
    assert refused.status_code == 422
    assert "Trích kinh phí" in refused.content.decode()
    first.post(f"{address}ghi/", {**entry, "amount": "5 triệu"})
    booked_by_another(first, second, address)
    assert "3.050.000 đồng" in text_of(first.get(address))  # waits to be put on a list

    first.post(f"{address}lap-danh-sach/", {**key, "decision": decision.pk})
    row = PaymentList.objects.get()
    page = f"/khen-thuong/chi/{row.pk}/"
    assert "Chờ người khác duyệt chi" in text_of(first.get(page))
    second.post(f"{page}duyet/")
    exported = first.post(f"{page}xuat/")
    assert exported.content.startswith(b"%PDF")
    said = str(payment_papers.paper(PaymentList.objects.get()))
    assert "bằng chữ: Ba triệu không trăm năm mươi nghìn đồng./." in said
    first.post(f"{page}da-chi/", {"paid_on": day, "document": "PC 12"})

    row.refresh_from_db()
    assert row.state == ListState.PAID
    assert FundEntry.objects.get(list=row).amount_vnd == -3_050_000
    assert "1.950.000" in text_of(first.get(address))
