from sangkien.followup.models.contact import Contact
from sangkien.followup.models.letter import Letter
from sangkien.followup.models.rule import Rule
from sangkien.followup.models.urging import Recipient, Round, Urging

__all__ = ["Contact", "Letter", "Recipient", "Round", "Rule", "Urging"]
