"""Measurements: a generator of data, and one script per claim in `docs/performance.md`."""
