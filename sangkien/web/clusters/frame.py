"""What the pages of clusters share: whose they are, the way to them, and their words."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core.errors import NotFound
from sangkien.units import queries
from sangkien.units.enums import ClusterKind
from sangkien.units.queries import ClusterGroup
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.units.models import Cluster, Unit


def organiser_for(request: WorkRequest, code: str, permission: Permission) -> "Unit":
    """A unit in which the reader has the permission."""
    unit = queries.get_unit(code, actor=request.actor)
    if not request.actor.can(permission, at=unit.path):
        raise NotFound(_("Không tìm thấy trang này của đơn vị."))
    return unit


def around_year(request: WorkRequest, unit: "Unit", year: int, *, step: str = "") -> dict[str, Any]:
    """The context of a page about a year of a unit; `step` is one behind the list."""
    trail = [
        Link(label=unit.label, url=address(unit, actor=request.actor)),
        Link(label=year_words(year), url=list_url(unit, year)),
    ]
    return {
        "unit": unit,
        "year": str(year),
        "back": list_url(unit, year),
        "breadcrumb": [*trail, Link(label=step)] if step else trail,
    }


def around(request: WorkRequest, group: ClusterGroup, *, step: str = "") -> dict[str, Any]:
    """The context of a page about one cluster; `step` is one behind its own page."""
    cluster, organiser = group.cluster, group.cluster.organiser
    oversees = request.actor.can(Permission.UNIT_VIEW, at=organiser.path)
    trail = [
        Link(label=organiser.label, url=address(organiser, actor=request.actor)),
        Link(
            label=year_words(cluster.year),
            url=list_url(organiser, cluster.year) if oversees else "",
        ),
    ]
    if cluster.parent:
        trail.append(Link(label=cluster.parent.name, url=url_of(cluster.parent)))
    trail.append(Link(label=cluster.name, url=url_of(cluster)))
    return {
        "here": reverse("units:index"),  # clusters are below the units in the navigation
        "cluster": cluster,
        "organiser": organiser,
        "year": str(cluster.year),
        "back": url_of(cluster),
        "may_manage": queries.may_manage(cluster, actor=request.actor),
        "breadcrumb": [*trail, Link(label=step)] if step else trail,
    }


def year_words(year: int) -> str:
    return _("Cụm, khối năm %(year)s") % {"year": year}


def titles(cluster: "Cluster") -> tuple[str, str]:
    """What head and deputy are called."""
    if cluster.kind == ClusterKind.BLOCK:
        return _("Khối trưởng"), _("Khối phó")
    return _("Cụm trưởng"), _("Cụm phó")


def url_of(cluster: "Cluster") -> str:
    return reverse("clusters:detail", args=[cluster.pk])


def list_url(unit: "Unit", year: int) -> str:
    return f"{reverse('clusters:index', args=[unit.code])}?nam={year}"


def address(unit: "Unit", *, actor: Actor) -> str:
    """Where the page of a unit is, "" for readers who may not open it."""
    visible = queries.is_visible(unit, actor=actor)
    return reverse("units:detail", args=[unit.code]) if visible else ""
