import datetime as dt

import pytest

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core.errors import NotAllowed, NotFound
from sangkien.core.periods import VIETNAM
from sangkien.journal.models import Entry
from sangkien.privacy import queries
from sangkien.privacy.actions import requests
from sangkien.privacy.enums import RequestKind, RequestState
from sangkien.privacy.errors import AnsweredMeanwhile, InvalidRequest
from sangkien.privacy.models import DataRequest, Deadline
from sangkien.units.models import Membership
from tests.factories import NOW, Cast, actor, make_cast, make_officer
from tests.threads import outcomes, refusals

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def officer(cast: Cast) -> User:
    return make_officer(cast.province, RoleKey.DATA_OFFICER, "Kim Bảo Mật")


def ask(user: User, kind: RequestKind = RequestKind.CORRECT, **changes) -> DataRequest:
    values = {"text": "Ngày sinh chưa đúng.", "by": actor(user), "at": NOW}
    return requests.send(user, kind=kind, **{**values, **changes})


# NOW is Wednesday 20 May 2026; there is no holiday in the weeks behind it.
@pytest.mark.parametrize(
    ("kind", "due_on"),
    [
        (RequestKind.VIEW, dt.date(2026, 6, 3)),
        (RequestKind.CORRECT, dt.date(2026, 6, 3)),
        (RequestKind.SUPPLY, dt.date(2026, 6, 3)),
        (RequestKind.WITHDRAW, dt.date(2026, 6, 10)),
        (RequestKind.RESTRICT, dt.date(2026, 6, 10)),
        (RequestKind.OBJECT, dt.date(2026, 6, 10)),
        (RequestKind.DELETE, dt.date(2026, 6, 17)),
    ],
)
def test_each_kind_has_its_clock(cast: Cast, kind: RequestKind, due_on: dt.date) -> None:
    sent = ask(cast.author, kind)

    assert (sent.acknowledge_by, sent.due_on) == (dt.date(2026, 5, 22), due_on)
    assert sent.next_due_on == sent.acknowledge_by


def test_every_kind_has_a_term_with_a_source() -> None:
    terms = {term.kind: term for term in Deadline.objects.all()}

    assert set(terms) == set(RequestKind.values)
    assert all(term.source and not term.is_verified for term in terms.values())


def test_the_day_is_the_one_in_viet_nam(cast: Cast) -> None:
    """23:59:59 on Thursday and 00:00 on Friday before Tết, in days of Việt Nam."""
    last = dt.datetime(2026, 2, 12, 23, 59, 59, tzinfo=VIETNAM).astimezone(dt.UTC)

    assert ask(cast.author, at=last).acknowledge_by == dt.date(2026, 2, 23)
    midnight = last + dt.timedelta(seconds=1)
    assert ask(cast.author, RequestKind.VIEW, at=midnight).acknowledge_by == dt.date(2026, 2, 24)


def test_taken_in_the_clock_of_the_answer_runs(cast: Cast, officer: User) -> None:
    sent = ask(cast.author)

    requests.acknowledge(sent, by=actor(officer), at=NOW + DAY)

    assert (sent.state, sent.next_due_on) == (RequestState.ACKNOWLEDGED, sent.due_on)
    assert sent.is_late_on(sent.due_on + DAY)
    assert not sent.is_late_on(sent.due_on)


def test_extended_once_with_a_reason(cast: Cast, officer: User) -> None:
    sent, by = ask(cast.author), actor(officer)

    with pytest.raises(InvalidRequest):
        requests.extend(sent, reason="  ", by=by, at=NOW)
    requests.extend(sent, reason="Chờ đơn vị cũ xác minh.", by=by, at=NOW)

    assert sent.due_on == dt.date(2026, 6, 17)
    assert sent.state == RequestState.ACKNOWLEDGED
    with pytest.raises(InvalidRequest):
        requests.extend(sent, reason="Lần nữa.", by=by, at=NOW)


def test_after_the_term_nothing_is_extended(cast: Cast, officer: User) -> None:
    sent = ask(cast.author)

    with pytest.raises(InvalidRequest):
        requests.extend(sent, reason="Muộn rồi.", by=actor(officer), at=NOW + 30 * DAY)


