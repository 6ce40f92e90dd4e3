"""The officer's page of posters."""

import io
import uuid

import pytest
from pypdf import PdfReader

from sangkien.core import clock
from sangkien.posters import rules
from sangkien.posters.actions import printing
from sangkien.posters.models import PosterOrder
from tests.web.scene import Scene, client_of, make_scene, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def test_officer_sees_the_picture_and_downloads_the_pdf(scene: Scene) -> None:
    browser = client_of(scene.cast.officer)
    at = f"/don-vi/AD/ap-phich/{scene.programme.slug}"

    page = browser.get("/don-vi/AD/ap-phich/")
    picture, pdf = browser.get(f"{at}/anh/"), browser.get(f"{at}/pdf/")

    assert f"{at}/anh/".encode() in page.content
    assert picture.content.startswith(b"\x89PNG")
    assert scene.cast.factory.name in PdfReader(io.BytesIO(pdf.content)).pages[0].extract_text()
    assert pdf.headers["Content-Disposition"] == 'attachment; filename="ap-phich-AD.pdf"'
    assert pdf.headers["Cache-Control"] == "no-store, private"


def test_host_of_the_request_is_never_printed(scene: Scene) -> None:
    browser = client_of(scene.cast.officer)

    pdf = browser.get(
        f"/don-vi/AD/ap-phich/{scene.programme.slug}/pdf/", headers={"host": "localhost"}
    )

    words = PdfReader(io.BytesIO(pdf.content)).pages[0].extract_text()
    assert "localhost" not in words


def test_superior_prints_those_of_the_units_below(scene: Scene) -> None:
    browser = client_of(scene.cast.superior_officer)
    form = {"request_key": str(uuid.uuid4())}

    for _time in range(2):
        done = browser.post(
            f"/don-vi/SX/ap-phich/{scene.programme.slug}/truc-thuoc/", form, follow=True
        )
    pdf = browser.get(done.redirect_chain[-1][0] + "pdf/")

    assert "2 trang, mỗi đơn vị một trang" in text_of(done)
    assert len(PdfReader(io.BytesIO(pdf.content)).pages) == 2
    assert PosterOrder.objects.count() == 1


def test_many_are_made_while_the_page_comes_back_by_itself(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "AT_ONCE", 1)
    browser = client_of(scene.cast.superior_officer)
    form = {"request_key": str(uuid.uuid4())}

    waits = browser.post(
        f"/don-vi/SX/ap-phich/{scene.programme.slug}/truc-thuoc/", form, follow=True
    )
    at = waits.redirect_chain[-1][0]
    assert "0 trong 2 đơn vị" in text_of(waits)
    assert waits.headers["Refresh"] == "3"
    assert browser.get(at + "pdf/").status_code == 404
    while printing.work(clock.now()):
        pass

    assert "Refresh" not in browser.get(at).headers
    assert browser.get(at + "pdf/").status_code == 200


@pytest.mark.parametrize("who", ["author", "sister_officer", "auditor"])
def test_others_find_no_posters(scene: Scene, who: str) -> None:
    browser = client_of(getattr(scene.cast, who))

    for url in ("", f"{scene.programme.slug}/anh/", f"{scene.programme.slug}/pdf/"):
        assert browser.get(f"/don-vi/AD/ap-phich/{url}").status_code == 404


def test_organiser_writes_the_text_and_restores_it(scene: Scene) -> None:
    browser = client_of(scene.cast.provincial_officer)
    at = f"/chuong-trinh/{scene.programme.slug}/ap-phich/"

    refused = browser.post(at, {**rules.DEFAULTS, "contact": "{ma_pin}"})
    browser.post(at, {**rules.DEFAULTS, "contact": "Gọi ban nữ công {don_vi}."})
    own = browser.get(at)
    browser.post(f"{at}loi-goc/")

    assert refused.status_code == 422
    assert "Trong ngoặc nhọn chỉ được dùng" in text_of(refused)
    assert b"{ma_pin}" in refused.content
    assert "Gọi ban nữ công {don_vi}." in own.content.decode()
    assert "Gọi ban nữ công" not in browser.get(at).content.decode()


@pytest.mark.parametrize("who", ["officer", "superior_officer", "auditor"])
def test_others_find_no_text_to_write(scene: Scene, who: str) -> None:
    browser = client_of(getattr(scene.cast, who))

    assert browser.get(f"/chuong-trinh/{scene.programme.slug}/ap-phich/").status_code == 404
