"""Registry of whom an event concerns: each app answers for its own events, in its module
`concerned`; here they become notices.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class Concern:
    """Who is told, and what the sentence is about.

    `title` names the thing as it is called now; `key` is what the address of its page needs;
    `words` are what somebody wrote to the people concerned, a reason for example.
    """

    user_ids: frozenset[int]
    title: str
    key: str = ""
    words: str = ""


NOBODY = Concern(user_ids=frozenset(), title="")

Answer = Callable[[Any], Concern]
_answers: dict[str, Answer] = {}


def answer_for(event_class: type[bus.Event], answer: Answer) -> None:
    _answers[event_class.name] = answer


def concern_of(event: bus.Event) -> Concern:
    return _answers[event.name](event)


def told_of() -> list[str]:
    """The names of the events that become notices."""
    return sorted(_answers)
