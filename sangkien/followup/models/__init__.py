from sangkien.followup.models.letter import Letter
from sangkien.followup.models.rule import Rule
from sangkien.followup.models.urging import Recipient, Round, Urging

__all__ = ["Letter", "Recipient", "Round", "Rule", "Urging"]
