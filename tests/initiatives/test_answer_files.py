"""Questions that are answered with a file: who sends one, what it takes, what becomes of it."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from PIL import Image

from sangkien.core.errors import NotAllowed, NotFound
from sangkien.files.actions import storing, uploading
from sangkien.files.actions.scanning import scan_waiting
from sangkien.files.errors import RefusedFile
from sangkien.files.models import StoredFile
from sangkien.files.queries import opened
from sangkien.initiatives import conditions
from sangkien.initiatives import evidence as held
from sangkien.initiatives.actions import answer_files, answering, confirmation, evidence, submission
from sangkien.initiatives.enums import EvidenceKind
from sangkien.initiatives.errors import ClosedForEntry, Incomplete, TooMuchEvidence, WrongState
from sangkien.initiatives.models import Evidence, Initiative
from sangkien.journal.models import Entry
from sangkien.programmes.enums import QuestionKind
from sangkien.programmes.errors import InvalidRules
from sangkien.programmes.models import Programme
from sangkien.programmes.questions import Question, ensure_sound
from sangkien.web.initiatives import showing
from tests.factories import NOW, Cast, actor, make_cast, make_member
from tests.files.clamd import Clamd
from tests.files.samples import EICAR, paper, photo_with_place, picture, voice
from tests.initiatives.asking import answer, asking, whole_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return asking(cast.province)


@pytest.fixture
def draft(cast: Cast, programme: Programme) -> Initiative:
    return whole_draft(programme, cast.factory, cast.author)


@pytest.fixture
def sent(draft: Initiative) -> Initiative:
    answer(draft)
    return send(draft)


def send(initiative: Initiative, at: dt.datetime = NOW) -> Initiative:
    by = actor(initiative.author)
    submission.submit(initiative, by=by, received_at=at, at=at)
    return Initiative.objects.get(pk=initiative.pk)


def standing(initiative: Initiative) -> dict[str, str]:
    return {key: file.words for key, file in held.given_files(held.given(initiative)).items()}


def names() -> list[str]:
    rows = Entry.objects.filter(name__contains="evidence").order_by("pk")
    return [
        name.removeprefix("initiative.evidence_") for name in rows.values_list("name", flat=True)
    ]


def test_nothing_is_sent_without_the_file_that_is_asked_for(draft: Initiative) -> None:
    with pytest.raises(Incomplete, match="Hãy gửi tệp cho “Ảnh nơi áp dụng”") as refused:
        send(draft)
    assert refused.value.field == "answer_q1"

    answer(draft)
    assert send(draft).ruleset_id is not None


def test_a_photo_is_drawn_anew_without_the_place_where_it_was_taken(draft: Initiative) -> None:
    row = answer(draft, content=photo_with_place())

    with opened(row.file) as file, Image.open(file) as shown:
        assert not shown.getexif()
        assert "comment" not in shown.info
        assert shown.size == (480, 640)  # upright
    with opened(row.file) as file:
        assert b"Nguyen Van An" not in file.read()


@pytest.mark.parametrize(
    ("key", "content"),
    [
        ("q1", paper()),
        ("q1", voice()),
        ("q1", b"<svg onload='alert(1)'/>"),
        ("q1", b""),
        ("q2", voice()),
        ("q2", b"MZ nothing"),
    ],
)
def test_each_question_takes_its_own_files(draft: Initiative, key: str, content: bytes) -> None:
    with pytest.raises(RefusedFile):
        answer(draft, key, content)
    assert not StoredFile.objects.exists()


def test_a_paper_or_a_picture_answers_a_question_about_a_file(draft: Initiative) -> None:
    assert answer(draft, "q2", paper()).file.kind == "application/pdf"
    assert answer(draft, "q2", picture("PNG")).file.kind == "image/png"


def test_too_large_a_file_is_refused(draft: Initiative) -> None:
    with pytest.raises(RefusedFile, match="nhiều nhất là 10 MB"):
        answer(draft, "q2", paper(b"x" * (10 * storing.MEGABYTE)))


def test_the_same_file_twice_is_one_answer(draft: Initiative) -> None:
    assert answer(draft) == answer(draft)
    assert (StoredFile.objects.count(), names()) == (1, ["added"])


def test_the_same_file_may_answer_two_questions(draft: Initiative) -> None:
    answer(draft, "q1")
    answer(draft, "q2")
    assert sorted(standing(draft)) == ["q1", "q2"]


def test_another_file_takes_its_place_in_a_draft(draft: Initiative) -> None:
    answer(draft)
    latest = answer(draft, content=picture(size=(41, 30)))

    assert held.given(draft) == [latest]
    assert names() == ["added", "removed", "added"]


def test_one_file_counts_for_a_question_in_the_database_too(draft: Initiative) -> None:
    row = answer(draft)
    row.pk, row.position, row.request_key = None, 9, row.initiative.request_key
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_file_is_taken_back_once(draft: Initiative) -> None:
    answer(draft)
    question = answer_files.get_question(draft, "q1", at=NOW)
    for _twice in range(2):
        answer_files.take_back(draft, question, by=actor(draft.author), at=NOW)

    assert (standing(draft), names()) == ({}, ["added", "removed"])


def test_nobody_else_sends_or_takes_back(draft: Initiative, cast: Cast) -> None:
    answer(draft)
    question = answer_files.get_question(draft, "q1", at=NOW)
    for stranger in (cast.officer, cast.superior_officer, make_member(cast.factory)):
        with pytest.raises(NotAllowed):
            answer(draft, by=stranger, content=picture(size=(44, 44)))
        with pytest.raises(NotAllowed):
            answer_files.take_back(draft, question, by=actor(stranger), at=NOW)
    assert list(standing(draft)) == ["q1"]


def test_what_was_sent_is_not_changed_any_more(sent: Initiative) -> None:
    with pytest.raises(WrongState):
        answer(sent, content=picture(size=(44, 44)))
    question = answer_files.get_question(sent, "q1", at=NOW)
    with pytest.raises(WrongState):
        answer_files.take_back(sent, question, by=actor(sent.author), at=NOW)


def test_what_was_left_for_later_is_answered_until_the_decision(
    sent: Initiative, cast: Cast
) -> None:
    answer(sent, "q3", paper())
    answering.answer_later(sent, {}, by=actor(sent.author), at=NOW)
    assert "q3" in standing(sent)

    confirmation.reject(sent, reason="Không áp dụng thật.", by=actor(cast.officer), at=NOW)
    with pytest.raises(WrongState):
        answer(sent, "q3", paper(b"2"))


def test_a_question_that_is_not_asked_takes_no_file(draft: Initiative) -> None:
    with pytest.raises(NotFound):
        answer_files.get_question(draft, "q9", at=NOW)


def test_a_file_before_the_close_does_not_open_what_has_closed(draft: Initiative) -> None:
    answer(draft)
    with pytest.raises(ClosedForEntry):
        send(draft, at=NOW + dt.timedelta(days=60))
    assert list(standing(draft)) == ["q1"]


def test_after_a_return_officers_see_both_files(sent: Initiative, cast: Cast) -> None:
    confirmation.return_for_changes(sent, reason="Chụp rõ hơn.", by=actor(cast.officer), at=NOW)
    sent = Initiative.objects.get(pk=sent.pk)
    first = held.given(sent)[0]
    second = answer(sent, content=picture(size=(44, 44)), name="rõ.jpg")
    send(sent)

    rows = held.given(sent)
    assert [(row.pk, row.replaced_at is None) for row in rows] == [
        (first.pk, False),
        (second.pk, True),
    ]
    [correction] = sent.corrections.all()
    [difference] = showing.corrected(correction).differences
    assert difference.label == "Ảnh nơi áp dụng"
    assert (difference.old[:7], difference.new[:6]) == ("ảnh.jpg", "rõ.jpg")


def test_the_earlier_file_sent_again_counts_again(sent: Initiative, cast: Cast) -> None:
    confirmation.return_for_changes(sent, reason="Chụp rõ hơn.", by=actor(cast.officer), at=NOW)
    sent = Initiative.objects.get(pk=sent.pk)
    answer(sent, content=picture(size=(44, 44)), name="khác.jpg")

    again = answer(sent)

    assert again.replaced_at is None
    assert standing(sent)["q1"].startswith("ảnh.jpg")
    assert StoredFile.objects.count() == 2


def test_files_are_not_changed_without_end(sent: Initiative, cast: Cast, monkeypatch: Any) -> None:
    monkeypatch.setattr(answer_files, "MOST_KEPT", 2)
    confirmation.return_for_changes(sent, reason="Chụp rõ hơn.", by=actor(cast.officer), at=NOW)
    sent = Initiative.objects.get(pk=sent.pk)
    answer(sent, content=picture(size=(44, 44)))

    with pytest.raises(TooMuchEvidence):
        answer(sent, content=picture(size=(45, 44)))
    assert len(held.given(sent)) == 2


def test_what_answers_a_question_is_kept_and_let_go_with_it(draft: Initiative) -> None:
    row = answer(draft)
    later = NOW + dt.timedelta(days=30)
    assert storing.remove_unheld(later) == 0

    question = answer_files.get_question(draft, "q1", at=NOW)
    answer_files.take_back(draft, question, by=actor(draft.author), at=NOW)
    assert storing.remove_unheld(later) == 1
    assert not StoredFile.objects.filter(pk=row.file_id).exists()


def test_an_infected_file_answers_nothing(draft: Initiative, tmp_path: Path, settings: Any) -> None:
    daemon = Clamd(tmp_path / "c")
    settings.CLAMAV = daemon.address
    answer(draft)
    answer(draft, "q2", paper(EICAR))
    scan_waiting(NOW)
    daemon.stop()

    with pytest.raises(Incomplete, match="mã độc") as refused:
        send(draft)
    assert refused.value.field == "answer_q2"


def test_a_text_is_no_file(draft: Initiative) -> None:
    Initiative.objects.filter(pk=draft.pk).update(answers={"q1": "ảnh.jpg"})
    draft.refresh_from_db()
    with pytest.raises(Incomplete, match="Hãy gửi tệp"):
        send(draft)


def test_a_file_of_another_initiative_is_not_found(
    draft: Initiative, cast: Cast, programme: Programme
) -> None:
    row = answer(draft)
    other = whole_draft(programme, cast.factory, make_member(cast.factory))
    with pytest.raises(NotFound):
        held.get(other, row.pk)


def test_files_that_answer_are_no_evidence_and_never_public(sent: Initiative, cast: Cast) -> None:
    confirmation.confirm(sent, by=actor(cast.officer), at=NOW)
    [row] = held.given(sent)

    assert (held.shown(sent), held.public_photos(sent)) == ([], [])
    with pytest.raises(NotAllowed):
        evidence.set_public(row, is_public=True, by=actor(sent.author), at=NOW)


def test_what_came_in_pieces_answers_once_and_one_question_only(draft: Initiative) -> None:
    content = picture(size=(60, 40))
    by: dict[str, Any] = {"by": actor(draft.author), "at": NOW}
    upload = uploading.begin(
        subject=evidence.subject_of(draft),
        purpose=evidence.PURPOSE,
        name="ảnh.jpg",
        size=len(content),
        sha256="",
        limits=evidence.limits_of(EvidenceKind.ANSWER),
        **by,
    )
    upload = uploading.receive(upload, offset=0, content=content, at=NOW)
    first, second = (answer_files.get_question(draft, key, at=NOW) for key in ("q1", "q2"))

    rows = [answer_files.answer_uploaded(draft, first, upload=upload, **by) for _twice in range(2)]

    assert rows[0] == rows[1]
    assert not upload.pieces.exists()
    with pytest.raises(RefusedFile, match="mục khác"):
        answer_files.answer_uploaded(draft, second, upload=upload, **by)


def test_reviewers_read_what_is_still_to_come(sent: Initiative) -> None:
    found = {one.field: one.is_met for one in conditions.findings(sent, at=NOW)}
    assert found.get("answer_q3") is None  # not required: nothing is missing
    assert ("Ảnh nơi áp dụng", "ảnh.jpg, gửi") in [
        (asked, told[:12]) for asked, told in conditions.told(sent)
    ]


def test_a_programme_without_such_questions_asks_nothing_of_the_database(cast: Cast) -> None:
    plain = asking(cast.province, [Question(key="", kind=QuestionKind.LINE, label="Máy")])
    made = whole_draft(plain, cast.factory, cast.author)
    with CaptureQueriesContext(connection) as queries:
        conditions.problems(made, plain.ruleset, phase=None, at=NOW)
    assert not [one for one in queries if "evidence" in one["sql"]]


def test_a_form_asks_for_five_files_at_most() -> None:
    asked = [
        Question(key="", kind=QuestionKind.PHOTO, label=f"Ảnh {number}") for number in range(6)
    ]
    ensure_sound(asked[:5])
    with pytest.raises(InvalidRules, match="5 tệp"):
        ensure_sound(asked)


def test_evidence_of_a_decided_one_stays_out_of_the_answers(draft: Initiative) -> None:
    upload = SimpleUploadedFile("a.jpg", picture())
    by = actor(draft.author)
    row = evidence.add(draft, kind=EvidenceKind.BEFORE, upload=upload, by=by, at=NOW)

    assert held.given(draft) == []
    assert Evidence.objects.get(pk=row.pk).question == ""
