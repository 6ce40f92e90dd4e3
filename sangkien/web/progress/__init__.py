"""Progress pages: a unit at any level, a cluster or block, the list of those at zero."""
