"""Whom an app above names as having an interest in what it brings."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sangkien.councils.enums import InterestKind
from sangkien.councils.errors import InvalidSession

LONGEST_ADDRESS = 300


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Somebody who neither scores nor votes: an author, or the head of the unit as an author."""

    user_id: int
    kind: InterestKind = InterestKind.AUTHOR


def ensure_address(address: str) -> None:
    """Empty, or a path inside the site: an agenda never leads elsewhere."""
    is_path = address.startswith("/") and not address.startswith(("//", "/\\"))
    if address and (not is_path or len(address) > LONGEST_ADDRESS):
        raise InvalidSession(_("Địa chỉ phải nằm trong phần mềm này."), field="address")


def distinct(conflicts: Iterable[Conflict]) -> list[Conflict]:
    """One per person, the first that was named."""
    return list({one.user_id: one for one in reversed(list(conflicts))}.values())[::-1]
