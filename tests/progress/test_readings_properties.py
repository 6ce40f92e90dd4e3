"""Whatever happens in whatever order, and whenever: what ended stays, what runs is the total."""

import contextlib
import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sangkien.core.errors import DomainError
from sangkien.initiatives.actions import crediting, drafting
from sangkien.programmes.models import Period
from sangkien.progress import counting, queries
from sangkien.progress.actions import folding, recount
from sangkien.progress.enums import ReadingSpan
from sangkien.progress.models import Reading, SubtreeTotal
from tests.factories import NOW, SYSTEM, actor, make_cast
from tests.progress.scenes import settle
from tests.progress.test_properties import STEPS, Story, figures_of

pytestmark = [pytest.mark.django_db, pytest.mark.postgres, pytest.mark.timeout(900)]

MORE = ("wait", "wait_long", "draft", "discard", "credit", "recount", "register", "register")
Past = dict[int, tuple[object, ...]]


class Chronicle(Story):
    """The same story with a clock, drafts that are thrown away, and accounts that become one."""

    def __init__(self) -> None:
        super().__init__(make_cast())
        self.now = NOW
        self.drafts = 0

    def tell(self, step: str, number: int) -> None:
        own: dict[str, Callable[[], object]] = {
            "wait": lambda: self._wait(dt.timedelta(minutes=25 * (number % 5 + 1))),
            "wait_long": lambda: self._wait(dt.timedelta(hours=9 * (number % 5 + 1))),
            "fold": lambda: folding.fold_all(self.now),
            "recount": lambda: recount.recount(at=self.now),
            "draft": lambda: self._draft(number),
            "discard": lambda: self._discard(number),
            "credit": lambda: self._credit(number),
        }
        if step in own:
            own[step]()
        else:
            super().tell(step, number)

    def _wait(self, time: dt.timedelta) -> None:
        self.now += time

    def _draft(self, number: int) -> None:
        unit, author = self.authors[number % len(self.authors)]
        drafting.start_draft(
            self.programme,
            unit,
            author=author,
            request_key=uuid.uuid4(),
            by=actor(author),
            at=NOW,
        )

    def _discard(self, number: int) -> None:
        """Only drafts disappear; what was sent once is refused."""
        author = self.authors[number % len(self.authors)][1]
        mine = author.initiatives.order_by("pk").first()
        if mine is not None:
            with contextlib.suppress(DomainError):
                drafting.discard_draft(mine, by=actor(author), at=NOW)

    def _credit(self, number: int) -> None:
        """Two members of one unit turn out to be one person."""
        pair = 2 * (number % len(self.units))
        kept, closed = self.authors[pair][1], self.authors[pair + 1][1]
        with transaction.atomic():
            crediting.move_credit(kept_id=kept.pk, closed_id=closed.pk, by=SYSTEM, at=NOW)
        for initiative in self.made:
            initiative.refresh_from_db()


def ended(at: dt.datetime) -> Past:
    names = ("unit_id", "period_id", "span", "ends_at", "as_of", *counting.SUMMED)
    rows = Reading.objects.filter(ends_at__lte=at).values_list("pk", *names)
    return {pk: figures for pk, *figures in rows}


def told(at: dt.datetime) -> list[object]:
    """What anybody would be told of a moment, of every unit and period."""
    found = SubtreeTotal.objects.select_related("unit", "period").order_by("unit", "period")
    return [queries.reading_at(total.unit, total.period, at) for total in found]


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(st.sampled_from((*STEPS, *MORE)), st.integers(0, 20)), max_size=40))
def test_readings_after_any_story(db: None, steps: list[tuple[str, int]]) -> None:
    with transaction.atomic():
        story = Chronicle()
        for step, number in steps:
            moment = story.now
            before = ended(moment)
            story.tell(step, number)
            assert {pk: ended(moment).get(pk) for pk in before} == before
            assert ended(moment).keys() == before.keys()
            assert list(queries.differences(at=story.now)) == []
        settle(story.now)
        assert_running_is_the_total(story.now)
        recount.recount(at=story.now)
        assert_running_is_the_total(story.now)
        transaction.set_rollback(True)


def assert_running_is_the_total(at: dt.datetime) -> None:
    """A total that changed in the running day is what was read of that day last."""
    assert list(queries.differences(at=at)) == []
    totals = figures_of(SubtreeTotal)
    days = Reading.objects.filter(span=ReadingSpan.DAY, period__in=Period.objects.all())
    last: dict[tuple[int, int], list[int]] = {}
    for unit_id, period_id, *figures in days.order_by("ends_at").values_list(
        "unit_id", "period_id", *counting.SUMMED
    ):
        last[unit_id, period_id] = figures
    assert {key: figures for key, figures in last.items() if any(figures)} == totals


def test_what_was_told_of_a_moment_is_told_again() -> None:
    story = Chronicle()
    for number in range(4):
        story.tell("register", number)
        story.tell("fold", 0)
        story.tell("wait_long", 1)
    asked = [NOW + dt.timedelta(hours=hours) for hours in (1, 10, 20, 40)]
    first = [told(at) for at in asked]

    for step, number in (("confirm", 0), ("reject", 1), ("withdraw", 2), ("recount", 0)):
        story.tell(step, number)
        folding.fold_all(story.now)

    assert [told(at) for at in asked] == first
