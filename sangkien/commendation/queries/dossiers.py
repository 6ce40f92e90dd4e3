"""Reading dossiers: of a unit, of the office where they wait, of a round."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from operator import itemgetter

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.commendation.enums import DossierState, Outcome
from sangkien.commendation.models import Award, Dossier, DossierFile, DossierStep, Round
from sangkien.commendation.rules import checklist
from sangkien.commendation.rules.checklist import Line
from sangkien.commendation.rules.terms import Vote
from sangkien.core.errors import NotFound
from sangkien.core.periods import local_day
from sangkien.councils import queries as councils
from sangkien.councils.enums import CouncilKind
from sangkien.councils.models import Session
from sangkien.units.models import Unit

PAGE = 30
MOST_LISTED = 2_000
RELATED = ("award", "round__unit", "unit", "proposer", "user")
_SHOWN = ("round__unit", "award", "unit", "proposer", "user", "item__session__council", "higher")


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """A line of the checklist with the files that are there."""

    line: Line
    files: Sequence[DossierFile]


def get_dossier(pk: int, *, actor: Actor) -> Dossier:
    rows = Dossier.objects.visible_to(actor).select_related(*_SHOWN)
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy hồ sơ này."))
    return found


def get_file(dossier: Dossier, pk: int) -> DossierFile:
    rows = DossierFile.objects.filter(dossier=dossier, pk=pk)
    found = rows.select_related("file", "dossier").first()
    if found is None:
        raise NotFound(_("Không tìm thấy tệp này."))
    return found


def steps_of(dossier: Dossier) -> list[DossierStep]:
    rows = DossierStep.objects.filter(dossier=dossier).select_related("office", "decided_by")
    return list(rows.order_by("position"))


def sent_on(dossier: Dossier) -> dt.date | None:
    """The day on which it was sent last."""
    steps = DossierStep.objects.filter(dossier=dossier, outcome=Outcome.SENT)
    last = steps.order_by("-position").values_list("decided_at", flat=True).first()
    return local_day(last) if last is not None else None


def checklist_of(dossier: Dossier) -> list[FileLine]:
    """All lines of its award, in the order of the terms; one query."""
    rows = DossierFile.objects.filter(dossier=dossier).select_related("file", "added_by")
    files = list(rows.order_by("pk"))
    counts = Counter(one.key for one in files)
    return [
        FileLine(line=line, files=[one for one in files if one.key == line.document.key])
        for line in checklist.lines(dossier.award.read, counts)
    ]


def own_page(
    actor: Actor, *, state: str = "", before: int | None = None, limit: int = PAGE
) -> tuple[list[Dossier], int | None]:
    """Those that the units of the actor propose, the newest first, and where to go on."""
    offices = actor.offices(Permission.AWARD_PROPOSE)
    rows = Dossier.objects.filter(proposer__path__in=offices)
    if state:
        rows = rows.filter(state=state)
    return _page(rows, before=before, limit=limit)


def inbox_page(
    actor: Actor, *, late_on: dt.date | None = None, after: int = 0, limit: int = PAGE
) -> tuple[list[Dossier], int | None]:
    """Those that wait at the offices of the actor, the one that came first at the top; with `late_on`
    only those whose term was over by then.
    """
    rows = inbox(actor).filter(pk__gt=after)
    if late_on is not None:
        rows = rows.filter(due_on__lt=late_on)
    found = list(rows.select_related(*RELATED).order_by("pk")[: limit + 1])
    return found[:limit], found[limit - 1].pk if len(found) > limit else None


def inbox(actor: Actor) -> QuerySet[Dossier]:
    return Dossier.objects.filter(waits_path__in=actor.offices(Permission.AWARD_MANAGE)).exclude(
        waits_path=""
    )


def inbox_counts(actor: Actor, *, today: dt.date) -> tuple[int, int]:
    """How many wait at the offices of the actor, and how many of them too long."""
    dues = list(inbox(actor).values_list("due_on", flat=True)[:MOST_LISTED])
    return len(dues), sum(due is not None and due < today for due in dues)


def round_page(
    round_: Round,
    *,
    actor: Actor,
    state: str = "",
    before: int | None = None,
    limit: int = PAGE,
) -> tuple[list[Dossier], int | None]:
    """What the actor may see of a round, the newest first."""
    rows = Dossier.objects.visible_to(actor).filter(round=round_)
    if state:
        rows = rows.filter(state=state)
    return _page(rows, before=before, limit=limit)


def begun_in(round_: Round | None, award: Award, *, actor: Actor) -> dict[str, Dossier]:
    """What was nominated already and the actor may see, by the key of the candidate; one query."""
    if round_ is None:
        return {}
    rows = Dossier.objects.visible_to(actor).filter(round=round_, award=award)
    rows = rows.holding_place().order_by("pk")
    found = rows.only("pk", "state", "user_id", "unit_id")[:MOST_LISTED]
    return {f"cn-{row.user_id}" if row.user_id else f"tt-{row.unit_id}": row for row in found}


def round_counts(round_: Round, *, actor: Actor) -> Counter[str]:
    """By state, of what the actor may see."""
    rows = Dossier.objects.visible_to(actor).filter(round=round_)
    return Counter(rows.values_list("state", flat=True))


def picked(actor: Actor, pairs: Sequence[tuple[int, int]]) -> list[tuple[Dossier, int]]:
    """The ticked ones of an inbox with the versions that were seen; all, or `NotFound`."""
    rows = Dossier.objects.visible_to(actor).filter(pk__in=[pk for pk, _seen in pairs])
    found = {row.pk: row for row in rows.select_related(*RELATED)}
    if len(found) != len(dict(pairs)):
        raise NotFound(_("Có hồ sơ không còn ở đây. Hãy tải lại trang."))
    return [(found[pk], seen) for pk, seen in dict(pairs).items()]


def sessions_for(actor: Actor, unit: Unit, *, on: dt.date) -> list[Session]:
    """Sessions in preparation to which the actor may bring dossiers of the unit."""
    return councils.receiving_sessions(
        actor, at_path=unit.path, kind=CouncilKind.COMMENDATION, on=on
    )


def offices_named(rows: Sequence[Dossier]) -> dict[str, str]:
    """Where they wait, by path; one query."""
    wanted = {row.waits_path for row in rows if row.waits_path}
    return dict(Unit.objects.filter(path__in=wanted).values_list("path", "name"))


def votes_asked(item_ids: Collection[int]) -> dict[int, Vote]:
    """What the award behind each item of an agenda asks of the vote on it."""
    rows = Dossier.objects.filter(item__in=list(item_ids), state=DossierState.COMPLETE)
    found = [(row.item_id, row.award.read.vote) for row in rows.select_related("award")]
    return {pk: vote for pk, vote in sorted(found, key=itemgetter(0)) if pk and vote}


def _page(
    rows: QuerySet[Dossier], *, before: int | None, limit: int
) -> tuple[list[Dossier], int | None]:
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.select_related(*RELATED).order_by("-pk")[: limit + 1])
    return found[:limit], found[limit - 1].pk if len(found) > limit else None
