import io
import re

import pytest
from django.test import Client
from pypdf import PdfReader
from pytest_django import Settings

from sangkien.accounts.models import OneTimeCode
from sangkien.messages.models import Message
from sangkien.project.environment import SMS_BODY, Sms
from sangkien.units.models import Membership
from tests.factories import Cast, make_member
from tests.web.scene import client_of, text_of

pytestmark = pytest.mark.django_db


def sheet_url(cast: Cast) -> str:
    return f"/don-vi/{cast.factory.code}/doan-vien/kich-hoat/"


def code_url(cast: Cast, user=None) -> str:
    membership = Membership.objects.get(user=user or cast.author)
    return f"/don-vi/{cast.factory.code}/doan-vien/{membership.pk}/ma-kich-hoat/"


@pytest.fixture
def officer(cast: Cast) -> Client:
    return client_of(cast.officer)


def test_sheet_shows_codes_that_work_and_the_same_ones_as_pdf(officer: Client, cast: Cast) -> None:
    make_member(cast.factory, "Võ <b>Thị</b> Ánh")
    assert "2 trong 3 người" in text_of(officer.get(sheet_url(cast)))

    response = officer.post(sheet_url(cast), {"part": "1"})
    page = response.content.decode()

    shown = re.findall(r"<strong>(\d{5} \d{5})</strong>", page)
    assert len(shown) == 2
    assert "Võ &lt;b&gt;Thị&lt;/b&gt; Ánh" in page
    assert response["Cache-Control"] == "no-store, private"
    signed = re.search(r'name="sheet" value="([^"]+)"', page)
    assert signed
    pdf = officer.post(f"{sheet_url(cast)}pdf/", {"sheet": signed[1]})
    assert pdf["Content-Type"] == "application/pdf"
    text = "".join(p.extract_text() for p in PdfReader(io.BytesIO(pdf.content)).pages)
    assert [code in text for code in shown] == [True, True]
    first = {"login": cast.author.member_code, "code": shown[0]}
    assert Client().post("/kich-hoat/", first).status_code == 302


@pytest.mark.parametrize("forged", ["", "x", "WyJhIl0:1:x"])
def test_pdf_prints_only_what_we_signed(officer: Client, cast: Cast, forged: str) -> None:
    response = officer.post(f"{sheet_url(cast)}pdf/", {"sheet": forged})

    assert response["Location"] == sheet_url(cast)


def test_sheet_of_somebody_else_cannot_be_fetched(officer: Client, cast: Cast) -> None:
    page = officer.post(sheet_url(cast), {"part": "1"}).content.decode()
    signed = re.search(r'name="sheet" value="([^"]+)"', page)
    assert signed

    superior = client_of(cast.superior_officer)
    response = superior.post(f"{sheet_url(cast)}pdf/", {"sheet": signed[1]})

    assert response.status_code == 302


@pytest.mark.parametrize("part", ["0", "-1", "999999", "9" * 30, "x", ""])
def test_strange_part_makes_no_trouble(officer: Client, cast: Cast, part: str) -> None:
    assert officer.post(sheet_url(cast), {"part": part}).status_code in {200, 302}


def test_code_for_one_is_shown_once_to_be_read_out(officer: Client, cast: Cast) -> None:
    assert "Hiện mã để đọc" in text_of(officer.get(code_url(cast)))
    assert not OneTimeCode.objects.exists()

    shown = text_of(officer.post(code_url(cast), {"way": "aloud"}))

    code = re.search(r"\b\d{5} \d{5}\b", shown)
    assert code
    assert code[0] not in text_of(officer.get(code_url(cast)))
    first = {"login": cast.author.member_code, "code": code[0]}
    assert Client().post("/kich-hoat/", first).status_code == 302


def test_code_by_message_is_not_shown(officer: Client, cast: Cast, settings: Settings) -> None:
    settings.SMS = Sms(url="console:", header=None, secret="", body=SMS_BODY)
    person = make_member(cast.factory, "Lê Thị Mận", phone="0912345678")

    response = officer.post(code_url(cast, person), {"way": "message"})

    assert "Mã đang được gửi tới điện thoại" in text_of(response)
    code = re.search(r"\d{10}", Message.objects.get().text)
    assert code
    assert code[0][:5] not in response.content.decode()


def test_page_says_beforehand_why_a_higher_role_is_out_of_reach(
    officer: Client, cast: Cast
) -> None:
    shown = text_of(officer.get(code_url(cast, cast.officer)))

    assert "Chưa cấp được mã" in shown
    assert officer.post(code_url(cast, cast.officer), {"way": "aloud"}).status_code == 403
    assert not OneTimeCode.objects.exists()


@pytest.mark.parametrize("who", ["author", "sister_officer", "auditor"])
def test_others_find_no_such_page(cast: Cast, who: str) -> None:
    client = client_of(getattr(cast, who))

    for url in (sheet_url(cast), code_url(cast)):
        assert client.get(url).status_code == 404
        assert client.post(url, {"part": "1", "way": "aloud"}).status_code == 404
    assert not OneTimeCode.objects.exists()


def test_address_on_the_slips_is_ours_whatever_host_was_asked(
    officer: Client, cast: Cast, settings: Settings
) -> None:
    settings.BASE_URL = "https://sangkien.example.vn"

    page = officer.post(sheet_url(cast), {"part": "1"}, headers={"x-forwarded-host": "evil.vn"})

    assert "https://sangkien.example.vn/kich-hoat/" in page.content.decode()
    assert "evil.vn" not in page.content.decode()


def test_members_page_leads_to_the_codes(officer: Client, cast: Cast) -> None:
    page = officer.get(f"/don-vi/{cast.factory.code}/doan-vien/").content.decode()

    assert code_url(cast) in page
    assert sheet_url(cast) in page
