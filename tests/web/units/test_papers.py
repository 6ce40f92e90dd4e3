"""The deciding document as a file, and the proof that is asked for without losing what was typed."""

import io
import re
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from sangkien.accounts import sessions
from sangkien.core import clock
from sangkien.files.models import StoredFile
from sangkien.units.models import Reorganisation, Unit
from tests.factories import PASSWORD, Cast
from tests.web.units.conftest import Reader
from tests.web.units.reading import content, error_at, inner, links, value_of

pytestmark = pytest.mark.django_db
PROVE = "/tai-khoan/bao-mat/xac-minh/?"
URL = "/don-vi/AD/sap-xep/doi-ten/"
PDF = b"%PDF-1.7\n%%EOF"
PAPER = {
    "effective_on": f"{clock.today():%d/%m/%Y}",
    "number": "12/QĐ-LĐLĐ",
    "name": "CĐCS May Bình Minh",
}


@pytest.fixture
def officer(cast: Cast, reader: Reader) -> Client:
    return reader(cast.superior_officer)


def upload(data: bytes, name: str = "quyết định.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def send(client: Client, step: str = "xem", **typed: Any) -> Any:
    return client.post(URL, {**PAPER, "buoc": step, **typed})


def jpeg() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (8, 8)).save(target, "JPEG")
    return target.getvalue()


def docx() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", "<document/>")
    return target.getvalue()


def hidden(response: Any) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', inner(response))
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def confirm(client: Client, preview: Any) -> Any:
    return client.post(URL, {**hidden(preview), "buoc": "xac-nhan"}, follow=True)


@pytest.mark.parametrize(
    ("data", "kind"),
    [(PDF, "application/pdf"), (jpeg(), "image/jpeg"), (docx(), "officedocument.wordprocessing")],
    ids=["pdf", "photo", "word"],
)
def test_the_document_is_kept_with_the_act(officer: Client, data: bytes, kind: str) -> None:
    preview = send(officer, file=upload(data))
    assert "quyết định" in content(preview)

    done = confirm(officer, preview)

    act = Reorganisation.objects.get()
    assert act.file is not None
    assert kind in act.file.content_type
    address = f"/don-vi/SX/quyet-dinh/{act.pk}/van-ban/"
    assert address in links(done)
    sent = officer.get(address)
    content_sent = b"".join(sent.streaming_content)  # type: ignore[attr-defined]
    assert content_sent[:4] == data[:4]
    assert content_sent == data or kind == "image/jpeg"  # photographs are drawn anew
    assert sent["Content-Disposition"].startswith("attachment")


def test_only_those_who_see_the_act_get_its_document(
    officer: Client, cast: Cast, reader: Reader
) -> None:
    confirm(officer, send(officer, file=upload(PDF)))
    address = f"/don-vi/SX/quyet-dinh/{Reorganisation.objects.get().pk}/van-ban/"

    for who in ("provincial_officer", "auditor"):
        assert reader(getattr(cast, who)).get(address).status_code == 200
    for who in ("author", "officer", "sister_officer"):
        assert reader(getattr(cast, who)).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_an_act_without_a_document_has_none_to_give(officer: Client) -> None:
    done = confirm(officer, send(officer))
    address = f"/don-vi/SX/quyet-dinh/{Reorganisation.objects.get().pk}/van-ban/"

    assert address not in links(done)
    assert officer.get(address).status_code == 404


@pytest.mark.parametrize(
    "data",
    [b"", b"<html>", b"MZ\x90\x00", b"%PDF-1.7 /JavaScript"],
    ids=["empty", "html", "exe", "js"],
)
def test_a_refused_file_keeps_what_was_typed(officer: Client, data: bytes) -> None:
    for step in ("xem", "xac-nhan", "tim"):
        response = send(officer, step, file=upload(data))

        assert response.status_code == 422
        assert error_at(response, "file")
        assert value_of(response, "name") == "CĐCS May Bình Minh"
        assert value_of(response, "number") == "12/QĐ-LĐLĐ"
    assert not StoredFile.objects.exists()
    assert not Reorganisation.objects.exists()


def test_the_file_goes_through_every_step(officer: Client) -> None:
    again = send(officer, "tim", file=upload(PDF))
    assert "Đã nhận tệp: quyết định.pdf" in content(again)
    preview = send(officer, tep=hidden(again)["tep"])
    back = officer.post(URL, {**hidden(preview), "buoc": "sua"})
    assert "Đã nhận tệp: quyết định.pdf" in content(back)

    confirm(officer, send(officer, tep=hidden(back)["tep"]))

    assert StoredFile.objects.count() == 1
    assert Reorganisation.objects.get().file == StoredFile.objects.get()


