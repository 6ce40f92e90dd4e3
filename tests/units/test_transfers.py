import datetime as dt

import pytest

from sangkien.access.permissions import Permission
from sangkien.access.roles import RoleKey
from sangkien.core.errors import DomainError, NotAllowed
from sangkien.journal.models import Entry
from sangkien.units.actions import moving, people, transfers
from sangkien.units.enums import Leaving, TransferState
from sangkien.units.errors import AlreadyMember, DecidedBefore, InvalidMove
from sangkien.units.models import Membership, Transfer, Unit
from sangkien.units.queries import transfers_to
from tests.factories import LONG_AGO, NOW, SYSTEM, TODAY, Cast, actor, make_cast
from tests.threads import outcomes, refusals
from tests.units.acts import dissolve

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def here(user, unit: Unit) -> Membership:
    return Membership.objects.select_related("unit", "user").get(user=user, unit=unit)


def send(cast: Cast, **changes) -> Transfer:
    values = {"moves_on": TODAY, "reason": "Đổi chỗ làm", "by": actor(cast.officer), "at": NOW}
    membership = here(cast.author, cast.factory)
    return transfers.send(
        membership, changes.pop("to", cast.sister_factory), **{**values, **changes}
    )


def days(user) -> dict[str, tuple[dt.date, dt.date | None]]:
    rows = Membership.objects.filter(user=user).select_related("unit")
    return {row.unit.code: (row.since_on, row.until_on) for row in rows}


def test_the_receiving_unit_decides(cast: Cast) -> None:
    sent = send(cast)
    assert sent.state == TransferState.SENT
    assert days(cast.author) == {"AD": (LONG_AGO, None)}
    assert transfers_to(cast.sister_factory, on=TODAY) == [sent]

    transfers.accept(sent, by=actor(cast.sister_officer), at=NOW + DAY)

    assert days(cast.author) == {"AD": (LONG_AGO, TODAY - DAY), "HB": (TODAY, None)}
    assert actor(cast.author).can(Permission.INITIATIVE_REGISTER, at=cast.sister_factory.path)
    assert not actor(cast.author).can(Permission.INITIATIVE_REGISTER, at=cast.factory.path)
    names = Entry.objects.filter(name__contains="transfer").order_by("pk")
    assert [(e.name, e.unit_id) for e in names] == [
        ("unit.transfer_sent", cast.factory.pk),
        ("unit.transfer_accepted", cast.sister_factory.pk),
    ]


def test_whoever_looks_after_both_units_needs_one_step(cast: Cast) -> None:
    people.grant_role(
        cast.sister_factory,
        cast.officer,
        role=RoleKey.GRASSROOTS_OFFICER,
        since_on=LONG_AGO,
        by=SYSTEM,
        at=NOW,
    )

    assert send(cast).state == TransferState.ACCEPTED
    assert days(cast.author)["HB"] == (TODAY, None)


def test_a_refusal_says_why_and_leaves_the_person(cast: Cast) -> None:
    sent = send(cast)

    transfers.refuse(sent, answer="Không có người này", by=actor(cast.sister_officer), at=NOW)

    assert (sent.state, sent.answer) == (TransferState.REFUSED, "Không có người này")
    assert days(cast.author) == {"AD": (LONG_AGO, None)}
    send(cast)  # may be sent again


def test_only_the_receiving_unit_answers_and_only_the_sender_takes_back(cast: Cast) -> None:
    sent = send(cast)

    for user in (cast.officer, cast.author, cast.superior_officer, cast.auditor):
        with pytest.raises(NotAllowed):
            transfers.accept(sent, by=actor(user), at=NOW)
        with pytest.raises(NotAllowed):
            transfers.refuse(sent, answer="Không", by=actor(user), at=NOW)
    with pytest.raises(NotAllowed):
        transfers.cancel(sent, by=actor(cast.sister_officer), at=NOW)
    assert transfers.cancel(sent, by=actor(cast.officer), at=NOW).state == TransferState.CANCELLED
    with pytest.raises(DecidedBefore):
        transfers.accept(sent, by=actor(cast.sister_officer), at=NOW)


