import datetime as dt
import uuid
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sangkien.access.roles import RoleKey
from sangkien.audits import queries, rules, verifying
from sangkien.audits.actions import checking, drawing
from sangkien.audits.concerned import told_of_failure
from sangkien.audits.enums import Finding, SizeBy
from sangkien.audits.errors import AuditMoved, InvalidAudit, NotIndependent
from sangkien.audits.events import AuditItemChecked
from sangkien.audits.models import Audit, AuditItem
from sangkien.audits.rules import Factor
from sangkien.core.errors import NotAllowed, NotFound
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.journal.models import Entry
from sangkien.notices.concerning import NOBODY, Concern
from sangkien.progress.enums import BoardOrder
from sangkien.progress.overtaking import to_pass
from sangkien.progress.queries import league
from sangkien.progress.rules import Contender, places
from tests.audits.scenes import drawn, finished, found, wanted, who
from tests.factories import NOW, Cast, actor, make_cast, make_officer, make_programme
from tests.progress.scenes import send, settle, whole


@settings(max_examples=40, deadline=None)
@given(st.sets(st.text("0123456789ABCD", min_size=3, max_size=3)), st.integers(1, 9))
def test_sample_is_drawn_again_without_repeats(read: set[str], size: int) -> None:
    seed = rules.seed_of(7, NOW)

    chosen = rules.sample(sorted(read), seed=seed, size=size)

    assert chosen == rules.sample(sorted(read, reverse=True), seed=seed, size=size)
    assert len(set(chosen)) == len(chosen) == min(size, len(read))
    assert set(chosen) <= read
    rest = [rules.key_of(seed, code) for code in read - set(chosen)]
    assert all(rules.key_of(seed, code) < min(rest, default="g") for code in chosen)


def test_size_is_rounded_up_and_bounded() -> None:
    assert rules.size_of(SizeBy.PERCENT, 5, population=41) == 3
    assert rules.size_of(SizeBy.NUMBER, 50, population=9) == 9
    assert rules.size_of(SizeBy.PERCENT, 100, population=500) == 500
    for by, value, population in (
        (SizeBy.PERCENT, 101, 10),
        (SizeBy.PERCENT, 0, 10),
        (SizeBy.NUMBER, 0, 10),
        (SizeBy.NUMBER, 501, 9_000),
        (SizeBy.PERCENT, 10, 1_000_000),
    ):
        with pytest.raises(InvalidAudit):
            rules.size_of(by, value, population=population)


def test_factor_is_exact_and_needs_five() -> None:
    assert Factor(passed=2, checked=3, as_of=NOW).value is None
    assert Factor(passed=5, checked=7, as_of=NOW).value == Fraction(5, 7)


def one(key: int, valid: int, passed: int, checked: int) -> Contender:
    factor = Factor(passed=passed, checked=checked, as_of=NOW) if checked else None
    return Contender(key=key, name_sort=str(key), sent=valid, valid=valid, factor=factor)


def test_rank_by_valid_times_factor_leaves_those_without_one_behind() -> None:
    many, fair, same = one(1, 100, 3, 6), one(2, 60, 6, 6), one(3, 70, 6, 7)
    few, never = one(4, 999, 4, 4), one(5, 998, 0, 0)

    found = places([many, fair, same, few, never], order=BoardOrder.AUDITED)

    assert [(p.contender.key, p.rank, p.is_tied) for p in found] == [
        (2, 1, True),
        (3, 1, True),
        (1, 3, False),
        (4, None, False),
        (5, None, False),
    ]
    missing = to_pass(many, fair, BoardOrder.AUDITED)
    assert missing == 21  # 121 × 3/6 is more than 60, 120 × 3/6 is not
    assert to_pass(never, fair, BoardOrder.AUDITED) is None


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def test_a_sample_is_valid_below_and_kept_to_be_drawn_again(cast: Cast) -> None:
    programme = make_programme(cast.province)
    send(programme, cast.sister_factory, sent=2, valid=2)

    audit = drawn(cast, programme, by=SizeBy.PERCENT, value=50)

    assert (audit.population, audit.size, audit.is_exact) == (6, 3, True)
    codes = list(audit.items.order_by("position").values_list("initiative__code", flat=True))
    valid = Initiative.objects.filter(unit=cast.factory, state=State.CONFIRMED)
    everything = list(valid.values_list("code", flat=True))
    again = rules.sample(everything, seed=rules.seed_of(audit.pk, audit.drawn_at), size=3)
    assert codes == again
    assert set(valid.values_list("code", flat=True)) >= set(codes)
    superior = who(cast.superior_officer)
    more = wanted(cast.factory, whole(programme))
    once = drawing.draw(cast.superior, more, request_key=audit.request_key, **superior)
    assert once == audit
    with pytest.raises(AuditMoved):  # not until the sample pleases
        drawing.draw(cast.superior, more, request_key=uuid.uuid4(), **superior)
    assert not list(verifying.check_audits())
    AuditItem.objects.filter(audit=audit, position=1).delete()
    assert len(list(verifying.check_audits())) == 1


