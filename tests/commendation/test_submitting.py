"""What a unit submits in writing: every dossier once, whoever prepares it and however many there are."""

import pytest

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.commendation import submission_writing
from sangkien.commendation.actions import submitting
from sangkien.commendation.errors import MovedMeanwhile
from sangkien.commendation.models import Round, Submission
from sangkien.commendation.queries import submissions as queries
from sangkien.recognition.queries.terms import terms
from tests.commendation.deciding import make_award, make_round, passed
from tests.factories import NOW, TODAY, Cast, actor, make_cast, make_member, make_officer
from tests.recognition.scene import proven

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def second(cast: Cast) -> User:
    return make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Đỗ Đồng Cấp")


@pytest.fixture
def round_(cast: Cast) -> Round:
    """Two dossiers of the factory wait in it."""
    made, award = make_round(cast.superior), make_award(cast.superior)
    for user in (cast.author, make_member(cast.factory, "Lê Thị Cúc")):
        passed(made, award, cast.factory, user)
    return made


def prepared(round_: Round, cast: Cast) -> Submission:
    said = {"signer_name": "Đỗ Đồng Cấp", "signer_post": "Phó Chủ tịch"}
    return submitting.prepare(round_, cast.factory, **said, by=actor(cast.officer), at=NOW)


def signed(row: Submission, by: User) -> Submission:
    current = terms(row.unit, on=TODAY)
    drafted = submission_writing.submission_draft(
        row, queries.dossiers_of(row), terms=current, issued_on=TODAY
    )
    return submitting.sign(row, seen=submission_writing.stamp(drafted), by=proven(by), at=NOW)


def test_beyond_the_most_of_one_list_the_others_are_submitted_next(
    cast: Cast, second: User, round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST_LISTED", 1)
    first = signed(prepared(round_, cast), second)
    (left,) = queries.not_submitted(round_, cast.factory)

    other = signed(prepared(round_, cast), second)

    assert other.dossiers == [left.pk] != first.dossiers
    assert queries.not_submitted(round_, cast.factory) == []


def test_what_was_submitted_meanwhile_is_not_submitted_again(
    cast: Cast, second: User, round_: Round
) -> None:
    """A draft that was begun on an older list, while somebody signed."""
    row = signed(prepared(round_, cast), second)
    late = Submission(
        round=round_,
        unit=cast.factory,
        addressed_to=row.addressed_to,
        dossiers=row.dossiers,
        signer_name=row.signer_name,
        signer_post=row.signer_post,
        prepared_by=cast.officer,
        prepared_at=NOW,
    )
    late.save(force_insert=True)

    assert queries.dossiers_of(late) == []
    with pytest.raises(MovedMeanwhile):
        signed(late, second)
    assert [one.pk for one in queries.dossiers_of(row)] == row.dossiers
