"""What waits for a second person in the money of awards."""

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.commendation.enums import ListState
from sangkien.commendation.models import EntryDraft, Fund, PaymentList
from sangkien.core.errors import NotFound


def drafts(fund: Fund) -> list[EntryDraft]:
    """The longest waiting first; a fund takes no more than `MOST_WAITING` of them."""
    rows = fund.drafts.waiting().select_related("prepared_by", "conferral")
    return list(rows.order_by("pk"))


def get_draft(pk: int, *, actor: Actor) -> EntryDraft:
    rows = EntryDraft.objects.visible_to(actor).filter(pk=pk)
    found = rows.select_related("fund__unit__parent", "prepared_by").first()
    if found is None:
        raise NotFound(_("Không tìm thấy đề nghị ghi sổ này."))
    return found


def waiting_in(fund_ids: list[int], *, actor: Actor) -> dict[int, int]:
    """How much in each fund waits for the actor, by fund id, of those where anything does; two queries."""
    found: dict[int, int] = {}
    for rows in _waiting(actor):
        counted = rows.filter(fund__in=fund_ids).order_by().values_list("fund")
        for fund_id, number in counted.annotate(number=Count("pk")):
            found[fund_id] = found.get(fund_id, 0) + number
    return found


def to_approve(actor: Actor, *, most: int) -> int:
    """In all funds of the actor, up to `most` of each kind."""
    return sum(len(rows.values_list("pk", flat=True)[:most]) for rows in _waiting(actor))


def _waiting(actor: Actor) -> "tuple[QuerySet[EntryDraft], QuerySet[PaymentList]]":
    """What others proposed, prepared, or asked to cancel."""
    asked = Q(cancel_asked_by__isnull=False) & ~Q(cancel_asked_by=actor.user_id)
    asked &= Q(state__in=(ListState.APPROVED, ListState.EXPORTED))
    prepared = Q(state=ListState.DRAFT) & ~Q(prepared_by=actor.user_id)
    return (
        EntryDraft.objects.visible_to(actor).waiting().exclude(prepared_by=actor.user_id),
        PaymentList.objects.visible_to(actor).filter(asked | prepared),
    )
