"""The second life of an initiative: used elsewhere, still used, worth how much."""
