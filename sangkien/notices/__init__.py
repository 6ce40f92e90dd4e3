"""Notices: what happened to what concerns a person."""
