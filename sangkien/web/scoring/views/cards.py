"""Lists of cards, and one card with its columns side by side."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from sangkien.access.permissions import Permission
from sangkien.core.errors import NotFound
from sangkien.scoring import permissions
from sangkien.scoring.enums import CardState, ColumnState, Stage
from sangkien.scoring.queries import PAGE, answering, card_lists
from sangkien.scoring.queries import cards as queries
from sangkien.web.scoring import card_drawing
from sangkien.web.scoring.card_drawing import Beside
from sangkien.web.scoring.filling import SeenForm
from sangkien.web.shared.paging import number
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sangkien.access.actor import Actor
    from sangkien.scoring.models import Card, Column

LISTS = {
    "tu-cham": ("fill", gettext_lazy("Cần tự chấm")),
    "ra-soat": ("check", gettext_lazy("Cụm chờ rà soát")),
    "tham-dinh": ("judge", gettext_lazy("Chờ thẩm định, chốt")),
    "cua-don-vi": ("own", gettext_lazy("Phiếu của đơn vị")),
    "cong-bo": ("published", gettext_lazy("Đã công bố")),
}


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    """What waits for the reader first; without a choice the first list that is not empty."""
    actor = request.actor
    if not actor.can_somewhere(Permission.SCORECARD_SEND):
        raise NotFound(_("Không tìm thấy trang này."))
    counts = card_lists.waiting(actor)
    asked = request.GET.get("muc", "")
    chosen = asked if asked in LISTS else _first(counts)
    before = number(request.GET.get("sau"))
    page = card_lists.cards_page(actor, LISTS[chosen][0], before=before)
    here = reverse("scoring:cards")
    context = {
        "tabs": [
            Link(
                label=_label(str(label), counts.get(name)),
                url=f"{here}?muc={key}",
                current=key == chosen,
            )
            for key, (name, label) in LISTS.items()
        ],
        "rows": page.rows,
        "hidden": {card.pk for card in page.rows if permissions.hides_result(actor, card)},
        "first_url": f"{here}?muc={chosen}" if before is not None else "",
        "following_url": f"{here}?muc={chosen}&sau={page.following}" if page.following else "",
        "manages": actor.can_somewhere(Permission.SCORING_MANAGE),
        "now": request.received_at,
    }
    return render(request, "scoring/cards/index.html", context)


def _first(counts: dict[str, int]) -> str:
    waits = (key for key, (name, _label) in LISTS.items() if counts.get(name))
    return next(waits, "cua-don-vi")


def _label(label: str, count: int | None) -> str:
    if not count:
        return label
    most = PAGE
    return f"{label} ({count})" if count <= most else f"{label} ({most}+)"


@require_safe
def detail(request: WorkRequest, pk: int) -> HttpResponse:
    actor = request.actor
    card = queries.get_card(pk, actor=actor)
    columns = queries.columns_of(card)
    readable = [row for row in columns if permissions.can_read(actor, card, row)]
    kept = _kept(card, readable)
    locked = kept or queries.submitted(readable)
    beside = _beside(actor, card, locked)
    draft = queries.draft_of(card, readable)
    context = {
        "card": card,
        "opening": card.opening,
        "sheet": card_drawing.sheet(card, locked, beside),
        "formers": card_drawing.formers(card, readable),
        "draft": draft,
        "is_kept_draft": bool(kept),
        "people": queries.people_of(card),
        "again": queries.again(card, readable),
        "unanswered": beside.explainable,
        "now": request.received_at,
        **_acts(actor, card, columns),
    }
    return render(request, "scoring/cards/detail.html", context)


def _kept(card: "Card", columns: "Sequence[Column]") -> "list[Column]":
    """What the unit had typed and not sent when all was cancelled."""
    rows = [row for row in columns if row.state == ColumnState.DRAFT]
    return rows if card.is_cancelled and not queries.submitted(columns) else []


def _beside(actor: "Actor", card: "Card", locked: "Sequence[Column]") -> Beside:
    answers = answering.explanations_of(card)
    may = permissions.can_explain(actor, card)
    last = locked[-1] if locked else None
    own = next((row for row in locked if row.stage == Stage.SELF), None)
    open_ = answering.lowered(card, last, own) if may and last and own else []
    given = {one.code for one in answers if last and one.column_id == last.pk}
    return Beside(
        files=card_drawing.by_code(queries.evidence_of(card)),
        explanations=card_drawing.answers_by_code(answers),
        explainable=frozenset(code for code in open_ if code not in given),
    )


def _acts(actor: "Actor", card: "Card", columns: "Sequence[Column]") -> dict[str, Any]:
    placed = permissions.is_placed(actor, card)
    fills = permissions.can_fill(actor, card, columns)
    return {
        "may_fill": fills,
        "is_barred": placed and not fills,
        "may_return": permissions.can_return(actor, card, columns),
        "may_unlock": permissions.can_unlock(actor, card, columns),
        "may_pass_over": permissions.can_pass_over(actor, card),
        "may_publish": permissions.can_publish(actor, card),
        "seen": SeenForm(initial={"seen": card.version}),
        "may_prove": permissions.can_add_evidence(actor, card),
        "may_give_people": permissions.can_give_people(actor, card),
        "asks_women": card.opening.table.table.asks_women,
        "is_of_unit": permissions.acts_for(actor, card.unit),
        "is_manager": permissions.can_manage(actor, card.opening.unit),
        "is_self": card.state == CardState.SELF,
    }
