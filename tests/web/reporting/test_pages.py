import datetime as dt
import io
import uuid
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from sangkien.core import clock
from sangkien.core.periods import local_day
from sangkien.notices.actions import spreads
from sangkien.notices.models import Notice
from sangkien.reporting.enums import Rhythm
from sangkien.reporting.models import Report, ReportRequest
from sangkien.reporting.rules import Term
from tests.factories import make_unit
from tests.notices.reading import delivered
from tests.reporting.calendars import ask, report_of
from tests.web.scene import Scene, client_of, make_scene, text_of

MOST_QUERIES = 12
ASKED = "/che-do-bao-cao/da-giao/"
MINE = "/che-do-bao-cao/"
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


def form(**changes: str) -> dict[str, str]:
    due = clock.today() + dt.timedelta(days=20)
    values = {
        "request_key": str(uuid.uuid4()),
        "title": "Báo cáo nhanh chương trình sáng kiến",
        "audience": "children",
        "rhythm": "once",
        "once_on": f"{due:%d/%m/%Y}",
        "minute": "17h00",
        "on_day_off": "keep",
        "label_1": "Kết quả nổi bật",
        "kind_1": "text",
        "label_2": "Số lớp hướng dẫn",
        "kind_2": "number",
        "label_3": "Tệp kèm theo",
        "kind_3": "file",
        "optional_3": "on",
    }
    return {**values, **changes}


def asked(scene: Scene, **changes: object) -> ReportRequest:
    """By the superior union, due in some days."""
    now = clock.now()
    options: dict[str, object] = {
        "once_on": local_day(now) + dt.timedelta(days=9),
        "starts_on": local_day(now),
        "at": now,
    }
    return ask(scene.cast.superior, scene.cast.superior_officer, **{**options, **changes})  # type: ignore[arg-type]


def test_from_asking_to_the_numbers_of_all_units(scene: Scene) -> None:
    superior, officer = client_of(scene.cast.superior_officer), client_of(scene.cast.officer)
    address = f"/che-do-bao-cao/giao/{scene.cast.superior.code}/"
    assert "Nội dung 1" in text_of(superior.get(address))

    detail = superior.post(address, form())["Location"]

    assert "Báo cáo nhanh" in text_of(superior.get(detail))
    assert "1 báo cáo chờ đơn vị" in text_of(officer.get("/viec-cua-toi/"))
    assert "Báo cáo nhanh" in text_of(officer.get(MINE))
    report = Report.objects.get(unit=scene.cast.factory)
    write = f"/che-do-bao-cao/bao-cao/{report.pk}/soan/"
    seen = officer.get(write).context["form"]["seen"].value()
    body = {"q1": "Mở ba lớp.", "q2": "1.234,5", "seen": seen, "intent": "send"}
    body["q3"] = SimpleUploadedFile("bao cao.pdf", PDF)
    sent = officer.post(write, body)
    page = text_of(officer.get(sent["Location"]))
    assert "Đã nộp đúng hạn" in page
    assert "1.234,5" in page
    overview = text_of(superior.get(f"/che-do-bao-cao/ky/{report.occurrence_id}/"))
    assert "1.234,5" in overview
    assert "1/2 đơn vị" in overview


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(scene: Scene) -> None:
    browser = client_of(scene.cast.superior_officer)
    address = f"/che-do-bao-cao/giao/{scene.cast.superior.code}/"

    past = browser.post(address, form(once_on="01/01/2026"))
    rule = browser.post(address, form(rhythm="quarterly", day="20"))
    nothing = browser.post(address, form(label_1="", label_2="", label_3=""))

    assert [response.status_code for response in (past, rule, nothing)] == [422] * 3
    assert "Hạn nộp đã qua" in text_of(past)
    assert "Tháng thứ mấy của kỳ phải từ 1" in text_of(rule)
    assert "Hãy ghi từ 1 đến 8 nội dung" in text_of(nothing)
    assert "Báo cáo nhanh chương trình sáng kiến" in past.content.decode()
    assert ReportRequest.objects.count() == 0


def test_draft_is_kept_incomplete_and_seen_by_nobody_else(scene: Scene) -> None:
    report = report_of(asked(scene), scene.cast.factory)
    officer, superior = client_of(scene.cast.officer), client_of(scene.cast.superior_officer)
    write = f"/che-do-bao-cao/bao-cao/{report.pk}/soan/"
    body = {"q1": "Bản đang viết dở.", "seen": report.stamp, "intent": "draft"}

    assert officer.post(write, body).status_code == 302

    assert "Bản đang viết dở." in officer.get(write).content.decode()
    read = superior.get(f"/che-do-bao-cao/bao-cao/{report.pk}/")
    assert "Bản đang viết dở." not in read.content.decode()
    assert superior.get(write).status_code == 404
    stale = officer.post(write, body)
    assert stale.status_code == 409
    assert "vừa sửa báo cáo này" in text_of(stale)


