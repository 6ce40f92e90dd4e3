"""From a template to an issued paper, as officers do it."""

import io
import re
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document as WordFile
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core import clock
from sangkien.documents.actions import signing
from sangkien.documents.models import Document, Template
from sangkien.papers.models import IssuedPaper
from sangkien.progress.actions import folding
from tests.documents.scenes import begin, plain, rewrite, submit
from tests.factories import SYSTEM, make_officer, make_target
from tests.web.scene import Scene, client_of, make_scene, text_of

HEAD = {
    "title": "Sơ kết {chuong_trinh}",
    "addressed_to": "LĐLĐ tỉnh Bình Minh",
    "grounds": "",
    "symbol": "BC-LĐLĐ",
    "place": "Bình Minh",
    "signs_for": "TM. BAN THƯỜNG VỤ",
    "signer_post": "PHÓ CHỦ TỊCH",
    "signer_name": "Đỗ Đồng Cấp",
    "other_post": "",
    "other_name": "",
    "recipients": "Như trên\nLưu: VT",
}


@pytest.fixture
def scene(db: None) -> Scene:
    made = make_scene()
    whole = made.programme.periods.get(kind="whole")
    make_target(whole, made.cast.superior, 4, at=clock.now())
    made.sent()
    made.sent(title="Kệ hàng có bánh xe")
    folding.fold_all(clock.now())
    return made


def begun(scene: Scene) -> Document:
    """Through the page, from the template of an interim report."""
    form = {
        "template": "goi-y-bao_cao_so_ket",
        "period": str(scene.programme.periods.get(kind="whole").pk),
        "request_key": "5b6a4f1e-93d9-44dd-9a3f-0b8d2cbbd0aa",
    }
    client = client_of(scene.cast.superior_officer)
    for _again in range(2):
        client.post("/van-ban/don-vi/SX/soan/", form)
    return Document.objects.get()


