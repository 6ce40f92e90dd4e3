"""What the pages of councils share: the way to them, who reads, and their words."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.councils import queries
from sangkien.councils.enums import BallotState, SessionState
from sangkien.councils.permissions import can_manage
from sangkien.councils.queries import Office, showing
from sangkien.councils.queries.taking_part import Sitting, own_interests, sitting
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.councils.models import Ballot, Council, Session


def may_annul(reading: "Reading", ballot: "Ballot") -> bool:
    """Who runs the session while nothing is counted, then only who presides."""
    if ballot.state == BallotState.COUNTED:
        return reading.office.may_preside
    return reading.office.may_run and ballot.state == BallotState.OPEN


def council_for(request: WorkRequest, pk: int) -> "Council":
    """One that the reader manages."""
    council = showing.get_council(pk, actor=request.actor)
    if not can_manage(request.actor, council):
        raise NotFound(_("Không tìm thấy trang này của hội đồng."))
    return council


def around_council(request: WorkRequest, council: "Council", *, step: str = "") -> dict[str, Any]:
    trail = [Link(label=_("Hội đồng"), url=reverse("councils:index"))]
    trail.append(Link(label=council.name, url=url_of(council)))
    return {
        "council": council,
        "may_manage": can_manage(request.actor, council),
        "back": url_of(council),
        "breadcrumb": [*trail, Link(label=step)] if step else trail,
    }


class Reading:
    """Who reads a session: office, seat, and what may be seen by now."""

    def __init__(self, request: WorkRequest, pk: int) -> None:
        self.request = request
        self.session: Session = showing.get_session(pk, actor=request.actor)
        self.office: Office = queries.office(request.actor, self.session.council, on=clock.today())

    @property
    def state(self) -> SessionState:
        return self.session.state_enum

    @property
    def is_inside(self) -> bool:
        """Sits in the council: sees how it goes. Others see what is released."""
        return self.office.seat is not None

    @property
    def may_see_scores(self) -> bool:
        released = self.state == SessionState.RELEASED
        return released or (self.is_inside and self.session.scoring_closed_at is not None)

    @property
    def may_see_votes(self) -> bool:
        return self.state == SessionState.RELEASED or self.is_inside

    @cached_property
    def kept_from(self) -> frozenset[int]:
        """Items whose scores and votes the reader, who has an interest in them, learns when
        everybody does.
        """
        if self.state == SessionState.RELEASED:
            return frozenset()
        return own_interests(self.session, self.request.actor.user_id)

    @property
    def may_print(self) -> bool:
        """Drafts for who runs the session, approved papers for the whole council."""
        if self.state == SessionState.RELEASED:
            return True
        if self.state == SessionState.APPROVED:
            return self.is_inside and not self.kept_from
        return self.office.may_run

    def ensure(self, allowed: bool) -> None:  # noqa: FBT001 - reads as a sentence
        if not allowed:
            raise NotFound(_("Không tìm thấy trang này của kỳ họp."))

    def sitting(self) -> Sitting:
        return sitting(self.session)

    def around(self, *, step: str = "") -> dict[str, Any]:
        session, council = self.session, self.session.council
        trail = [
            Link(label=_("Hội đồng"), url=reverse("councils:index")),
            Link(label=council.name, url=url_of(council)),
            Link(label=label_of(session), url=session_url(session)),
        ]
        return {
            "session": session,
            "label": label_of(session),
            "council": council,
            "office": self.office,
            "reading": self,
            "back": session_url(session),
            "breadcrumb": [*trail, Link(label=step)] if step else trail,
        }


def label_of(session: "Session") -> str:
    """ "Kỳ họp số 2/2026"."""
    return _("Kỳ họp số %(session)s") % {"session": session}


def url_of(council: "Council") -> str:
    return reverse("councils:detail", args=[council.pk])


def session_url(session: "Session") -> str:
    return reverse("councils:session", args=[session.pk])
