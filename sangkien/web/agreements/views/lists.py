"""`/giao-uoc/`: what waits for me, and all that I may read."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from sangkien.agreements.enums import AgreementState
from sangkien.agreements.queries import pacts
from sangkien.core import clock
from sangkien.web.shared import paging
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

PARTS = {
    "dang-soan": (_("Chưa ký xong"), (AgreementState.DRAFTING,)),
    "hieu-luc": (_("Đang hiệu lực"), (AgreementState.IN_FORCE,)),
    "da-xong": (_("Đã tổng kết, đã bỏ"), (AgreementState.CLOSED, AgreementState.DROPPED)),
}
FIRST = "dang-soan"


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    asked = request.GET.get("muc", "")
    part = asked if asked in PARTS else FIRST
    before = paging.number(request.GET.get("truoc"))
    page = pacts.agreements_page(request.actor, PARTS[part][1], before=before)
    here = reverse("agreements:index")
    context = {
        "tabs": [
            Link(label=str(label), url=f"{here}?muc={key}", current=key == part)
            for key, (label, _states) in PARTS.items()
        ],
        "rows": page.rows,
        "today": clock.today(),
        "first_url": f"{here}?muc={part}" if before is not None else "",
        "following_url": f"{here}?muc={part}&truoc={page.following}" if page.following else "",
        "waiting": pacts.waiting_for(request.actor),
        "units": pacts.drafting_units(request.actor),
    }
    return render(request, "agreements/index.html", context)