def printed(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def written(scene: Scene) -> Document:
    """With a head, a part more, figures renewed once, and submitted; all of it twice as people do."""
    superior, row = client_of(scene.cast.superior_officer), begun(scene)
    where = f"/van-ban/{row.pk}/"
    superior.post(f"{where}trinh/", {"seen": "1"})
    assert "Chưa ghi: Người ký." in text_of(superior.get(where))
    superior.post(f"{where}chung/", {**HEAD, "seen": "1"})
    heading = {"seen": "2", "text": "VI. PHỤ LỤC", "level": "1"}
    superior.post(f"{where}them/heading/?sau=b24", heading)
    rows = {"seen": "3", "caption": "Đã khen", "rows": "Năm | Hình thức\n2025 | Bằng khen"}
    superior.post(f"{where}them/table/?sau=b25", rows)
    superior.post(f"{where}phan/b26/", {"seen": "4", "intent": "up"})
    scene.sent(title="Đèn báo hết chỉ")
    folding.fold_all(clock.now())
    page = text_of(superior.get(where))
    assert "có 2 sáng kiến đã gửi" in page
    assert "đạt 50 % chỉ tiêu 4 sáng kiến đã gửi" in page
    superior.post(f"{where}so-lieu/", {"seen": "5"})
    assert "có 3 sáng kiến đã gửi" in text_of(superior.get(where))
    superior.post(f"{where}trinh/", {"seen": "6"})
    assert superior.get(f"{where}ky/").status_code == 404
    return row


def test_a_report_is_built_signed_by_another_and_read_everywhere(scene: Scene) -> None:
    row, superior = written(scene), client_of(scene.cast.superior_officer)
    where = f"/van-ban/{row.pk}/"
    preview = printed(superior.get(f"{where}pdf/").content)
    assert ("BẢN XEM TRƯỚC" in preview, "Mã xác minh" in preview) == (True, False)
    other = client_of(make_officer(scene.cast.superior, RoleKey.SUPERIOR_OFFICER, "Đỗ Đồng Cấp"))
    assert "Ký ban hành" in text_of(other.get(f"{where}ky/"))
    other.post(f"{where}ky/", {"intent": "issue", "seen": "6"})
    row.refresh_from_db()
    assert (row.state, row.title) == ("issued", "Sơ kết Chương trình thử nghiệm")
    pdf = printed(superior.get(f"{where}pdf/").content)
    for words in ("BÁO CÁO", "01/BC-LĐLĐ", "đạt 75 % chỉ tiêu 4", "VI. PHỤ LỤC", "Mã xác minh"):
        assert words in pdf
    assert "BẢN XEM TRƯỚC" not in pdf
    word = WordFile(io.BytesIO(superior.get(f"{where}word/").content))
    cells = {" ".join(c.text.split()) for t in word.tables for line in t.rows for c in line.cells}
    assert {"Bằng khen", "Kế hoạch", "đạt 75 %"} <= cells
    assert len(word.inline_shapes) == 2  # the chart and the code
    assert "01/BC-LĐLĐ" in text_of(superior.get("/van-ban/?muc=da-ban-hanh"))
    assert superior.get(f"{where}chung/").status_code == 404


def test_what_is_refused_stays_as_typed(scene: Scene) -> None:
    row = begun(scene)
    superior = client_of(scene.cast.superior_officer)
    where = f"/van-ban/{row.pk}/them/text/?sau=b1"
    for words, named in (
        ("Số {{don_vi.__class__}}", "“{{don_vi.__class__}}”"),
        ("Số {so_da_gui:>10}", "“{so_da_gui:>10}”"),
        ("{% include 'x' %} và thêm", "“{% include 'x' %}”"),
    ):
        answer = superior.post(where, {"seen": "1", "text": words})
        assert answer.status_code == 422
        assert f"{named} không dùng được" in text_of(answer)
        assert words in text_of(answer)
    table = {"seen": "1", "caption": "Bảng của tôi", "rows": "A | B\n1 | 2 | 3"}
    answer = superior.post(f"/van-ban/{row.pk}/them/table/?sau=b1", table)
    assert (answer.status_code, "Bảng của tôi" in answer.content.decode()) == (422, True)
    assert "Dòng 1 có 3 ô, tiêu đề có 2 cột." in text_of(answer)
    old = superior.post(f"/van-ban/{row.pk}/chung/", {**HEAD, "seen": "7"})
    assert old.status_code == 409
    row.refresh_from_db()
    assert row.version == 1


def test_a_template_of_the_unit_is_copied_and_written(scene: Scene) -> None:
    superior = client_of(scene.cast.superior_officer)
    assert "Báo cáo tổng kết" in text_of(superior.get("/van-ban/mau/"))
    assert "{don_vi} đã ban hành" in text_of(superior.get("/van-ban/mau/co-san/bao_cao_so_ket/"))
    copied = {"source": "goi-y-cong_van", "name": "Công văn nhắc tuần"}
    superior.post("/van-ban/mau/don-vi/SX/sao/", copied)
    row = Template.objects.get()
    superior.post(f"/van-ban/mau/{row.pk}/phan/b2/", {"seen": "1", "items": "- Gửi trước thứ Sáu"})
    superior.post(f"/van-ban/mau/{row.pk}/them/coverage/?sau=", {"seen": "2"})
    row.refresh_from_db()
    assert [one["kind"] for one in row.content["blocks"]] == ["coverage", "text", "list", "text"]
    form = {"template": f"rieng-{row.pk}", "period": ""}
    superior.post("/van-ban/don-vi/SX/soan/", form)
    document = Document.objects.get()
    assert "Gửi trước thứ Sáu" in text_of(superior.get(f"/van-ban/{document.pk}/"))
    assert superior.post(f"/van-ban/mau/{row.pk}/bo/").status_code == 302
    assert superior.get(f"/van-ban/mau/{row.pk}/").status_code == 404


def test_the_register_holds_every_kind_and_leaves_as_excel(scene: Scene) -> None:
    cast = scene.cast
    officer, whole = cast.superior_officer, scene.programme.periods.get(kind="whole")
    row = begin(cast.superior, officer, key="cong_van", period=whole, at=clock.now())
    row = submit(rewrite(row, officer, title="=1+1"), officer)
    above = client_of(cast.provincial_officer)
    above.post(f"/van-ban/{row.pk}/ky/", {"intent": "issue", "seen": str(row.version)})
    paper = IssuedPaper.objects.get()
    superior = client_of(cast.superior_officer)

    page = text_of(superior.get("/van-ban/so/SX/"))
    assert re.search(r"01/CV-LĐLĐ.*Công văn.*=1\+1", page, re.DOTALL)
    file = superior.get("/van-ban/so/SX/excel/?loai=letter").content
    line = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0).to_python()[-1]
    assert (line[0], line[3]) == ("01/CV-LĐLĐ", "=1+1")
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    assert "Chưa có văn bản nào" in text_of(superior.get("/van-ban/so/SX/?loai=plan"))
    assert client_of(cast.officer).get("/van-ban/so/SX/").status_code == 404

    revoked = {"reason": "Sai số liệu.", "number": "12/QĐ-LĐLĐ"}
    assert above.post(f"/van-ban/{row.pk}/thu-hoi/", revoked).status_code == 302
    assert "đã thu hồi" in text_of(superior.get("/van-ban/?muc=da-ban-hanh"))
    paper.refresh_from_db()
    assert paper.revoke_document == "12/QĐ-LĐLĐ"


def test_lists_cost_the_same_for_one_row_and_for_three(scene: Scene) -> None:
    superior = client_of(scene.cast.superior_officer)
    pages = ("/van-ban/", "/van-ban/?muc=da-ban-hanh", "/van-ban/so/SX/", "/viec-cua-toi/")
    costs: list[list[int]] = []
    for rows in (1, 2):
        for _row in range(rows):
            one_of_each(scene)
        costs.append([])
        for page in pages:
            with CaptureQueriesContext(connection) as caught:
                superior.get(page)
            costs[-1].append(len(caught))
    assert costs[0] == costs[1]


def one_of_each(scene: Scene) -> None:
    """A draft of one's own, one of a colleague that waits, one that was issued."""
    cast, at = scene.cast, clock.now()
    plain(cast.superior, cast.superior_officer, at=at)
    colleague = User.objects.filter(full_name="Đỗ Đồng Cấp").first() or make_officer(
        cast.superior, RoleKey.SUPERIOR_OFFICER, "Đỗ Đồng Cấp"
    )
    for is_issued in (False, True):
        row = submit(plain(cast.superior, colleague, at=at), colleague)
        if is_issued:
            signing.issue(row, seen=row.version, by=SYSTEM, at=at)
