"""`/tai-khoan/`: what a person sees of the own account, and the consent to the public name."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sangkien.accounts import queries
from sangkien.core import clock
from sangkien.privacy.actions import consents
from sangkien.privacy.enums import Channel, Purpose
from sangkien.privacy.queries import text_for
from sangkien.units import queries as units
from sangkien.web.shared.work import WorkRequest


@require_safe
def profile(request: WorkRequest) -> HttpResponse:
    context: dict[str, Any] = {
        "person": request.user,
        "places": units.places_of(request.actor),
        "consent_text": text_for(Purpose.PUBLIC_NAME, on=clock.today()),
        "has_password": queries.has_password(request.user),
        "has_pin": queries.has_pin(request.user),
        "holds_office": request.actor.holds_office,
        "has_second_factor": queries.has_second_factor(request.user),
        "sessions": queries.sessions_of(request.user, at=clock.now()),
    }
    return render(request, "accounts/profile.html", context)


@require_POST
def show_name(request: WorkRequest) -> HttpResponse:
    """Give or withdraw the consent; the button that was pressed says which."""
    options: dict[str, Any] = {
        "purpose": Purpose.PUBLIC_NAME,
        "by": request.actor,
        "at": clock.now(),
    }
    if request.POST.get("consent") == "yes":
        consents.give(request.user, channel=Channel.WEB, **options)
        messages.success(request, _("Họ tên của bạn sẽ hiện cùng các sáng kiến hợp lệ."))
    else:
        consents.withdraw(request.user, **options)
        messages.success(request, _("Các trang công khai không còn hiện họ tên của bạn."))
    return redirect("privacy:mine" if request.POST.get("back") == "data" else "accounts:profile")
