"""Write the minutes, confirm them by both sides, lock them."""

import datetime as dt
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import paths, text
from sangkien.core.errors import DomainError, ManyErrors
from sangkien.core.periods import local_day
from sangkien.inspections import contents, rules
from sangkien.inspections.actions.holding import (
    ensure_inspector,
    ensure_running,
    ensure_speaks,
    held,
    note,
)
from sangkien.inspections.contents import Minutes, Person, Remedy
from sangkien.inspections.enums import TeamPost, VisitState
from sangkien.inspections.errors import InvalidInspection, MinutesTampered, OwnUnit, WrongStep
from sangkien.inspections.events import (
    MinutesLocked,
    MinutesObjected,
    MinutesProposed,
    MinutesWritten,
)
from sangkien.inspections.models import Finding, TeamMember, Visit
from sangkien.units.models import Unit

POST_ORDER = (TeamPost.LEADER, TeamPost.SECRETARY, TeamPost.MEMBER)


@transaction.atomic
def write(visit: Visit, minutes: Minutes, *, seen: int, by: Actor, at: dt.datetime) -> Visit:
    """ "Lập biên bản": a draft of the team. `seen` is the version that was on the screen."""
    row = held(visit)
    ensure_inspector(by, row)
    ensure_running(row)
    _ensure_draft(row, seen)
    _ensure(row, minutes, today=local_day(at))
    row.content = contents.dump(replace(minutes, team=_team(row)))
    row.state, row.version = VisitState.WRITTEN, row.version + 1
    row.digest, row.proposed_at, row.proposed_by_id = "", None, None
    row.save()
    note(MinutesWritten, row, by=by, at=at)
    return row


def _ensure_draft(row: Visit, seen: int) -> None:
    if not row.is_writable:
        raise WrongStep(_("Biên bản đã gửi đơn vị hoặc đã khóa nên không sửa được nữa."))
    if row.version != seen:
        raise WrongStep(
            _("Người khác trong đoàn vừa sửa biên bản. Mời tải lại trang rồi sửa tiếp.")
        )


def _ensure(row: Visit, minutes: Minutes, *, today: dt.date) -> None:
    errors: list[DomainError] = []
    if minutes.held_on > today:
        errors.append(InvalidInspection(_("Ngày kiểm tra chưa đến."), field="held_on"))
    if tuple(item.text for item in minutes.items) != tuple(row.inspection.checklist):
        errors.append(InvalidInspection(_("Nội dung kiểm tra đã đổi. Mời tải lại trang.")))
    if len(minutes.remedies) > rules.MOST_FINDINGS or len(minutes.present) > rules.MOST_PRESENT:
        errors.append(InvalidInspection(_("Nhiều nhất 10 kiến nghị và 10 người dự.")))
    for number, remedy in enumerate(minutes.remedies, start=1):
        errors += _wrong(row, number, remedy, held_on=minutes.held_on)
    if errors:
        raise errors[0] if len(errors) == 1 else ManyErrors(errors)


def _wrong(row: Visit, number: int, remedy: Remedy, *, held_on: dt.date) -> list[DomainError]:
    found: list[DomainError] = []
    if not text.has_words(remedy.words):
        found.append(InvalidInspection(_("Hãy ghi tồn tại."), field=f"words_{number}"))
    if not text.has_words(remedy.remedy):
        found.append(InvalidInspection(_("Hãy ghi yêu cầu khắc phục."), field=f"remedy_{number}"))
    if remedy.due_on <= held_on:
        found.append(InvalidInspection(_("Hạn phải sau ngày kiểm tra."), field=f"due_on_{number}"))
    unit = Unit.objects.filter(pk=remedy.unit_id).first()
    if unit is None or not paths.contains(row.unit.path, unit.path):
        found.append(
            InvalidInspection(
                _("Đơn vị khắc phục phải là đơn vị được kiểm tra hoặc đơn vị bên dưới."),
                field=f"unit_{number}",
            )
        )
    return found


def _team(row: Visit) -> tuple[Person, ...]:
    members = sorted(row.team.all(), key=lambda one: (POST_ORDER.index(TeamPost(one.post)), one.pk))
    return tuple(Person(name=one.name, post=str(TeamPost(one.post).label)) for one in members)


