"""The register of a unit, of oneself, and one line of it."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sangkien.access.permissions import Permission
from sangkien.commendation import permissions
from sangkien.commendation.actions import honouring
from sangkien.commendation.queries import money
from sangkien.commendation.queries import register as queries
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.papers import qr
from sangkien.papers.queries import docx_of, pdf_of
from sangkien.privacy.enums import Purpose
from sangkien.privacy.queries import text_for
from sangkien.web.commendation.around import around, file_name, unit_for
from sangkien.web.commendation.register_forms import FilterForm
from sangkien.web.shared.downloads import docx_response, pdf_response
from sangkien.web.shared.paging import number
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.access.actor import Actor
    from sangkien.commendation.models import Conferral, Revocation
    from sangkien.papers.models import IssuedPaper


@require_safe
def of_unit(request: WorkRequest, unit_code: str) -> HttpResponse:
    """ "Sổ khen thưởng" of a unit with everything below it."""
    unit = unit_for(request, unit_code)
    form, wanted = _wanted(request, queries.years_of(unit, actor=request.actor))
    rows = queries.of_unit(unit, wanted, actor=request.actor)
    page = queries.page(rows, after=_after(request.GET.get("sau", "")))
    here = reverse("commendation:register", args=[unit.code])
    said = {name: one for name, one in request.GET.items() if name in form.fields and one}
    context = {
        **around(request, unit, here="register"),
        "rows": page.rows,
        "form": form,
        "is_filtered": bool(said),
        "exported": {"unit": unit.code, **_said(wanted)},
        "is_unfolded": bool(wanted.typed) and queries.is_unfolded(),
        "first_url": f"{here}?{urlencode(said)}" if request.GET.get("sau") else "",
        "following_url": f"{here}?{urlencode({**said, 'sau': page.following})}"
        if page.following
        else "",
        "may_import": permissions.can_decide(request.actor, unit),
    }
    return render(request, "commendation/register.html", context)


def _wanted(request: WorkRequest, years: list[int]) -> tuple[FilterForm, queries.Filter]:
    form = FilterForm(request.GET, years=years)
    form.is_valid()
    said = form.cleaned_data
    wanted = queries.Filter(
        year=said.get("nam"),
        form=said.get("loai", ""),
        holder_kind=said.get("ai", ""),
        typed=said.get("q", ""),
    )
    return form, wanted


def _said(wanted: queries.Filter) -> dict[str, object]:
    """The filters that hold, as the address bar names them."""
    return {
        "nam": wanted.year,
        "loai": wanted.form,
        "ai": wanted.holder_kind,
        "q": wanted.typed,
    }


def _after(typed: str) -> tuple[int, int] | None:
    year, _dot, pk = typed.partition(".")
    last = number(year), number(pk)
    return (last[0], last[1]) if last[0] is not None and last[1] is not None else None


@require_safe
def mine(request: WorkRequest) -> HttpResponse:
    """ "Khen thưởng của tôi", with what waits for an answer first."""
    page = queries.page(
        queries.of_person(request.user.pk), after=_after(request.GET.get("sau", ""))
    )
    here = reverse("commendation:mine")
    context = {
        "rows": page.rows,
        "first_url": here if request.GET.get("sau") else "",
        "following_url": f"{here}?sau={page.following}" if page.following else "",
    }
    return render(request, "commendation/mine.html", context)


@require_safe
def conferral(request: WorkRequest, pk: int) -> HttpResponse:
    """One award: its papers, whether it still stands, what may be done."""
    found = queries.get_conferral(pk, actor=request.actor)
    revocation = queries.revocation_of(found)
    actor = request.actor
    is_own = permissions.can_answer_honour(actor, found)
    looks = permissions.can_look(actor, found.unit)
    paper = found.paper
    context = {
        "breadcrumb": _trail(found, is_own=is_own, looks=looks),
        "row": found,
        "is_own": is_own,
        "consent_text": text_for(Purpose.HONOUR, on=clock.today()) if is_own else None,
        "qr": qr.data_uri(paper.address) if paper and paper.is_in_force else "",
        "revocation": revocation,
        "past": queries.past_of(found),
        "turns": money.turns(found) if is_own or _pays(actor, found) else [],
        "owes": found.revoked_at is not None and money.is_owed(found),
        **_restoring(actor, revocation),
        "may_read_revocation": revocation is not None
        and (revocation.signed_at is not None or permissions.can_revoke(actor, found)),
        "may_drop": revocation is not None and permissions.can_drop_revocation(actor, revocation),
        "may_revoke": revocation is None and permissions.can_revoke(actor, found),
        "may_sign": revocation is not None
        and revocation.signed_at is None
        and permissions.can_sign_act(actor, revocation, found),
        "may_read_decision": found.decision is not None
        and permissions.can_look(actor, found.decision.unit),
    }
    return render(request, "commendation/conferral.html", context)


def _pays(actor: "Actor", row: "Conferral") -> bool:
    """The money of a decision is the business of its own office."""
    decision = row.decision
    return decision is not None and actor.holds(Permission.AWARD_PAY, at=decision.unit.path)


def _restoring(actor: "Actor", revocation: "Revocation | None") -> dict[str, object]:
    """What the officers of the deciding unit may do about a revocation that stands."""
    if revocation is None or not permissions.can_restore(actor, revocation):
        return {}
    restoration = queries.restoration_of(revocation)
    if restoration is None:
        return {"may_restore": True}
    return {
        "restoration": restoration,
        "may_sign_restoration": permissions.can_sign_act(actor, restoration, revocation.conferral),
        "may_drop_restoration": permissions.can_drop_restoration(actor, restoration),
    }


def _trail(row: "Conferral", *, is_own: bool, looks: bool) -> list[Link]:
    """From the register of the unit; who may not read that comes from their own awards or the decision."""
    if not looks and is_own:
        up = Link(label=_("Khen thưởng của tôi"), url=reverse("commendation:mine"))
        return [up, Link(label=row.title)]
    if not looks and row.decision is not None:
        url = reverse("commendation:decision", args=[row.decision.pk])
        return [Link(label=row.label, url=url), Link(label=row.holder_name)]
    register = Link(
        label=_("Sổ khen thưởng"), url=reverse("commendation:register", args=[row.unit.code])
    )
    unit = Link(label=row.unit.label, url=reverse("units:detail", args=[row.unit.code]))
    return [unit, register, Link(label=row.holder_name)]


@require_safe
def certificate(request: WorkRequest, pk: int) -> HttpResponseBase:
    """For whoever received it and the officers."""
    paper = _paper(request, pk)
    return pdf_response(pdf_of(paper), file_name(f"giay-khen-{paper.label}"))


@require_safe
def certificate_docx(request: WorkRequest, pk: int) -> HttpResponseBase:
    """The same for Word, plainer; of a revoked one nothing that could be written in."""
    paper = _paper(request, pk)
    if paper.revoked_at is not None:
        raise NotFound(_("Giấy đã thu hồi chỉ còn tải được bản PDF."))
    return docx_response(docx_of(paper), file_name(f"giay-khen-{paper.label}", "docx"))


def _paper(request: WorkRequest, pk: int) -> "IssuedPaper":
    found = queries.get_conferral(pk, actor=request.actor)
    if found.paper is None:
        raise NotFound(_("Khen thưởng này không có giấy để tải."))
    return found.paper


@require_POST
def honour(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Đồng ý nêu tên trên trang vinh danh?": yes or no, as often as one likes."""
    found = queries.get_conferral(pk, actor=request.actor)
    agrees = request.POST.get("answer") == "yes"
    act = honouring.agree if agrees else honouring.withdraw
    act(found, by=request.actor, at=clock.now())
    if agrees:
        messages.success(request, _("Đã ghi: tên bạn có trên trang vinh danh."))
    else:
        messages.success(request, _("Đã ghi: tên bạn không có trên trang vinh danh."))
    back = request.POST.get("back") == "data"
    return redirect("privacy:mine") if back else redirect("commendation:conferral", found.pk)
