"""Reading audits, their samples, and the factor that follows from them."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.audits import rules
from sangkien.audits.enums import PASSED, AuditState, Finding
from sangkien.audits.models import Audit, AuditItem
from sangkien.audits.rules import Factor
from sangkien.core import paths
from sangkien.core.errors import NotFound
from sangkien.initiatives.enums import COUNTED_AS_VALID
from sangkien.initiatives.models import Initiative
from sangkien.programmes.enums import PeriodKind
from sangkien.programmes.models import Period, Programme
from sangkien.units.models import Unit

PAGE = 30
MOST_CHOICES = 200
MOST_PERIODS = 40
CHECKED = ~Q(finding="")
DID_PASS = Q(finding__in=sorted(PASSED))


def factors(unit_ids: Collection[int], period: Period) -> dict[int, Factor]:
    """ "Hệ số hậu kiểm" of each unit in a period, from its finished audits; one query. That of a whole
    programme rests on audits of the whole and of its phases, whose initiatives are its own; not on
    those of campaigns, which choose days and branches. Units that nobody audited are left out. Findings
    count in the order of the draw, up to the first that is missing: nobody chooses which ones are
    looked at. An initiative that was drawn more than once counts once, by its last finding.
    """
    rows = _counted_in(period)
    again = rows.filter(
        Q(checked_at__gt=OuterRef("checked_at"))
        | Q(checked_at=OuterRef("checked_at"), pk__gt=OuterRef("pk")),
        audit__subject_id=OuterRef("audit__subject_id"),
        initiative_id=OuterRef("initiative_id"),
    )
    counted = (
        rows.filter(~Exists(again), audit__subject_id__in=unit_ids)
        .values_list("audit__subject_id")
        .annotate(
            passed=Count("pk", filter=DID_PASS), checked=Count("pk"), last=Max("audit__finished_at")
        )
    )
    return {
        pk: Factor(passed=passed, checked=checked, as_of=last)
        for pk, passed, checked, last in counted.order_by("audit__subject_id")
    }


def _counted_in(period: Period) -> QuerySet[AuditItem]:
    """Findings of finished audits, in each as far as none is missing."""
    missing = AuditItem.objects.filter(
        audit=OuterRef("audit"), finding="", position__lt=OuterRef("position")
    )
    return AuditItem.objects.filter(
        CHECKED,
        ~Exists(missing),
        audit__state=AuditState.FINISHED,
        audit__period_id__in=_audited_in(period),
    )


def _audited_in(period: Period) -> "list[int] | QuerySet[Period, int]":
    if period.kind != PeriodKind.WHOLE:
        return [period.pk]
    rows = Period.objects.filter(
        programme_id=period.programme_id, kind__in=[PeriodKind.WHOLE, PeriodKind.PHASE]
    )
    return rows.values_list("pk", flat=True)


def population(subject: Unit, period: Period) -> QuerySet[Initiative]:
    """What is valid in the branch of a unit and counts in a period."""
    found = Initiative.objects.filter(
        paths.subtree(subject.path, field="unit_path"),
        programme_id=period.programme_id,
        state__in=COUNTED_AS_VALID,
    )
    if period.kind == PeriodKind.PHASE:
        return found.filter(phase_id=period.pk)
    if period.kind == PeriodKind.CAMPAIGN:
        return found.filter(
            paths.subtree(period.unit.path, field="unit_path"),
            received_at__gte=period.opens_at,
            received_at__lt=period.closes_at,
        )
    return found


def read_codes(subject: Unit, period: Period, *, seed: str) -> dict[str, int]:
    """Code and number of what a sample is drawn from: all of a branch with up to MOST_READ, read from
    the index of its path; else so many from a random place in the order of the codes. Three queries
    at most.
    """
    every = population(subject, period).order_by("unit_path", "-pk")
    small = dict(every.values_list("code", "pk")[: rules.MOST_READ + 1])
    if len(small) <= rules.MOST_READ:
        return small
    start, rows = rules.first_code(seed), every.order_by("code")
    behind = rows.filter(code__gte=start).values_list("code", "pk")[: rules.MOST_READ]
    found = dict(behind)
    left = rules.MOST_READ - len(found)
    before = rows.filter(code__lt=start).values_list("code", "pk")[:left] if left else []
    return {**found, **dict(before)}


def auditing_units(actor: Actor) -> list[Unit]:
    """Where the actor may draw a sample."""
    offices = actor.offices(Permission.INITIATIVE_AUDIT)
    rows = Unit.objects.filter(path__in=offices, closed_on=None, level__is_grassroots=False)
    return list(rows.order_by("path"))


def subjects_below(unit: Unit) -> list[Unit]:
    """To choose from: the units directly below."""
    rows = Unit.objects.filter(parent=unit, closed_on=None)
    return list(rows.order_by("name_sort", "pk")[:MOST_CHOICES])


def periods_of(unit: Unit, *, at: dt.datetime) -> list[Period]:
    """Of launched programmes of the unit and of those above it, begun, the latest first."""
    rows = Period.objects.filter(
        programme__in=Programme.objects.published(),
        unit__path__in=[*paths.ancestors(unit.path), unit.path],
        opens_at__lte=at,
    )
    return list(rows.select_related("programme", "unit").order_by("-opens_at", "pk")[:MOST_PERIODS])


def audits_page(
    actor: Actor, *, before: int | None = None, limit: int = PAGE
) -> tuple[list[Audit], int | None]:
    """The newest first, each with `checked` and `passed`; one query."""
    rows = Audit.objects.visible_to(actor)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    rows = rows.select_related("unit", "subject", "period__programme").annotate(
        checked=Count("items", filter=~Q(items__finding="")),
        passed=Count("items", filter=Q(items__finding__in=sorted(PASSED))),
    )
    found = list(rows.order_by("-pk")[: limit + 1])
    return found[:limit], found[limit - 1].pk if len(found) > limit else None


def get_audit(pk: int, *, actor: Actor) -> Audit:
    rows = Audit.objects.visible_to(actor).select_related(
        "unit__level", "subject", "period__programme", "drawn_by", "finished_by", "dropped_by"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy đợt hậu kiểm này."))
    return found


def get_item(pk: int, *, actor: Actor) -> AuditItem:
    rows = AuditItem.objects.visible_to(actor).select_related(
        *("audit__unit__level", "audit__subject", "audit__period__programme"),
        *("initiative__unit", "initiative__author", "checked_by"),
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy mẫu hậu kiểm này."))
    return found


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What the sample of one audit shows so far."""

    size: int
    right: int
    minor: int
    failed: int
    in_order: int  # findings up to the first that is missing: those that make the factor

    @property
    def checked(self) -> int:
        return self.right + self.minor + self.failed

    @property
    def passed(self) -> int:
        return self.right + self.minor

    @property
    def left(self) -> int:
        return self.size - self.checked


