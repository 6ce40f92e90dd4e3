"""Open review meetings: recorded by one, confirmed by another, before results go out."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest

from sangkien.access.proof import ProofNeeded
from sangkien.core.errors import ManyErrors, NotAllowed, NotFound
from sangkien.papers import rules
from sangkien.papers.queries import docx_of, pdf_of
from sangkien.scoring.actions import reviewing, steering
from sangkien.scoring.enums import CardState, ReviewState
from sangkien.scoring.errors import InvalidReview, NotReviewed, OwnMinutes, WrittenMeanwhile
from sangkien.scoring.models import ReviewMeeting
from sangkien.scoring.queries import card_lists
from sangkien.scoring.queries import reviews as queries
from sangkien.scoring.rules.reviews import Minutes
from sangkien.scoring.rules.tables import Table
from sangkien.scoring.verifying import check_reviews
from tests.factories import NOW, actor, make_cast
from tests.recognition.scene import proven
from tests.scoring.scenes import Scored, decide, marked, open_scoring, send

LATER = NOW + dt.timedelta(days=1)
AFTER = LATER + dt.timedelta(hours=1)


@pytest.fixture
def scored(db: None) -> Scored:
    return open_scoring(make_cast())


def minutes(scored: Scored) -> Minutes:
    return Minutes(
        held_on=LATER.date(),
        place="Hội trường LĐLĐ huyện",
        chair="Phạm Thị Dung",
        secretary="Đỗ Đồng Cấp",
        present=(scored.cast.factory.pk, scored.cast.sister_factory.pk, 987_654),
        decided={scored.card().pk: "Giữ điểm mục I.1", 987_654: "Không thuộc cụm"},
        conclusion="Nhất trí kết quả chấm.",
    )


def _recorded(scored: Scored, key: uuid.UUID | None = None) -> ReviewMeeting:
    return reviewing.note_down(
        scored.opening,
        scored.cluster.pk,
        minutes(scored),
        request_key=key or uuid.uuid4(),
        by=actor(scored.cast.superior_officer),
        at=LATER,
    )


def _asks_for_review(scored: Scored) -> Table:
    table = scored.opening.table
    table.content = {**table.content, "review": {"asked": True, "days": "10"}}
    table.save()
    scored.opening.refresh_from_db()
    return table.table


def test_results_wait_for_minutes_that_a_second_person_confirms(scored: Scored) -> None:
    _asks_for_review(scored)
    card = decide(scored)
    publisher = actor(scored.cast.superior_officer)
    with pytest.raises(NotReviewed):
        steering.publish(card, seen=card.version, by=publisher, at=LATER)

    key = uuid.uuid4()
    row = _recorded(scored, key)
    assert _recorded(scored, key) == row
    assert row.present == [scored.cast.factory.pk, scored.cast.sister_factory.pk]
    assert list(row.decided) == [str(scored.card().pk)]
    with pytest.raises(OwnMinutes):
        reviewing.confirm(row, seen=row.version, by=publisher, at=LATER)
    by = proven(scored.colleague, at=LATER)
    with pytest.raises(ProofNeeded):
        reviewing.confirm(row, seen=row.version, by=actor(scored.colleague), at=LATER)
    with pytest.raises(WrittenMeanwhile):
        reviewing.confirm(row, seen=row.version + 1, by=by, at=LATER)
    reviewing.confirm(row, seen=row.version, by=by, at=LATER)
    paper = row.paper
    assert paper is not None
    assert (paper.label, paper.issued_on) == ("01/BB-LĐLĐ", row.held_on)
    assert (len(paper.code), rules.digest(pdf_of(paper))) == (rules.LENGTH, paper.digest)
    assert docx_of(paper).startswith(b"PK")

    found = queries.readiness(scored.opening, scored.cluster.pk)
    assert (found.may_publish, found.decided, found.waiting) == (True, 1, 1)
    assert found.advised_on == LATER.date() + dt.timedelta(days=10)


def test_what_is_decided_after_the_meeting_waits_for_another(scored: Scored) -> None:
    table = _asks_for_review(scored)
    card, row = decide(scored), _recorded(scored)
    publisher, by = actor(scored.cast.superior_officer), proven(scored.colleague, at=LATER)
    reviewing.confirm(row, seen=row.version, by=by, at=LATER)
    second, again_at = _recorded(scored), AFTER + dt.timedelta(hours=1)
    again = proven(scored.colleague, at=again_at)
    steering.unlock(card, "Xem lại", seen=card.version, by=publisher, at=LATER)
    full = marked(table, I_1=1400)
    full = replace(full, reasons={"I.1": "Thiếu một buổi"})
    send(card, full, scored.colleague, at=AFTER, reference="06/BB-HĐ")
    with pytest.raises(NotReviewed):  # decided again after the meeting
        steering.publish(card, seen=card.version, by=publisher, at=AFTER)
    found = queries.readiness(scored.opening, scored.cluster.pk)
    assert (found.may_publish, found.needs_another) == (False, True)
    with pytest.raises(InvalidReview, match=scored.cast.factory.label):  # met about other points
        reviewing.confirm(second, seen=second.version, by=again, at=again_at)
    decide(scored, scored.cast.sister_factory)
    reviewing.write(second, minutes(scored), seen=second.version, by=publisher, at=AFTER)
    reviewing.confirm(second, seen=second.version, by=again, at=again_at)
    assert [one.result_of(card)[0] for one in (row, second)] == [10_000, 9_400]
    assert list(check_reviews()) == []

    stamp = card_lists.stamp(card_lists.decided(scored.opening))
    with pytest.raises(WrittenMeanwhile):
        steering.publish_decided(scored.opening, seen="", by=publisher, at=AFTER)
    assert steering.publish_decided(scored.opening, seen=stamp, by=publisher, at=AFTER) == 2
    assert scored.card().state == CardState.FINAL


def test_confirmed_minutes_are_read_by_the_units_and_never_change(scored: Scored) -> None:
    row, by = _recorded(scored), proven(scored.colleague, at=LATER)
    unit = actor(scored.cast.officer)
    with pytest.raises(NotFound):
        queries.get_meeting(row.pk, actor=unit)
    reviewing.confirm(row, seen=row.version, by=by, at=LATER)
    assert queries.get_meeting(row.pk, actor=unit) == row

    with pytest.raises(NotAllowed):
        reviewing.write(row, minutes(scored), seen=row.version, by=by, at=LATER)
    assert list(check_reviews()) == []
    for change in ({"conclusion": "Khác"}, {"results": {}, "conclusion": row.conclusion}):
        ReviewMeeting.objects.filter(pk=row.pk).update(**change)
        assert len(list(check_reviews())) == 1
    ReviewMeeting.objects.filter(pk=row.pk).update(results=row.results, paper=None)
    assert ["không phải văn bản đã ban hành" in one for one in check_reviews()] == [True]


def test_mistakes_are_named_and_drafts_can_be_changed_or_dropped(scored: Scored) -> None:
    row = _recorded(scored)
    by = actor(scored.colleague)
    wrong = replace(
        minutes(scored), place=" ", conclusion="", present=(), held_on=NOW.date() + dt.timedelta(9)
    )
    with pytest.raises(ManyErrors) as refusal:
        reviewing.write(row, wrong, seen=row.version, by=by, at=LATER)
    fields = {error.field for error in refusal.value.errors}
    assert fields == {"place", "conclusion", "present", "held_on"}

    better = replace(minutes(scored), remarks="Đơn vị 2 đề nghị xem lại mục II.")
    reviewing.write(row, better, seen=row.version, by=by, at=LATER)
    with pytest.raises(OwnMinutes):
        reviewing.confirm(row, seen=row.version, by=by, at=LATER)
    for who in ("officer", "sister_officer", "auditor"):
        with pytest.raises(NotAllowed):
            reviewing.drop(row, by=actor(getattr(scored.cast, who)), at=LATER)
    assert reviewing.drop(row, by=by, at=LATER).state == ReviewState.DROPPED
    assert list(check_reviews()) == []
