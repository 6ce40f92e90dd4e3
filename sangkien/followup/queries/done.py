"""What was done: the log of an office, the history of a unit, open calls, letters."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.accounts.models import User
from sangkien.core import paths
from sangkien.core.errors import NotFound
from sangkien.followup.enums import CallOutcome, LetterState, Standing, Step, Topic
from sangkien.followup.models import Contact, Letter, Recipient, Urging
from sangkien.followup.models.urging import MOVED
from sangkien.followup.queries.subjects import ANSWERING
from sangkien.programmes.models import Period, Programme
from sangkien.progress.models import SubtreeTotal
from sangkien.reporting.queries import late_reports
from sangkien.units.models import Grant, Unit

ROWS_A_PAGE = 50
MOST_OPEN = 5  # shown on a desk
MOST_CALLS = 200
MOST_EXPORTED = 20_000
MOST_LETTERS = 20
BY_HAND = dt.timedelta(days=2)

FILTERS = {
    Standing.ALL: Q(),
    Standing.MOVED: MOVED,
    Standing.SILENT: Q(measured_at__isnull=False) & ~MOVED & Q(answer=""),
    Standing.ANSWERED: ~Q(answer=""),
}


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Urgings and units of one office in one period; `silent` neither moved nor answered."""

    urgings: int
    units: int
    measured: int
    moved: int
    silent: int
    answered: int


def below(unit: Unit, period: Period) -> Q:
    """Urgings of the branch: those of lower offices are seen as well."""
    return paths.subtree(unit.path, field="unit__path") & Q(period=period)


def tally(unit: Unit, period: Period) -> Tally:
    """One query."""
    found = Urging.objects.filter(below(unit, period)).aggregate(
        urgings=Count("pk"),
        units=Count("unit", distinct=True),
        measured=Count("pk", filter=Q(measured_at__isnull=False)),
        moved=Count("pk", filter=FILTERS[Standing.MOVED]),
        silent=Count("pk", filter=FILTERS[Standing.SILENT]),
        answered=Count("pk", filter=FILTERS[Standing.ANSWERED]),
    )
    return Tally(**found)


def log(
    unit: Unit, period: Period, *, standing: Standing, before: int | None = None
) -> tuple[list[Urging], int | None]:
    """The newest first, and the number below which the next page begins."""
    rows = Urging.objects.filter(below(unit, period)).filter(FILTERS[standing])
    return _page(rows, before)


def history(
    unit: Unit, *, actor: Actor, before: int | None = None
) -> tuple[list[Urging], int | None]:
    """Everything that was done to urge one unit, in every programme."""
    return _page(Urging.objects.visible_to(actor).filter(unit=unit), before)


def _page(rows: QuerySet[Urging], before: int | None) -> tuple[list[Urging], int | None]:
    found = rows if before is None else rows.filter(pk__lt=before)
    listed = list(_told(found).order_by("-pk")[: ROWS_A_PAGE + 1])
    more = len(listed) > ROWS_A_PAGE
    return listed[:ROWS_A_PAGE], listed[ROWS_A_PAGE - 1].pk if more else None


def _told(rows: QuerySet[Urging]) -> QuerySet[Urging]:
    return rows.select_related(
        "unit", "period__programme", "round__issuer", "round__made_by", "answered_by", "called_by"
    )


def exported(unit: Unit, period: Period) -> Iterable[Urging]:
    rows = Urging.objects.filter(below(unit, period))
    return _told(rows).order_by("pk")[:MOST_EXPORTED].iterator(chunk_size=500)


def get_urging(pk: int, *, actor: Actor) -> Urging:
    """One of a unit that the actor looks after, or NotFound."""
    rows = _told(Urging.objects.visible_to(actor).filter(pk=pk))
    found = rows.select_related("letter__paper").first()
    if found is None:
        raise NotFound(_("Không tìm thấy lượt đôn đốc này."))
    return found


def recipients_of(urging: Urging) -> list[Recipient]:
    rows = Recipient.objects.filter(urging=urging).select_related("user")
    return list(rows.order_by("user__name_sort", "pk"))


def open_for(actor: Actor, *, at: dt.datetime) -> list[Urging]:
    """What the reader's own units were told, until they answer or the figure moves."""
    offices = actor.offices(Permission.REPORT_SEND)
    if not offices:
        return []
    totals = SubtreeTotal.objects.filter(unit=OuterRef("unit"), period=OuterRef("period"))
    rows = (
        Urging.objects.open_at(at)
        .filter(unit__path__in=offices)
        .annotate(now_sent=Subquery(totals.values("sent")[:1]))
        .filter(
            Q(round__topic=Topic.REPORTS)
            | Q(now_sent=None)
            | Q(now_sent__lte=F("sent"))
            | Q(late_reports__gt=0)
        )
        .select_related("unit", "round__issuer", "period__programme")
    )
    found = list(rows.order_by("-pk")[:MOST_OPEN])
    answered = _without_late_reports([one for one in found if _hangs_on_reports(one)], at=at)
    return [one for one in found if one.pk not in answered]


