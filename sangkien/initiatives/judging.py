"""Whether somebody judges an initiative just now, at a step of its review or beside it."""

from collections.abc import Callable
from typing import TypeVar

from sangkien.initiatives.models import Initiative

Asked = TypeVar("Asked", bound=Callable[[Initiative], bool])
_ASKED: list[Callable[[Initiative], bool]] = []


def asked(judges: Asked) -> Asked:
    """Register an app above that knows of judging of its own: under the usual rules an initiative
    comes before a council without waiting at any step.
    """
    _ASKED.append(judges)
    return judges


def is_judged(initiative: Initiative) -> bool:
    return initiative.is_waiting or any(judges(initiative) for judges in _ASKED)
