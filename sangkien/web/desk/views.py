"""`/viec-cua-toi/`: what waits for me."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.roles import RoleKey
from sangkien.agreements.queries import pacts
from sangkien.commendation.queries import approving
from sangkien.core.periods import local_day
from sangkien.councils.queries import showing as councils
from sangkien.documents import queries as documents
from sangkien.initiatives import queries, waiting
from sangkien.initiatives.enums import State
from sangkien.initiatives.queries import Offer
from sangkien.inspections import queries as inspections
from sangkien.messages import queries as outbox
from sangkien.messages.permissions import can_write
from sangkien.notices.queries import unread_of
from sangkien.programmes import extensions
from sangkien.programmes.plans import earlier_plans
from sangkien.progress.queries import UnitFigures, figures_of
from sangkien.recognition.queries import appeals
from sangkien.recognition.queries import offices as recognition
from sangkien.reporting import queries as reporting
from sangkien.reports.rules import is_poster_time
from sangkien.units import queries as units
from sangkien.units.queries import Place
from sangkien.web.desk.followup import followup
from sangkien.web.desk.second_life import second_life
from sangkien.web.shared import notices
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.initiatives.models import Decision, Initiative
    from sangkien.programmes.models import Extension, LocalPlan
    from sangkien.units.models import Unit

RECENT = 5
MOST_NOTICES = 3
UNFINISHED = (State.DRAFT, State.RETURNED)
MOST_FIGURES = 10  # units whose figures are shown, the others are named
MOST_COUNTED = 100  # "hơn 100": a badge never counts millions


@dataclass(frozen=True, kw_only=True)
class Unfinished:
    """A draft, or a returned one with the reason."""

    initiative: "Initiative"
    reason: "Decision | None"


@dataclass(frozen=True, kw_only=True)
class Oversight:
    """A unit that the reader looks after, with its figures in the programme that comes first.

    `may_print`: its weekly poster is offered now, from Friday afternoon on.
    """

    unit: "Unit"
    roles: str
    figures: UnitFigures | None
    may_report: bool
    may_print: bool


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A programme that receives initiatives of one's own unit now."""

    title: str
    phase: str
    closes_at: datetime


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    """Drafts and returned ones first, then one's own; the queue and the units for officers."""
    actor = request.actor
    places = units.places_of(actor)
    offers = queries.offers(_distinct(places), at=request.received_at)
    own = queries.own_initiatives(actor, limit=RECENT + len(UNFINISHED)).rows
    context = {
        "notices": [notices.line(row) for row in unread_of(actor, limit=MOST_NOTICES)],
        "unfinished": _unfinished(queries.unfinished(actor)),
        "recent": [row for row in own if row.state not in UNFINISHED][:RECENT],
        **_waiting(actor),
        **second_life(actor, at=request.received_at),
        "agreements": pacts.waiting_for(actor),
        **followup(actor, at=request.received_at),
        "documents_to_sign": documents.to_sign(actor),
        "appeals": recognition.appeals_size(actor),
        "told_appeals": appeals.told(actor),
        "may_recognise": bool(actor.offices(Permission.RECOGNITION_DECIDE)),
        "shares": waiting.shares_to_answer(actor),
        "inspections": inspections.waiting(actor, on=local_day(request.received_at)),
        "reporting": reporting.waiting(actor, at=request.received_at),
        "councils": councils.waiting(actor, on=local_day(request.received_at)),
        "overdue": units.overdue_reviews(
            actor, on=local_day(request.received_at), most=MOST_COUNTED + 1
        ),
        "unmatched": units.waiting_workplace_count(actor, most=MOST_COUNTED + 1)
        if units.may_answer(actor)
        else 0,
        "is_stopped": can_write(actor) and outbox.is_stopped(at=request.received_at),
        "asked": units.own_workplaces(actor.user_id, at=request.received_at),
        "may_enter": actor.can_somewhere(Permission.INITIATIVE_REGISTER_FOR_OTHERS),
        "is_author": any(place.role == RoleKey.AUTHOR for place in places),
        "told": _told(offers, places, at=request.received_at),
        "entries": _entries(offers, places, at=request.received_at),
        "overseen": _overseen(offers, places, actor=actor, at=request.received_at),
        "now": request.received_at,
    }
    return render(request, "desk/index.html", context)


