"""`/kich-hoat/`: from the officer's one-time code to a secret of one's own."""

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sangkien.accounts.actions import activation
from sangkien.accounts.errors import WrongCode
from sangkien.core import clock
from sangkien.units import queries as units
from sangkien.web.accounts import devices
from sangkien.web.accounts.entering import asked_for, go_on, onwards, with_next
from sangkien.web.accounts.forms import ActivationForm, SecretForm
from sangkien.web.shared.http import Request
from sangkien.web.shared.refusals import UNPROCESSABLE, attempt, show_at

OPENED = "activation"
STEP_LASTS = dt.timedelta(minutes=15)


@login_not_required
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def activate(request: Request) -> HttpResponse:
    """The first step: who, and the code."""
    if request.user.is_authenticated:
        return redirect(onwards(request))
    form = ActivationForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "next": asked_for(request)}
    if request.method != "POST":
        return render(request, "accounts/activate.html", context)
    tried = attempt(form, lambda: _opened(request, form))
    if tried.done is None:
        return render(request, "accounts/activate.html", context, status=tried.status)
    request.session.cycle_key()
    now = int(clock.now().timestamp())
    request.session[OPENED] = [tried.done.user.pk, tried.done.code_id, now]
    return redirect(with_next(request, "accounts:choose_secret"))


def _opened(request: Request, form: ActivationForm) -> activation.Opened:
    return activation.open_with_code(
        form.cleaned_data["login"],
        form.cleaned_data["code"],
        at=clock.now(),
        device=devices.of(request),
    )


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def choose_secret(request: Request) -> HttpResponse:
    """The second step, in the browser that was told that the code is right."""
    if request.user.is_authenticated:
        return redirect(onwards(request))
    try:
        step = _waiting(request)
    except WrongCode as refusal:
        return _from_the_start(request, refusal)
    pin_allowed = not units.holds_office(step.user, on=clock.today())
    form = SecretForm(
        request.POST if request.method == "POST" else None, user=step.user, pin_allowed=pin_allowed
    )
    context = {"form": form, "person": step.user, "pin_allowed": pin_allowed}
    if request.method != "POST":
        return render(request, "accounts/choose_secret.html", context)
    tried = attempt(form, lambda: activation.activate(step, **form.secret(), at=clock.now()))
    if tried.done is None:
        return render(request, "accounts/choose_secret.html", context, status=tried.status)
    del request.session[OPENED]
    return go_on(request, tried.done, weak="pin" in form.secret())


def _from_the_start(request: Request, refusal: WrongCode) -> HttpResponse:
    form = ActivationForm({})
    form.errors.clear()
    show_at(form, refusal)
    return render(request, "accounts/activate.html", {"form": form}, status=UNPROCESSABLE)


def _waiting(request: Request) -> activation.Opened:
    """What the first step left in this session."""
    user_id, code_id, since = request.session.get(OPENED, (0, 0, 0))
    now = clock.now()
    if now.timestamp() - since > STEP_LASTS.total_seconds():
        raise WrongCode(_("Đã quá 15 phút. Hãy nhập lại mã kích hoạt."))
    return activation.opened(user_id, code_id, at=now)
