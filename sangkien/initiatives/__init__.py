"""Initiatives ("sáng kiến"): registering, confirming, correcting. The model example app."""
