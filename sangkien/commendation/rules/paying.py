"""Lists of payments: how they move, what they say, and whether the fund bears them."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from sangkien.commendation.enums import EntryKind, ListState
from sangkien.commendation.errors import InvalidPayment, MovedMeanwhile
from sangkien.commendation.rules import terms

MOST_VND = 1_000_000_000_000  # of one entry
MOVES: dict[ListState, frozenset[ListState]] = {
    ListState.DRAFT: frozenset({ListState.APPROVED, ListState.CANCELLED}),
    ListState.APPROVED: frozenset({ListState.EXPORTED, ListState.CANCELLED}),
    ListState.EXPORTED: frozenset({ListState.PAID, ListState.CANCELLED}),
    ListState.PAID: frozenset(),
    ListState.CANCELLED: frozenset(),
}
INCOMING = (EntryKind.RECEIPT, EntryKind.RECOVERY)


def ensure_move(old: ListState, new: ListState) -> None:
    if new not in MOVES[old]:
        raise MovedMeanwhile(
            _("Danh sách chi này đã ở bước “%(state)s”. Hãy xem lại.") % {"state": old.label}
        )


def digest(lines: Iterable[tuple[int, int]]) -> str:
    """Of (conferral, amount) pairs, in whatever order they come."""
    plain = json.dumps(sorted(lines), separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


BOOKED = ("fund_id", "kind", "amount_vnd", "words", "document", "conferral_id", "list_id")


def seal(entry: object) -> str:
    """SHA-256 of an entry of the ledger, or of the draft from which it comes: drafts have no list. Its own
    key keeps it from being guessed.
    """
    said: dict[str, Any] = {name: getattr(entry, name, None) for name in BOOKED}
    day = getattr(entry, "booked_on")  # noqa: B009 - beside the others
    salt = str(getattr(entry, "request_key"))  # noqa: B009
    return terms.digest({**said, "booked_on": f"{day:%Y-%m-%d}", "salt": salt})


def ensure_amount(kind: EntryKind, amount_vnd: int) -> None:
    if kind == EntryKind.PAYMENT:
        raise InvalidPayment(_("Khoản chi thưởng ghi từ danh sách chi."), field="kind")
    if abs(amount_vnd) > MOST_VND or not amount_vnd or (kind in INCOMING and amount_vnd < 0):
        raise InvalidPayment(_("Hãy ghi số tiền lớn hơn 0."), field="amount")


def ensure_borne(balance_vnd: int, change_vnd: int) -> None:
    """No entry leaves less than nothing in the fund."""
    if balance_vnd + change_vnd < 0:
        raise InvalidPayment(
            _("Quỹ không đủ: còn %(left)s đồng, cần %(wanted)s đồng.")
            % {"left": _dotted(balance_vnd), "wanted": _dotted(-change_vnd)},
            field="amount",
        )


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")
