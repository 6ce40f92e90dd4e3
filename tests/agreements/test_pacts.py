"""Agreements from the draft to the end, and what is refused on the way."""

import datetime as dt
import uuid

import pytest

from sangkien.access.actor import Actor
from sangkien.agreements.actions import amending, consulting, drafting, signing
from sangkien.agreements.contents import EVERYBODY, digest
from sangkien.agreements.enums import (
    AgreementState,
    EditionState,
    Outcome,
    PledgeKind,
    TargetOrigin,
    Verdict,
)
from sangkien.agreements.errors import ChangedSince, Incomplete, WrongStep
from sangkien.agreements.models import Agreement, Edition, Opinion, Target
from sangkien.agreements.verifying import check_agreements
from sangkien.core.errors import NotAllowed
from sangkien.programmes.models import Period
from tests.agreements.pacts import (
    between_levels,
    current,
    draft,
    head,
    in_force,
    party,
    pledge,
    proven,
    say,
    seat,
    send,
    settled,
    sign,
    version,
)
from tests.factories import NOW, TODAY, Cast, actor, make_cast, make_programme, make_target

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=31)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def period(cast: Cast) -> Period:
    return make_programme(cast.province).periods.get(kind="phase")


def test_from_draft_to_force(cast: Cast, period: Period) -> None:
    row = in_force(between_levels(cast, period=period), cast)

    edition = row.editions.get()
    assert (row.state, edition.state) == (AgreementState.IN_FORCE, EditionState.SIGNED)
    assert edition.paper is not None
    assert edition.is_untouched
    assert list(check_agreements()) == []


def test_the_last_signature_makes_targets(cast: Cast, period: Period) -> None:
    pledges = (pledge(2, 12), pledge(2, 100, kind=PledgeKind.COVERAGE), pledge(1, 30))
    row = settled(between_levels(cast, period=period, pledges=pledges), cast)
    sign(row, 1, cast.superior_officer)
    assert not Target.objects.exists()

    sign(row, 2, cast.officer)

    rows = Target.objects.order_by("pk").values_list("unit", "kind", "value", "origin")
    found: list[tuple[object, ...]] = list(rows)
    assert found == [
        (cast.factory.pk, "count", 12, TargetOrigin.ASSIGNED),
        (cast.factory.pk, "coverage", 100, TargetOrigin.ASSIGNED),
        (cast.superior.pk, "count", 30, TargetOrigin.SELF_SET),
    ]


def test_pledges_of_other_things_become_targets_too(cast: Cast, period: Period) -> None:
    pledges = (
        pledge(2, 3, kind=PledgeKind.COUNT, measure="mô hình"),
        pledge(2, 95, kind=PledgeKind.PERCENT, of="đoàn viên học nghị quyết"),
        pledge(EVERYBODY, 50),
    )

    in_force(between_levels(cast, period=period, pledges=pledges), cast)

    rows = Target.objects.order_by("pk").select_related("unit")
    assert [(row.unit, row.kind, row.words, row.is_reported) for row in rows] == [
        (cast.factory, "number", "3 mô hình", True),
        (cast.factory, "percent", "95 % đoàn viên học nghị quyết", True),
        (cast.superior, "count", "50", False),
    ]


def test_without_a_programme_numbers_count_from_the_first_to_the_last_day(cast: Cast) -> None:
    row = in_force(between_levels(cast, pledges=(pledge(2, 12),)), cast)

    target = Target.objects.get()
    assert (target.period, target.since, target.until) == (None, row.starts_on, row.ends_on)
    assert (target.words, target.base, target.is_reported) == ("12", "sent", True)


