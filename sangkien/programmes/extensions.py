"""Closing times that were put off: what may be signed, what it moves, who has to hear of it."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from sangkien.core import periods
from sangkien.programmes.enums import PeriodKind
from sangkien.programmes.errors import InvalidExtension
from sangkien.programmes.models import Extension, LocalPlan, Period, Programme

TOLD_FOR = dt.timedelta(days=14)
MOST_SHOWN = 20


def neighbours(period: Period) -> list[Period]:
    """The other phases of the programme, or what a campaign must stay within."""
    if period.kind == PeriodKind.PHASE:
        return list(period.programme.periods.filter(kind=PeriodKind.PHASE).exclude(pk=period.pk))
    return list(period.programme.periods.filter(kind=PeriodKind.WHOLE))


def ensure_later(
    period: Period, closes_at: dt.datetime, *, others: Sequence[Period], at: dt.datetime
) -> None:
    """Raise for a closing time that is not later, has passed, or runs into something else."""
    if closes_at <= period.closes_at:
        raise InvalidExtension(
            _("Hạn hiện nay là %(when)s: gia hạn phải muộn hơn.")
            % {"when": periods.closing_words(period.closes_at)},
            field="closes_at",
        )
    if closes_at <= at:
        raise InvalidExtension(_("Hạn mới phải ở phía trước."), field="closes_at")
    for other in others:
        if period.kind == PeriodKind.CAMPAIGN and closes_at > other.closes_at:
            raise InvalidExtension(
                _("Chương trình nhận sáng kiến đến %(when)s: chiến dịch không dài hơn được.")
                % {"when": periods.closing_words(other.closes_at)},
                field="closes_at",
            )
        if period.kind == PeriodKind.PHASE and period.opens_at < other.opens_at < closes_at:
            raise InvalidExtension(
                _("%(other)s mở nhận lúc %(when)s: hạn mới không được chồng sang giai đoạn sau.")
                % {"other": other.name, "when": periods.instant_words(other.opens_at)},
                field="closes_at",
            )


def ensure_not_moved(
    period: Period | None, *, opens_at: dt.datetime, closes_at: dt.datetime, at: dt.datetime
) -> None:
    """Once a launched programme receives anything, a closing time moves only by a signed act; nor
    does the opening, which would take back what began and set the closing free.

    What has not begun may still be planned anew.
    """
    if period is None or not period.programme.is_published or at < period.opens_at:
        return
    if period.opens_at != opens_at:
        raise InvalidExtension(
            _("Đã mở nhận từ %(when)s nên không sửa thời điểm mở được nữa.")
            % {"when": periods.instant_words(period.opens_at)},
            field="opens_at",
        )
    if period.closes_at == closes_at:
        return
    raise InvalidExtension(
        _(
            "Chương trình đã phát động nên hạn %(when)s không sửa thẳng được. Hãy dùng nút “Gia hạn”."
        )
        % {"when": periods.closing_words(period.closes_at)},
        field="closes_at",
    )


def of_programme(programme: Programme) -> list[Extension]:
    """All of them, the latest first; none when nothing was ever put off."""
    if programme.extended_at is None:
        return []
    found = Extension.objects.filter(period__programme=programme)
    found = found.select_related("period__unit", "signed_by").order_by("-signed_at", "-pk")
    return list(found[:MOST_SHOWN])


def to_tell(programmes: Sequence[Programme], *, at: dt.datetime) -> dict[int, list[Extension]]:
    """What was put off in the last 14 days, by programme; one query, and none mostly."""
    recent = [one.pk for one in programmes if one.extended_at and at - one.extended_at < TOLD_FOR]
    if not recent:
        return {}
    found = Extension.objects.filter(
        period__programme__in=recent, signed_at__gt=at - TOLD_FOR
    ).select_related("period__unit")
    told: dict[int, list[Extension]] = {}
    for extension in found.order_by("-signed_at", "-pk")[:MOST_SHOWN]:
        told.setdefault(extension.period.programme_id, []).append(extension)
    return told


def days_longer(extension: Extension) -> int:
    """By how many calendar days."""
    first = periods.last_day(extension.closed_at)
    return (periods.last_day(extension.closes_at) - first).days


def ending_with(period: Period) -> list[Period]:
    """Campaigns that end when the phase was to end, and stay as they are."""
    if period.kind != PeriodKind.PHASE:
        return []
    found = period.programme.periods.filter(kind=PeriodKind.CAMPAIGN, closes_at=period.closes_at)
    return list(found.select_related("unit").order_by("unit__path", "pk")[:MOST_SHOWN])


def plans_of(period: Period) -> list[LocalPlan]:
    """Plans with a deadline of their own, which stays."""
    found = period.local_plans.exclude(closes_at=None).select_related("unit")
    return list(found.order_by("unit__path")[:MOST_SHOWN])


def is_reopening(period: Period, at: dt.datetime) -> bool:
    return period.closes_at <= at
