"""The steps of a session."""

from django.utils.translation import gettext as _

from sangkien.councils.enums import SessionState
from sangkien.councils.errors import InvalidSession

NEXT = {
    SessionState.PREPARING: SessionState.OPEN,
    SessionState.OPEN: SessionState.CLOSED,
    SessionState.CLOSED: SessionState.APPROVED,
    SessionState.APPROVED: SessionState.RELEASED,
}


def ensure_move(old: SessionState, new: SessionState) -> None:
    """One step after the other, never back."""
    if NEXT.get(old) != new:
        raise InvalidSession(
            _("Kỳ họp %(state)s nên không làm được việc này.") % {"state": old.label.lower()}
        )


def ensure_state(state: SessionState, *, wanted: SessionState) -> None:
    if state != wanted:
        raise InvalidSession(
            _("Kỳ họp %(state)s nên không làm được việc này.") % {"state": state.label.lower()}
        )


def moved_words() -> str:
    return _("Người khác vừa xử lý trước, hãy xem lại.")
