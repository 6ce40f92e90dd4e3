"""Reading initiatives."""

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.accounts.queries import names
from sangkien.core import bus, codes, paths
from sangkien.core.errors import NotFound
from sangkien.core.periods import local_day
from sangkien.initiatives import rules, secrecy
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import CoAuthor, Correction, Decision, Initiative
from sangkien.initiatives.rules import EDITABLE
from sangkien.journal.queries import timeline as journal_timeline
from sangkien.programmes.enums import PeriodKind
from sangkien.programmes.models import Period, Programme
from sangkien.programmes.queries import is_open_to, phase_windows, window
from sangkien.programmes.rules import PhaseWindow, applied_words, closed_reason, phase_at
from sangkien.units.models import Unit

PAGE = 20
MOST_OFFERS = 50
CREDITED = Prefetch("coauthors", CoAuthor.objects.select_related("user").order_by("position", "pk"))
CORRECTED = Prefetch(
    "corrections",
    Correction.objects.exclude(sent_at=None).filter(is_amendment=False).order_by("pk"),
    to_attr="corrected",
)
CURSOR = re.compile(r"([0-9]{1,16})\.([0-9]{1,18})")


def get_initiative(code: str, *, actor: Actor) -> Initiative:
    """One initiative that the actor may see, with what its page shows; else NotFound. The closed
    part of a trade secret is there for those who may read it.
    """
    initiative = (
        Initiative.objects.visible_to(actor)
        .filter(code=codes.canonical(code))
        .select_related(
            *("programme__owner", "phase", "unit", "author", "entered_by", "field", "ruleset")
        )
        .first()
    )
    if initiative is None:
        raise NotFound(_("Không tìm thấy sáng kiến này."))
    secrecy.open_for(actor, initiative)
    return initiative


def visible_ones(pks: Collection[int], *, actor: Actor) -> dict[int, Initiative]:
    """Those of the given numbers that the actor may see, with what a link needs; one query."""
    found = Initiative.objects.visible_to(actor).filter(pk__in=list(pks))
    return found.only("code", "title").in_bulk()


def with_authors(initiative: Initiative) -> Initiative:
    """The same one, its co-authors read in one query for whoever asks for them."""
    prefetch_related_objects([initiative], CREDITED)
    return initiative


def track(code: str) -> Initiative:
    """By the reference on the receipt, for anybody who holds it; drafts are not found."""
    initiative = (
        Initiative.objects.exclude(state=State.DRAFT)
        .filter(code=codes.canonical(code))
        .select_related("programme", "phase", "unit", "author", "field")
        .first()
    )
    if initiative is None:
        raise NotFound(
            _("Không có sáng kiến nào mang mã này. Hãy kiểm tra lại từng ký tự trên biên nhận.")
        )
    return initiative


def unfinished(actor: Actor, *, limit: int = 20) -> list[Initiative]:
    """What waits for the actor as a writer: returned ones first, then drafts, the newest first."""
    rows = Initiative.objects.of_author(actor).filter(state__in=(State.DRAFT, State.RETURNED))
    newest = rows.select_related("unit", "programme", "author").order_by("-pk")[:limit]
    return sorted(newest, key=lambda row: row.state != State.RETURNED)


