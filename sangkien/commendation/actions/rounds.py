"""Open rounds of commendation, put their closing off, close and cancel them."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.db.models import Count, F
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.commendation import permissions
from sangkien.commendation.actions.dossiers_moving import held_round
from sangkien.commendation.actions.dossiers_returning import drop_unsent, give_back_all
from sangkien.commendation.enums import DossierState, Outcome, RoundState
from sangkien.commendation.errors import InvalidDossier, MovedMeanwhile
from sangkien.commendation.events import (
    RoundCancelled,
    RoundClosed,
    RoundEvent,
    RoundExtended,
    RoundOpened,
)
from sangkien.commendation.models import Award, Dossier, DossierStep, Round, RoundAward
from sangkien.commendation.rules import rounds as rules
from sangkien.core import numbers, text
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import closing_words, local_day
from sangkien.journal.actions.recording import record
from sangkien.programmes.models import Period
from sangkien.units.models import Unit

MOST_AWARDS, MOST_QUOTA = 40, 100_000
LONGEST_REASON = 500
LONGEST = dt.timedelta(days=400)  # between opening and closing
STARTED = (DossierState.PASSED, DossierState.HIGHER, DossierState.AWARDED)
UNDER_WAY = (DossierState.SENT, DossierState.INCOMPLETE, DossierState.COMPLETE)
CANCELLED = "Đợt xét bị hủy"  # kept, so never in the language of whoever did it


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a round asks for. `quotas` by award, where the round gives less than the terms say."""

    title: str
    awards: Sequence[Award]
    since_on: dt.date
    until_on: dt.date
    closes_at: dt.datetime
    period: Period | None = None
    quotas: Mapping[int, int] = field(default_factory=dict)


def open_round(
    unit: Unit, wanted: Wanted, *, request_key: uuid.UUID, by: Actor, at: dt.datetime
) -> Round:
    """ "Mở đợt xét khen thưởng" for the units below; the same form sent twice opens one."""
    if by.user_id is None or not permissions.can_run_rounds(by, unit):
        raise NotAllowed(_("Bạn không mở đợt xét khen thưởng của đơn vị này."))
    earlier = Round.objects.filter(request_key=request_key, unit=unit).first()
    if earlier is not None:
        return earlier
    _ensure(unit, wanted, at=at)
    try:
        with transaction.atomic():
            return _opened(unit, wanted, request_key=request_key, by=by, at=at)
    except IntegrityError:
        found = Round.objects.filter(request_key=request_key, unit=unit).first()
        if found is None:
            raise MovedMeanwhile(_("Biểu mẫu đã cũ. Mời tải lại trang.")) from None
        return found


def _opened(
    unit: Unit, wanted: Wanted, *, request_key: uuid.UUID, by: Actor, at: dt.datetime
) -> Round:
    made = Round.objects.create(
        unit=unit,
        title=wanted.title,
        period=wanted.period,
        since_on=wanted.since_on,
        until_on=wanted.until_on,
        closes_at=wanted.closes_at,
        request_key=request_key,
        opened_by_id=by.user_id or 0,  # somebody, as was made sure
        opened_at=at,
    )
    asked = [(award.pk, wanted.quotas.get(award.pk)) for award in wanted.awards]
    RoundAward.objects.bulk_create(
        RoundAward(round=made, award_id=award, quota=quota) for award, quota in asked
    )
    seal = rules.seal(made, asked, closes_at=made.closes_at)
    record(RoundOpened(round_id=made.pk, unit_id=unit.pk, seal=seal), by=by, at=at)
    return made


def _ensure(unit: Unit, wanted: Wanted, *, at: dt.datetime) -> None:
    if not text.has_words(wanted.title):
        raise InvalidDossier(_("Hãy ghi tên đợt xét."), field="title")
    if wanted.until_on < wanted.since_on:
        raise InvalidDossier(
            _("Ngày cuối tính thành tích phải từ ngày đầu trở đi."), field="until_on"
        )
    _ensure_closing(wanted.closes_at, at=at)
    _ensure_awards(unit, wanted, on=local_day(at))


def _ensure_closing(closes_at: dt.datetime, *, at: dt.datetime) -> None:
    if closes_at <= at:
        raise InvalidDossier(_("Hạn nhận đề nghị phải sau lúc này."), field="closes_at")
    if closes_at > at + LONGEST:
        raise InvalidDossier(_("Hạn nhận đề nghị xa nhất là 400 ngày nữa."), field="closes_at")


def _ensure_awards(unit: Unit, wanted: Wanted, *, on: dt.date) -> None:
    if not wanted.awards or len(wanted.awards) > MOST_AWARDS:
        raise InvalidDossier(_("Hãy chọn từ 1 đến 40 hình thức khen."), field="awards")
    for award in wanted.awards:
        if award.unit_id != unit.pk or not award.holds_on(on):
            raise InvalidDossier(
                _("“%(name)s” không phải hình thức khen đang áp dụng của đơn vị.")
                % {"name": award.name},
                field="awards",
            )
    _ensure_quotas(wanted)


