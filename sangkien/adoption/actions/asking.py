"""Ask after 3, 6 and 12 months whether something is still used, a bounded batch at a time."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Q

from sangkien.adoption import rules
from sangkien.adoption.enums import AdoptionState, CheckState
from sangkien.adoption.models import Adoption, Check, Course
from sangkien.core import db
from sangkien.core.periods import local_day, months_later
from sangkien.initiatives.enums import COUNTED_AS_VALID
from sangkien.initiatives.models import Decision, Initiative
from sangkien.notices import concerning
from sangkien.notices.actions import telling
from sangkien.notices.actions.telling import Question

BATCH = 500
ASKED = "adoption.still_used"
concerning.declare(ASKED)


def follow_adoption(adoption: Adoption) -> None:
    """In the transaction of the adoption: its clock runs from the later of use and confirmation."""
    decided_on = local_day(adoption.decided_at or adoption.recorded_at)
    starts_on = rules.clock_start(adoption.since_on, decided_on)
    Course.objects.create(
        initiative_id=adoption.initiative_id,
        adoption=adoption,
        unit_id=adoption.unit_id,
        starts_on=starts_on,
        next_due_on=rules.due_on(starts_on, 0),
    )


def stop_adoption(adoption: Adoption) -> None:
    """Nobody is asked any more; what was answered stays."""
    _stop(Course.objects.filter(adoption=adoption))


@transaction.atomic
def follow(initiative_ids: Iterable[int]) -> int:
    """ "Lập lịch kiểm tra": those that are public are asked about, the others are not.

    Doing it again changes nothing. Returns how many courses are new.
    """
    ids = list(initiative_ids)
    rows = Initiative.objects.public().filter(pk__in=ids)
    columns = rows.values_list("pk", "unit_id", "first_applied_on", "changed_at")
    public = {pk: (unit_id, applied, changed) for pk, unit_id, applied, changed in columns}
    _stop(Course.objects.filter(initiative_id__in=set(ids) - set(public)))
    lasting = Q(adoption=None) | Q(adoption__state=AdoptionState.STANDING)
    kept = list(Course.objects.filter(lasting, initiative_id__in=public))
    known = {course.initiative_id for course in kept if course.adoption_id is None}
    confirmed = _confirmed_on(list(public))
    new = []
    for pk, (unit_id, applied, changed) in public.items():
        if pk in known:
            continue
        starts_on = rules.clock_start(applied, confirmed.get(pk) or local_day(changed))
        due = rules.due_on(starts_on, 0)
        new.append(Course(initiative_id=pk, unit_id=unit_id, starts_on=starts_on, next_due_on=due))
    Course.objects.bulk_create(new, ignore_conflicts=True)
    _go_on(kept)
    return len(new)


def _confirmed_on(ids: Sequence[int]) -> dict[int, dt.date]:
    """The first day on which each was valid, as far as decisions tell."""
    rows = Decision.objects.filter(initiative_id__in=ids, outcome__in=COUNTED_AS_VALID)
    found: dict[int, dt.date] = {}
    for pk, at in rows.order_by("-pk").values_list("initiative_id", "decided_at"):
        found[pk] = local_day(at)
    return found


def _go_on(courses: Iterable[Course]) -> None:
    """Confirmed again after having been taken back: asked about as before, by its own unit and by
    those that use it; what was open then is open again, until it lapses.
    """
    stopped = [c for c in courses if c.next_due_on is None and (c.is_used or not c.use)]
    for course in stopped:
        course.next_due_on = rules.due_on(course.starts_on, course.asked)
    Course.objects.bulk_update(stopped, ["next_due_on"])
    Check.objects.filter(course__in=stopped, state=CheckState.VOID).update(state=CheckState.OPEN)


def _stop(courses: Iterable[Course]) -> None:
    stopped = [course.pk for course in courses]
    if stopped:
        Course.objects.filter(pk__in=stopped).update(next_due_on=None)
        Check.objects.open().filter(course_id__in=stopped).update(state=CheckState.VOID)


@transaction.atomic
def open_due(now: dt.datetime) -> int:
    """ "Mở lần hỏi": read from the index of the days on which something falls due, and no further.

    A worker that dies in between has done nothing; two at once take different rows.
    """
    today = local_day(now)
    due = Course.objects.filter(next_due_on__lte=today).order_by("next_due_on", "pk")
    courses = list(db.locked(due, skip=True)[:BATCH])
    checks = []
    for course in courses:
        step = rules.step_due(course.starts_on, course.asked, today=today)
        if step is None:
            course.next_due_on = rules.due_on(course.starts_on, course.asked)
            continue
        if rules.is_worth_asking(months_later(course.starts_on, step), today=today):
            checks.append(_check(course, step, now=now))
        course.asked = step
        course.next_due_on = rules.due_on(course.starts_on, step)
    Check.objects.bulk_create(checks, ignore_conflicts=True)
    Course.objects.bulk_update(courses, ["asked", "next_due_on"])
    _tell([(check.course_id, check.months) for check in checks], at=now)
    return len(courses)


def _tell(asked: Sequence[tuple[int, int]], *, at: dt.datetime) -> None:
    """Who invented it, or who brought it into the unit, reads the question in a notice, too."""
    if not asked:
        return
    months = dict(asked)
    rows = Check.objects.open().filter(course_id__in=months)
    rows = rows.select_related("course__initiative", "course__adoption")
    questions = [
        Question(user_id=answerer(check), title=str(check.course.initiative), key=str(check.pk))
        for check in rows
        if check.months == months[check.course_id]
    ]
    telling.ask(ASKED, questions, about="check", at=at)


def answerer(check: Check) -> int:
    """Whose answer is wanted first."""
    course = check.course
    return course.adoption.brought_by_id if course.adoption else course.initiative.author_id


def _check(course: Course, step: int, *, now: dt.datetime) -> Check:
    fell_due = months_later(course.starts_on, step)
    return Check(
        course=course,
        unit_id=course.unit_id,
        months=step,
        due_on=fell_due,
        lapses_on=rules.lapses_on(fell_due, today=local_day(now)),
        opened_at=now,
    )


@transaction.atomic
def lapse(now: dt.datetime) -> int:
    """ "Quá hạn": nobody answered in time; the last answer before it stays the last one."""
    late = Check.objects.open().filter(lapses_on__lt=local_day(now)).order_by("lapses_on", "pk")
    found = list(db.locked(late, skip=True).values_list("pk", flat=True)[:BATCH])
    return Check.objects.open().filter(pk__in=found).update(state=CheckState.LAPSED)


def follow_all() -> int:
    """Every public initiative, a batch of numbers at a time: once, for what was there before."""
    made, last = 0, 0
    while True:
        rows = Initiative.objects.public().filter(pk__gt=last).order_by("pk")
        batch = list(rows.values_list("pk", flat=True)[:BATCH])
        if not batch:
            return made
        made += follow(batch)
        last = batch[-1]
