"""The official letter: prepared by one, signed by another, numbered when it is issued."""

import datetime as dt
import io

import pypdf
import pytest

from sangkien.access.roles import RoleKey
from sangkien.core.errors import ManyErrors, NotAllowed
from sangkien.followup.actions import letters
from sangkien.followup.enums import LetterState, Step
from sangkien.followup.errors import (
    InvalidUrging,
    NobodyToUrge,
    SecondPersonNeeded,
    WrongState,
)
from sangkien.followup.models import Letter, Urging
from sangkien.papers import queries as papers
from sangkien.papers.models import IssuedPaper
from sangkien.units.models import Unit
from tests.factories import NOW, make_officer
from tests.followup.urged import DAY, Lagging, make_lagging
from tests.notices.reading import told

pytestmark = pytest.mark.django_db

PAPER: dict[str, object] = {
    "place": "Bình Minh",
    "signer_name": "Lê Người Ký",
    "signer_post": "CHỦ TỊCH",
    "symbol": "CV-LĐLĐ",
}


@pytest.fixture
def lagging() -> Lagging:
    return make_lagging()


def drafted(lagging: Lagging, *units: Unit, at: dt.datetime = NOW) -> Letter:
    letter = lagging.urge(*(units or lagging.below), step=Step.LETTER, at=at).letter
    assert letter is not None
    return letter


def submitted(lagging: Lagging, *units: Unit) -> Letter:
    letter = drafted(lagging, *units)
    by = lagging.by(lagging.cast.provincial_officer)
    return letters.submit(letter, PAPER, seen=1, by=by, at=NOW)


def issued(lagging: Lagging, *units: Unit) -> Letter:
    letter = submitted(lagging, *units)
    by = lagging.by(lagging.cast.national_officer)
    return letters.issue(letter, seen=letter.version, by=by, at=NOW)


