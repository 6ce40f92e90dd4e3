"""Rules of scoring: tables, marks, classes. Pure: no rows, no clock."""
