"""How long a kiosk lives, and how many a unit may have."""

import datetime as dt

LIFETIME = dt.timedelta(days=30)
MOST = 50  # live ones of one unit
