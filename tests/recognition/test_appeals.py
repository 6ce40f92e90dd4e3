import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from sangkien.core.errors import NotAllowed, NotFound
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.journal.models import Entry
from sangkien.programmes.models import Programme
from sangkien.recognition.actions import appealing, refusing, regulating
from sangkien.recognition.enums import AppealState
from sangkien.recognition.errors import ChangedSince, Incomplete, NotAppealable
from sangkien.recognition.models import Appeal
from sangkien.recognition.queries import appeals as queries
from sangkien.recognition.queries import waiting
from tests.factories import (
    NOW,
    SYSTEM,
    TODAY,
    Cast,
    actor,
    make_cast,
    make_initiative,
    make_programme,
)
from tests.recognition.scene import REASON, valid

pytestmark = pytest.mark.django_db
TEXT = "Tôi xin bổ sung bảng theo dõi thời gian của tổ trong ba tháng."


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return make_programme(cast.province)


@pytest.fixture
def rejected(cast: Cast, programme: Programme) -> Initiative:
    sent = make_initiative(programme, cast.factory, cast.author)
    return confirmation.reject(sent, reason=REASON, by=actor(cast.officer), at=NOW)


@pytest.fixture
def refused(cast: Cast, programme: Programme) -> Initiative:
    row = valid(programme, cast)
    refusing.refuse(cast.factory, row, reason=REASON, by=actor(cast.officer), at=NOW)
    return row


def ask(initiative: Initiative, cast: Cast, *, at: dt.datetime = NOW, text: str = TEXT) -> Appeal:
    return appealing.appeal(initiative, text=text, by=actor(cast.author, at=at), at=at)


def test_an_appeal_goes_to_the_unit_above_with_its_clock(cast: Cast, rejected: Initiative) -> None:
    sent = ask(rejected, cast)

    assert (sent.against, sent.unit) == (cast.factory, cast.superior)
    assert sent.refused_reason == REASON
    # 20/05/2026 is a Wednesday: 15 working days end on Wednesday 10/06.
    assert sent.due_on == dt.date(2026, 6, 10)
    assert queries.queue(actor(cast.superior_officer)).rows == [sent]
    assert queries.queue_size(actor(cast.superior_officer)) == 1
    assert queries.told(actor(cast.author)) == queries.told(actor(cast.officer)) == [sent]
    assert queries.told(actor(cast.sister_officer)) == []
    for other in (cast.officer, cast.sister_officer, cast.auditor, cast.author):
        assert queries.queue(actor(other)).rows == []


def test_an_author_asks_once(cast: Cast, rejected: Initiative) -> None:
    first = ask(rejected, cast)

    assert ask(rejected, cast) == first
    with pytest.raises(NotAppealable):
        ask(rejected, cast, text=f"{TEXT} Lần nữa.")

    assert Entry.objects.filter(name="recognition.appeal_sent").count() == 1


def test_the_term_ends_with_its_last_day(cast: Cast, rejected: Initiative) -> None:
    found = queries.refused(rejected)
    assert found is not None
    assert found.until == dt.date(2026, 6, 10)
    late = NOW.replace(month=6, day=11, hour=0, minute=0)

    with pytest.raises(NotAppealable):
        ask(rejected, cast, at=late)

    assert ask(rejected, cast, at=late - dt.timedelta(minutes=1))


def test_the_term_is_data(cast: Cast, rejected: Initiative) -> None:
    regulating.set_regulation(
        cast.province, in_force_on=TODAY, appeal_days=1, answer_days=3, by=SYSTEM, at=NOW
    )

    with pytest.raises(NotAppealable):
        ask(rejected, cast, at=NOW + dt.timedelta(days=2))

    assert ask(rejected, cast).due_on == dt.date(2026, 5, 25)


def test_only_the_author_of_a_refused_one_appeals(
    cast: Cast, programme: Programme, rejected: Initiative
) -> None:
    with pytest.raises(NotAllowed):
        appealing.appeal(rejected, text=TEXT, by=actor(cast.officer), at=NOW)
    with pytest.raises(NotAppealable):
        ask(valid(programme, cast), cast)
    with pytest.raises(Incomplete) as short:
        ask(rejected, cast, text="Không đồng ý")
    with pytest.raises(Incomplete):
        ask(rejected, cast, text="x" * 3001)

    assert short.value.field == "text"
    assert not Appeal.objects.exists()


def test_an_accepted_appeal_against_a_rejection_starts_the_review_again(
    cast: Cast, rejected: Initiative
) -> None:
    sent = ask(rejected, cast)

    appealing.reopen(sent, answer="Có số liệu mới.", by=actor(cast.superior_officer), at=NOW)

    assert Initiative.objects.get().state == State.SUBMITTED
    sent.refresh_from_db()
    assert (sent.state, sent.answer) == (AppealState.REOPENED, "Có số liệu mới.")
    assert queries.queue(actor(cast.superior_officer)).rows == []
    assert queries.answered(actor(cast.superior_officer)) == [sent]


def test_an_accepted_appeal_against_a_council_brings_it_back_to_the_list(
    cast: Cast, refused: Initiative
) -> None:
    sent = ask(refused, cast)
    assert waiting.waiting(cast.factory).rows == []

    appealing.reopen(sent, answer="Đề nghị xét lại.", by=actor(cast.superior_officer), at=NOW)

    assert [row.pk for row in waiting.waiting(cast.factory).rows] == [refused.pk]


def test_an_upheld_refusal_stands_and_is_answered_once(cast: Cast, refused: Initiative) -> None:
    sent = ask(refused, cast)
    officer = actor(cast.superior_officer)

    appealing.uphold(sent, answer="Chưa đủ căn cứ.", by=officer, at=NOW)
    with pytest.raises(ChangedSince):
        appealing.reopen(sent, answer="Đổi ý.", by=officer, at=NOW)

    assert waiting.waiting(cast.factory).rows == []
    assert Entry.objects.filter(name__startswith="recognition.appeal_").count() == 2


def test_only_the_unit_above_answers_and_with_reasons(cast: Cast, rejected: Initiative) -> None:
    sent = ask(rejected, cast)

    for user in (cast.officer, cast.sister_officer, cast.author, cast.auditor):
        with pytest.raises(NotAllowed):
            appealing.uphold(sent, answer="Giữ nguyên.", by=actor(user), at=NOW)
    with pytest.raises(Incomplete) as refused:
        appealing.uphold(sent, answer=" ", by=actor(cast.superior_officer), at=NOW)

    assert refused.value.field == "answer"
    assert queries.get_appeal(sent.pk, actor=actor(cast.officer)) == sent
    for user in (cast.sister_officer, cast.auditor):
        with pytest.raises(NotFound):
            queries.get_appeal(sent.pk, actor=actor(user))


def test_the_database_refuses_an_answer_without_words(cast: Cast, rejected: Initiative) -> None:
    sent = ask(rejected, cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(pk=sent.pk).update(state=AppealState.UPHELD)
