"""What happens to a good practice; `unit_id` is the unit that did it."""

from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class PracticeEvent(bus.Event):
    subject_kind: ClassVar[str] = "practice"
    subject_field: ClassVar[str] = "practice_id"

    practice_id: int
    unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class PracticeRegistered(PracticeEvent):
    name: ClassVar[str] = "practice.registered"


@bus.event
@dataclass(frozen=True, kw_only=True)
class PracticeEdited(PracticeEvent):
    """What was returned waits again from here on."""

    name: ClassVar[str] = "practice.edited"


@bus.event
@dataclass(frozen=True, kw_only=True)
class PracticeJudged(PracticeEvent):
    """Why stands in the judgement."""

    name: ClassVar[str] = "practice.judged"

    judgement_id: int
    verdict: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class PracticeWithdrawn(PracticeEvent):
    name: ClassVar[str] = "practice.withdrawn"

    reason: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class EffectTold(PracticeEvent):
    """By the unit itself, or by one that uses it; the words stand in the effect."""

    name: ClassVar[str] = "practice.effect_told"

    effect_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class PracticeTaken(PracticeEvent):
    """Another unit uses it."""

    name: ClassVar[str] = "practice.taken"

    use_id: int
    user_unit_id: int


@bus.event
@dataclass(frozen=True, kw_only=True)
class PracticeLeft(PracticeEvent):
    """Another unit uses it no longer; why stands in the use."""

    name: ClassVar[str] = "practice.left"

    use_id: int
    user_unit_id: int
