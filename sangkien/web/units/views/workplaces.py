"""`/noi-lam-viec/`: find the own workplace; what matches no unit waits for an officer's answer."""

import uuid
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.search.queries import search_units
from sangkien.units import queries
from sangkien.units.actions import workplaces
from sangkien.units.enums import WorkplaceState
from sangkien.web.shared.paging import number
from sangkien.web.shared.refusals import Attempt, attempt
from sangkien.web.shared.work import WorkRequest
from sangkien.web.units.naming_forms import CloseForm, MatchForm, WorkplaceForm

if TYPE_CHECKING:
    from sangkien.units.models import Unit, UnmatchedWorkplace

LONGEST_TYPED = 200
FOUND = 10


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: WorkRequest) -> HttpResponse:
    """Look for it first; the form is for what was looked for and not found."""
    typed = request.GET.get("q", "").strip()[:LONGEST_TYPED]
    branches = queries.branches(on=clock.today())
    if request.method != "POST":
        initial = {"request_key": uuid.uuid4(), "name": typed[:150], "near": _own_branch(request)}
        return _ask_page(request, typed, WorkplaceForm(branches=branches, initial=initial))
    form = WorkplaceForm(request.POST, branches=branches)
    tried = attempt(form, lambda: _asked(request, form))
    if tried.done is None:
        return _ask_page(request, typed, form, status=tried.status)
    messages.success(
        request,
        _("Đã gửi “%(name)s” tới %(unit)s. Câu trả lời hiện ở trang Việc của tôi.")
        % {"name": tried.done.name, "unit": tried.done.near.label},
    )
    return redirect("units:workplace")


def _own_branch(request: WorkRequest) -> str:
    """The province of the reader's first unit: most people look next door."""
    if not request.actor.scopes:
        return ""
    paths = {scope.path for scope in request.actor.scopes}
    return queries.branch_code(min(paths), on=clock.today())


def _asked(request: WorkRequest, form: WorkplaceForm) -> "UnmatchedWorkplace":
    return workplaces.ask(**form.written(), by=request.actor, at=clock.now())


def _ask_page(
    request: WorkRequest, typed: str, form: WorkplaceForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "here": reverse("units:index"),
        "typed": typed,
        "found": _standing(typed) if typed else [],
        "form": form if typed or form.is_bound else None,
        "own": queries.own_workplaces(request.actor.user_id, at=clock.now()),
    }
    return render(request, "units/workplace.html", context, status=status)


@require_safe
def queue(request: WorkRequest) -> HttpResponse:
    """ "Nơi làm việc chưa khớp": those of the reader's branches that wait, the oldest first."""
    if not queries.may_answer(request.actor):
        raise NotFound(_("Không tìm thấy trang này."))
    after = number(request.GET.get("sau"))
    found = queries.waiting_workplaces(request.actor, after=after, limit=queries.WORKPLACES + 1)
    shown, here = found[: queries.WORKPLACES], reverse("units:workplaces")
    context = {
        "here": reverse("units:index"),
        "rows": shown,
        "proposed": queries.proposed_workplaces(request.actor, on=clock.today())
        if after is None
        else [],
        "first_url": here if after is not None else "",
        "following_url": f"{here}?sau={shown[-1].pk}" if len(found) > len(shown) else "",
    }
    return render(request, "units/workplaces.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: WorkRequest, pk: int) -> HttpResponse:
    """Match it with a unit, or say why not. The button that was pressed says which."""
    asked = queries.get_workplace(pk, actor=request.actor)
    typed = (request.POST.get("q") or request.GET.get("q") or asked.name).strip()[:LONGEST_TYPED]
    proposed = _proposed_unit(asked)
    found = _first(proposed, _standing(typed))
    closes = request.POST.get("intent") == "close"
    sent = request.POST if request.method == "POST" else None
    match = MatchForm(
        None if closes else sent, found=found, initial=_proposed(request, found, proposed)
    )
    close = CloseForm(sent if closes else None, prefix="dong")
    status = 200
    if sent is not None:
        tried = _decided(request, asked, close if closes else match)
        if tried.done is not None:
            messages.success(request, _outcome(tried.done))
            return redirect("units:workplaces")
        status = tried.status
        asked = queries.get_workplace(pk, actor=request.actor)
    context = {
        "here": reverse("units:index"),
        "asked": asked,
        "is_waiting": asked.state == WorkplaceState.WAITING,
        "typed": typed,
        "quoted": quote(asked.name),
        "found": found,
        "proposed": proposed,
        "match": match,
        "close": close,
        "shown": close if closes else match,
    }
    return render(request, "units/workplace_answer.html", context, status=status)


def _standing(typed: str) -> "list[Unit]":
    """Units that answer to the words; for those that ended, who took over from them."""
    return queries.standing_instead(search_units(typed, limit=FOUND), on=clock.today())


def _proposed_unit(asked: "UnmatchedWorkplace") -> "Unit | None":
    """The unit that got this very name since, while it stands."""
    unit = asked.proposed
    return unit if unit is not None and unit.stands_on(clock.today()) else None


def _first(unit: "Unit | None", found: "list[Unit]") -> "list[Unit]":
    if unit is None:
        return found
    return [unit, *(other for other in found if other.pk != unit.pk)]


def _proposed(request: WorkRequest, found: "list[Unit]", proposed: "Unit | None") -> dict[str, Any]:
    """One unit alone stands chosen, or the one with the name; what was typed is kept as its name
    where the officer may keep it.
    """
    chosen = proposed or (found[0] if len(found) == 1 else None)
    if chosen is None:
        return {"adds_alias": True}
    managed = request.actor.can(Permission.UNIT_MANAGE, at=chosen.path)
    return {"unit": chosen.code, "adds_alias": managed}


def _decided(
    request: WorkRequest, asked: "UnmatchedWorkplace", form: MatchForm | CloseForm
) -> "Attempt[UnmatchedWorkplace]":
    by, at = request.actor, clock.now()
    if isinstance(form, MatchForm):
        return attempt(form, lambda: workplaces.match(asked, **form.written(), by=by, at=at))
    return attempt(form, lambda: workplaces.close(asked, **form.cleaned_data, by=by, at=at))


def _outcome(asked: "UnmatchedWorkplace") -> str:
    words = {"name": asked.name, "unit": asked.unit.label if asked.unit else ""}
    if asked.state == WorkplaceState.MATCHED:
        return _("Đã khớp “%(name)s” với %(unit)s. Người hỏi thấy ở trang Việc của tôi.") % words
    return _("Đã trả lời về “%(name)s”.") % words
