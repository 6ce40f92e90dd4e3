"""Councils: mine and those I look after, one of them with its people and sessions."""

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.councils import queries
from sangkien.councils.actions import establishing
from sangkien.councils.enums import Post
from sangkien.councils.errors import InvalidCouncil
from sangkien.councils.permissions import can_establish
from sangkien.councils.queries import showing
from sangkien.units import queries as units
from sangkien.web.councils.forms.bodies import EstablishForm, LeaveForm, SeatForm
from sangkien.web.councils.frame import around_council, council_for, url_of
from sangkien.web.shared.paging import number
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.councils.models import Council, Seat

MOST_PLACES = 10


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    """ "Hội đồng": those of the reader, with what waits; where a new one may be established."""
    actor, today = request.actor, clock.today()
    found, older = showing.councils_page(actor, before=number(request.GET.get("truoc", "")))
    offices = queries.offices(actor, found, on=today)
    may = [
        place.unit
        for place in units.places_of(actor)
        if actor.can(Permission.COUNCIL_MANAGE, at=place.unit.path)
    ]
    context = {
        "rows": [(one, offices[one.pk]) for one in found],
        "older": f"?truoc={older}" if older else "",
        "waiting": showing.waiting(actor, on=today),
        "places": list({unit.pk: unit for unit in may}.values())[:MOST_PLACES],
    }
    return render(request, "councils/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def establish(request: WorkRequest, code: str) -> HttpResponse:
    """ "Lập hội đồng" of a unit."""
    unit = units.get_unit(code, actor=request.actor)
    if not can_establish(request.actor, unit):
        raise NotFound(_("Không tìm thấy trang này của đơn vị."))
    form = EstablishForm(
        request.POST if request.method == "POST" else None,
        initial={"request_key": uuid.uuid4(), "since_on": clock.today()},
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: establishing.establish(
                unit, **form.written(), by=request.actor, at=clock.now()
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã lập hội đồng. Hãy ghi các thành viên."))
            return redirect("councils:seat", tried.done.pk)
        status = tried.status
    links = [Link(label=_("Hội đồng"), url=reverse("councils:index")), Link(label=unit.label)]
    context = {"form": form, "unit": unit, "breadcrumb": links}
    return render(request, "councils/establish.html", context, status=status)


@require_safe
def detail(request: WorkRequest, pk: int) -> HttpResponse:
    council = showing.get_council(pk, actor=request.actor)
    today = clock.today()
    seats = showing.seats_of(council)
    office = queries.office(request.actor, council, on=today)
    sessions, older = showing.sessions_page(council, before=number(request.GET.get("truoc", "")))
    standing = [seat for seat in seats if seat.is_in_force_on(today)]
    context = {
        **around_council(request, council),
        "office": office,
        "standing": standing,
        "past": [seat for seat in seats if not seat.is_in_force_on(today)],
        "lacks_union": not any(seat.is_union_seat for seat in standing),
        "lacks_chair": not any(seat.post == Post.CHAIR for seat in standing),
        "sessions": sessions,
        "older": f"?truoc={older}" if older else "",
        "today": today,
        "stands": council.stands_on(today),
    }
    return render(request, "councils/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Ghi thành viên": one after the other."""
    council = council_for(request, pk)
    form = SeatForm(
        request.POST if request.method == "POST" else None,
        initial={
            "since_on": max(council.since_on, clock.today()),
            "reason": _("Quyết định số %(number)s") % {"number": council.basis_number},
        },
    )
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _seated(request, council, form))
        if tried.done is not None:
            messages.success(request, _("Đã ghi %(name)s.") % {"name": tried.done.user.full_name})
            return redirect("councils:seat", council.pk)
        status = tried.status
    context = {
        **around_council(request, council, step=_("Ghi thành viên")),
        "form": form,
        "seats": [one for one in showing.seats_of(council) if one.until_on is None],
    }
    return render(request, "councils/seat.html", context, status=status)


def _seated(request: WorkRequest, council: "Council", form: SeatForm) -> "Seat":
    values = form.cleaned_data
    user = showing.seatable_person(request.actor, values["login"], on=clock.today())
    if user is None:
        raise InvalidCouncil(
            _("Không tìm thấy người này trong các đơn vị bạn phụ trách."), field="login"
        )
    return establishing.take_seat(
        council,
        user,
        post=Post(values["post"]),
        is_union_seat=values["is_union_seat"],
        since_on=values["since_on"],
        reason=values["reason"],
        by=request.actor,
        at=clock.now(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: WorkRequest, pk: int, seat_pk: int) -> HttpResponse:
    """ "Ghi thôi tham gia"."""
    council = council_for(request, pk)
    found = showing.get_seat(council, seat_pk)
    form = LeaveForm(request.POST if request.method == "POST" else None, today=clock.today())
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: establishing.leave_seat(
                found, **form.cleaned_data, by=request.actor, at=clock.now()
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã ghi thôi tham gia."))
            return redirect(url_of(council))
        status = tried.status
    context = {
        **around_council(request, council, step=_("Ghi thôi tham gia")),
        "seat": found,
        "form": form,
    }
    return render(request, "councils/leave.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Kết thúc hoạt động của hội đồng"."""
    council = council_for(request, pk)
    form = LeaveForm(request.POST if request.method == "POST" else None, today=clock.today())
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: establishing.end(
                council, **form.cleaned_data, by=request.actor, at=clock.now()
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã ghi ngày kết thúc."))
            return redirect(url_of(council))
        status = tried.status
    context = {**around_council(request, council, step=_("Kết thúc")), "form": form}
    return render(request, "councils/end.html", context, status=status)
