"""How far targets are, in words: counted by the system or reported by their holders."""

import copy
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from sangkien.agreements import queries
from sangkien.agreements.achieving import Achieved
from sangkien.agreements.enums import ResultState
from sangkien.agreements.measures import Measure
from sangkien.core import numbers
from sangkien.core.periods import instant_words
from sangkien.progress.queries import Seen, seen_of

if TYPE_CHECKING:
    from sangkien.agreements.models import Target, TargetResult


@dataclass(frozen=True, kw_only=True)
class Told:
    """How far one target is: what was counted or reported, against it, until when."""

    value: str
    words: str
    as_of: str
    is_reached: bool = False


NOTHING = Told(value="", words="", as_of="")


def told(
    targets: "Sequence[Target]", *, at: dt.datetime, is_for_all: bool = False
) -> dict[int, Told]:
    """For each target that something is known of; a few queries for any number of them.

    Others than the holder and those above it (`is_for_all`) read a report once it is confirmed.
    """
    reported = [target for target in targets if target.is_reported]
    results = queries.current_results(reported)
    if is_for_all:
        results = {pk: one for pk, one in results.items() if one.state == ResultState.CONFIRMED}
    found = {
        target.pk: _reported(target, results[target.pk])
        for target in reported
        if target.pk in results
    }
    for target, seen in seen_of([t for t in targets if not t.is_reported], at=at).items():
        found[target] = Told(
            value=_counted(seen),
            words=standing_words(seen.achieved),
            as_of=_("tính đến %(time)s") % {"time": instant_words(seen.as_of)},
            is_reached=seen.achieved.is_reached,
        )
    return found


def _counted(seen: Seen) -> str:
    value = numbers.thousands(seen.value)
    return f"{value}/{numbers.thousands(seen.whole)} CĐCS:" if seen.whole else value


def told_with(target: "Target", aim: Measure, *, at: dt.datetime) -> Told | None:
    """How far it would be with another number."""
    wanted = copy.copy(target)
    wanted.value, wanted.most, wanted.each = aim.value, aim.most, aim.each
    wanted.base, wanted.due_on = aim.base or "", aim.due_on
    return told([wanted], at=at).get(target.pk)


def _reported(target: "Target", result: "TargetResult") -> Told:
    achieved = queries.standing_of(target, result)
    return Told(
        value=result_words(target, result),
        words=standing_words(achieved),
        as_of=_("đơn vị báo cáo đến %(day)s, %(state)s")
        % {
            "day": f"{result.as_of:%d/%m/%Y}",
            "state": str(ResultState(result.state).label).lower(),
        },
        is_reached=achieved is not None and achieved.is_reached,
    )


def result_words(target: "Target", result: "TargetResult") -> str:
    if target.kind == "done_by":
        return _("đã xong") if result.value else _("chưa xong")
    value = numbers.written(result.value)
    if result.whole is not None:
        return f"{value}/{numbers.written(result.whole)}"
    return f"{value} %" if target.kind in {"percent", "each", "coverage"} else value


def standing_words(achieved: Achieved | None) -> str:
    return achieved.words if achieved else ""
