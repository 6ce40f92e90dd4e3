"""Reading the catalogue of awards: shipped ones, and those of units."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.commendation.enums import AwardForm, AwardState, HolderKind
from sangkien.commendation.models import Award
from sangkien.commendation.rules import terms
from sangkien.commendation.rules.terms import Terms
from sangkien.core import text
from sangkien.core.errors import NotFound
from sangkien.units.models import Level, Unit

FOLDER = Path(__file__).resolve().parent.parent / "data" / "awards"
PAGE = 20
MOST_CHOICES = 60
SHOWN = (AwardState.DRAFT, AwardState.IN_FORCE, AwardState.REPLACED)


@dataclass(frozen=True, kw_only=True)
class Shipped:
    """ "Hình thức có sẵn": what is known of it, from which sources, and what is not. `level` says who
    grants it.
    """

    code: str
    name: str
    form: AwardForm
    holder_kind: HolderKind
    level: str
    basis: str
    verify_note: str
    sources: tuple[str, ...]
    terms: Terms


@cache
def shipped() -> dict[str, Shipped]:
    """By code, in the order of the law: titles, flags, commendations, the rest, the programme."""
    files = [json.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.json")]
    rows = [row for file in sorted(files, key=lambda f: f["place"]) for row in file["awards"]]
    return {row["code"]: _shipped(row) for row in rows}


def _shipped(row: Mapping[str, Any]) -> Shipped:
    return Shipped(
        code=row["code"],
        name=row["name"],
        form=AwardForm(row["form"]),
        holder_kind=HolderKind(row["holder_kind"]),
        level=row["level"],
        basis=row["basis"],
        verify_note=row["verify_note"],
        sources=tuple(row["sources"]),
        terms=terms.read(row["terms"]),
    )


def get_shipped(code: str) -> Shipped:
    found = shipped().get(code)
    if found is None:
        raise NotFound(_("Không có hình thức khen này."))
    return found


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a list is narrowed to; "" is everything."""

    states: Sequence[AwardState]
    form: str = ""
    holder: str = ""
    level: str = ""


@dataclass(frozen=True, kw_only=True)
class Page:
    rows: list[Award]
    following: int | None


def awards_page(actor: Actor, wanted: Wanted, *, before: int | None = None) -> Page:
    """The newest first."""
    rows = Award.objects.visible_to(actor).filter(state__in=wanted.states)
    narrowed = {
        "form": wanted.form,
        "holder_kind": wanted.holder,
        "unit__level_id": wanted.level,
    }
    rows = rows.filter(**{name: value for name, value in narrowed.items() if value})
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.select_related("unit").order_by("-pk")[: PAGE + 1])
    more = len(found) > PAGE
    return Page(rows=found[:PAGE], following=found[PAGE - 1].pk if more else None)


def levels() -> list[Level]:
    return list(Level.objects.order_by("tier", "key"))


def get_award(pk: int, *, actor: Actor) -> Award:
    rows = Award.objects.visible_to(actor).filter(pk=pk, state__in=SHOWN)
    found = rows.select_related("unit__parent", "written_by", "enforced_by", "replaces").first()
    if found is None:
        raise NotFound(_("Không tìm thấy hình thức khen này."))
    return found


def versions_of(row: Award, *, actor: Actor) -> list[Award]:
    """All versions of the same award of the unit that the actor may read, the newest first."""
    rows = Award.objects.visible_to(actor).filter(unit=row.unit, code=row.code)
    return list(rows.filter(state__in=SHOWN).order_by("-since_on", "-pk")[:MOST_CHOICES])


def copyable(unit: Unit, *, actor: Actor) -> list[Award]:
    """Of the same unit: those in force and before, the newest first."""
    rows = Award.objects.visible_to(actor).filter(unit=unit)
    fixed = rows.filter(state__in=(AwardState.IN_FORCE, AwardState.REPLACED))
    return list(fixed.order_by("-pk")[:MOST_CHOICES])


def managing_units(actor: Actor) -> list[Unit]:
    """Where the actor may write awards."""
    offices = actor.offices(Permission.AWARD_MANAGE)
    rows = Unit.objects.filter(path__in=offices, closed_on=None)
    return list(rows.order_by("path")[:MOST_CHOICES])


def holding_on(actor: Actor, day: dt.date) -> list[Award]:
    """What may be granted on a day, of all units that the actor reads, the highest unit first."""
    rows = Award.objects.visible_to(actor).holding_on(day)
    return list(rows.select_related("unit").order_by("unit__path", "name", "pk")[:200])


def names_at(unit: Unit) -> dict[str, str]:
    """Names of awards by code, the unit's own before the shipped ones; one query."""
    rows = Award.objects.filter(unit=unit).exclude(state=AwardState.DROPPED).order_by("pk")
    own = dict(rows.values_list("code", "name")[:200])
    return {code: one.name for code, one in shipped().items()} | own


def codes_by_name(award: Award) -> dict[str, str]:
    """The codes of shipped awards and those of its unit, by folded name."""
    names = {text.fold(one.name): code for code, one in shipped().items()}
    rows = Award.objects.filter(unit=award.unit_id).values_list("name", "code")
    return names | {text.fold(name): code for name, code in rows}
