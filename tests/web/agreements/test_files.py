"""Agreements and their registers leave as PDF and as Word file, and say the same."""

import datetime as dt
import io
from typing import Any

import pytest
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
from sangkien.papers import printing, rendering, rules
from sangkien.papers.models import IssuedPaper
from tests.agreements.pacts import between_levels, draft, in_force, pledge, seat, settled
from tests.factories import actor
from tests.web.scene import Scene, client_of, make_scene

pytestmark = pytest.mark.django_db
OK, NOT_FOUND = 200, 404
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
    assert printing.docx_of(made[0]) == printing.docx_of(made[1])
