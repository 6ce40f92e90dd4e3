"""Hậu kiểm: a sample of valid initiatives is looked at once more, and what it says of a unit's figures."""
