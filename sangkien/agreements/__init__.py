"""Targets ("chỉ tiêu") that units, clusters and blocks are given or set themselves."""
