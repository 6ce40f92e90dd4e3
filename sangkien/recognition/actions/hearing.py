"""Bring initiatives before a council, and take over what it decided."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import NotAllowed
from sangkien.core.language import in_vietnamese
from sangkien.core.periods import local_day
from sangkien.councils import queries as councils
from sangkien.councils.actions import agenda
from sangkien.councils.models import Session
from sangkien.councils.queries import ItemResult
from sangkien.councils.rules.interests import Conflict
from sangkien.initiatives import conditions
from sangkien.initiatives.models import Initiative
from sangkien.journal.actions.recording import record
from sangkien.recognition.actions import refusing
from sangkien.recognition.enums import HearingOutcome
from sangkien.recognition.errors import NotRecognisable
from sangkien.recognition.events import BroughtBeforeCouncil, HeardByCouncil
from sangkien.recognition.models import Hearing, Refusal
from sangkien.recognition.permissions import can_decide
from sangkien.recognition.queries.decisions import said_before
from sangkien.recognition.queries.hearings import conflicts_of, sessions_for
from sangkien.recognition.queries.waiting import recognisable
from sangkien.units.models import Unit

KEYS = uuid.UUID("5f1c9a5e-2b7f-4f57-9a4c-0c4d8f8f2d11")
LONGEST_REASON = 1_000


@transaction.atomic
def bring(
    unit: Unit, initiatives: Sequence[Initiative], session: Session, *, by: Actor, at: dt.datetime
) -> list[Hearing]:
    """ "Đưa ra kỳ họp hội đồng": all that were chosen, or none; the same again brings nothing new."""
    if not can_decide(by, unit):
        raise NotAllowed(_("Bạn không đưa sáng kiến của đơn vị này ra hội đồng."))
    today = local_day(at)
    if session.pk not in {one.pk for one in sessions_for(by, unit, on=today)}:
        raise NotRecognisable(_("Kỳ họp này không còn nhận thêm nội dung."), field="session")
    wanted = [row.pk for row in initiatives]
    here = set(recognisable(unit).filter(pk__in=wanted).values_list("pk", flat=True))
    fresh = [row for row in initiatives if row.pk in here]
    conflicts = conflicts_of(fresh, on=today)
    return [_bring(unit, row, session, conflicts=conflicts[row.pk], by=by, at=at) for row in fresh]


def _inserted(hearing: Hearing) -> Hearing:
    """One open hearing of an initiative at a time: the database decides."""
    try:
        with transaction.atomic():
            hearing.save(force_insert=True)
    except IntegrityError:
        raise NotRecognisable(
            _("“%(title)s” vừa được đưa ra hội đồng.") % {"title": hearing.initiative.title}
        ) from None
    return hearing


def _bring(
    unit: Unit,
    initiative: Initiative,
    session: Session,
    *,
    conflicts: Sequence[Conflict],
    by: Actor,
    at: dt.datetime,
) -> Hearing:
    again = Hearing.objects.filter(initiative=initiative).count()
    item = agenda.add_item(
        session,
        title=initiative.title,
        summary=_summary(initiative, said_before(initiative)),
        address=f"/sang-kien/{initiative.code}/",
        is_scored=session.table_id is not None,
        is_voted=True,
        conflicts=conflicts,
        request_key=uuid.uuid5(KEYS, f"{session.pk}/{initiative.pk}/{again}"),
        by=by,
        at=at,
    )
    brought = _inserted(
        Hearing(
            initiative=initiative, unit=unit, item=item, brought_by_id=by.user_id, brought_at=at
        )
    )
    event = BroughtBeforeCouncil(
        initiative_id=initiative.pk,
        unit_id=initiative.unit_id,
        reason=f"Kỳ họp {session}",  # kept, so never in the language of the page
    )
    record(event, by=by, at=at)
    return brought


@in_vietnamese()
def _summary(initiative: Initiative, before: Refusal | None) -> str:
    """Without the names of the authors, nor those of files: marks are given blind. With what was
    said of an earlier version. Of a trade secret nothing that is closed: members read it beside the
    item (`queries.hearings.secret_before`).
    """
    is_open = not initiative.is_secret
    parts = (
        (_("Trình lại; lần trước chưa được công nhận vì"), before.reason if before else ""),
        (_("Trước đây"), initiative.before if is_open else ""),
        (_("Nay"), initiative.solution if is_open else ""),
        (_("Kết quả"), initiative.effect),
    )
    asked = conditions.told(initiative, file_words=_("có trong hồ sơ")) if is_open else []
    return "\n".join(f"{label}: {text}" for label, text in (*parts, *asked) if text)


def take_over(session_id: int) -> None:
    """ "Nhận kết quả của hội đồng", all at once, within the release of the results. What passed
    waits for the decision; what did not is refused with what the council found; what was not
    decided waits again.
    """
    rows = Hearing.objects.filter(item__session=session_id, outcome=HearingOutcome.WAITING)
    found = list(rows.select_related("unit", "initiative__unit").order_by("pk"))
    results = councils.results([row.item_id for row in found])
    for row in found:
        result = results.get(row.item_id)
        if result is not None and result.released_at is not None:
            _settle(row, result, at=result.released_at)


def _settle(row: Hearing, result: ItemResult, *, at: dt.datetime) -> None:
    outcome = HearingOutcome.UNDECIDED
    if result.is_passed is not None:
        outcome = HearingOutcome.PASSED if result.is_passed else HearingOutcome.FAILED
    waits = Hearing.objects.filter(pk=row.pk, outcome=HearingOutcome.WAITING)
    if not waits.update(outcome=outcome, decided_at=at):
        return
    if outcome == HearingOutcome.FAILED:
        refusing.refuse_after_hearing(row, reason=_reason(result), by=Actor.system(), at=at)
        return
    event = HeardByCouncil(
        initiative_id=row.initiative_id, unit_id=row.initiative.unit_id, outcome=outcome.value
    )
    record(event, by=Actor.system(), at=at)


@in_vietnamese()
def _reason(result: ItemResult) -> str:
    """What the council found, in words for the author."""
    words = [_("Hội đồng không đề nghị công nhận."), *result.findings]
    if result.vote is not None:
        words.append(
            _("Biểu quyết: %(agree)d đồng ý, cần ít nhất %(least)d trên %(base)d.")
            % {"agree": result.vote.agree, "least": result.vote.least, "base": result.vote.base}
        )
    return "\n".join(words)[:LONGEST_REASON]
