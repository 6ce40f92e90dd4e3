"""Open the cards of a year or half-year, watch them, put off, close, publish."""

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.scoring import permissions
from sangkien.scoring import queries as tables
from sangkien.scoring.actions import cancelling, steering
from sangkien.scoring.actions import opening as acts
from sangkien.scoring.enums import CardState, Part
from sangkien.scoring.queries import cancelling as standing
from sangkien.scoring.queries import card_lists
from sangkien.scoring.queries import cards as queries
from sangkien.web.scoring.opening_forms import CancelForm, OpenForm, PutOffForm
from sangkien.web.shared.paging import number
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.scoring.models import Opening

FORM = ["GET", "HEAD", "POST"]


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    """ "Đợt chấm điểm" of the reader's offices."""
    if not request.actor.can_somewhere(Permission.SCORING_MANAGE):
        raise NotFound(_("Không tìm thấy trang này."))
    before = number(request.GET.get("sau"))
    page = card_lists.openings_page(request.actor, before=before)
    here = reverse("scoring:openings")
    context = {
        "rows": page.rows,
        "first_url": here if before is not None else "",
        "following_url": f"{here}?sau={page.following}" if page.following else "",
    }
    return render(request, "scoring/cards/openings.html", context)


@require_http_methods(FORM)
def begin(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Mở đợt chấm điểm" by a table in force."""
    row = tables.get_table(pk, actor=request.actor)
    if not permissions.can_open(request.actor, row):
        raise NotFound(_("Bảng điểm này không mở đợt chấm điểm được."))
    form = OpenForm(
        request.POST or None, initial={"request_key": uuid.uuid4(), "part": Part.YEAR.value}
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: acts.open_cards(
                row,
                Part(form.cleaned_data["part"]),
                due_at=form.due_at,
                request_key=form.cleaned_data["request_key"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã mở đợt chấm điểm; các đơn vị nhận được thông báo."))
            return redirect("scoring:opening", tried.done.pk)
        status = tried.status
    return render(request, "scoring/cards/open.html", {"row": row, "form": form}, status=status)


@require_safe
def detail(request: WorkRequest, pk: int) -> HttpResponse:
    """How far an opening is, and its cards."""
    found = queries.get_opening(pk, actor=request.actor)
    after = number(request.GET.get("sau"))
    page = card_lists.cards_of(found, after=after)
    counts = card_lists.states_of(found)
    here = reverse("scoring:opening", args=[pk])
    context = {
        "opening": found,
        "counts": [(CardState(state).label, count) for state, count in counts.items()],
        "all": sum(counts.values()),
        "is_over": bool(page.rows) and counts[CardState.FINAL] == sum(counts.values()),
        "has_clusters": any(one.cluster_id for one in page.rows),
        "decided": counts[CardState.DECIDED],
        "seen": card_lists.stamp(card_lists.decided(found)),
        "rows": page.rows,
        "first_url": here if after is not None else "",
        "following_url": f"{here}?sau={page.following}" if page.following else "",
        "may_cancel": permissions.can_cancel(request.actor, found)
        and not standing.is_judged(found),
        "now": request.received_at,
    }
    return render(request, "scoring/cards/opening.html", context)


@require_http_methods(FORM)
def put_off(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Gia hạn"."""
    found = _standing(request, pk)
    form = PutOffForm(request.POST or None, initial={"was": _stamp(found)})
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _put_off(request, found, form))
        if tried.done is not None:
            messages.success(request, _("Đã gia hạn; đơn vị chưa gửi nhận được thông báo."))
            return redirect("scoring:opening", pk)
        status = tried.status
    context = {"opening": found, "form": form}
    return render(request, "scoring/cards/put_off.html", context, status=status)


def _standing(request: WorkRequest, pk: int) -> "Opening":
    found = queries.get_opening(pk, actor=request.actor)
    if found.is_cancelled:
        raise NotFound(_("Đợt chấm điểm này đã hủy."))
    return found


def _stamp(opening: "Opening") -> str:
    return opening.due_at.astimezone(dt.UTC).isoformat() if opening.due_at else ""


def _put_off(request: WorkRequest, opening: "Opening", form: PutOffForm) -> "Opening":
    due_at = form.due_at
    was = opening.due_at if form.cleaned_data["was"] == _stamp(opening) else due_at
    return acts.put_off(opening, due_at, was=was, by=request.actor, at=clock.now())


@require_POST
def close(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Khóa nhận phiếu"."""
    found = queries.get_opening(pk, actor=request.actor)
    acts.close(found, by=request.actor, at=clock.now())
    messages.success(request, _("Đã khóa: đơn vị chưa gửi không gửi được nữa, trừ khi gia hạn."))
    return redirect("scoring:opening", pk)


@require_http_methods(FORM)
def cancel(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Hủy đợt chấm điểm" that was opened by mistake."""
    found = queries.get_opening(pk, actor=request.actor)
    form = CancelForm(request.POST or None)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: cancelling.cancel(
                found, form.cleaned_data["reason"], by=request.actor, at=clock.now()
            ),
        )
        if tried.done is not None:
            words = _("Đã hủy đợt chấm điểm; các đơn vị nhận được thông báo kèm lý do.")
            messages.success(request, words)
            return redirect("scoring:opening", pk)
        status = tried.status
    elif found.is_cancelled:
        return redirect("scoring:opening", pk)
    counts = card_lists.states_of(found)
    context = {
        "opening": found,
        "form": form,
        "all": sum(counts.values()),
        "sent": sum(counts.values()) - counts[CardState.SELF],
        "is_judged": standing.is_judged(found),
    }
    return render(request, "scoring/cards/cancel.html", context, status=status)


@require_POST
def publish(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Công bố các phiếu đã chốt"."""
    found = queries.get_opening(pk, actor=request.actor)
    seen = request.POST.get("seen", "")
    done = steering.publish_decided(found, seen=seen, by=request.actor, at=clock.now())
    words = ngettext("Đã công bố %(n)d phiếu.", "Đã công bố %(n)d phiếu.", done) % {"n": done}
    messages.success(request, words)
    return redirect("scoring:opening", pk)
