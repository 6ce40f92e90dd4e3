"""Funds, their ledgers, and lists of what is paid."""

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sangkien.access.permissions import Permission
from sangkien.commendation.actions import funds, paying
from sangkien.commendation.actions.funds import Booking
from sangkien.commendation.enums import EntryKind, ListState
from sangkien.commendation.queries import approving, money
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.core.language import in_vietnamese
from sangkien.web.commendation.forms.money import (
    CancelForm,
    EntryForm,
    FundForm,
    PaidForm,
    PrepareForm,
    RecoverForm,
)
from sangkien.web.commendation.views.approving import pressed
from sangkien.web.shared.paging import number
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from django.forms import Form

    from sangkien.commendation.models import Fund, PaymentList

FORM = ["GET", "HEAD", "POST"]
Row = TypeVar("Row")
LEDGER, LISTS, DUE, OWED = "truoc", "danh-sach-truoc", "quyet-dinh-truoc", "khoan-sau"


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    """ "Quỹ khen thưởng" of the reader's offices."""
    if not request.actor.can_somewhere(Permission.AWARD_PAY):
        raise NotFound(_("Không tìm thấy trang này."))
    rows = money.funds(request.actor)
    owed = money.owed({row.unit_id for row in rows})
    newest = {row.unit_id: row for row in reversed(rows)}
    waiting = approving.waiting_in([row.pk for row in rows], actor=request.actor)
    context = {
        "rows": [(row, waiting.get(row.pk, 0)) for row in rows],
        "owing": [(newest[unit_id], one) for unit_id, one in owed.items()],
        "now": request.received_at,
    }
    return render(request, "commendation/funds.html", context)


