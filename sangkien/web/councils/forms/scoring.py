"""A score sheet, made of the criteria of its table."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.councils.rules.marking import Mark
from sangkien.councils.rules.tables import Criterion, Table, points_words
from sangkien.web.councils.forms import shared
from sangkien.web.shared.forms import ProseField


@dataclass(frozen=True, kw_only=True)
class Part:
    """One criterion on the page; `tier` is None where there are no tiers."""

    criterion: Criterion
    group: str
    tier: BoundField | None
    points: BoundField


class SheetForm(forms.Form):
    """Fields are numbered: codes of criteria may hold dots."""

    remark = ProseField(label=gettext_lazy("Nhận xét"), max_length=2000, rows=3, required=False)

    def __init__(self, *args: Any, table: Table, marks: dict[str, Mark], **options: Any) -> None:
        super().__init__(*args, **options)
        self._table = table
        for number, one in enumerate(table.criteria):
            mark = marks.get(one.code)
            if one.tiers:
                self.fields[f"tier_{number}"] = shared.choice(
                    _("Mức"),
                    [
                        (tier.code, _tier_words(tier.name, tier.low, tier.high))
                        for tier in one.tiers
                    ],
                    radio=True,
                    required=False,
                    initial=mark.tier if mark else None,
                )
            self.fields[f"points_{number}"] = shared.PointsField(
                label=_("Điểm (tối đa %(most)s)") % {"most": points_words(one.most)},
                required=False,
                initial=mark.points if mark else None,
            )
        self.order_fields([*[name for name in self.fields if name != "remark"], "remark"])

    def parts(self) -> Iterator[Part]:
        group = ""
        for number, one in enumerate(self._table.criteria):
            heading = self._table.groups.get(one.group, "") if one.group != group else ""
            group = one.group
            yield Part(
                criterion=one,
                group=heading,
                tier=self[f"tier_{number}"] if one.tiers else None,
                points=self[f"points_{number}"],
            )

    def marks(self) -> dict[str, Mark]:
        """What is filled in; what is left empty has no mark yet."""
        found = {}
        for number, one in enumerate(self._table.criteria):
            points = self.cleaned_data.get(f"points_{number}")
            tier = self.cleaned_data.get(f"tier_{number}") or ""
            if points is not None:
                found[one.code] = Mark(points=points, tier=tier)
        return found

    @property
    def names(self) -> dict[str, str]:
        """Which field stands for which criterion."""
        return {one.code: f"points_{n}" for n, one in enumerate(self._table.criteria)}


def _tier_words(name: str, low: int, high: int) -> str:
    return _("%(name)s (%(low)s–%(high)s điểm)") % {
        "name": name,
        "low": points_words(low),
        "high": points_words(high),
    }
