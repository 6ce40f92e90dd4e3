"""All units of a cluster side by side, and their ranks."""

import datetime as dt
from dataclasses import replace

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.papers import printing
from sangkien.papers.official import OfficialPaper
from sangkien.scoring.enums import Stage
from sangkien.scoring.queries import grid as grids
from sangkien.scoring.queries import reviews, years
from sangkien.scoring.queries.grid import Arena, Grid
from sangkien.scoring.queries.reviews import Readiness
from sangkien.web.scoring import gridding, ranks, sheets, summing
from sangkien.web.shared.downloads import docx_response, pdf_response, workbook_response
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

YEAR = "nam"


def arena_of(request: WorkRequest, pk: int) -> Arena:
    return grids.get_arena(pk, actor=request.actor, cluster=request.GET.get("cum", ""))


def _stage(request: WorkRequest) -> Stage | None:
    asked = request.GET.get("cot", "")
    return Stage(asked) if asked in Stage.values else None


def address(arena: Arena, page: str, **more: str) -> str:
    """A page of the same cluster."""
    here = reverse(f"scoring:{page}", args=[arena.opening.pk])
    cluster = str(arena.cluster.pk) if arena.cluster else "0"
    asked = {"cum": cluster, **more}
    return here + "?" + "&".join(f"{name}={value}" for name, value in asked.items() if value)


def stage_words(stage: Stage | None) -> str:
    return str(stage.label) if stage else _("Cột điểm mới nhất của từng phiếu")


def cluster_links(arena: Arena, page: str) -> list[Link]:
    """Nothing where there is only one."""
    here = reverse(f"scoring:{page}", args=[arena.opening.pk])
    current = arena.cluster.pk if arena.cluster else None
    links = [
        Link(label=one.name, url=f"{here}?cum={one.pk}", current=one.pk == current)
        for one in arena.clusters
    ]
    if arena.has_loose:
        words = _("Không ở cụm nào")
        links.append(Link(label=words, url=f"{here}?cum=0", current=current is None))
    return links if len(links) > 1 else []


