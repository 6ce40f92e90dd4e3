"""Whom the work of a team concerns."""

import pytest

from sangkien.core import bus
from sangkien.journal.models import Entry
from sangkien.notices.concerning import concerns_of
from sangkien.support.actions import asking, cowriting, helping, membership, passing_on
from sangkien.units.models import Grant
from tests.factories import NOW, Cast, actor, make_cast
from tests.support.scene import ask, join, make_draft, set_up


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def told(name: str) -> dict[str, set[int]]:
    """Who hears of the latest event, by the variant of the sentence."""
    entry = Entry.objects.filter(name=name).latest("pk")
    found = concerns_of(bus.load(entry.name, entry.payload))
    return {one.variant: set(one.user_ids) for one in found if one.user_ids}


def test_members_of_the_team_that_is_asked_hear_of_it_and_those_above_do_not(cast: Cast) -> None:
    above = join(set_up(cast.superior, cast.superior_officer), cast.superior_officer, "Lý Huyện")
    near = join(set_up(cast.factory, cast.officer), cast.officer)
    asked = ask(cast)
    assert told("support.asked") == {"": {near.user_id}}

    helping.take(asked, by=actor(near.user), at=NOW)
    passing_on.pass_up(asked, text="Việc khó.", by=actor(near.user), at=NOW)

    assert told("support.passed_up") == {"": {above.user_id}, "asker": {cast.author.pk}}


def test_who_goes_on_and_who_asked_hear_that_somebody_left(cast: Cast) -> None:
    team = set_up(cast.factory, cast.officer)
    first, second = join(team, cast.officer), join(team, cast.officer, "Cao Đồng Nghiệp")
    asked = ask(cast)
    helping.take(asked, by=actor(first.user), at=NOW)

    membership.leave(first, by=actor(cast.officer), at=NOW)

    assert told("support.released") == {"": {second.user_id}, "asker": {cast.author.pk}}
    assert told("support.member_left") == {"": {first.user_id}}
    helping.take(asked, by=actor(second.user), at=NOW)
    asked.refresh_from_db()
    helping.close(asked, text="Đã xong.", by=actor(second.user), at=NOW)
    Grant.objects.filter(user=second.user).update(revoked_at=NOW)
    asking.judge(asked, solved=False, text="Chưa xong.", by=actor(cast.author), at=NOW)
    assert told("support.judged") == {"": {second.user_id}}


def test_author_hears_of_a_version_and_the_helper_of_what_became_of_it(cast: Cast) -> None:
    draft = make_draft(cast)
    asked = ask(cast, draft, may_edit=True)
    helping.take(asked, by=actor(cast.officer), at=NOW)
    words = {**cowriting.present_words(draft), "effect": "Bớt 20 phút mỗi ca."}
    seen = cowriting.state_of(draft, None)
    version = cowriting.write(asked, words=words, seen=seen, by=actor(cast.officer), at=NOW)
    assert told("support.version_written") == {"": {cast.author.pk}}

    cowriting.decline(version, by=actor(cast.author), at=NOW)

    assert told("support.version_decided") == {"kept_own": {cast.officer.pk}}
