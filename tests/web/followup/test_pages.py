"""The pages of urging: who may open them, what they show, with a constant number of queries."""

import datetime as dt
import io
import re
import uuid
import zipfile
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core import clock
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.followup.actions import contacting
from sangkien.followup.enums import LetterState, Step, Topic
from sangkien.followup.models import Letter, Recipient, Round, Rule, Urging
from sangkien.journal.models import Entry
from sangkien.programmes.models import Period
from sangkien.reporting.actions import opening
from sangkien.units.models import Grant, Unit
from tests.factories import actor, make_officer, make_target, make_unit
from tests.progress.scenes import settle, whole
from tests.reporting.calendars import ask, report_of
from tests.reporting.calendars import send as send_report
from tests.web.scene import Scene, client_of, make_scene, text_of

pytestmark = pytest.mark.django_db
MANY = 100
DAY = dt.timedelta(days=1)


@pytest.fixture
def scene() -> Scene:
    scene = make_scene()
    period = whole(scene.programme)
    for unit in (scene.cast.superior, scene.cast.sister_superior):
        make_target(period, unit, 50)
    make_officer(scene.cast.sister_superior, RoleKey.SUPERIOR_OFFICER, "Mai Láng Giềng")
    for number, user in enumerate(User.objects.order_by("pk"), start=1):
        User.objects.filter(pk=user.pk).update(phone=f"8497{number:07d}", last_login=clock.now())
    settle(clock.now())
    return scene


@pytest.fixture
def province(scene: Scene) -> Client:
    return client_of(scene.cast.provincial_officer)


def way(scene: Scene, page: str = "board", unit: Unit | None = None) -> str:
    code = (unit or scene.cast.province).code
    return reverse(f"followup:{page}", args=[code, scene.programme.slug])


def send(scene: Scene, client: Client, step: Step, *units: Unit, **more: Any) -> Any:
    body = {
        "intent": "send",
        "request_key": str(uuid.uuid4()),
        f"don_vi_{step.value}": [unit.code for unit in units],
        step.value: "{don_vi}: còn thiếu {con_thieu}.",
    }
    return client.post(way(scene, "send"), {**body, **more}, follow=True)


def test_board_tells_who_lags_and_two_screens_urge_all(scene: Scene, province: Client) -> None:
    page = province.get(way(scene), {"chon": "tat-ca"})
    assert "2 trong 2 đơn vị đang chậm, 2 đơn vị đến lượt" in text_of(page)
    assert page.content.decode().count('name="selected"') == 2
    assert len(re.findall(r'name="selected"[^>]* checked', page.content.decode())) == 2

    shown = province.post(way(scene, "send"), {"selected": [u.code for u in below(scene)]})
    assert "Đơn vị đầu tiên sẽ đọc:" in text_of(shown)
    assert not Urging.objects.exists()
    done = send(scene, province, Step.NOTICE, *below(scene))

    assert "Đã đôn đốc 2 đơn vị." in text_of(done)
    assert Urging.objects.count() == 2
    assert "Hôm nay LĐLĐ tỉnh Bình Minh đã đôn đốc" in text_of(done)


def below(scene: Scene) -> tuple[Unit, Unit]:
    return scene.cast.superior, scene.cast.sister_superior


def test_who_is_left_out_is_named_with_the_reason(scene: Scene, province: Client) -> None:
    send(scene, province, Step.NOTICE, scene.cast.superior)

    again = send(scene, province, Step.NOTICE, *below(scene))

    words = text_of(again)
    assert "Đã đôn đốc 1 đơn vị." in words
    assert "LĐLĐ huyện Sông Xanh: đã đôn đốc bằng cách này" in words


def test_wrong_text_stays_in_its_field(scene: Scene, province: Client) -> None:
    found = send(scene, province, Step.NOTICE, scene.cast.superior, notice="{la_lam}")

    assert found.status_code == 422
    assert "{la_lam}" in found.content.decode()
    assert "Trong ngoặc nhọn chỉ được dùng" in text_of(found)
    assert not Urging.objects.exists()


def test_nothing_ticked_leads_back(scene: Scene, province: Client) -> None:
    found = province.post(way(scene, "send"), {}, follow=True)

    assert "Hãy đánh dấu ít nhất một đơn vị" in text_of(found)


