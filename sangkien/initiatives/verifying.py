"""`sangkien verify`: does every initiative stand where its last decision left it?"""

from collections.abc import Iterator

from django.db.models import F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from sangkien.core.verify import verifier
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Decision, Initiative
from sangkien.initiatives.rules import WHOLE_SHARE_BP

# After these decisions the state stays until somebody sends again.
_STANDING = (State.CONFIRMED, State.RECOGNISED, State.REJECTED, State.WITHDRAWN, State.RETURNED)


@verifier("initiatives")
def check_decisions() -> Iterator[str]:
    """A decided state has its decision; the shares of sent ones make 100 %."""
    last = Decision.objects.filter(initiative=OuterRef("pk")).order_by("-pk").values("outcome")[:1]
    decided = Initiative.objects.filter(state__in=_STANDING).annotate(last=Subquery(last))
    # A comparison with NULL is unknown, and unknown rows would slip through an exclude().
    undecided = decided.filter(Q(last=None) | ~Q(state=F("last")))
    for code, state in undecided.values_list("code", "state").iterator():
        yield f"Sáng kiến {code}: trạng thái “{state}” không có quyết định nào dẫn tới."
    others = Coalesce(Sum("coauthors__share_bp"), Value(0))
    shares = Initiative.objects.exclude(state=State.DRAFT).annotate(others=others)
    wrong = shares.exclude(others=Value(WHOLE_SHARE_BP) - F("author_share_bp"))
    for code in wrong.values_list("code", flat=True).iterator():
        yield f"Sáng kiến {code}: tổng tỷ lệ tác giả không bằng 100 %."
