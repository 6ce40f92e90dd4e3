"""Decisions, what waits for one, and what they list."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.commendation.enums import DecisionState, DossierState
from sangkien.commendation.models import (
    Award,
    AwardDecision,
    Conferral,
    Dossier,
    Round,
)
from sangkien.commendation.queries.limits import limits_of
from sangkien.commendation.rules.quotas import Limit
from sangkien.core.errors import NotFound
from sangkien.papers.models import IssuedPaper
from sangkien.units.models import Unit

PAGE = 20
MOST_RELEASING = 50
PER_FILE = 100  # certificates of one file for printing


@dataclass(frozen=True, kw_only=True)
class Page:
    rows: list[AwardDecision]
    following: int | None


def offices(actor: Actor) -> list[Unit]:
    """The units in which the actor holds an office that reads awards, the highest first."""
    held = actor.offices(Permission.AWARD_VIEW)
    rows = Unit.objects.filter(path__in=held, closed_on=None)
    return list(rows.order_by("level__tier", "name_sort", "pk")[:PAGE])


def decisions_of(unit: Unit, *, actor: Actor, before: int | None = None, limit: int = PAGE) -> Page:
    """Those of a unit that the actor may read, the newest first, with how many they list."""
    rows = AwardDecision.objects.visible_to(actor).filter(unit=unit)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    counted = Count("conferrals", filter=Q(conferrals__skipped_reason=""))
    found = list(
        rows.select_related("paper", "round").annotate(listed=counted).order_by("-pk")[: limit + 1]
    )
    shown = found[:limit]
    return Page(rows=shown, following=shown[-1].pk if len(found) > limit else None)


def get_decision(pk: int, *, actor: Actor) -> AwardDecision:
    found = (
        AwardDecision.objects.visible_to(actor)
        .filter(pk=pk)
        .select_related("unit__parent", "unit__level", "round", "paper", "signed_by", "drafted_by")
        .first()
    )
    if found is None:
        raise NotFound(_("Không tìm thấy quyết định này."))
    return found


def get_round(pk: int, *, actor: Actor) -> Round:
    found = Round.objects.visible_to(actor).filter(pk=pk).select_related("unit__parent").first()
    if found is None:
        raise NotFound(_("Không tìm thấy đợt xét này."))
    return found


def rounds_waiting(unit: Unit) -> list[Round]:
    """Rounds of a unit with dossiers that wait for its decision, with how many (`ready`)."""
    ready = Count(
        "dossiers",
        filter=Q(dossiers__state=DossierState.PASSED, dossiers__conferral=None),
        distinct=True,
    )
    rows = Round.objects.filter(unit=unit).annotate(ready=ready).filter(ready__gt=0)
    return list(rows.order_by("-pk")[:PAGE])


def waiting(round_: Round) -> QuerySet[Dossier]:
    """ "Đạt, chờ quyết định": in no draft and no decision yet."""
    rows = Dossier.objects.filter(round=round_, state=DossierState.PASSED, conferral=None)
    return rows.select_related("award", "unit__parent", "proposer")


def waiting_page(round_: Round, *, after: int = 0, limit: int) -> list[Dossier]:
    return list(waiting(round_).filter(pk__gt=after).order_by("pk")[:limit])


def chosen(round_: Round, keys: Collection[str], *, most: int) -> list[Dossier]:
    """Ticked ones, in the order of awards and names."""
    numbers = {int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 19}  # noqa: PLR2004 - digits of a key
    rows = waiting(round_).filter(pk__in=sorted(numbers)[: most + 1])
    return list(rows.order_by("award__name", "holder_kind", "pk"))


def spot_awards(unit: Unit, *, on: dt.date) -> list[Award]:
    """What a unit may give at once on a day: its awards, those for spot rewards first."""
    rows = Award.objects.filter(unit=unit).holding_on(on).order_by("name", "pk")
    return sorted(rows, key=lambda one: one.form != "spot")


def listed(decision: AwardDecision, *, after: int = 0, limit: int | None = None) -> list[Conferral]:
    """The lines of a decision in their order; one query."""
    rows = (
        Conferral.objects.filter(decision=decision, position__gt=after)
        .select_related("award", "unit__parent", "paper", "dossier")
        .order_by("position")
    )
    return list(rows if limit is None else rows[:limit])


def to_sign(decision: AwardDecision) -> list[Conferral]:
    """What a draft confers: without the lines that came to nothing meanwhile."""
    return [row for row in listed(decision) if not row.skipped_reason]


def get_line(decision: AwardDecision, position: int) -> Conferral:
    found = Conferral.objects.filter(decision=decision, position=position).first()
    if found is None:
        raise NotFound(_("Không tìm thấy dòng này trong dự thảo."))
    return found


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How far the release of a decision is, and the money that goes with it."""

    done: int
    skipped: int
    total: int
    amount_vnd: int
    papers: int


