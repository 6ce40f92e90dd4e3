"""Requests for reports, their occurrences, what the units sent."""

from sangkien.reporting.models.answering import Extension, Figure, Report, ReportFile, ReportVersion
from sangkien.reporting.models.asking import Occurrence, ReportRequest

__all__ = [
    "Extension",
    "Figure",
    "Occurrence",
    "Report",
    "ReportFile",
    "ReportRequest",
    "ReportVersion",
]
