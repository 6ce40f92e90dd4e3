"""Inspections (kiểm tra, giám sát): plans, visits, findings, deadlines."""
