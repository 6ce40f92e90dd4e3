"""Give a card back, unlock its last column, go on without the cluster, publish, explain."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.scoring import permissions
from sangkien.scoring.actions import explaining, steering
from sangkien.scoring.queries import answering
from sangkien.scoring.queries import cards as queries
from sangkien.web.scoring import card_drawing
from sangkien.web.scoring.card_drawing import Beside
from sangkien.web.scoring.card_forms import ExplainForm, ReasonForm
from sangkien.web.scoring.filling import SeenForm
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    import datetime as dt

    from sangkien.access.actor import Actor
    from sangkien.scoring.models import Card

FORM = ["GET", "HEAD", "POST"]


class Doing(Protocol):
    def __call__(
        self, card: "Card", reason: str, *, seen: int, by: "Actor", at: "dt.datetime"
    ) -> "Card": ...


@dataclass(frozen=True, kw_only=True)
class Act:
    """What is done with a reason: its page and what it says."""

    title: Promise
    words: Promise
    done: Promise
    icon: str
    do: Doing
    may: Callable[["Actor", "Card"], bool]


RETURN = Act(
    title=gettext_lazy("Trả lại đơn vị"),
    words=gettext_lazy(
        "Đơn vị sửa phiếu tự chấm rồi gửi lại từ đầu. Các cột đã chấm được giữ làm bản trước."
    ),
    done=gettext_lazy("Đã trả lại; đơn vị nhận được thông báo kèm lý do."),
    icon="undo-2",
    do=steering.return_to_unit,
    may=lambda actor, card: permissions.can_return(actor, card, queries.columns_of(card)),
)
UNLOCK = Act(
    title=gettext_lazy("Mở khóa cột cuối"),
    words=gettext_lazy(
        "Cột điểm gửi sau cùng được mở để chấm lại; điểm cũ được giữ làm bản trước và ghi nhật ký."
    ),
    done=gettext_lazy("Đã mở khóa; phiếu chờ chấm lại bước này."),
    icon="lock-open",
    do=steering.unlock,
    may=lambda actor, card: permissions.can_unlock(actor, card, queries.columns_of(card)),
)
PASS_OVER = Act(
    title=gettext_lazy("Thẩm định không chờ cụm, khối"),
    words=gettext_lazy("Dùng khi cụm, khối không rà soát đúng lịch. Bước rà soát được bỏ qua."),
    done=gettext_lazy("Phiếu đã chuyển sang bước thẩm định."),
    icon="arrow-right",
    do=steering.pass_over,
    may=permissions.can_pass_over,
)


@require_http_methods(FORM)
def give_back(request: WorkRequest, pk: int) -> HttpResponse:
    return _with_reason(request, pk, RETURN)


@require_http_methods(FORM)
def unlock(request: WorkRequest, pk: int) -> HttpResponse:
    return _with_reason(request, pk, UNLOCK)


@require_http_methods(FORM)
def pass_over(request: WorkRequest, pk: int) -> HttpResponse:
    return _with_reason(request, pk, PASS_OVER)


def _with_reason(request: WorkRequest, pk: int, act: Act) -> HttpResponse:
    card = queries.get_card(pk, actor=request.actor)
    if not act.may(request.actor, card):
        raise NotFound(_("Phiếu này không ở bước mà bạn làm được việc đó."))
    form = ReasonForm(request.POST or None, initial={"seen": card.version})
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: act.do(
                card,
                form.cleaned_data["reason"],
                seen=form.cleaned_data["seen"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, str(act.done))
            # Who led the cluster and gave the card back reads it no more until it comes again.
            if not queries.is_visible(card, actor=request.actor):
                return redirect("scoring:cards")
            return redirect("scoring:card", pk)
        status = tried.status
    context = {"card": card, "form": form, "act": act}
    return render(request, "scoring/cards/reason.html", context, status=status)


@require_POST
def publish(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Công bố kết quả" of one card."""
    card = queries.get_card(pk, actor=request.actor)
    if not permissions.can_publish(request.actor, card):
        raise NotFound(_("Phiếu này chưa chốt điểm hoặc đã công bố."))
    form = SeenForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else 0
    steering.publish(card, seen=seen, by=request.actor, at=clock.now())
    messages.success(request, _("Đã công bố kết quả cho đơn vị và cụm, khối."))
    return redirect("scoring:card", pk)


@require_http_methods(FORM)
def explain(request: WorkRequest, pk: int, code: str) -> HttpResponse:
    """ "Giải trình" to one line that was lowered."""
    card = queries.get_card(pk, actor=request.actor)
    column, codes = answering.explainable(card)
    if column is None or code not in codes or not permissions.can_explain(request.actor, card):
        raise NotFound(_("Tiêu chí này không chờ giải trình."))
    form = ExplainForm(request.POST or None)
    status = 200
    if request.method == "POST":
        words = form.data.get("words", "")
        tried = attempt(
            form,
            lambda: explaining.explain(card, code, words, by=request.actor, at=clock.now()),
        )
        if tried.done is not None:
            messages.success(request, _("Đã gửi giải trình cho bước chấm sau."))
            return redirect("scoring:card", pk)
        status = tried.status
    locked = queries.submitted(queries.columns_of(card))
    sheet = card_drawing.sheet(card, locked, Beside())
    row = next(row for row in sheet.rows if row.node.code == code)
    context = {"card": card, "form": form, "row": row, "sheet": sheet}
    return render(request, "scoring/cards/explain.html", context, status=status)
