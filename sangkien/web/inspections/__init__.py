"""Inspections: plans, visits, findings."""
