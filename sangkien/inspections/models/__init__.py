"""Inspections, visits with their minutes, findings and what became of them."""

from sangkien.inspections.models.findings import Answer, Finding
from sangkien.inspections.models.inspection import Inspection
from sangkien.inspections.models.visit import Addendum, TeamMember, Visit

__all__ = ["Addendum", "Answer", "Finding", "Inspection", "TeamMember", "Visit"]
