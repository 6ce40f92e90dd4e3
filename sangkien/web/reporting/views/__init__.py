"""Pages of the reporting calendar."""
