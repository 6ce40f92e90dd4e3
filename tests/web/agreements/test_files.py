"""Agreements and their registers leave as PDF and as Word file, and say the same."""

import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from sangkien.agreements import writing
from sangkien.agreements.enums import Span
from sangkien.agreements.models import Agreement
from sangkien.agreements.queries import pacts
from sangkien.core import clock
from sangkien.papers import certificates, printing, rendering, rules
from sangkien.papers.models import IssuedPaper
from tests.agreements.pacts import between_levels, draft, in_force, pledge, seat, settled
from tests.factories import actor
from tests.web.scene import Scene, client_of, make_scene, text_of

pytestmark = pytest.mark.django_db
OK, NOT_FOUND, UNPROCESSABLE = 200, 404, 422
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def scene() -> Scene:
    return make_scene()


@pytest.fixture
def row(scene: Scene) -> Agreement:
    return between_levels(scene.cast, period=scene.programme.periods.get(kind="phase"))


def page(name: str, *args: object) -> str:
    return reverse(f"agreements:{name}", args=args)


def body(response: Any) -> bytes:
    assert response.status_code == OK
    content: bytes = response.content
    return content


def of_pdf(response: Any) -> str:
    pages = PdfReader(io.BytesIO(body(response))).pages
    return "".join("".join(one.extract_text().split()) for one in pages)


def of_docx(response: Any) -> str:
    assert response["Content-Type"] == WORD
    found = Document(io.BytesIO(body(response))).element.body.iter(qn("w:t"))
    return "".join("".join((one.text or "").split()) for one in found)


def both(browser: Client, name: str, *args: object, query: str = "") -> tuple[str, str]:
    return (
        of_pdf(browser.get(page(f"{name}pdf", *args) + query)),
        of_docx(browser.get(page(f"{name}docx", *args) + query)),
    )


def test_a_signed_agreement_leaves_as_pdf_and_word(scene: Scene, row: Agreement) -> None:
    in_force(row, scene.cast)
    paper = row.editions.get().paper
    assert paper is not None
    browser = client_of(scene.cast.officer)

    pdf = browser.get(page("pdf", row.pk, 1))

    assert rules.digest(body(pdf)) == paper.digest
    for words in both(browser, "", row.pk, 1):
        assert f"Số:{paper.label}" in words
        assert "GIAOƯỚCTHIĐUA" in words
        assert "Đãkýtrênphầnmềmlúc" in words
        assert f"Mãxácminh:{paper.reference}" in words
        assert row.editions.get().digest in words
        assert "BẢN" not in words
    name = browser.get(page("docx", row.pk, 1))["Content-Disposition"]
    assert paper.label.replace("/", "-").split("-")[0] in name


def test_drafts_are_marked_in_both(scene: Scene, row: Agreement) -> None:
    browser = client_of(scene.cast.superior_officer)
    pdf, docx = both(browser, "", row.pk, 1)
    assert "BẢNDỰTHẢO" in pdf
    assert "Số:....../GƯTĐ" in pdf
    assert "Số:....../GƯTĐ" in docx
    stranger = client_of(scene.cast.officer)
    for name in ("pdf", "docx", "register_pdf", "register_docx"):
        assert stranger.get(page(name, row.pk, 1)).status_code == NOT_FOUND


def test_papers_of_the_first_layout_are_printed_as_they_were_and_leave_for_word(
    scene: Scene, row: Agreement
) -> None:
    """Its data and template stay; the Word file says the same from what was signed."""
    in_force(row, scene.cast)
    paper = row.editions.get().paper
    assert paper is not None
    data = {
        **{key: value for key, value in paper.data.items() if key != "paper"},
        "parent": "",
        "unit": "LĐLĐ huyện",
        "heading": "GIAO ƯỚC THI ĐUA",
        "title": row.title,
        "span": "",
        "amends": "",
        **{key: [] for key in ("grounds", "parties", "articles", "movements", "pledges", "blocks")},
        "digest": row.editions.get().digest,
    }
    digest = rules.digest(rendering.render("agreement_1", data))
    IssuedPaper.objects.filter(pk=paper.pk).update(template="agreement_1", data=data, digest=digest)
    browser = client_of(scene.cast.officer)

    pdf, docx = browser.get(page("pdf", row.pk, 1)), browser.get(page("docx", row.pk, 1))

    assert rules.digest(body(pdf)) == digest
    words = of_docx(docx)
    assert f"Số:{paper.label}" in words
    assert f"Mãxácminh:{paper.reference}" in words
    assert "".join(row.title.split()) in words