def test_pages_are_closed_to_those_who_do_not_oversee(scene: Scene, province: Client) -> None:
    cast = scene.cast
    send(scene, province, Step.CALL, cast.superior)
    row, pages = Urging.objects.get(), ("board", "send", "calls", "log", "export", "rule")
    elsewhere = make_unit("LĐLĐ tỉnh Biển Bạc", level="tinh", parent=cast.national)
    stranger = make_officer(elsewhere, RoleKey.PROVINCIAL_OFFICER, "Tạ Tỉnh Khác")
    for user in (stranger, cast.superior_officer, cast.officer, cast.author, cast.auditor):
        reader = client_of(user)
        sent = {page: reader.post(way(scene, page)).status_code for page in pages}
        assert [page for page in pages if sent[page] not in {404, 405}] == []
        assert {reader.get(way(scene, page)).status_code for page in pages} <= {404, 405}
    for user in (stranger, cast.officer, cast.author, cast.sister_officer):
        reader = client_of(user)
        assert reader.get(reverse("followup:urging", args=[row.pk])).status_code == 404
        history = reverse("followup:history", args=[cast.superior.code])
        assert reader.get(history).status_code == 404


def test_nobody_urges_a_unit_of_somebody_else_by_its_code(scene: Scene) -> None:
    reader = client_of(scene.cast.superior_officer)
    body = {"intent": "send", "don_vi_notice": scene.cast.far_factory.code, "notice": "a"}
    url = way(scene, "send", scene.cast.superior)

    found = reader.post(url, {**body, "request_key": str(uuid.uuid4())})

    assert found.status_code == 404
    assert not Urging.objects.exists()


def test_phone_numbers_stand_on_the_open_list_of_the_own_office_only(
    scene: Scene, province: Client
) -> None:
    send(scene, province, Step.CALL, scene.cast.superior)
    row = Urging.objects.get()
    phone = User.objects.get(pk=scene.cast.superior_officer.pk).phone or ""

    assert phone in text_of(province.get(way(scene, "calls")))
    nation = client_of(scene.cast.national_officer)
    for client in (province, nation):
        for url in (way(scene), way(scene, "log"), reverse("followup:urging", args=[row.pk])):
            assert phone not in client.get(url).content.decode()
    assert phone not in nation.get(way(scene, "calls")).content.decode()
    done = province.post(way(scene, "calls"), {"urging": row.pk, "outcome": "talked"}, follow=True)
    assert "LĐLĐ huyện Sông Xanh: Đã nói chuyện." in text_of(done)
    assert phone not in done.content.decode()


def test_appointment_without_a_day_is_refused_at_its_field(scene: Scene, province: Client) -> None:
    send(scene, province, Step.CALL, scene.cast.superior)

    found = province.post(
        way(scene, "calls"),
        {"urging": Urging.objects.get().pk, "outcome": "appointed", "words": "Bận họp"},
    )

    assert found.status_code == 422
    assert "Hẹn ngày nào gọi lại?" in text_of(found)
    assert "Bận họp" in found.content.decode()


def test_unit_answers_from_its_desk(scene: Scene, province: Client) -> None:
    send(scene, province, Step.NOTICE, scene.cast.superior)
    unit = client_of(scene.cast.superior_officer)
    desk = text_of(unit.get(reverse("desk:index")))
    assert "LĐLĐ tỉnh Bình Minh đôn đốc LĐLĐ huyện Sông Xanh" in desk

    url = reverse("followup:urging", args=[Urging.objects.get().pk])
    unit.post(url, {"answer": "need_help", "words": "<b>Thiếu máy</b>"})

    assert "LĐLĐ tỉnh Bình Minh đôn đốc LĐLĐ" not in text_of(unit.get(reverse("desk:index")))
    shown = province.get(url).content.decode()
    assert "&lt;b&gt;Thiếu máy&lt;/b&gt;" in shown
    assert unit.post(url, {"answer": "laugh"}).status_code == 404


