"""`/tai-khoan/bao-mat/xac-minh/`: show again to be there, before something important."""

from typing import TYPE_CHECKING

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sangkien.accounts import queries, rules
from sangkien.accounts.actions import factors, passkeys, signing_in
from sangkien.core import clock
from sangkien.units import queries as units
from sangkien.web.accounts import entering
from sangkien.web.accounts.forms import CurrentSecretForm, FactorCodeForm, PasskeyForm
from sangkien.web.shared.proving import FIRMLY
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.accounts.models import User


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: WorkRequest) -> HttpResponse:
    """By the second factor; by the password or PIN for who has none. A session that was left open
    and a PIN that a colleague saw are not an officer, and add no way to sign in.
    """
    kinds = {kind.name for kind in queries.kinds_of(request.user)}
    is_firm = FIRMLY in request.GET or FIRMLY in request.POST
    pin_is_enough = not is_firm and not units.holds_office(request.user, on=clock.today())
    form = _form(request, has_factor=bool(kinds), pin_is_enough=pin_is_enough)
    following = entering.ours(entering.asked_for(request), otherwise="accounts:security")
    context = {
        "form": form,
        "code_form": form if isinstance(form, FactorCodeForm) else FactorCodeForm(),
        "kinds": kinds,
        "next": following,
        "is_firm": is_firm,
        "has_password": queries.has_password(request.user),
    }
    if request.method != "POST":
        return render(request, "accounts/prove.html", context)
    tried = attempt(form, lambda: _shown(request.user, form, pin_is_enough=pin_is_enough))
    if not tried.done:
        return render(request, "accounts/prove.html", context, status=tried.status)
    by_pin = rules.pin_key(form.cleaned_data.get("current", "")) != ""
    entering.prove(request, second=bool(kinds), firm=not by_pin)
    return redirect(following)


def _form(request: WorkRequest, *, has_factor: bool, pin_is_enough: bool) -> Form:
    sent = request.POST if request.method == "POST" else None
    if not has_factor:
        return CurrentSecretForm(sent, pin_is_enough=pin_is_enough)
    return PasskeyForm(sent) if "answer" in request.POST else FactorCodeForm(sent)


def _shown(user: "User", form: Form, *, pin_is_enough: bool) -> bool:
    typed, now = form.cleaned_data, clock.now()
    if "answer" in typed:
        passkeys.show(typed["answer"], user=user, at=now)
    elif "code" in typed:
        factors.show(user, typed["code"], at=now)
    else:
        signing_in.ensure_secret(user, typed["current"], at=now, pin_is_enough=pin_is_enough)
    return True