def test_the_register_groups_numbers_by_who_promises(scene: Scene, row: Agreement) -> None:
    in_force(row, scene.cast)
    for words in both(client_of(scene.cast.officer), "register_", row.pk, 1):
        assert "BẢNGĐĂNGKÝGIAOƯỚCTHIĐUA" in words
        assert "I.Cácchỉtiêuđăngkýthiđua" in words
        assert "STTNộidungchỉtiêuĐơnvịtínhMứcđăngkýThờihạnCáchkiểmđếm" in words
        assert words.index("BênB:") < words.index("Sángkiếnđăngkýtrênphầnmềm")
        assert "GƯTĐngày" in words
        assert "BẢNDỰTHẢO" not in words


def test_one_party_registers_its_own_numbers(scene: Scene) -> None:
    cast = scene.cast
    row = draft(
        cast.superior,
        cast.superior_officer,
        *(seat(unit) for unit in (cast.superior, cast.factory, cast.sister_factory)),
        pledges=[pledge(2, 12), pledge(3, 47), pledge(0, 99, text="Cùng làm")],
        span=Span.YEARLY,
        starts_on=dt.date(2026, 1, 1),
        ends_on=dt.date(2026, 12, 31),
    )
    browser = client_of(cast.superior_officer)
    for words in both(browser, "register_", row.pk, 1, query="?ben=2"):
        assert "Năm2026" in words
        assert "".join(cast.superior.name.split()).upper() in words
        assert f"Kínhgửi:{''.join(cast.superior.name.split())}" in words
        assert "12" in words
        assert "47" not in words
        assert "Cùnglàm" in words
    assert "BẢNDỰTHẢO" in of_pdf(browser.get(page("register_pdf", row.pk, 1)))
    assert browser.get(page("register_pdf", row.pk, 1) + "?ben=9").status_code == NOT_FOUND


def test_what_was_signed_is_described_the_same_each_time(scene: Scene, row: Agreement) -> None:
    settled(row, scene.cast)
    edition = row.editions.get()
    shown = pacts.get_agreement(row.pk, actor=actor(scene.cast.superior_officer))
    made = [writing.paper(shown, edition, [], at=clock.now()).data for _turn in range(2)]
    assert made[0] == made[1]
    first, second = (printing.docx_of(printing.TEMPLATE, one) for one in made)
    assert first == second


def test_who_takes_part_gets_what_is_to_be_signed(scene: Scene, row: Agreement) -> None:
    """Without marks and codes: it is signed on paper, or with a certificate."""
    browser = client_of(scene.cast.officer)
    assert browser.get(page("to_sign", row.pk)).status_code == NOT_FOUND
    settled(row, scene.cast)

    words = of_pdf(browser.get(page("to_sign", row.pk)))

    assert "GIAOƯỚCTHIĐUA" in words
    assert row.editions.get().digest in words
    assert "BẢN" not in words
    assert "Mãxácminh" not in words
    for stranger in (scene.cast.author, scene.cast.sister_officer):
        assert client_of(stranger).get(page("to_sign", row.pk)).status_code == NOT_FOUND


def test_an_officer_signs_with_a_certificate(scene: Scene, row: Agreement) -> None:
    tokens = pytest.importorskip("tests.papers.signing")
    settled(row, scene.cast)
    above, below = client_of(scene.cast.superior_officer), client_of(scene.cast.officer)
    seen = {"seen": row.editions.get().digest}
    assert "Tải bản để ký" in text_of(above.get(page("certificate", row.pk, 1)))
    wrong = SimpleUploadedFile("khac.pdf", body(above.get(page("register_pdf", row.pk, 1))))

    refused = above.post(page("certificate", row.pk, 1), {**seen, "file": wrong})
    given = body(above.get(page("to_sign", row.pk)))
    first = tokens.token("Trần Thị Trên").sign(given, "BEN_1")
    above.post(page("certificate", row.pk, 1), {**seen, "file": SimpleUploadedFile("a.pdf", first)})

    assert refused.status_code == UNPROCESSABLE
    assert "không phải bản để ký" in text_of(refused)
    shown = text_of(below.get(page("detail", row.pk)))
    assert "Trần Thị Trên" in shown
    assert "không kiểm tra được chuỗi chứng thư" in shown
    again = below.get(page("to_sign", row.pk))
    assert b"".join(again.streaming_content) == first  # type: ignore[attr-defined]


def test_without_the_package_the_page_says_so(
    scene: Scene, row: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(row, scene.cast)
    monkeypatch.setattr(certificates, "is_available", lambda: False)

    shown = text_of(client_of(scene.cast.officer).get(page("certificate", row.pk, 2)))

    assert "chưa cài phần kiểm tra chữ ký số" in shown
    assert "Nộp bản đã ký" in shown