def outcome_of(audit: Audit) -> Outcome:
    counts = dict(
        AuditItem.objects.filter(audit=audit).values_list("finding").annotate(n=Count("pk"))
    )
    missing = AuditItem.objects.filter(audit=audit, finding="")
    first = missing.order_by("position").values_list("position", flat=True).first()
    size = sum(counts.values())
    return Outcome(
        size=size,
        in_order=size if first is None else first - 1,
        right=counts.get(Finding.RIGHT.value, 0),
        minor=counts.get(Finding.MINOR.value, 0),
        failed=counts.get(Finding.FAILED.value, 0),
    )


def items_page(
    audit: Audit, *, finding: str | None = None, after: int = 0, limit: int = PAGE
) -> tuple[list[AuditItem], int | None]:
    """In the order of the draw, keyset; "" are those that nobody checked."""
    rows = AuditItem.objects.filter(audit=audit, position__gt=after)
    if finding is not None:
        rows = rows.filter(finding=finding)
    rows = rows.select_related("initiative__unit", "initiative__author", "checked_by")
    found = list(rows.order_by("position")[: limit + 1])
    return found[:limit], found[limit - 1].position if len(found) > limit else None


def items_of(audit: Audit) -> list[AuditItem]:
    """The whole sample, MOST_DRAWN at most."""
    return items_page(audit, limit=rules.MOST_DRAWN)[0]


def next_unchecked(item: AuditItem) -> int | None:
    """The number of the next one that nobody checked, from here on and then from the beginning."""
    rows = AuditItem.objects.filter(audit_id=item.audit_id, finding="").exclude(pk=item.pk)
    places = list(rows.order_by("position").values_list("position", "pk"))
    behind = [pk for position, pk in places if position > item.position]
    return next(iter([*behind, *(pk for _position, pk in places)]), None)


def dropped_before(audit: Audit) -> int:
    """How often a sample of the same unit and period was drawn and dropped before this one: whoever
    reads the result sees whether it was drawn again and again.
    """
    rows = Audit.objects.filter(
        unit_id=audit.unit_id, subject_id=audit.subject_id, period_id=audit.period_id
    )
    return rows.filter(state=AuditState.DROPPED, pk__lt=audit.pk).count()


def has_checked(audit: Audit, *, actor: Actor) -> bool:
    """Whoever wrote down one of the findings does not finish the audit."""
    if actor.user_id is None:
        return False
    return AuditItem.objects.filter(audit=audit, checked_by_id=actor.user_id).exists()