@pytest.mark.parametrize("state", [RequestState.DONE, RequestState.REFUSED])
def test_an_answer_has_words_and_ends_it(cast: Cast, officer: User, state: RequestState) -> None:
    sent, by = ask(cast.author), actor(officer)

    with pytest.raises(InvalidRequest):
        requests.answer(sent, state=state, text="\n", by=by, at=NOW)
    requests.answer(sent, state=state, text="Đã sửa theo thẻ.", by=by, at=NOW)

    assert (sent.state, sent.answered_by, sent.is_open) == (state, officer, False)
    with pytest.raises(AnsweredMeanwhile):
        requests.answer(sent, state=state, text="Lần nữa.", by=by, at=NOW)
    names = Entry.objects.filter(subject_kind="data_request").order_by("pk").values_list("name")
    assert [name for (name,) in names] == ["data_request.sent", "data_request.answered"]
    assert "thẻ" not in str(list(Entry.objects.values_list("payload")))


def test_a_deletion_is_not_done_by_saying_so(cast: Cast, officer: User) -> None:
    sent = ask(cast.author, RequestKind.DELETE)

    with pytest.raises(InvalidRequest):
        requests.answer(sent, state=RequestState.DONE, text="Xong.", by=actor(officer), at=NOW)


def test_only_the_data_officer_of_the_branch_answers(cast: Cast, officer: User) -> None:
    sent = ask(cast.author)
    outsider = make_officer(cast.sister_superior, RoleKey.DATA_OFFICER)
    others = (cast.officer, cast.provincial_officer, cast.national_officer, cast.auditor, outsider)

    for user in (*others, cast.author):
        with pytest.raises(NotAllowed):
            requests.acknowledge(sent, by=actor(user), at=NOW)
        with pytest.raises(NotFound):
            queries.get_request(sent.pk, actor=actor(user))
    assert queries.get_request(sent.pk, actor=actor(officer)) == sent


def test_the_officer_does_not_answer_the_own_request(cast: Cast, officer: User) -> None:
    sent = ask(officer)

    with pytest.raises(NotAllowed):
        requests.acknowledge(sent, by=actor(officer), at=NOW)
    assert queries.queue(actor(officer)) == ([], None)


def test_only_the_person_asks_and_takes_back(cast: Cast, officer: User) -> None:
    with pytest.raises(NotAllowed):
        ask(cast.author, by=actor(cast.officer))
    sent = ask(cast.author)
    with pytest.raises(NotAllowed):
        requests.cancel(sent, by=actor(officer), at=NOW)

    requests.cancel(sent, by=actor(cast.author), at=NOW)

    assert sent.state == RequestState.CANCELLED
    with pytest.raises(NotFound):
        queries.get_own_request(sent.pk, actor=actor(cast.officer))


def test_the_same_is_asked_once_while_it_is_open(cast: Cast) -> None:
    sent = ask(cast.author)

    with pytest.raises(InvalidRequest):
        ask(cast.author)
    ask(cast.author, RequestKind.VIEW)
    requests.cancel(sent, by=actor(cast.author), at=NOW)
    ask(cast.author)


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 2001, "a\x07b"])
def test_a_request_without_words_is_refused(cast: Cast, text: str) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        ask(cast.author, text=text)

    assert refusal.value.field == "text"


def test_who_belongs_nowhere_is_answered_at_the_national_level(cast: Cast) -> None:
    Membership.objects.filter(user=cast.author).delete()

    assert ask(cast.author).unit == cast.national


def test_the_queue_goes_by_clock_and_on_by_key(
    cast: Cast, officer: User, django_assert_num_queries
) -> None:
    late = ask(cast.author, RequestKind.DELETE, at=NOW - 3 * DAY)
    first, second = ask(cast.officer), ask(cast.sister_officer)
    requests.acknowledge(second, by=actor(officer), at=NOW)
    by = actor(officer)

    with django_assert_num_queries(1):
        found, following = queries.queue(by, limit=2)
    rest, end = queries.queue(by, after=following, limit=2)

    assert ([*found, *rest], end) == ([late, first, second], None)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_answered_and_taken_back_at_once_is_one_of_both() -> None:
    cast = make_cast()
    officer = actor(make_officer(cast.province, RoleKey.DATA_OFFICER))
    own = actor(cast.author)
    sent = ask(cast.author)
    seen = [queries.get_own_request(sent.pk, actor=own) for _ in range(2)]

    found = outcomes(
        lambda: requests.answer(
            seen[0], state=RequestState.DONE, text="Đã sửa.", by=officer, at=NOW
        ),
        lambda: requests.cancel(seen[1], by=own, at=NOW),
    )

    assert [type(refusal) for refusal in refusals(found)] == [AnsweredMeanwhile]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_double_tap_asks_once() -> None:
    cast = make_cast()

    found = outcomes(lambda: ask(cast.author), lambda: ask(cast.author))

    assert len(refusals(found)) == 1
    assert DataRequest.objects.count() == 1
