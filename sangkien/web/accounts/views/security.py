"""`/tai-khoan/bao-mat/`: how somebody proves to be themselves beyond the password."""

from typing import Any

import segno
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sangkien.accounts import external, queries
from sangkien.accounts import factors as keeping
from sangkien.accounts.actions import factors, passkeys
from sangkien.accounts.enums import FactorKind
from sangkien.core import clock
from sangkien.web.accounts.entering import prove
from sangkien.web.accounts.forms import AppCodeForm, NewPasskeyForm
from sangkien.web.shared.proving import firmly_proven, second_factor_roles
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

SECRET = "totp_set_up"  # noqa: S105 - where the session keeps it


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    found = queries.factors_of(request.user)
    names = {one.key: one.name for one in external.offered()}
    identities = queries.identities_of(request.user)
    known = {key for _pk, key, _since in identities}
    context = {
        "factors": found,
        "has_app": any(factor.kind == FactorKind.TOTP for factor in found),
        "codes_left": queries.recovery_codes_left(request.user),
        "others": [one for one in external.offered() if one.key not in known],
        "linked": [(pk, names.get(key, key), since) for pk, key, since in identities],
        "is_needed": _is_needed(request),
        "is_weak": request.actor.is_weak,
        "has_password": queries.has_password(request.user),
    }
    return render(request, "accounts/security.html", context)


def _is_needed(request: WorkRequest) -> bool:
    needing = second_factor_roles(clock.today())
    return request.actor.lacks_second_factor or any(
        scope.role in needing for scope in request.actor.scopes
    )


@firmly_proven
@require_http_methods(["GET", "HEAD", "POST"])
def add_passkey(request: WorkRequest) -> HttpResponse:
    """ "Thêm khóa truy cập"."""
    form = NewPasskeyForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return render(request, "accounts/passkey.html", {"form": form})

    def added() -> bool:
        passkeys.add(
            request.user,
            name=form.cleaned_data["name"],
            answer=form.cleaned_data["answer"],
            by=request.actor,
            at=clock.now(),
            staying=request.session.session_key,
        )
        return True

    tried = attempt(form, added)
    if not tried.done:
        return render(request, "accounts/passkey.html", {"form": form}, status=tried.status)
    return _added(request, _("Đã thêm khóa truy cập."))


@firmly_proven
@require_POST
def passkey_registration(request: WorkRequest) -> HttpResponse:
    """What the browser needs to make the key."""
    return JsonResponse(passkeys.registration(request.user, by=request.actor))


@firmly_proven
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def add_app(request: WorkRequest) -> HttpResponse:
    """ "Thêm ứng dụng xác thực": the secret stays in this session until the app shows its code."""
    factors.ensure_may_change(request.user, request.actor)
    if FactorKind.TOTP in queries.kinds_of(request.user):
        messages.info(request, _("Bạn đã có ứng dụng xác thực. Muốn đổi, hãy bỏ cái cũ trước."))
        return redirect("accounts:security")
    secret = request.session.setdefault(SECRET, keeping.new_secret())
    form = AppCodeForm(request.POST if request.method == "POST" else None)
    address = keeping.address_for_app(request.user, secret)
    context = {
        "form": form,
        "address": address,
        "picture": segno.make(address, error="m").svg_data_uri(scale=5, border=3),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
    }
    if request.method != "POST":
        return render(request, "accounts/app.html", context)

    def added() -> bool:
        factors.add_totp(
            request.user,
            secret=secret,
            typed=form.cleaned_data["code"],
            by=request.actor,
            at=clock.now(),
            staying=request.session.session_key,
        )
        return True

    tried = attempt(form, added)
    if not tried.done:
        return render(request, "accounts/app.html", context, status=tried.status)
    del request.session[SECRET]
    return _added(request, _("Đã thêm ứng dụng xác thực."))


def _added(request: WorkRequest, said: str) -> HttpResponse:
    """On to the recovery codes, while the person is at it."""
    prove(request, second=True, firm=True)
    messages.success(request, said)
    has_codes = queries.recovery_codes_left(request.user)
    return redirect("accounts:security" if has_codes else "accounts:recovery_codes")


@firmly_proven
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Bỏ", after a page that says what then is different."""
    factor = queries.get_factor(request.user, pk)
    is_needed = _is_needed(request)
    if request.method != "POST":
        is_last = len(queries.factors_of(request.user)) == 1
        context = {"factor": factor, "is_last": is_last, "is_needed": is_needed}
        return render(request, "accounts/remove_factor.html", context)
    factors.remove(request.user, pk, is_needed=is_needed, by=request.actor, at=clock.now())
    messages.success(request, _("Đã bỏ cách xác thực này."))
    return redirect("accounts:security")


@firmly_proven
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: WorkRequest) -> HttpResponse:
    """The answer to the button is the only page that ever shows the codes."""
    context: dict[str, Any] = {
        "codes_left": queries.recovery_codes_left(request.user),
        "person": request.user,
    }
    if request.method == "POST":
        now = clock.now()
        made = factors.make_recovery_codes(request.user, by=request.actor, at=now)
        context |= {"codes": [f"{code[:4]} {code[4:]}" for code in made], "made_at": now}
    elif not queries.has_second_factor(request.user):
        return redirect("accounts:security")
    return render(request, "accounts/recovery_codes.html", context)