def entry_draft(
    actor: Actor, *, author_id: int, unit: Unit, programme: Programme
) -> Initiative | None:
    """What the actor began to enter for a member and did not send, the latest."""
    rows = Initiative.objects.filter(entered_by_id=actor.user_id, author_id=author_id, unit=unit)
    rows = rows.filter(programme=programme, state=State.DRAFT).prefetch_related(CREDITED)
    draft = rows.order_by("-pk").first()
    if draft is not None:
        secrecy.open_for(actor, draft)
    return draft


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of a list read by keyset; `following` is the cursor of the next page or None."""

    rows: list[Initiative]
    following: str | None


def own_initiatives(actor: Actor, *, cursor: str | None = None, limit: int = PAGE) -> Page:
    """Those credited to the actor as the leading author, the newest first."""
    return _newest(Initiative.objects.filter(author_id=actor.user_id), cursor, limit)


def entered_for_others(actor: Actor, *, cursor: str | None = None, limit: int = PAGE) -> Page:
    """Those that the actor entered on behalf of members, the newest first."""
    rows = Initiative.objects.filter(entered_by_id=actor.user_id)
    return _newest(rows.exclude(author_id=actor.user_id), cursor, limit)


def _newest(rows: QuerySet[Initiative], cursor: str | None, limit: int) -> Page:
    reached = read_cursor(cursor)
    if reached is not None:
        rows = rows.filter(pk__lt=reached[1])
    rows = rows.select_related("unit", "author", "programme").order_by("-pk")
    return _page(list(rows[: limit + 1]), limit)


@dataclass(frozen=True, kw_only=True)
class Unsettled:
    """What an officer leaves to the next one: counted up to a limit, so that it stays quick."""

    waiting: int
    drafts: int


def unsettled(user_id: int, unit: Unit, *, most: int = 100) -> Unsettled:
    """What waits for a decision at a unit and below it, and the drafts for members of it that
    one officer began to enter and did not send, or not again.
    """
    waiting = Initiative.objects.waiting().filter(paths.subtree(unit.path, field="waits_path"))
    here = Initiative.objects.filter(paths.subtree(unit.path, field="unit_path"))
    entered = here.filter(entered_by_id=user_id).exclude(author_id=user_id)
    return Unsettled(
        waiting=len(waiting.values_list("pk", flat=True)[:most]),
        drafts=len(entered.filter(state__in=EDITABLE).values_list("pk", flat=True)[:most]),
    )


def latest_confirmed(
    programme: Programme, *, limit: int = 8, below: Unit | None = None
) -> list[Initiative]:
    """For the public home; `below` limits it to a branch."""
    found = Initiative.objects.public().filter(programme=programme)
    if below is not None and below.pk != programme.owner_id:
        found = found.filter(paths.subtree(below.path, field="unit_path"))
    return list(
        found.select_related("unit", "author", "field").order_by("-received_at", "-pk")[:limit]
    )


def _page(rows: list[Initiative], limit: int) -> Page:
    more = len(rows) > limit
    shown = rows[:limit]
    return Page(rows=shown, following=cursor_of(shown[-1]) if more else None)


def cursor_of(initiative: Initiative) -> str:
    """ "<microseconds>.<pk>": what the link to the next page carries."""
    at = initiative.received_at
    micros = int(at.timestamp() * 1_000_000) if at else 0
    return f"{micros}.{initiative.pk}"


def read_cursor(typed: str | None) -> tuple[dt.datetime, int] | None:
    """A cursor from the address bar; nonsense is the first page."""
    found = cursor_parts(typed)
    if found is None:
        return None
    micros, pk = found
    return dt.datetime.fromtimestamp(0, tz=dt.UTC) + dt.timedelta(microseconds=micros), pk


def cursor_parts(typed: str | None) -> tuple[int, int] | None:
    """The two numbers of which a cursor is made."""
    found = CURSOR.fullmatch(typed or "")
    return (int(found[1]), int(found[2])) if found else None


def recognition_terms(initiative_ids: Collection[int]) -> dict[int, dt.date]:
    """The last day for deciding about recognition (`rules.recognition_due_on`) of each that the
    grassroots union accepted, counted from its latest confirmation; one query.
    """
    accepted = Decision.objects.filter(
        initiative__in=initiative_ids, outcome=State.CONFIRMED, step__lte=1
    )
    days = accepted.order_by("pk").values_list("initiative_id", "decided_at")
    return {pk: rules.recognition_due_on(local_day(at)) for pk, at in days}


def last_reasons(initiatives: Sequence[Initiative]) -> dict[int, Decision]:
    """The latest decision with a reason of each, by initiative, in one query."""
    decisions = (
        Decision.objects.filter(initiative__in=[row.pk for row in initiatives])
        .exclude(reason="")
        .select_related("decided_by")
        .order_by("pk")
    )
    return {decision.initiative_id: decision for decision in decisions}


def last_decision(initiative: Initiative) -> Decision | None:
    """What was decided last, whatever it was."""
    return Decision.objects.filter(initiative=initiative).order_by("-pk").first()


def decisions_of(initiative: Initiative) -> list[Decision]:
    """Every decision with who made it, the earliest first."""
    return list(
        Decision.objects.filter(initiative=initiative).select_related("decided_by").order_by("pk")
    )


def last_reason(initiative: Initiative) -> Decision | None:
    """The latest decision with the reason that the author has to read."""
    return (
        Decision.objects.filter(initiative=initiative)
        .exclude(reason="")
        .select_related("decided_by")
        .order_by("-pk")
        .first()
    )


def corrections_of(initiative: Initiative) -> list[Correction]:
    """What was changed each time it was sent again, the latest first; the closed part of it only
    where that of the initiative is open.
    """
    found = Correction.objects.filter(initiative=initiative).exclude(sent_at=None)
    rows = list(found.order_by("-pk"))
    return rows if initiative.is_closed else [secrecy.open_correction(row) for row in rows]


@dataclass(frozen=True, kw_only=True)
class Happening:
    """One line of a timeline: who did what, when, why, and whether on a shared tablet; `kind` is
    that of the step of the review, where the sentence depends on it.
    """

    name: str
    kind: str
    actor_name: str
    occurred_at: dt.datetime
    reason: str
    at_kiosk: bool


def happenings(initiative: Initiative) -> list[Happening]:
    """The whole timeline from the journal, oldest first; two queries."""
    entries = list(journal_timeline("initiative", initiative.pk)[:200])
    people = names({entry.actor_id for entry in entries if entry.actor_id})
    return [
        Happening(
            name=entry.name,
            kind=str(entry.payload.get("kind", "")),
            actor_name=people.get(entry.actor_id or 0, ""),
            occurred_at=entry.occurred_at,
            reason=str(entry.payload.get("reason", "")),
            at_kiosk="kiosk_id" in entry.payload,
        )
        for entry in entries
        if entry.name in bus.event_classes()
    ]


def days_accepted(programme: Programme, *, phase_id: int | None, at: dt.datetime) -> str:
    """In words, when an initiative may have been applied first: by the phase in which it was
    received, else by the one that is open.
    """
    phases = phase_windows(programme)
    received = next((phase for phase in phases if phase.period_id == phase_id), None)
    return applied_words(received or phase_at(phases, at), today=local_day(at))


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A programme to which somebody of a unit may send: open now, or to be written for."""

    unit: Unit
    programme: Programme
    phases: tuple[PhaseWindow, ...]

    @property
    def key(self) -> str:
        """What stands for it in an address or a form."""
        return f"{self.programme.slug}:{self.unit.code}"

    def open_phase(self, at: dt.datetime) -> PhaseWindow | None:
        return phase_at(self.phases, at)

    def is_over(self, at: dt.datetime) -> bool:
        return all(phase.closes_at <= at for phase in self.phases)

    def closed_reason(self, at: dt.datetime) -> str:
        """Why nothing can be sent now, and what to do; empty while a phase is open."""
        return "" if self.open_phase(at) else closed_reason(self.phases, at)


