"""Whatever is reorganised in whatever order: totals are what counting gives, nothing is lost."""

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from sangkien.core.errors import DomainError
from sangkien.core.periods import end_of, start_of
from sangkien.initiatives.enums import COUNTED_AS_SENT
from sangkien.initiatives.models import Initiative
from sangkien.journal.actions import sealing
from sangkien.journal.actions.deliveries import deliver_batch
from sangkien.programmes.actions.periods import run_campaign
from sangkien.programmes.models import Period
from sangkien.progress import queries
from sangkien.progress.actions import breaking_down, past, recount
from sangkien.progress.counting import FIGURES
from sangkien.progress.models import Breakdown, OwnTotal, PastTree, SubtreeTotal
from sangkien.progress.parts import added
from sangkien.progress.queries import asof, figures
from sangkien.progress.queries.past import PastBranches
from sangkien.progress.queries.rearranged import Rearranged
from sangkien.units import verifying
from sangkien.units.actions.reorganising import undoing
from sangkien.units.enums import ActKind
from sangkien.units.models import Membership, Reorganisation, Unit
from sangkien.units.plans import END, RECEIVER
from sangkien.units.queries import paths_on
from tests.factories import LONG_AGO, NOW, SYSTEM, TODAY, make_cast, make_initiative, make_programme
from tests.progress.past_counts import counted
from tests.progress.scenes import settle, whole
from tests.progress.test_properties import (
    STEPS,
    Story,
    assert_children_sum_to_their_parent,
    figures_of,
)
from tests.units.acts import decide, new

pytestmark = [pytest.mark.django_db, pytest.mark.postgres, pytest.mark.timeout(900)]

ACTS = ("move", "merge", "merge_new", "split", "dissolve", "rename", "undo")
YESTERDAY = TODAY - dt.timedelta(days=1)
DAYS = (LONG_AGO, YESTERDAY - dt.timedelta(days=1), YESTERDAY, TODAY)


class Upheaval(Story):
    """The story of the initiatives, in a tree that is reorganised meanwhile."""

    def __init__(self) -> None:
        cast = make_cast()
        super().__init__(cast)
        self.programme = make_programme(cast.national)  # everybody's, wherever they go
        self.national = cast.national
        self.count = 0
        run_campaign(
            self.programme,
            cast.superior,
            number=1,
            name="Cao điểm",
            opens_at=start_of(YESTERDAY),
            closes_at=end_of(TODAY),
            by=SYSTEM,
            at=NOW,
        )

    def tell(self, step: str, number: int) -> None:
        if step == "register":
            self._register(number)
        elif step not in ACTS:
            super().tell(step, number)
        else:
            self._try_act(step, number)

    def _register(self, number: int) -> None:
        """Where the author belongs now, who may have come there with an act, or nowhere."""
        _unit, author = self.authors[number % len(self.authors)]
        mine = Membership.objects.filter(user=author).in_force_on(TODAY).select_related("unit")
        membership = mine.order_by("pk").last()
        if membership is not None:
            self.made.append(make_initiative(self.programme, membership.unit, author))

    def _try_act(self, step: str, number: int) -> None:
        try:
            with transaction.atomic():
                self._act(step, number)
        except DomainError:
            pass

    def _act(self, step: str, number: int) -> None:
        standing = list(Unit.objects.filter(closed_on=None).exclude(parent=None).order_by("pk"))
        if not standing:
            return
        unit, other = standing[number % len(standing)], standing[(number * 7 + 3) % len(standing)]
        day = TODAY if number % 3 else YESTERDAY
        self.count += 1
        made = (new(f"N{self.count}", f"Đơn vị mới {self.count}"),)
        if step == "undo":
            act = Reorganisation.objects.filter(state="done").order_by("-pk").first()
            if act is not None:
                undoing.undo(act, by=SYSTEM, at=NOW)
            return
        options: dict[str, dict[str, Any]] = {
            "move": {"target": other},
            "merge": {"target": other, "carries_grants": bool(number % 2)},
            "merge_new": {"new": made},
            "split": {"new": (*made, new(f"M{self.count}", "Phần hai")), "otherwise": number % 2},
            "dissolve": {"otherwise": END if number % 2 else RECEIVER},
            "rename": {"new": made},
        }
        kind = ActKind("merge" if step == "merge_new" else step)
        units = [unit, other] if step == "merge_new" and unit != other else [unit]
        decide(kind, *units, effective_on=day, **options[step])


def assert_every_tree_sums_to_the_same(story: Upheaval) -> None:
    """In the tree of any day the nation has the same, and so have all branches together."""
    period = whole(story.programme)
    sent = Initiative.objects.filter(state__in=COUNTED_AS_SENT).count()
    for day in DAYS:
        found = asof.branches(story.national, period, day)
        assert found.total.sent == sent
        assert sum(counts.sent for counts in found.by_child.values()) == sent
    kept = SubtreeTotal.objects.filter(unit=story.national, period=period).first()
    assert (kept.sent if kept else 0) == sent
    if kept:
        assert asof.branches(story.national, period, TODAY).total.covered_sent == kept.covered_sent


def assert_past_branches_agree(story: Upheaval) -> None:
    """Many at once or one by one: a branch of yesterday has the same, whole and in parts."""
    period, every = whole(story.programme), list(Unit.objects.all())
    places = paths_on([unit.pk for unit in every], YESTERDAY)
    branches = Rearranged(places=places, day=YESTERDAY)
    totals, became = branches.totals(period), branches.became(period)
    parts = branches.parts(period)
    for unit in every:
        total = asof.branches(unit, period, YESTERDAY).total
        assert totals.get(unit.pk, figures.NONE) == total
        alone = Rearranged(places={unit.pk: places[unit.pk]}, day=YESTERDAY)
        assert alone.became(period)[unit.pk] == became[unit.pk]
        assert alone.parts(period)[unit.pk] == parts[unit.pk]
        for by_key in parts[unit.pk].values():
            assert sum(sent for sent, _valid in by_key.values()) == total.sent


