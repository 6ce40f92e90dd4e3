"""Pages of good practices."""
