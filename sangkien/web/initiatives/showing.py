"""What the pages of initiatives show, as plain rows."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sangkien.initiatives.queries import Happening
from sangkien.initiatives.rules import percent_words
from sangkien.web.shared import wording
from sangkien.web.shared.rows import TimelineEntry

if TYPE_CHECKING:
    from sangkien.initiatives.models import Initiative

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class AuthorLine:
    """One author with the share of the credit; `is_member` says that the unit knows the person."""

    name: str
    share: str
    is_leading: bool = False
    is_member: bool = True


def authors(initiative: "Initiative") -> list[AuthorLine]:
    """Everybody who shares the credit, the leading author first."""
    leading = AuthorLine(
        name=initiative.author.full_name,
        share=percent_words(initiative.author_share_bp),
        is_leading=True,
    )
    others = [
        AuthorLine(name=row.name, share=percent_words(row.share_bp), is_member=bool(row.user_id))
        for row in initiative.coauthors.all()
    ]
    return [leading, *others]


def timeline(happened: Sequence[Happening]) -> list[TimelineEntry]:
    """The newest first."""
    return [
        TimelineEntry(
            at=one.occurred_at,
            who=wording.doer(one.actor_name),
            what=_what(one),
            why=one.reason,
            icon=wording.sign(one.name),
        )
        for one in reversed(happened)
    ]


def _what(one: Happening) -> str:
    said = wording.sentence(one.name)
    return _("%(said)s trên máy đăng ký chung") % {"said": said} if one.at_kiosk else said


def waited(since: dt.datetime, *, now: dt.datetime) -> str:
    """ "chờ 3 ngày": how long somebody has been waiting for an answer."""
    gone = max(now - since, dt.timedelta())
    if gone < HOUR:
        return _("vừa gửi")
    if gone < DAY:
        hours = gone // HOUR
        return ngettext("chờ %(n)d giờ", "chờ %(n)d giờ", hours) % {"n": hours}
    days = gone // DAY
    return ngettext("chờ %(n)d ngày", "chờ %(n)d ngày", days) % {"n": days}


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One row of the officer's queue, with everything needed to decide without opening it."""

    initiative: "Initiative"
    authors: list[AuthorLine]
    waited: str
    is_corrected: bool


def waiting(initiative: "Initiative", *, now: dt.datetime) -> Waiting:
    received = initiative.received_at or initiative.changed_at
    return Waiting(
        initiative=initiative,
        authors=authors(initiative),
        waited=waited(received, now=now),
        is_corrected=initiative.changed_at - received > dt.timedelta(minutes=1),
    )
