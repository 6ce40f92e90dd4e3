"""Public pages: the home, the search, the tracking of one initiative."""
