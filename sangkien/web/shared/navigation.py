"""What the navigation of the signed-in pages depends on; asked for only when it is drawn."""

from typing import TYPE_CHECKING, Any

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.messages.permissions import can_write
from sangkien.web.shared.http import SIGNED_IN_MARK, Request

if TYPE_CHECKING:  # for annotations only
    from sangkien.kiosks.models import Kiosk


class Navigation:
    """Questions about the person who reads, answered when the template asks them.

    Public pages never ask, so they stay the same for every reader.
    """

    def __init__(self, request: Request) -> None:
        self._request = request

    @property
    def _actor(self) -> Actor:
        return self._request.actor

    @property
    def name(self) -> str:
        return self._actor.name

    @property
    def is_limited(self) -> bool:
        """Signed in by PIN or text message, so that an office is out of reach."""
        return self._actor.is_limited

    @property
    def lacks_second_factor(self) -> bool:
        """Has a role that works only after a second factor, and came without one."""
        return self._actor.lacks_second_factor

    @property
    def is_kiosk(self) -> bool:
        """A shared tablet: one header, no way elsewhere."""
        return self.kiosk is not None

    @property
    def kiosk(self) -> "Kiosk | None":
        return getattr(self._request, "kiosk", None)

    @property
    def kiosk_worker(self) -> str:
        """Who uses the tablet at this moment; "" between two people."""
        return self._actor.name

    @property
    def may_register(self) -> bool:
        return self._actor.can_somewhere(Permission.INITIATIVE_REGISTER)

    @property
    def may_write_messages(self) -> bool:
        return can_write(self._actor)

    @property
    def may_review(self) -> bool:
        return any(
            self._actor.can_somewhere(permission)
            for permission in (Permission.INITIATIVE_REVIEW, Permission.INITIATIVE_ACCEPT)
        )

    @property
    def may_enter_for_others(self) -> bool:
        return self._actor.can_somewhere(Permission.INITIATIVE_REGISTER_FOR_OTHERS)

    @property
    def may_answer_data_requests(self) -> bool:
        return self._actor.can_somewhere(Permission.DATA_REQUEST_HANDLE)

    @property
    def holds_office(self) -> bool:
        """Has to do with units, not only with own initiatives."""
        return self._actor.can_somewhere(Permission.UNIT_VIEW)

    @property
    def may_run_programmes(self) -> bool:
        """Runs programmes, or gives targets in those of the units above."""
        return self._actor.can_somewhere(Permission.PROGRAMME_MANAGE) or self._actor.can_somewhere(
            Permission.TARGET_MANAGE
        )

    @property
    def may_report(self) -> bool:
        """Reports for a unit, and answers for it when it is inspected; or does the same to others; or
        oversees it.
        """
        rights = (Permission.REPORT_SEND, Permission.OVERSIGHT_VIEW)
        return any(self._actor.can_somewhere(right) for right in rights)

    @property
    def may_open_programmes(self) -> bool:
        return self._actor.can_somewhere(Permission.PROGRAMME_MANAGE)


def navigation(request: Request) -> dict[str, Any]:
    """Context processor: `nav`, and the mark by which public pages know that asking is worthwhile."""
    return {"nav": Navigation(request), "signed_in_mark": SIGNED_IN_MARK}
