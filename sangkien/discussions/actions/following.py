"""Praise and follow; the database keeps each once per person."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import NotAllowed
from sangkien.discussions.errors import Closed
from sangkien.discussions.events import FollowingSet, PraiseSet
from sangkien.discussions.models import Comment, Follow, Praise, Report
from sangkien.discussions.queries import is_open
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.permissions import has_interest
from sangkien.journal.actions.recording import record
from sangkien.programmes.models import Programme
from sangkien.units.models import Unit


def praise(initiative: Initiative, *, given: bool, by: Actor, at: dt.datetime) -> bool:
    """ "Khen", or take it back: pressed twice it is given once. Nobody praises the own work."""
    if by.user_id is None or has_interest(by, initiative):
        raise NotAllowed(_("Bạn không tự khen sáng kiến của mình."))
    if not Initiative.objects.public().filter(pk=initiative.pk).exists():
        raise Closed(_("Chỉ khen được sáng kiến hợp lệ."))
    if given and not is_open(initiative):
        raise Closed(_("Sáng kiến đang được xét nên chưa nhận ý kiến và lời khen."))
    event = PraiseSet(initiative_id=initiative.pk, unit_id=initiative.unit_id, is_given=given)
    if not given:
        with transaction.atomic():
            gone, _rows = Praise.objects.filter(initiative=initiative, user_id=by.user_id).delete()
            if gone:
                record(event, by=by, at=at)
        return given
    try:
        with transaction.atomic():
            Praise(initiative=initiative, user_id=by.user_id, praised_at=at).save(force_insert=True)
            record(event, by=by, at=at)
    except IntegrityError:
        pass  # given before
    return given


def follow(
    followed: Initiative | Unit | Programme, *, following: bool, by: Actor, at: dt.datetime
) -> bool:
    """ "Theo dõi", or not any more."""
    if by.user_id is None:
        raise NotAllowed(_("Hãy đăng nhập để theo dõi."))
    what = followed._meta.model_name or ""
    event = FollowingSet(
        user_id=by.user_id, what=what, followed_id=followed.pk, is_following=following
    )
    rows = Follow.objects.filter(user_id=by.user_id, **{what: followed})
    if not following:
        with transaction.atomic():
            gone, _rows = rows.delete()
            if gone:
                record(event, by=by, at=at)
        return following
    try:
        with transaction.atomic():
            Follow(user_id=by.user_id, since=at, **{what: followed}).save(force_insert=True)
            record(event, by=by, at=at)
    except IntegrityError:
        pass  # followed before
    return following


def stop(pk: int, *, by: Actor, at: dt.datetime) -> bool:
    """ "Thôi theo dõi" one line of the own list; twice is once, and other people's lines are none."""
    rows = Follow.objects.filter(pk=pk, user_id=by.user_id) if by.user_id else Follow.objects.none()
    line = rows.select_related("initiative", "unit", "programme").first()
    if line is None:
        return False
    followed = line.initiative or line.unit or line.programme
    assert followed is not None  # noqa: S101 - the database keeps exactly one of them
    follow(followed, following=False, by=by, at=at)
    return True


def follow_join(*, kept_id: int, closed_id: int) -> None:
    """Praised, reported or followed under both names, it is once."""
    Comment.objects.filter(written_by_id=closed_id).update(written_by_id=kept_id)
    for model, owner, fields in (
        (Praise, "user_id", ("initiative_id",)),
        (Report, "reported_by_id", ("comment_id",)),
        (Follow, "user_id", ("initiative_id", "unit_id", "programme_id")),
    ):
        rows = model._default_manager
        held = set(rows.filter(**{owner: kept_id}).values_list(*fields))
        for pk, *thing in rows.filter(**{owner: closed_id}).values_list("pk", *fields):
            if tuple(thing) not in held:
                rows.filter(pk=pk).update(**{owner: kept_id})
        rows.filter(**{owner: closed_id}).delete()


@transaction.atomic
def anonymise(user_id: int, at: dt.datetime) -> None:
    """What the person said is removed; praise and following go."""
    shown = Comment.objects.filter(written_by_id=user_id, removed_at=None)
    shown.update(text="", removed_at=at)
    Praise.objects.filter(user_id=user_id).delete()
    Follow.objects.filter(user_id=user_id).delete()
