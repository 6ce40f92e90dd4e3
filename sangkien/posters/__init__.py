"""Posters: one A4 page for each unit with the QR code that opens the registration there."""
