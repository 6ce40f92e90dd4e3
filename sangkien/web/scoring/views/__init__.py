"""Pages of criteria tables."""
