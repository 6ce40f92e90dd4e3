"""`/tien-do/`: figures against targets, from the national level down to one CĐCS."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.programmes.plans import plan_shown
from sangkien.progress import queries
from sangkien.reports.queries import newest_published
from sangkien.support.queries import caretakers_of
from sangkien.web.progress import asking, curves, links, recalling
from sangkien.web.progress.structure import outcome_of
from sangkien.web.progress.wording import cluster_label, days_of, target_rows
from sangkien.web.shared import boards, kept
from sangkien.web.shared.http import Request, public_page
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest


@public_page(max_age=kept.MAX_AGE)
def programme(request: Request, slug: str) -> HttpResponse:
    """The owner's page: where everybody starts."""
    return kept.kept_or_drawn(request, board_key(slug), lambda: _unit_page(request, slug, None))


def board_key(slug: str) -> str:
    return f"tien-do/{slug}"


def draw_board(slug: str) -> str:
    """The owner's page, to be kept."""
    path = reverse("progress:programme", args=[slug])
    return kept.drawn(path, lambda request: _unit_page(request, slug, None))


@public_page()
def unit(request: Request, slug: str, unit_code: str) -> HttpResponse:
    """The same screen for every unit of the branch."""
    return _unit_page(request, slug, unit_code)


def _unit_page(request: Request, slug: str, unit_code: str | None) -> HttpResponse:
    choice = asking.choice_from(request.GET)
    now = clock.now()
    screen = queries.unit_screen(slug, unit_code, choice=choice, at=now)
    recall = recalling.recall(request.GET, screen, at=now)
    context = {
        "screen": screen,
        "plan": plan_shown(screen.programme, screen.unit.path, screen.period, at=now),
        "progress": screen.progress,
        "outcome": outcome_of(screen),
        "targets": target_rows(screen.progress.targets),
        "days": days_of(screen),
        "league": boards.league(
            screen.league, screen.programme, screen.period, tree=screen.tree.asked
        ),
        "clusters": boards.clusters(
            screen.clusters, screen.programme, screen.period, tree=screen.tree.asked
        ),
        "breadcrumb": links.way_up(screen.programme, [*screen.above, screen.unit], choice),
        "period_tabs": links.period_tabs(screen, links.unit_url(screen.programme, screen.unit)),
        "tree_tabs": links.tree_tabs(screen),
        "order_tabs": links.order_tabs(screen),
        "page_tabs": links.page_tabs(screen),
        "report": newest_published(screen.programme, screen.unit),
        "curve": curves.shown(screen.trend),
        "curve_url": links.curve_url(screen.programme, screen.unit, screen.period),
        "as_placed": links.as_placed(screen),
        "as_seen": links.as_seen(screen, choice),
        "recall": recall,
    }
    return render(request, "progress/unit.html", context, status=422 if recall.error else 200)


@public_page()
def curve(request: Request, slug: str, unit_code: str) -> HttpResponse:
    """How the figures of a unit came about: by day, by hour."""
    choice, wish = asking.choice_from(request.GET), asking.curve_from(request.GET)
    screen = queries.curve_screen(slug, unit_code, choice=choice, curve=wish, at=clock.now())
    up = links.way_up(screen.programme, [*screen.above, screen.unit], choice)
    return _curve_page(request, screen, up)


@public_page()
def cluster_curve(request: Request, slug: str, pk: int) -> HttpResponse:
    """The same of a cluster or block: the sum of its units."""
    choice, wish = asking.choice_from(request.GET), asking.curve_from(request.GET)
    screen = queries.cluster_curve_screen(slug, pk, choice=choice, curve=wish, at=clock.now())
    up = links.way_up(screen.programme, [screen.unit], choice)
    return _curve_page(request, screen, [*up, Link(label=screen.name, url=links.board_url(screen))])


def _curve_page(request: Request, screen: queries.CurveScreen, up: list[Link]) -> HttpResponse:
    context = {
        "screen": screen,
        "curve": curves.shown(screen.trend),
        "breadcrumb": [*up, Link(label=_("Theo ngày, theo giờ"))],
        "period_tabs": links.period_tabs(screen, links.curve_page(screen)),
        "span_tabs": links.span_tabs(screen),
        "base_tabs": links.base_tabs(screen),
        "unit_url": links.board_url(screen),
    }
    return render(request, "progress/curve.html", context)


@public_page()
def cluster(request: Request, slug: str, pk: int) -> HttpResponse:
    choice = asking.choice_from(request.GET)
    screen = queries.cluster_screen(slug, pk, choice=choice, at=clock.now())
    up = links.way_up(screen.programme, [screen.cluster.organiser], choice)
    context = {
        "screen": screen,
        "progress": screen.progress,
        "row": screen.progress.row,
        "label": cluster_label(screen.progress.row),
        "days": days_of(screen),
        "curve": curves.shown(screen.trend),
        "curve_url": links.cluster_curve_url(screen),
        "members": boards.league(
            screen.progress.members, screen.programme, screen.period, tree=screen.tree.asked
        ),
        "blocks": boards.clusters(
            screen.progress.blocks, screen.programme, screen.period, tree=screen.tree.asked
        ),
        "breadcrumb": [*up, Link(label=screen.cluster.name)],
        "period_tabs": links.period_tabs(screen, links.cluster_url(screen)),
    }
    return render(request, "progress/cluster.html", context)


@require_safe
def zero(request: WorkRequest, slug: str, unit_code: str) -> HttpResponse:
    """CĐCS without any entry, for those who oversee them."""
    choice = asking.choice_from(request.GET)
    screen = queries.zero_screen(
        slug,
        unit_code,
        choice=choice,
        cursor=request.GET.get("sau", ""),
        actor=request.actor,
        at=clock.now(),
    )
    care = caretakers_of([row.pk for row in screen.page.units], period_id=screen.period.pk)
    may_assign = request.actor.can(Permission.SUPPORT_MANAGE, at=screen.unit.path)
    columns = _("Công đoàn cơ sở|Cấp trên trực tiếp|Mã đơn vị|Người phụ trách")
    context = {
        "screen": screen,
        "page": screen.page,
        "rows": [(row, care.get(row.pk)) for row in screen.page.units],
        "may_assign": may_assign,
        "zero_columns": _("Chọn|%(columns)s") % {"columns": columns} if may_assign else columns,
        "breadcrumb": links.way_up(screen.programme, [screen.unit], choice),
        "period_tabs": links.period_tabs(
            screen, reverse("progress:zero", args=[slug, screen.unit.code])
        ),
        "following_url": links.following_zero_url(screen),
        "exported": {
            "chuong-trinh": slug,
            "unit": screen.unit.code,
            "dot": screen.period.pk,
        },
        "urge_url": links.urge_url(screen)
        if request.actor.can(Permission.FOLLOWUP_MANAGE, at=screen.unit.path)
        else "",
    }
    return render(request, "progress/zero.html", context)
