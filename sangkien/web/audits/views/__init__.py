"""Pages of spot audits."""
