"""`/xac-minh/`: whether a paper is one of ours and still in force, for whoever holds it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sangkien.core import clock
from sangkien.papers import queries, rules
from sangkien.papers.actions.looking_up import look_up
from sangkien.papers.errors import TooManyLookups
from sangkien.web.shared.http import Request, public_page
from sangkien.web.shared.refusals import UNPROCESSABLE

LONGEST_CODE = 60
TOO_MANY = 429


@public_page(max_age=60)
def verify(request: Request) -> HttpResponse:
    """The form; with `q` it leads to the page of that code."""
    typed = request.GET.get("q", "")[:LONGEST_CODE].strip()
    if not typed:
        return render(request, "papers/verify.html", {})
    code = rules.canonical(typed)
    if code:
        return redirect("papers:paper", code=code)
    problem = _("Mã gồm 24 chữ và số, in cạnh mã QR. Hãy kiểm tra lại từng ký tự.")
    context = {"typed": typed, "problem": problem}
    return render(request, "papers/verify.html", context, status=UNPROCESSABLE)


@public_page(max_age=30)
def paper(request: Request, code: str) -> HttpResponse:
    """What is stored under this code; every code that is none gets the same answer."""
    try:
        found = look_up(code, address=request.client_address, at=clock.now())
    except TooManyLookups as refusal:
        context = {"problem": str(refusal)}
        return _unlisted(render(request, "papers/verify.html", context, status=TOO_MANY))
    if found is None:
        return _unlisted(render(request, "papers/unknown.html", {}, status=404))
    said: dict[str, Any] = {
        "paper": found,
        "turns": queries.turns(found),
        "signed_by": queries.signed_by(found),
        "fingerprint": queries.fingerprint_of(found),
        "digest": rules.grouped(found.digest),
    }
    return _unlisted(render(request, "papers/paper.html", said))


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response
