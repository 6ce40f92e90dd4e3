"""`/dang-nhap/ma-tin-nhan/`: sign in with a code from a text message, where messages are sent."""

import secrets

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.messages import queries
from sangkien.messages.actions import sign_in_codes
from sangkien.web.accounts.entering import go_on, with_next
from sangkien.web.accounts.forms import AskCodeForm, MessageCodeForm
from sangkien.web.shared.http import Request
from sangkien.web.shared.refusals import attempt

ASKED = "asked_code"


def _ensure_offered() -> None:
    if not queries.can_send():
        raise NotFound(_("Hệ thống này chưa gửi mã qua tin nhắn."))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request) -> HttpResponse:
    """The same page follows whether or not somebody has this number."""
    _ensure_offered()
    form = AskCodeForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return render(request, "accounts/ask_code.html", {"form": form})
    binding = secrets.token_urlsafe(16)
    tried = attempt(form, lambda: _asked(form, binding))
    if not tried.done:
        return render(request, "accounts/ask_code.html", {"form": form}, status=tried.status)
    request.session.cycle_key()
    request.session[ASKED] = [form.cleaned_data["login"], binding]
    return redirect(with_next(request, "accounts:enter_code"))


def _asked(form: AskCodeForm, binding: str) -> bool:
    sign_in_codes.ask(form.cleaned_data["login"], binding=binding, at=clock.now())
    return True


@login_not_required
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: Request) -> HttpResponse:
    """In the browser that asked."""
    _ensure_offered()
    asked = request.session.get(ASKED)
    if not asked:
        return redirect("accounts:ask_code")
    login, binding = asked
    form = MessageCodeForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return render(request, "accounts/enter_code.html", {"form": form})
    tried = attempt(
        form,
        lambda: sign_in_codes.sign_in(
            login, form.cleaned_data["code"], binding=binding, at=clock.now()
        ),
    )
    if tried.done is None:
        return render(request, "accounts/enter_code.html", {"form": form}, status=tried.status)
    del request.session[ASKED]
    return go_on(request, tried.done, weak=True)
