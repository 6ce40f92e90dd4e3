"""Texts that officers write with words in braces, which are filled in later.

Only listed names are ever filled, and what is filled in is not looked at again: nothing in such a
text is run, looked up or formatted.
"""

import re
from collections.abc import Collection, Mapping

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def has_strange(text: str, allowed: Collection[str]) -> bool:
    """Whether there is any brace that does not belong to a listed placeholder."""
    rest = _PLACEHOLDER.sub(lambda m: "" if m[1] in allowed else m[0], text)
    return "{" in rest or "}" in rest


def listed(allowed: Collection[str]) -> str:
    """ "{ho_ten}, {ma}": for messages and help texts."""
    return ", ".join(f"{{{name}}}" for name in allowed)


def filled(text: str, values: Mapping[str, str], *, allowed: Collection[str]) -> str:
    return _PLACEHOLDER.sub(lambda m: values.get(m[1], "") if m[1] in allowed else m[0], text)
