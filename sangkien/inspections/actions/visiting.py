"""The day and the team of a visit."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.accounts.models import User
from sangkien.core.periods import local_day
from sangkien.inspections import rules
from sangkien.inspections.actions.holding import ensure_inspector, held, note
from sangkien.inspections.enums import TeamPost
from sangkien.inspections.errors import InvalidInspection, WrongStep
from sangkien.inspections.events import VisitSet
from sangkien.inspections.models import TeamMember, Visit
from sangkien.units.queries import person_in
from sangkien.units.queries.clusters import belongs_to


@transaction.atomic
def set_day(visit: Visit, *, visits_on: dt.date, by: Actor, at: dt.datetime) -> Visit:
    """ "Đặt ngày kiểm tra" within the days of the inspection."""
    row = _open(visit, by)
    if not row.inspection.first_on <= visits_on <= row.inspection.last_on:
        raise InvalidInspection(
            _("Ngày kiểm tra phải nằm trong thời gian của đợt."), field="visits_on"
        )
    if row.visits_on != visits_on:
        Visit.objects.filter(pk=row.pk).update(visits_on=visits_on)
        note(VisitSet, row, by=by, at=at)
    row.refresh_from_db(fields=["visits_on"])
    return row


@transaction.atomic
def add_member(
    visit: Visit, login: str, *, post: TeamPost, by: Actor, at: dt.datetime
) -> TeamMember:
    """ "Cử thành viên đoàn": by member code or phone number, out of the branch of the unit that
    inspects, but not of the unit that is inspected. Added again, the post is changed.
    """
    row = _open(visit, by)
    today = local_day(at)
    user = person_in(row.inspection.unit, login, on=today)
    if user is None:
        raise InvalidInspection(
            _("Không tìm thấy người này trong đơn vị kiểm tra và các đơn vị bên dưới."),
            field="login",
        )
    _ensure_fits(row, user, post, today=today)
    member, is_new = TeamMember.objects.update_or_create(
        visit=row, user=user, defaults={"name": user.full_name, "post": post}
    )
    if is_new and row.team.count() > rules.MOST_TEAM:
        raise InvalidInspection(_("Đoàn có nhiều nhất 20 người."), field="login")
    note(VisitSet, row, by=by, at=at)
    return member


def _ensure_fits(visit: Visit, user: User, post: TeamPost, *, today: dt.date) -> None:
    if belongs_to(user, visit.unit, on=today):
        raise InvalidInspection(
            _("Người này thuộc đơn vị được kiểm tra nên không tham gia đoàn."), field="login"
        )
    leader = visit.team.filter(post=TeamPost.LEADER).exclude(user=user).first()
    if post == TeamPost.LEADER and leader is not None:
        raise InvalidInspection(
            _("Đoàn đã có trưởng đoàn: %(name)s.") % {"name": leader.name}, field="post"
        )


@transaction.atomic
def remove_member(visit: Visit, pk: int, *, by: Actor, at: dt.datetime) -> None:
    """ "Bỏ khỏi đoàn"; twice is once."""
    row = _open(visit, by)
    deleted, _rows = TeamMember.objects.filter(visit=row, pk=pk).delete()
    if deleted:
        note(VisitSet, row, by=by, at=at)


def _open(visit: Visit, by: Actor) -> Visit:
    row = held(visit)
    ensure_inspector(by, row)
    if not row.is_writable or row.inspection.is_cancelled:
        raise WrongStep(_("Biên bản đã gửi đơn vị hoặc đợt đã hủy nên không đổi được nữa."))
    return row