def test_only_officers_of_the_unit_send(cast: Cast) -> None:
    for user in (cast.author, cast.sister_officer, cast.superior_officer, cast.auditor):
        with pytest.raises(NotAllowed):
            send(cast, by=actor(user))


def test_nobody_answers_after_thirty_days_and_the_sender_may_send_again(cast: Cast) -> None:
    sent = send(cast)
    last = NOW + 30 * DAY
    assert transfers_to(cast.sister_factory, on=last.date()) == [sent]

    with pytest.raises(InvalidMove):
        transfers.accept(sent, by=actor(cast.sister_officer), at=last + DAY)

    assert transfers_to(cast.sister_factory, on=(last + DAY).date()) == []
    send(cast, at=last + DAY)
    sent.refresh_from_db()
    assert sent.state == TransferState.EXPIRED


def test_one_transfer_at_a_time(cast: Cast) -> None:
    send(cast)

    with pytest.raises(DecidedBefore):
        send(cast, to=cast.far_factory)


def test_what_cannot_be_a_transfer_is_refused_at_its_field(cast: Cast) -> None:
    dissolve(cast.far_factory)
    for changes, field in (
        ({"to": cast.factory}, "to"),
        ({"to": cast.far_factory}, "to"),
        ({"moves_on": LONG_AGO}, "moves_on"),
        ({"moves_on": TODAY + 61 * DAY}, "moves_on"),
    ):
        with pytest.raises(DomainError) as refusal:
            send(cast, **changes)
        assert refusal.value.field == field
    assert not Transfer.objects.exists()


def test_who_left_or_is_there_already_does_not_arrive_twice(cast: Cast) -> None:
    sent = send(cast)
    people.add_member(cast.sister_factory, cast.author, since_on=TODAY, by=SYSTEM, at=NOW)
    with pytest.raises(AlreadyMember):
        transfers.accept(sent, by=actor(cast.sister_officer), at=NOW)

    sent.refresh_from_db()
    assert sent.state == TransferState.SENT  # all or nothing
    moving.leave(
        here(cast.author, cast.factory),
        cause=Leaving.LEFT,
        last_on=TODAY,
        reason="",
        by=SYSTEM,
        at=NOW,
    )
    with pytest.raises(DecidedBefore):
        transfers.accept(sent, by=actor(cast.sister_officer), at=NOW)


def test_an_accepted_move_is_not_undone_behind_the_new_unit(cast: Cast) -> None:
    transfers.accept(send(cast), by=actor(cast.sister_officer), at=NOW)
    departure = here(cast.author, cast.factory).departures.get()

    with pytest.raises(InvalidMove):
        moving.undo_leaving(departure, reason="Nhầm", by=actor(cast.officer), at=NOW)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_accepted_and_taken_back_at_once_is_one_of_both() -> None:
    cast = make_cast()
    there, own = actor(cast.sister_officer), actor(cast.officer)
    for _round in range(3):
        sent = send(cast)
        seen = [
            Transfer.objects.select_related("from_unit", "to_unit").get(pk=sent.pk)
            for _ in range(2)
        ]

        found = outcomes(
            lambda seen=seen: transfers.refuse(seen[0], answer="Không", by=there, at=NOW),  # type: ignore[misc]
            lambda seen=seen: transfers.cancel(seen[1], by=own, at=NOW),  # type: ignore[misc]
        )

        assert [type(refusal) for refusal in refusals(found)] == [DecidedBefore]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_double_tap_sends_once() -> None:
    cast = make_cast()

    found = outcomes(lambda: send(cast), lambda: send(cast))

    assert len(refusals(found)) == 1
    assert Transfer.objects.count() == 1
