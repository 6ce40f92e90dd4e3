""" "Áp phích tuần": one A3 page for the notice board of a unit, as data for the template."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from sangkien.core import numbers
from sangkien.initiatives.models import Initiative
from sangkien.papers import qr
from sangkien.progress import rules as figures
from sangkien.progress.queries import UnitFigures
from sangkien.reports import flash

FULL = 1_000  # the bar in thousandths


def page(found: UnitFigures, latest: list[Initiative]) -> dict[str, Any]:
    """`latest` are confirmed ones; people are named only where they agreed to it."""
    counts, target, value = found.counts, found.target, found.value
    ahead = None if found.pace is None else value - found.pace
    slug, code = found.programme.slug, found.unit.code
    unit_page = f"{settings.BASE_URL}/tien-do/{slug}/{code}/"
    entry = f"{settings.BASE_URL}/dk/{code}/{slug}/"
    return {
        "programme": found.programme.title,
        "slogan": found.programme.slogan,
        "period": found.period.name,
        "unit": found.unit.name,
        "as_of": _("Tính đến %(moment)s") % {"moment": flash.moment(found.as_of)},
        "number": numbers.thousands(value),
        "counted": _("sáng kiến %(base)s") % {"base": found.base.label},
        "target": _("Chỉ tiêu %(n)s") % {"n": numbers.thousands(target)}
        if target
        else _("Chưa giao chỉ tiêu"),
        "reached": flash.reached(figures.Standing(value=value, target=target)) if target else "",
        "bar": _part(value, target),
        "mark": _part(found.pace, target) if found.pace is not None else None,
        "pace": flash.pace_words(ahead) if ahead is not None else "",
        "mark_words": _("Vạch đỏ: mức cần có vào lúc này"),
        "is_behind": ahead is not None and ahead < 0,
        "facts": _("%(sent)s đã gửi, %(valid)s hợp lệ, %(people)s người tham gia")
        % {
            "sent": numbers.thousands(counts.sent),
            "valid": numbers.thousands(counts.valid),
            "people": numbers.thousands(counts.people),
        },
        "left": flash.days_left_words(found.period.closes_at, at=found.at),
        "latest_title": _("Vừa được xác nhận"),
        "latest": [_told(initiative) for initiative in latest],
        "none_yet": _("Sáng kiến đầu tiên có thể là của bạn."),
        "entry_title": _("Gửi sáng kiến của bạn"),
        "entry_qr": qr.svg(entry),
        "entry_address": _typed(entry),
        "unit_title": _("Xem bảng của đơn vị"),
        "unit_qr": qr.svg(unit_page),
        "unit_address": _typed(unit_page),
    }


def _part(value: int, whole: int | None) -> int:
    return min(value * FULL // whole, FULL) if whole else 0


def _typed(address: str) -> str:
    return address.partition("://")[2]


def _told(initiative: Initiative) -> dict[str, str]:
    return {"title": initiative.title, "who": initiative.author.public_name or ""}
