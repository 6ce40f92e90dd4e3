"""Send the link of a check to those who can answer it."""

import datetime as dt
from collections import defaultdict

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.adoption import links
from sangkien.adoption.models import Check
from sangkien.core import db
from sangkien.core.periods import end_of, local_day
from sangkien.messages import queries as messages
from sangkien.messages.actions import outbox
from sangkien.messages.enums import TextKey
from sangkien.messages.errors import TooManyMessages
from sangkien.units.models import Grant

BATCH = 20
MOST_OFFICERS = 2  # of one unit
LONGEST_TITLE = 60


@transaction.atomic
def tell(now: dt.datetime) -> int:
    """ "Nhắn đường dẫn": to the author and to officers of the unit, where a gateway is set up.

    Without one they find the same question on their desks. Half of what may be sent is left to
    those who wait for a code.
    """
    spent = messages.spent(at=now)
    if spent is None or spent.is_past_half:
        return 0
    untold = Check.objects.open().filter(told_at=None, lapses_on__gte=local_day(now)).order_by("pk")
    rows = db.locked(untold, skip=True).select_related(
        "course__initiative__author", "course__adoption__brought_by"
    )
    checks = list(rows[:BATCH])
    officers = _officers([check.unit_id for check in checks], on=local_day(now))
    told = []
    for check in checks:
        try:
            _tell(check, {person(check), *officers[check.unit_id][:MOST_OFFICERS]}, at=now)
        except TooManyMessages:
            break
        told.append(check.pk)
    Check.objects.filter(pk__in=told).update(told_at=now)
    return len(told)


def _tell(check: Check, users: set[User], *, at: dt.datetime) -> None:
    for user in users:
        outbox.send(
            user,
            TextKey.STILL_USED,
            values=_values(check, user),
            expires_at=end_of(check.lapses_on),
            at=at,
        )


def address(check: Check, user: User) -> str:
    path = reverse("library:check_link", args=[links.token(check.pk, user.pk)])
    return f"{settings.BASE_URL}{path}"


def person(check: Check) -> User:
    """Who invented it, or who brought it into the unit."""
    course = check.course
    return course.adoption.brought_by if course.adoption else course.initiative.author


def _values(check: Check, user: User) -> dict[str, str]:
    return {
        "sang_kien": check.course.initiative.title[:LONGEST_TITLE],
        "duong_dan": address(check, user),
        "han": f"{check.lapses_on:%d/%m/%Y}",
    }


def _officers(unit_ids: list[int], *, on: dt.date) -> dict[int, list[User]]:
    rows = Grant.objects.in_force_on(on).filter(
        unit_id__in=unit_ids, role=RoleKey.GRASSROOTS_OFFICER
    )
    found: dict[int, list[User]] = defaultdict(list)
    for grant in rows.select_related("user").order_by("pk"):
        found[grant.unit_id].append(grant.user)
    return found
