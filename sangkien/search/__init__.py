"""Search ("tìm kiếm"): initiatives that are public, and units, found with or without tone marks."""
