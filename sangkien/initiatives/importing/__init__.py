"""The list of initiatives of a unit, from Excel and back."""
