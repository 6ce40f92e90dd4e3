"""`/tien-do/…/co-cau/`: what the figures of a unit are made of, and who takes part."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.agreements.enums import TargetBase
from sangkien.core import clock
from sangkien.progress import queries, rules
from sangkien.progress.enums import Division
from sangkien.progress.queries import Outcome, StructureScreen, UnitScreen
from sangkien.progress.queries.breakdowns import DivisionTable
from sangkien.progress.queries.cluster_parts import ClusterLine, ClusterTable
from sangkien.web.progress import asking, links
from sangkien.web.progress.bars import bar
from sangkien.web.shared.cells import Column, Kind, Rows, write
from sangkien.web.shared.http import Request, public_page
from sangkien.web.shared.rows import Link
from sangkien.web.shared.templatetags import vi

BASES = {"hop-le": TargetBase.VALID, "da-gui": TargetBase.SENT}


@dataclass(frozen=True, kw_only=True)
class PartTable:
    """A total taken apart, ready to be shown."""

    title: str
    caption: str
    rows: Rows
    is_empty: bool


@dataclass(frozen=True, kw_only=True)
class RateRow:
    """Per 100 of whom; the numbers are None, and `missing` says so, where nobody recorded them."""

    label: str
    people: Decimal | None
    authors: Decimal | None
    initiatives: Decimal | None
    missing: str


@public_page()
def structure(request: Request, slug: str, unit_code: str) -> HttpResponse:
    """The same screen for every unit of the branch; `goc` is the base of the shares."""
    asked = request.GET.get("goc", "")
    base = BASES.get(asked, TargetBase.VALID)
    now = clock.now()
    choice = asking.choice_from(request.GET)
    place = queries.get_place(slug, unit_code, period=choice.period, tree=choice.tree, at=now)
    screen = queries.structure_screen(place, base=base, at=now)
    context = {
        "screen": screen,
        "place": place,
        "total": screen.participation.counts,
        "tables": [_part_table(table, base) for table in screen.tables],
        "clusters": _cluster_rows(screen),
        "rates": screen.participation,
        "rate_rows": _rate_rows(screen),
        "base_tabs": _base_tabs(screen),
        "period_tabs": links.place_tabs(place, "progress:structure"),
        "breadcrumb": links.way_to(place, _("Cơ cấu và mức độ tham gia")),
    }
    return render(request, "progress/structure.html", context)


def outcome_of(screen: UnitScreen) -> Outcome | None:
    """What became of the valid ones, in the tree that is drawn."""
    return queries.outcome(screen.unit, screen.period, past=screen.branches)


def _rate_rows(screen: StructureScreen) -> list[RateRow]:
    taking_part, size = screen.participation, screen.participation.size
    numbers = (taking_part.people, taking_part.authors, taking_part.counts.of(screen.base))
    rows = []
    for label, whole, missing in (
        (_("Trên 100 đoàn viên"), size.members, _("chưa có số đoàn viên")),
        (_("Trên 100 lao động"), size.workers, _("chưa có số lao động")),
    ):
        people, authors, initiatives = (rules.per_hundred(n, whole or 0) for n in numbers)
        named = f"{label} ({vi.number(whole)})" if whole else label
        rows.append(
            RateRow(
                label=named,
                people=people,
                authors=authors,
                initiatives=initiatives,
                missing=missing if screen.place.tree.is_sized else _("không tính cho ngày này"),
            )
        )
    return rows


def _base_tabs(screen: StructureScreen) -> list[Link]:
    place = screen.place
    url = reverse("progress:structure", args=[place.programme.slug, place.unit.code])
    kept = links.tree_kept(place.tree)
    return [
        Link(
            label=_("Theo số %(base)s") % {"base": str(base.label)},
            url=f"{url}?{urlencode({'dot': place.period.pk, 'goc': asked, **kept})}",
            current=base == screen.base,
        )
        for asked, base in BASES.items()
    ]


HEADS = {
    Division.FIELD: gettext_lazy("Lĩnh vực"),
    Division.KIND: gettext_lazy("Loại giải pháp"),
    Division.SUBMITTER: gettext_lazy("Đối tượng"),
}


def _part_table(table: DivisionTable, base: TargetBase) -> PartTable:
    columns = [
        Column(str(HEADS[table.division]), Kind.HEAD),
        Column(_("Đã gửi"), Kind.NUMBER),
        Column(_("Hợp lệ"), Kind.NUMBER),
        Column(_("Tỷ trọng"), Kind.NUMBER),
        Column(_("So với tổng")),
    ]
    return PartTable(
        title=str(table.division.label),
        caption=f"{table.division.label}",
        rows=write(columns, _part_lines(table, base)),
        is_empty=not table.sent,
    )


def _part_lines(table: DivisionTable, base: TargetBase) -> Iterator[tuple[str, ...]]:
    is_valid = base == TargetBase.VALID
    whole = table.valid if is_valid else table.sent
    rest = format_html('<span class="muted">{}</span>', _("Chưa phân nhóm"))
    for line in table.lines:
        value = line.part.of(is_valid=is_valid)
        share = vi.percent(value, whole)
        yield (
            rest if line.part.is_rest else line.label,
            vi.number(line.part.sent),
            vi.number(line.part.valid),
            share,
            bar(value, whole, share),
        )
    yield _("Cộng"), vi.number(table.sent), vi.number(table.valid), vi.percent(whole, whole), ""


def _cluster_rows(screen: StructureScreen) -> Rows | None:
    table = screen.clusters
    if not table.lines:
        return None
    columns = [
        Column(_("Cụm, khối"), Kind.HEAD),
        *(
            Column(label, Kind.NUMBER)
            for label in (
                _("Đã gửi"),
                _("Hợp lệ"),
                _("Tỷ trọng"),
                _("Số đơn vị"),
                _("Có tham gia"),
                _("Hoàn thành"),
                _("Trên 200 %"),
                _("Chưa có"),
            )
        ),
    ]
    return write(columns, _cluster_lines(screen, table))


def _cluster_lines(screen: StructureScreen, table: ClusterTable) -> Iterator[tuple[str, ...]]:
    whole = table.total.of(screen.base)
    for line in table.lines:
        shown = line.counts.of(screen.base)
        bands = line.bands
        yield (
            _cluster_name(screen, line),
            vi.number(line.counts.sent),
            vi.number(line.counts.valid),
            vi.percent(shown, whole),
            *(
                [vi.NOTHING] * 5
                if line.cluster is None
                else [
                    vi.number(bands.total),
                    vi.number(bands.total - bands.at_zero),
                    _of(bands.completed, bands.with_target),
                    _of(bands.doubled, bands.with_target),
                    vi.number(bands.at_zero),
                ]
            ),
        )
    yield (
        _("Cả đơn vị"),
        vi.number(table.total.sent),
        vi.number(table.total.valid),
        vi.percent(whole, whole),
        *[vi.NOTHING] * 5,
    )


def _of(count: int, of: int) -> str:
    """How many of those that have a target."""
    return f"{vi.number(count)}/{vi.number(of)}" if of else vi.NOTHING


def _cluster_name(screen: StructureScreen, line: ClusterLine) -> str:
    if line.cluster is None:
        return format_html('<span class="muted">{}</span>', _("Ngoài các cụm, khối trên"))
    place = screen.place
    return format_html(
        '{}<a href="{}?{}">{}</a>',
        format_html('<span class="muted" aria-hidden="true">↳ </span>') if line.is_block else "",
        reverse("progress:cluster", args=[place.programme.slug, line.cluster.pk]),
        urlencode({"dot": place.period.pk, **links.tree_kept(place.tree)}),
        line.cluster.name,
    )
