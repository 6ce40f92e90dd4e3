"""Verification of issued papers."""
