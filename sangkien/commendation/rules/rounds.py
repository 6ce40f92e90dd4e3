"""What a round of commendation asks for, as one hash. Pure."""

import datetime as dt
from collections.abc import Iterable

from sangkien.commendation.rules import terms
from sangkien.core import text

FIXED = ("unit_id", "period_id", "opened_by_id")


def seal(
    round_: object, awards: Iterable[tuple[int, int | None]], *, closes_at: dt.datetime
) -> str:
    """`awards` are award and quota; `closes_at` is the closing time that it was opened with."""
    said = {name: getattr(round_, name) for name in FIXED}
    title = text.clean_line(getattr(round_, "title"))  # noqa: B009 - as the database keeps it
    days = {name: f"{getattr(round_, name):%Y-%m-%d}" for name in ("since_on", "until_on")}
    told = closes_at.astimezone(dt.UTC).isoformat()
    salt = str(getattr(round_, "request_key"))  # noqa: B009 - beside the others
    asked = [list(one) for one in sorted(awards)]
    return terms.digest(
        {**said, **days, "title": title, "closes_at": told, "awards": asked, "salt": salt}
    )
