"""Where a page of a list begins, from the address bar."""

import re

NUMBER = re.compile(r"[0-9]{1,18}")


def number(typed: str | None) -> int | None:
    """The number of a row; nonsense is the first page."""
    return int(typed) if typed and NUMBER.fullmatch(typed) else None
