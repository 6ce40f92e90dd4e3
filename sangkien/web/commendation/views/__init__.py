"""Pages of commendation."""