def test_letter_goes_from_draft_to_number_through_two_people(
    scene: Scene, province: Client
) -> None:
    send(scene, province, Step.LETTER, *below(scene))
    letter = Letter.objects.get()
    url = reverse("followup:letter", args=[letter.pk])
    body = {
        "title": letter.title,
        "body": letter.body,
        "symbol": "CV-LĐLĐ",
        "signer_name": "Lê Người Ký",
        "signer_post": "CHỦ TỊCH",
        "seen": "1",
        "intent": "submit",
    }
    refused = province.post(url, body)
    assert refused.status_code == 422
    assert "Hãy ghi đủ trước khi trình ký." in text_of(refused)
    province.post(url, {**body, "place": "Bình Minh"})
    assert Letter.objects.get().state == LetterState.WAITING
    assert province.post(url, {"intent": "issue", "seen": "2"}).status_code == 404

    second = client_of(make_officer(scene.cast.province, RoleKey.PROVINCIAL_OFFICER, "Đỗ Thị Lan"))
    assert "Có công văn chờ bạn ký" in text_of(second.get(reverse("desk:index")))
    done = second.post(url, {"intent": "issue", "seen": "2"}, follow=True)
    assert "01/CV-LĐLĐ" in text_of(done)
    for page, start in (("letter_pdf", b"%PDF"), ("letter_docx", b"PK")):
        got = client_of(scene.cast.superior_officer).get(
            reverse(f"followup:{page}", args=[letter.pk])
        )
        assert got.content.startswith(start)


def test_rule_is_shown_and_set(scene: Scene, province: Client) -> None:
    page = province.get(way(scene, "rule"))
    assert "mức thông thường" in text_of(page)
    names = ("behind_percent", "zero_after_days", "closing_days", "overdue_days")
    values = dict.fromkeys(names, "5") | {step.value: "2" for step in Step}

    wrong = province.post(
        way(scene, "rule"), {**values, "programme": "moi-chuong-trinh", "call": "100"}
    )
    assert wrong.status_code == 422
    assert "Từ 0 đến 90 ngày." in text_of(wrong)
    province.post(way(scene, "rule"), {**values, "programme": "moi-chuong-trinh"})

    assert Rule.objects.get().programme is None


