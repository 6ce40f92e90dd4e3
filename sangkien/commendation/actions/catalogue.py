"""Write the catalogue of awards, put awards in force, end them."""

import datetime as dt
import re
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.commendation import permissions
from sangkien.commendation.enums import AwardForm, AwardState, HolderKind
from sangkien.commendation.errors import InvalidAward, MovedMeanwhile, OwnWork
from sangkien.commendation.events import (
    AwardDrafted,
    AwardDropped,
    AwardEnded,
    AwardEnforced,
    AwardWritten,
)
from sangkien.commendation.models import Award
from sangkien.commendation.rules import awards, terms, wording
from sangkien.core import text
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.units.models import Unit

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MOST_CODE, MOST_NAME, MOST_BASIS, MOST_NOTE = 40, 200, 300, 1_000
DAYS_AHEAD = 366


@dataclass(frozen=True, kw_only=True)
class Heading:
    """What an award is called and rests on. `code` stays the same from version to version."""

    code: str
    name: str
    form: AwardForm
    holder_kind: HolderKind
    basis: str = ""
    is_verified: bool = False
    verify_note: str = ""


def draft(
    unit: Unit,
    heading: Heading,
    content: Mapping[str, Any],
    *,
    copied_from: Award | None = None,
    request_key: uuid.UUID,
    by: Actor,
    at: dt.datetime,
) -> Award:
    """ "Lập hình thức khen" from a shipped one, from an earlier version, or blank; the same form sent
    twice makes one.
    """
    if by.user_id is None or not permissions.can_manage_awards(by, unit):
        raise NotAllowed(_("Bạn không được lập hình thức khen của đơn vị này."))
    values = _heading(heading) | {"terms": _content(content)}
    row = Award(
        unit=unit,
        since_on=local_day(at),
        request_key=request_key,
        editors=[by.user_id],
        written_by_id=by.user_id,
        written_at=at,
        **values,
    )
    row.digest = awards.digest(row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            copied_id = copied_from.pk if copied_from else None
            event = AwardDrafted(award_id=row.pk, unit_id=unit.pk, copied_id=copied_id)
            record(event, by=by, at=at)
    except IntegrityError:
        return _earlier(request_key, unit, by)
    return row


def _earlier(request_key: uuid.UUID, unit: Unit, by: Actor) -> Award:
    found = Award.objects.filter(
        request_key=request_key, unit=unit, written_by_id=by.user_id
    ).first()
    if found is None:
        raise InvalidAward(_("Biểu mẫu đã cũ. Mời tải lại trang."))
    return found


def _heading(heading: Heading) -> dict[str, Any]:
    values = asdict(heading)
    values["name"] = _line(heading.name, MOST_NAME, field="name")
    values["basis"] = text.clean_line(heading.basis)
    values["verify_note"] = text.clean_prose(heading.verify_note)
    if not text.has_words(values["name"]):
        raise InvalidAward(_("Hãy ghi tên hình thức khen."), field="name")
    if len(values["basis"]) > MOST_BASIS or len(values["verify_note"]) > MOST_NOTE:
        raise InvalidAward(_("Căn cứ hoặc điều cần kiểm chứng dài quá."), field="basis")
    if len(heading.code) > MOST_CODE or not CODE.fullmatch(heading.code):
        raise InvalidAward(_("Mã gồm chữ thường không dấu, chữ số và dấu gạch nối."), field="code")
    if values["is_verified"] and not values["basis"]:
        raise InvalidAward(_("Đã đối chiếu thì hãy ghi căn cứ."), field="basis")
    return values


def _line(typed: str, most: int, *, field: str) -> str:
    clean = text.clean_line(typed)
    if len(clean) > most:
        raise InvalidAward(_("Dài quá %(n)d ký tự.") % {"n": most}, field=field)
    return clean


def _content(content: Mapping[str, Any]) -> dict[str, Any]:
    read = terms.read(content)
    wording.check(read.wording)
    return terms.dump(read)


def write(
    row: Award, content: Mapping[str, Any], *, seen: int, by: Actor, at: dt.datetime
) -> Award:
    """ "Sửa quy định" of a draft: the whole content or nothing; `seen` is the version on the screen."""
    return _change(row, {"terms": _content(content)}, seen=seen, by=by, at=at)


def rename(row: Award, heading: Heading, *, seen: int, by: Actor, at: dt.datetime) -> Award:
    """ "Sửa tên, căn cứ" of a draft."""
    return _change(row, _heading(heading), seen=seen, by=by, at=at)


@transaction.atomic
def _change(row: Award, changes: dict[str, Any], *, seen: int, by: Actor, at: dt.datetime) -> Award:
    if not permissions.can_write_award(by, row):
        raise NotAllowed(_("Hình thức đang áp dụng không sửa được, hãy lập bản mới."))
    changes["editors"] = [*row.editors, *([by.user_id] if by.user_id not in row.editors else [])]
    changes["version"] = seen + 1
    for name, value in changes.items():
        setattr(row, name, value)
    row.__dict__.pop("read", None)
    row.digest = changes["digest"] = awards.digest(row)
    rows = Award.objects.filter(pk=row.pk, state=AwardState.DRAFT, version=seen)
    if rows.update(**changes) != 1:
        raise MovedMeanwhile(_("Người khác vừa sửa, hãy mở lại trang để xem."))
    record(AwardWritten(award_id=row.pk, unit_id=row.unit_id, digest=row.digest), by=by, at=at)
    return row


@transaction.atomic
def enforce(row: Award, *, since_on: dt.date, seen: int, by: Actor, at: dt.datetime) -> Award:
    """ "Áp dụng từ ngày" by somebody who wrote nothing of it; the version in force before ends the day
    before.
    """
    if not permissions.can_write_award(by, row):
        raise NotAllowed(_("Hình thức này không còn chờ áp dụng."))
    if by.user_id in row.editors:
        raise OwnWork(_("Bạn đã soạn hình thức này, hãy để người khác cho áp dụng."))
    old = _replaced(row, since_on=since_on, today=local_day(at))
    changes = {
        "state": AwardState.IN_FORCE,
        "since_on": since_on,
        "enforced_by_id": by.user_id,
        "enforced_at": at,
        "replaces_id": old.pk if old else None,
    }
    for name, value in changes.items():
        setattr(row, name, value)
    changes["digest"] = row.digest = awards.digest(row)
    rows = Award.objects.filter(pk=row.pk, state=AwardState.DRAFT, version=seen)
    try:
        with transaction.atomic():
            if old is not None:
                _end_replaced(old, since_on)
            done = rows.update(**changes)
    except IntegrityError:
        done = 0
    if done != 1:
        raise MovedMeanwhile(_("Hình thức vừa được sửa hoặc cho áp dụng, hãy mở lại trang."))
    row.refresh_from_db()
    event = AwardEnforced(
        award_id=row.pk,
        unit_id=row.unit_id,
        digest=row.digest,
        replaced_id=old.pk if old else None,
    )
    record(event, by=by, at=at)
    return row


def _replaced(row: Award, *, since_on: dt.date, today: dt.date) -> Award | None:
    """The version in force before, which must have begun earlier."""
    if since_on > today + dt.timedelta(days=DAYS_AHEAD):
        raise InvalidAward(_("Ngày áp dụng xa quá một năm."), field="since_on")
    old = Award.objects.filter(unit=row.unit, code=row.code, state=AwardState.IN_FORCE).first()
    if old is not None and since_on <= old.since_on:
        raise InvalidAward(
            _("Bản đang áp dụng từ %(day)s, hãy chọn ngày sau đó.")
            % {"day": f"{old.since_on:%d/%m/%Y}"},
            field="since_on",
        )
    return old


def _end_replaced(old: Award, since_on: dt.date) -> None:
    day_before = since_on - dt.timedelta(days=1)
    until_on = min(old.until_on, day_before) if old.until_on else day_before
    Award.objects.filter(pk=old.pk).update(state=AwardState.REPLACED, until_on=until_on)


@transaction.atomic
def end(row: Award, *, until_on: dt.date, by: Actor, at: dt.datetime) -> Award:
    """ "Thôi áp dụng" after a day; it stays readable."""
    if not permissions.can_end_award(by, row):
        raise NotAllowed(_("Hình thức này không còn áp dụng."))
    if until_on < max(row.since_on, local_day(at)):
        raise InvalidAward(_("Ngày cuối không được ở trước hôm nay."), field="until_on")
    rows = Award.objects.filter(pk=row.pk, state=AwardState.IN_FORCE, until_on=None)
    if rows.update(until_on=until_on) != 1:
        raise MovedMeanwhile(_("Người khác vừa cho thôi áp dụng, hãy mở lại trang."))
    row.refresh_from_db()
    event = AwardEnded(award_id=row.pk, unit_id=row.unit_id, until_on=until_on)
    record(event, by=by, at=at)
    return row


@transaction.atomic
def drop(row: Award, *, by: Actor, at: dt.datetime) -> Award:
    """ "Bỏ bản nháp"."""
    if not permissions.can_manage_awards(by, row.unit):
        raise NotAllowed(_("Bạn không được bỏ hình thức khen của đơn vị này."))
    rows = Award.objects.filter(pk=row.pk, state=AwardState.DRAFT)
    if rows.update(state=AwardState.DROPPED) == 1:
        record(AwardDropped(award_id=row.pk, unit_id=row.unit_id), by=by, at=at)
    row.refresh_from_db()
    return row
