"""What was typed about a reorganisation, from one request to the next: sent, or waiting in the
session while the officer proves to be there.
"""

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from sangkien.web.shared.work import WorkRequest

KEPT = "sap-xep"  # in the session
RESUMED = "tiep"  # in the address
LOOK, CONFIRM = "xem", "xac-nhan"
FILE = "tep"


def typed_in(request: WorkRequest) -> QueryDict | None:
    """The form as it was sent, or as it was kept; None on a first visit."""
    if request.method == "POST":
        return request.POST.copy()
    kept = request.session.get(KEPT)
    if RESUMED in request.GET and kept and kept["path"] == request.path:
        return QueryDict(kept["typed"], mutable=True)
    return None


def prove_first(request: WorkRequest, typed: QueryDict) -> HttpResponse:
    """To the page that asks for the second factor or the password; from there to the preview.
    Nothing is ever carried out on the way back.
    """
    kept = typed.copy()
    kept["buoc"] = LOOK
    kept.pop("csrfmiddlewaretoken", None)
    request.session[KEPT] = {"path": request.path, "typed": kept.urlencode()}
    back = f"{request.path}?{urlencode({RESUMED: 1})}"
    return HttpResponseRedirect(f"{reverse('accounts:prove')}?{urlencode({'next': back})}")


def forget(request: WorkRequest) -> None:
    request.session.pop(KEPT, None)
