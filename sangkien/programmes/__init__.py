"""Programmes and movements: phases, campaigns, fields, kinds of solution, eligibility."""