def offers(units: Sequence[Unit], *, at: dt.datetime) -> list[Offer]:
    """What the units may take part in, open ones first, then the newest; three queries at most.

    Programmes that are over come last: a page that offers nothing else can say when they closed.
    """
    if not units:
        return []
    above = {path for unit in units for path in [*paths.ancestors(unit.path), unit.path]}
    phases = Period.objects.filter(kind=PeriodKind.PHASE).order_by("opens_at", "pk")
    programmes = list(
        Programme.objects.published()
        .filter(owner__path__in=above)
        .select_related("owner")
        .prefetch_related(Prefetch("periods", phases, to_attr="phase_rows"))
        .order_by("-published_at", "-pk")[:MOST_OFFERS]
    )
    found = [
        Offer(
            unit=unit,
            programme=programme,
            phases=tuple(window(phase) for phase in programme.phase_rows),  # type: ignore[attr-defined] # prefetched above
        )
        for programme in programmes
        for unit in units
        if is_open_to(programme, unit)
    ]
    return sorted(found, key=lambda offer: (offer.is_over(at), offer.open_phase(at) is None))


def aimed_elsewhere(units: Sequence[Unit], *, at: dt.datetime) -> str:
    """What to tell members of units for which no programme is meant, while others take part."""
    above = {path for unit in units for path in [*paths.ancestors(unit.path), unit.path]}
    running = Programme.objects.published().filter(
        owner__path__in=above,
        periods__kind=PeriodKind.PHASE,
        periods__opens_at__lte=at,
        periods__closes_at__gt=at,
    )
    found = running.order_by("-published_at", "-pk").first()
    if found is None:
        return ""
    return _(
        "“%(title)s” đang nhận sáng kiến nhưng chỉ dành cho một số đơn vị, không gồm đơn vị của bạn."
    ) % {"title": found.title}


def last_submitter(author_id: int) -> str:
    """The group that the author chose the last time; "" before the first time."""
    own = Initiative.objects.filter(author_id=author_id).exclude(submitter="").order_by("-pk")
    return own.values_list("submitter", flat=True).first() or ""


def credited_counts(user_ids: set[int]) -> dict[int, int]:
    """How many initiatives name each person as leading author, in one query."""
    rows = Initiative.objects.filter(author_id__in=user_ids).values("author")
    return dict(rows.annotate(n=Count("pk")).values_list("author", "n"))
