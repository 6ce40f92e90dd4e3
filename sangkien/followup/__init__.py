"""Follow-up (đôn đốc): who lags, what was done about it, and what came of it."""
