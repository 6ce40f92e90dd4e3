"""Is it still used? Answered at the desk, or by the link in a message without signing in."""

import datetime as dt
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
from sangkien.web.shared.refusals import Attempt, attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.adoption.models import Answer, Check

FORM = ["GET", "HEAD", "POST"]
AFTER = "sau"
CURSOR_PARTS = 2


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    """What waits for the reader's answer, the one that lapses first at the top."""
    after = _read(request.GET.get(AFTER, ""))
    rows, more = queries.open_checks(request.actor, on=clock.today(), after=after)
    here = reverse("library:checks")
    context = {
        "rows": rows,
        "first_url": here if after else "",
        "following_url": f"{here}?{AFTER}={_cursor(rows[-1])}" if more else "",
    }
    return render(request, "library/checks.html", context)


def _cursor(check: "Check") -> str:
    return f"{check.lapses_on.toordinal()}.{check.pk}"


def _read(typed: str) -> tuple[dt.date, int] | None:
    """A cursor from the address bar; nonsense is the first page."""
    parts = typed.split(".")
    if len(parts) != CURSOR_PARTS or not all(p.isascii() and p.isdigit() for p in parts):
        return None
    day, pk = parts
    if len(day) > len("3652059") or len(pk) > 18:  # noqa: PLR2004 - digits of the last day, of a key
        return None
    ordinal = int(day)
    in_calendar = dt.date.min.toordinal() <= ordinal <= dt.date.max.toordinal()
    return (dt.date.fromordinal(ordinal), int(pk)) if in_calendar else None


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
