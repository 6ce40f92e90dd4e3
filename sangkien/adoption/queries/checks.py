"""Reading what is asked about use, and what was answered."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.accounts.queries import active_user
from sangkien.adoption import links
from sangkien.adoption.errors import WrongLink
from sangkien.adoption.models import Answer, Check, Course
from sangkien.core import db
from sangkien.core.errors import NotFound
from sangkien.initiatives.models import Initiative
from sangkien.units.queries import actor_for

PAGE = 20
SHOWN = 20
MOST_OWN = 2_000


def _with_subject(rows: QuerySet[Check]) -> QuerySet[Check]:
    return rows.select_related(
        "unit", "course__initiative__unit", "course__initiative__author", "course__adoption"
    )


def _mine(actor: Actor, *, on: dt.date) -> list[QuerySet[Check]]:
    """Asked apart, so that each is answered from its own index."""
    open_ = Check.objects.open().filter(lapses_on__gte=on)
    return [open_.filter(course__in=_own_courses(actor)), open_.of_unit_officers(actor)]


def _own_courses(actor: Actor) -> list[int]:
    """Of what the actor invented, at the own unit, or brought into a unit. Their numbers and not a
    join: that would walk through all that is open in search of a person who is asked nothing.
    """
    if actor.user_id is None:
        return []
    own = Course.objects.filter(adoption=None, initiative__author_id=actor.user_id)
    brought = Course.objects.filter(adoption__brought_by_id=actor.user_id)
    return [pk for rows in (own, brought) for pk in rows.values_list("pk", flat=True)[:MOST_OWN]]


def open_checks(
    actor: Actor, *, on: dt.date, after: tuple[dt.date, int] | None = None, limit: int = PAGE
) -> tuple[list[Check], bool]:
    """What waits for the actor's answer, the one that lapses first at the top; whether more do."""
    later = Q()
    if after is not None:
        day, pk = after
        later = Q(lapses_on__gt=day) | Q(lapses_on=day, pk__gt=pk)
    parts = [rows.filter(later) for rows in _mine(actor, on=on)]
    keys = db.first_keys(parts, "lapses_on", "pk", limit=limit + 1)
    rows = _with_subject(Check.objects.filter(pk__in=keys[:limit]))
    return list(rows.order_by("lapses_on", "pk")), len(keys) > limit


def open_check_count(actor: Actor, *, on: dt.date, most: int = 100) -> int:
    found: set[int] = set()
    for rows in _mine(actor, on=on):
        found.update(rows.order_by("lapses_on", "pk").values_list("pk", flat=True)[:most])
    return len(found)


def get_check(pk: int, *, actor: Actor) -> Check:
    """One that concerns the actor at this moment, open or over, or NotFound."""
    found = _with_subject(Check.objects.filter(pk=pk)).first()
    if found is None or not found.concerns(actor):
        raise NotFound(_("Không tìm thấy lần hỏi này."))
    return found


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A check and the person whom the link was sent to, with the rights of this moment."""

    check: Check
    actor: Actor


def asked_by_link(typed: str, *, at: dt.datetime) -> Asked:
    """What a link is about; a link of somebody who may not answer any more is none."""
    check_id, user_id = links.read(typed)
    user = active_user(user_id)
    if user is None:
        raise WrongLink(_("Đường dẫn này không còn dùng được."))
    actor = actor_for(user, at=at)
    try:
        return Asked(check=get_check(check_id, actor=actor), actor=actor)
    except NotFound as gone:
        raise WrongLink(_("Đường dẫn này không còn dùng được.")) from gone


def answer_of(check: Check) -> Answer | None:
    return Answer.objects.filter(check_asked=check).select_related("answered_by").first()


def own_course(initiative: Initiative) -> Course | None:
    """How its own unit uses it."""
    return Course.objects.filter(initiative=initiative, adoption=None).first()


def answers_of(initiative: Initiative, *, limit: int = SHOWN) -> list[Answer]:
    """What was answered at its own unit and at the others, the latest first."""
    rows = Answer.objects.filter(check_asked__course__initiative=initiative)
    rows = rows.select_related("check_asked__unit", "check_asked__course", "answered_by")
    return list(rows.order_by("-answered_at", "-pk")[:limit])
