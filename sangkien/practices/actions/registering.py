"""A unit registers a good practice, edits it, takes it back."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import text
from sangkien.core.errors import DomainError, ManyErrors, NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.practices import permissions, rules
from sangkien.practices.enums import PracticeKind, PracticeState
from sangkien.practices.errors import ChangedByOther, InvalidPractice
from sangkien.practices.events import PracticeEdited, PracticeRegistered, PracticeWithdrawn
from sangkien.practices.models import Practice
from sangkien.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the unit says; `expected` may be empty."""

    year: int
    kind: PracticeKind
    title: str
    content: str
    beneficiaries: str
    expected: str = ""


def register(
    unit: Unit, told: Told, *, request_key: uuid.UUID, by: Actor, at: dt.datetime
) -> Practice:
    """ "Đăng ký mô hình"; the same form sent twice registers once."""
    if by.user_id is None or not permissions.can_register(by, unit):
        raise NotAllowed(_("Chỉ cán bộ của đơn vị đăng ký được."))
    today = local_day(at)
    if not unit.stands_on(today):
        raise InvalidPractice(_("Đơn vị này đã kết thúc hoạt động."))
    row = Practice(
        unit=unit,
        state=PracticeState.REGISTERED,
        registered_by_id=by.user_id,
        registered_at=at,
        edited_by_id=by.user_id,
        edited_at=at,
        editors=[by.user_id],
        request_key=request_key,
        **_cleaned(told, today=today),
    )
    row.folded = _folded(row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            record(PracticeRegistered(practice_id=row.pk, unit_id=unit.pk), by=by, at=at)
            _ensure_not_too_many(row)
    except IntegrityError:
        return _earlier(row, by)
    return row


def _earlier(row: Practice, by: Actor) -> Practice:
    found = Practice.objects.filter(
        request_key=row.request_key, registered_by_id=by.user_id, unit_id=row.unit_id
    ).first()
    if found is None:
        raise InvalidPractice(_("Biểu mẫu đã cũ. Mời tải lại trang.")) from None
    return found


def _ensure_not_too_many(row: Practice) -> None:
    same = Practice.objects.counted().filter(unit_id=row.unit_id, year=row.year)
    if same.count() > rules.MOST_PER_YEAR:
        raise InvalidPractice(
            _("Đơn vị đã đăng ký %(most)d mô hình trong năm này. Hãy chọn những mô hình tiêu biểu.")
            % {"most": rules.MOST_PER_YEAR}
        )


def _cleaned(told: Told, *, today: dt.date) -> dict[str, object]:
    """Every mistake at once."""
    errors: list[DomainError] = []
    values: dict[str, object] = {"kind": PracticeKind(told.kind)}
    checks: dict[str, Callable[[], object]] = {
        "year": lambda: rules.ensure_year(told.year, today=today),
        "title": lambda: rules.clean_line(
            told.title, field="title", missing=_("Hãy ghi tên."), most=rules.TITLE_LENGTH
        ),
        "content": lambda: rules.clean_words(
            told.content, field="content", missing=_("Hãy ghi làm gì, làm thế nào.")
        ),
        "beneficiaries": lambda: rules.clean_line(
            told.beneficiaries, field="beneficiaries", missing=_("Hãy ghi ai được hưởng lợi.")
        ),
        "expected": lambda: rules.clean_words(told.expected, field="expected"),
    }
    for name, check in checks.items():
        try:
            values[name] = check()
        except InvalidPractice as error:
            errors.append(error)
    if errors:
        raise ManyErrors(errors)
    return values


def _folded(row: Practice) -> str:
    return text.fold(f"{row.title} {row.beneficiaries} {row.unit.name}")


@transaction.atomic
def edit(practice: Practice, told: Told, *, seen: int, by: Actor, at: dt.datetime) -> Practice:
    """ "Sửa", also after it was returned: then it waits again. `seen` is the version that was shown."""
    if not permissions.can_register(by, practice.unit):
        raise NotAllowed(_("Chỉ cán bộ của đơn vị sửa được."))
    if not practice.is_editable:
        raise InvalidPractice(_("Đã qua bước thẩm định nên không sửa được nữa."))
    values = _cleaned(told, today=local_day(at))
    for name, value in values.items():
        setattr(practice, name, value)
    editors = [*practice.editors, *([by.user_id] if by.user_id not in practice.editors else [])]
    values |= {"folded": _folded(practice), "editors": editors}
    values |= {"edited_by_id": by.user_id, "edited_at": at}
    move(practice, PracticeState.REGISTERED, seen=seen, **values)
    record(PracticeEdited(practice_id=practice.pk, unit_id=practice.unit_id), by=by, at=at)
    return practice


@transaction.atomic
def withdraw(practice: Practice, *, reason: str, by: Actor, at: dt.datetime) -> Practice:
    """ "Rút đăng ký": it counts no longer."""
    if not permissions.can_register(by, practice.unit):
        raise NotAllowed(_("Chỉ cán bộ của đơn vị rút được."))
    if practice.state not in rules.WITHDRAWABLE:
        raise InvalidPractice(_("Không còn rút được ở bước hiện tại."))
    words = rules.clean_words(
        reason, field="reason", missing=_("Hãy ghi lý do."), most=rules.REASON_LENGTH
    )
    move(practice, PracticeState.WITHDRAWN, seen=practice.version)
    event = PracticeWithdrawn(practice_id=practice.pk, unit_id=practice.unit_id, reason=words)
    record(event, by=by, at=at)
    return practice


def move(practice: Practice, state: PracticeState, *, seen: int, **changes: object) -> None:
    """Compare and set: of two at once one succeeds, the other is told."""
    rows = Practice.objects.filter(pk=practice.pk, state=practice.state, version=seen)
    if rows.update(state=state, version=seen + 1, **changes) != 1:
        raise ChangedByOther(_("Người khác vừa sửa hoặc xử lý, hãy mở lại trang để xem."))
    practice.refresh_from_db()
