"""Ways to and from the reports of a unit."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from sangkien.web.shared.rows import Link

if TYPE_CHECKING:  # pages reach data through queries, these are only words for the type checker
    from sangkien.programmes.models import Programme
    from sangkien.reports.models import Snapshot
    from sangkien.units.models import Unit


def progress_url(programme: "Programme", unit: "Unit") -> str:
    """The owner's page has the short address."""
    if unit.pk == programme.owner_id:
        return reverse("progress:programme", args=[programme.slug])
    return reverse("progress:unit", args=[programme.slug, unit.code])


def way_up(programme: "Programme", unit: "Unit", *further: Link) -> list[Link]:
    return [
        Link(label=_("Trang chủ"), url=reverse("home:index")),
        Link(label=programme.title, url=reverse("programmes:detail", args=[programme.slug])),
        Link(label=unit.label, url=progress_url(programme, unit)),
        *further,
    ]


def reports_link(programme: "Programme", unit: "Unit") -> Link:
    return Link(
        label=_("Bản chụp, báo cáo nhanh"),
        url=reverse("reports:index", args=[programme.slug, unit.code]),
    )


def public_address(snapshot: "Snapshot") -> str:
    """Whole, for QR codes and messages: of the report, of the unit's page while it is not public."""
    if snapshot.published_at is None:
        return settings.BASE_URL + progress_url(snapshot.programme, snapshot.unit)
    return settings.BASE_URL + reverse("reports:flash", args=[snapshot.pk])
