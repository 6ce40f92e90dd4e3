"""Whatever is done in whatever order: what was signed still is what was signed."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sangkien.agreements import contents
from sangkien.agreements.actions import amending, consulting, drafting
from sangkien.agreements.enums import AgreementState, EditionState, Outcome, Verdict
from sangkien.agreements.models import Agreement, Edition
from sangkien.agreements.queries.pacts import open_edition
from sangkien.agreements.verifying import check_agreements
from sangkien.core.errors import DomainError
from tests.agreements.pacts import between_levels, head, party, pledge, proven, send, sign
from tests.factories import NOW, Cast, actor, make_cast

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
WHO = ("superior_officer", "officer", "sister_officer")
ACTS = (
    *("write", "parties", "send", "take_back", "agree", "ask", "sign", "sign"),
    *("annex", "withdraw", "close", "drop"),
)


def acts(
    row: Agreement, cast: Cast, who: str, place: int, at: dt.datetime
) -> dict[str, Callable[[], object]]:
    user = getattr(cast, who)
    by = actor(user, at=at)
    edition = open_edition(row)
    seen, shown = (edition.version, edition.digest) if edition else (0, "")

    def answer(verdict: Verdict) -> object:
        return consulting.give_opinion(
            row, party(row, place), verdict=verdict, words="Ý kiến.", seen=shown, by=by, at=at
        )

    return {
        "write": lambda: drafting.set_tables(
            row, movements=(), pledges=(pledge(2, 7),), seen=seen, by=by, at=at
        ),
        "parties": lambda: drafting.set_head(row, head(), seen=seen, by=by, at=at),
        "send": lambda: send(row, user, at=at),
        "take_back": lambda: consulting.take_back(row, by=by, at=at),
        "agree": lambda: answer(Verdict.AGREE),
        "ask": lambda: answer(Verdict.CHANGE),
        "sign": lambda: sign(row, place, user, at=at),
        "annex": lambda: amending.begin_annex(row, by=by, at=at),
        "withdraw": lambda: amending.withdraw_annex(row, by=by, at=at),
        "close": lambda: amending.close(
            row, outcome=Outcome.ENDED_EARLY, words="Thôi.", by=by, at=at
        ),
        "drop": lambda: drafting.drop(row, by=by, at=at),
    }


STEPS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.sampled_from(WHO), st.integers(1, 2)), max_size=14
)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS, is_led=st.booleans())
def test_a_signed_edition_never_changes(steps: list[tuple[str, str, int]], *, is_led: bool) -> None:
    with transaction.atomic():
        cast = make_cast()
        row = between_levels(cast)
        led = [
            ("send", "superior_officer", 1),
            ("agree", "officer", 2),
            ("sign", "superior_officer", 1),
            ("sign", "officer", 2),
        ]
        signed: dict[int, tuple[str, object]] = {}
        for number, (act, who, place) in enumerate([*(led if is_led else []), *steps]):
            try_one(row, cast, (act, who, place), NOW + dt.timedelta(minutes=number))
            signed |= note_signed(row, signed)
        assert list(check_agreements()) == []
        transaction.set_rollback(True)


def try_one(row: Agreement, cast: Cast, step: tuple[str, str, int], at: dt.datetime) -> None:
    act, who, place = step
    try:
        with transaction.atomic():
            acts(row, cast, who, place, at)[act]()
    except (DomainError, AssertionError):  # refused, or there was nothing open to do it with
        pass


def note_signed(
    row: Agreement, known: dict[int, tuple[str, object]]
) -> dict[int, tuple[str, object]]:
    """Every signed edition is what it was when it was signed; its state fits the agreement's."""
    row.refresh_from_db()
    found = Edition.objects.filter(agreement=row, state=EditionState.SIGNED)
    now: dict[int, tuple[str, object]] = {one.pk: (one.digest, one.content) for one in found}
    assert all(now[pk] == value for pk, value in known.items())
    assert all(contents.digest(one.content) == one.digest for one in found)
    is_bound = row.state in {AgreementState.IN_FORCE, AgreementState.CLOSED}
    assert is_bound == bool(now)
    return now


def test_a_proof_is_no_right() -> None:
    """What the property relies on: a stranger with a fresh proof still signs nothing."""
    cast = make_cast()
    row = between_levels(cast)
    assert proven(cast.sister_officer).proven_at == NOW
    try_one(row, cast, ("sign", "sister_officer", 2), NOW)
    assert not row.editions.get().signatures.exists()
