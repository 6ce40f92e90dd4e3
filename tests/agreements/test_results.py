"""What units report of targets, and changes of those in force."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from sangkien.access.actor import Actor
from sangkien.agreements import queries
from sangkien.agreements.actions import changing, reporting
from sangkien.agreements.actions.changing import Wish
from sangkien.agreements.actions.reporting import Reported
from sangkien.agreements.actions.targets import remove_target, set_target
from sangkien.agreements.enums import ChangeState, PledgeKind, TargetBase, TargetKind, TargetOrigin
from sangkien.agreements.errors import InForce, InvalidTarget, WrongStep
from sangkien.agreements.measures import Measure, Span
from sangkien.agreements.models import Target, TargetChange, TargetResult
from sangkien.core.errors import NotAllowed
from sangkien.journal.models import Entry
from sangkien.units.models import Unit
from sangkien.web.agreements import promised
from tests.agreements.pacts import between_levels, in_force, pledge
from tests.factories import NOW, SYSTEM, TODAY, Cast, actor, make_cast, make_programme

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
ASSIGNED, SELF_SET = TargetOrigin.ASSIGNED, TargetOrigin.SELF_SET
SPAN = Span(since=TODAY - 30 * DAY, until=TODAY + 30 * DAY)
WORDS = "Theo danh sách ngày 30/6"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def works(value: int = 4) -> Measure:
    return Measure(
        kind=TargetKind.NUMBER, value=Decimal(value), subject="Công trình", measure="công trình"
    )


def give(
    cast: Cast, holder: Unit | None = None, *, origin: TargetOrigin = ASSIGNED, value: int = 4
) -> Target:
    """Given two days ago, for a time that has begun: in force."""
    return set_target(
        SPAN,
        holder or cast.superior,
        measure=works(value),
        origin=origin,
        by=SYSTEM,
        at=NOW - 2 * DAY,
    )


def report(target: Target, value: int, *, by: Actor, **changes: Any) -> TargetResult:
    said: dict[str, Any] = {"value": Decimal(value), "as_of": TODAY, "words": WORDS}
    return reporting.report_result(
        target,
        Reported(**{**said, **changes}),
        request_key=uuid.uuid4(),
        by=by,
        at=NOW,
    )


def wish(value: int | None = 6, **changes: Any) -> Wish:
    said: dict[str, Any] = {
        "value": None if value is None else Decimal(value),
        "reason": "Thêm hai đơn vị mới sáp nhập",
        "document": "Công văn 12/CV-LĐLĐ",
    }
    return Wish(**{**said, **changes})


def names() -> list[str]:
    rows = Entry.objects.filter(subject_kind="target").order_by("pk")
    return [row.name for row in rows]


def test_a_report_waits_for_who_assigned_the_target(cast: Cast) -> None:
    target = give(cast)

    result = report(target, 3, by=actor(cast.superior_officer))

    assert (result.state, result.is_current) == ("waiting", True)
    confirmed = reporting.confirm_result(result, by=actor(cast.provincial_officer), at=NOW)
    assert (confirmed.state, confirmed.answered_by) == ("confirmed", cast.provincial_officer)
    found = queries.standing_of(target, confirmed)
    assert found is not None
    assert found.words == "đạt 75 %"
    assert names()[-2:] == ["target.result_reported", "target.result_confirmed"]


def test_a_returned_report_gives_way_to_the_one_before(cast: Cast) -> None:
    target, officer = give(cast), actor(cast.superior_officer)
    first, second = report(target, 2, by=officer), report(target, 9, by=officer)

    reporting.return_result(second, "Đếm trùng", by=actor(cast.provincial_officer), at=NOW)

    assert queries.current_results([target]) == {target.pk: first}
    assert [row.state for row in queries.results_of(target)] == ["returned", "waiting"]


def test_the_same_report_sent_twice_is_one(cast: Cast) -> None:
    target, key = give(cast), uuid.uuid4()
    said = Reported(value=Decimal(1), as_of=TODAY, words=WORDS)
    for _again in range(2):
        reporting.report_result(
            target, said, request_key=key, by=actor(cast.superior_officer), at=NOW
        )
    assert TargetResult.objects.count() == 1


def test_what_the_unit_set_itself_needs_no_confirmation(cast: Cast) -> None:
    target = give(cast, origin=SELF_SET)
    assert report(target, 1, by=actor(cast.superior_officer)).state == "confirmed"


def test_the_officer_of_a_grassroots_union_reports_for_it(cast: Cast) -> None:
    assert report(give(cast, cast.factory), 1, by=actor(cast.officer)).reported_by == cast.officer


def test_only_the_own_officers_report_and_only_others_confirm(cast: Cast) -> None:
    target = give(cast)
    with pytest.raises(NotAllowed):
        report(target, 1, by=actor(cast.officer))
    result = report(target, 1, by=actor(cast.provincial_officer))
    with pytest.raises(NotAllowed):
        reporting.confirm_result(result, by=actor(cast.superior_officer), at=NOW)
    with pytest.raises(NotAllowed):
        reporting.confirm_result(result, by=actor(cast.provincial_officer), at=NOW)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"as_of": TODAY + DAY}, "as_of"),
        ({"as_of": SPAN.since - DAY}, "as_of"),
        ({"words": " "}, "words"),
        ({"whole": Decimal(10)}, "whole"),
    ],
)
def test_a_report_that_cannot_be_is_refused(
    cast: Cast, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidTarget) as refused:
        report(give(cast), 1, by=actor(cast.superior_officer), **changes)
    assert refused.value.field == field


def test_what_the_system_counts_is_not_reported(cast: Cast) -> None:
    whole = make_programme(cast.province).periods.get(kind="whole")
    count = Measure(kind=TargetKind.COUNT, base=TargetBase.SENT, value=Decimal(10))
    target = set_target(
        whole, cast.superior, measure=count, origin=ASSIGNED, by=SYSTEM, at=NOW - 2 * DAY
    )
    with pytest.raises(InvalidTarget):
        report(target, 1, by=actor(cast.superior_officer))


# Changes


def test_a_target_in_force_is_not_changed_by_one_hand(cast: Cast) -> None:
    target, officer = give(cast), actor(cast.provincial_officer)
    with pytest.raises(InForce):
        set_target(SPAN, cast.superior, measure=works(6), origin=ASSIGNED, by=officer, at=NOW)
    with pytest.raises(InForce):
        remove_target(target, by=officer, at=NOW)
    assert Target.objects.get().value == 4


def test_a_slip_of_the_pen_is_corrected_for_a_day(cast: Cast) -> None:
    officer = actor(cast.provincial_officer)
    options: dict[str, Any] = {"origin": ASSIGNED, "by": officer}
    set_target(SPAN, cast.superior, measure=works(40), at=NOW, **options)
    late = NOW + dt.timedelta(hours=23)
    set_target(SPAN, cast.superior, measure=works(4), at=late, **options)
    with pytest.raises(InForce):
        set_target(SPAN, cast.superior, measure=works(5), at=NOW + DAY, **options)


def test_before_its_time_begins_it_is_changed_freely(cast: Cast) -> None:
    span = Span(since=TODAY + DAY, until=TODAY + 9 * DAY)
    options: dict[str, Any] = {"origin": ASSIGNED, "by": actor(cast.provincial_officer)}
    set_target(span, cast.superior, measure=works(4), at=NOW - 5 * DAY, **options)
    set_target(span, cast.superior, measure=works(6), at=NOW, **options)
    assert Target.objects.get(replaced_at=None).value == 6


def test_ones_own_is_changed_with_a_reason_once_it_runs(cast: Cast) -> None:
    give(cast, origin=SELF_SET)
    options: dict[str, Any] = {"origin": SELF_SET, "by": actor(cast.superior_officer), "at": NOW}
    with pytest.raises(InvalidTarget) as refused:
        set_target(SPAN, cast.superior, measure=works(6), **options)
    assert refused.value.field == "reason"
    new = set_target(SPAN, cast.superior, measure=works(6), reason="Thêm nguồn lực", **options)
    assert new.value == 6
    assert new.reason == "Thêm nguồn lực"


def test_a_second_person_approves_and_both_numbers_stay_readable(cast: Cast) -> None:
    """As a plan of 7,000 was replaced by 7,600."""
    old = give(cast, value=7000)
    reported = report(old, 2400, by=actor(cast.superior_officer))
    asked = changing.ask_change(old, wish(7600), by=actor(cast.superior_officer), at=NOW)
    assert asked.is_from_holder

    done = changing.approve_change(asked, by=actor(cast.provincial_officer), at=NOW + DAY)

    new = done.made
    assert new is not None
    assert [(row.words, row.replaced_at) for row in queries.chain(new)] == [
        ("7.600 công trình", None),
        ("7.000 công trình", NOW + DAY),
    ]
    assert (new.note, new.reason) == ("Công văn 12/CV-LĐLĐ", "Thêm hai đơn vị mới sáp nhập")
    assert queries.current_results([new])[new.pk] == reported
    assert names()[-3:] == ["target.change_asked", "target.revised", "target.change_approved"]
    with pytest.raises(InForce):  # what was approved is in force at once
        set_target(
            SPAN,
            cast.superior,
            measure=works(1),
            origin=ASSIGNED,
            by=actor(cast.provincial_officer),
            at=NOW + DAY,
        )


def test_nobody_approves_what_they_asked_for(cast: Cast) -> None:
    asked = changing.ask_change(give(cast), wish(), by=actor(cast.provincial_officer), at=NOW)
    for who in (cast.provincial_officer, cast.superior_officer):
        with pytest.raises(NotAllowed):
            changing.approve_change(asked, by=actor(who), at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        TargetChange.objects.filter(pk=asked.pk).update(
            state=ChangeState.APPROVED, answered_by=cast.provincial_officer, answered_at=NOW
        )
    done = changing.approve_change(asked, by=actor(cast.national_officer), at=NOW)
    assert changing.approve_change(done, by=actor(cast.national_officer), at=NOW).made == done.made


def test_a_refused_change_leaves_the_target(cast: Cast) -> None:
    asked = changing.ask_change(give(cast), wish(), by=actor(cast.superior_officer), at=NOW)
    by = actor(cast.provincial_officer)
    with pytest.raises(InvalidTarget):
        changing.refuse_change(asked, " ", by=by, at=NOW)
    done = changing.refuse_change(asked, "Chưa đủ căn cứ", by=by, at=NOW)
    assert done.state == ChangeState.REFUSED
    assert Target.objects.get().value == 4
    with pytest.raises(WrongStep):
        changing.approve_change(asked, by=by, at=NOW)


def test_one_wish_at_a_time_and_it_can_be_taken_back(cast: Cast) -> None:
    target, by = give(cast), actor(cast.superior_officer)
    asked = changing.ask_change(target, wish(), by=by, at=NOW)
    assert changing.ask_change(target, wish(), by=by, at=NOW) == asked
    with pytest.raises(WrongStep):
        changing.ask_change(target, wish(8), by=by, at=NOW)
    with pytest.raises(NotAllowed):
        changing.withdraw_change(asked, by=actor(cast.provincial_officer), at=NOW)
    changing.withdraw_change(asked, by=by, at=NOW)
    changing.ask_change(target, wish(8), by=by, at=NOW)


def test_an_approved_end_ends_the_target(cast: Cast) -> None:
    asked = changing.ask_change(give(cast), wish(None), by=actor(cast.superior_officer), at=NOW)
    changing.approve_change(asked, by=actor(cast.provincial_officer), at=NOW)
    assert Target.objects.get().replaced_at == NOW


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (wish(4), "value"),
        (wish(0), "value"),
        (wish(reason=" "), "reason"),
        (wish(document=""), "document"),
    ],
)
def test_a_wish_that_says_nothing_is_refused(cast: Cast, asked: Wish, field: str) -> None:
    with pytest.raises(InvalidTarget) as refused:
        changing.ask_change(give(cast), asked, by=actor(cast.superior_officer), at=NOW)
    assert refused.value.field == field


def test_a_signed_number_changes_by_annex_only(cast: Cast) -> None:
    in_force(between_levels(cast, pledges=(pledge(2, 12),)), cast)
    target, later = Target.objects.get(), NOW + DAY
    by = actor(cast.superior_officer)
    with pytest.raises(InForce):
        changing.ask_change(target, wish(20), by=by, at=later)
    with pytest.raises(InForce):
        remove_target(target, by=by, at=later)
    with pytest.raises(InForce):
        set_target(
            target.runs,
            cast.factory,
            measure=Measure(
                kind=TargetKind.COUNT,
                base=TargetBase.SENT,
                value=Decimal(5),
                subject=target.subject,
            ),
            origin=ASSIGNED,
            by=by,
            at=later,
        )
    assert Target.objects.get().value == 12


def test_other_parties_read_what_was_reported_once_it_is_confirmed(cast: Cast) -> None:
    promise = pledge(
        2, 4, kind=PledgeKind.COUNT, base=None, text="Công trình", measure="công trình"
    )
    row = in_force(between_levels(cast, pledges=(promise,)), cast)
    edition = row.editions.get()
    result = report(Target.objects.get(), 3, by=actor(cast.officer))
    assert result.state == "waiting"

    def read() -> Any:
        (line,) = promised.rows(edition, edition.signers, at=NOW)
        return line["told"]

    assert read() is None  # not even that something was reported
    reporting.confirm_result(result, by=actor(cast.superior_officer), at=NOW)
    assert (read().value, read().words) == ("3", "đạt 75 %")
