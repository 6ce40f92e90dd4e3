"""Are the lines of a decision still the ones that were signed?"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sangkien.accounts.actions.closing import ERASED_NAME
from sangkien.commendation.decision_events import AwardDecisionSigned
from sangkien.commendation.models import AwardDecision, Conferral
from sangkien.commendation.rules import register
from sangkien.journal.queries import timeline


def has_lines(decision: AwardDecision, positions: Collection[int]) -> bool:
    """Asked before the lines at these places take effect; reads their parts of the list, not all of it."""
    entries = timeline(AwardDecisionSigned.subject_kind, decision.pk)
    said = entries.filter(name=AwardDecisionSigned.name).last()
    first = min(positions) // register.PART * register.PART
    after = (max(positions) // register.PART + 1) * register.PART
    rows = Conferral.objects.filter(decision=decision, position__gte=first, position__lt=after)
    lines = rows.exclude(label="").order_by("position")
    return said is not None and agree(lines, said.payload, salt=str(decision.request_key))


def agree(lines: Iterable[Conferral], said: Mapping[str, Any], *, salt: str) -> bool:
    """Whole parts of a list with what the journal says of them; of decisions from before it kept this,
    everything does. Where somebody was erased since, all but what is personal is compared.
    """
    if "lines" not in said:
        return True
    found = list(lines)
    erased = {
        str(line.position // register.PART) for line in found if line.holder_name == ERASED_NAME
    }
    for part, (whole, bare) in register.digests(found, salt=salt).items():
        then, bare_then = said["lines"].get(part, ("", ""))
        if bare != bare_then or (whole != then and part not in erased):
            return False
    return True