@transaction.atomic
def propose(visit: Visit, *, seen: int, by: Actor, at: dt.datetime) -> Visit:
    """ "Đoàn xác nhận, gửi đơn vị": complete, with a leader; the unit can read it from now on."""
    row = held(visit)
    ensure_inspector(by, row)
    ensure_running(row)
    _ensure_draft(row, seen)
    _ensure_complete(row)
    row.content = contents.dump(replace(contents.read(row.content), team=_team(row)))
    row.digest = contents.digest(row.content)
    row.state, row.objection = VisitState.PROPOSED, ""
    row.proposed_at, row.proposed_by_id = at, by.user_id
    row.save()
    note(MinutesProposed, row, by=by, at=at, digest=row.digest)
    return row


def _ensure_complete(row: Visit) -> None:
    minutes = row.minutes
    if minutes is None:
        raise InvalidInspection(_("Chưa lập biên bản."))
    missing: list[str] = []
    if any(not item.verdict for item in minutes.items):
        missing.append(_("Còn nội dung chưa ghi kết quả kiểm tra."))
    if not text.has_words(minutes.conclusion):
        missing.append(_("Hãy ghi kết luận của đoàn."))
    if not minutes.present:
        missing.append(_("Hãy ghi ít nhất một người đại diện đơn vị dự."))
    if not TeamMember.objects.filter(visit=row, post=TeamPost.LEADER).exists():
        missing.append(_("Đoàn chưa có trưởng đoàn."))
    if missing:
        raise InvalidInspection(" ".join(missing))


@transaction.atomic
def accept(visit: Visit, *, seen: str, by: Actor, at: dt.datetime) -> Visit:
    """ "Đơn vị xác nhận biên bản" with the digest that was read: by somebody else than who confirmed
    it for the team. It is locked, and its remedies begin to run.
    """
    row = held(visit)
    ensure_speaks(by, row)
    if row.is_locked and row.digest == seen and row.accepted_by_id == by.user_id:
        return row
    _ensure_proposed(row, seen)
    _ensure_other_side(row, by.user_id)
    if not row.is_untouched:
        raise MinutesTampered(
            _("Biên bản không còn khớp với bản đoàn đã xác nhận. Hãy báo người quản trị phần mềm.")
        )
    row.state, row.accepted_at, row.accepted_by_id = VisitState.LOCKED, at, by.user_id
    row.save()
    findings = _open_findings(row)
    note(MinutesLocked, row, by=by, at=at, digest=row.digest, findings=findings)
    return row


def _ensure_other_side(row: Visit, user_id: int | None) -> None:
    if user_id is None:
        return
    if user_id == row.proposed_by_id:
        raise OwnUnit(_("Người đã xác nhận thay đoàn không xác nhận thay đơn vị."))
    if row.team.filter(user_id=user_id).exists():
        raise OwnUnit(_("Thành viên đoàn không xác nhận thay đơn vị."))


def _ensure_proposed(row: Visit, seen: str) -> None:
    ensure_running(row)
    if not row.is_proposed or row.digest != seen:
        raise WrongStep(
            _("Biên bản đã thay đổi hoặc đã xử lý xong. Hãy tải lại trang rồi đọc lại.")
        )


def _open_findings(row: Visit) -> int:
    remedies = contents.read(row.content).remedies
    Finding.objects.bulk_create(
        [
            Finding(
                visit=row,
                number=number,
                unit_id=one.unit_id,
                words=one.words,
                remedy=one.remedy,
                due_on=one.due_on,
            )
            for number, one in enumerate(remedies, start=1)
        ]
    )
    return len(remedies)


@transaction.atomic
def object_to(visit: Visit, *, words: str, seen: str, by: Actor, at: dt.datetime) -> Visit:
    """ "Đơn vị đề nghị sửa biên bản": back to the team, with the reason."""
    row = held(visit)
    ensure_speaks(by, row)
    clean = rules.clean_words(
        words, field="words", missing=_("Hãy ghi nội dung nào chưa đúng."), most=2_000
    )
    _ensure_proposed(row, seen)
    row.state, row.objection, row.version = VisitState.WRITTEN, clean, row.version + 1
    row.save()
    note(MinutesObjected, row, by=by, at=at)
    return row
