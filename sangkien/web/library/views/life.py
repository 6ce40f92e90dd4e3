"""`/thu-vien/<code>/`: what became of a confirmed initiative, for everybody who is signed in."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from sangkien.access.actor import Actor
from sangkien.adoption import permissions, queries
from sangkien.adoption.enums import Use
from sangkien.adoption.rules import is_another
from sangkien.core import clock
from sangkien.discussions import queries as talk
from sangkien.initiatives.permissions import has_interest
from sangkien.web.library import showing
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.initiatives.models import Initiative

AFTER = "sau"


@require_safe
def detail(request: WorkRequest, code: str) -> HttpResponse:
    actor = request.actor
    initiative = queries.get_public_initiative(code)
    page = queries.adoptions_of(initiative, before=request.GET.get(AFTER, ""))
    here = showing.life_url(initiative.code)
    course = queries.own_course(initiative)
    units = queries.adoptable_units(actor, on=clock.today())
    mine = queries.own_adoptions(initiative, units)
    taken = {adoption.unit_id for adoption in mine}
    praised = talk.has_praised(actor, initiative)
    context: dict[str, Any] = {
        "initiative": initiative,
        "use": showing.use_words(
            Use(course.use) if course and course.use else None,
            course.used_on if course and course.is_used else None,
        ),
        "course": course,
        "adoptions": page.rows,
        "adopters": queries.adopter_count(initiative.pk),
        "mine": mine,
        "may_adopt": any(
            unit.pk not in taken and is_another(unit.path, initiative.unit.path) for unit in units
        ),
        "answers": [(one, showing.answer_words(one)) for one in queries.answers_of(initiative)],
        "comments": talk.comment_count(initiative),
        "praises": talk.praise_count(initiative),
        "may_praise": not has_interest(actor, initiative) and (talk.is_open(initiative) or praised),
        "has_praised": praised,
        "follows": talk.follows_initiative(actor, initiative),
        "worth": _worth(actor, initiative),
        "now": clock.now(),
        "first_url": here if request.GET.get(AFTER) else "",
        "following_url": f"{here}?{AFTER}={page.following}" if page.following else "",
    }
    return render(request, "library/life.html", context)


def _worth(actor: Actor, initiative: "Initiative") -> showing.WorthShown | None:
    """Money for those whom it concerns; everybody else reads that it is used, not what it earns."""
    if not permissions.can_see_worth(actor, initiative, None):
        return None
    code = initiative.code
    may_verify = permissions.can_verify(actor, initiative, None)
    may_count = permissions.can_count(actor, initiative, None)
    return showing.worth_shown(
        queries.worth_of(initiative),
        verify_url=reverse("library:verify", args=[code]) if may_verify else "",
        count_url=reverse("library:count", args=[code]) if may_count else "",
    )