def test_only_offices_above_audit_and_only_below(cast: Cast) -> None:
    programme = make_programme(cast.province)
    send(programme, cast.factory, sent=1, valid=1)
    below = wanted(cast.factory, whole(programme))
    for unit, user in (
        (cast.superior, cast.officer),
        (cast.superior, cast.provincial_officer),  # not an office of that very unit
        (cast.factory, cast.officer),
    ):
        with pytest.raises(NotAllowed):
            drawing.draw(unit, below, request_key=uuid.uuid4(), **who(user))
    for subject in (cast.superior, cast.far_factory, cast.sister_factory):
        other = wanted(subject, whole(programme))  # own, elsewhere, without any
        with pytest.raises(InvalidAudit):
            drawing.foresee(cast.superior, other, **who(cast.superior_officer))
    assert not Audit.objects.exists()


def test_nobody_audits_what_they_had_a_part_in_nor_closes_own_findings(cast: Cast) -> None:
    programme = make_programme(cast.province)
    audit = drawn(cast, programme)
    item = audit.items.get(position=1)
    superior, second = cast.superior_officer, make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER)
    item.initiative.decisions.update(decided_by=superior)
    with pytest.raises(NotIndependent):
        found(item, Finding.RIGHT, superior)
    with pytest.raises(NotAllowed):
        found(item, Finding.RIGHT, cast.officer)
    with pytest.raises(InvalidAudit):
        found(item, Finding.FAILED, second)  # says no reason
    found(item, Finding.FAILED, second, reason="Chưa làm thật.")
    with pytest.raises(NotIndependent):
        checking.finish(audit, unchecked_reason="Hết hạn.", **who(second))
    with pytest.raises(InvalidAudit):
        checking.finish(audit, unchecked_reason="", **who(superior))
    with pytest.raises(AuditMoved):  # the page is an old one
        found(item, Finding.RIGHT, second)

    closed = checking.finish(audit, unchecked_reason="Hết hạn.", **who(superior))

    assert closed.is_finished
    assert Initiative.objects.get(pk=item.initiative_id).state == State.CONFIRMED
    with pytest.raises(AuditMoved):
        found(audit.items.get(position=2), Finding.RIGHT, second)


def test_failure_is_told_as_it_stands_and_seen_by_those_concerned(cast: Cast) -> None:
    programme = make_programme(cast.province)
    audit = drawn(cast, programme)
    first, second = audit.items.order_by("position")[:2]
    officer = actor(cast.officer)
    found(first, Finding.FAILED, cast.superior_officer, reason="Ảnh của nơi khác.")
    found(second, Finding.RIGHT, cast.superior_officer)
    event = AuditItemChecked(
        item_id=first.pk, audit_id=audit.pk, unit_id=cast.factory.pk, finding="failed"
    )

    told = told_of_failure(event)

    assert isinstance(told, Concern)
    assert told.user_ids >= {first.initiative.author_id, cast.officer.pk}
    assert told.words == "Ảnh của nơi khác."
    assert queries.get_item(first.pk, actor=officer)
    for unseen, reader in ((second, cast.officer), (first, cast.sister_officer)):
        with pytest.raises(NotFound):
            queries.get_item(unseen.pk, actor=actor(reader))
    first.refresh_from_db()
    found(first, Finding.MINOR, cast.superior_officer)
    assert told_of_failure(event) == NOBODY


def test_of_very_many_a_stretch_of_random_codes_is_read(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    programme = make_programme(cast.province)
    made = send(programme, cast.factory, sent=6, valid=6)
    monkeypatch.setattr(rules, "MOST_READ", 4)
    start = rules.first_code("x")
    codes = sorted((one.code for one in made), key=lambda code: (code < start, code))

    read = queries.read_codes(cast.factory, whole(programme), seed="x")

    assert sorted(read) == sorted(codes[:4])
    more = wanted(cast.factory, whole(programme))
    seen = drawing.foresee(cast.superior, more, **who(cast.superior_officer))
    assert (seen.is_exact, seen.population, seen.size) == (False, 4, 4)


@pytest.mark.postgres
def test_finished_audits_make_the_factor_and_the_rank(
    cast: Cast, django_assert_num_queries: object
) -> None:
    programme = make_programme(cast.province)
    second = make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER, "Ngô Thị Hai")
    audit = drawn(cast, programme)
    assert queries.factors([cast.factory.pk], audit.period) == {}
    finished(audit, cast.superior_officer, second)
    send(programme, cast.sister_factory, sent=9, valid=9)
    settle()

    with django_assert_num_queries(1):  # type: ignore[operator]
        factors = queries.factors([cast.factory.pk, cast.sister_factory.pk], audit.period)

    assert factors == {cast.factory.pk: Factor(passed=4, checked=5, as_of=NOW)}
    rows = league(whole(programme), cast.superior, at=NOW, order=BoardOrder.AUDITED).rows
    assert [(row.unit, row.rank) for row in rows] == [
        (cast.factory, 1),
        (cast.sister_factory, None),
    ]
    assert rows[0].contender.audited == Fraction(24, 5)
    assert Entry.objects.filter(name="audit.finished").count() == 1
    assert not list(verifying.check_audits())
    AuditItem.objects.filter(audit=audit, position=1).update(finding="right")
    assert len(list(verifying.check_audits())) == 1


