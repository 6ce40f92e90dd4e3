"""Whatever people press, in whatever order, the record stays whole."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sangkien.core.errors import DomainError
from sangkien.initiatives import rules, verifying
from sangkien.initiatives.actions import confirmation, submission
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.enums import COUNTED_AS_SENT, COUNTED_AS_VALID, State
from sangkien.initiatives.models import CoAuthor, Decision, Initiative
from sangkien.progress.models import OwnTotal
from tests.factories import NOW, Cast, actor, make_cast, make_initiative, make_programme

pytestmark = pytest.mark.django_db
REASON = "Chưa ghi cách tính số tiền làm lợi."
STEPS = ("confirm", "return", "reject", "reopen", "withdraw", "send")


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def sent(cast: Cast) -> Initiative:
    return make_initiative(make_programme(cast.province), cast.factory, cast.author)


def press(step: str, initiative: Initiative, cast: Cast, at: dt.datetime) -> None:
    officer, author = actor(cast.officer), actor(cast.author)
    if step == "confirm":
        confirmation.confirm(initiative, by=officer, at=at)
    elif step == "return":
        confirmation.return_for_changes(initiative, reason=REASON, by=officer, at=at)
    elif step == "reject":
        confirmation.reject(initiative, reason=REASON, by=officer, at=at)
    elif step == "reopen":
        confirmation.reopen(initiative, reason=REASON, by=officer, at=at)
    elif step == "withdraw":
        submission.withdraw(initiative, reason=REASON, by=author, at=at)
    else:
        submission.submit(initiative, by=author, received_at=at, at=at)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.sampled_from(STEPS), max_size=8))
def test_any_order_of_steps_leaves_state_decisions_and_totals_in_agreement(
    cast: Cast, sent: Initiative, steps: list[str]
) -> None:
    with transaction.atomic():
        for number, step in enumerate(steps):
            before = State(sent.state)
            try:
                with transaction.atomic():
                    press(step, sent, cast, NOW + dt.timedelta(minutes=number))
            except DomainError:
                sent.refresh_from_db()
                assert sent.state == before
            sent.refresh_from_db()
            assert sent.state == before or rules.may_move(before, State(sent.state))

        assert list(verifying.check_decisions()) == []
        assert set(OwnTotal.objects.values_list("sent", "valid")) == {
            (int(sent.state in COUNTED_AS_SENT), int(sent.state in COUNTED_AS_VALID))
        }
        transaction.set_rollback(True)
    sent.refresh_from_db()


def test_a_state_that_no_decision_led_to_is_found(sent: Initiative) -> None:
    Initiative.objects.filter(pk=sent.pk).update(state=State.CONFIRMED)

    assert list(verifying.check_decisions()) == [
        f"Sáng kiến {sent.code}: trạng thái “confirmed” không có quyết định nào dẫn tới."
    ]


def test_shares_that_were_tampered_with_are_found(cast: Cast, sent: Initiative) -> None:
    Initiative.objects.filter(pk=sent.pk).update(author_share_bp=5_000)

    assert list(verifying.check_decisions()) == [
        f"Sáng kiến {sent.code}: tổng tỷ lệ tác giả không bằng 100 %."
    ]


def test_the_database_refuses_initiatives_that_cannot_be(cast: Cast, sent: Initiative) -> None:
    other = make_initiative(sent.programme, cast.factory, cast.author)
    for changes in (
        {"author_share_bp": 0},
        {"author_share_bp": 10_001},
        {"phase": None},
        {"received_at": None},
        {"state": State.DRAFT},
        {"code": other.code},
        {"request_key": other.request_key},
        {"benefit_vnd": -1},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Initiative.objects.filter(pk=sent.pk).update(**changes)


def test_the_database_refuses_coauthors_that_cannot_be(cast: Cast) -> None:
    shared = make_initiative(
        make_programme(cast.province),
        cast.factory,
        cast.author,
        author_share_bp=6_000,
        credits=(Credit(name="Lê Thị Hoa", share_bp=4_000),),
    )
    coauthor = shared.coauthors.get()

    for share in (0, 10_000):
        with pytest.raises(IntegrityError), transaction.atomic():
            CoAuthor.objects.filter(pk=coauthor.pk).update(share_bp=share)
    with pytest.raises(IntegrityError), transaction.atomic():
        CoAuthor.objects.create(
            initiative=shared, name="Người khác", share_bp=1, position=coauthor.position
        )


def test_the_database_refuses_decisions_that_cannot_be(sent: Initiative) -> None:
    for outcome in (State.DRAFT, State.REJECTED, State.RETURNED, State.WITHDRAWN):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.create(
                initiative=sent,
                outcome=outcome,
                reason="" if outcome != State.DRAFT else REASON,
                decided_at=NOW,
            )
