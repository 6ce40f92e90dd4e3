"""Praise and follow."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sangkien.adoption.queries import get_public_initiative
from sangkien.core import clock
from sangkien.discussions import feed, queries
from sangkien.discussions.actions import following
from sangkien.programmes.queries import published
from sangkien.units.queries import find_by_code
from sangkien.web.library import news as told
from sangkien.web.library.forms import FollowForm
from sangkien.web.shared.paging import number
from sangkien.web.shared.refusals import UNPROCESSABLE
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.initiatives.models import Initiative
    from sangkien.programmes.models import Programme
    from sangkien.units.models import Unit

AFTER = "sau"
MOST_PROGRAMMES = 200


@require_POST
def praise(request: WorkRequest, code: str) -> HttpResponse:
    """ "Khen", or take it back."""
    initiative = get_public_initiative(code)
    given = request.POST.get("intent") != "no"
    following.praise(initiative, given=given, by=request.actor, at=clock.now())
    return redirect("library:life", initiative.code)


@require_POST
def follow(request: WorkRequest, code: str) -> HttpResponse:
    """ "Theo dõi" an initiative, or not any more."""
    initiative = get_public_initiative(code)
    wanted = request.POST.get("intent") != "no"
    following.follow(initiative, following=wanted, by=request.actor, at=clock.now())
    return redirect("library:life", initiative.code)


@require_safe
def news(request: WorkRequest) -> HttpResponse:
    """ "Tin mới": what happened to what the reader follows."""
    cursor = request.GET.get(AFTER, "")
    page = feed.feed_of(request.actor, cursor=cursor)
    here = reverse("library:news")
    context = {
        "lines": [told.line(row) for row in page.rows],
        "page": page,
        "tabs": told.tabs(news=True),
        "first_url": here if cursor else "",
        "following_url": f"{here}?{AFTER}={page.following}" if page.following else "",
    }
    return render(request, "library/news.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: WorkRequest) -> HttpResponse:
    """ "Danh sách theo dõi": initiatives, units and programmes; the form adds and takes away."""
    if request.method == "POST" and "line" in request.POST:
        line = number(request.POST.get("line"))
        following.stop(line or 0, by=request.actor, at=clock.now())
        messages.success(request, _("Đã thôi theo dõi."))
        return redirect("library:followed")
    programmes = list(published()[:MOST_PROGRAMMES])
    form = FollowForm(None, programmes=programmes)
    status = 200
    if request.method == "POST":
        form = FollowForm(request.POST, programmes=programmes)
        if form.is_valid():
            wanted = _wanted(form, programmes)
            if wanted is not None:
                intent = request.POST.get("intent") != "no"
                following.follow(wanted, following=intent, by=request.actor, at=clock.now())
                messages.success(request, _("Đã lưu."))
                return redirect("library:followed")
            form.add_error("unit", _("Không có đơn vị nào mang mã này."))
        status = UNPROCESSABLE
    before = request.GET.get("sau", "")
    page = queries.followed_by(request.actor, before=before)
    here = reverse("library:followed")
    context = {
        "rows": page.rows,
        "form": form,
        "tabs": told.tabs(news=False),
        "first_url": here if before else "",
        "following_url": f"{here}?{AFTER}={page.following}" if page.following else "",
    }
    return render(request, "library/followed.html", context, status=status)


def _wanted(
    form: FollowForm, programmes: "list[Programme]"
) -> "Initiative | Unit | Programme | None":
    slug, code = form.cleaned_data["programme"], form.cleaned_data["unit"]
    if slug:
        return next((one for one in programmes if one.slug == slug), None)
    return find_by_code(code)
