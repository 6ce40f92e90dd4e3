"""The next version of a score table."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.councils.rules import tables
from sangkien.councils.rules.tables import Table
from sangkien.web.councils.forms import shared

SPARE = 1  # empty rows for what is to be added


class TableForm(forms.Form):
    """Names, points and conditions of a table; an emptied name takes the row away."""

    request_key = shared.request_key()
    name = shared.line(
        gettext_lazy("Tên bảng điểm"), most=250, required=gettext_lazy("Hãy nhập tên.")
    )
    source = shared.line(gettext_lazy("Căn cứ, nguồn"), most=500)
    passing = shared.PointsField(label=gettext_lazy("Tổng điểm để đạt"), required=False)

    def __init__(self, *args: Any, table: Table, **options: Any) -> None:
        super().__init__(*args, **options)
        self._table = table
        self.fields["name"].initial = table.name
        self.fields["source"].initial = table.source
        self.fields["passing"].initial = table.passing
        self._tiers = [len(one.tiers) for one in table.criteria] + [0] * SPARE
        for number in range(len(self._tiers)):
            self._add_criterion(number)
        for number, grade in enumerate(table.grades):
            self.fields[f"g{number}_low"] = shared.PointsField(
                label=_("Loại %(name)s: tổng từ") % {"name": grade.name}, initial=grade.low
            )
            for code, least in grade.minimums.items():
                place = [one.code for one in table.criteria].index(code)
                self.fields[f"g{number}_m{place}"] = shared.PointsField(
                    label=_("Loại %(name)s: tiêu chí %(code)s từ")
                    % {"name": grade.name, "code": code},
                    initial=least,
                )

    def _add_criterion(self, n: int) -> None:
        criteria = self._table.criteria
        one = criteria[n] if n < len(criteria) else None
        label = _("Tiêu chí %(code)s") % {"code": one.code} if one else _("Thêm tiêu chí")
        self.fields[f"c{n}_name"] = shared.line(label, most=300, initial=one.name if one else "")
        self.fields[f"c{n}_most"] = shared.PointsField(
            label=_("Điểm tối đa"), required=False, initial=one.most if one else None
        )
        self.fields[f"c{n}_passing"] = shared.PointsField(
            label=_("Điểm để đạt"), required=False, initial=one.passing if one else None
        )
        self.fields[f"c{n}_knockout"] = shared.tick(
            _("Không đạt tiêu chí này thì loại"), initial=bool(one and one.is_knockout)
        )
        for t, tier in enumerate(one.tiers if one else ()):
            self.fields[f"c{n}_t{t}_name"] = shared.line(
                _("Mức %(code)s") % {"code": tier.code}, most=300, initial=tier.name
            )
            self.fields[f"c{n}_t{t}_low"] = shared.PointsField(
                label=_("Từ điểm"), required=False, initial=tier.low
            )
            self.fields[f"c{n}_t{t}_high"] = shared.PointsField(
                label=_("Đến điểm"), required=False, initial=tier.high
            )

    def criteria(self) -> Iterator[tuple[list[BoundField], list[list[BoundField]]]]:
        for n, tiers in enumerate(self._tiers):
            own = [self[f"c{n}_{part}"] for part in ("name", "most", "passing", "knockout")]
            yield (
                own,
                [
                    [self[f"c{n}_t{t}_{part}"] for part in ("name", "low", "high")]
                    for t in range(tiers)
                ],
            )

    def grades(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name.startswith("g") and "_" in name]

    def content(self) -> dict[str, Any]:
        """As `rules.tables.read` wants it; codes and groups stay what they were."""
        values = self.cleaned_data
        criteria = [self._criterion(n) for n in range(len(self._tiers)) if values[f"c{n}_name"]]
        kept = {row["code"] for row in criteria}
        return {
            "name": values["name"],
            "source": values["source"],
            "groups": tables.dump(self._table)["groups"],
            "criteria": criteria,
            "passing": tables.written(values["passing"]),
            "grades": [
                {
                    "name": grade.name,
                    "low": tables.written(values[f"g{n}_low"]),
                    "minimums": self._minimums(n, kept),
                }
                for n, grade in enumerate(self._table.grades)
            ],
        }

    def _minimums(self, n: int, kept: set[str]) -> dict[str, str | None]:
        places = {code: place for place, code in enumerate(self._codes())}
        minimums = self._table.grades[n].minimums
        return {
            code: tables.written(self.cleaned_data[f"g{n}_m{places[code]}"])
            for code in minimums
            if code in kept
        }

    def _codes(self) -> list[str]:
        """Of the rows; a row that is added takes the first number that is free."""
        codes = [one.code for one in self._table.criteria]
        free = (str(n) for n in range(1, len(codes) + SPARE + 1) if str(n) not in codes)
        return [*codes, *(next(free) for _spare in range(SPARE))]

    def _criterion(self, n: int) -> dict[str, Any]:
        values, criteria = self.cleaned_data, self._table.criteria
        one = criteria[n] if n < len(criteria) else None
        tiers = [
            {
                "code": tier.code,
                "name": values[f"c{n}_t{t}_name"],
                "low": tables.written(values[f"c{n}_t{t}_low"]),
                "high": tables.written(values[f"c{n}_t{t}_high"]),
            }
            for t, tier in enumerate(one.tiers if one else ())
            if values[f"c{n}_t{t}_name"]
        ]
        return {
            "code": self._codes()[n],
            "name": values[f"c{n}_name"],
            "group": one.group if one else "",
            "most": tables.written(values[f"c{n}_most"]),
            "passing": tables.written(values[f"c{n}_passing"]),
            "knockout": values[f"c{n}_knockout"],
            "tiers": tiers,
        }
