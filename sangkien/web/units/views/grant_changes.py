"""`/don-vi/<code>/phan-quyen/...`: roles made longer, handed over, or given for several units."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.access.permissions import Permission
from sangkien.access.roles import RoleKey
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.initiatives.queries import unsettled
from sangkien.units import queries
from sangkien.units.actions import granting, rights
from sangkien.web.shared.proving import recently_proven
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest
from sangkien.web.units.finding import unit_for
from sangkien.web.units.frame import around
from sangkien.web.units.grant_forms import ExtendForm, HandOverForm, SupportForm

if TYPE_CHECKING:
    from sangkien.units.models import Grant, Unit

MOST_COUNTED = 100  # "hơn 100": a checklist never counts millions
MOST_CHILDREN = 100  # boxes to tick; the others are named by their codes


@recently_proven
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: WorkRequest, code: str, pk: int) -> HttpResponse:
    """ "Gia hạn"."""
    unit, grant = _changeable(request, code, pk)
    if grant.user_id == request.actor.user_id and request.method != "POST":
        raise NotFound(_("Không ai tự gia hạn vai trò của chính mình."))
    form = ExtendForm(
        request.POST or None,
        is_acting=grant.is_acting,
        initial={"until_on": grant.until_on},
    )
    if request.method != "POST":
        return _page(request, unit, grant, form, "extend")
    tried = attempt(
        form,
        lambda: granting.extend_role(grant, **form.cleaned_data, by=request.actor, at=clock.now()),
    )
    if tried.done is None:
        return _page(request, unit, grant, form, "extend", status=tried.status)
    messages.success(
        request, _("Đã gia hạn vai trò của %(name)s.") % {"name": grant.user.full_name}
    )
    return redirect("units:grants", unit.code)


@recently_proven
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: WorkRequest, code: str, pk: int) -> HttpResponse:
    """ "Bàn giao", after a look at what is unsettled."""
    unit, grant = _changeable(request, code, pk)
    rights.ensure_may_end(grant, by=request.actor)
    today = clock.today()
    form = HandOverForm(
        request.POST or None,
        find=lambda login: queries.grantable_person(request.actor, login, on=today),
        today=today,
    )
    if request.method != "POST":
        return _page(request, unit, grant, form, "hand_over")
    tried = attempt(form, lambda: _handed_over(request, grant, form), names={"role": "login"})
    if tried.done is None:
        return _page(request, unit, grant, form, "hand_over", status=tried.status)
    messages.success(
        request,
        _("Đã bàn giao từ %(old)s sang %(new)s.")
        % {"old": grant.user.full_name, "new": tried.done.user.full_name},
    )
    return redirect("units:grants", unit.code)


def _handed_over(request: WorkRequest, grant: "Grant", form: HandOverForm) -> "Grant":
    written = form.cleaned_data
    return granting.hand_over(
        grant,
        form.chosen(),
        on=written["since_on"],
        until_on=written["until_on"],
        is_acting=written["is_acting"],
        reason=written["reason"],
        with_drafts=written["with_drafts"],
        by=request.actor,
        at=clock.now(),
    )


def _changeable(request: WorkRequest, code: str, pk: int) -> "tuple[Unit, Grant]":
    unit = unit_for(request, code, Permission.GRANT_MANAGE)
    grant = queries.get_grant(unit, pk)
    if not request.actor.can_give(RoleKey(grant.role), at=unit.path):
        raise NotFound(_("Không tìm thấy vai trò này."))
    return unit, grant


def _page(
    request: WorkRequest, unit: "Unit", grant: "Grant", form: Any, page: str, *, status: int = 200
) -> HttpResponse:
    titles = {"extend": _("Gia hạn vai trò"), "hand_over": _("Bàn giao vai trò")}
    context: dict[str, Any] = {
        **around(request, unit, here="grants", step=titles[page]),
        "grant": grant,
        "form": form,
        "title": titles[page],
        "today": clock.today(),
    }
    if page == "hand_over":
        context["left"] = unsettled(grant.user_id, unit, most=MOST_COUNTED + 1)
        context["most"] = MOST_COUNTED
    return render(request, f"units/grant_{page}.html", context, status=status)


@recently_proven
@require_http_methods(["GET", "HEAD", "POST"])
def support(request: WorkRequest, code: str) -> HttpResponse:
    """ "Tổ hỗ trợ sáng kiến": one person for several units."""
    unit = unit_for(request, code, Permission.GRANT_MANAGE)
    if not request.actor.can_give(RoleKey.SUPPORT, at=unit.path):
        raise NotFound(_("Không tìm thấy trang này của đơn vị."))
    form = _support_form(request, unit)
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _supporting(request, form))
        if tried.done is not None:
            words = _("Đã giao %(name)s hỗ trợ %(count)s đơn vị.")
            name = form.chosen().full_name
            messages.success(request, words % {"name": name, "count": len(tried.done)})
            return redirect("units:grants", unit.code)
        status = tried.status
    context = {**around(request, unit, here="grants", step=_("Tổ hỗ trợ")), "form": form}
    return render(request, "units/grant_support.html", context, status=status)


def _support_form(request: WorkRequest, unit: "Unit") -> SupportForm:
    today, actor = clock.today(), request.actor
    children, __ = queries.children_page(unit, on=today, ended=False, limit=MOST_CHILDREN)
    return SupportForm(
        request.POST if request.method == "POST" else None,
        find=lambda login: queries.grantable_person(actor, login, on=today),
        find_units=lambda codes: queries.supportable_units(actor, unit, codes, on=today),
        children=children,
        today=today,
    )


def _supporting(request: WorkRequest, form: SupportForm) -> "list[Grant]":
    written = form.cleaned_data
    return granting.give_support(
        form.found,
        form.chosen(),
        since_on=written["since_on"],
        until_on=written["until_on"],
        reason=written["reason"],
        by=request.actor,
        at=clock.now(),
    )