def text_of(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_draft_has_the_annex_with_figures_and_urges_nobody_yet(lagging: Lagging) -> None:
    lagging.sent(lagging.cast.factory, lagging.cast.author)

    letter = drafted(lagging)

    found = {line["code"]: (line["sent"], line["target"], line["base"]) for line in letter.lines}
    assert found == {"SX": (1, 10, "sent"), "ND": (0, 10, "sent")}
    assert "{" not in letter.body
    assert "hết ngày 31/05/2026" in letter.body
    assert not Urging.objects.exists()


def test_issued_letter_has_its_number_and_urges_each_unit(lagging: Lagging) -> None:
    letter = issued(lagging)

    assert letter.paper is not None
    assert letter.paper.label == "01/CV-LĐLĐ"
    words = text_of(papers.pdf_of(letter.paper))
    assert "LĐLĐ huyện Sông Xanh" in words
    assert "01/CV-LĐLĐ" in words
    assert papers.docx_of(letter.paper).startswith(b"PK")
    assert {row.unit for row in Urging.objects.all()} == set(lagging.below)
    assert told(lagging.cast.superior_officer) == ["followup.urged"] or told(
        lagging.cast.superior_officer
    ) == ["followup.urged:letter"]
    second = issued_alone(lagging)
    assert second.paper is not None
    assert second.paper.label == "02/CV-LĐLĐ"


def issued_alone(lagging: Lagging) -> Letter:
    return issued(lagging, lagging.cast.far_factory)


def test_who_prepared_it_does_not_sign_and_neither_does_who_changed_it_last(
    lagging: Lagging,
) -> None:
    cast = lagging.cast
    second = make_officer(cast.province, RoleKey.PROVINCIAL_OFFICER, "Đỗ Thị Lan")
    letter = drafted(lagging)
    letter = letters.revise(letter, {"title": "mới"}, seen=1, by=lagging.by(second), at=NOW)
    letter = letters.submit(letter, PAPER, seen=2, by=lagging.by(second), at=NOW)

    with pytest.raises(SecondPersonNeeded):
        letters.issue(letter, seen=letter.version, by=lagging.by(second), at=NOW)
    for user in (cast.superior_officer, cast.auditor, cast.officer):
        with pytest.raises(NotAllowed):
            letters.issue(letter, seen=letter.version, by=lagging.by(user), at=NOW)
    done = letters.issue(
        letter, seen=letter.version, by=lagging.by(cast.provincial_officer), at=NOW
    )
    again = letters.issue(
        letter, seen=letter.version, by=lagging.by(cast.provincial_officer), at=NOW
    )
    assert done.paper == again.paper
    assert IssuedPaper.objects.count() == 1


def test_what_is_signed_is_what_was_read(lagging: Lagging) -> None:
    letter = submitted(lagging)
    signer = lagging.by(lagging.cast.national_officer)

    with pytest.raises(WrongState):
        letters.issue(letter, seen=letter.version - 1, by=signer, at=NOW)
    letters.give_back(letter, words="Ghi rõ hạn báo cáo.", by=signer, at=NOW)
    with pytest.raises(WrongState):
        letters.issue(letter, seen=letter.version, by=signer, at=NOW)
    letter.refresh_from_db()
    assert (letter.state, letter.remark) == (LetterState.DRAFT, "Ghi rõ hạn báo cáo.")


def test_nothing_is_submitted_without_place_and_signer(lagging: Lagging) -> None:
    letter = drafted(lagging)
    assert letter.place == "Bình Minh"  # as the name of the office says
    type(letter).objects.filter(pk=letter.pk).update(place="")
    letter.refresh_from_db()
    by = lagging.by(lagging.cast.provincial_officer)

    with pytest.raises(ManyErrors) as refused:
        letters.submit(letter, {}, seen=1, by=by, at=NOW)

    assert {error.field for error in refused.value.errors} == {"place", "signer_name"}
    own: dict[str, object] = {"place": "Bình Minh", "signer_name": by.name}
    with pytest.raises(ManyErrors, match="Người soạn không tự ký"):
        letters.submit(letter, own, seen=1, by=by, at=NOW)
    letter.refresh_from_db()
    assert (letter.state, letter.version) == (LetterState.DRAFT, 1)


def test_a_unit_waits_in_one_letter_at_a_time(lagging: Lagging) -> None:
    drafted(lagging, lagging.cast.superior)

    with pytest.raises(NobodyToUrge, match="dự thảo công văn của LĐLĐ tỉnh Bình Minh"):
        drafted(lagging, lagging.cast.superior)


def test_a_unit_that_ended_meanwhile_is_taken_out_before_the_signature(lagging: Lagging) -> None:
    letter = submitted(lagging)
    signer = lagging.by(lagging.cast.national_officer)
    Unit.objects.filter(pk=lagging.cast.sister_superior.pk).update(closed_on=NOW.date())

    with pytest.raises(InvalidUrging, match="LĐLĐ huyện Núi Đỏ: đơn vị đã kết thúc"):
        letters.issue(letter, seen=letter.version, by=signer, at=NOW)
    letters.give_back(letter, words="", by=signer, at=NOW)
    preparer = lagging.by(lagging.cast.provincial_officer)
    letter = letters.revise(letter, {}, seen=letter.version, count_anew=True, by=preparer, at=NOW)
    assert [line["code"] for line in letter.lines] == ["SX"]
    letter = letters.submit(letter, {}, seen=letter.version, by=preparer, at=NOW)
    done = letters.issue(letter, seen=letter.version, by=signer, at=NOW)
    assert done.is_issued
    assert [row.unit for row in Urging.objects.all()] == [lagging.cast.superior]


def test_signing_asks_for_a_fresh_proof(lagging: Lagging) -> None:
    letter = submitted(lagging)
    stale = lagging.by(lagging.cast.national_officer, at=NOW - DAY)

    with pytest.raises(NotAllowed, match="xác minh lại"):
        letters.issue(letter, seen=letter.version, by=stale, at=NOW)


def test_who_was_told_today_gets_the_letter_without_a_second_notice(lagging: Lagging) -> None:
    lagging.urge(lagging.cast.superior)

    issued(lagging, lagging.cast.superior)

    rows = Urging.objects.order_by("pk")
    assert [row.told_on is not None for row in rows] == [True, False]
