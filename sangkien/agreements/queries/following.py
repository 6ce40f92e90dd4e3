"""Reading what units reported of their targets, and wishes to change them."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.agreements.achieving import Achieved, achieved
from sangkien.agreements.enums import ChangeState, ResultState
from sangkien.agreements.models import Target, TargetChange, TargetResult
from sangkien.core.errors import NotFound

MOST_SHOWN = 50


def current_results(targets: Iterable[Target]) -> dict[int, TargetResult]:
    """What was reported last, by target; no query where there is none to look for."""
    ids = [target.pk for target in targets]
    if not ids:
        return {}
    rows = TargetResult.objects.filter(target_id__in=ids, is_current=True)
    return {row.target_id: row for row in rows}


def standing_of(target: Target, result: TargetResult | None) -> Achieved | None:
    """How far a reported target is; None before anything was reported."""
    if result is None:
        return None
    return achieved(target.aim, value=result.value, whole=result.whole, as_of=result.as_of)


def results_of(target: Target) -> list[TargetResult]:
    """All that was reported, the newest first."""
    rows = TargetResult.objects.filter(target=target).select_related(
        "reported_by", "answered_by", "file"
    )
    return list(rows.order_by("-pk")[:MOST_SHOWN])


def changes_of(chained: Iterable[Target]) -> list[TargetChange]:
    """Every wish to change a target or what stood in its place, the newest first."""
    rows = TargetChange.objects.filter(target__in=list(chained))
    rows = rows.select_related("target", "asked_by", "answered_by")
    return list(rows.order_by("-pk")[:MOST_SHOWN])


def open_change(target: Target) -> TargetChange | None:
    rows = TargetChange.objects.filter(target=target, state=ChangeState.PENDING)
    return rows.select_related("asked_by").first()


def get_change(pk: int, *, actor: Actor) -> TargetChange:
    rows = TargetChange.objects.visible_to(actor).filter(pk=pk)
    found = rows.select_related(
        "target__period__programme",
        "target__unit__parent",
        "target__cluster__organiser",
        "asked_by",
        "answered_by",
    ).first()
    if found is None:
        raise NotFound(_("Không tìm thấy đề nghị này."))
    return found


def get_result(pk: int, *, actor: Actor) -> TargetResult:
    rows = TargetResult.objects.visible_to(actor).filter(pk=pk)
    found = rows.select_related(
        "target__period__programme",
        "target__unit__parent",
        "target__cluster__organiser",
        "reported_by",
        "file",
    ).first()
    if found is None:
        raise NotFound(_("Không tìm thấy kết quả này."))
    return found


def waiting(
    actor: Actor, *, limit: int = MOST_SHOWN
) -> tuple[list[TargetChange], list[TargetResult]]:
    """Wishes and results that wait for a word of the actor, and the actor's own wishes."""
    related = ("target__period", "target__unit", "target__cluster")
    answers = _answered_by(actor)
    changes = TargetChange.objects.visible_to(actor).filter(
        answers | Q(asked_by=actor.user_id), state=ChangeState.PENDING
    )
    results = TargetResult.objects.visible_to(actor).filter(
        answers, state=ResultState.WAITING, is_current=True
    )
    return (
        list(
            changes.filter(target__replaced_at=None)
            .select_related(*related, "asked_by")
            .order_by("pk")[:limit]
        ),
        list(results.select_related(*related, "reported_by").order_by("pk")[:limit]),
    )


def _answered_by(actor: Actor) -> Q:
    """`permissions.can_set` for assigned targets, as a filter."""
    above, own, organiser = (
        within(actor, Permission.TARGET_MANAGE, field=f"target__{path}__path")
        for path in ("unit__parent", "unit", "cluster__organiser")
    )
    return above | (Q(target__unit__parent=None, target__unit__isnull=False) & own) | organiser