@require_http_methods(FORM)
def open_fund(request: WorkRequest) -> HttpResponse:
    units = money.paying_units(request.actor)
    if not units:
        raise NotFound(_("Không tìm thấy trang này."))
    form = FundForm(
        request.POST or None,
        units=units,
        today=clock.today(),
        initial={"request_key": uuid.uuid4(), "year": clock.today().year},
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: funds.open_fund(
                form.chosen_unit,
                year=form.cleaned_data["year"],
                name=form.cleaned_data["name"],
                request_key=form.cleaned_data["request_key"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã lập quỹ. Hãy ghi khoản thu đầu tiên."))
            return redirect("commendation:fund", tried.done.pk)
        status = tried.status
    return render(request, "commendation/fund_open.html", {"form": form}, status=status)


@require_safe
def fund(request: WorkRequest, pk: int) -> HttpResponse:
    """The ledger, the newest first, and what waits to be paid; each list has pages of its own."""
    row = money.get_fund(pk, actor=request.actor)
    place = {name: number(request.GET.get(name)) for name in (LEDGER, LISTS, DUE, OWED)}
    page = money.ledger(row, before=place[LEDGER])
    lists = money.lists_of(row, before=place[LISTS])
    due = money.due_decisions(row, before=place[DUE])
    recoverable = money.to_recover(row.unit, after=place[OWED])
    context = {
        "fund": row,
        "balance": money.balance(row),
        "page": page,
        "lists": lists.rows,
        "due": due.rows,
        "recoverable": recoverable.rows,
        "owed": money.owed([row.unit_id]).get(row.unit_id),
        "ledger_pages": _pages(request, LEDGER, page.following, part="so-quy"),
        "list_pages": _pages(request, LISTS, lists.following, part="danh-sach-chi"),
        "due_pages": _pages(request, DUE, due.following, part="chua-chi"),
        "owed_pages": _pages(request, OWED, recoverable.following, part="phai-thu"),
        "drafts": approving.drafts(row),
        "exported": {"quy": pk},
        "now": request.received_at,
    }
    return render(request, "commendation/fund.html", context)


def _pages(request: WorkRequest, name: str, following: int | None, *, part: str) -> dict[str, str]:
    """Back to the beginning of one list of the page, and on; the others begin anew."""
    first = f"{request.path}#{part}" if request.GET.get(name) else ""
    return {
        "first": first,
        "following": f"{request.path}?{name}={following}#{part}" if following else "",
    }


@require_http_methods(FORM)
def book(request: WorkRequest, pk: int) -> HttpResponse:
    row = money.get_fund(pk, actor=request.actor)
    initial = {"request_key": uuid.uuid4(), "booked_on": clock.today()}
    form = EntryForm(request.POST or None, initial=initial)

    def act() -> object:
        booking = Booking(
            kind=form.entry_kind,
            amount_vnd=form.change_vnd,
            words=form.cleaned_data["words"],
            document=form.cleaned_data["document"],
            booked_on=form.cleaned_data["booked_on"],
        )
        key = form.cleaned_data["request_key"]
        return funds.propose(row, booking, request_key=key, by=request.actor, at=clock.now())

    return _asked(request, row, form, act, title=_("Ghi thu, điều chỉnh"))


@require_http_methods(FORM)
def recover(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Thu hồi tiền thưởng" after a revocation."""
    row = money.get_fund(pk, actor=request.actor)
    asked = number(request.POST.get("conferral") or request.GET.get("khoan"))
    page = money.to_recover(row.unit)
    due = _with(page.rows, money.payment_to_recover(row.unit, asked))
    initial = {"request_key": uuid.uuid4(), "booked_on": clock.today(), "conferral": asked}
    form = RecoverForm(request.POST or None, due=due, is_part=bool(page.following), initial=initial)

    def act() -> object:
        chosen = form.chosen
        with in_vietnamese():  # what is kept
            words = _("Thu hồi tiền thưởng: %(name)s") % {"name": chosen.conferral.holder_name}
        booking = Booking(
            kind=EntryKind.RECOVERY,
            amount_vnd=chosen.amount_vnd,
            words=words,
            document=form.cleaned_data["document"],
            booked_on=form.cleaned_data["booked_on"],
            conferral=chosen.conferral,
        )
        key = form.cleaned_data["request_key"]
        return funds.propose(row, booking, request_key=key, by=request.actor, at=clock.now())

    return _asked(request, row, form, act, title=_("Ghi tiền thưởng nộp lại"))


@require_http_methods(FORM)
def prepare(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Lập danh sách chi" for a decision."""
    row = money.get_fund(pk, actor=request.actor)
    asked = number(request.POST.get("decision") or request.GET.get("quyet-dinh"))
    initial = {"request_key": uuid.uuid4(), "decision": asked}
    page = money.due_decisions(row)
    due = _with(page.rows, money.due_decision(row, asked))
    if not due and request.method != "POST":
        messages.info(request, _("Không có quyết định nào còn tiền thưởng chưa lập danh sách chi."))
        return redirect("commendation:fund", row.pk)
    form = PrepareForm(request.POST or None, due=due, is_part=bool(page.following), initial=initial)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: paying.prepare(
                form.chosen,
                row,
                request_key=form.cleaned_data["request_key"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã lập danh sách chi. Người khác của đơn vị duyệt chi."))
            return redirect("commendation:payment", tried.done.pk)
        status = tried.status
    title, action = _("Lập danh sách chi thưởng"), _("Lập danh sách")
    context = {"fund": row, "form": form, "title": title, "action": action}
    return render(request, "commendation/fund_form.html", context, status=status)


def _with(shown: "list[Row]", asked: "list[Row]") -> "list[Row]":
    """The first page of a list, and what was chosen on a later one."""
    return [*shown, *(one for one in asked if one not in shown)]


def _asked(
    request: WorkRequest,
    row: "Fund",
    form: "Form",
    act: Callable[[], object],
    *,
    title: str,
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        tried = attempt(form, act)
        if tried.done is not None:
            messages.success(
                request, _("Đã gửi. Người khác của đơn vị duyệt thì khoản này mới vào sổ quỹ.")
            )
            return redirect("commendation:fund", row.pk)
        status = tried.status
    context = {"fund": row, "form": form, "title": title, "action": _("Gửi người khác duyệt")}
    return render(request, "commendation/fund_form.html", context, status=status)


@require_safe
def payment(request: WorkRequest, pk: int) -> HttpResponse:
    row = money.get_list(pk, actor=request.actor)
    after = number(request.GET.get("sau")) or 0
    page = money.lines(row, after=after)
    here = reverse("commendation:payment", args=[pk])
    context = {
        **_steps(request, row),
        "row": row,
        "page": page,
        "first_url": here if after else "",
        "following_url": f"{here}?sau={page.following}" if page.following else "",
    }
    return render(request, "commendation/payment.html", context)


def _steps(request: WorkRequest, row: "PaymentList") -> dict[str, bool]:
    """What may be done next, so that no button leads to a refusal."""
    is_own = row.prepared_by_id == request.actor.user_id
    is_asked = row.cancel_asked_by_id is not None
    may_cancel = row.state not in (ListState.PAID, ListState.CANCELLED)
    exported = row.state in (ListState.APPROVED, ListState.EXPORTED, ListState.PAID)
    return {
        "may_approve": row.state == ListState.DRAFT and not is_own,
        "waits_for_another": row.state == ListState.DRAFT and is_own,
        "may_export": exported and not is_asked,
        "may_pay": row.state == ListState.EXPORTED and not is_asked,
        "may_cancel": may_cancel and not is_asked,
        "cancel_is_asked": may_cancel and is_asked,
        "may_agree": row.cancel_asked_by_id != request.actor.user_id,
    }


@require_POST
def approve(request: WorkRequest, pk: int) -> HttpResponse:
    row = money.get_list(pk, actor=request.actor)
    pressed(
        request,
        lambda: paying.approve(row, by=request.actor, at=clock.now()),
        done=_("Đã duyệt chi."),
    )
    return redirect("commendation:payment", row.pk)


@require_http_methods(FORM)
def pay(request: WorkRequest, pk: int) -> HttpResponse:
    row = money.get_list(pk, actor=request.actor)
    form = PaidForm(request.POST or None, initial={"paid_on": clock.today()})
    return _acted(
        request,
        row,
        form,
        lambda: paying.pay(row, **form.cleaned_data, by=request.actor, at=clock.now()),
        about={"title": _("Ghi đã chi"), "done": _("Đã ghi chi và trừ vào quỹ.")},
    )


@require_http_methods(FORM)
def cancel(request: WorkRequest, pk: int) -> HttpResponse:
    row = money.get_list(pk, actor=request.actor)
    form = CancelForm(request.POST or None)
    done = _("Đã hủy danh sách chi.")
    if row.state != ListState.DRAFT:
        done = _("Đã đề nghị hủy. Người khác của đơn vị đồng ý thì danh sách mới bị hủy.")
    return _acted(
        request,
        row,
        form,
        lambda: paying.cancel(row, **form.cleaned_data, by=request.actor, at=clock.now()),
        about={"title": _("Hủy danh sách chi"), "done": done},
    )


def _acted(
    request: WorkRequest,
    row: "PaymentList",
    form: "Form",
    act: Callable[[], object],
    *,
    about: dict[str, Any],
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        tried = attempt(form, act)
        if tried.done is not None:
            messages.success(request, about["done"])
            return redirect("commendation:payment", row.pk)
        status = tried.status
    context = {"row": row, "form": form, "title": about["title"]}
    return render(request, "commendation/payment_form.html", context, status=status)
