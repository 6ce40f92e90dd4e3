"""Ballots: opened by who runs the session, voted on by each member once."""

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sangkien.commendation.queries import dossiers as commendation
from sangkien.core import clock
from sangkien.councils import queries
from sangkien.councils.actions import balloting
from sangkien.councils.enums import (
    BallotKind,
    BallotState,
    BallotWay,
    CouncilKind,
    SessionState,
)
from sangkien.councils.queries import showing
from sangkien.councils.rules.voting import Threshold
from sangkien.units import queries as units
from sangkien.web.councils.forms.ballots import (
    OPEN,
    SECRET,
    BallotForm,
    ElectForm,
    VoteForm,
    team_initial,
)
from sangkien.web.councils.frame import Reading, may_annul
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sangkien.councils.models import AgendaItem, Ballot, BallotLine
    from sangkien.units.queries.clusters import ClusterGroup


@require_http_methods(["GET", "HEAD", "POST"])
def open_ballot(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Mở bỏ phiếu"; `?vong=` names the election whose next round it is."""
    reading = Reading(request, pk)
    reading.ensure(reading.office.may_run and reading.state == SessionState.OPEN)
    session = reading.session
    items = showing.items_to_vote(session)
    previous = _previous(reading)
    form = BallotForm(
        request.POST if request.method == "POST" else None,
        items=items,
        initial={
            "request_key": uuid.uuid4(),
            "title": _usual_title(session.council.kind),
            **(_again(previous) or _of_cluster(reading) or _of_awards(items)),
        },
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: balloting.open_ballot(
                session,
                form.paper(today=clock.today(), previous=previous),
                request_key=form.cleaned_data["request_key"],
                by=request.actor,
                at=clock.now(),
            ),
            names={"closes": "closes_clock", "is_secret": "manner"},
        )
        if tried.done is not None:
            messages.success(request, _("Đã mở bỏ phiếu."))
            return redirect("councils:ballot", session.pk, tried.done.pk)
        status = tried.status
    context = {
        **reading.around(step=_("Mở bỏ phiếu")),
        "form": form,
        "previous": previous,
        "clusters": [] if previous else _clusters(reading),
    }
    return render(request, "councils/ballot_open.html", context, status=status)


def _previous(reading: Reading) -> "Ballot | None":
    """The closed election that goes into another round."""
    typed = reading.request.GET.get("vong", "")
    found = [
        one
        for one in showing.ballots_of(reading.session)
        if str(one.pk) == typed and one.is_closed and one.kind == BallotKind.ELECTION
    ]
    return found[0] if found else None


def _again(previous: "Ballot | None") -> dict[str, Any]:
    """The candidates who are not in yet, for the places that are left."""
    if previous is None:
        return {}
    result = queries.ballot_results([previous])[previous.pk]
    left = [line.label for line in result.lines if not line.is_passed]
    return {
        "title": previous.title,
        "kind": BallotKind.ELECTION,
        "items": [],
        "candidates": "\n".join(left),
        "seats": previous.seats - len(result.elected.numbers),
        "threshold": previous.threshold,
        "denominator": previous.denominator,
        **team_initial(previous.team),
    }


def _usual_title(kind: str) -> str:
    if kind == CouncilKind.INITIATIVE:
        return _("Phiếu biểu quyết công nhận sáng kiến")
    return _("Phiếu biểu quyết đề nghị khen thưởng")


def _clusters(reading: Reading) -> "list[ClusterGroup]":
    """Those whose head this council may elect: of its unit, of this year and the next, blocks after
    their cluster.
    """
    unit, year = reading.session.council.unit, clock.today().year
    groups = [one for each in (year, year + 1) for one in units.clusters_of(unit, year=each)]
    return [one for group in groups for one in (group, *group.blocks) if one.unit_ids]


def _of_cluster(reading: Reading) -> dict[str, Any]:
    """`?cum=` names the cluster whose units stand in the list."""
    typed = reading.request.GET.get("cum", "")
    for group in _clusters(reading) if typed else ():
        if str(group.cluster.pk) == typed:
            members = sorted(units.units_of(group).values(), key=lambda one: one.pk)
            return {
                "title": _("Bầu cụm trưởng, cụm phó: %(cluster)s năm %(year)d")
                % {"cluster": group.cluster.name, "year": group.cluster.year},
                "kind": BallotKind.ELECTION,
                "items": [],
                "candidates": "\n".join(one.name for one in members),
                "seats": 1,
            }
    return {}


def _of_awards(items: "Sequence[AgendaItem]") -> dict[str, Any]:
    """What the awards behind the items ask of a vote; where they ask differently, those of the first."""
    asked = commendation.votes_asked([one.pk for one in items])
    if not asked:
        return {}
    vote = next(iter(asked.values()))
    return {
        "title": _("Phiếu biểu quyết đề nghị khen thưởng"),
        "items": [str(pk) for pk, one in asked.items() if one == vote],
        "threshold": Threshold(
            numerator=vote.numerator, denominator=vote.denominator, is_strict=vote.is_strict
        ),
        "denominator": vote.of,
        "manner": SECRET if vote.is_secret else OPEN,
    }


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: WorkRequest, pk: int, ballot_pk: int) -> HttpResponse:
    """The reader's paper while it is open, the result afterwards."""
    reading = Reading(request, pk)
    reading.ensure(reading.may_see_votes)
    found = showing.get_ballot(reading.session, ballot_pk)
    lines, aside = _paper_of(reading, found)
    voted = showing.has_voted(found, reading.office.seat)
    form = _form(request, found, lines) if voted is not None else None
    status = 200
    if request.method == "POST":
        reading.ensure(form is not None)
        assert form is not None  # noqa: S101 - for the type checker
        tried = attempt(form, lambda: (_cast(request, found, form),))
        if tried.done is not None:
            return _thanked(request, reading, found, is_new=tried.done[0])
        status = tried.status
    context = {
        **reading.around(step=found.title),
        "ballot": found,
        "form": form,
        "aside": aside,
        "voted": voted,
        "is_over": found.closes_at is not None and clock.now() >= found.closes_at,
        **_state(reading, found),
    }
    return render(request, "councils/ballot.html", context, status=status)