def _hangs_on_reports(urging: Urging) -> bool:
    """Who was asked for reports is reminded while one is late, whatever became of its initiatives;
    whose initiatives have moved is reminded of the reports that were named beside them.
    """
    now_sent: int | None = urging.now_sent  # type: ignore[attr-defined]
    has_moved = now_sent is not None and now_sent > urging.sent
    return has_moved or urging.is_about_reports


def _without_late_reports(urgings: Sequence[Urging], *, at: dt.datetime) -> set[int]:
    """Those whose unit owes nothing any more; a query for each programme."""
    by_programme: dict[Programme, list[Urging]] = defaultdict(list)
    for one in urgings:
        by_programme[one.period.programme].append(one)
    done: set[int] = set()
    for programme, rows in by_programme.items():
        late = late_reports(Q(unit_id__in=[one.unit_id for one in rows]), programme, at=at)
        done |= {one.pk for one in rows if one.unit_id not in late}
    return done


def calls(issuer: Unit, period: Period) -> list[Urging]:
    """The list of calls of an office: whom nobody was reached at, those with a day by their day."""
    rows = Urging.objects.filter(round__issuer=issuer, period=period, step=Step.CALL)
    rows = rows.exclude(outcome=CallOutcome.TALKED).select_related(
        "unit", "round__issuer", "period__programme", "called_by"
    )
    return list(rows.order_by(F("call_on").asc(nulls_first=True), "pk")[:MOST_CALLS])


def officers_of(unit_ids: Sequence[int], *, on: dt.date) -> dict[int, list[User]]:
    """Who speaks for each unit, with name and phone; one query. The caller decides who may see it."""
    rows = Grant.objects.in_force_on(on).filter(
        unit_id__in=list(unit_ids), role__in=ANSWERING, user__is_active=True
    )
    found: dict[int, list[User]] = defaultdict(list)
    for row in rows.select_related("user").order_by("user__name_sort", "pk"):
        if row.user not in found[row.unit_id]:
            found[row.unit_id].append(row.user)
    return found


def contacts_of(unit_ids: Sequence[int]) -> dict[int, Contact]:
    """The number that was noted for each unit; one query. The caller decides who may see it."""
    return {row.unit_id: row for row in Contact.objects.filter(unit_id__in=list(unit_ids))}


def letters(issuer: Unit, period: Period) -> list[Letter]:
    rows = Letter.objects.filter(issuer=issuer, period=period).exclude(state=LetterState.DROPPED)
    return list(rows.select_related("paper", "prepared_by").order_by("-pk")[:MOST_LETTERS])


def letters_to_sign(actor: Actor) -> list[Letter]:
    """Of the own offices, prepared by somebody else."""
    offices = actor.offices(Permission.FOLLOWUP_MANAGE)
    rows = Letter.objects.filter(issuer__path__in=offices, state=LetterState.WAITING)
    rows = rows.exclude(prepared_by=actor.user_id).select_related("issuer")
    return list(rows.order_by("pk")[:MOST_OPEN])


def get_letter(pk: int, *, actor: Actor) -> Letter:
    rows = Letter.objects.visible_to(actor).filter(pk=pk)
    found = rows.select_related(
        "issuer__level", "issuer__parent", "period__programme", "prepared_by", "signed_by", "paper"
    ).first()
    if found is None:
        raise NotFound(_("Không tìm thấy công văn này."))
    return found


def round_urgings(request_key: uuid.UUID) -> list[Urging]:
    """What came of a form that was sent before."""
    return list(Urging.objects.filter(round__request_key=request_key).select_related("unit"))


def texts_by_hand(issuer: Unit, period: Period, *, at: dt.datetime) -> list[Urging]:
    """Messages of the last two days that no gateway has sent: the officer sends them."""
    rows = Urging.objects.filter(
        round__issuer=issuer, period=period, step=Step.MESSAGE, urged_at__gt=at - BY_HAND
    )
    rows = rows.exclude(recipients__is_texted=True).select_related(
        "unit", "round__issuer", "period__programme"
    )
    return list(rows.order_by("pk")[:MOST_CALLS])


def now_of(urging: Urging) -> tuple[int, int] | None:
    """Sent and valid of the same unit and period as they stand now."""
    rows = SubtreeTotal.objects.filter(unit=urging.unit_id, period=urging.period_id)
    return rows.values_list("sent", "valid").first()
