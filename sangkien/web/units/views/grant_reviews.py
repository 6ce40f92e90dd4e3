"""Who may do what at a unit, and the yearly review of roles at `/ra-soat-phan-quyen/`."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.units import permissions, queries, rules
from sangkien.units.actions import granting
from sangkien.web.shared.paging import dated
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest
from sangkien.web.units import powers
from sangkien.web.units.frame import around


@require_safe
def who(request: WorkRequest, code: str) -> HttpResponse:
    """ "Ai được làm gì ở đây"."""
    unit = queries.get_unit(code, actor=request.actor)
    holders = queries.holders_at(unit, actor=request.actor, on=clock.today())
    context = {
        **around(request, unit, here="who"),
        "powers": powers.told(holders, here=unit),
        "today": clock.today(),
    }
    return render(request, "units/who.html", context)


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    """ "Rà soát phân quyền": the role that nobody looked at for the longest time first."""
    if not request.actor.can_somewhere(Permission.GRANT_MANAGE):
        raise NotFound(_("Không tìm thấy trang này."))
    today = clock.today()
    after = dated(request.GET.get("sau"))
    grants, following = queries.grants_to_review(request.actor, on=today, after=after)
    alone = queries.without_their_giver(grants, on=today)
    due = rules.review_due_before(today)
    here = reverse("units:review")
    context = {
        "rows": [
            (grant, powers.seen_words(grant.user, today=today), grant.pk in alone)
            for grant in grants
        ],
        "endable": {one.pk for one in grants if permissions.may_end(request.actor, one)},
        "breadcrumb": [
            Link(label=_("Đơn vị"), url=reverse("units:index")),
            Link(label=_("Rà soát phân quyền")),
        ],
        "due": due,
        "today": today,
        "first_url": here if after else "",
        "following_url": f"{here}?sau={following[0]}.{following[1]}" if following else "",
    }
    return render(request, "units/review.html", context)


@require_POST
def keep(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Giữ"."""
    grant = queries.get_reviewable(pk, actor=request.actor, on=clock.today())
    granting.keep_role(grant, by=request.actor, at=clock.now())
    messages.success(
        request,
        _("Đã ghi: giữ vai trò %(role)s của %(name)s.")
        % {"role": grant.get_role_display(), "name": grant.user.full_name},
    )
    return redirect("units:review")
