import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sangkien.access.roles import RoleKey
from sangkien.audits.models import Audit, AuditItem
from sangkien.core import clock
from tests.audits.scenes import WEEK, drawn, finished
from tests.factories import make_officer
from tests.progress.scenes import send_now, settle, whole
from tests.web.scene import Scene, client_of, make_scene, text_of


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


def draw_form(scene: Scene, **changes: object) -> dict[str, object]:
    values: dict[str, object] = {
        "request_key": str(uuid.uuid4()),
        "subject": scene.cast.factory.code,
        "period": whole(scene.programme).pk,
        "by": "percent",
        "value": "50",
        "due_on": f"{clock.today() + WEEK:%d/%m/%Y}",
    }
    return {**values, **changes}


def test_an_audit_from_the_preview_to_the_result(scene: Scene) -> None:
    cast = scene.cast
    send_now(scene.programme, cast.factory, sent=4, valid=4)
    second = make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER, "Ngô Thị Hai")
    one, two = client_of(cast.superior_officer), client_of(second)
    draw = reverse("audits:draw", args=[cast.superior.code])

    looked = one.post(draw, draw_form(scene, intent="preview"))
    refused = one.post(draw, draw_form(scene, value="0", intent="draw"))
    assert "2 trong 4 sáng kiến hợp lệ" in text_of(looked)
    assert refused.status_code == 422
    assert "từ 1 đến 100" in text_of(refused)
    assert not Audit.objects.exists()

    page = one.post(draw, draw_form(scene, intent="draw"), follow=True)
    audit = Audit.objects.get()
    first, last = audit.items.order_by("position")
    assert audit.seed in text_of(page)
    quick = one.post(
        reverse("audits:item", args=[first.pk]), {"finding": "right", "back": "list"}, follow=True
    )
    assert first.initiative.title in text_of(quick)  # the other one has the same title
    item = reverse("audits:item", args=[last.pk])
    silent = one.post(item, {"finding": "failed", "reason": ""})
    assert silent.status_code == 422
    assert "Hãy ghi lý do không đạt" in text_of(silent)
    one.post(item, {"finding": "failed", "reason": "Chưa làm thật."})
    finish = reverse("audits:finish", args=[audit.pk])
    assert "mời một cán bộ khác" in text_of(one.get(finish))
    assert one.post(finish).status_code == 403
    done = two.post(finish, follow=True)
    assert "Đạt 1 trong 2 mẫu đã kiểm (50 %)" in text_of(done)
    assert "chưa đủ hậu kiểm" in text_of(done)
    sheet = two.get(reverse("audits:workbook", args=[audit.pk]))
    assert sheet.content.startswith(b"PK")


def test_a_unit_named_by_its_code_is_refused_at_the_code(scene: Scene) -> None:
    cast = scene.cast
    superior = client_of(cast.superior_officer)
    draw = reverse("audits:draw", args=[cast.superior.code])

    above = superior.post(draw, draw_form(scene, subject="", unit_code=cast.province.code))
    nothing = superior.post(draw, draw_form(scene, period=""))
    twice = superior.post(draw, draw_form(scene, unit_code=cast.sister_factory.code))

    assert (above.status_code, twice.status_code) == (422, 422)
    assert list(above.context["form"].errors) == ["unit_code"]
    assert list(nothing.context["form"].errors) == ["period"]
    assert "Đã chọn một đơn vị khác ở trên" in text_of(twice)
    assert not Audit.objects.exists()


def test_ranks_say_the_factor_and_lists_cost_the_same(scene: Scene) -> None:
    cast, now = scene.cast, clock.now()
    second = make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER, "Ngô Thị Hai")
    audit = drawn(cast, scene.programme, at=now)
    finished(audit, cast.superior_officer, second, at=now)
    settle(now)
    place = [scene.programme.slug, cast.factory.code]
    client = client_of(cast.superior_officer)

    asked = {"xep": "hau-kiem", "pham-vi": "cung-cap-tren"}
    ranks = text_of(client.get(reverse("progress:ranks", args=place), asked))
    why = text_of(client.get(reverse("progress:why", args=place), asked))

    for words in (ranks, why):
        assert "4/5 mẫu = 80 %" in words
        assert "không coi là hệ số 1" in words
    assert "6 sáng kiến hợp lệ × hệ số hậu kiểm" in why
    index, detail = reverse("audits:index"), reverse("audits:detail", args=[audit.pk])
    few = [_queries(client, url) for url in (index, detail)]
    drawn(cast, scene.programme, at=now, unit=cast.sister_factory, value=1)
    AuditItem.objects.filter(audit=audit, position__gt=2).delete()
    assert [_queries(client, url) for url in (index, detail)] == few
    reader = client_of(cast.officer)
    assert "CĐCS Công ty May Ánh Dương" in text_of(reader.get(index))
    own = reverse("audits:item", args=[audit.items.get(position=1).pk])
    assert "Ghi kết quả" not in text_of(reader.get(own))
    assert client_of(cast.sister_officer).get(detail).status_code == 404


def _queries(client: object, url: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200  # type: ignore[attr-defined]
    return len(seen)


def test_an_open_audit_is_dropped_with_a_reason(scene: Scene) -> None:
    audit = drawn(scene.cast, scene.programme, at=clock.now())
    office = client_of(scene.cast.superior_officer)
    drop = reverse("audits:drop", args=[audit.pk])

    assert "bỏ đợt này" in text_of(office.get(reverse("audits:detail", args=[audit.pk])))
    assert office.post(drop, {"reason": ""}).status_code == 422
    done = office.post(drop, {"reason": "Không còn ai để chốt."}, follow=True)

    assert "Đợt này đã bỏ, không tính vào hệ số Không còn ai để chốt." in text_of(done)
    assert office.get(drop).status_code == 302
    assert client_of(scene.cast.officer).get(drop).status_code == 404
