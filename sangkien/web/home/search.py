"""`/tim/`: find initiatives and units, with or without tone marks."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.core import paths
from sangkien.core.numbers import thousands
from sangkien.programmes.queries import fields, published
from sangkien.search import queries
from sangkien.search.ladder import MOST_COUNTED
from sangkien.search.queries import Found, InitiativeHit, Part, UnitHit, Within
from sangkien.units.queries import get_public_unit
from sangkien.web.shared.cells import Column, Kind, Rows, write
from sangkien.web.shared.http import Request, public_page
from sangkien.web.shared.refusals import UNPROCESSABLE
from sangkien.web.shared.rows import Link
from sangkien.web.shared.templatetags import ui, vi

if TYPE_CHECKING:
    from sangkien.units.models import Unit

UNITS = "don-vi"
FIRST_UNITS = 5  # shown where no initiative was found
KEPT = ("q", "loai", "chuong_trinh", "linh_vuc", "don_vi")  # from one page to the next


class SearchForm(forms.Form):
    """What the address bar holds. The fields of work offered are those of the chosen programme."""

    q = forms.CharField(
        label=gettext_lazy("Tìm sáng kiến, đơn vị"),
        help_text=gettext_lazy(
            "Gõ có dấu hay không dấu đều được, ví dụ: đồ gá hàn, mam non, CĐCS May"
        ),
        required=False,
        max_length=queries.LONGEST_TYPED,
        error_messages={
            "max_length": gettext_lazy(
                "Câu tìm quá dài. Hãy gõ vài từ chính, tối đa %(limit_value)d ký tự."
            )
        },
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "enterkeyhint": "search"}
        ),
    )
    chuong_trinh = forms.ChoiceField(
        label=gettext_lazy("Chương trình"),
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy("Hãy chọn một chương trình trong danh sách.")
        },
    )
    linh_vuc = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"), required=False)

    def __init__(self, typed: Mapping[str, str]) -> None:
        self.programmes = list(published())
        chosen = (p for p in self.programmes if p.slug == typed.get("chuong_trinh"))
        self.programme = next(chosen, None)
        offered = fields(self.programme) if self.programme else []
        self.field = next((f for f in offered if str(f.pk) == typed.get("linh_vuc")), None)
        # A field of another programme is left over from before that one was chosen: all fields.
        super().__init__({**typed, "linh_vuc": str(self.field.pk) if self.field else ""})
        self._offer(
            "chuong_trinh", _("Tất cả chương trình"), [(p.slug, p.title) for p in self.programmes]
        )
        self._offer("linh_vuc", _("Tất cả lĩnh vực"), [(str(f.pk), f.name) for f in offered])

    def _offer(self, name: str, everything: str, offered: list[tuple[str, str]]) -> None:
        chosen: Any = self.fields[name]
        chosen.choices = [("", everything), *offered]

    @property
    def is_narrowed(self) -> bool:
        return bool(self["chuong_trinh"].value())

    def within(self, unit: "Unit | None") -> Within:
        return Within(
            programme_id=self.programme.pk if self.programme else None,
            field_id=self.field.pk if self.field else None,
            unit_path=unit.path if unit else "",
        )


@public_page(max_age=30)
def results(request: Request) -> HttpResponse:
    typed = {name: request.GET.get(name, "") for name in (*KEPT, "sau")}
    unit = get_public_unit(typed["don_vi"]) if typed["don_vi"] else None
    form = SearchForm(typed)
    wants_units = typed["loai"] == UNITS
    context: dict[str, Any] = {
        "form": form,
        "unit": unit,
        "everywhere": address(typed, don_vi=""),
        "tabs": [
            Link(label=_("Sáng kiến"), url=address(typed, loai=""), current=not wants_units),
            Link(label=_("Đơn vị"), url=address(typed, loai=UNITS), current=wants_units),
        ],
        "wants_units": wants_units,
    }
    if not form.is_valid():
        return render(request, "home/search.html", context, status=UNPROCESSABLE)
    context |= _units(form, typed) if wants_units else _initiatives(form, typed, unit)
    if not wants_units and _found_too_little(context["found"], typed):
        context |= _units_instead(form, typed)
    if context["found"].following:
        context["more"] = address(typed, sau=context["found"].following)
    if typed["sau"]:
        context["first"] = address(typed)
    return render(request, "home/search.html", context)


def _initiatives(form: SearchForm, typed: Mapping[str, str], unit: "Unit | None") -> dict[str, Any]:
    within = form.within(unit)
    found = queries.find_initiatives(form.cleaned_data["q"], within=within, cursor=typed["sau"])
    return {
        "found": found,
        "cards": [_card(hit) for hit in found.hits],
        "counted": _counted(found, _("sáng kiến hợp lệ")),
        "is_asked": bool(form.cleaned_data["q"] or within.filters()),
    }


def _units(form: SearchForm, typed: Mapping[str, str]) -> dict[str, Any]:
    found = queries.find_units(form.cleaned_data["q"], cursor=typed["sau"])
    return {
        "found": found,
        "rows": _unit_rows(found.hits, form),
        "counted": _counted(found, _("đơn vị")),
        "is_asked": bool(form.cleaned_data["q"]),
    }


def _found_too_little(found: Found[InitiativeHit], typed: Mapping[str, str]) -> bool:
    """On the first page: nothing holds all the words. They may be the name of a unit."""
    return bool(typed["q"]) and not typed["sau"] and (found.is_near or not found.hits)


def _units_instead(form: SearchForm, typed: Mapping[str, str]) -> dict[str, Any]:
    """The units whose name holds all the words, when there are any."""
    found = queries.find_units(form.cleaned_data["q"], limit=FIRST_UNITS)
    if found.is_near or not found.hits:
        return {}
    return {
        "unit_rows": _unit_rows(found.hits, form),
        "units_counted": _counted(found, _("đơn vị")),
        "more_units": address(typed, loai=UNITS) if found.following else "",
    }


def _card(hit: InitiativeHit) -> SafeString:
    by = f" · {hit.author_name}" if hit.author_name else ""
    field = f"{hit.field_name} · " if hit.field_name else ""
    received = _("Nhận ngày %(on)s") % {"on": vi.day(hit.received_at)}
    content = format_html(
        '<p>{}{}</p><p class="small muted">{}{}</p>', hit.unit_name, by, field, received
    )
    return ui.card(content, lit(hit.title), href=reverse("home:tracking", args=[hit.code]))


def _unit_rows(hits: Sequence[UnitHit], form: SearchForm) -> Rows:
    columns = [
        Column(_("Đơn vị"), Kind.HEAD),
        Column(_("Cấp")),
        Column(_("Trực thuộc")),
        Column(_("Sáng kiến")),
    ]
    lines = (
        (_unit_name(hit, form), hit.level_name, hit.parent_name, _unit_initiatives(hit))
        for hit in hits
    )
    return write(columns, lines)


def _unit_name(hit: UnitHit, form: SearchForm) -> SafeString:
    name, board = lit(hit.name), _board(hit, form)
    if board:
        name = format_html('<a href="{}">{}</a>', board, name)
    if hit.also:
        also = format_html(_("còn gọi là {}"), lit(hit.also))
        name = format_html('{} <span class="small muted">{}</span>', name, also)
    if hit.closed_on is None:
        return name
    closed = _("kết thúc hoạt động từ %(on)s") % {"on": vi.day(hit.closed_on)}
    return format_html('{} <span class="small muted">{}</span>', name, closed)


def _unit_initiatives(hit: UnitHit) -> SafeString:
    return format_html(
        '<a href="{}?{}">{}<span class="visually-hidden">: {}</span></a>',
        reverse("home:search"),
        urlencode({"don_vi": hit.code}),
        _("Xem sáng kiến"),
        lit(hit.name),
    )


def _counted(found: Found[Any], things: str) -> str:
    """Empty where nothing was counted: near results, later pages."""
    if found.counted is None:
        return ""
    number = thousands(min(found.counted, MOST_COUNTED))
    words = (
        _("Hơn %(number)s %(things)s") if found.is_more_than_counted else "%(number)s %(things)s"
    )
    counted = words % {"number": number, "things": things}
    if not found.counts_best:
        return counted
    return _("%(counted)s có đúng cụm từ này") % {"counted": counted}


def _board(hit: UnitHit, form: SearchForm) -> str:
    """The unit's progress in the newest programme that is open to it; empty without one."""
    for programme in form.programmes:
        if paths.contains(programme.owner.path, hit.path):
            return reverse("progress:unit", args=[programme.slug, hit.code])
    return ""


def address(typed: Mapping[str, str], **changes: str) -> str:
    """This page with the same words and filters, from its beginning unless `sau` says otherwise."""
    kept = {name: typed[name][: queries.LONGEST_TYPED] for name in KEPT} | changes
    asked = urlencode({name: value for name, value in kept.items() if value})
    return f"{reverse('home:search')}?{asked}" if asked else reverse("home:search")


def lit(parts: Sequence[Part]) -> SafeString:
    """The text with the words that were looked for marked."""
    return format_html_join(
        "",
        "{}",
        ((format_html("<mark>{}</mark>", p.text) if p.is_hit else p.text,) for p in parts),
    )