def test_number_is_the_same_after_it_was_kept_and_sent_again(scene: Scene) -> None:
    report = report_of(asked(scene), scene.cast.factory)
    officer = client_of(scene.cast.officer)
    write = f"/che-do-bao-cao/bao-cao/{report.pk}/soan/"
    officer.post(write, {"q2": "1.234,5", "seen": report.stamp, "intent": "draft"})

    form = officer.get(write).context["form"]
    assert form["q2"].value() == "1.234,5"
    body = {"q1": "Xong.", "q2": form["q2"].value(), "seen": form["seen"].value()}
    officer.post(write, {**body, "intent": "send"})

    report.refresh_from_db()
    assert report.answers["q2"] == "1234.5"


def test_sending_back_and_more_time(scene: Scene) -> None:
    request = asked(scene)
    report, sister = (
        report_of(request, scene.cast.factory),
        report_of(request, scene.cast.sister_factory),
    )
    officer, superior = client_of(scene.cast.officer), client_of(scene.cast.superior_officer)
    own = f"/che-do-bao-cao/bao-cao/{report.pk}/"
    body = {"q1": "Xong.", "q2": "3", "seen": report.stamp, "intent": "send"}
    officer.post(f"{own}soan/", body)

    assert superior.post(f"{own}tra-lai/", {"reason": " ", "seen": "1"}).status_code == 422
    superior.post(f"{own}tra-lai/", {"reason": "Thiếu số của phân xưởng 2.", "seen": "1"})
    until = report.due_on + dt.timedelta(days=5)
    more = {"until": f"{until:%d/%m/%Y}", "reason": "Đang sửa xưởng."}
    superior.post(f"/che-do-bao-cao/bao-cao/{sister.pk}/gia-han/", more)

    assert "Thiếu số của phân xưởng 2." in text_of(officer.get(own))
    assert "1 bị trả lại" in text_of(officer.get("/viec-cua-toi/"))
    extended = client_of(scene.cast.sister_officer).get(f"/che-do-bao-cao/bao-cao/{sister.pk}/")
    assert f"{until:%d/%m/%Y}" in text_of(extended)
    assert "Đang sửa xưởng." in text_of(extended)


def test_other_units_find_nothing(scene: Scene) -> None:
    request = asked(scene)
    report = report_of(request, scene.cast.factory)
    own = f"/che-do-bao-cao/bao-cao/{report.pk}/"
    pages = [own, f"{own}soan/", f"{own}tra-lai/", f"{own}gia-han/", f"{own}mau/", f"{own}tep/1/"]
    pages += [f"/che-do-bao-cao/yeu-cau/{request.pk}/{end}" for end in ("", "rut/", "bang/")]
    number = report.occurrence_id
    pages += [f"/che-do-bao-cao/ky/{number}/{end}" for end in ("", "bang-tong-hop.xlsx", "tep.zip")]

    for user in (scene.cast.sister_officer, scene.cast.author):
        browser = client_of(user)
        assert {browser.get(page).status_code for page in pages} == {404}
        assert {browser.post(page, {"reason": "Không rõ."}).status_code for page in pages} <= {
            404,
            405,
        }


def test_unit_that_owes_does_not_see_what_others_sent(scene: Scene) -> None:
    request = asked(scene)

    officer = client_of(scene.cast.officer)

    assert officer.get(f"/che-do-bao-cao/yeu-cau/{request.pk}/").status_code == 404
    assert officer.get(ASKED).status_code == 404


def test_workbook_and_archive_of_an_occurrence(scene: Scene) -> None:
    report = report_of(asked(scene), scene.cast.factory)
    officer, superior = client_of(scene.cast.officer), client_of(scene.cast.superior_officer)
    body = {"q1": "=1+1", "q2": "3,5", "seen": report.stamp, "intent": "send"}
    body["q3"] = SimpleUploadedFile("../báo cáo.pdf", PDF)  # type: ignore[assignment]
    officer.post(f"/che-do-bao-cao/bao-cao/{report.pk}/soan/", body)
    here = f"/che-do-bao-cao/ky/{report.occurrence_id}/"

    book = superior.get(f"{here}bang-tong-hop.xlsx")
    packed = superior.get(f"{here}tep.zip")

    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0).to_python()
    )
    line = next(row for row in rows if row[0] == scene.cast.factory.code)
    assert line[-2:] == ["=1+1", 3.5]
    with zipfile.ZipFile(io.BytesIO(packed.getvalue())) as archive:
        names = archive.namelist()
        assert "danh-sach.txt" in names
        assert all(".." not in name for name in names)
        kept = next(name for name in names if name.endswith(".pdf"))
        assert archive.read(kept) == PDF


