"""`sangkien verify`: does every initiative stand where its last decision left it?"""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from sangkien.core.verify import verifier
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Decision, Initiative, PassingUp
from sangkien.initiatives.rules import WHOLE_SHARE_BP
from sangkien.programmes.enums import StepKind
from sangkien.units.models import Unit

# After these decisions the state stays until somebody sends again.
_STANDING = (State.CONFIRMED, State.RECOGNISED, State.REJECTED, State.WITHDRAWN, State.RETURNED)


@verifier("initiatives")
def check_decisions() -> Iterator[str]:
    """A decided state has its decision, what waits a unit that decides; shares make 100 %."""
    last = Decision.objects.filter(initiative=OuterRef("pk")).order_by("-pk").values("outcome")[:1]
    decided = Initiative.objects.filter(state__in=_STANDING).annotate(last=Subquery(last))
    # A comparison with NULL is unknown, and unknown rows would slip through an exclude().
    undecided = decided.filter(Q(last=None) | ~Q(state=F("last")))
    for code, state in undecided.values_list("code", "state").iterator():
        yield f"Sáng kiến {code}: trạng thái “{state}” không có quyết định nào dẫn tới."
    waiting = Initiative.objects.waiting()
    elsewhere = waiting.filter(waits_for=StepKind.CONFIRM).exclude(waits_path=F("unit_path"))
    handed_there = PassingUp.objects.filter(
        initiative=OuterRef("pk"), step=OuterRef("step"), to_unit__path=OuterRef("waits_path")
    )
    elsewhere = elsewhere.filter(~Exists(handed_there))
    for code in elsewhere.values_list("code", flat=True).iterator():
        yield f"Sáng kiến {code}: chờ xác nhận ở nơi không phải đơn vị của sáng kiến."
    nobody = waiting.filter(~Exists(Unit.objects.filter(path=OuterRef("waits_path"))))
    for code in nobody.values_list("code", flat=True).iterator():
        yield f"Sáng kiến {code}: chờ ở một đơn vị không có."
    others = Coalesce(Sum("coauthors__share_bp"), Value(0))
    shares = Initiative.objects.exclude(state=State.DRAFT).annotate(others=others)
    wrong = shares.exclude(others=Value(WHOLE_SHARE_BP) - F("author_share_bp"))
    for code in wrong.values_list("code", flat=True).iterator():
        yield f"Sáng kiến {code}: tổng tỷ lệ tác giả không bằng 100 %."
