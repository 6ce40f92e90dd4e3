"""Criteria tables, and the cards of the units that are scored by them."""

from sangkien.scoring.models.cards import Card, CardEvidence, CardPeople, Opening
from sangkien.scoring.models.columns import Column, Explanation
from sangkien.scoring.models.reviews import ReviewMeeting
from sangkien.scoring.models.tables import NUMBER_LENGTH, CriteriaTable

__all__ = [
    "NUMBER_LENGTH",
    "Card",
    "CardEvidence",
    "CardPeople",
    "Column",
    "CriteriaTable",
    "Explanation",
    "Opening",
    "ReviewMeeting",
]
