"""What came of a practice, and who took it over."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import paths
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.files.actions import storing
from sangkien.files.enums import FileKind
from sangkien.journal.actions.recording import record
from sangkien.practices import permissions, rules
from sangkien.practices.errors import ChangedByOther, InvalidPractice
from sangkien.practices.events import EffectTold, PracticeLeft, PracticeTaken
from sangkien.practices.models import Effect, Practice, Use
from sangkien.units.models import Unit

PURPOSE = "practice"
LIMITS = storing.Limits(
    kinds=frozenset({FileKind.PDF, FileKind.JPEG, FileKind.PNG, FileKind.XLSX, FileKind.DOCX})
)


@dataclass(frozen=True, kw_only=True)
class Came:
    """What came of it up to a day; people and amount where they are known."""

    until_on: dt.date | None
    words: str
    people: int | None = None
    value_vnd: int | None = None


@transaction.atomic
def tell_effect(
    practice: Practice,
    came: Came,
    *,
    use: Use | None = None,
    upload: "UploadedFile[Any] | None" = None,
    by: Actor,
    at: dt.datetime,
) -> Effect:
    """ "Báo cáo kết quả, hiệu quả" of the unit itself, or of one that took it over."""
    speaks = permissions.can_speak_for(by, use) if use else permissions.can_tell(by, practice)
    if by.user_id is None or not speaks:
        raise NotAllowed(_("Chỉ cán bộ của đơn vị đang thực hiện báo cáo được."))
    today = local_day(at)
    values = {
        "until_on": rules.ensure_day(came.until_on, field="until_on", today=today),
        "words": rules.clean_words(
            came.words, field="words", missing=_("Hãy ghi kết quả, hiệu quả.")
        ),
        "people": rules.ensure_amount(came.people, field="people", most=rules.MOST_PEOPLE),
        "value_vnd": rules.ensure_amount(came.value_vnd, field="value_vnd", most=rules.MOST_VND),
    }
    same = Effect.objects.filter(practice=practice, use=use, told_by_id=by.user_id, **values)
    earlier = same.first()
    if earlier is not None:
        return earlier  # sent twice
    file = storing.store(upload, purpose=PURPOSE, by=by, at=at, limits=LIMITS) if upload else None
    row = Effect.objects.create(
        practice=practice, use=use, file=file, told_by_id=by.user_id, told_at=at, **values
    )
    event = EffectTold(practice_id=practice.pk, unit_id=practice.unit_id, effect_id=row.pk)
    record(event, by=by, at=at)
    return row


def take_over(
    practice: Practice,
    unit: Unit,
    *,
    since_on: dt.date | None,
    words: str,
    by: Actor,
    at: dt.datetime,
) -> Use:
    """ "Đơn vị tôi cũng áp dụng": once per unit as long as it goes on."""
    if by.user_id is None or not permissions.can_register(by, unit):
        raise NotAllowed(_("Chỉ cán bộ của đơn vị ghi áp dụng được."))
    _ensure_usable(practice, unit)
    row = Use(
        practice=practice,
        unit=unit,
        since_on=rules.ensure_day(since_on, field="since_on", today=local_day(at)),
        words=rules.clean_words(words, field="words", most=rules.REASON_LENGTH),
        recorded_by_id=by.user_id,
        recorded_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            event = PracticeTaken(
                practice_id=practice.pk,
                unit_id=practice.unit_id,
                use_id=row.pk,
                user_unit_id=unit.pk,
            )
            record(event, by=by, at=at)
    except IntegrityError:
        return Use.objects.get(practice=practice, unit=unit, left_on=None)
    return row


def _ensure_usable(practice: Practice, unit: Unit) -> None:
    """A recognised one of another branch."""
    if not practice.is_public:
        raise InvalidPractice(_("Chỉ áp dụng mô hình đã được công nhận."))
    own, other = practice.unit.path, unit.path
    if paths.contains(own, other) or paths.contains(other, own):
        raise InvalidPractice(
            _("Đây là mô hình của chính đơn vị này, cấp trên hoặc cấp dưới của nó."), field="unit"
        )


@transaction.atomic
def leave(use: Use, *, reason: str, by: Actor, at: dt.datetime) -> Use:
    """ "Thôi áp dụng"."""
    if not permissions.can_register(by, use.unit):
        raise NotAllowed(_("Chỉ cán bộ của đơn vị áp dụng ghi được."))
    words = rules.clean_words(
        reason, field="reason", missing=_("Hãy ghi lý do."), most=rules.REASON_LENGTH
    )
    day = max(local_day(at), use.since_on)
    if Use.objects.filter(pk=use.pk, left_on=None).update(left_on=day, reason=words) != 1:
        raise ChangedByOther(_("Đơn vị đã thôi áp dụng từ trước, hãy mở lại trang."))
    use.refresh_from_db()
    event = PracticeLeft(
        practice_id=use.practice_id,
        unit_id=use.practice.unit_id,
        use_id=use.pk,
        user_unit_id=use.unit_id,
    )
    record(event, by=by, at=at)
    return use