def _paper_of(reading: Reading, found: "Ballot") -> "tuple[list[BallotLine], list[BallotLine]]":
    """The lines on the reader's paper, and those left out for an interest."""
    lines = showing.lines_of(found)
    seat = reading.office.seat
    if seat is None:
        return lines, []
    sat = reading.sitting()
    aside = [one for one in lines if sat.has_interest(seat, one.item_id)]
    return [one for one in lines if one not in aside], aside


def _form(
    request: WorkRequest, found: "Ballot", lines: "list[BallotLine]"
) -> VoteForm | ElectForm | None:
    if found.way != BallotWay.ONLINE or found.state != BallotState.OPEN:
        return None
    data = request.POST if request.method == "POST" else None
    if found.kind == BallotKind.ELECTION:
        return ElectForm(data, lines=lines, seats=found.seats)
    return VoteForm(data, lines=lines)


def _cast(request: WorkRequest, found: "Ballot", form: VoteForm | ElectForm) -> bool:
    """The instant at which the vote arrived decides, however busy the server is."""
    at = request.received_at
    if isinstance(form, VoteForm):
        return balloting.vote(found, form.choices(), by=request.actor, at=at)
    return balloting.elect(found, form.cleaned_data["chosen"], by=request.actor, at=at)


def _thanked(
    request: WorkRequest, reading: Reading, found: "Ballot", *, is_new: bool
) -> HttpResponse:
    if is_new:
        messages.success(request, _("Đã nhận phiếu của bạn."))
    else:
        messages.info(request, _("Bạn đã bỏ phiếu từ trước; phiếu đã bỏ không đổi được."))
    return redirect("councils:ballot", reading.session.pk, found.pk)


def _state(reading: Reading, found: "Ballot") -> dict[str, Any]:
    voters, turnout = queries.turnout([found.pk])[found.pk]
    result = queries.ballot_results([found]).get(found.pk)
    slips = showing.slips_of(found) if found.is_closed and not found.is_secret else []
    if result is not None and reading.kept_from:
        shown = tuple(one for one in result.lines if one.item_id not in reading.kept_from)
        numbers = {one.number for one in shown}
        result = replace(result, lines=shown)
        slips = [one for one in slips if one[1] in numbers]
    counted = reading.office.may_run and found.state != BallotState.CLOSED and found.was_counted
    return {
        "voters": voters,
        "turnout": turnout,
        "result": result,
        "counted": showing.lines_of(found) if counted else [],
        "may_annul": may_annul(reading, found),
        "may_confirm": counted
        and found.state == BallotState.COUNTED
        and reading.office.may_preside
        and found.counted_by_id != reading.request.actor.user_id,
        "may_run": reading.office.may_run,
        "ballot_key": str(found.pk),
        "may_go_on": reading.office.may_run
        and reading.state == SessionState.OPEN
        and not showing.has_next_round(found),
        "slips": slips,
    }
