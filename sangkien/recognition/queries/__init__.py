"""Reading recognition."""
