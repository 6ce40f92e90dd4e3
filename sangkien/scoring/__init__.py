"""Scoring (chấm điểm thi đua): criteria, scorecards of units, classes, ranks."""