def standing(decision: AwardDecision) -> Standing:
    counted = Conferral.objects.filter(decision=decision).aggregate(
        total=Count("pk"),
        done=Count("pk", filter=Q(conferred_at__isnull=False)),
        skipped=Count("pk", filter=~Q(skipped_reason="")),
        papers=Count("paper", filter=Q(revoked_at=None, paper__forgotten_at=None)),
        amount_vnd=Sum("amount_vnd", filter=Q(skipped_reason=""), default=0),
    )
    return Standing(**counted)


@dataclass(frozen=True, kw_only=True)
class QuotaLine:
    """Of one award in a round: foreseen or given in all decisions, and the most (None: no limit)."""

    award: Award
    given: int
    most: int | None
    words: str = ""

    @property
    def is_over(self) -> bool:
        return self.most is not None and self.given > self.most


def quotas(decision: AwardDecision) -> list[QuotaLine]:
    """What the round of a decision gives of each award that it lists, in a fixed number of queries."""
    if decision.round is None:
        return []
    own = Conferral.objects.filter(decision=decision).values_list("award", flat=True)
    return _quota_lines(decision.round, {pk for pk in own if pk is not None})


def _quota_lines(round_: Round, award_ids: Collection[int]) -> list[QuotaLine]:
    rows = Conferral.objects.filter(
        decision__round=round_.pk, skipped_reason="", revoked_at=None, award__in=award_ids
    )
    given: dict[int, int] = dict(rows.values_list("award").annotate(n=Count("pk")).order_by())
    awards = list(Award.objects.filter(pk__in=award_ids).order_by("name"))
    limits = limits_of(round_, awards)
    return [_quota_line(one, given.get(one.pk, 0), limits[one.pk]) for one in awards]


def place_gone(row: Conferral) -> str:
    """A sentence where the place of a revoked award was given to others meanwhile, else ""."""
    round_ = row.decision.round if row.decision is not None else None
    if round_ is None or row.award_id is None:
        return ""
    found = _quota_lines(round_, {row.award_id})[0]
    if found.most is None or found.given < found.most:
        return ""
    return _(
        "Hạn mức của đợt (%(words)s) đã dùng hết sau khi thu hồi: khôi phục thì đợt này có %(given)d "
        "trên hạn mức %(most)d. Hãy ghi rõ trong lý do."
    ) % {"words": found.words, "given": found.given + 1, "most": found.most}


def _quota_line(award: Award, given: int, limits: list[Limit]) -> QuotaLine:
    if not limits:
        return QuotaLine(award=award, given=given, most=None)
    return QuotaLine(award=award, given=given, most=limits[0].most, words=limits[0].words)


def signed_before(unit: Unit) -> dict[str, str]:
    """Who signed the last decision of the unit, to be filled in again."""
    last = AwardDecision.objects.filter(unit=unit).exclude(signer_name="").order_by("-pk").first()
    if last is None:
        return {"signer_name": "", "signer_post": ""}
    return {"signer_name": last.signer_name, "signer_post": last.signer_post}


def certificate_papers(decision: AwardDecision, *, after: int, limit: int) -> list[IssuedPaper]:
    """The certificates in force of a decision, for printing, in the order of its list."""
    rows = Conferral.objects.filter(
        decision=decision, paper__isnull=False, revoked_at=None, paper__forgotten_at=None
    )
    rows = rows.select_related("paper").order_by("position")[after : after + limit]
    return [row.paper for row in rows if row.paper is not None]


def releasing() -> list[AwardDecision]:
    """Decisions that are being released, the oldest first."""
    signed = AwardDecision.objects.filter(state=DecisionState.SIGNED)
    return list(signed.order_by("pk")[:MOST_RELEASING])


def failing_releases() -> int:
    """Signed decisions with which the worker cannot go on."""
    signed = AwardDecision.objects.filter(state=DecisionState.SIGNED)
    return signed.filter(release_failed_at__isnull=False).count()
