import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.periods import end_of, start_of
from sangkien.programmes import rules
from sangkien.programmes.errors import InvalidPeriod, InvalidProgramme
from sangkien.programmes.rules import PhaseWindow, Reception

MOMENT = dt.timedelta(microseconds=1)


def phase(
    first: dt.date, last: dt.date, *, name: str = "Giai đoạn 1", applied: bool = False
) -> PhaseWindow:
    return PhaseWindow(
        period_id=1,
        name=name,
        opens_at=start_of(first),
        closes_at=end_of(last),
        applied_from=dt.date(2021, 9, 1) if applied else None,
        applied_to=dt.date(2023, 8, 31) if applied else None,
    )


ONE = phase(dt.date(2022, 1, 8), dt.date(2022, 5, 31), applied=True)
TWO = phase(dt.date(2022, 6, 1), dt.date(2023, 8, 31), name="Giai đoạn 2", applied=True)
LATER = phase(dt.date(2024, 1, 1), dt.date(2024, 3, 31), name="Giai đoạn 3")
PHASES = [ONE, TWO, LATER]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (ONE.opens_at - MOMENT, None),
        (ONE.opens_at, ONE),
        (ONE.closes_at - MOMENT, ONE),
        (ONE.closes_at, TWO),
        (TWO.closes_at - MOMENT, TWO),
        (TWO.closes_at, None),
    ],
)
def test_each_instant_has_one_phase_or_none(at: dt.datetime, expected: PhaseWindow | None) -> None:
    assert rules.phase_at(PHASES, at) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (ONE.opens_at - MOMENT, Reception.UPCOMING),
        (ONE.opens_at, Reception.OPEN),
        (TWO.closes_at, Reception.UPCOMING),
        (LATER.closes_at - MOMENT, Reception.OPEN),
        (LATER.closes_at, Reception.CLOSED),
    ],
)
def test_a_programme_is_open_coming_or_over(at: dt.datetime, expected: Reception) -> None:
    assert rules.reception(PHASES, at) == expected


def test_without_phases_a_programme_is_closed() -> None:
    assert rules.reception([], ONE.opens_at) == Reception.CLOSED


def test_a_closed_programme_says_since_when_and_what_to_do() -> None:
    said = rules.closed_reason([ONE, TWO], TWO.closes_at)

    assert "Giai đoạn 2 đã đóng nhận sáng kiến lúc 24h00 ngày 31/08/2023." in said
    assert "vẫn được giữ trong bản nháp" in said
    assert "Ban Chấp hành công đoàn cơ sở" in said


def test_a_programme_that_is_not_open_yet_says_from_when() -> None:
    said = rules.closed_reason(PHASES, TWO.closes_at)

    assert said.startswith("Giai đoạn 3 chỉ nhận sáng kiến từ 00h00 ngày 01/01/2024.")


def test_a_programme_without_phases_says_so() -> None:
    assert "chưa có giai đoạn" in rules.closed_reason([], ONE.opens_at)


@pytest.mark.parametrize(
    ("applied_on", "fits"),
    [
        (dt.date(2021, 8, 31), False),
        (dt.date(2021, 9, 1), True),
        (dt.date(2023, 8, 31), True),
        (dt.date(2023, 9, 1), False),
    ],
)
def test_both_ends_of_the_application_window_count(applied_on: dt.date, *, fits: bool) -> None:
    problem = rules.applied_problem(applied_on, phase=TWO, today=dt.date(2024, 1, 1))

    assert (problem is None) == fits
    if problem:
        assert "từ 01/09/2021 đến 31/08/2023" in problem


def test_nothing_was_first_applied_tomorrow() -> None:
    today = dt.date(2022, 3, 1)

    assert rules.applied_problem(today, phase=TWO, today=today) is None
    tomorrow = rules.applied_problem(today + dt.timedelta(days=1), phase=TWO, today=today)
    assert tomorrow == "Ngày áp dụng lần đầu không được ở tương lai."


def test_without_a_window_any_past_day_fits() -> None:
    assert (
        rules.applied_problem(dt.date(1990, 1, 1), phase=LATER, today=dt.date(2024, 2, 1)) is None
    )
    assert rules.applied_problem(dt.date(1990, 1, 1), phase=None, today=dt.date(2024, 2, 1)) is None


def test_phases_that_touch_fit_and_phases_that_overlap_do_not() -> None:
    rules.ensure_phases_fit([TWO, ONE, LATER])
    overlapping = phase(dt.date(2022, 5, 31), dt.date(2022, 7, 1), name="Chen ngang")

    with pytest.raises(InvalidPeriod, match="Chen ngang mở trước khi Giai đoạn 1 đóng"):
        rules.ensure_phases_fit([ONE, overlapping])


def test_a_phase_runs_forward() -> None:
    backwards = PhaseWindow(
        period_id=0, name="Lùi", opens_at=ONE.closes_at, closes_at=ONE.closes_at
    )

    with pytest.raises(InvalidPeriod) as refusal:
        rules.ensure_phases_fit([backwards])

    assert refusal.value.field == "closes_at"


DAYS = st.dates(min_value=dt.date(2020, 1, 1), max_value=dt.date(2024, 1, 1))
WINDOWS = st.lists(
    st.tuples(DAYS, st.integers(0, 200)).map(
        lambda pair: phase(pair[0], pair[0] + dt.timedelta(days=pair[1]))
    ),
    max_size=5,
)


@given(WINDOWS, DAYS, st.integers(0, 24 * 60))
def test_phases_that_fit_never_hold_one_instant_twice(
    phases: list[PhaseWindow], day: dt.date, minute: int
) -> None:
    try:
        rules.ensure_phases_fit(phases)
    except InvalidPeriod:
        return

    instant = start_of(day) + dt.timedelta(minutes=minute)
    assert sum(phase.is_open(instant) for phase in phases) <= 1


def done(phases: list[PhaseWindow], *, fields: int = 1, documents: int = 0) -> dict[str, bool]:
    checks = rules.launch_checks(phases, fields=fields, documents=documents, at=ONE.opens_at)
    return {check.key: check.is_done for check in checks}


def test_the_list_before_a_launch_tells_what_is_there() -> None:
    assert done([]) == {"phases": False, "fields": True, "running": False, "documents": False}
    assert done([ONE], documents=2) == {
        "phases": True,
        "fields": True,
        "running": True,
        "documents": True,
    }
    assert not done([phase(dt.date(2020, 1, 1), dt.date(2020, 2, 1))])["running"]


@pytest.mark.parametrize(
    ("phases", "fields", "words"),
    [([], 1, "ít nhất một giai đoạn"), ([ONE], 0, "ít nhất một lĩnh vực")],
)
def test_nothing_is_launched_that_nobody_could_enter(
    phases: list[PhaseWindow], fields: int, words: str
) -> None:
    checks = rules.launch_checks(phases, fields=fields, documents=1, at=ONE.opens_at)

    with pytest.raises(InvalidProgramme, match=words):
        rules.ensure_launchable(checks)


def test_what_is_only_advised_does_not_stop_a_launch() -> None:
    over = phase(dt.date(2020, 1, 1), dt.date(2020, 2, 1))

    rules.ensure_launchable(rules.launch_checks([over], fields=1, documents=0, at=ONE.opens_at))
