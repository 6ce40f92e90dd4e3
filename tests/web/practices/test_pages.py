import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sangkien.core import clock
from sangkien.practices.enums import PracticeState, Verdict
from sangkien.practices.models import Effect, Practice, Use
from tests.files.samples import picture
from tests.practices.scenes import judge, recognised, register
from tests.web.scene import Scene, client_of, make_scene, text_of

FORM = {
    "kind": "model",
    "title": "Tủ thuốc của tổ",
    "content": "Mỗi tổ một tủ thuốc, có người kiểm hằng tháng.",
    "beneficiaries": "300 đoàn viên",
    "expected": "",
}


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


def _photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("tu-thuoc.png", picture("PNG"), content_type="image/png")


def _form(**changes: object) -> dict[str, object]:
    return {**FORM, "year": str(clock.today().year), **changes}


def test_an_officer_registers_and_the_superior_recognises(scene: Scene) -> None:
    officer, superior = client_of(scene.cast.officer), client_of(scene.cast.superior_officer)
    officer.post("/mo-hinh/don-vi/AD/dang-ky/", _form())
    practice = Practice.objects.get()
    inside = f"/mo-hinh/{practice.pk}"

    assert "Tủ thuốc của tổ" in text_of(superior.get("/mo-hinh/cua-don-vi/"))
    superior.post(f"{inside}/tham-dinh/", {"seen": "1", "verdict": "approve"})
    day = f"{clock.today():%d/%m/%Y}"
    told = {"until_on": day, "words": "12 tổ có tủ thuốc.", "people": "280", "file": _photo()}
    officer.post(f"{inside}/ket-qua/", told)
    final = {"seen": "2", "verdict": "recognise", "document": "9/QĐ-LĐLĐ"}
    superior.post(f"{inside}/tham-dinh/", final)

    public = text_of(Client().get(f"{inside}/"))
    for words in ("Tủ thuốc của tổ", "280 người được hưởng lợi", "9/QĐ-LĐLĐ"):
        assert words in public
    assert "Trần Thị Bình" not in public
    assert "Tủ thuốc của tổ" in text_of(Client().get("/mo-hinh/?q=tu+thuoc"))


def test_mistakes_stand_at_their_fields_and_what_was_typed_stays(scene: Scene) -> None:
    answer = client_of(scene.cast.officer).post(
        "/mo-hinh/don-vi/AD/dang-ky/", _form(title="", content="Mỗi tổ một tủ.", year="1999")
    )
    page = text_of(answer)

    assert answer.status_code == 422
    assert "Hãy ghi tên." in page
    assert "Mỗi tổ một tủ." in page
    assert not Practice.objects.exists()


def test_the_second_of_two_who_judge_is_told(scene: Scene) -> None:
    practice = register(scene.cast.factory, scene.cast.officer, at=clock.now())
    judge(practice, scene.cast.provincial_officer, Verdict.APPROVE, at=clock.now())

    answer = client_of(scene.cast.superior_officer).post(
        f"/mo-hinh/{practice.pk}/tham-dinh/",
        {"seen": "1", "verdict": "return", "words": "Thiếu người phụ trách."},
    )

    assert answer.status_code == 409
    assert "Thiếu người phụ trách." in text_of(answer)


def test_another_unit_takes_it_over_and_leaves_it(scene: Scene) -> None:
    practice = recognised(scene.cast, at=clock.now())
    sister = client_of(scene.cast.sister_officer)
    day = f"{clock.today():%d/%m/%Y}"
    sister.post(
        f"/mo-hinh/{practice.pk}/ap-dung/", {"unit": "HB", "since_on": day, "words": "Thêm sữa."}
    )
    use = Use.objects.get()

    assert "CĐCS Công ty Cơ khí Hòa Bình" in text_of(Client().get(f"/mo-hinh/{practice.pk}/"))
    sister.post(f"/mo-hinh/ap-dung/{use.pk}/ket-qua/", {"until_on": day, "words": "Tốt."})
    assert Effect.objects.filter(use=use).exists()
    sister.post(f"/mo-hinh/ap-dung/{use.pk}/thoi/", {"reason": "Đổi ca."})
    use.refresh_from_db()
    assert use.left_on is not None


def test_strangers_find_nothing_that_is_not_recognised(scene: Scene) -> None:
    practice = register(scene.cast.factory, scene.cast.officer, at=clock.now())
    strangers = (scene.cast.author, scene.cast.sister_officer)
    for user in strangers:
        for page in ("", "sua/", "rut/", "tham-dinh/", "ket-qua/", "ap-dung/"):
            where = (
                f"/mo-hinh/{practice.pk}/{page}" if page else f"/mo-hinh/cua-don-vi/{practice.pk}/"
            )
            assert client_of(user).get(where).status_code == 404
    assert Client().get(f"/mo-hinh/{practice.pk}/").status_code == 404


def test_papers_beside_an_effect_are_for_officers(scene: Scene) -> None:
    practice = recognised(scene.cast, at=clock.now())
    officer = client_of(scene.cast.officer)
    day = f"{clock.today():%d/%m/%Y}"
    officer.post(
        f"/mo-hinh/{practice.pk}/ket-qua/", {"until_on": day, "words": "Có ảnh.", "file": _photo()}
    )
    effect = Effect.objects.get(file__isnull=False)
    where = f"/mo-hinh/ket-qua/{effect.pk}/tep/"

    assert officer.get(where).status_code == 200
    assert client_of(scene.cast.superior_officer).get(where).status_code == 200
    assert client_of(scene.cast.sister_officer).get(where).status_code == 404


def test_coverage_pages_name_those_without(scene: Scene) -> None:
    register(scene.cast.factory, scene.cast.officer, at=clock.now())
    superior = client_of(scene.cast.superior_officer)

    assert "Xem 1 CĐCS chưa có mô hình" in text_of(superior.get("/mo-hinh/don-vi/SX/do-phu/"))
    listed = text_of(superior.get("/mo-hinh/don-vi/SX/chua-co/"))
    assert "CĐCS Công ty Cơ khí Hòa Bình" in listed
    assert "CĐCS Công ty May Ánh Dương" not in listed
    assert client_of(scene.cast.author).get("/mo-hinh/don-vi/SX/do-phu/").status_code == 404


@pytest.mark.parametrize(
    "query", ["?q=%E2%80%8B", "?nam=abc", "?truoc=x", "?nam=9999&q=" + "a" * 300]
)
def test_nonsense_in_the_address_is_no_error(scene: Scene, query: str) -> None:
    assert Client().get(f"/mo-hinh/{query}").status_code == 200


def test_empty_lists_say_so(scene: Scene) -> None:
    assert "Chưa có mô hình nào được công nhận" in text_of(Client().get("/mo-hinh/"))
    officer = client_of(scene.cast.officer)
    assert "Chưa có mô hình nào ở mục này" in text_of(officer.get("/mo-hinh/cua-don-vi/"))


def test_what_is_done_twice_is_done_once(scene: Scene) -> None:
    practice = register(scene.cast.factory, scene.cast.officer, at=clock.now())
    superior = client_of(scene.cast.superior_officer)
    for _again in range(2):
        superior.post(f"/mo-hinh/{practice.pk}/tham-dinh/", {"seen": "1", "verdict": "approve"})
    practice.refresh_from_db()

    assert practice.state == PracticeState.UNDERWAY
    assert practice.judgements.count() == 1
