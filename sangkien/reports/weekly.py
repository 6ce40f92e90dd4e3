""" "Áp phích tuần": one A3 page for the notice board of a unit, as data for the template."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext as _

from sangkien.core import numbers
from sangkien.core.periods import last_day, local_day
from sangkien.initiatives.models import Evidence, Initiative
from sangkien.papers import qr
from sangkien.posters.rules import scanned_address
from sangkien.progress import rules as figures
from sangkien.progress.queries import UnitFigures
from sangkien.reports import flash, photos

FULL = 1_000  # the bar and the curve in thousandths
FEWEST_DAYS = 3  # less is no curve
Days = Sequence[tuple[dt.datetime, int]]  # on the base that the poster counts


def page(
    found: UnitFigures, latest: list[Initiative], days: Days = (), shown: Sequence[Evidence] = ()
) -> dict[str, Any]:
    """`latest` are confirmed ones; people are named only where they agreed to it. `days` are the
    figures at the end of each day with a change, `shown` photos that everybody may see.
    """
    return {
        "programme": found.programme.title,
        "slogan": found.programme.slogan,
        "period": found.period.name,
        "unit": found.unit.name,
        **_result(found),
        "curve": curve(found, days),
        "curve_words": _("Từ %(first)s đến %(last)s, cuối mỗi ngày")
        % {
            "first": f"{local_day(found.period.opens_at):%d/%m}",
            "last": f"{last_day(found.period.closes_at):%d/%m/%Y}",
        },
        "latest_title": _("Đã được xác nhận") if shown else _("Vừa được xác nhận"),
        "latest": [_told(initiative) for initiative in latest],
        "photos": [one for one in map(_pictured, shown) if one["picture"]],
        "none_yet": _("Sáng kiến đầu tiên có thể là của bạn."),
        **_ways(found),
    }


def _result(found: UnitFigures) -> dict[str, Any]:
    """The number with its base, its time, its target and its pace."""
    target, value = found.target, found.value
    ahead = None if found.pace is None else value - found.pace
    words = {
        "sent": numbers.thousands(found.counts.sent),
        "valid": numbers.thousands(found.counts.valid),
        "people": numbers.thousands(found.counts.people),
    }
    return {
        "as_of": _("Tính đến %(moment)s") % {"moment": flash.moment(found.as_of)},
        "number": numbers.thousands(value),
        "counted": _("sáng kiến %(base)s") % {"base": found.base.label},
        "target": _("Chỉ tiêu %(n)s") % {"n": numbers.thousands(target)}
        if target
        else _("Chưa giao chỉ tiêu"),
        "reached": flash.reached(figures.Standing(value=value, target=target)) if target else "",
        "bar": _part(value, target),
        "mark": _part(found.pace, target) if found.pace is not None else None,
        "mark_words": _("Vạch đỏ: mức cần có vào lúc này"),
        "pace": flash.pace_words(ahead) if ahead is not None else "",
        "is_behind": ahead is not None and ahead < 0,
        "facts": _("%(sent)s đã gửi, %(valid)s hợp lệ, %(people)s người tham gia") % words,
        "left": flash.days_left_words(found.closes_at, at=found.at),
    }


def _ways(found: UnitFigures) -> dict[str, str]:
    """Where the two codes lead: the registration in this unit, and its board."""
    slug, code = found.programme.slug, found.unit.code
    entry = scanned_address(settings.BASE_URL, code, slug)
    board = f"{settings.BASE_URL}/tien-do/{slug}/{quote(code)}/"
    return {
        "entry_title": _("Gửi sáng kiến của bạn"),
        "entry_qr": qr.svg(entry),
        "entry_address": _typed(entry),
        "unit_title": _("Xem bảng của đơn vị"),
        "unit_qr": qr.svg(board),
        "unit_address": _typed(board),
    }


def curve(found: UnitFigures, days: Days) -> list[list[int]]:
    """Points from the opening on, in thousandths of the period and of the target (or of what there
    is, if that is more); empty where there is nothing to draw yet.
    """
    if len(days) < FEWEST_DAYS:
        return []
    opens_at, closes_at = found.period.opens_at, found.period.closes_at
    whole, top = closes_at - opens_at, max(found.target or 0, found.value, 1)
    points = [[0, 0]]
    for ends_at, value in days:
        across = min(max((min(ends_at, found.at) - opens_at) * FULL // whole, 0), FULL)
        points += [[across, points[-1][1]], [across, _part(value, top)]]
    now = min(max((min(found.at, closes_at) - opens_at) * FULL // whole, 0), FULL)
    return [*points, [now, points[-1][1]]]


def _part(value: int, whole: int | None) -> int:
    return min(value * FULL // whole, FULL) if whole else 0


def _typed(address: str) -> str:
    return address.partition("://")[2]


def _told(initiative: Initiative) -> dict[str, str]:
    return {"title": initiative.title, "who": initiative.author.public_name or ""}


def _pictured(evidence: Evidence) -> dict[str, str]:
    return {
        "picture": photos.drawn(evidence.file),
        "title": evidence.initiative.title,
        "caption": evidence.caption,
    }
