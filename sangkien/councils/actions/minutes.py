"""Minutes and counting records: looked at as a draft, approved, released."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access import proof
from sangkien.access.actor import Actor
from sangkien.accounts.models import User
from sangkien.accounts.queries import factor_of
from sangkien.core.errors import NotAllowed
from sangkien.councils import writing
from sangkien.councils.actions.recording import held, note
from sangkien.councils.actions.sessions import office_in
from sangkien.councils.enums import BallotState, PaperKind, SessionState
from sangkien.councils.errors import InvalidSession
from sangkien.councils.events import MinutesApproved, ResultsReleased
from sangkien.councils.models import Ballot, Session, SessionPaper
from sangkien.councils.rules import moving, tables
from sangkien.papers import printing, rendering
from sangkien.papers import queries as papers
from sangkien.papers.actions import issuing
from sangkien.papers.models import IssuedPaper

# Of those that were approved before papers were issued.
TEMPLATES = {PaperKind.MINUTES: "council_minutes", PaperKind.COUNTING: "council_counting"}


@transaction.atomic
def approve(session: Session, *, address: str = "", by: Actor, at: dt.datetime) -> Session:
    """ "Duyệt biên bản": all papers of the session are issued as they are now, each with its number.

    By the chair (or a deputy), who has shown a moment ago to be there.
    """
    proof.ensure_recent(by, at=at, message=_("Hãy xác minh lại trước khi duyệt biên bản."))
    session = held(session)
    office = office_in(session, by, at=at)
    if office.seat is None or not office.may_preside:
        raise NotAllowed(_("Chỉ Chủ tịch (hoặc Phó Chủ tịch) duyệt được biên bản."))
    if session.approved_at is not None:  # the second tap
        return session
    moving.ensure_state(session.state_enum, wanted=SessionState.CLOSED)
    if not session.conclusion:
        raise InvalidSession(_("Biên bản chưa có kết luận."), field="conclusion")
    made = _issued(session, approver=office.seat.user, by=by, at=at)
    session.move_to(SessionState.APPROVED, approved_at=at)
    note(
        MinutesApproved,
        session,
        by=by,
        at=at,
        digests=digests(made),
        version=made[0].version,
        factor=factor_of(office.seat.user_id),
        proven_at=by.proven_at or at,
        address=address,
    )
    return session


@transaction.atomic
def release(session: Session, *, address: str = "", by: Actor, at: dt.datetime) -> Session:
    """ "Công bố kết quả": all of them at once."""
    session = held(session)
    if not office_in(session, by, at=at).may_run:
        raise NotAllowed(_("Chỉ chủ tọa hoặc thư ký công bố được kết quả."))
    if session.released_at is not None:  # the second tap
        return session
    moving.ensure_state(session.state_enum, wanted=SessionState.APPROVED)
    session.move_to(SessionState.RELEASED, released_at=at)
    note(ResultsReleased, session, by=by, at=at, address=address)
    return session


def rendered(paper: SessionPaper) -> bytes:
    """The file again, the same to the byte while the version is the same."""
    if paper.paper is not None:
        return papers.pdf_of(paper.paper)
    return rendering.render(TEMPLATES[PaperKind(paper.kind)], paper.data)


def as_docx(paper: SessionPaper) -> bytes:
    """The same for Word."""
    if paper.paper is not None:
        return papers.docx_of(paper.paper)
    return printing.as_docx(writing.earlier(paper))


def digests(made: list[SessionPaper]) -> dict[str, str]:
    """By paper: of its file and of its data."""
    found = {}
    for one in made:
        key = f"{one.kind}.{one.ballot_id}" if one.ballot_id else str(one.kind)
        found[key] = one.digest
        found[f"{key}.data"] = tables.digest(one.contents)
    return found


def _issued(session: Session, *, approver: User, by: Actor, at: dt.datetime) -> list[SessionPaper]:
    ballots = session.ballots.filter(state=BallotState.CLOSED).select_related(
        "session__council__unit"
    )
    approval = writing.Approval(name=approver.full_name, at=at)
    drafts: list[tuple[PaperKind, Ballot | None, issuing.Draft]] = [
        (PaperKind.MINUTES, None, writing.minutes_draft(session, approval=approval))
    ]
    drafts += [
        (PaperKind.COUNTING, ballot, writing.counting_draft(ballot, approval=approval))
        for ballot in ballots.order_by("number")
    ]
    made = [
        _kept(session, kind, ballot, issuing.issue(draft, by=by, at=at), approver=approver, at=at)
        for kind, ballot, draft in drafts
    ]
    SessionPaper.objects.bulk_create(made)
    return made


def _kept(
    session: Session,
    kind: PaperKind,
    ballot: Ballot | None,
    paper: IssuedPaper,
    *,
    approver: User,
    at: dt.datetime,
) -> SessionPaper:
    return SessionPaper(
        session=session,
        kind=kind,
        ballot=ballot,
        paper=paper,
        data={},
        digest=paper.digest,
        version=rendering.version(paper.template),
        approved_by=approver,
        approved_at=at,
    )
