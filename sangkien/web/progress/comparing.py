"""`/tien-do/…/so-sanh/`: one unit beside something else, in an address that can be passed on."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from sangkien.core import clock, numbers, paths
from sangkien.progress import queries
from sangkien.progress.comparing import AMOUNTS, SHARES
from sangkien.progress.enums import Measure
from sangkien.progress.queries import CompareScreen, Place, Side
from sangkien.progress.rules import HUNDRED
from sangkien.search.queries import search_units
from sangkien.units.queries import find_by_code, standing_instead
from sangkien.web.progress import asking, links
from sangkien.web.progress.bars import bar
from sangkien.web.shared.cells import Column, Kind, Rows, wide, write
from sangkien.web.shared.figures import filled
from sangkien.web.shared.http import Request, public_page
from sangkien.web.shared.rows import Link
from sangkien.web.shared.templatetags import vi

if TYPE_CHECKING:  # pages reach data through queries, these are only words for the type checker
    from sangkien.units.models import Unit

FOUND = 8
LONGEST = 200


@public_page()
def compare(request: Request, slug: str, unit_code: str) -> HttpResponse:
    """`voi`: what is compared with, a unit by its code; `tim`: what was typed to find one."""
    now = clock.now()
    choice = asking.choice_from(request.GET)
    place = queries.get_place(slug, unit_code, period=choice.period, tree=choice.tree, at=now)
    asked = request.GET.get("voi", "")[:LONGEST]
    typed = request.GET.get("tim", "")[:LONGEST].strip()
    screen = queries.compare_screen(place, asked=asked, other=_named(place, asked), at=now)
    context = {
        "screen": screen,
        "place": place,
        "typed": typed,
        "found": _found(place, typed),
        "offers": [
            Link(label=offer.label, url=_url(place, offer.key), current=offer.key == asked)
            for offer in screen.offers
        ],
        "rows": _rows(screen),
        "caption": _caption(screen),
        "period_tabs": links.place_tabs(
            place, "progress:compare", **({"voi": asked} if asked else {})
        ),
        "breadcrumb": links.way_to(place, _("So sánh")),
    }
    return render(request, "progress/compare.html", context)


def _caption(screen: CompareScreen) -> str:
    words = {"unit": screen.own.label, "other": screen.other.label if screen.other else ""}
    return _("%(unit)s so với: %(other)s") % words if screen.other else screen.own.label


def _url(place: Place, key: str) -> str:
    address = reverse("progress:compare", args=[place.programme.slug, place.unit.code])
    asked = {"dot": place.period.pk, "voi": key, **links.tree_kept(place.tree)}
    return f"{address}?{urlencode(asked)}"


def _within(place: Place, unit: "Unit") -> bool:
    is_other = unit.pk != place.unit.pk
    return is_other and paths.contains(place.programme.owner.path, unit.path)


def _named(place: Place, asked: str) -> "Unit | None":
    """The unit of the programme with this code."""
    unit = find_by_code(asked) if asked else None
    return unit if unit is not None and _within(place, unit) else None


def _found(place: Place, typed: str) -> list[Link]:
    if not typed:
        return []
    exact = find_by_code(typed)
    meant = (
        [exact] if exact is not None else standing_instead(search_units(typed), on=clock.today())
    )
    return [
        Link(label=unit.name, url=_url(place, unit.code))
        for unit in meant[:FOUND]
        if _within(place, unit)
    ]


def _rows(screen: CompareScreen) -> Rows:
    sides = [screen.own, *([screen.other] if screen.other else [])]
    columns = [Column(_("Tiêu chí"), Kind.HEAD), Column(_("Đơn vị này"), Kind.NUMBER)]
    if screen.other:
        columns += [
            Column(_("Bên so sánh"), Kind.NUMBER),
            Column(_("Đơn vị này hơn, kém")),
            Column(_("Cạnh nhau")),
        ]
    return write(columns, _lines(screen, sides))


def _lines(screen: CompareScreen, sides: list[Side]) -> Iterator[tuple[str, ...]]:
    for measure in Measure:
        values = [side.numbers.of(measure) for side in sides]
        if all(value is None for value in values) and measure in SHARES:
            continue
        shown = [
            _missing(side, measure, screen.place) if value is None else _shown(measure, value)
            for side, value in zip(sides, values, strict=True)
        ]
        if len(values) == 1:
            yield str(measure.label), *shown
            continue
        own, other = values
        yield (
            str(measure.label),
            *shown,
            _difference(measure, own, other),
            _beside(sides, values, measure),
        )


def _missing(side: Side, measure: Measure, place: Place) -> str:
    """Why there is no number: nothing to divide by is not the same as not known."""
    if side.is_absent:
        return _("chưa tham gia")
    if side.published:
        return _("không công bố")
    words = {
        "sent": _("chưa có sáng kiến"),
        "valid": _("chưa có sáng kiến hợp lệ"),
        "target": _("chưa giao chỉ tiêu"),
        "members": _("chưa có số đoàn viên"),
        "workers": _("chưa có số lao động"),
    }
    lacking = side.numbers.lacking(measure)
    if lacking in {"members", "workers"} and not place.tree.is_sized:
        return _("không tính cho ngày này")
    return words.get(lacking, _("chưa rõ"))


def _shown(measure: Measure, value: Fraction) -> str:
    if measure in SHARES:
        return vi.percent(value.numerator, value.denominator)
    if measure in AMOUNTS:
        return wide(vi.money(round(value)))
    return _rounded(value)


def _rounded(value: Fraction) -> str:
    """Averages and rates with one decimal, whole numbers as they are."""
    if value.denominator == 1:
        return vi.number(value.numerator)
    tenths = numbers.ratio_percent(value.numerator, value.denominator * 100)
    return vi.number(tenths)


def _spoken(measure: Measure, value: Fraction) -> str:
    """The same in words alone, for who hears the page."""
    return vi.vnd(round(value)) if measure in AMOUNTS else _shown(measure, value)


def _difference(measure: Measure, own: Fraction | None, other: Fraction | None) -> str:
    if own is None or other is None:
        return vi.NOTHING
    gap = own - other
    if not gap:
        return _("bằng")
    words = _("hơn %(gap)s") if gap > 0 else _("kém %(gap)s")
    return filled(words, gap=_gap(measure, abs(gap)))


def _gap(measure: Measure, gap: Fraction) -> str:
    if measure in SHARES:  # between two percentages lie points, not percent
        return _("%(points)s điểm %%") % {"points": _rounded(gap * HUNDRED)}
    return vi.money(round(gap)) if measure in AMOUNTS else _rounded(gap)


def _beside(sides: list[Side], values: list[Fraction | None], measure: Measure) -> str:
    """Two bars on one scale; none where one side is not known."""
    known = [value for value in values if value is not None]
    most = max(known, default=Fraction(0))
    if not most or len(known) < len(values):
        return ""
    bars = [
        bar(value, most, f"{side.label}: {_spoken(measure, value)}")
        for side, value in zip(sides, known, strict=True)
    ]
    return format_html_join("", "{}", ((one,) for one in bars))
