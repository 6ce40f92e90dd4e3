"""Reading criteria tables."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core.errors import NotFound
from sangkien.scoring.enums import TableState
from sangkien.scoring.models import CriteriaTable
from sangkien.scoring.rules import reading
from sangkien.scoring.rules.tables import Table
from sangkien.units.models import Cluster, Unit

FOLDER = Path(__file__).resolve().parents[1] / "data"
PAGE = 20
MOST_CHOICES = 60
SHOWN = (TableState.DRAFT, TableState.IN_FORCE, TableState.REPLACED)


@cache
def shipped() -> dict[str, Table]:
    """ "Bảng điểm có sẵn" by key: published tables, with their sources."""
    return {
        path.stem: reading.read(json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(FOLDER.glob("*.json"))
    }


def get_shipped(key: str) -> Table:
    found = shipped().get(key)
    if found is None:
        raise NotFound(_("Không có bảng điểm này."))
    return found


@dataclass(frozen=True, kw_only=True)
class Page:
    rows: list[CriteriaTable]
    following: int | None


def tables_page(actor: Actor, states: Sequence[TableState], *, before: int | None = None) -> Page:
    """The newest first."""
    rows = CriteriaTable.objects.visible_to(actor).filter(state__in=states)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.select_related("unit", "cluster").order_by("-pk")[: PAGE + 1])
    more = len(found) > PAGE
    return Page(rows=found[:PAGE], following=found[PAGE - 1].pk if more else None)


def get_table(pk: int, *, actor: Actor) -> CriteriaTable:
    rows = CriteriaTable.objects.visible_to(actor).filter(pk=pk, state__in=SHOWN)
    found = rows.select_related("unit__parent", "cluster", "written_by", "enforced_by").first()
    if found is None:
        raise NotFound(_("Không tìm thấy bảng điểm này."))
    return found


def copyable(unit: Unit, *, actor: Actor) -> list[CriteriaTable]:
    """Of the same organiser, the newest first: last year's is among them."""
    rows = CriteriaTable.objects.visible_to(actor).filter(unit=unit)
    fixed = rows.filter(state__in=(TableState.IN_FORCE, TableState.REPLACED))
    return list(fixed.select_related("cluster").order_by("-pk")[:MOST_CHOICES])


def organising_units(actor: Actor) -> list[Unit]:
    """Where the actor may write criteria."""
    offices = actor.offices(Permission.SCORING_MANAGE)
    rows = Unit.objects.filter(path__in=offices, closed_on=None)
    return list(rows.order_by("path")[:MOST_CHOICES])


def clusters_of(unit: Unit, *, year: int) -> list[Cluster]:
    rows = Cluster.objects.filter(organiser=unit, year=year)
    return list(rows.order_by("name", "pk")[:MOST_CHOICES])
