"""`/don-vi/<code>/doan-vien/<pk>/`: one person of a unit: put right, leave, lock."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.access.permissions import Permission
from sangkien.accounts.queries import open_lock
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.units import permissions, queries
from sangkien.units.actions import correcting, moving, people
from sangkien.units.enums import Leaving
from sangkien.web.shared.paging import number
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest
from sangkien.web.units.finding import unit_for
from sangkien.web.units.frame import around
from sangkien.web.units.moving_forms import CorrectForm, LeaveForm, ReasonForm, ReceiveForm

if TYPE_CHECKING:
    from sangkien.units.models import Membership, Unit

FORM = ["GET", "HEAD", "POST"]


@require_safe
def detail(request: WorkRequest, code: str, pk: int) -> HttpResponse:
    unit = unit_for(request, code, Permission.MEMBER_VIEW)
    membership = queries.get_member(unit, pk)
    actor, today, now = request.actor, clock.today(), clock.now()
    manages = actor.can(Permission.MEMBER_MANAGE, at=unit.path)
    departure = queries.departure_of(membership)
    context = {
        **around(request, unit, here="members", step=membership.user.full_name),
        "membership": membership,
        "person": membership.user,
        "departure": departure,
        "transfer": queries.open_transfer(membership, on=today),
        "roles": queries.roles_of_member(membership, on=today),
        # Why somebody else locked a former member is theirs to know.
        "lock": open_lock(membership.user) if membership.is_in_force_on(today) else None,
        "may_correct": permissions.can_correct(actor, membership, on=today),
        "may_lock": permissions.can_lock(actor, membership.user, on=today),
        "may_end": manages and membership.until_on is None,
        "may_undo": manages
        and departure is not None
        and departure.cause != Leaving.MOVED
        and now <= departure.undo_until,
    }
    return render(request, "units/member.html", context)


@require_safe
def left(request: WorkRequest, code: str) -> HttpResponse:
    """ "Đã thôi sinh hoạt"."""
    unit = unit_for(request, code, Permission.MEMBER_VIEW)
    before = number(request.GET.get("truoc"))
    found, following = queries.left_page(unit, before=before)
    here = reverse("units:left", args=[unit.code])
    context = {
        **around(request, unit, here="members", step=_("Đã thôi sinh hoạt")),
        "members": found,
        "first_url": here if before is not None else "",
        "following_url": f"{here}?truoc={following}" if following else "",
    }
    return render(request, "units/left.html", context)


@require_http_methods(FORM)
def receive(request: WorkRequest, code: str) -> HttpResponse:
    """ "Nhận người đã có mã": a second unit, or back to a former one."""
    unit, today = unit_for(request, code, Permission.MEMBER_MANAGE), clock.today()
    form = ReceiveForm(
        request.POST or None,
        find=lambda login: queries.known_person(request.actor, login, on=today),
        today=today,
    )
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: people.add_member(
                unit,
                form.found(),
                since_on=form.cleaned_data["since_on"],
                by=request.actor,
                at=clock.now(),
            ),
            names={"member_code": "login"},
        )
        if tried.done is not None:
            messages.success(request, _("Đã nhận %(name)s.") % {"name": tried.done.user.full_name})
            return redirect("units:member", unit.code, tried.done.pk)
        return _form_page(request, unit, "receive", form, status=tried.status)
    return _form_page(request, unit, "receive", form)


@require_http_methods(FORM)
def correct(request: WorkRequest, code: str, pk: int) -> HttpResponse:
    """ "Sửa thông tin"."""
    unit, membership = _managed(request, code, pk)
    if not permissions.can_correct(request.actor, membership, on=clock.today()):
        raise NotFound(_("Không tìm thấy trang này."))
    form = CorrectForm(request.POST or None, membership=membership)
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: correcting.correct(
                membership, **form.cleaned_data, by=request.actor, at=clock.now()
            ),
        )
        if tried.done is not None:
            saved = _("Đã sửa thông tin.") if tried.done else _("Thông tin vẫn như cũ.")
            messages.success(request, saved)
            return redirect("units:member", unit.code, membership.pk)
        membership = queries.get_member(unit, pk)  # the refused values are not the person's
        return _form_page(
            request, unit, "correct", form, membership=membership, status=tried.status
        )
    return _form_page(request, unit, "correct", form, membership=membership)


@require_http_methods(FORM)
def leave(request: WorkRequest, code: str, pk: int) -> HttpResponse:
    """ "Thôi sinh hoạt", with the roles that end on the same page."""
    unit, membership = _managed(request, code, pk)
    if membership.until_on is not None:
        return redirect("units:member", unit.code, pk)
    form = LeaveForm(request.POST or None, today=clock.today())
    context: dict[str, Any] = {
        "membership": membership,
        "roles": queries.roles_of_member(membership, on=clock.today()),
        "is_own": membership.user_id == request.actor.user_id,
    }
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: moving.leave(
                membership,
                cause=Leaving(form.cleaned_data["cause"]),
                last_on=form.cleaned_data["last_on"],
                reason=form.cleaned_data["reason"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is None:
            return _form_page(request, unit, "leave", form, status=tried.status, **context)
        messages.success(
            request,
            _("%(name)s đã thôi sinh hoạt ở đơn vị. Ghi nhầm thì hoàn tác được trong 7 ngày.")
            % {"name": membership.user.full_name},
        )
        return redirect("units:member", unit.code, membership.pk)
    return _form_page(request, unit, "leave", form, **context)


@require_http_methods(FORM)
def undo(request: WorkRequest, code: str, pk: int) -> HttpResponse:
    """ "Hoàn tác"."""
    unit, membership = _managed(request, code, pk)
    departure = queries.departure_of(membership)
    if departure is None:
        return redirect("units:member", unit.code, pk)
    form = ReasonForm(request.POST or None)
    context: dict[str, Any] = {"membership": membership, "departure": departure}
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: moving.undo_leaving(
                departure, **form.cleaned_data, by=request.actor, at=clock.now()
            ),
        )
        if tried.done is None:
            return _form_page(request, unit, "undo", form, status=tried.status, **context)
        messages.success(request, _("Đã hoàn tác: người này lại thuộc đơn vị như trước."))
        return redirect("units:member", unit.code, membership.pk)
    return _form_page(request, unit, "undo", form, **context)


@require_http_methods(FORM)
def lock(request: WorkRequest, code: str, pk: int) -> HttpResponse:
    """ "Khóa tài khoản" or "Mở khóa": the state decides which."""
    unit = unit_for(request, code, Permission.MEMBER_VIEW)
    membership = queries.get_member(unit, pk)
    if not permissions.can_lock(request.actor, membership.user, on=clock.today()):
        raise NotFound(_("Không tìm thấy trang này."))
    held = open_lock(membership.user)
    if held is None and not membership.user.is_active:
        return redirect("units:member", unit.code, pk)
    act = correcting.unlock_account if held else correcting.lock_account
    form = ReasonForm(request.POST or None)
    context: dict[str, Any] = {"membership": membership, "lock": held}
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: act(membership, **form.cleaned_data, by=request.actor, at=clock.now()),
        )
        if tried.done is None:
            return _form_page(request, unit, "lock", form, status=tried.status, **context)
        messages.success(
            request,
            _("Đã mở khóa tài khoản.") if held else _("Đã khóa tài khoản; mọi máy đã thoát."),
        )
        return redirect("units:member", unit.code, membership.pk)
    return _form_page(request, unit, "lock", form, **context)


def _managed(request: WorkRequest, code: str, pk: int) -> "tuple[Unit, Membership]":
    unit = unit_for(request, code, Permission.MEMBER_MANAGE)
    return unit, queries.get_member(unit, pk)


def _form_page(
    request: WorkRequest, unit: "Unit", page: str, form: Form, *, status: int = 200, **more: Any
) -> HttpResponse:
    steps = {
        "receive": _("Nhận người đã có mã"),
        "correct": _("Sửa thông tin"),
        "leave": _("Thôi sinh hoạt"),
        "undo": _("Hoàn tác"),
        "lock": _("Khóa tài khoản"),
    }
    context = {**around(request, unit, here="members", step=steps[page]), "form": form, **more}
    return render(request, f"units/member_{page}.html", context, status=status)
