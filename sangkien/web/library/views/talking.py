"""Comments and questions under a confirmed initiative."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.access.permissions import Permission
from sangkien.adoption.queries import get_public_initiative
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.discussions import permissions, queries
from sangkien.discussions.actions import talking
from sangkien.initiatives.permissions import has_interest
from sangkien.programmes.queries import get_programme
from sangkien.web.library.forms import ReasonForm, WordsForm
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from django.forms import Form

    from sangkien.discussions.models import Comment

FORM = ["GET", "HEAD", "POST"]
AFTER = "sau"


@require_http_methods(FORM)
def talk(request: WorkRequest, code: str) -> HttpResponse:
    """Everything that was said, the oldest first, and the box to write."""
    initiative = get_public_initiative(code)
    form = WordsForm(request.POST or None)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: talking.write(
                initiative, **form.cleaned_data, by=request.actor, at=clock.now()
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã đăng. Bạn sửa được trong 15 phút."))
            return redirect("library:talk", initiative.code)
        status = tried.status
    after = request.GET.get("sau", "")
    page = queries.comments_of(initiative, after=after)
    here = reverse("library:talk", args=[initiative.code])
    context = {
        "initiative": initiative,
        "comments": page.rows,
        "form": form,
        "is_open": queries.is_open(initiative),
        "is_author": has_interest(request.actor, initiative),
        "actor_id": request.actor.user_id,
        "may_moderate": request.actor.can(Permission.INITIATIVE_REVIEW, at=initiative.unit_path),
        "first_url": here if after else "",
        "following_url": f"{here}?{AFTER}={page.following}" if page.following else "",
    }
    return render(request, "library/talk.html", context, status=status)


@require_http_methods(FORM)
def comment(request: WorkRequest, pk: int) -> HttpResponse:
    """One comment, with what the reader may do about it; the button says what."""
    found = queries.get_comment(pk)
    intent = request.POST.get("intent", "")
    forms = _forms(request, found, intent)
    if request.method != "POST":
        return _page(request, found, forms)
    acts = _acts(request, found, forms)
    if intent not in acts:
        raise NotFound(_("Không có việc này."))
    if intent in forms:
        tried = attempt(forms[intent], acts[intent])
        if tried.done is None:
            return _page(request, found, forms, failed=intent, status=tried.status)
    else:
        acts[intent]()
    messages.success(request, _SAID[intent]())
    return redirect("library:talk", found.initiative.code)


_SAID: dict[str, Callable[[], str]] = {
    "edit": lambda: _("Đã sửa."),
    "remove": lambda: _("Đã gỡ ý kiến của bạn."),
    "report": lambda: _("Đã báo; cán bộ của đơn vị sẽ xem."),
    "hide": lambda: _("Đã ẩn; mọi người đọc được lý do."),
    "show": lambda: _("Đã cho hiện lại; người viết được báo kèm lý do."),
    "keep": lambda: _("Đã giữ lại ý kiến này."),
}


def _forms(request: WorkRequest, found: "Comment", intent: str) -> "dict[str, Form]":
    def data(name: str) -> Mapping[str, Any] | None:
        return request.POST if intent == name else None

    return {
        "edit": WordsForm(data("edit"), initial={"text": found.text}),
        "report": ReasonForm(data("report"), auto_id="id_report_%s"),
        "hide": ReasonForm(data("hide"), auto_id="id_hide_%s"),
        "show": ReasonForm(data("show"), auto_id="id_show_%s"),
    }


def _acts(
    request: WorkRequest, found: "Comment", forms: "dict[str, Form]"
) -> dict[str, Callable[[], object]]:
    who: dict[str, Any] = {"by": request.actor, "at": clock.now()}

    def typed(name: str, field: str) -> str:
        return str(forms[name].cleaned_data[field])

    return {
        "edit": lambda: talking.edit(found, text=typed("edit", "text"), **who),
        "remove": lambda: talking.remove(found, **who),
        "report": lambda: talking.report(found, reason=typed("report", "reason"), **who),
        "hide": lambda: talking.hide(found, reason=typed("hide", "reason"), **who),
        "show": lambda: talking.show_again(found, reason=typed("show", "reason"), **who),
        "keep": lambda: talking.keep(found, **who),
    }


def _page(
    request: WorkRequest,
    found: "Comment",
    forms: "dict[str, Form]",
    *,
    failed: str = "",
    status: int = 200,
) -> HttpResponse:
    actor = request.actor
    may_hide = permissions.can_hide(actor, found)
    context = {
        "comment": found,
        "initiative": found.initiative,
        "forms": forms,
        "failed": failed,
        "failed_form": forms.get(failed),
        "may_edit": permissions.can_edit(actor, found, at=clock.now()),
        "may_remove": permissions.can_remove(actor, found),
        "may_report": permissions.can_report(actor, found) and not may_hide,
        "may_hide": may_hide,
        "may_show": permissions.can_show_again(actor, found),
        "reports": queries.reports_of(found) if may_hide else [],
        "is_own_reported": permissions.is_own(actor, found)
        and any(one.comment_id == found.pk for one in queries.reports_waiting(actor)),
    }
    return render(request, "library/comment.html", context, status=status)


@require_safe
def reported(request: WorkRequest) -> HttpResponse:
    """What was reported at the units of the reader."""
    if not request.actor.can_somewhere(Permission.INITIATIVE_REVIEW):
        raise NotFound(_("Không tìm thấy trang này."))
    context = {"reports": queries.reports_waiting(request.actor)}
    return render(request, "library/reported.html", context)


@require_http_methods(FORM)
def during_review(request: WorkRequest, slug: str) -> HttpResponse:
    """Whether people may talk about initiatives of a programme while a council judges them."""
    programme = get_programme(slug, actor=request.actor)
    if not request.actor.can(Permission.PROGRAMME_MANAGE, at=programme.owner.path):
        raise NotFound(_("Không tìm thấy trang này."))
    if request.method == "POST":
        allowed = request.POST.get("intent") == "yes"
        talking.allow_during_review(programme, allowed=allowed, by=request.actor, at=clock.now())
        messages.success(request, _("Đã lưu."))
        return redirect("library:during_review", slug)
    context = {
        "programme": programme,
        "is_allowed": queries.talks_during_review(programme.pk),
    }
    return render(request, "library/during_review.html", context)