def assert_past_is_what_counting_gives(story: Upheaval, *, is_settled: bool) -> None:
    """What is kept of today, rearranged, against every unit's own figures at its place of the day; also
    while the worker has not carried them up yet, but for the coverage, which follows with the sizes.
    """
    places = {day: paths_on(Unit.objects.values_list("pk", flat=True), day) for day in DAYS}
    for period in Period.objects.filter(programme=story.programme):
        for day in DAYS:
            found = Rearranged(places=places[day], day=day).totals(period)
            for pk, expected in counted(period, day).items():
                if is_settled:
                    assert found[pk] == expected
                assert figures_alone(found[pk]) == figures_alone(expected)


def assert_kept_trees_agree(story: Upheaval) -> None:
    """What the worker keeps of a period that ended before the last act, read back for every unit."""
    programme = whole(story.programme)
    closes_at, day = programme.closes_at, YESTERDAY - dt.timedelta(days=1)
    Period.objects.filter(pk=programme.pk).update(closes_at=end_of(day))
    past.keep(NOW + dt.timedelta(days=1))
    period = whole(story.programme)
    places = paths_on(Unit.objects.values_list("pk", flat=True), day)
    kept, live = PastBranches(places=places, day=day), Rearranged(places=places, day=day)
    changed = Reorganisation.objects.filter(state="done").exists()
    assert PastTree.objects.filter(day=day).exists() == (changed and programme_has_figures(period))
    assert kept.totals(period) == live.totals(period)
    assert kept.became(period) == live.became(period)
    assert kept.parts(period) == live.parts(period)
    Period.objects.filter(pk=period.pk).update(closes_at=closes_at)
    PastTree.objects.all().delete()


def programme_has_figures(period: Period) -> bool:
    return SubtreeTotal.objects.filter(unit=period.unit, period=period).exists()


def figures_alone(counts: figures.Counts) -> list[int]:
    return [getattr(counts, name) for name in FIGURES]


def follow_breakdowns() -> None:
    """What the worker does within a minute."""
    while deliver_batch(NOW):  # a new campaign is counted
        pass
    sealing.seal(NOW)
    breaking_down.follow(NOW)


def assert_breakdowns_agree() -> None:
    """Own + children is the branch, in the tree of today, and a recount finds nothing wrong."""
    follow_breakdowns()
    assert list(queries.breakdown_differences()) == []
    for row in Breakdown.objects.filter(stale=False):
        below = Breakdown.objects.filter(unit__parent=row.unit_id, period=row.period_id)
        assert row.parts == added([row.own_parts, *(child.parts for child in below)])
        assert row.authors == row.own_authors + sum(child.authors for child in below)
    assert not Breakdown.objects.filter(stale=True).exists()
    assert breaking_down.recount(now=NOW) == 0


@settings(
    max_examples=20,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(
        st.tuples(st.sampled_from((*STEPS, *ACTS, "register")), st.integers(0, 20)), max_size=24
    )
)
@example(
    steps=[
        *(("merge", 17), ("register", 11), ("undo", 20), ("split", 7), ("merge", 7)),
        *(("undo", 14), ("register", 20), ("merge", 0), ("withdraw", 16), ("register", 8)),
        *(("merge", 14), ("confirm", 0), ("rename", 16), ("confirm", 15), ("merge_new", 17)),
        *(("confirm", 8), ("confirm", 16), ("reject", 14), ("withdraw", 6)),
    ]
)
@example(  # who left the branch of a campaign registers again
    steps=[("register", 7), ("register", 17), ("fold", 6), ("merge_new", 7), ("register", 7)]
)
@example(  # a branch moves before what was counted for the first time is carried up
    steps=[
        *(("register", 19), ("confirm", 15), ("reopen", 17), ("dissolve", 12), ("register", 20)),
        *(("rename", 10), ("register", 1), ("move", 17), ("fold", 15)),
    ]
)
@example(  # a late confirmation after a move and a merge is in the trees of before at once
    steps=[
        *(("register", 0), ("register", 1), ("register", 2), ("fold", 1), ("move", 4)),
        *(("merge", 8), ("confirm", 1), ("confirm", 2)),
    ]
)
def test_totals_after_any_upheaval_are_what_counting_gives(
    db: None, steps: list[tuple[str, int]]
) -> None:
    with transaction.atomic():
        story = Upheaval()
        follow_breakdowns()
        for step, number in steps:
            story.tell(step, number)
            assert list(queries.differences(at=NOW)) == []
            if number % 5 == 0:
                assert list(queries.breakdown_differences()) == []
                follow_breakdowns()
        assert_past_is_what_counting_gives(story, is_settled=False)
        settle()
        assert_past_is_what_counting_gives(story, is_settled=True)
        assert_breakdowns_agree()
        assert_past_branches_agree(story)
        assert_kept_trees_agree(story)

        kept = figures_of(OwnTotal), figures_of(SubtreeTotal)
        assert list(queries.differences(at=NOW)) == []
        assert [*verifying.check_paths(), *verifying.check_positions()] == []
        assert_children_sum_to_their_parent()
        OwnTotal.objects.all().delete()
        SubtreeTotal.objects.all().delete()
        recount.recount(at=NOW)
        assert (figures_of(OwnTotal), figures_of(SubtreeTotal)) == kept
        assert_every_tree_sums_to_the_same(story)
        transaction.set_rollback(True)
