"""What the grassroots union decides, and what it may not."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from sangkien.access.roles import RoleKey
from sangkien.core.errors import NotAllowed
from sangkien.initiatives.actions import confirmation, submission
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.enums import State
from sangkien.initiatives.errors import (
    ConflictOfInterest,
    DecidedMeanwhile,
    ReasonMissing,
    WrongState,
)
from sangkien.initiatives.models import Decision, Initiative
from sangkien.journal.models import Entry
from tests.factories import (
    NOW,
    Cast,
    actor,
    content_of,
    make_cast,
    make_initiative,
    make_member,
    make_officer,
    make_programme,
)

pytestmark = pytest.mark.django_db
REASON = "Chưa ghi cách tính số tiền làm lợi."


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def sent(cast: Cast) -> Initiative:
    return make_initiative(make_programme(cast.province), cast.factory, cast.author)


def test_confirm_is_a_decision_with_who_and_when(cast: Cast, sent: Initiative) -> None:
    confirmation.confirm(sent, by=actor(cast.officer), at=NOW)

    sent.refresh_from_db()
    decision = Decision.objects.get(initiative=sent)
    assert sent.state == State.CONFIRMED
    assert (decision.outcome, decision.decided_by, decision.decided_at) == (
        State.CONFIRMED,
        cast.officer,
        NOW,
    )
    assert Entry.objects.filter(name="initiative.confirmed", actor_id=cast.officer.pk).count() == 1


@pytest.mark.parametrize(
    "person", ["author", "sister_officer", "superior_officer", "provincial_officer", "auditor"]
)
def test_confirm_is_refused_to_everybody_but_the_own_officer(
    cast: Cast, sent: Initiative, person: str
) -> None:
    with pytest.raises(NotAllowed):
        confirmation.confirm(sent, by=actor(getattr(cast, person)), at=NOW)

    sent.refresh_from_db()
    assert sent.state == State.SUBMITTED


def test_confirm_own_initiative_is_refused_to_an_officer(cast: Cast) -> None:
    programme = make_programme(cast.province)
    own = make_initiative(programme, cast.factory, cast.officer)

    with pytest.raises(NotAllowed, match="Bạn là tác giả"):
        confirmation.confirm(own, by=actor(cast.officer), at=NOW)


@pytest.fixture
def shared(cast: Cast) -> Initiative:
    """Credits the officer as a co-author."""
    credit = Credit(name="", login=cast.officer.member_code, share_bp=1_000)
    programme = make_programme(cast.province)
    return make_initiative(
        programme, cast.factory, cast.author, author_share_bp=9_000, credits=(credit,)
    )


@pytest.mark.parametrize("decision", [State.CONFIRMED, State.RETURNED, State.REJECTED])
def test_coauthor_decides_nothing_about_a_shared_initiative(
    cast: Cast, shared: Initiative, decision: State
) -> None:
    with pytest.raises(ConflictOfInterest, match="Bạn là đồng tác giả"):
        confirmation.decide(
            shared, decision=decision, reason=REASON, by=actor(cast.officer), at=NOW
        )

    shared.refresh_from_db()
    assert shared.state == State.SUBMITTED
    assert not Decision.objects.exists()


def test_coauthor_does_not_reopen_what_a_colleague_decided(cast: Cast, shared: Initiative) -> None:
    colleague = make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Ngô Văn Hai")
    confirmation.reject(shared, reason=REASON, by=actor(colleague), at=NOW)

    with pytest.raises(ConflictOfInterest):
        confirmation.reopen(shared, reason=REASON, by=actor(cast.officer), at=NOW)

    shared.refresh_from_db()
    assert shared.state == State.REJECTED


def test_decide_many_leaves_out_the_shared_one_with_a_sentence(
    cast: Cast, shared: Initiative
) -> None:
    other = make_initiative(shared.programme, cast.factory, make_member(cast.factory))

    result = confirmation.decide_many(
        [shared, other], decision=State.CONFIRMED, reason="", by=actor(cast.officer), at=NOW
    )

    why = "Bạn là đồng tác giả: hãy nhờ người khác trong Ban Chấp hành xét sáng kiến này."
    assert result.done == (other,)
    assert result.refused == ((shared, why),)


def test_officer_who_entered_it_for_a_member_may_confirm_it(cast: Cast) -> None:
    programme = make_programme(cast.province)
    entered = submission.register(
        programme,
        cast.factory,
        author=cast.author,
        content=content_of(programme),
        author_share_bp=10_000,
        credits=[],
        request_key=uuid.uuid4(),
        by=actor(cast.officer),
        received_at=NOW,
        at=NOW,
    )

    confirmation.confirm(entered, by=actor(cast.officer), at=NOW)

    entered.refresh_from_db()
    assert entered.state == State.CONFIRMED


def test_return_and_reject_need_a_reason(cast: Cast, sent: Initiative) -> None:
    for decide in (confirmation.return_for_changes, confirmation.reject):
        with pytest.raises(ReasonMissing):
            decide(sent, reason="  ", by=actor(cast.officer), at=NOW)

    sent.refresh_from_db()
    assert sent.state == State.SUBMITTED
    assert not Decision.objects.exists()


def test_returned_initiative_can_be_corrected_after_the_close(cast: Cast, sent: Initiative) -> None:
    after_close = NOW.replace(month=7)
    confirmation.return_for_changes(sent, reason=REASON, by=actor(cast.officer), at=NOW)

    submission.submit(sent, by=actor(cast.author), received_at=after_close, at=after_close)

    sent.refresh_from_db()
    assert sent.state == State.SUBMITTED
    assert sent.received_at == NOW


def test_second_officer_learns_who_was_first(cast: Cast, sent: Initiative) -> None:
    colleague = make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Ngô Văn Hai")
    seen_by_colleague = Initiative.objects.get(pk=sent.pk)
    confirmation.confirm(sent, by=actor(cast.officer), at=NOW)

    with pytest.raises(DecidedMeanwhile, match="Trần Thị Bình xử lý trước: “Hợp lệ”"):
        confirmation.reject(seen_by_colleague, reason=REASON, by=actor(colleague), at=NOW)

    sent.refresh_from_db()
    assert sent.state == State.CONFIRMED
    assert Decision.objects.count() == 1


def test_confirming_twice_is_one_decision(cast: Cast, sent: Initiative) -> None:
    confirmation.confirm(sent, by=actor(cast.officer), at=NOW)

    confirmation.confirm(sent, by=actor(cast.officer), at=NOW)

    assert Decision.objects.count() == 1
    assert Entry.objects.filter(name="initiative.confirmed").count() == 1


def test_reopen_takes_a_decision_back_with_a_reason(cast: Cast, sent: Initiative) -> None:
    confirmation.confirm(sent, by=actor(cast.officer), at=NOW)

    confirmation.reopen(sent, reason="Xác nhận nhầm sáng kiến.", by=actor(cast.officer), at=NOW)

    sent.refresh_from_db()
    assert sent.state == State.SUBMITTED
    with pytest.raises(WrongState):
        confirmation.reopen(sent, reason="Lần nữa xem sao.", by=actor(cast.officer), at=NOW)


def test_decide_many_does_not_stop_at_one_decided_meanwhile(cast: Cast, sent: Initiative) -> None:
    second = make_initiative(sent.programme, cast.factory, make_member(cast.factory, "Lý Văn Ba"))
    stale = Initiative.objects.get(pk=sent.pk)
    confirmation.confirm(sent, by=actor(cast.officer), at=NOW)

    result = confirmation.decide_many(
        [stale, second], decision=State.CONFIRMED, reason="", by=actor(cast.officer), at=NOW
    )

    assert result.done == (second,)
    assert [row for row, _why in result.refused] == [stale]


def test_decide_many_without_a_reason_does_nothing_at_all(cast: Cast, sent: Initiative) -> None:
    with pytest.raises(ReasonMissing):
        confirmation.decide_many(
            [sent], decision=State.REJECTED, reason="", by=actor(cast.officer), at=NOW
        )

    sent.refresh_from_db()
    assert sent.state == State.SUBMITTED


def test_database_refuses_a_rejection_without_reason(cast: Cast, sent: Initiative) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            initiative=sent,
            outcome=State.REJECTED,
            reason="",
            decided_by=cast.officer,
            decided_at=NOW,
        )
