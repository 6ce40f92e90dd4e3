"""Is it still used? Answered at the desk, or by the link in a message without signing in."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.access.actor import Actor
from sangkien.adoption import queries
from sangkien.adoption.actions import answering
from sangkien.adoption.enums import Use
from sangkien.core import clock
from sangkien.web.library.forms import UseForm
from sangkien.web.shared.http import Request
from sangkien.web.shared.paging import dated
from sangkien.web.shared.refusals import Attempt, attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.adoption.models import Answer, Check

FORM = ["GET", "HEAD", "POST"]
AFTER = "sau"


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    """What waits for the reader's answer, the one that lapses first at the top."""
    after = dated(request.GET.get(AFTER, ""))
    rows, more = queries.open_checks(request.actor, on=clock.today(), after=after)
    here = reverse("library:checks")
    context = {
        "rows": rows,
        "first_url": here if after else "",
        "following_url": f"{here}?{AFTER}={rows[-1].lapses_on}.{rows[-1].pk}" if more else "",
    }
    return render(request, "library/checks.html", context)


@require_http_methods(FORM)
def check(request: WorkRequest, pk: int) -> HttpResponse:
    """One question, for the author and the officers of the unit."""
    found = queries.get_check(pk, actor=request.actor)
    form = UseForm(request.POST or None)
    status = 200
    if request.method == "POST":
        tried = _answered(found, form, by=request.actor, by_link=False)
        if tried.done is not None:
            messages.success(request, _("Cảm ơn bạn, đã ghi câu trả lời."))
            return redirect("library:checks")
        status = tried.status
    return render(request, "library/check.html", _shown(found, form), status=status)


@login_not_required
@require_http_methods(FORM)
def by_link(request: Request, token: str) -> HttpResponse:
    """The same without signing in: the link is good for this one question and this one person."""
    asked = queries.asked_by_link(token, at=clock.now())
    form = UseForm(request.POST or None)
    status = 200
    if request.method == "POST":
        tried = _answered(asked.check, form, by=asked.actor, by_link=True)
        if tried.done is not None:
            return redirect("library:check_link", token)
        status = tried.status
        asked = queries.asked_by_link(token, at=clock.now())
    context = {**_shown(asked.check, form), "name": asked.actor.name}
    response = render(request, "library/check_link.html", context, status=status)
    response["Referrer-Policy"] = "no-referrer"  # the address is the key
    return response


def _answered(found: "Check", form: UseForm, *, by: Actor, by_link: bool) -> "Attempt[Answer]":
    return attempt(
        form,
        lambda: answering.answer(
            found,
            use=Use(form.cleaned_data["use"]),
            reason=form.words(),
            by=by,
            at=clock.now(),
            by_link=by_link,
        ),
    )


def _shown(found: "Check", form: UseForm) -> dict[str, object]:
    return {
        "asked": found,
        "initiative": found.course.initiative,
        "form": form,
        "answer": None if found.is_open else queries.answer_of(found),
        "is_open": found.is_open and not found.is_over_on(clock.today()),
    }
