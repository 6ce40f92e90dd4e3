"""Co-authors answer for the share that was written down for them."""

import pytest

from sangkien.accounts.models import User
from sangkien.core.errors import NotFound
from sangkien.initiatives import waiting
from sangkien.initiatives.actions import authors, confirmation, crediting, sharing, submission
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.enums import State
from sangkien.initiatives.errors import ReasonMissing, ShareDisputed, WrongState
from sangkien.initiatives.models import CoAuthor, Initiative
from sangkien.journal.models import Entry
from tests.factories import (
    NOW,
    Cast,
    actor,
    make_cast,
    make_initiative,
    make_member,
    make_programme,
)

pytestmark = pytest.mark.django_db
REASON = "Tôi làm một nửa công việc, không phải 10 %."


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def fellow(cast: Cast) -> User:
    return make_member(cast.factory, "Phan Cùng Xưởng")


@pytest.fixture
def shared(cast: Cast, fellow: User) -> Initiative:
    """One co-author in the register, one by name only."""
    named = (
        Credit(login=fellow.member_code, share_bp=1_000),
        Credit(name="Người ngoài", share_bp=1_000),
    )
    return make_initiative(
        make_programme(cast.province),
        cast.factory,
        cast.author,
        author_share_bp=8_000,
        credits=named,
    )


def answers() -> list[str]:
    return list(CoAuthor.objects.order_by("position").values_list("answer", flat=True))


def test_coauthor_is_asked_until_there_is_an_answer(shared: Initiative, fellow: User) -> None:
    assert [row.initiative for row in waiting.shares_to_answer(actor(fellow))] == [shared]

    sharing.agree(shared, by=actor(fellow), at=NOW)
    sharing.agree(shared, by=actor(fellow), at=NOW)

    assert waiting.shares_to_answer(actor(fellow)) == []
    assert answers() == ["agreed", ""]
    assert Entry.objects.filter(name="initiative.share_agreed").count() == 1


def test_objection_blocks_the_confirmation_until_it_is_resolved(
    cast: Cast, shared: Initiative, fellow: User
) -> None:
    officer, author = actor(cast.officer), actor(cast.author)
    sharing.object_to(shared, reason=REASON, by=actor(fellow), at=NOW)

    with pytest.raises(ShareDisputed, match="Phan Cùng Xưởng chưa đồng ý"):
        confirmation.confirm(shared, by=officer, at=NOW)
    shared.refresh_from_db()
    assert shared.state == State.SUBMITTED
    confirmation.return_for_changes(shared, reason="Ghi lại tỷ lệ.", by=officer, at=NOW)
    half = [Credit(login=fellow.member_code, share_bp=5_000)]
    authors.set_authors(shared, author_share_bp=5_000, credits=half, by=author, at=NOW)
    submission.submit(shared, by=author, received_at=NOW, at=NOW)
    assert answers() == [""]
    confirmation.confirm(shared, by=officer, at=NOW)

    assert shared.state == State.CONFIRMED


def test_answer_stays_while_the_share_stays(cast: Cast, shared: Initiative, fellow: User) -> None:
    sharing.agree(shared, by=actor(fellow), at=NOW)
    confirmation.return_for_changes(shared, reason="Ghi rõ hơn.", by=actor(cast.officer), at=NOW)

    same = [Credit(login=fellow.member_code, share_bp=1_000)]
    authors.set_authors(shared, author_share_bp=9_000, credits=same, by=actor(cast.author), at=NOW)

    assert answers() == ["agreed"]


def test_objection_needs_a_reason_and_a_share(cast: Cast, shared: Initiative, fellow: User) -> None:
    with pytest.raises(ReasonMissing):
        sharing.object_to(shared, reason=" ", by=actor(fellow), at=NOW)
    for stranger in (cast.author, cast.officer, make_member(cast.factory)):
        with pytest.raises(NotFound):
            sharing.agree(shared, by=actor(stranger), at=NOW)

    assert answers() == ["", ""]


def test_nobody_answers_after_the_confirmation(
    cast: Cast, shared: Initiative, fellow: User
) -> None:
    confirmation.confirm(shared, by=actor(cast.officer), at=NOW)

    with pytest.raises(WrongState):
        sharing.object_to(shared, reason=REASON, by=actor(fellow), at=NOW)


def test_erased_person_leaves_no_words(shared: Initiative, fellow: User) -> None:
    sharing.object_to(shared, reason=REASON, by=actor(fellow), at=NOW)

    crediting.anonymise(fellow.pk, NOW)

    assert REASON not in CoAuthor.objects.get(user=fellow).objection
