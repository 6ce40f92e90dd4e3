"""Decisions, recognitions, certificates."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import NotFound
from sangkien.initiatives.models import CoAuthor, Initiative
from sangkien.initiatives.queries import get_initiative
from sangkien.papers.models import IssuedPaper
from sangkien.recognition.enums import DecisionState
from sangkien.recognition.models import (
    Certificate,
    InfluenceChange,
    Recognition,
    RecognitionDecision,
    Refusal,
)
from sangkien.units.models import Unit

PAGE = 20
MOST_RELEASING = 50


@dataclass(frozen=True, kw_only=True)
class Page:
    rows: list[RecognitionDecision]
    following: int | None


def decisions_of(unit: Unit, *, actor: Actor, before: int | None = None, limit: int = PAGE) -> Page:
    """Those of a unit that the actor may read, the newest first, with how many they list."""
    rows = RecognitionDecision.objects.visible_to(actor).filter(unit=unit)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(
        rows.select_related("paper")
        .annotate(listed=Count("recognitions", filter=Q(recognitions__skipped_reason="")))
        .order_by("-pk")[: limit + 1]
    )
    shown = found[:limit]
    return Page(rows=shown, following=shown[-1].pk if len(found) > limit else None)


def get_decision(pk: int, *, actor: Actor) -> RecognitionDecision:
    found = (
        RecognitionDecision.objects.visible_to(actor)
        .filter(pk=pk)
        .select_related("unit__parent", "unit__level", "paper", "signed_by", "drafted_by")
        .first()
    )
    if found is None:
        raise NotFound(_("Không tìm thấy quyết định này."))
    return found


def listed(
    decision: RecognitionDecision, *, after: int = 0, limit: int | None = None
) -> list[Recognition]:
    """What a decision lists, in its order, with authors and units; three queries."""
    credited = CoAuthor.objects.select_related("user").order_by("position", "pk")
    rows = (
        Recognition.objects.filter(decision=decision, position__gt=after)
        .select_related("initiative__unit", "initiative__author", "initiative__programme")
        .prefetch_related(Prefetch("initiative__coauthors", credited))
        .order_by("position")
    )
    return list(rows if limit is None else rows[:limit])


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How far the release of a signed decision is."""

    done: int
    skipped: int
    total: int


def standing(decision: RecognitionDecision) -> Standing:
    counted = Recognition.objects.filter(decision=decision).aggregate(
        total=Count("pk"),
        done=Count("pk", filter=Q(recognised_at__isnull=False)),
        skipped=Count("pk", filter=~Q(skipped_reason="")),
    )
    return Standing(**counted)


def of_initiative(initiative: Initiative) -> Recognition | None:
    """The latest recognition that came into force, revoked or not."""
    return (
        Recognition.objects.filter(initiative=initiative, recognised_at__isnull=False)
        .select_related("decision__unit", "decision__paper", "initiative__unit")
        .order_by("-pk")
        .first()
    )


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the pages of an initiative say of its recognition; `code` and `address` are those of
    the decision, which names nobody.
    """

    label: str
    decided_on: dt.date
    unit_name: str
    influence: str
    code: str
    reference: str
    address: str
    revoked_at: dt.datetime | None


def told(initiative: Initiative) -> Told | None:
    """The recognition in force, or the last one that was revoked; one query."""
    found = of_initiative(initiative)
    if found is None or found.decision.paper is None:
        return None
    paper = found.decision.paper
    return Told(
        label=paper.label,
        decided_on=found.decision.decided_on,
        unit_name=found.decision.unit.name,
        influence=found.get_influence_display(),
        code=paper.code,
        reference=paper.reference,
        address=paper.address,
        revoked_at=found.revoked_at,
    )


def refusal_of(initiative: Initiative) -> Refusal | None:
    """The refusal that stands: valid, and not recognised."""
    rows = Refusal.objects.filter(initiative=initiative, lifted_at=None)
    return rows.select_related("unit").first()


def earlier_refusals(initiative: Initiative) -> list[Refusal]:
    """Those of earlier versions, or lifted by an appeal, the latest first."""
    rows = Refusal.objects.filter(initiative=initiative, lifted_at__isnull=False)
    return list(rows.select_related("unit").order_by("-pk"))


def said_before(initiative: Initiative) -> Refusal | None:
    """Why it was not recognised the last time, now that it is considered once more."""
    return next(iter(earlier_refusals(initiative)), None)


def refused_before(initiative_ids: Collection[int]) -> dict[int, Refusal]:
    """The same for many, by initiative; one query."""
    rows = Refusal.objects.filter(initiative__in=list(initiative_ids), lifted_at__isnull=False)
    return {row.initiative_id: row for row in rows.order_by("pk")}


def get_recognition(code: str, *, actor: Actor) -> Recognition:
    """That of an initiative which the actor may see."""
    initiative = get_initiative(code, actor=actor)
    found = of_initiative(initiative)
    if found is None:
        raise NotFound(_("Sáng kiến này chưa được công nhận."))
    return found


def certificates_of(recognition: Recognition) -> list[Certificate]:
    rows = Certificate.objects.filter(recognition=recognition).select_related("paper", "user")
    return list(rows.order_by("position"))


def changes_of(recognition: Recognition) -> list[InfluenceChange]:
    rows = InfluenceChange.objects.filter(recognition=recognition).select_related("changed_by")
    return list(rows.order_by("pk"))


def earlier_papers(certificates: Iterable[Certificate]) -> dict[int, list[IssuedPaper]]:
    """What each certificate replaced, the latest first; one query per round of replacing."""
    chains: dict[int, list[IssuedPaper]] = {one.pk: [] for one in certificates}
    newest = {one.paper_id: one.pk for one in certificates}
    while newest:
        replaced = list(IssuedPaper.objects.filter(replaced_by__in=newest))
        for paper in replaced:
            chains[newest[paper.replaced_by_id or 0]].append(paper)
        newest = {paper.pk: newest[paper.replaced_by_id or 0] for paper in replaced}
    return chains


def get_certificate(pk: int, *, actor: Actor) -> Certificate:
    """One whose initiative the actor may see: authors and officers."""
    visible = Initiative.objects.visible_to(actor)
    found = (
        Certificate.objects.filter(pk=pk, recognition__initiative__in=visible)
        .select_related("paper", "recognition__initiative__unit", "recognition__decision__unit")
        .first()
    )
    if found is None:
        raise NotFound(_("Không tìm thấy giấy chứng nhận này."))
    return found


def certificate_papers(
    decision: RecognitionDecision, *, after: int, limit: int
) -> list[IssuedPaper]:
    """The certificates in force of a decision, for printing, in the order of its list."""
    rows = Certificate.objects.filter(
        recognition__decision=decision, paper__revoked_at=None, paper__forgotten_at=None
    )
    rows = rows.select_related("paper").order_by("recognition__position", "position")
    return [row.paper for row in rows[after : after + limit]]


def releasing() -> list[RecognitionDecision]:
    """Decisions that are being released, the oldest first."""
    signed = RecognitionDecision.objects.filter(state=DecisionState.SIGNED)
    return list(signed.order_by("pk")[:MOST_RELEASING])


def failing_releases() -> int:
    """Signed decisions with which the worker cannot go on."""
    signed = RecognitionDecision.objects.filter(state=DecisionState.SIGNED)
    return signed.filter(release_failed_at__isnull=False).count()
