"""Reading what waits for somebody: the queue of an office, and what sleeps below it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Prefetch, Q, QuerySet

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.core import codes, db, paths
from sangkien.initiatives import secrecy
from sangkien.initiatives.enums import State
from sangkien.initiatives.evidence import EXHIBITED
from sangkien.initiatives.models import CoAuthor, Initiative, Overdue, PassingUp
from sangkien.initiatives.models.initiative import InitiativeQuerySet
from sangkien.initiatives.places import Above
from sangkien.initiatives.queries import CORRECTED, CREDITED, PAGE, Page, cursor_parts
from sangkien.programmes.chain import FROM_ABOVE
from sangkien.programmes.enums import StepKind
from sangkien.programmes.models import Programme
from sangkien.units.models import Unit

MOST_CREDITED = 100  # waiting ones at once that name the same co-author
LOOKED_AT = 500  # of what waits, to offer the programmes to narrow it down to
MOST_OFFICES = 10  # of one person, to look at each by itself
NO_CONDITION = Q()
SHOWN = ("unit", "author", "entered_by", "field", "programme", "ruleset")
PASSED_UP = Prefetch(
    "passings_up",
    PassingUp.objects.select_related("from_unit").order_by("pk"),
    to_attr="passed_up",
)


def lineage_of(unit_path: str) -> list[Above]:
    """The unit with this path and those above it, itself first; one query."""
    way = [*paths.ancestors(unit_path), unit_path]
    rows = Unit.objects.filter(path__in=way).select_related("level").order_by("-path")
    return [
        Above(
            path=unit.path,
            level=unit.level_id,
            name=unit.label,
            is_grassroots=unit.level.is_grassroots,
        )
        for unit in rows
    ]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """To what the reader narrows the queue down; what is empty does not narrow."""

    programme: str = ""
    kind: str = ""
    overdue_on: dt.date | None = None

    def condition(self) -> Q:
        found = Q()
        if self.programme:
            found &= Q(programme__slug=self.programme)
        if self.kind in StepKind.values:
            found &= Q(waits_for=self.kind)
        if self.overdue_on is not None:
            found &= Q(due_on__lt=self.overdue_on)
        return found


EVERYTHING = Wanted()


def queue_of(actor: Actor) -> InitiativeQuerySet:
    """Everything that waits for the office of the actor.

    Without those that credit the actor: somebody else in the same office decides these.
    """
    waiting = Initiative.objects.awaiting_review_by(actor).without_credit_to(actor)
    if actor.user_id is None:
        return waiting
    return waiting.exclude(waits_for__in=sorted(FROM_ABOVE), entered_by_id=actor.user_id)


def review_queue(
    actor: Actor, wanted: Wanted = EVERYTHING, *, cursor: str | None = None, limit: int = PAGE
) -> Page:
    """What waits for the actor's decision, across programmes and steps, the first due on top."""
    narrowed = wanted.condition()
    reached = read_cursor(cursor)
    if reached is not None:
        day, pk = reached
        narrowed &= Q(due_on__gte=day) & (Q(due_on__gt=day) | Q(pk__gt=pk))
    keys = _first_due(actor, narrowed, limit=limit + 1)
    rows = Initiative.objects.waiting().filter(pk__in=keys[:limit]).select_related(*SHOWN)
    rows = rows.prefetch_related(CREDITED, CORRECTED, EXHIBITED, PASSED_UP)
    shown = list(rows.order_by("due_on", "pk"))
    secrecy.open_for(actor, *shown)
    has_more = len(keys) > limit and bool(shown)
    return Page(rows=shown, following=cursor_of(shown[-1]) if has_more else None)


def _first_due(actor: Actor, narrowed: Q = NO_CONDITION, *, limit: int) -> list[int]:
    """The keys of what is due first."""
    if actor.is_system or len(actor.offices(Permission.INITIATIVE_ACCEPT)) > MOST_OFFICES:
        parts = [queue_of(actor)]
    else:
        parts = _lists_of(actor)
    narrow = [part.filter(narrowed) for part in parts]
    return db.first_keys(narrow, "due_on", "pk", limit=limit) if narrow else []


def _lists_of(actor: Actor) -> list[InitiativeQuerySet]:
    """`queue_of` in pieces that the index holds in order: each kind of step at each office of a
    level above, where what waits is many times what is shown of it.
    """
    waiting = Initiative.objects.waiting().without_credit_to(actor)
    others = waiting.exclude(entered_by_id=actor.user_id)
    pieces = []
    for path in actor.offices(Permission.INITIATIVE_ACCEPT):
        passed_up = waiting.filter(waits_path=path, waits_for=StepKind.CONFIRM)
        pieces.append(passed_up.exclude(waits_path=F("unit_path")))
        pieces += [others.filter(waits_path=path, waits_for=kind) for kind in sorted(FROM_ABOVE)]
    if actor.can_somewhere(Permission.INITIATIVE_REVIEW):
        reach = within(actor, Permission.INITIATIVE_REVIEW, field="waits_path")
        pieces.append(waiting.filter(reach, waits_for=StepKind.CONFIRM))
    return pieces


def cursor_of(initiative: Initiative) -> str:
    """ "<day>.<pk>": what the link to the next page carries."""
    day = initiative.due_on
    return f"{day.toordinal() if day else 1}.{initiative.pk}"


def read_cursor(typed: str | None) -> tuple[dt.date, int] | None:
    """A cursor from the address bar; nonsense is the first page."""
    found = cursor_parts(typed)
    if found is None or not 0 < found[0] <= dt.date.max.toordinal():
        return None
    return dt.date.fromordinal(found[0]), found[1]


