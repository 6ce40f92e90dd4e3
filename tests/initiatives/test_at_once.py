"""Two at the same moment: one decision, one initiative, and clear words for the other."""

import uuid
from functools import partial

import pytest

from sangkien.access.roles import RoleKey
from sangkien.initiatives.actions import authors, confirmation, drafting, submission
from sangkien.initiatives.enums import State
from sangkien.initiatives.errors import DecidedMeanwhile
from sangkien.initiatives.models import Decision, Initiative
from sangkien.journal.models import Entry
from tests.factories import (
    NOW,
    Cast,
    actor,
    content_of,
    make_cast,
    make_initiative,
    make_officer,
    make_programme,
)
from tests.threads import outcomes, refusals

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
]
REASON = "Chưa ghi cách tính số tiền làm lợi."


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def fresh(initiative: Initiative) -> Initiative:
    """As each officer's request reads it, before any of them decided."""
    return Initiative.objects.get(pk=initiative.pk)


def test_two_officers_at_once_make_one_decision(cast: Cast) -> None:
    programme = make_programme(cast.province)
    second = make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Đỗ Thị Hạnh")
    officers = [actor(cast.officer), actor(second)]
    for _round in range(5):
        sent = make_initiative(programme, cast.factory, cast.author)
        seen = [fresh(sent), fresh(sent)]

        found = outcomes(
            lambda seen=seen: confirmation.confirm(seen[0], by=officers[0], at=NOW),  # type: ignore[misc]
            lambda seen=seen: confirmation.reject(  # type: ignore[misc]
                seen[1], reason=REASON, by=officers[1], at=NOW
            ),
        )

        assert [type(refusal) for refusal in refusals(found)] == [DecidedMeanwhile]
        decision = Decision.objects.get(initiative=sent)
        assert decision.decided_by is not None
        assert decision.decided_by.full_name in str(refusals(found)[0])
        sent.refresh_from_db()
        assert sent.state == decision.outcome


def test_the_author_withdraws_while_the_officer_confirms(cast: Cast) -> None:
    programme = make_programme(cast.province)
    sent = make_initiative(programme, cast.factory, cast.author)
    seen = [fresh(sent), fresh(sent)]

    found = outcomes(
        lambda: confirmation.confirm(seen[0], by=actor(cast.officer), at=NOW),
        lambda: submission.withdraw(seen[1], reason=REASON, by=actor(cast.author), at=NOW),
    )

    sent.refresh_from_db()
    assert len(refusals(found)) == 1
    assert sent.state in (State.CONFIRMED, State.WITHDRAWN)
    assert Decision.objects.filter(initiative=sent).count() == 1


def test_one_form_sent_four_times_at_once_is_one_initiative(cast: Cast) -> None:
    programme = make_programme(cast.province)
    key, content = uuid.uuid4(), content_of(programme)
    author = actor(cast.author)

    def register() -> Initiative:
        return submission.register(
            programme,
            cast.factory,
            author=cast.author,
            content=content,
            author_share_bp=10_000,
            credits=[],
            request_key=key,
            by=author,
            received_at=NOW,
            at=NOW,
        )

    found = outcomes(*[register] * 4)

    assert len({initiative.pk for initiative in found}) == 1  # type: ignore[union-attr]
    assert Initiative.objects.count() == 1
    assert Entry.objects.filter(name="initiative.submitted").count() == 1


def test_two_lists_of_authors_at_once_leave_one_whole_list(cast: Cast) -> None:
    programme = make_programme(cast.province)
    by = actor(cast.author)
    for _round in range(5):
        draft = drafting.start_draft(
            programme, cast.factory, author=cast.author, request_key=uuid.uuid4(), by=by, at=NOW
        )
        lists = [
            [authors.Credit(name="Lê Văn Ba", share_bp=2_000)],
            [authors.Credit(name="Cao Thị Tư", share_bp=3_000)],
        ]

        both = [
            partial(authors.note_authors, fresh(draft), credits=mine, by=by, at=NOW)
            for mine in lists
        ]
        outcomes(*both)

        draft.refresh_from_db()
        shares = list(draft.coauthors.values_list("share_bp", flat=True))
        assert draft.author_share_bp + sum(shares) == 10_000
        assert len(shares) == 1
