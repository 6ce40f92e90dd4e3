"""Plain Python at the bottom of everything. Knows no domain word and imports no app."""
