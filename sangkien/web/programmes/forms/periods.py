"""Phases and campaigns: windows to the minute."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkien.core import periods as time
from sangkien.programmes.models import Period
from sangkien.units.models import Unit
from sangkien.web.shared.forms import DAY, ClockField, DayField, LineField

FIELD_NAMES = {"opens_at": "opens_on", "closes_at": "closes_on"}
MIDNIGHT = 0


def _day(label: Any, **options: Any) -> DayField:
    missing = {"required": _("Hãy nhập ngày.")}
    return DayField(label=label, placeholder="dd/mm/yyyy", error_messages=missing, **options)


def _clock(label: Any, **options: Any) -> ClockField:
    return ClockField(label=label, error_messages={"required": _("Hãy nhập giờ.")}, **options)


class PeriodForm(forms.Form):
    """A name and an entry window: days and times are typed apart and read together."""

    name = LineField(label=_("Tên"), max_length=150, error_messages={"required": _("Hãy đặt tên.")})
    opens_on = _day(_("Mở nhận từ ngày"))
    opens_clock = _clock(_("Giờ mở"), initial=MIDNIGHT)
    closes_on = _day(_("Đóng nhận ngày"))
    closes_clock = _clock(
        _("Giờ đóng"),
        help_text=_("24h00 là hết ngày: “đến 24h00 ngày 31/08”."),
        initial=DAY,
    )

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        cleaned = self.cleaned_data
        return {
            "name": cleaned["name"],
            "opens_at": instant(cleaned["opens_on"], cleaned["opens_clock"]),
            "closes_at": instant(cleaned["closes_on"], cleaned["closes_clock"]),
        }


class PhaseForm(PeriodForm):
    applied_from = _day(
        _("Áp dụng lần đầu từ ngày"),
        help_text=_(
            "Sáng kiến phải được áp dụng lần đầu trong khoảng này. Bỏ trống cả hai ô nếu không giới hạn."
        ),
        required=False,
    )
    applied_to = _day(_("Áp dụng lần đầu đến ngày"), required=False)

    def values(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return {
            **super().values(),
            "applied_from": cleaned["applied_from"],
            "applied_to": cleaned["applied_to"],
        }


class CampaignForm(PeriodForm):
    """`units` are those in whose name the officer may run one; none when it exists already."""

    unit = forms.TypedChoiceField(label=_("Đơn vị mở chiến dịch"), coerce=int)
    field_order = ("unit", "name")

    def __init__(self, *args: Any, units: Sequence[Unit] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["opens_on"].label = _("Bắt đầu ngày")
        self.fields["opens_clock"].label = _("Giờ bắt đầu")
        self.fields["closes_on"].label = _("Kết thúc ngày")
        self.fields["closes_clock"].label = _("Giờ kết thúc")
        if units:
            self.fields["unit"].choices = [(unit.pk, unit.name) for unit in units]  # type: ignore[attr-defined] # a choice field
        else:
            del self.fields["unit"]


def instant(day: dt.date, minutes: int) -> dt.datetime:
    return time.start_of(day) + dt.timedelta(minutes=minutes)


def initial_of(period: Period) -> dict[str, Any]:
    """A period as the form shows it; midnight at the end is 24:00 of the day before."""
    opens = period.opens_at.astimezone(time.VIETNAM)
    closes = period.closes_at.astimezone(time.VIETNAM)
    at_midnight = closes.time() == dt.time()
    return {
        "name": period.name,
        "opens_on": opens.date(),
        "opens_clock": _minutes(opens),
        "closes_on": time.last_day(closes),
        "closes_clock": DAY if at_midnight else _minutes(closes),
        "applied_from": period.applied_from,
        "applied_to": period.applied_to,
    }


def _minutes(local: dt.datetime) -> int:
    return local.hour * 60 + local.minute
