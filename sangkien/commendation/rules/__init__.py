"""Rules of commendation: what awards ask, who qualifies, quotas, money. Pure: no rows, no clock."""
