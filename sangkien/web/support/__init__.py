"""Asking for help and giving it."""
