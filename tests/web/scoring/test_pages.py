import io

import pytest
from docx import Document
from pypdf import PdfReader

from sangkien.access.roles import RoleKey
from sangkien.core import clock
from sangkien.scoring import queries
from sangkien.scoring.enums import TableState
from sangkien.scoring.models import CriteriaTable
from tests.factories import make_officer
from tests.scoring.scenes import NUMBER, draft, enforce
from tests.web.scene import Scene, client_of, make_scene, text_of

LINE = {
    "kind": "manual",
    "code": "I.8",
    "name": "Có sáng kiến được công nhận",
    "parent": "I",
    "most": "7,5",
    "tiers": "",
}


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


def _draft(scene: Scene, key: str = "to_cong_doan_2015") -> CriteriaTable:
    return draft(scene.cast.superior, scene.cast.superior_officer, key=key, at=clock.now())


@pytest.mark.parametrize("key", sorted(queries.shipped()))
def test_every_published_table_can_be_read_and_begun_from(scene: Scene, key: str) -> None:
    superior = client_of(scene.cast.superior_officer)
    assert queries.get_shipped(key).name in text_of(superior.get(f"/bang-diem/co-san/{key}/"))

    form = {"start": f"mau-{key}", "year": str(clock.today().year), "cluster": ""}
    superior.post("/bang-diem/don-vi/SX/lap/", form)
    row = CriteriaTable.objects.get()
    assert row.table == queries.get_shipped(key)
    assert superior.get(f"/bang-diem/{row.pk}/").status_code == 200


def test_lines_and_classes_are_written_and_put_in_force_by_another(scene: Scene) -> None:
    row = _draft(scene)
    superior = client_of(scene.cast.superior_officer)
    superior.post(f"/bang-diem/{row.pk}/dong-moi/", {**LINE, "seen": "1"})
    steps = {**LINE, "code": "I.9", "name": "Họp đủ", "kind": "tiered", "most": "5"}
    tiers = "Không vắng; 5; 0\nVắng 1 buổi; 4; 1"
    superior.post(f"/bang-diem/{row.pk}/dong-moi/", {**steps, "seen": "2", "tiers": tiers})
    band = {"name": "Xuất sắc", "low": "95", "share": "60", "statements": "Không nợ đoàn phí"}
    superior.post(f"/bang-diem/{row.pk}/muc-moi/", {**band, "seen": "3", "otherwise": "Khá"})
    row.refresh_from_db()

    table = CriteriaTable.objects.get(pk=row.pk).table
    assert table.by_code["I.8"].most == 750
    assert [tier.points for tier in table.by_code["I.9"].tiers] == [500, 400]
    assert table.bands[0].name == "Xuất sắc"
    other = client_of(make_officer(scene.cast.superior, RoleKey.SUPERIOR_OFFICER, "Đỗ Đồng Cấp"))
    assert superior.get(f"/bang-diem/{row.pk}/ban-hanh/").status_code == 404
    other.post(f"/bang-diem/{row.pk}/ban-hanh/", {"number": NUMBER, "seen": str(row.version)})
    row.refresh_from_db()
    assert row.state == TableState.IN_FORCE
    page = text_of(client_of(scene.cast.officer).get(f"/bang-diem/{row.pk}/"))
    assert "Có sáng kiến được công nhận" in page
    assert NUMBER in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"most": ""}, "Điểm tối đa"),
        ({"code": "I.1"}, "Mã này đã có ở dòng khác."),
        ({"kind": "tiered", "tiers": "Đạt, 5"}, "chưa đúng"),
        ({"kind": "bonus"}, "Điểm mỗi lần"),
        ({"name": ""}, "Hãy ghi nội dung."),
    ],
)
def test_mistakes_are_said_and_what_was_typed_stays(
    scene: Scene, changes: dict[str, str], words: str
) -> None:
    row = _draft(scene)
    answer = client_of(scene.cast.superior_officer).post(
        f"/bang-diem/{row.pk}/dong-moi/",
        {**LINE, "seen": "1", "note": "Biên bản họp", **changes},
    )
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "Biên bản họp" in answer.content.decode()
    row.refresh_from_db()
    assert row.version == 1


def test_lines_move_and_go(scene: Scene) -> None:
    row = _draft(scene)
    superior = client_of(scene.cast.superior_officer)
    where = f"/bang-diem/{row.pk}/dong/I.2/"
    superior.post(where, {"intent": "up"})
    row = CriteriaTable.objects.get(pk=row.pk)
    assert [node.code for node in row.table.below("I")][:2] == ["I.2", "I.1"]
    superior.post(where, {"intent": "remove"})
    assert "I.2" not in CriteriaTable.objects.get(pk=row.pk).table.by_code
    assert superior.get(where).status_code == 404


def test_drafts_are_not_found_by_others(scene: Scene) -> None:
    row = _draft(scene)
    for user in (scene.cast.officer, scene.cast.author, scene.cast.sister_officer):
        for page in (
            "",
            "chung/",
            "dong-moi/",
            "dong/I/",
            "muc-moi/",
            "ban-hanh/",
            "pdf/",
            "word/",
        ):
            assert client_of(user).get(f"/bang-diem/{row.pk}/{page}").status_code == 404


def test_it_leaves_as_pdf_and_as_word_file(scene: Scene) -> None:
    other = make_officer(scene.cast.superior, RoleKey.SUPERIOR_OFFICER, "Đỗ Đồng Cấp")
    row = enforce(_draft(scene), other, at=clock.now())
    officer = client_of(scene.cast.officer)

    pdf = PdfReader(io.BytesIO(officer.get(f"/bang-diem/{row.pk}/pdf/").content))
    words = " ".join(page.extract_text() for page in pdf.pages)
    document = Document(io.BytesIO(officer.get(f"/bang-diem/{row.pk}/word/").content))
    cells = {cell.text for table in document.tables for line in table.rows for cell in line.cells}

    assert "BẢNG TIÊU CHÍ CHẤM ĐIỂM" in words
    assert any("Nội bộ đoàn kết" in cell for cell in cells)


def test_a_dropped_draft_is_gone(scene: Scene) -> None:
    row = _draft(scene)
    superior = client_of(scene.cast.superior_officer)
    for _again in range(2):
        superior.post(f"/bang-diem/{row.pk}/bo/")
    assert superior.get(f"/bang-diem/{row.pk}/").status_code == 404


def test_empty_lists_say_what_to_do(scene: Scene) -> None:
    page = text_of(client_of(scene.cast.officer).get("/bang-diem/"))
    assert "Chưa có bảng điểm nào ở mục này" in page
    assert client_of(scene.cast.author).get("/bang-diem/").status_code == 404
