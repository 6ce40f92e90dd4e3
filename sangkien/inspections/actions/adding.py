"""Corrections after the lock: addenda, confirmed by a second person of the unit."""

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.inspections import contents, rules
from sangkien.inspections.actions.holding import ensure_inspector, ensure_speaks, held, note
from sangkien.inspections.errors import InvalidInspection, OwnUnit, WrongStep
from sangkien.inspections.events import AddendumConfirmed, AddendumWritten
from sangkien.inspections.models import Addendum, Visit


@transaction.atomic
def write_addendum(visit: Visit, *, words: str, by: Actor, at: dt.datetime) -> Addendum:
    """ "Lập phụ lục biên bản"; the same words sent twice are one."""
    row = held(visit)
    ensure_inspector(by, row)
    if not row.is_locked:
        raise WrongStep(_("Biên bản chưa khóa thì sửa thẳng vào biên bản."))
    clean = rules.clean_words(words, field="words", missing=_("Hãy ghi nội dung đính chính."))
    digest = contents.digest_of_words(clean)
    same = Addendum.objects.filter(visit=row, digest=digest).first()
    if same is not None:
        return same
    last = row.addenda.aggregate(last=Max("number"))["last"] or 0
    if last >= rules.MOST_ADDENDA:
        raise InvalidInspection(_("Biên bản này đã có 20 phụ lục."), field="words")
    addendum = Addendum.objects.create(
        visit=row,
        number=last + 1,
        words=clean,
        digest=digest,
        written_by_id=by.user_id,
        written_at=at,
    )
    note(AddendumWritten, row, by=by, at=at, addendum_id=addendum.pk, digest=digest)
    return addendum


@transaction.atomic
def accept_addendum(addendum: Addendum, *, by: Actor, at: dt.datetime) -> Addendum:
    """ "Đơn vị xác nhận phụ lục"; twice is once."""
    row = held(addendum.visit)
    ensure_speaks(by, row)
    inspectors = {addendum.written_by_id, row.proposed_by_id}
    inspectors |= set(row.team.values_list("user_id", flat=True))
    if by.user_id is not None and by.user_id in inspectors:
        raise OwnUnit(_("Người của đoàn không xác nhận phụ lục thay đơn vị."))
    rows = Addendum.objects.filter(pk=addendum.pk, accepted_at=None)
    if rows.update(accepted_at=at, accepted_by_id=by.user_id):
        details = {"addendum_id": addendum.pk, "digest": addendum.digest}
        note(AddendumConfirmed, row, by=by, at=at, **details)
    addendum.refresh_from_db()
    return addendum