def next_for_review(actor: Actor, *, after: str) -> Initiative | None:
    """The one behind a cursor, else the one that is due first of all."""
    rows = review_queue(actor, cursor=after, limit=1).rows or review_queue(actor, limit=1).rows
    return rows[0] if rows else None


def review_queue_size(actor: Actor, *, most: int = 100) -> int:
    """How many wait, counted up to `most` so that a badge never counts millions."""
    return len(queue_of(actor).values_list("pk", flat=True)[:most])


def programmes_waiting(actor: Actor) -> list[Programme]:
    """The programmes of what is due first, to narrow the queue down to one of them."""
    first = Initiative.objects.filter(pk__in=_first_due(actor, limit=LOOKED_AT))
    wanted = set(first.values_list("programme_id", flat=True))
    return list(Programme.objects.filter(pk__in=wanted).order_by("title", "pk"))


def kept_from_review(actor: Actor, *, limit: int = PAGE) -> list[Initiative]:
    """What waits in the actor's units for somebody else, because it credits the actor."""
    if actor.user_id is None:
        return []
    named = Initiative.objects.waiting().filter(coauthors__user_id=actor.user_id)
    credited = list(named.values_list("pk", flat=True)[:MOST_CREDITED])
    rows = Initiative.objects.awaiting_review_by(actor).filter(
        Q(author_id=actor.user_id) | Q(pk__in=credited)
    )
    return list(rows.select_related("unit", "author").order_by("due_on", "pk")[:limit])


def selected_for_review(actor: Actor, codes_typed: list[str]) -> list[Initiative]:
    """The ticked ones that the actor may see; foreign and unknown codes are silently absent."""
    wanted = [codes.canonical(code) for code in codes_typed[:200]]
    return list(
        Initiative.objects.visible_to(actor)
        .filter(code__in=wanted)
        .select_related("programme", "unit", "author")
        .prefetch_related(CREDITED)
        .order_by("received_at", "pk")
    )


def beside_those(actor: Actor, codes_typed: list[str]) -> list[Initiative]:
    """Those of one page that the actor decides about, for what is shown beside them."""
    wanted = [codes.canonical(code) for code in codes_typed[:PAGE]]
    rows = Initiative.objects.awaiting_review_by(actor).filter(code__in=wanted)
    return list(rows.select_related("unit", "programme").order_by("due_on", "pk"))


def sleeping_below(
    actor: Actor, *, cursor: str | None = None, limit: int = PAGE
) -> tuple[list[Overdue], str | None]:
    """Steps that sleep in the units below an office of the actor, the longest known first."""
    whole = Prefetch("initiative__coauthors", CREDITED.queryset)
    rows = _below(actor).select_related(*(f"initiative__{name}" for name in SHOWN))
    reached = cursor_parts(cursor)
    if reached is not None:
        rows = rows.filter(pk__gt=reached[1])
    found = list(rows.prefetch_related(whole).order_by("pk")[: limit + 1])
    shown = found[:limit]
    return shown, f"0.{shown[-1].pk}" if len(found) > limit else None


def selected_below(actor: Actor, codes_typed: list[str]) -> list[Overdue]:
    """The ticked ones among those that sleep below the actor; others are silently absent."""
    wanted = [codes.canonical(code) for code in codes_typed[:200]]
    rows = _below(actor).filter(initiative__code__in=wanted).select_related("initiative")
    return list(rows.order_by("pk"))


def unit_names(unit_paths: Iterable[str]) -> dict[str, str]:
    """What the units with these paths are called; one query."""
    rows = Unit.objects.filter(path__in=set(unit_paths))
    return {unit.path: unit.label for unit in rows}


def sleeping_below_size(actor: Actor, *, most: int = 100) -> int:
    return len(_below(actor).values_list("pk", flat=True)[:most])


def _below(actor: Actor) -> QuerySet[Overdue]:
    offices = actor.offices(Permission.INITIATIVE_ACCEPT)
    rows = Overdue.objects.filter(is_open=True)
    return rows if actor.is_system else rows.filter(above_path__in=offices)


def shares_to_answer(actor: Actor, *, limit: int = PAGE) -> list[CoAuthor]:
    """Where the actor is named as a co-author and was asked whether the share is right."""
    if actor.user_id is None:
        return []
    asked = CoAuthor.objects.filter(user_id=actor.user_id, answer="")
    rows = asked.filter(initiative__state__in=(State.SUBMITTED, State.RETURNED))
    return list(rows.select_related("initiative__author").order_by("-pk")[:limit])


def passing_up_of(initiative: Initiative) -> PassingUp | None:
    """By whom it was passed up to where it waits now; None while it is where it usually is."""
    since = initiative.waits_since
    if since is None:
        return None
    rows = PassingUp.objects.filter(initiative=initiative, passed_at=since)
    return rows.select_related("passed_by", "from_unit", "to_unit").first()


def is_passed_up(initiative: Initiative) -> bool:
    """Whether the office whose turn it usually is handed it to the unit above."""
    if initiative.waits_for == StepKind.CONFIRM:
        return initiative.waits_path != initiative.unit_path
    return passing_up_of(initiative) is not None


def overdue_of(initiative: Initiative) -> Overdue | None:
    """The open note about the step that sleeps, if the unit above knows of it."""
    if not initiative.is_waiting:
        return None
    of_this_step = Overdue.objects.filter(initiative=initiative, step=initiative.step)
    return of_this_step.filter(is_open=True).first()