def _ensure_quotas(wanted: Wanted) -> None:
    """A round gives as much as the terms of the award say, or less."""
    if any(not 1 <= quota <= MOST_QUOTA for quota in wanted.quotas.values()):
        raise InvalidDossier(_("Số lượng tối đa từ 1 trở lên."), field="quotas")
    for award in wanted.awards:
        asked, most = wanted.quotas.get(award.pk), award.read.quota.most
        if asked is not None and most is not None and asked > most:
            raise InvalidDossier(
                _(
                    "“%(name)s”: quy định của hình thức khen cho nhiều nhất %(most)s trong một đợt. Đợt xét chỉ "
                    "đặt được ít hơn."
                )
                % {"name": award.name, "most": numbers.thousands(most)},
                field=f"quota_{award.pk}",
            )


@transaction.atomic
def extend(
    round_: Round, *, closes_at: dt.datetime, reason: str, by: Actor, at: dt.datetime
) -> Round:
    """ "Gia hạn nhận đề nghị", also of a round that was closed; never to an earlier instant."""
    words = _reason(round_, reason, by=by)
    if closes_at == round_.closes_at and round_.is_open:
        return round_
    _ensure_closing(closes_at, at=at)
    if closes_at <= round_.closes_at:
        raise InvalidDossier(
            _("Hạn mới phải sau %(due)s.") % {"due": closing_words(round_.closes_at)},
            field="closes_at",
        )
    rows = Round.objects.filter(pk=round_.pk, closes_at=round_.closes_at)
    event = RoundExtended(
        round_id=round_.pk,
        unit_id=round_.unit_id,
        before=round_.closes_at,
        after=closes_at,
        reason=words,
    )
    changes = {"closes_at": closes_at, "state": RoundState.OPEN, "end_reason": ""}
    changed = rows.exclude(state=RoundState.CANCELLED).update(**changes)
    return _done(round_, changed, event, by=by, at=at)


@transaction.atomic
def close(round_: Round, *, reason: str, by: Actor, at: dt.datetime) -> Round:
    """ "Khóa nhận đề nghị" before its time; what was sent goes on, what grew out of a lower round and was
    not sent goes back there.
    """
    words = _reason(round_, reason, by=by)
    held_round(round_.pk)
    rows = Round.objects.filter(pk=round_.pk, state=RoundState.OPEN)
    changed = rows.update(state=RoundState.CLOSED, end_reason=words)
    drop_unsent(round_, at=at)
    event = RoundClosed(round_id=round_.pk, unit_id=round_.unit_id, reason=words)
    return _done(round_, changed, event, by=by, at=at)


@transaction.atomic
def cancel(round_: Round, *, reason: str, by: Actor, at: dt.datetime) -> Round:
    """ "Hủy đợt xét", as long as nothing of it was passed: nobody is told no by a cancelled round."""
    words = _reason(round_, reason, by=by)
    held_round(round_.pk)
    if Dossier.objects.filter(round=round_, state__in=STARTED).exists():
        raise InvalidDossier(_("Đã có hồ sơ đạt trong đợt này nên không hủy được."), field="reason")
    waiting = Dossier.objects.filter(round=round_, state=DossierState.COMPLETE)
    if waiting.filter(item__isnull=False).exists():
        raise InvalidDossier(
            _("Có hồ sơ đã đưa ra hội đồng. Hãy rút khỏi chương trình họp trước."), field="reason"
        )
    rows = Round.objects.filter(pk=round_.pk).exclude(state=RoundState.CANCELLED)
    changed = rows.update(state=RoundState.CANCELLED, end_reason=words)
    _end_dossiers(round_, words, by=by, at=at)
    give_back_all(round_.pk, at=at)
    event = RoundCancelled(round_id=round_.pk, unit_id=round_.unit_id, reason=words)
    return _done(round_, changed, event, by=by, at=at)


def _end_dossiers(round_: Round, reason: str, *, by: Actor, at: dt.datetime) -> None:
    """What is under way ends with the round: two statements, however many there are."""
    rows = Dossier.objects.filter(round=round_, state__in=UNDER_WAY)
    found = list(rows.annotate(taken=Count("steps")).values_list("pk", "taken"))
    keys = [pk for pk, _taken in found]
    Dossier.objects.filter(pk__in=keys).update(
        state=DossierState.WITHDRAWN,
        waits_path="",
        waits_since=None,
        due_on=None,
        version=F("version") + 1,
    )
    DossierStep.objects.bulk_create(
        DossierStep(
            dossier_id=pk,
            position=taken + 1,
            outcome=Outcome.WITHDRAWN,
            office_id=round_.unit_id,
            reason=f"{CANCELLED}: {reason}",
            decided_by_id=by.user_id,
            decided_at=at,
        )
        for pk, taken in found
    )


def _reason(round_: Round, reason: str, *, by: Actor) -> str:
    if not permissions.can_run(by, round_):
        raise NotAllowed(_("Chỉ đơn vị mở đợt xét làm được việc này."))
    words = text.clean_line(reason)
    if not text.has_words(words) or len(words) > LONGEST_REASON:
        raise InvalidDossier(_("Hãy ghi lý do, nhiều nhất 500 ký tự."), field="reason")
    return words


def _done(round_: Round, changed: int, event: RoundEvent, *, by: Actor, at: dt.datetime) -> Round:
    if not changed:
        raise MovedMeanwhile(_("Đợt xét vừa được thay đổi. Hãy tải lại trang."))
    record(event, by=by, at=at)
    round_.refresh_from_db()
    return round_
