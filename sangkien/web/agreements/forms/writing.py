"""Parties, articles and the tables of the register."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.agreements import contents
from sangkien.agreements.actions.drafting import Seat
from sangkien.agreements.contents import Article, Movement, Pledge
from sangkien.agreements.enums import Denominator, PledgeKind, TargetBase
from sangkien.agreements.queries.filling import Source
from sangkien.units.models import Cluster, Unit
from sangkien.units.queries import by_codes
from sangkien.web.agreements.forms.rows import RowsForm, Table
from sangkien.web.shared.forms import DayField, LineField, NumberField, ProseField

CHOOSE = gettext_lazy("Hãy chọn trong danh sách.")
DETAILS = ("most", "denominator", "of", "measure", "due_on", "counted")
BETWEEN = " — "  # of code and name in the suggestions


def line(label: Any, most: int = contents.LINE_LENGTH, **options: Any) -> LineField:
    return LineField(label=label, max_length=most, required=False, **options)


def choice(label: Any, choices: Any, **options: Any) -> forms.ChoiceField:
    words = {"invalid_choice": CHOOSE}
    return forms.ChoiceField(
        label=label, choices=choices, required=False, error_messages=words, **options
    )


def _party_fields(form: RowsForm) -> dict[str, forms.Field]:
    options: Any = getattr(form, "clusters", {})
    named = [(key, f"{one.name}, {one.year}") for key, one in options.items()]
    return {
        "unit": line(
            gettext_lazy("Đơn vị công đoàn"),
            help_text=gettext_lazy("Mã đơn vị. Để trống nếu là bên ngoài công đoàn."),
            widget=forms.TextInput(attrs={"list": "don-vi", "autocomplete": "off"}),
        ),
        "cluster": choice(gettext_lazy("Thay mặt cụm, khối"), [("", _("Không")), *named]),
        "name": line(gettext_lazy("Tên in trên giao ước"), contents.NAME_LENGTH),
        "role": line(gettext_lazy("Vai"), 60, help_text=gettext_lazy("Ví dụ: Bên A.")),
        "signatory": line(gettext_lazy("Người ký"), contents.PERSON_LENGTH),
        "post": line(gettext_lazy("Chức vụ"), contents.PERSON_LENGTH),
    }


class PartiesForm(RowsForm):
    tables: ClassVar[tuple[Table, ...]] = (
        Table(
            key="ben",
            most=contents.MOST_PARTIES,
            fields=_party_fields,
            telling=("unit", "name", "signatory"),
        ),
    )

    def __init__(
        self,
        *args: Any,
        clusters: Sequence[Cluster],
        sources: Sequence[Source] = (),
        **options: Any,
    ) -> None:
        self.clusters = {str(one.pk): one for one in clusters}
        super().__init__(*args, **options)
        if sources:
            named = [(one.key, one.label) for one in sources]
            self.fields["source"] = choice(
                gettext_lazy("Lấy các bên từ"), [("", _("Hãy chọn")), *named]
            )

    def clean(self) -> dict[str, Any]:
        """Codes become units; what has no name takes that of its unit."""
        self.units: dict[int, Unit] = {}
        codes = {
            number: str(values["unit"] or "").split(BETWEEN)[0].strip().upper()
            for number, values in self.filled("ben")
        }
        known = {unit.code: unit for unit in by_codes(filter(None, codes.values()))}
        for number, code in codes.items():
            unit = known.get(code)
            if code and unit is None:
                self.add_error(self.name("ben", number, "unit"), _("Không có đơn vị mang mã này."))
            elif unit is not None:
                self.units[number] = unit
        return dict(self.cleaned_data)

    @property
    def rows(self) -> list[dict[str, BoundField]]:
        return list(self.bound_rows("ben"))

    def seats(self) -> list[Seat]:
        found = []
        for number, values in self.filled("ben"):
            unit = self.units.get(number)
            cluster = self.clusters.get(values["cluster"]) if unit else None
            usual = cluster.name if cluster else unit.name if unit else ""
            found.append(
                Seat(
                    unit=unit,
                    cluster=cluster,
                    name=values["name"] or usual,
                    role=values["role"],
                    signatory=values["signatory"],
                    post=values["post"],
                )
            )
        return found

    def places(self) -> dict[str, str]:
        """Which field of the form stands for which of the action."""
        return {
            f"{place}.{name}": self.name("ben", number, name)
            for place, (number, _values) in enumerate(self.filled("ben"))
            for name in ("unit", "name")
        }


def _article_fields(form: RowsForm) -> dict[str, forms.Field]:
    return {
        "heading": line(gettext_lazy("Tên điều"), contents.NAME_LENGTH),
        "text": ProseField(
            label=gettext_lazy("Nội dung"),
            max_length=contents.PROSE_LENGTH,
            required=False,
            rows=4,
        ),
    }


class ArticlesForm(RowsForm):
    tables: ClassVar[tuple[Table, ...]] = (
        Table(
            key="dieu",
            most=contents.MOST_ARTICLES,
            fields=_article_fields,
            telling=("heading", "text"),
        ),
    )
    amends = ProseField(
        label=gettext_lazy("Phụ lục này sửa đổi, bổ sung điều gì"),
        max_length=contents.PROSE_LENGTH,
        required=False,
        rows=3,
    )
    grounds = ProseField(
        label=gettext_lazy("Căn cứ"),
        help_text=gettext_lazy("Mỗi căn cứ một dòng."),
        max_length=contents.PROSE_LENGTH,
        required=False,
        rows=4,
    )

    def __init__(self, *args: Any, is_annex: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_annex:
            del self.fields["amends"]

    @property
    def rows(self) -> list[dict[str, BoundField]]:
        return list(self.bound_rows("dieu"))

    def articles(self) -> list[Article]:
        return [
            Article(heading=row["heading"], text=row["text"]) for _n, row in self.filled("dieu")
        ]


def _movement_fields(form: RowsForm) -> dict[str, forms.Field]:
    return {
        "name": line(gettext_lazy("Tên phong trào")),
        "goal": line(gettext_lazy("Mục tiêu")),
        "launched": line(gettext_lazy("Thời gian phát động"), 80),
        "reviewed": line(gettext_lazy("Thời gian tổng kết"), 80),
    }


def _pledge_fields(form: RowsForm) -> dict[str, forms.Field]:
    parties: Any = getattr(form, "parties", [])
    any_base = [("", _("Không áp dụng")), *TargetBase.choices]
    people = [("", _("Không áp dụng")), *Denominator.choices]
    return {
        "text": line(gettext_lazy("Nội dung chỉ tiêu")),
        "party": choice(gettext_lazy("Bên cam kết"), parties),
        "kind": choice(gettext_lazy("Cách tính"), PledgeKind.choices),
        "value": NumberField(label=gettext_lazy("Mức đăng ký"), required=False),
        "most": NumberField(label=gettext_lazy("Đến (nếu là khoảng)"), required=False),
        "base": choice(
            gettext_lazy("Sáng kiến được tính"),
            any_base,
            help_text=gettext_lazy("“Mỗi CĐCS ít nhất …”: chọn khi nội dung là sáng kiến."),
        ),
        "denominator": choice(gettext_lazy("Trên 100 người nào"), people),
        "of": line(gettext_lazy("Tỷ lệ % của"), help_text=gettext_lazy("Ví dụ: đoàn viên.")),
        "measure": line(gettext_lazy("Đơn vị tính"), 60),
        "due_on": DayField(label=gettext_lazy("Hạn"), required=False),
        "counted": line(gettext_lazy("Cách kiểm đếm")),
    }


class TablesForm(RowsForm):
    tables: ClassVar[tuple[Table, ...]] = (
        Table(
            key="pt",
            most=contents.MOST_MOVEMENTS,
            fields=_movement_fields,
            telling=("name", "goal"),
        ),
        Table(
            key="ct", most=contents.MOST_PLEDGES, fields=_pledge_fields, telling=("text", "value")
        ),
    )

    def __init__(self, *args: Any, parties: list[tuple[str, str]], **options: Any) -> None:
        self.parties = [("0", _("Các bên cùng cam kết")), *parties]
        super().__init__(*args, **options)

    def clean(self) -> dict[str, Any]:
        for key, name in (("pt", "name"), ("ct", "text")):
            for number, values in self.filled(key):
                if not values[name]:
                    self.add_error(self.name(key, number, name), _("Hãy ghi nội dung dòng này."))
        return dict(self.cleaned_data)

    @property
    def movement_rows(self) -> list[dict[str, BoundField]]:
        return list(self.bound_rows("pt"))

    @property
    def pledge_rows(self) -> list[dict[str, Any]]:
        """`detailed` rows have something in their folded part."""
        return [
            {**row, "detailed": any(row[name].value() or row[name].errors for name in DETAILS)}
            for row in self.bound_rows("ct")
        ]

    def movements(self) -> list[Movement]:
        return [Movement(**row) for _n, row in self.filled("pt")]

    def pledges(self) -> list[Pledge]:
        return [
            Pledge(
                **{
                    **row,
                    "party": int(row["party"] or 0),
                    "kind": PledgeKind(row["kind"] or PledgeKind.INITIATIVES),
                    "base": TargetBase(row["base"]) if row["base"] else None,
                    "denominator": Denominator(row["denominator"]) if row["denominator"] else None,
                }
            )
            for _n, row in self.filled("ct")
        ]