def test_a_number_is_never_measured_over_other_days_than_those_that_are_signed(
    cast: Cast, period: Period
) -> None:
    given = make_target(period, cast.factory, 22)
    by = actor(cast.superior_officer)
    words = head(period=period, starts_on=dt.date(2026, 5, 4))
    with pytest.raises(Incomplete, match="01/05/2026–31/05/2026") as refused:
        drafting.begin(cast.superior, words, request_key=uuid.uuid4(), by=by, at=NOW)
    assert refused.value.field == "period"

    row = between_levels(cast, period=period)  # as one that was drafted before this was asked
    Agreement.objects.filter(pk=row.pk).update(starts_on=dt.date(2026, 5, 4))
    in_force(row, cast)

    signed = Target.objects.exclude(pk=given.pk).get()
    assert (signed.period_id, signed.since) == (None, dt.date(2026, 5, 4))
    assert signed.value == 12
    given.refresh_from_db()
    assert given.replaced_at is None


def test_what_no_period_can_count_is_refused_before_it_is_sent(cast: Cast) -> None:
    elsewhere = make_programme(cast.sister_superior).periods.get(kind="phase")
    row = between_levels(cast, period=elsewhere)

    with pytest.raises(Incomplete, match="phạm vi"):
        send(row, cast.superior_officer)


def test_the_same_form_sent_twice_is_one_draft(cast: Cast) -> None:
    key, words, by = uuid.uuid4(), head(), actor(cast.officer)

    for _turn in range(2):
        drafting.begin(cast.factory, words, request_key=key, by=by, at=NOW)

    assert Agreement.objects.count() == Edition.objects.count() == 1


