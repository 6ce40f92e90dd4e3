"""`/dang-nhap/buoc-hai/`, `/dang-nhap/khoa/`: the second factor, and the passkey alone."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from sangkien.accounts import queries
from sangkien.accounts.actions import factors, passkeys
from sangkien.core import clock
from sangkien.web.accounts import devices
from sangkien.web.accounts.entering import Waiting, come_in, onwards, waiting
from sangkien.web.accounts.forms import FactorCodeForm, LoginForm, PasskeyForm
from sangkien.web.accounts.views.signing import login_page
from sangkien.web.shared.http import Request
from sangkien.web.shared.refusals import attempt


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: Request) -> HttpResponse:
    """In the browser that took the first step; a passkey or a code."""
    if request.user.is_authenticated:
        return redirect(onwards(request))
    found = waiting(request)
    if found is None:
        return redirect("accounts:login")
    user, step = found
    by_key = "answer" in request.POST
    form = (PasskeyForm if by_key else FactorCodeForm)(request.POST or None)
    context = {
        "form": form,
        "code_form": FactorCodeForm() if by_key else form,
        "kinds": {kind.name for kind in queries.kinds_of(user)},
    }
    if request.method != "POST":
        return render(request, "accounts/second_step.html", context)

    def shown() -> bool:
        if by_key:
            passkeys.show(form.cleaned_data["answer"], user=user, at=clock.now())
        else:
            code, device = form.cleaned_data["code"], devices.of(request)
            factors.show(user, code, at=clock.now(), device=device)
        return True

    tried = attempt(form, shown)
    if not tried.done:
        return render(request, "accounts/second_step.html", context, status=tried.status)
    return come_in(request, user, step, second=True)


@login_not_required
@require_POST
def passkey_challenge(request: Request) -> HttpResponse:
    """What this browser has to sign: for the person of this session, or for whoever holds a key."""
    found = None if request.user.is_authenticated else waiting(request)
    user: Any = request.user if request.user.is_authenticated else found and found[0]
    return JsonResponse(passkeys.challenge(user))


@login_not_required
@sensitive_post_parameters()
@require_POST
def passkey_login(request: Request) -> HttpResponse:
    """Sign in with nothing but the passkey: the device, and the finger or code that opens it."""
    if request.user.is_authenticated:
        return redirect(onwards(request))
    form = PasskeyForm(request.POST)
    tried = attempt(
        form, lambda: passkeys.show(form.cleaned_data["answer"], user=None, at=clock.now())
    )
    if tried.done is None:
        usual = LoginForm({})
        usual.errors.clear()
        for message in (str(error) for errors in form.errors.values() for error in errors):
            usual.add_error(None, message)
        return login_page(request, usual, status=tried.status)
    user, shared = tried.done, request.POST.get("shared") == "on"
    step = Waiting(
        user_id=user.pk,
        since=0,
        weak=False,
        shared=shared,
        remembered=True,
        following=onwards(request),
        stamp="",
    )
    return come_in(request, user, step, second=True)
