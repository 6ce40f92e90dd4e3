"""`/tai-khoan/bao-mat/xac-minh/`: show again to be there, before something important."""

from typing import TYPE_CHECKING

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sangkien.accounts import queries
from sangkien.accounts.actions import factors, passkeys, signing_in
from sangkien.core import clock
from sangkien.units import queries as units
from sangkien.web.accounts import entering
from sangkien.web.accounts.forms import CurrentSecretForm, FactorCodeForm, PasskeyForm
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.accounts.models import User


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: WorkRequest) -> HttpResponse:
    """By the second factor; by the password or PIN for who has none."""
    kinds = {kind.name for kind in queries.kinds_of(request.user)}
    form = _form(request, has_factor=bool(kinds))
    following = entering.ours(entering.asked_for(request), otherwise="accounts:security")
    code_form = form if isinstance(form, FactorCodeForm) else FactorCodeForm()
    context = {"form": form, "code_form": code_form, "kinds": kinds, "next": following}
    if request.method != "POST":
        return render(request, "accounts/prove.html", context)
    tried = attempt(form, lambda: _shown(request.user, form))
    if not tried.done:
        return render(request, "accounts/prove.html", context, status=tried.status)
    entering.prove(request, second=bool(kinds))
    return redirect(following)


def _form(request: WorkRequest, *, has_factor: bool) -> Form:
    sent = request.POST if request.method == "POST" else None
    if not has_factor:
        return CurrentSecretForm(sent)
    return PasskeyForm(sent) if "answer" in request.POST else FactorCodeForm(sent)


def _shown(user: "User", form: Form) -> bool:
    typed, now = form.cleaned_data, clock.now()
    if "answer" in typed:
        passkeys.show(typed["answer"], user=user, at=now)
    elif "code" in typed:
        factors.show(user, typed["code"], at=now)
    else:
        # A session that was left open and a PIN that a colleague saw are not an officer.
        is_officer = units.holds_office(user, on=clock.today())
        signing_in.ensure_secret(user, typed["current"], at=now, pin_is_enough=not is_officer)
    return True