def test_findings_behind_a_missing_one_do_not_count(cast: Cast) -> None:
    second = make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER, "Ngô Thị Hai")
    audit = drawn(cast, make_programme(cast.province))
    finished(audit, cast.superior_officer, second)
    whole_sample = queries.factors([cast.factory.pk], audit.period)[cast.factory.pk]
    missing = AuditItem.objects.filter(audit=audit, position=2)
    missing.update(finding="", checked_at=None, checked_by=None)

    found = queries.factors([cast.factory.pk], audit.period)[cast.factory.pk]

    assert whole_sample.checked > found.checked == 1
    assert queries.outcome_of(audit).in_order == 1


def test_an_audit_that_nobody_may_finish_is_dropped_with_its_reason_and_kept(cast: Cast) -> None:
    second = make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER, "Ngô Thị Hai")
    audit = drawn(cast, make_programme(cast.province))
    found(audit.items.get(position=1), Finding.RIGHT, cast.superior_officer)
    with pytest.raises(InvalidAudit, match="vì sao"):
        checking.drop(audit, reason=" ", **who(second))
    with pytest.raises(NotAllowed):
        checking.drop(audit, reason="Không còn ai chốt.", **who(cast.provincial_officer))

    for _turn in range(2):
        checking.drop(audit, reason="Không còn ai chốt.", **who(cast.superior_officer))

    assert Entry.objects.filter(name="audit.dropped").count() == 1
    assert queries.factors([cast.factory.pk], audit.period) == {}
    assert queries.get_audit(audit.pk, actor=who(second)["by"]).items.count() == 5
    for act in (
        lambda: found(audit.items.get(position=2), Finding.RIGHT, second),
        lambda: checking.finish(audit, unchecked_reason="Hết hạn.", **who(second)),
    ):
        with pytest.raises(AuditMoved):
            act()
    assert not list(verifying.check_audits())
    again = wanted(cast.factory, audit.period)
    next_one = drawing.draw(cast.superior, again, request_key=uuid.uuid4(), **who(second))
    assert (queries.dropped_before(next_one), queries.dropped_before(audit)) == (1, 0)


@pytest.mark.postgres
def test_samples_of_phases_count_for_the_whole_programme_and_not_the_other_way(cast: Cast) -> None:
    programme = make_programme(cast.province)
    second = make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER, "Ngô Thị Hai")
    send(programme, cast.factory, sent=7, valid=7)
    phase, all_of_it = programme.periods.get(kind="phase", number=1), whole(programme)
    chosen = wanted(cast.factory, phase)
    of_phase = drawing.draw(
        cast.superior, chosen, request_key=uuid.uuid4(), **who(cast.superior_officer)
    )
    finished(of_phase, cast.superior_officer, second)
    seen = queries.factors([cast.factory.pk], phase)[cast.factory.pk]
    assert queries.factors([cast.factory.pk], all_of_it)[cast.factory.pk] == seen

    of_whole = drawing.draw(
        cast.superior,
        wanted(cast.factory, all_of_it),
        request_key=uuid.uuid4(),
        **who(cast.superior_officer),
    )
    finished(of_whole, cast.superior_officer, second, failed=0, at=NOW + dt.timedelta(hours=1))

    assert queries.factors([cast.factory.pk], phase)[cast.factory.pk] == seen
    # of seven initiatives ten were drawn: each counts once, by what was found last
    of_both = queries.factors([cast.factory.pk], all_of_it)[cast.factory.pk]
    samples = [set(a.items.values_list("initiative_id", flat=True)) for a in (of_phase, of_whole)]
    failed_only_once = of_phase.items.get(finding="failed").initiative_id not in samples[1]
    assert of_both.checked == len(samples[0] | samples[1]) < 10
    assert of_both.checked - of_both.passed == int(failed_only_once)
