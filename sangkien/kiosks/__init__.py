"""Kiosks: tablets on which the workers of a unit register by member code and PIN."""