@require_safe
def grid(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Bảng đối chiếu": criteria as rows, units as columns."""
    arena, stage, now = arena_of(request, pk), _stage(request), clock.now()
    found = grids.grid(arena, actor=request.actor, stage=stage, at=now)
    asked = stage.value if stage else ""
    context = {
        "arena": arena,
        "opening": arena.opening,
        "grid": found,
        "body": gridding.written(_drawn(found), ranking_url=address(arena, "ranking")),
        "most_drawn": gridding.MOST_DRAWN,
        "clusters": cluster_links(arena, "grid"),
        "stages": [
            Link(label=stage_words(one), url=address(arena, "grid", cot=key), current=one == stage)
            for key, one in [("", None), *((one.value, one) for one in Stage)]
        ],
        "shown": stage_words(stage),
        "changed": sum(len(seat.changed) for seat in found.seats),
        "with_column": sum(seat.column is not None for seat in found.seats),
        "sheet_url": address(arena, "grid_sheet", cot=asked),
        "pdf_url": address(arena, "summary_pdf", cot=asked),
        "word_url": address(arena, "summary_word", cot=asked),
        "ranking_url": address(arena, "ranking"),
        "now": now,
    }
    return render(request, "scoring/grid.html", context)


def _drawn(found: Grid) -> Grid:
    return replace(found, seats=found.seats[: gridding.MOST_DRAWN])


def _shown(request: WorkRequest, pk: int) -> Grid:
    arena = arena_of(request, pk)
    return grids.grid(arena, actor=request.actor, stage=_stage(request), at=clock.now())


@require_safe
def grid_sheet(request: WorkRequest, pk: int) -> HttpResponseBase:
    found = _shown(request, pk)
    content = sheets.made(found, shown=stage_words(found.stage), at=clock.now())
    return workbook_response(content, f"doi-chieu-diem-{pk}.xlsx")


def _printed(request: WorkRequest, pk: int) -> OfficialPaper:
    """Of the half-year or year of the opening; `?ky=nam` of both halves together."""
    now = clock.now()
    if request.GET.get("ky") != YEAR:
        return summing.paper(_shown(request, pk), at=now)
    arena = arena_of(request, pk)
    if not years.has_halves(arena.opening):
        raise NotFound(_("Đợt này chấm cả năm, không có hai nửa năm."))
    found = _read(request, arena, at=now)
    year = years.year_of(arena, found, actor=request.actor, at=now)
    other = years.other_half(arena.opening)
    is_final = (
        found.is_final
        and other is not None
        and (_read(request, replace(arena, opening=other), at=now).is_final)
    )
    return summing.year_paper(year, found, is_final=is_final, at=now)


def _read(request: WorkRequest, arena: Arena, *, at: dt.datetime) -> Grid:
    """All columns for those who manage scoring, for the units what is published."""
    read = grids.grid if arena.is_managed else grids.results
    return read(arena, actor=request.actor, at=at)


@require_safe
def summary_pdf(request: WorkRequest, pk: int) -> HttpResponseBase:
    """ "Bảng tổng hợp điểm" in the official layout."""
    paper = _printed(request, pk)
    return pdf_response(printing.as_pdf(paper), f"tong-hop-diem-{pk}.pdf")


@require_safe
def summary_word(request: WorkRequest, pk: int) -> HttpResponseBase:
    paper = _printed(request, pk)
    return docx_response(printing.as_docx(paper), f"tong-hop-diem-{pk}.docx")


@require_safe
def ranking(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Xếp hạng": before publication for those who manage scoring, afterwards for the units."""
    arena, now = arena_of(request, pk), clock.now()
    found = _read(request, arena, at=now)
    cluster_id = arena.cluster.pk if arena.cluster else None
    is_year = request.GET.get("ky") == YEAR and years.has_halves(arena.opening)
    context = {
        "arena": arena,
        "opening": arena.opening,
        "grid": found,
        "most_drawn": gridding.MOST_DRAWN,
        "is_published": found.is_final,
        "clusters": cluster_links(arena, "ranking"),
        "spans": _spans(arena, is_year=is_year),
        "is_year": is_year,
        "ties": summing.tie_words(arena.table),
        "grid_url": address(arena, "grid"),
        "pdf_url": address(arena, "summary_pdf", ky=YEAR if is_year else ""),
        "word_url": address(arena, "summary_word", ky=YEAR if is_year else ""),
        "review_url": address(arena, "review_new", ky=YEAR if is_year else ""),
        "meetings": reviews.meetings_of(
            years.halves_of(arena.opening) if is_year else [arena.opening],
            cluster_id,
            actor=request.actor,
            is_year=is_year,
        ),
        "now": now,
    }
    if arena.is_managed:
        readiness = reviews.readiness(arena.opening, cluster_id)
        context |= {"readiness": readiness, "standing": _standing_words(readiness)}
    if is_year:
        year = years.year_of(arena, found, actor=request.actor, at=now)
        context |= {"year": year, "rows": ranks.of_year(year)}
    else:
        context |= {"rows": ranks.of_grid(found)}
    return render(request, "scoring/ranking.html", context)


def _standing_words(readiness: Readiness) -> str:
    """ "2 phiếu đã công bố, 1 còn đang chấm.": only what there is."""
    parts = (
        (readiness.published, _("%(n)d phiếu đã công bố")),
        (readiness.decided, _("%(n)d phiếu đã chốt điểm chờ công bố")),
        (readiness.waiting, _("%(n)d phiếu còn đang chấm")),
    )
    return ", ".join(words % {"n": count} for count, words in parts if count) + "."


def _spans(arena: Arena, *, is_year: bool) -> list[Link]:
    """Both halves, as far as they were opened, and the year."""
    if not years.has_halves(arena.opening):
        return []
    links = [
        Link(
            label=one.when,
            url=address(replace(arena, opening=one), "ranking"),
            current=not is_year and one.pk == arena.opening.pk,
        )
        for one in years.halves_of(arena.opening)
    ]
    year = _("Cả năm %(year)d") % {"year": arena.opening.year}
    return [*links, Link(label=year, url=address(arena, "ranking", ky=YEAR), current=is_year)]