def test_log_counts_and_leaves_as_a_workbook_without_formulas(
    scene: Scene, province: Client
) -> None:
    Unit.objects.filter(pk=scene.cast.superior.pk).update(name='=HYPERLINK("http://x";"a")')
    send(scene, province, Step.NOTICE, *below(scene))
    Urging.objects.filter(unit=scene.cast.superior).update(
        after_sent=12, after_valid=3, measured_at=clock.now()
    )

    words = text_of(province.get(way(scene, "log"), {"xem": "co-chuyen-bien"}))
    assert "sau 48 giờ: +12 đã gửi, +3 hợp lệ" in words
    file = province.get(way(scene, "export"))
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(file.content)).get_sheet_by_index(0).to_python()
    )
    cells = [cell for row in rows for cell in row]
    assert '=HYPERLINK("http://x";"a")' in cells
    assert 12 in cells
    with zipfile.ZipFile(io.BytesIO(file.content)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def _many(scene: Scene, count: int) -> None:
    """More unions, each urged before."""
    period: Period = whole(scene.programme)
    made = Round.objects.create(
        issuer=scene.cast.province,
        period=period,
        step=Step.NOTICE,
        text="a",
        request_key=uuid.uuid4(),
        made_at=clock.now(),
    )
    now = clock.now()
    for _number in range(count):
        unit = make_unit(f"LĐLĐ huyện Mới {_number}", level="cap-tren", parent=scene.cast.province)
        officer = make_officer(unit, RoleKey.SUPERIOR_OFFICER, f"Cán bộ {_number}")
        User.objects.filter(pk=officer.pk).update(phone=f"8496{officer.pk:07d}", last_login=now)
        for step in (Step.NOTICE, Step.CALL):
            row = Urging.objects.create(
                round=made if step == Step.NOTICE else _round(scene, period, step),
                unit=unit,
                period=period,
                step=step,
                text="a",
                base="sent",
                sent=0,
                valid=0,
                counted_at=now,
                urged_at=now,
                measure_at=now,
            )
            Recipient.objects.create(urging=row, user=officer)


def _round(scene: Scene, period: Period, step: Step) -> Round:
    return Round.objects.create(
        issuer=scene.cast.province,
        period=period,
        step=step,
        text="a",
        request_key=uuid.uuid4(),
        made_at=clock.now(),
    )


def test_pages_take_as_many_queries_for_a_hundred_units_as_for_three(
    scene: Scene, province: Client
) -> None:
    _many(scene, 3)
    pages = [way(scene), way(scene, "calls"), way(scene, "log"), way(scene, "export")]
    pages += [f"{way(scene)}?nhom=chua-co", reverse("followup:index"), reverse("desk:index")]

    def counted() -> list[int]:
        found = []
        for page in pages:
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert province.get(page).status_code == 200
            found.append(len(asked))
        return found

    counted()  # what is read once per process
    few = counted()
    _many(scene, MANY - 3)
    assert counted() == few


def test_urging_a_hundred_units_asks_only_once_for_their_figures(
    scene: Scene, province: Client
) -> None:
    _many(scene, MANY - 2)
    Urging.objects.all().delete()
    units = list(Unit.objects.filter(parent=scene.cast.province))
    assert len(units) == MANY

    with CaptureQueriesContext(connection) as asked:
        done = send(scene, province, Step.NOTICE, *units)

    assert "Đã đôn đốc 100 đơn vị." in text_of(done)
    reads = [q for q in asked.captured_queries if (q["sql"] or "").startswith("SELECT")]
    assert len(reads) < MANY  # what grows is one entry in each unit's journal


def test_an_office_above_adds_a_number_where_there_is_none(scene: Scene, province: Client) -> None:
    cast = scene.cast
    User.objects.update(phone=None)
    shown = province.post(way(scene, "send"), {"selected": [cast.superior.code], "step": "call"})
    assert "1 đơn vị chưa có số: thêm ngay ở danh sách đó." in text_of(shown)
    assert "Thêm số điện thoại" in text_of(send(scene, province, Step.CALL, cast.superior))
    row, calls = Urging.objects.get(), way(scene, "calls")
    typed = {"urging": row.pk, "intent": "contact", "whose": "văn phòng"}

    wrong = province.post(calls, {**typed, "phone": "12 34"})
    saved = province.post(calls, {**typed, "phone": "0297 3863.456"})

    assert wrong.status_code == 422
    assert "Số điện thoại chưa đúng" in text_of(wrong)
    assert 'value="12 34"' in wrong.content.decode()
    assert saved.headers["Location"].endswith(f"#goi-{row.pk}")
    words = text_of(province.get(calls))
    assert "Số liên hệ của đơn vị: 02973863456 (văn phòng)" in words
    assert not User.objects.exclude(phone=None).exists()  # nobody signs in with it
    entry = Entry.objects.get(name="followup.contact_noted")
    assert (entry.unit_id, entry.actor_id) == (cast.superior.pk, cast.provincial_officer.pk)
    assert "3863456" not in str(entry.payload)
    for user in (cast.superior_officer, cast.sister_officer, cast.auditor):
        with pytest.raises(NotAllowed):
            contacting.note_contact(
                cast.superior, phone="0912345678", by=actor(user, at=clock.now()), at=clock.now()
            )
    province.post(calls, {**typed, "intent": "contact_remove"})
    assert "3863456" not in text_of(province.get(calls))


def test_a_letter_about_reports_is_shown_as_it_is_made(scene: Scene, province: Client) -> None:
    now, cast = clock.now(), scene.cast
    begun, due = now - 10 * DAY, local_day(now) - 5 * DAY
    asked = ask(cast.province, cast.provincial_officer, at=begun, once_on=due, starts_on=due)
    opening.remind_due(now - 2 * DAY)
    (sister,) = Grant.objects.filter(unit=cast.sister_superior)
    send_report(report_of(asked, cast.sister_superior), sister.user, at=now)
    listed = province.get(f"{way(scene)}?nhom=bao-cao")
    assert "1 đơn vị ở trang này còn báo cáo quá hạn" in text_of(listed)
    both = {"selected": [unit.code for unit in below(scene)], "about": "reports"}

    shown = text_of(province.post(way(scene, "send"), {**both, "step": "letter"}))
    done = send(scene, province, Step.LETTER, *below(scene), letter="Nộp ngay.", about="reports")

    left_out = "LĐLĐ huyện Núi Đỏ: không còn báo cáo nào quá hạn"
    assert "Đôn đốc 1 đơn vị" in shown
    assert left_out in shown
    assert left_out in text_of(done)
    letter = Letter.objects.get()
    assert (letter.topic, [line["code"] for line in letter.lines]) == (
        Topic.REPORTS,
        [cast.superior.code],
    )
