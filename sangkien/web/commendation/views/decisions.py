"""Decisions of a unit: what waits for one, drafts, and what was signed."""

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sangkien.commendation import permissions
from sangkien.commendation.actions import deciding
from sangkien.commendation.queries import decisions as queries
from sangkien.commendation.queries import rewarded, salaries
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.web.commendation.around import around, unit_for
from sangkien.web.commendation.deciding_forms import DecisionForm, KeyForm
from sangkien.web.shared.paging import number
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.commendation.models import AwardDecision, Round

ROWS = 50  # of a long list on one page
REFRESH_SECONDS = 3


@require_safe
def start(request: WorkRequest) -> HttpResponse:
    """The units whose decisions and register the reader looks after."""
    units = queries.offices(request.actor)
    if not units:
        raise NotFound(_("Không tìm thấy trang này."))
    if len(units) == 1:
        return redirect("commendation:decisions", units[0].code)
    return render(request, "commendation/offices.html", {"units": units})


@require_safe
def of_unit(request: WorkRequest, unit_code: str) -> HttpResponse:
    unit = unit_for(request, unit_code)
    before = number(request.GET.get("truoc", ""))
    page = queries.decisions_of(unit, actor=request.actor, before=before)
    here = reverse("commendation:decisions", args=[unit.code])
    deciding_here = permissions.can_decide(request.actor, unit)
    context = {
        **around(request, unit, here="decisions"),
        "rows": page.rows,
        "exported": {"unit": unit.code},
        "rounds": queries.rounds_waiting(unit) if deciding_here and before is None else [],
        "form": KeyForm(initial={"request_key": uuid.uuid4()}),
        "first_url": here if before is not None else "",
        "following_url": f"{here}?truoc={page.following}" if page.following else "",
    }
    return render(request, "commendation/decisions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: WorkRequest, pk: int) -> HttpResponse:
    """Dossiers of a round that passed, to be ticked for one decision."""
    found = _own_round(request, pk)
    if request.method == "POST":
        return _draft(request, found)
    after = number(request.GET.get("sau", "")) or 0
    rows = queries.waiting_page(found, after=after, limit=ROWS + 1)
    here = reverse("commendation:choose", args=[found.pk])
    following = rows[ROWS - 1].pk if len(rows) > ROWS else None
    context = {
        **around(request, found.unit, step=_("Chọn hồ sơ")),
        "round": found,
        "rows": rows[:ROWS],
        "form": KeyForm(initial={"request_key": uuid.uuid4()}),
        "first_url": here if after else "",
        "following_url": f"{here}?sau={following}" if following else "",
    }
    return render(request, "commendation/choose.html", context)


def _own_round(request: WorkRequest, pk: int) -> "Round":
    found = queries.get_round(pk, actor=request.actor)
    if not permissions.can_decide(request.actor, found.unit):
        raise NotFound(_("Không tìm thấy đợt xét này."))
    return found


def _draft(request: WorkRequest, found: "Round") -> HttpResponse:
    form = KeyForm(request.POST)
    keys = request.POST.getlist("selected")
    if request.POST.get("intent") == "all":
        chosen = list(queries.waiting(found).order_by("award__name", "holder_kind", "pk"))
    else:
        chosen = queries.chosen(found, keys, most=deciding.MOST)
    tried = attempt(
        form,
        lambda: deciding.draft(
            found,
            chosen,
            request_key=form.cleaned_data["request_key"],
            by=request.actor,
            at=clock.now(),
        ),
    )
    if tried.done is None:
        messages.error(request, " ".join(str(one) for one in form.non_field_errors()))
        return redirect("commendation:choose", found.pk)
    messages.success(request, _("Đã lập dự thảo. Kiểm tra danh sách rồi chuyển người khác ký."))
    return redirect("commendation:decision", tried.done.pk)


@require_POST
def spot(request: WorkRequest, unit_code: str) -> HttpResponse:
    """ "Khen thưởng đột xuất": begins a draft without a round."""
    unit = unit_for(request, unit_code, deciding=True)
    form = KeyForm(request.POST)
    tried = attempt(
        form,
        lambda: deciding.draft_spot(
            unit, request_key=form.cleaned_data["request_key"], by=request.actor, at=clock.now()
        ),
    )
    if tried.done is None:
        messages.error(request, _("Biểu mẫu đã cũ. Mời bấm lại."))
        return redirect("commendation:decisions", unit.code)
    return redirect("commendation:decision", tried.done.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: WorkRequest, pk: int) -> HttpResponse:
    """A draft to be filled in, or what was signed."""
    found = queries.get_decision(pk, actor=request.actor)
    if not found.is_draft:
        return _signed(request, found)
    if not permissions.can_decide(request.actor, found.unit):
        raise NotFound(_("Không tìm thấy quyết định này."))
    if request.method != "POST":
        return _page(request, found, DecisionForm(initial=_initial(found)))
    form = DecisionForm(request.POST)
    tried = attempt(
        form,
        lambda: deciding.revise(
            found,
            deciding.Words(**{k: v for k, v in form.cleaned_data.items() if k != "seen"}),
            seen=form.cleaned_data["seen"],
            by=request.actor,
            at=clock.now(),
        ),
    )
    if tried.done is None:
        return _page(request, found, form, status=tried.status)
    messages.success(request, _("Đã lưu dự thảo."))
    return redirect("commendation:decision", found.pk)


def _initial(drafted: "AwardDecision") -> dict[str, object]:
    names = ("title", "decided_on", "own_number", "signer_name", "signer_post", "bases")
    return {**{name: getattr(drafted, name) for name in names}, "seen": drafted.version}


def _page(
    request: WorkRequest, drafted: "AwardDecision", form: DecisionForm, *, status: int = 200
) -> HttpResponse:
    context = {
        **around(request, drafted.unit, step=_("Dự thảo quyết định")),
        **_rows(request, drafted),
        "decision": drafted,
        "form": form,
        "quotas": queries.quotas(drafted),
        "twice": rewarded.refusal_of(drafted, queries.to_sign(drafted)),
        "base": salaries.salary_on(drafted.decided_on),
        "may_sign": permissions.can_sign(request.actor, drafted),
    }
    return render(request, "commendation/draft.html", context, status=status)


def _rows(request: WorkRequest, found: "AwardDecision") -> dict[str, object]:
    after = number(request.GET.get("sau", "")) or 0
    rows = queries.listed(found, after=after, limit=ROWS + 1)
    here = reverse("commendation:decision", args=[found.pk])
    following = rows[ROWS - 1].position if len(rows) > ROWS else None
    return {
        "rows": rows[:ROWS],
        "standing": queries.standing(found),
        "first_url": here if after else "",
        "following_url": f"{here}?sau={following}" if following else "",
    }


def _signed(request: WorkRequest, found: "AwardDecision") -> HttpResponse:
    """Comes back by itself until everything is released."""
    rows = _rows(request, found)
    context = {
        **around(request, found.unit, step=_("Quyết định")),
        **rows,
        "decision": found,
        "is_released": found.released_at is not None,
        "parts": _parts(found.pk, papers=rows["standing"].papers),  # type: ignore[attr-defined]
        "seconds": REFRESH_SECONDS,
    }
    response = render(request, "commendation/decision.html", context)
    if found.released_at is None:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


def _part_words(first: int, last: int) -> str:
    if first == last:
        return _("Giấy %(n)d") % {"n": first}
    return _("Giấy %(first)d đến %(last)d") % {"first": first, "last": last}


def _parts(pk: int, *, papers: int) -> list[Link]:
    """The files with certificates for printing."""
    here = reverse("commendation:certificates", args=[pk])
    size = queries.PER_FILE
    return [
        Link(
            label=_part_words(start + 1, min(start + size, papers)),
            url=f"{here}?phan={start // size + 1}",
        )
        for start in range(0, papers, size)
    ]


@require_POST
def discard(request: WorkRequest, pk: int) -> HttpResponse:
    drafted = queries.get_decision(pk, actor=request.actor)
    deciding.discard(drafted, by=request.actor, at=clock.now())
    messages.success(request, _("Đã hủy dự thảo; các hồ sơ lại chờ quyết định."))
    return redirect("commendation:decisions", drafted.unit.code)
