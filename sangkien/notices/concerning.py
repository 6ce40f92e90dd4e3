"""Registry of whom an event concerns: each app answers for its own events, in its module
`concerned`; here they become notices.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class Concern:
    """Who is told, and what the sentence is about.

    `title` names the thing as it is called now; `words` are what somebody wrote to the people
    concerned, a reason for example. `about` says of what kind the page is that `key` leads to,
    where it is not the subject of the event; `variant` that this event has more than one sentence.
    """

    user_ids: frozenset[int]
    title: str
    key: str = ""
    words: str = ""
    about: str = ""
    variant: str = ""


NOBODY = Concern(user_ids=frozenset(), title="")

Answer = Callable[[Any], "Concern | Sequence[Concern]"]
_answers: dict[str, Answer] = {}
_kinds: set[str] = set()


def kind_of(name: str, variant: str = "") -> str:
    """Under which a sentence is found."""
    return f"{name}:{variant}" if variant else name


def answer_for(
    event_class: type[bus.Event], answer: Answer, *, variants: Sequence[str] = ("",)
) -> None:
    """One app answers for an event, and names the sentences that it may choose from."""
    _answers[event_class.name] = answer
    declare(*(kind_of(event_class.name, variant) for variant in variants))


def declare(*kinds: str) -> None:
    """Notices of these kinds exist; every kind has its sentence in the pages."""
    _kinds.update(kinds)


def concerns_of(event: bus.Event) -> list[Concern]:
    """The first one that names a person is the one that this person is told."""
    answered = _answers[event.name](event)
    return [answered] if isinstance(answered, Concern) else list(answered)


def told_of() -> list[str]:
    """The kinds of notices that there are."""
    return sorted(_kinds)
