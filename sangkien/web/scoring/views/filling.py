"""Write the column of a card that comes next, save it, submit it."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.scoring import automatic, permissions
from sangkien.scoring.actions import columns as acts
from sangkien.scoring.enums import Stage
from sangkien.scoring.queries import answering
from sangkien.scoring.queries import cards as queries
from sangkien.web.scoring import card_drawing
from sangkien.web.scoring.card_drawing import Beside
from sangkien.web.scoring.card_forms import PROOF, TAKE, CardForm
from sangkien.web.shared.refusals import CONFLICT, Attempt, attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sangkien.scoring.models import Card, Column

SEND = "send"


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Chấm điểm": keep a draft, or submit the column and lock it."""
    card = queries.get_card(pk, actor=request.actor)
    columns = queries.columns_of(card)
    if not permissions.can_fill(request.actor, card, columns):
        raise NotFound(_("Bước này của phiếu không do bạn chấm."))
    earlier = queries.before(card, columns)
    draft = queries.draft_of(card, columns)
    form = CardForm(
        request.POST or None,
        card=card,
        content=queries.started(card, columns),
        before=earlier.content if earlier else None,
        initial={"seen": card.version, "reference": draft.reference if draft else ""},
    )
    status = 200
    if request.method == "POST":
        _take(request, card, form)
        tried = _tried(request, card, form)
        if tried.done is not None:
            return _done(request, card)
        status = tried.status
        if status == CONFLICT:  # saving again is then meant
            card.refresh_from_db(fields=["version"])
            form.data = {**dict(form.data.items()), "seen": card.version}
    return _page(request, card, form, columns, status=status)


def _take(request: WorkRequest, card: "Card", form: CardForm) -> None:
    """ "Lấy số hệ thống" for one line or for all: kept as a draft."""
    intent = request.POST.get("intent", "")
    if intent.startswith(TAKE):
        suggested = automatic.of_card(card, at=request.received_at)
        form.taking(intent.removeprefix(TAKE), suggested)


def _tried(request: WorkRequest, card: "Card", form: CardForm) -> "Attempt[Column]":
    act = acts.submit if request.POST.get("intent") == SEND else acts.save
    by, at = request.actor, request.received_at
    return attempt(form, lambda: act(card, form.typed(), by=by, at=at), names=form.names)


def _done(request: WorkRequest, card: "Card") -> HttpResponse:
    intent = request.POST.get("intent", "")
    if intent == SEND:
        messages.success(request, _("Đã gửi và khóa cột điểm."))
        return redirect("scoring:card", card.pk)
    if intent.startswith(PROOF):
        place = intent.removeprefix(PROOF)
        return redirect(f"{reverse('scoring:prove', args=[card.pk])}?dong={place}")
    messages.success(request, _("Đã lưu nháp; chưa ai khác thấy."))
    where = reverse("scoring:fill", args=[card.pk])
    place = intent.removeprefix(TAKE) if intent.startswith(TAKE) else ""
    return redirect(f"{where}#tieu-chi-{place}" if place.isdigit() else where)


def _page(
    request: WorkRequest,
    card: "Card",
    form: CardForm,
    columns: "Sequence[Column]",
    *,
    status: int,
) -> HttpResponse:
    locked = [
        row
        for row in queries.submitted(columns)
        if queries.ORDER[row.stage] < queries.ORDER[card.state]
    ]
    beside = Beside(
        files=card_drawing.by_code(queries.evidence_of(card)),
        explanations=card_drawing.answers_by_code(answering.explanations_of(card)),
    )
    sheet = card_drawing.sheet(card, locked, beside)
    draft = queries.draft_of(card, columns)
    suggested = automatic.of_card(card, at=request.received_at)
    context = {
        "card": card,
        "opening": card.opening,
        "form": form,
        "lines": form.lines(sheet.rows, suggested),
        "suggested": any(one.value is not None for one in suggested.values()),
        "heads": sheet.heads,
        "results": sheet.results,
        "draft": draft,
        "again": queries.again(card, columns),
        "drafted": card_drawing.sheet(card, [draft], Beside()).results if draft else (),
        "stage": Stage(card.state).label,
        "may_prove": permissions.can_add_evidence(request.actor, card),
        "now": clock.now(),
    }
    return render(request, "scoring/cards/write.html", context, status=status)
