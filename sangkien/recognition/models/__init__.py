"""Tables of recognition."""

from sangkien.recognition.models.appeal import Appeal, Refusal
from sangkien.recognition.models.decision import (
    Certificate,
    InfluenceChange,
    Recognition,
    RecognitionDecision,
)
from sangkien.recognition.models.hearing import Hearing
from sangkien.recognition.models.regulation import Regulation

__all__ = [
    "Appeal",
    "Certificate",
    "Hearing",
    "InfluenceChange",
    "Recognition",
    "RecognitionDecision",
    "Refusal",
    "Regulation",
]
