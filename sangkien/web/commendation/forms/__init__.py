"""What is asked about commendation."""
