"""Stored files: kept under random names, recognised by content. Knows no owner."""
