"""`/toi/`: who is signed in, for the public pages, which are the same for every reader."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sangkien.web.shared.work import WorkRequest

LONGEST_ADDRESS = 500


@require_safe
def identity(request: WorkRequest) -> HttpResponse:
    """The reader's own pieces of a public page; `o` is the address at which they will stand."""
    here = request.GET.get("o", "")[:LONGEST_ADDRESS]
    return render(request, "shared/identity.html", {"here": here})