def _waiting(actor: Actor) -> dict[str, object]:
    """How much waits for an officer's decision."""
    may_review = actor.can_somewhere(Permission.INITIATIVE_REVIEW)
    offices = actor.offices(Permission.INITIATIVE_ACCEPT)
    reviews = may_review or bool(offices)
    return {
        "may_review": may_review,
        "waiting": waiting.review_queue_size(actor, most=MOST_COUNTED + 1) if reviews else 0,
        "sleeping": waiting.sleeping_below_size(actor, most=MOST_COUNTED + 1) if offices else 0,
        "most_counted": MOST_COUNTED,
        "money_waiting": approving.to_approve(actor, most=MOST_COUNTED)
        if actor.can_somewhere(Permission.AWARD_PAY)
        else 0,
    }


def _distinct(places: Sequence[Place]) -> "list[Unit]":
    return list({place.unit.pk: place.unit for place in places}.values())


def _unfinished(rows: "list[Initiative]") -> list[Unfinished]:
    reasons = queries.last_reasons([row for row in rows if row.state == State.RETURNED])
    return [Unfinished(initiative=row, reason=reasons.get(row.pk)) for row in rows]


def _told(
    offers: Sequence[Offer], places: Sequence[Place], *, at: datetime
) -> "list[tuple[str, list[tuple[Extension, LocalPlan | None]]]]":
    """Closing times put off lately, of the programmes that are for one's units, with the plan by
    which one of them closes earlier all the same.
    """
    programmes = {offer.programme.pk: offer.programme for offer in offers}
    found = extensions.to_tell(list(programmes.values()), at=at)
    moved = [one for pk, extended in found.items() if programmes[pk].plans for one in extended]
    earlier = earlier_plans(moved, [place.unit.path for place in places])
    return [
        (programmes[pk].title, [(one, earlier.get(one.pk)) for one in extended])
        for pk, extended in found.items()
    ]


def _entries(offers: Sequence[Offer], places: Sequence[Place], *, at: datetime) -> list[Entry]:
    """What one's own unit may send to now, one line per programme."""
    own = {place.unit.pk for place in places if place.role == RoleKey.AUTHOR}
    found = {
        offer.programme.pk: Entry(
            title=offer.programme.title, phase=phase.name, closes_at=phase.closes_at
        )
        for offer in offers
        if offer.unit.pk in own and (phase := offer.open_phase(at))
    }
    return list(found.values())


def _overseen(
    offers: Sequence[Offer], places: Sequence[Place], *, actor: Actor, at: datetime
) -> list[Oversight]:
    """One line per unit, whatever the number of roles there."""
    roles: dict[int, list[str]] = {}
    seen: dict[int, Unit] = {}
    for place in places:
        if place.is_overseen:
            seen[place.unit.pk] = place.unit
            roles.setdefault(place.unit.pk, []).append(place.role_name)
    first: dict[int, Offer] = {}
    for offer in offers:
        first.setdefault(offer.unit.pk, offer)
    wanted = [(first[pk].unit, first[pk].programme) for pk in seen if pk in first]
    found = figures_of(wanted[:MOST_FIGURES], at=at)
    figures = {unit_id: one for (unit_id, _programme_id), one in found.items()}
    return [
        Oversight(
            unit=unit,
            roles=", ".join(roles[pk]),
            figures=figures.get(pk),
            may_report=actor.can(Permission.PROGRESS_VIEW, at=unit.path),
            may_print=is_poster_time(at) and actor.can(Permission.POSTER_MAKE, at=unit.path),
        )
        for pk, unit in seen.items()
    ]
