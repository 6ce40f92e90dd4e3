"""Evidence of a unit for the criteria of its card, and how many of its people are women."""

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.scoring import permissions
from sangkien.scoring.actions import evidence
from sangkien.scoring.actions import people as people_acts
from sangkien.scoring.actions.evidence import Proof
from sangkien.scoring.queries import cards as queries
from sangkien.web.scoring.card_forms import EvidenceForm
from sangkien.web.scoring.opening_forms import PeopleForm
from sangkien.web.shared.downloads import file_response
from sangkien.web.shared.paging import number
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.scoring.models import Card


@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Minh chứng": what is there, and one more."""
    card = queries.get_card(pk, actor=request.actor)
    if not permissions.can_add_evidence(request.actor, card):
        raise NotFound(_("Phiếu này không nhận thêm minh chứng của bạn."))
    form = EvidenceForm(
        request.POST or None,
        request.FILES or None,
        table=card.opening.table.table,
        initial={"request_key": uuid.uuid4(), "code": _code(request, card)},
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: evidence.add(card, _proof(form), by=request.actor, at=clock.now()),
        )
        if tried.done is not None:
            messages.success(request, _("Đã thêm minh chứng."))
            return redirect("scoring:prove", pk)
        status = tried.status
    context = {
        "card": card,
        "form": form,
        "files": queries.evidence_of(card),
        "may_drop": permissions.can_drop_evidence(request.actor, card),
    }
    return render(request, "scoring/cards/prove.html", context, status=status)


def _code(request: WorkRequest, card: "Card") -> str:
    """Of the line from which the reader came."""
    items, place = card.opening.table.table.items, number(request.GET.get("dong"))
    return items[place].code if place is not None and place < len(items) else ""


def _proof(form: EvidenceForm) -> Proof:
    data = form.cleaned_data
    return Proof(
        code=data["code"],
        upload=data["file"],
        words=data["words"],
        request_key=data["request_key"],
    )


@require_safe
def file(request: WorkRequest, pk: int, file_pk: int) -> HttpResponseBase:
    """For everybody who sees the card."""
    card = queries.get_card(pk, actor=request.actor)
    return file_response(queries.get_evidence(card, file_pk).file, request=request)


@require_POST
def drop(request: WorkRequest, pk: int, file_pk: int) -> HttpResponse:
    card = queries.get_card(pk, actor=request.actor)
    if not permissions.can_drop_evidence(request.actor, card):
        raise NotFound(_("Phiếu đã gửi thì minh chứng giữ nguyên."))
    row = queries.get_evidence(card, file_pk)
    evidence.drop(card, row, by=request.actor, at=clock.now())
    messages.success(request, _("Đã bỏ minh chứng."))
    return redirect("scoring:prove", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Số nữ", where it decides between units with the same total."""
    card = queries.get_card(pk, actor=request.actor)
    if permissions.can_judge(request.actor, card) and permissions.is_reviewed(card):
        messages.error(request, people_acts.reviewed_words())
        return redirect("scoring:card", pk)
    if not permissions.can_give_people(request.actor, card):
        raise NotFound(_("Phiếu này không nhận số nữ của bạn."))
    initial = PeopleForm.initial_of(queries.people_of(card), card.version)
    form = PeopleForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: people_acts.give(
                card,
                form.counted,
                seen=form.cleaned_data["seen"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã ghi số nữ."))
            return redirect("scoring:card", pk)
        status = tried.status
    context = {"card": card, "form": form}
    return render(request, "scoring/cards/people.html", context, status=status)