@pytest.mark.parametrize("who", ["author", "sister_officer", "superior_officer", "auditor"])
def test_only_officers_of_the_very_unit_draft(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        drafting.begin(
            cast.factory, head(), request_key=uuid.uuid4(), by=actor(getattr(cast, who)), at=NOW
        )


def test_two_who_edit_at_once_do_not_overwrite_each_other(cast: Cast) -> None:
    row, by = between_levels(cast), actor(cast.superior_officer)
    seen = version(row)
    drafting.set_tables(row, movements=(), pledges=(), seen=seen, by=by, at=NOW)

    with pytest.raises(ChangedSince):
        drafting.set_tables(row, movements=(), pledges=(), seen=seen, by=by, at=NOW)


def test_a_change_asked_for_sends_it_back(cast: Cast) -> None:
    row = between_levels(cast)
    send(row, cast.superior_officer)

    say(row, 2, cast.officer, Verdict.CHANGE, "Xin giảm còn 10.")

    assert current(row).state == EditionState.DRAFT
    assert Opinion.objects.filter(verdict="change").count() == 1


def test_nobody_agrees_to_what_changed_since(cast: Cast) -> None:
    row = between_levels(cast)
    seen = send(row, cast.superior_officer).digest
    by = actor(cast.superior_officer)
    consulting.take_back(row, by=by, at=NOW)
    drafting.set_tables(
        row, movements=(), pledges=(pledge(2, 99),), seen=version(row), by=by, at=NOW
    )
    send(row, cast.superior_officer)

    with pytest.raises(ChangedSince):
        consulting.give_opinion(
            row,
            party(row, 2),
            verdict=Verdict.AGREE,
            seen=seen,
            by=actor(cast.officer),
            at=NOW,
        )


def test_a_party_agrees_once(cast: Cast) -> None:
    row = between_levels(cast)
    send(row, cast.superior_officer)
    seen = current(row).digest

    for _turn in range(2):
        consulting.give_opinion(
            row, party(row, 2), verdict=Verdict.AGREE, seen=seen, by=actor(cast.officer), at=NOW
        )

    assert Opinion.objects.filter(party__place=2).count() == 1


@pytest.mark.parametrize("who", ["superior_officer", "sister_officer", "provincial_officer"])
def test_nobody_answers_for_another_unit(cast: Cast, who: str) -> None:
    row = between_levels(cast)
    send(row, cast.superior_officer)

    with pytest.raises(NotAllowed):
        say(row, 2, getattr(cast, who))


def test_a_signed_one_changes_by_annex_only(cast: Cast, period: Period) -> None:
    row = in_force(between_levels(cast, period=period), cast)
    first, by = row.editions.get(), actor(cast.superior_officer)
    with pytest.raises(ChangedSince):
        drafting.set_tables(row, movements=(), pledges=(), seen=first.version, by=by, at=NOW)

    amending.begin_annex(row, by=by, at=NOW)
    drafting.set_articles(
        row, grounds=(), articles=(), amends="Nâng mức.", seen=version(row), by=by, at=NOW
    )
    drafting.set_tables(
        row, movements=(), pledges=(pledge(2, 20),), seen=version(row), by=by, at=NOW
    )
    in_force(row, cast)

    first.refresh_from_db()
    assert digest(first.content) == first.digest
    assert Target.objects.get(replaced_at=None).value == 20
    assert Target.objects.count() == 2


def test_an_annex_keeps_the_parties(cast: Cast) -> None:
    row, by = in_force(between_levels(cast), cast), actor(cast.superior_officer)
    amending.begin_annex(row, by=by, at=NOW)

    with pytest.raises(Incomplete, match="giữ nguyên các bên"):
        drafting.set_parties(row, [seat(cast.superior)], seen=version(row), by=by, at=NOW)


def test_nothing_happens_after_closing(cast: Cast) -> None:
    row, by = in_force(between_levels(cast), cast), actor(cast.superior_officer)
    with pytest.raises(Incomplete, match="trước hạn"):
        amending.close(row, outcome=Outcome.REACHED, words="Đạt.", by=by, at=NOW)

    amending.close(row, outcome=Outcome.REACHED, words="Đạt.", by=by, at=LATER)

    with pytest.raises(WrongStep):
        amending.begin_annex(row, by=by, at=LATER)
    with pytest.raises(WrongStep):
        amending.close(row, outcome=Outcome.MISSED, words="Khác.", by=by, at=LATER)


def test_a_dropped_one_is_not_signed(cast: Cast) -> None:
    row = settled(between_levels(cast), cast)
    seen = current(row).digest
    drafting.drop(row, by=actor(cast.superior_officer), at=NOW)

    with pytest.raises(WrongStep):
        signing.sign(row, party(row, 2), seen=seen, by=proven(cast.officer), at=NOW)


def test_both_spans_at_once(cast: Cast) -> None:
    for span in ("yearly", "campaign"):
        in_force(
            draft(
                cast.superior,
                cast.superior_officer,
                seat(cast.superior),
                seat(cast.factory),
                span=span,
            ),
            cast,
        )

    assert Agreement.objects.filter(state="in_force").count() == 2


@pytest.mark.parametrize(
    ("stage", "reader", "is_seen"),
    [
        ("draft", "superior_officer", True),
        ("draft", "provincial_officer", True),
        ("draft", "auditor", True),
        ("draft", "officer", False),
        ("sent", "officer", True),
        ("sent", "author", False),
        ("sent", "sister_officer", False),
        ("signed", "author", True),
        ("signed", "sister_officer", False),
    ],
)
def test_who_sees_it_when(cast: Cast, stage: str, reader: str, *, is_seen: bool) -> None:
    row = between_levels(cast)
    if stage == "sent":
        send(row, cast.superior_officer)
    if stage == "signed":
        in_force(row, cast)

    found = Agreement.objects.visible_to(actor(getattr(cast, reader)))

    assert found.exists() == is_seen


def test_strangers_and_nobody_see_nothing(cast: Cast) -> None:
    in_force(between_levels(cast), cast)

    assert not Agreement.objects.visible_to(Actor.anonymous()).exists()


def test_dates_are_of_the_right_order(cast: Cast) -> None:
    wrong = head(ends_on=TODAY - dt.timedelta(days=1))

    with pytest.raises(Incomplete, match="Ngày kết thúc"):
        drafting.begin(
            cast.factory, wrong, request_key=uuid.uuid4(), by=actor(cast.officer), at=NOW
        )