def test_occurrences_in_the_grid_and_withdrawal(scene: Scene) -> None:
    monthly = Term(rhythm=Rhythm.MONTHLY, month=2, day=5)
    request = asked(scene, term=monthly, once_on=None)
    superior = client_of(scene.cast.superior_officer)
    here = f"/che-do-bao-cao/yeu-cau/{request.pk}/"

    assert scene.cast.factory.label in text_of(superior.get(f"{here}bang/"))
    assert "Các kỳ tới" in text_of(superior.get(here))
    superior.post(f"{here}rut/", {"reason": "Đã có số trên hệ thống."})

    assert "Đã rút yêu cầu này" in text_of(superior.get(here))
    assert "Không còn báo cáo nào phải nộp" in text_of(client_of(scene.cast.officer).get(MINE))


@pytest.mark.parametrize("typed", ["x", "2026-13", "9999-99", "2026-00"])
def test_nonsense_month_is_this_one(scene: Scene, typed: str) -> None:
    response = client_of(scene.cast.officer).get(MINE, {"thang": typed})

    assert f"Lịch tháng {clock.today():%m/%Y}" in text_of(response)


def test_lists_ask_as_often_for_many_as_for_few(scene: Scene) -> None:
    officer, superior = client_of(scene.cast.officer), client_of(scene.cast.superior_officer)
    counts = []
    for turn in range(2):
        for number in range(1 + 2 * turn):
            make_unit(f"CĐCS Số {turn}{number}", level="co-so", parent=scene.cast.superior)
            request = asked(scene, title=f"Báo cáo {turn}{number}")
        number = report_of(request, scene.cast.factory).occurrence_id
        asked_for = []
        for browser, page in (
            (officer, MINE),
            (superior, ASKED),
            (superior, f"/che-do-bao-cao/ky/{number}/"),
            (superior, f"/che-do-bao-cao/yeu-cau/{request.pk}/bang/"),
        ):
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(page).status_code == 200
            asked_for.append(len(queries))
        counts.append(asked_for)

    assert counts[0] == counts[1]


def test_officers_are_told_once(scene: Scene) -> None:
    asked(scene)

    for _turn in range(2):
        delivered()
        spreads.go_on(clock.now())

    told = Notice.objects.filter(kind="report.occurrence_opened")
    assert sorted(told.values_list("recipient_id", flat=True)) == sorted(
        [scene.cast.officer.pk, scene.cast.sister_officer.pk]
    )
    assert "Đơn vị được giao “Báo cáo nhanh" in text_of(
        client_of(scene.cast.officer).get("/thong-bao/")
    )


def test_auditors_read_everything_and_press_nothing(scene: Scene) -> None:
    request = asked(scene)
    report = report_of(request, scene.cast.factory)
    auditor, sister = client_of(scene.cast.auditor), client_of(scene.cast.sister_officer)
    own = f"/che-do-bao-cao/bao-cao/{report.pk}/"
    above = f"/che-do-bao-cao/yeu-cau/{request.pk}/"

    with CaptureQueriesContext(connection) as queries:
        month = f"{report.due_on:%Y-%m}"
        listed = text_of(auditor.get(f"{MINE}giam-sat/", {"thang": month}))
    assert len(queries) <= MOST_QUERIES
    assert scene.cast.factory.name in listed
    assert scene.cast.factory.name not in text_of(auditor.get(MINE))
    assert sister.get(f"{MINE}giam-sat/").status_code == 404
    shown = [own, above, ASKED, f"/che-do-bao-cao/ky/{report.occurrence_id}/", f"{above}bang/"]
    assert {auditor.get(page).status_code for page in shown} == {200}
    assert "rut/" not in auditor.get(above).content.decode()
    assert "soan/" not in auditor.get(own).content.decode()
    for page in (f"{own}soan/", f"{own}tra-lai/", f"{own}gia-han/", f"{above}rut/"):
        assert {auditor.get(page).status_code, auditor.post(page).status_code} == {404}
