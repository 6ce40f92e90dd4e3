"""The files behind an item, for who sits in the council. Marks are given blind: nothing here says
whose they are, neither a name of a file nor an address of the initiative.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.core.errors import NotFound
from sangkien.councils.queries import showing
from sangkien.files.rules import display_name
from sangkien.recognition.queries.hearings import attached
from sangkien.web.councils.frame import Reading
from sangkien.web.shared import exhibits
from sangkien.web.shared.downloads import file_response
from sangkien.web.shared.exhibits import Exhibit
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.councils.models import AgendaItem


def shown(reading: Reading, item: "AgendaItem") -> list[Exhibit]:
    """By question, for members only."""
    if not reading.is_inside:
        return []
    return [
        replace(
            exhibits.of(one.evidence, code=""),
            label=one.asked,
            name=_("Tệp %(n)d") % {"n": number},
            url=reverse("councils:item_file", args=[reading.session.pk, item.pk, one.evidence.pk]),
        )
        for number, one in enumerate(attached(item.pk), start=1)
    ]


@require_safe
def file(request: WorkRequest, pk: int, item_pk: int, file_pk: int) -> HttpResponseBase:
    """The bytes, under a name that says nothing."""
    reading = Reading(request, pk)
    reading.ensure(reading.is_inside)
    item = showing.get_item(reading.session, item_pk)
    found = next((one for one in attached(item.pk) if one.evidence.pk == file_pk), None)
    if found is None:
        raise NotFound(_("Không tìm thấy tệp này."))
    stored = found.evidence.file
    stored.original_name = display_name(f"noi-dung-{item.number}", stored.content_type)
    return file_response(stored, request=request, inline=True, small="nho" in request.GET)
