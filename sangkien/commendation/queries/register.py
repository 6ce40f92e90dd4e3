""" "Sổ khen thưởng": what units and people were rewarded with over the years."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.commendation.models import Conferral, Restoration, Revocation
from sangkien.core import paths, text
from sangkien.core.errors import NotFound
from sangkien.units.models import Unit

PAGE = 50
MOST_WORDS = 8


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What of the register is shown; empty is everything. `typed` are words of the name, the award or the
    number of the decision, with or without tone marks.
    """

    year: int | None = None
    form: str = ""
    holder_kind: str = ""
    typed: str = ""


NOTHING = Filter()


@dataclass(frozen=True, kw_only=True)
class Page:
    rows: list[Conferral]
    following: str


def of_unit(unit: Unit, wanted: Filter, *, actor: Actor) -> QuerySet[Conferral]:
    """Of a unit and everything below it, as far as the actor may read it."""
    rows = Conferral.objects.visible_to(actor)
    return _filtered(rows.filter(paths.subtree(unit.path, field="unit__path")), wanted)


def of_person(user_id: int) -> QuerySet[Conferral]:
    return Conferral.objects.filter(user_id=user_id, conferred_at__isnull=False)


def _filtered(rows: QuerySet[Conferral], wanted: Filter) -> QuerySet[Conferral]:
    if wanted.year is not None:
        rows = rows.filter(year=wanted.year)
    if wanted.form:
        rows = rows.filter(form=wanted.form)
    if wanted.holder_kind:
        rows = rows.filter(holder_kind=wanted.holder_kind)
    for word in text.fold(wanted.typed).split()[:MOST_WORDS]:
        rows = rows.filter(folded__contains=word)
    return rows


def is_unfolded() -> bool:
    """Whether a search misses something that the register had before it was searched so."""
    return Conferral.objects.unfolded().exists()


def page(rows: QuerySet[Conferral], *, after: tuple[int, int] | None, limit: int = PAGE) -> Page:
    """The newest year first; `after` is the year and number of the last row before it."""
    if after is not None:
        year, pk = after
        rows = rows.filter(Q(year__lt=year) | Q(year=year, pk__lt=pk))
    ordered = _with_past(rows).select_related("unit", "paper", "decision__paper")
    found = list(ordered.order_by("-year", "-pk")[: limit + 1])
    shown = found[:limit]
    last = shown[-1] if len(found) > limit else None
    return Page(rows=shown, following=f"{last.year}.{last.pk}" if last else "")


def _with_past(rows: QuerySet[Conferral]) -> QuerySet[Conferral]:
    """Each row with `past`: what revoked it and was ended by a restoration, the oldest first."""
    past = Revocation.objects.filter(restored_at__isnull=False).order_by("pk")
    return rows.prefetch_related(Prefetch("revocations", past, to_attr="past"))


def years_of(unit: Unit, *, actor: Actor) -> list[int]:
    """For the choice, the newest first."""
    rows = of_unit(unit, NOTHING, actor=actor).order_by("-year").values_list("year", flat=True)
    return list(rows.distinct()[:60])


def get_conferral(pk: int, *, actor: Actor) -> Conferral:
    found = (
        Conferral.objects.visible_to(actor)
        .filter(pk=pk)
        .select_related("unit", "paper", "decision__unit__parent", "decision__paper", "award")
        .first()
    )
    if found is None:
        raise NotFound(_("Không tìm thấy khen thưởng này."))
    return found


def revocation_of(conferral: Conferral) -> Revocation | None:
    """The draft, or what revoked it and still stands; with the draft of its restoration."""
    rows = Revocation.objects.filter(conferral=conferral, restored_at=None)
    return rows.select_related(
        *("prepared_by", "signed_by", "paper", "conferral__decision__unit"),
        *("restoration__prepared_by", "restoration__paper"),
    ).first()


def restoration_of(revocation: Revocation | None) -> Restoration | None:
    """What is at hand after `revocation_of`."""
    return getattr(revocation, "restoration", None) if revocation is not None else None


def past_of(conferral: Conferral) -> list[Revocation]:
    """ "Đã thu hồi rồi khôi phục": what no longer counts, the latest first."""
    rows = Revocation.objects.filter(conferral=conferral, restored_at__isnull=False)
    found = rows.select_related(
        "paper", "signed_by", "restoration__paper", "restoration__signed_by"
    )
    return list(found.order_by("-pk"))


def get_past(conferral: Conferral, pk: int) -> Revocation:
    found = next((row for row in past_of(conferral) if row.pk == pk), None)
    if found is None:
        raise NotFound(_("Không tìm thấy quyết định này."))
    return found