def test_nobody_attaches_the_file_of_somebody_else(
    officer: Client, cast: Cast, reader: Reader
) -> None:
    send(officer, file=upload(PDF))
    foreign = str(StoredFile.objects.get().pk)
    other = reader(cast.provincial_officer)

    for forged in (foreign, "0", "9" * 17, "x"):
        preview = send(other, tep=forged)
        assert preview.status_code == 200
        assert "không kèm tệp" in content(preview)
    confirm(other, send(other, tep=foreign))

    assert Reorganisation.objects.get().file is None


def forget_proof(client: Client) -> None:
    session = client.session
    session[sessions.PROVEN] = int(clock.now().timestamp()) - 3_600
    session.save()


def prove(client: Client) -> None:
    session = client.session
    session[sessions.PROVEN] = int(clock.now().timestamp())
    session.save()


def test_the_proof_is_asked_before_the_preview_and_loses_nothing(officer: Client) -> None:
    forget_proof(officer)
    assert officer.get(URL)["Location"].startswith(PROVE)  # nobody begins in vain

    asked = send(officer, file=upload(PDF), note="Đổi tên theo nghị quyết")
    assert asked.status_code == 302
    assert asked["Location"].startswith(PROVE)
    back = f"{URL}?tiep=1"
    assert officer.get(back).status_code == 302  # not proven yet: asked again
    prove(officer)

    preview = officer.get(back)
    assert preview.status_code == 200
    assert "Đổi tên theo nghị quyết" in content(preview)
    assert "quyết định.pdf" in content(preview)
    assert not Reorganisation.objects.exists()

    confirm(officer, preview)
    act = Reorganisation.objects.get()
    assert (act.note, act.file is not None) == ("Đổi tên theo nghị quyết", True)
    assert Unit.objects.get(code="AD").name == "CĐCS May Bình Minh"
    assert "Xem trước" not in inner(officer.get(back)).split("<form")[0]  # nothing waits any more


def test_the_page_that_asks_leads_back_to_the_preview(officer: Client, cast: Cast) -> None:
    cast.superior_officer.set_password(PASSWORD)
    cast.superior_officer.save()
    officer.force_login(cast.superior_officer)
    forget_proof(officer)

    asked = send(officer)
    page = officer.post(asked["Location"], {"current": PASSWORD}, follow=True)

    assert "Xem trước: đổi tên" in content(page)
    assert confirm(officer, page).status_code == 200
    assert Unit.objects.get(code="AD").name == "CĐCS May Bình Minh"


def test_a_confirmation_after_a_long_look_asks_and_comes_back_to_the_preview(
    officer: Client,
) -> None:
    preview = send(officer)
    forget_proof(officer)

    asked = officer.post(URL, {**hidden(preview), "buoc": "xac-nhan"})
    assert asked.status_code == 302
    assert not Reorganisation.objects.exists()
    prove(officer)

    again = officer.get(f"{URL}?tiep=1")
    assert "Xem trước" in content(again)
    confirm(officer, again)
    assert Reorganisation.objects.count() == 1


def test_what_cannot_be_is_said_before_anybody_has_to_prove(officer: Client) -> None:
    forget_proof(officer)

    response = send(officer, name="CĐCS Công ty May Ánh Dương")

    assert response.status_code == 422
    assert error_at(response, "name")


def test_what_waits_for_the_proof_belongs_to_its_own_page(officer: Client) -> None:
    forget_proof(officer)
    send(officer)
    prove(officer)

    other = officer.get("/don-vi/HB/sap-xep/doi-ten/?tiep=1")

    assert "CĐCS Công ty Cơ khí Hòa Bình" in inner(other)
    assert "CĐCS May Bình Minh" not in inner(other)


def test_undoing_asks_for_a_recent_proof(officer: Client) -> None:
    confirm(officer, send(officer))
    act = Reorganisation.objects.get()
    forget_proof(officer)
    url = f"/don-vi/SX/quyet-dinh/{act.pk}/hoan-tac/"

    for response in (officer.get(url), officer.post(url)):
        assert response["Location"].startswith(PROVE)
    act.refresh_from_db()
    assert act.undone_at is None


def test_a_new_unit_may_come_with_a_proposed_name(officer: Client) -> None:
    page = officer.get("/don-vi/SX/sap-xep/thanh-lap/?ten=Xưởng+gỗ+Tân+Mai")

    assert value_of(page, "name") == "Xưởng gỗ Tân Mai"
