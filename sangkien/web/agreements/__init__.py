"""Agreements: drafting, opinions, signatures, papers, the ceremony."""
