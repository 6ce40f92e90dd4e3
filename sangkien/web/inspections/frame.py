"""What the pages of one visit have around them, for the side on which the reader stands."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from sangkien.core.errors import NotFound
from sangkien.inspections import permissions, queries
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.inspections.models import Visit


class Reading:
    """One visit as the reader may see it."""

    def __init__(self, request: WorkRequest, pk: int) -> None:
        self.request = request
        self.visit: Visit = queries.get_visit(pk, actor=request.actor)

    def ensure(self, *, may: bool) -> None:
        if not may:
            raise NotFound(_("Không tìm thấy trang này."))

    @cached_property
    def inspects(self) -> bool:
        """An office of the unit that inspects."""
        return permissions.can_inspect(self.request.actor, self.visit.inspection.unit)

    @cached_property
    def writes(self) -> bool:
        """And not somebody of the unit itself."""
        return permissions.is_inspector(self.request.actor, self.visit)

    @cached_property
    def speaks(self) -> bool:
        return permissions.speaks_for(self.request.actor, self.visit.unit)

    @property
    def reads_minutes(self) -> bool:
        """A draft is the affair of the team."""
        visit = self.visit
        return bool(visit.content) and (self.inspects or visit.is_proposed or visit.is_locked)

    def trail(self, step: str = "") -> list[Link]:
        visit = self.visit
        links = [Link(label=_("Kiểm tra, giám sát"), url=reverse("inspections:index"))]
        own = reverse("inspections:visit", args=[visit.pk])
        if self.inspects or permissions.oversees(self.request.actor, visit.inspection.unit):
            above = reverse("inspections:detail", args=[visit.inspection_id])
            links.append(Link(label=visit.inspection.title, url=above))
            links.append(Link(label=visit.unit.label, url=own))
        else:
            links.append(Link(label=visit.inspection.title, url=own))
        return [*links, Link(label=step)] if step else links

    def around(self, step: str = "") -> dict[str, Any]:
        return {
            "visit": self.visit,
            "inspection": self.visit.inspection,
            "breadcrumb": self.trail(step),
            "back": reverse("inspections:visit", args=[self.visit.pk]),
        }
