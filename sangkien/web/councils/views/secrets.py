"""A trade secret on the agenda: members who judge it read it here, until the results are released."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.core.errors import NotFound
from sangkien.councils.queries import showing
from sangkien.initiatives import conditions, evidence, secrecy
from sangkien.recognition.queries.hearings import secret_before
from sangkien.web.councils.frame import Reading
from sangkien.web.shared import exhibits
from sangkien.web.shared.downloads import file_response
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.councils.models import AgendaItem
    from sangkien.initiatives.models import Evidence, Initiative


def shown(reading: Reading, item: "AgendaItem") -> dict[str, Any]:
    """What the page of an item says about the trade secret behind it, if there is one."""
    secret = judged(reading, item)
    if secret is None:
        return {}
    if secret.is_closed:
        return {"secret": secret}
    given = [row for row in evidence.given(secret) if row.replaced_at is None]
    rows = [*evidence.shown(secret), *given]
    return {
        "secret": secret,
        "answered": conditions.told(secret, file_words=_("có trong hồ sơ")),
        "exhibits": [_exhibit(reading, item, row) for row in rows],
    }


def judged(reading: Reading, item: "AgendaItem") -> "Initiative | None":
    """The trade secret that is decided here, open to members without an interest in it."""
    secret = secret_before(item)
    if secret is None:
        return None
    sat = reading.sitting()
    seat = sat.seat_of(reading.request.actor)
    if reading.is_inside and seat is not None and not sat.has_interest(seat, item.pk):
        secrecy.open_here(secret)
    return secret


def _exhibit(reading: Reading, item: "AgendaItem", row: "Evidence") -> exhibits.Exhibit:
    address = reverse("councils:item_evidence", args=[reading.session.pk, item.pk, row.pk])
    return replace(exhibits.of(row, code=row.initiative.code), url=address)


@require_safe
def evidence_file(
    request: WorkRequest, pk: int, item_pk: int, evidence_pk: int
) -> HttpResponseBase:
    """The bytes, for the members who judge it."""
    reading = Reading(request, pk)
    secret = judged(reading, showing.get_item(reading.session, item_pk))
    if secret is None:
        raise NotFound(_("Không tìm thấy minh chứng này."))
    found = evidence.get(secret, evidence_pk)
    return file_response(found.file, request=request, inline=True, small="nho" in request.GET)
