"""Who counts the votes: named for paper, printed on the record with room to sign, sealed with the count."""

import pytest

from sangkien.core.errors import DomainError
from sangkien.councils import writing
from sangkien.councils.actions import counting
from sangkien.councils.enums import BallotWay, Choice
from sangkien.councils.errors import InvalidBallot
from sangkien.councils.models import Ballot
from sangkien.councils.rules import teams
from sangkien.councils.rules.teams import CountingTeam
from sangkien.councils.rules.voting import Count
from sangkien.councils.verifying import check_councils
from sangkien.papers import printing
from tests.councils.scene import TEAM, make_body

HEAD, ONE = TEAM.head, TEAM.members[0]


@pytest.mark.parametrize(
    ("head", "members", "field"),
    [
        ("", (), "team_head"),
        (" ", (ONE,), "team_head"),
        (HEAD, (" ",), "team_members"),
        (HEAD, (ONE, "lý văn đếm"), "team_members"),
        (HEAD, (HEAD,), "team_members"),
        (HEAD, tuple(f"Người {n}" for n in range(11)), "team_members"),
        (HEAD, ("Bà Một",), "team_members"),
        ("Ông  hai", (ONE,), "team_head"),
    ],
)
def test_a_team_is_whole_and_nobody_counts_their_own_election(
    head: str, members: tuple[str, ...], field: str
) -> None:
    team = CountingTeam(head=head, members=members)
    with pytest.raises(DomainError) as refused:
        teams.cleaned(team, candidates=["Bà Một", "CĐCS May: Ông Hai"], is_required=True)
    assert refused.value.field == field


def test_without_paper_nobody_has_to_be_named() -> None:
    assert teams.cleaned(CountingTeam(), is_required=False) == CountingTeam()
    with pytest.raises(InvalidBallot):
        teams.cleaned(CountingTeam(members=(ONE,)), is_required=False)


@pytest.mark.django_db
def test_the_team_stands_on_the_record_and_signs_it() -> None:
    body = make_body()
    session = body.opened()
    ballot = body.ballot(session, way=BallotWay.PAPER)
    nobody = Count(issued=7, collected=7, invalid=0, lines={1: (6, 1)})
    with pytest.raises(InvalidBallot):
        counting.record_count(ballot, nobody, by=body.secretary, at=body.at)
    count = Count(issued=7, collected=7, invalid=0, lines={1: (6, 1)}, team=TEAM)
    counted = counting.record_count(ballot, count, by=body.secretary, at=body.at)
    counting.confirm_count(counted, by=body.chair, at=body.at)

    paper = printing.of_data(writing.counting_draft(Ballot.objects.get()).data)
    names = [one.name for one in paper.signatures]
    assert names == [*TEAM.people, body.users[2].full_name, body.users[0].full_name]
    assert paper.signatures[0].lines == ("TỔ TRƯỞNG", "TỔ KIỂM PHIẾU")
    assert printing.as_pdf(paper).startswith(b"%PDF")
    assert list(check_councils()) == []
    Ballot.objects.update(team_head="Người khác")
    assert len(list(check_councils())) == 1


@pytest.mark.django_db
def test_a_team_may_be_named_with_a_ballot_on_the_program() -> None:
    body = make_body()
    ballot = body.ballot(body.opened(), team=TEAM)
    other = body.ballot(body.opened())
    for one in (ballot, other):
        for number in range(7):
            body.vote(one, number, Choice.AGREE)
        counting.close_ballot(one, by=body.secretary, at=body.at)
    assert (ballot.team, other.team) == (TEAM, CountingTeam())
    record = printing.of_data(writing.counting_draft(Ballot.objects.get(pk=other.pk)).data)
    assert [one.lines for one in record.signatures] == [("THƯ KÝ",), ("CHỦ TỌA",)]
