"""A whole score table on one page: groups, criteria with their tiers, grades with conditions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from string import ascii_lowercase, ascii_uppercase
from typing import Any, NamedTuple, Self

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.councils.rules import tables
from sangkien.councils.rules.tables import MOST_CLASSES, MOST_CRITERIA, MOST_TIERS, Table
from sangkien.web.councils.forms import shared

ADD = "add"  # the button that only adds a row: "group", "criterion", "grade", "tier_3"
FIRST_ROWS = 3  # criteria of a table that begins empty
MOST_GROUPS = 12
DIGITS = 2
NO_GROUP = ("", gettext_lazy("Không thuộc nhóm nào"))


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """How many rows stand on the page: of each criterion its tiers, of each grade its conditions."""

    groups: int
    tiers: tuple[int, ...]
    minimums: tuple[int, ...]

    @classmethod
    def of(cls, table: Table) -> Self:
        """One empty condition more than there are, to be filled in."""
        return cls(
            groups=len(table.groups),
            tiers=tuple(len(one.tiers) for one in table.criteria) or (0,) * FIRST_ROWS,
            minimums=tuple(len(grade.minimums) + 1 for grade in table.grades),
        )

    @classmethod
    def typed(cls, data: Mapping[str, Any]) -> Self:
        """As the page says that was sent; nonsense is nothing."""
        criteria = _count(data.get("criteria"), most=MOST_CRITERIA)
        grades = _count(data.get("grades"), most=MOST_CLASSES)
        return cls(
            groups=_count(data.get("groups"), most=MOST_GROUPS),
            tiers=tuple(_count(data.get(f"c{n}_tiers"), most=MOST_TIERS) for n in range(criteria)),
            minimums=tuple(
                _count(data.get(f"g{n}_minimums"), most=MOST_CRITERIA) for n in range(grades)
            ),
        )

    def grown(self, wanted: str) -> Self:
        """With one row more of what a button asked for, as long as there is room."""
        if wanted == "group" and self.groups < MOST_GROUPS:
            return replace(self, groups=self.groups + 1)
        if wanted == "criterion" and len(self.tiers) < MOST_CRITERIA:
            return replace(self, tiers=(*self.tiers, 0))
        if wanted == "grade" and len(self.minimums) < MOST_CLASSES:
            return replace(self, minimums=(*self.minimums, 1))
        place = _count(wanted.removeprefix("tier_"), most=MOST_CRITERIA)
        if wanted.startswith("tier_") and place < len(self.tiers):
            tiers = [*self.tiers]
            tiers[place] = min(tiers[place] + 1, MOST_TIERS)
            return replace(self, tiers=tuple(tiers))
        return self

    def values(self) -> dict[str, int]:
        """By the names of the hidden fields."""
        return {
            "groups": self.groups,
            "criteria": len(self.tiers),
            "grades": len(self.minimums),
            **{f"c{n}_tiers": size for n, size in enumerate(self.tiers)},
            **{f"g{n}_minimums": size for n, size in enumerate(self.minimums)},
        }


def _count(typed: Any, *, most: int) -> int:
    words = str(typed or "")
    is_number = words.isascii() and words.isdecimal() and len(words) <= DIGITS
    return min(int(words), most) if is_number else 0


class CriterionRow(NamedTuple):
    """`beside` stand in one line: the code, and the group where there are groups."""

    number: int
    name: BoundField
    beside: list[BoundField]
    points: list[BoundField]
    knockout: BoundField
    tiers: list[list[BoundField]]
    may_grow: bool


class GradeRow(NamedTuple):
    number: int
    own: list[BoundField]
    minimums: list[list[BoundField]]


class TableForm(forms.Form):
    """Saved as one version; an emptied name takes its row away.

    Each row carries the code that it has had so far; an empty code gets the next free one.
    """

    request_key = shared.request_key()
    name = shared.line(
        gettext_lazy("Tên bảng điểm"), most=250, required=gettext_lazy("Hãy nhập tên.")
    )
    source = shared.line(gettext_lazy("Căn cứ, nguồn"), most=500)
    passing = shared.PointsField(label=gettext_lazy("Tổng điểm để đạt"), required=False)

    def __init__(self, data: Any = None, *, sizes: Sizes, **options: Any) -> None:
        super().__init__(data, **options)
        self.sizes = sizes
        self.initial = {**self.initial, **sizes.values()}
        for name in sizes.values():
            self.fields[name] = forms.IntegerField(widget=forms.HiddenInput, required=False)
        for n in range(sizes.groups):
            self.fields[f"k{n}_code"] = shared.line(_("Mã nhóm"), most=tables.LONGEST_CODE)
            self.fields[f"k{n}_name"] = shared.line(_("Tên nhóm"), most=tables.LONGEST_NAME)
        for n, tiers in enumerate(sizes.tiers):
            self._add_criterion(n, tiers)
        for n, minimums in enumerate(sizes.minimums):
            self._add_grade(n, minimums)

    @classmethod
    def showing(cls, table: Table, *, request_key: object) -> Self:
        """A table as it stands."""
        return cls(sizes=Sizes.of(table), initial={"request_key": request_key, **initial_of(table)})

    @classmethod
    def sent(cls, data: Any) -> Self:
        return cls(data, sizes=Sizes.typed(data))

    @classmethod
    def grown(cls, data: Mapping[str, Any]) -> Self:
        """What was typed, with one more row and nothing judged yet."""
        typed = {name: data[name] for name in data if name != ADD}
        sizes = Sizes.typed(data).grown(str(data.get(ADD, "")))
        return cls(sizes=sizes, initial=typed)

    def _add_criterion(self, n: int, tiers: int) -> None:
        about = {"n": n + 1}
        self.fields[f"c{n}_code"] = shared.line(_("Mã"), most=tables.LONGEST_CODE)
        self.fields[f"c{n}_name"] = shared.line(
            _("Tiêu chí %(n)d") % about, most=tables.LONGEST_NAME
        )
        if self.sizes.groups:
            self.fields[f"c{n}_group"] = shared.choice(
                _("Thuộc nhóm"), self._group_choices(), required=False
            )
        self.fields[f"c{n}_most"] = shared.PointsField(label=_("Điểm tối đa"), required=False)
        self.fields[f"c{n}_passing"] = shared.PointsField(label=_("Điểm để đạt"), required=False)
        self.fields[f"c{n}_knockout"] = shared.tick(_("Không đạt tiêu chí này thì loại"))
        for t in range(tiers):
            start = f"c{n}_t{t}"
            self.fields[f"{start}_code"] = forms.CharField(
                max_length=tables.LONGEST_CODE, required=False, widget=forms.HiddenInput
            )
            self.fields[f"{start}_name"] = shared.line(
                _("Mức %(n)d") % {"n": t + 1}, most=tables.LONGEST_NAME
            )
            self.fields[f"{start}_low"] = shared.PointsField(label=_("Từ điểm"), required=False)
            self.fields[f"{start}_high"] = shared.PointsField(label=_("Đến điểm"), required=False)

    def _group_choices(self) -> list[tuple[Any, Any]]:
        said = self.data if self.is_bound else self.initial
        names = ((n, said.get(f"k{n}_name") or "") for n in range(self.sizes.groups))
        return [
            NO_GROUP,
            *(
                (str(n), _("Nhóm %(n)d: %(name)s") % {"n": n + 1, "name": name})
                for n, name in names
            ),
        ]

    def _add_grade(self, n: int, minimums: int) -> None:
        self.fields[f"g{n}_name"] = shared.line(_("Loại"), most=40)
        self.fields[f"g{n}_low"] = shared.PointsField(label=_("Tổng điểm từ"), required=False)
        criteria = [("", _("Không có")), *((str(c), self._named(c)) for c in self._places())]
        for m in range(minimums):
            self.fields[f"g{n}_m{m}"] = shared.choice(
                _("Điều kiện: tiêu chí"), criteria, required=False
            )
            self.fields[f"g{n}_m{m}_low"] = shared.PointsField(
                label=_("đạt từ (điểm)"), required=False
            )

    def _places(self) -> range:
        return range(len(self.sizes.tiers))

    def _named(self, n: int) -> str:
        said = self.data if self.is_bound else self.initial
        return _("Tiêu chí %(n)d: %(name)s") % {"n": n + 1, "name": said.get(f"c{n}_name") or ""}

    def group_rows(self) -> list[list[BoundField]]:
        return [[self[f"k{n}_code"], self[f"k{n}_name"]] for n in range(self.sizes.groups)]

    def criterion_rows(self) -> Iterator[CriterionRow]:
        for n, tiers in enumerate(self.sizes.tiers):
            yield CriterionRow(
                number=n,
                name=self[f"c{n}_name"],
                beside=[
                    self[name]
                    for part in ("code", "group")
                    if (name := f"c{n}_{part}") in self.fields
                ],
                points=[self[f"c{n}_most"], self[f"c{n}_passing"]],
                knockout=self[f"c{n}_knockout"],
                tiers=[
                    [self[f"c{n}_t{t}_{part}"] for part in ("name", "low", "high")]
                    for t in range(tiers)
                ],
                may_grow=tiers < MOST_TIERS,
            )

    def grade_rows(self) -> Iterator[GradeRow]:
        for n, minimums in enumerate(self.sizes.minimums):
            yield GradeRow(
                number=n,
                own=[self[f"g{n}_name"], self[f"g{n}_low"]],
                minimums=[[self[f"g{n}_m{m}"], self[f"g{n}_m{m}_low"]] for m in range(minimums)],
            )

    def content(self) -> dict[str, Any]:
        """As `rules.tables.read` wants it; call after `is_valid`."""
        values = self.cleaned_data
        group_codes = self._codes("k", self.sizes.groups, free=ascii_uppercase)
        numbers = [str(n) for n in range(1, 2 * MOST_CRITERIA)]
        codes = self._codes("c", len(self.sizes.tiers), free=numbers)
        grades = [self._grade(n, codes) for n in range(len(self.sizes.minimums))]
        return {
            "name": values["name"],
            "source": values["source"],
            "groups": [
                {"code": code, "name": values[f"k{n}_name"]} for n, code in group_codes.items()
            ],
            "criteria": [self._criterion(n, codes[n], group_codes) for n in codes],
            "passing": tables.written(values["passing"]),
            "grades": sorted(
                (grade for grade in grades if grade["name"]),
                key=lambda grade: float(grade["low"] or 0),
                reverse=True,
            ),
        }

    def _codes(self, start: str, size: int, *, free: Sequence[str]) -> dict[int, str]:
        """Of the rows that have a name, by their place; what is taken away leaves its code free
        for nobody.
        """
        values = self.cleaned_data
        named = [n for n in range(size) if values[f"{start}{n}_name"]]
        typed = {values[f"{start}{n}_code"] for n in range(size)}
        spare = (code for code in free if code not in typed)
        return {n: values[f"{start}{n}_code"] or next(spare, "") for n in named}

    def _criterion(self, n: int, code: str, group_codes: Mapping[int, str]) -> dict[str, Any]:
        values = self.cleaned_data
        group = values.get(f"c{n}_group", "")
        return {
            "code": code,
            "name": values[f"c{n}_name"],
            # One whose group lost its name belongs to none that is there: the rules say so.
            "group": group_codes.get(int(group), "?") if group else "",
            "most": tables.written(values[f"c{n}_most"] or 0),
            "passing": tables.written(values[f"c{n}_passing"]),
            "knockout": values[f"c{n}_knockout"],
            "tiers": self._tiers(n, code),
        }

    def _tiers(self, n: int, code: str) -> list[dict[str, Any]]:
        values = self.cleaned_data
        starts = [f"c{n}_t{t}" for t in range(self.sizes.tiers[n])]
        kept = {values[f"{start}_code"] for start in starts}
        free = (own for letter in ascii_lowercase if (own := f"{code[:8]}{letter}") not in kept)
        return [
            {
                "code": values[f"{start}_code"] or next(free),
                "name": values[f"{start}_name"],
                "low": tables.written(values[f"{start}_low"] or 0),
                "high": tables.written(values[f"{start}_high"] or 0),
            }
            for start in starts
            if values[f"{start}_name"]
        ]

    def _grade(self, n: int, codes: Mapping[int, str]) -> dict[str, Any]:
        values = self.cleaned_data
        chosen = (
            (values[f"g{n}_m{m}"], values[f"g{n}_m{m}_low"]) for m in range(self.sizes.minimums[n])
        )
        return {
            "name": values[f"g{n}_name"],
            "low": tables.written(values[f"g{n}_low"] or 0),
            "minimums": {
                codes[int(place)]: tables.written(low)
                for place, low in chosen
                if place and low is not None and int(place) in codes
            },
        }


def initial_of(table: Table) -> dict[str, Any]:
    """A table by the names of the fields."""
    found: dict[str, Any] = {
        "name": table.name,
        "source": table.source,
        "passing": table.passing,
    }
    groups = list(table.groups)
    for n, (code, name) in enumerate(table.groups.items()):
        found |= {f"k{n}_code": code, f"k{n}_name": name}
    for n, one in enumerate(table.criteria):
        found |= {f"c{n}_code": one.code, f"c{n}_name": one.name, f"c{n}_most": one.most}
        found |= {f"c{n}_passing": one.passing, f"c{n}_knockout": one.is_knockout}
        found[f"c{n}_group"] = str(groups.index(one.group)) if one.group in groups else ""
        for t, tier in enumerate(one.tiers):
            start = f"c{n}_t{t}"
            found |= {f"{start}_code": tier.code, f"{start}_name": tier.name}
            found |= {f"{start}_low": tier.low, f"{start}_high": tier.high}
    places = [one.code for one in table.criteria]
    for n, grade in enumerate(table.grades):
        found |= {f"g{n}_name": grade.name, f"g{n}_low": grade.low}
        for m, (code, low) in enumerate(grade.minimums.items()):
            found |= {f"g{n}_m{m}": str(places.index(code)), f"g{n}_m{m}_low": low}
    return found
