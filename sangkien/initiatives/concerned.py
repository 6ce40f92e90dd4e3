"""Whom a verdict concerns: the authors, and whoever entered it for them. A closing time that was put
off concerns those who have something unfinished.
"""

from django.db.models import Q, QuerySet

from sangkien.core import clock
from sangkien.initiatives.enums import State
from sangkien.initiatives.events import (
    EvidenceEvent,
    EvidenceInfected,
    InitiativeAccepted,
    InitiativeChecked,
    InitiativeConfirmed,
    InitiativeEvent,
    InitiativePassedUp,
    InitiativeRejected,
    InitiativeReopened,
    InitiativeReturned,
    InitiativeWithdrawn,
    RecognitionRefused,
    SecretDisclosed,
    SecretKept,
    ShareObjected,
)
from sangkien.initiatives.models import Initiative
from sangkien.notices.concerning import NOBODY, Concern
from sangkien.notices.spreading import Batch
from sangkien.notices.subscribers import concerned, spread
from sangkien.programmes.concerned import OVER, branches_of, extension_of, put_off
from sangkien.programmes.enums import PeriodKind
from sangkien.programmes.events import PeriodExtended
from sangkien.programmes.models import Extension
from sangkien.units.queries import next_units

UNITS = 200
MOST_PEOPLE = 1_000


def authors_of(initiative_id: int, *, words: str = "") -> Concern:
    """The leading author, the co-authors with an account, and the one who entered it."""
    initiative = Initiative.objects.filter(pk=initiative_id).first()
    if initiative is None:
        return NOBODY
    credited = initiative.coauthors.exclude(user=None).values_list("user_id", flat=True)
    return Concern(
        user_ids=frozenset({initiative.author_id, initiative.entered_by_id, *credited}),
        title=str(initiative),
        key=initiative.code,
        words=words,
    )


@concerned(
    InitiativeConfirmed,
    InitiativeAccepted,
    InitiativeChecked,
    InitiativePassedUp,
    InitiativeReturned,
    InitiativeRejected,
    InitiativeReopened,
    InitiativeWithdrawn,
    RecognitionRefused,
    SecretDisclosed,
    SecretKept,
    ShareObjected,
)
def told(event: InitiativeEvent) -> Concern:
    return authors_of(event.initiative_id, words=event.reason)


@concerned(EvidenceInfected)
def told_of_evidence(event: EvidenceEvent) -> Concern:
    """Whoever sent it looks after the telephone it came from; the authors send another."""
    return authors_of(event.initiative_id)


@spread(PeriodExtended, name="initiatives.unfinished", variant="unfinished")
def unfinished_next(event: PeriodExtended, reached: str) -> Batch:
    """Authors with a draft, or with one of that phase that was returned. A place is the path of a
    unit and, in the middle of a large one, the number of an initiative.
    """
    extension = extension_of(event)
    if extension is None:
        return OVER
    path, _slash, number = reached.partition("/")
    units = next_units(
        branches_of(extension), behind=path, limit=UNITS, on=clock.today(), again=bool(number)
    )
    if not units:
        return OVER
    rows = _unfinished(extension).filter(unit_id__in=[pk for pk, _path in units])
    if number:
        rows = rows.filter(Q(unit_path__gt=path) | Q(pk__gt=int(number)))
    people = rows.order_by("unit_path", "pk").values_list(
        "unit_path", "pk", "author_id", "entered_by_id"
    )
    found = list(people[:MOST_PEOPLE])
    told = frozenset(pk for _path, _pk, *both in found for pk in both)
    concern = put_off(extension, told, about="own_initiatives", variant="unfinished")
    if len(found) == MOST_PEOPLE:
        return Batch(concern=concern, reached=f"{found[-1][0]}/{found[-1][1]}")
    return Batch(concern=concern, reached=units[-1][1] if len(units) == UNITS else "")


def _unfinished(extension: Extension) -> QuerySet[Initiative]:
    """Answered unit by unit from the index of its totals."""
    period = extension.period
    returned = Q(state=State.RETURNED)
    if period.kind == PeriodKind.PHASE:
        returned &= Q(phase=period)
    return Initiative.objects.filter(
        Q(state=State.DRAFT) | returned, programme_id=period.programme_id
    )
