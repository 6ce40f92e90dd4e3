"""Forms of the reporting calendar."""
