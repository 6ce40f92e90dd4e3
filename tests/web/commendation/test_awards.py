import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from sangkien.access.roles import RoleKey
from sangkien.commendation.enums import AwardState
from sangkien.commendation.models import Award
from sangkien.commendation.queries import catalogue
from sangkien.core import clock
from tests.commendation.catalogue import draft_award, enforce_award
from tests.factories import make_officer
from tests.web.scene import Scene, client_of, make_scene, text_of

AT = "/khen-thuong/hinh-thuc/"


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


MORE = {"kind": "benefit_at_least", "words": "Làm lợi từ 80 triệu", "least": "80.000.000"}
TERMS = {
    "most": "13",
    "percent": "",
    "of": "all",
    "money_kind": "amount",
    "amount_vnd": "2 triệu",
    "documents": "Tờ trình\nẢnh tư liệu; nếu có",
    "wording": "Đã có thành tích {thanh_tich}",
    "ties": "percent",
}
HEADING = {
    "name": "Bằng khen sơ kết",
    "form": "commendation",
    "holder_kind": "collective",
    "basis": "QĐ 15",
}


def test_an_award_is_taken_over_and_written_part_by_part(scene: Scene) -> None:
    superior = client_of(scene.cast.superior_officer)
    shipped = text_of(superior.get(f"{AT}co-san/chien-si-thi-dua-co-so/"))
    assert "Nhiều nhất 15 % của Lao động tiên tiến" in shipped
    assert "cần kiểm chứng" in shipped
    superior.post(f"{AT}don-vi/SX/lap/", {"start": "mau-bang-khen-so-ket"})
    where = f"{AT}{Award.objects.get().pk}/"
    superior.post(f"{where}truong-hop-moi/", {**MORE, "route_name": "Giá trị cao", "seen": "1"})
    superior.post(f"{where}dieu-kien/3/them/", {**MORE, "words": "Xóa đi", "seen": "2"})
    superior.post(f"{where}dieu-kien/3/1/", {"intent": "remove"})
    wrong = superior.post(f"{where}muc/", {**TERMS, "seen": "4", "wording": "{{x.__class__}}"})
    assert wrong.status_code == 422
    assert "chỗ điền sau" in text_of(wrong)
    assert "x.__class__" in wrong.content.decode()
    superior.post(f"{where}muc/", {**TERMS, "seen": "4"})
    superior.post(f"{where}ten/", {**HEADING, "seen": "5"})

    row = Award.objects.get()
    assert (row.version, row.name) == (6, "Bằng khen sơ kết")
    assert [len(route.conditions) for route in row.read.routes] == [2, 1, 1]
    assert (row.read.quota.most, row.read.money.amount_vnd) == (13, 2_000_000)
    assert [line.is_required for line in row.read.documents] == [True, False]
    assert superior.get(f"{where}ap-dung/").status_code == 404


def test_another_puts_it_in_force_and_officers_below_read_it(scene: Scene) -> None:
    row = draft_award(scene.cast.superior, scene.cast.superior_officer, at=clock.now())
    other = client_of(make_officer(scene.cast.superior, RoleKey.SUPERIOR_OFFICER, "Đỗ Đồng Cấp"))
    where, day = f"{AT}{row.pk}/", f"{clock.today():%d/%m/%Y}"
    assert other.post(f"{where}ap-dung/", {"seen": "1", "since_on": "?"}).status_code == 422
    other.post(f"{where}ap-dung/", {"seen": "1", "since_on": day})
    row.refresh_from_db()
    assert row.state == AwardState.IN_FORCE

    officer = client_of(scene.cast.officer)
    page = text_of(officer.get(where))
    assert "Chưa ghi mức tiền thưởng" in page
    assert "Cần kiểm chứng" in page
    pdf = PdfReader(io.BytesIO(officer.get(f"{where}pdf/").content))
    assert "cụm, khối" in " ".join(one.extract_text() for one in pdf.pages)
    listed = text_of(officer.get(f"{AT}?loai=commendation&nguoi=collective&cap=cap-tren"))
    assert "Không có hình thức nào khớp" not in listed
    assert "Không có hình thức nào khớp" in text_of(officer.get(f"{AT}?nguoi=person"))
    assert client_of(scene.cast.author).get(where).status_code == 404
    other.post(f"{where}thoi/", {"until_on": day})
    row.refresh_from_db()
    assert row.until_on == clock.today()


def test_a_blank_one_needs_a_name_and_a_draft_is_dropped(scene: Scene) -> None:
    superior = client_of(scene.cast.superior_officer)
    begin = f"{AT}don-vi/SX/lap/"
    assert superior.post(begin, {"start": "trong"}).status_code == 422
    superior.post(begin, {"start": "trong", "name": "Giấy khen Lao động giỏi"})
    row = Award.objects.get()
    assert row.code == "giay-khen-lao-dong-gioi"
    late = {"seen": "1", "route_name": "Một", "kind": "held_before", "words": "Đã có"}
    answer = superior.post(f"{AT}{row.pk}/truong-hop-moi/", late)
    assert answer.status_code == 422
    assert "cần hình thức khen và số năm" in text_of(answer)
    superior.post(f"{AT}{row.pk}/bo/")
    assert superior.get(f"{AT}{row.pk}/").status_code == 404
    assert client_of(scene.cast.officer).get("/khen-thuong/").status_code == 200
    assert client_of(scene.cast.author).get("/khen-thuong/").status_code == 404


def test_the_list_asks_the_same_for_one_and_for_three(scene: Scene) -> None:
    other = make_officer(scene.cast.superior, RoleKey.SUPERIOR_OFFICER, "Đỗ Đồng Cấp")
    officer, counts = client_of(scene.cast.officer), []
    for codes in (["bieu-duong-quy"], ["bang-khen-so-ket", "bang-khen-tong-ket"]):
        for code in codes:
            row = draft_award(
                scene.cast.superior, scene.cast.superior_officer, code=code, at=clock.now()
            )
            enforce_award(row, other, at=clock.now())
        officer.get(AT)
        with CaptureQueriesContext(connection) as seen:
            officer.get(AT)
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert len(catalogue.shipped()) == 24
