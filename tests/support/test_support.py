import pytest

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core.errors import NotAllowed
from sangkien.initiatives.actions import drafting
from sangkien.journal.models import Entry
from sangkien.support.actions import asking, helping
from sangkien.support.enums import HelpState
from sangkien.support.errors import InvalidHelp, TakenMeanwhile, TooManyRequests
from sangkien.support.models import HelpNote, HelpRequest
from sangkien.support.queries import queue
from tests.factories import (
    NOW,
    TODAY,
    Cast,
    actor,
    make_cast,
    make_member,
    make_officer,
)
from tests.support.scene import NEED, ask, make_draft
from tests.threads import outcomes, refusals


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def waiting(user: User) -> list[HelpRequest]:
    return queue(actor(user), on=TODAY)[0]


def test_without_a_team_the_officers_of_the_unit_are_asked(cast: Cast) -> None:
    asked = ask(cast)

    assert not asked.to_team
    assert str(asked.due_on) == "2026-05-22"
    assert waiting(cast.officer) == [asked]
    for user in (cast.sister_officer, cast.superior_officer, cast.author, cast.auditor):
        assert waiting(user) == []


def test_team_over_the_unit_is_asked_and_officers_only_when_it_sleeps(cast: Cast) -> None:
    helper = make_officer(cast.superior, RoleKey.SUPPORT, "Mai Hỗ Trợ")

    asked = ask(cast)

    assert asked.to_team
    assert waiting(helper) == [asked]
    assert waiting(cast.officer) == []
    later = queue(actor(cast.officer), on=TODAY.replace(day=25))[0]
    assert later == [asked]


def test_queue_is_ordered_by_clock_and_read_by_keyset(cast: Cast) -> None:
    asked = [ask(cast, need=f"Câu hỏi thứ {n} của tôi") for n in range(4)]
    officer = actor(cast.officer)

    first, more = queue(officer, on=TODAY, limit=3)
    rest, none_left = queue(officer, on=TODAY, after=(first[-1].due_on, first[-1].pk), limit=3)

    assert (first + rest, more, none_left) == (asked, True, False)


def test_one_takes_it_and_the_asker_sees_who(cast: Cast) -> None:
    asked = ask(cast)
    other = make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Lâm Phó Chủ Tịch")

    helping.take(asked, by=actor(cast.officer), at=NOW)

    assert asked.helper == cast.officer
    with pytest.raises(TakenMeanwhile):
        helping.take(asked, by=actor(other), at=NOW)
    assert helping.take(asked, by=actor(cast.officer), at=NOW) == asked
    assert Entry.objects.filter(name="support.taken").count() == 1


def test_officers_of_other_units_and_the_asker_do_not_help(cast: Cast) -> None:
    asked = ask(cast)

    for user in (cast.sister_officer, cast.superior_officer, cast.author):
        with pytest.raises(NotAllowed):
            helping.take(asked, by=actor(user), at=NOW)


def test_log_is_written_by_both_and_closed_with_a_word(cast: Cast) -> None:
    asked = ask(cast)
    officer, author = actor(cast.officer), actor(cast.author)
    with pytest.raises(NotAllowed):
        helping.write(asked, text="Chưa nhận mà trả lời", by=officer, at=NOW)
    helping.take(asked, by=officer, at=NOW)

    helping.write(asked, text="Ghi số giờ trước và sau.", by=officer, at=NOW)
    helping.write(asked, text="Ghi số giờ trước và sau.", by=officer, at=NOW)
    helping.write(asked, text="Cảm ơn, đã hiểu.", by=author, at=NOW)
    helping.close(asked, text="Đã hướng dẫn xong.", by=officer, at=NOW)

    assert HelpNote.objects.count() == 3
    assert asked.state == HelpState.CLOSED
    with pytest.raises(TakenMeanwhile):
        helping.write(asked, text="Hỏi thêm chút.", by=author, at=NOW)


def test_consent_is_the_askers_alone(cast: Cast) -> None:
    asked = ask(cast, make_draft(cast))
    helping.take(asked, by=actor(cast.officer), at=NOW)

    with pytest.raises(NotAllowed):
        asking.allow_editing(asked, allowed=True, by=actor(cast.officer), at=NOW)


def test_draft_of_somebody_else_is_not_asked_about(cast: Cast) -> None:
    draft = make_draft(cast)
    fellow = make_member(cast.factory, "Phan Cùng Xưởng")

    with pytest.raises(NotAllowed):
        asking.ask(cast.factory, need=NEED, initiative=draft, by=actor(fellow), at=NOW)
    with pytest.raises(NotAllowed):
        asking.ask(cast.sister_factory, need=NEED, by=actor(fellow), at=NOW)


def test_same_request_twice_is_one_and_a_draft_has_one_open(cast: Cast) -> None:
    draft = make_draft(cast)
    first = ask(cast, draft)

    assert ask(cast, draft) == first
    with pytest.raises(InvalidHelp):
        ask(cast, draft, need="Việc khác về cùng bản nháp")
    asking.cancel(first, by=actor(cast.author), at=NOW)
    assert ask(cast, draft, need="Việc khác về cùng bản nháp") != first


def test_one_person_has_five_open_at_most(cast: Cast) -> None:
    for n in range(5):
        ask(cast, need=f"Câu hỏi thứ {n} của tôi")

    with pytest.raises(TooManyRequests):
        ask(cast, need="Thêm một câu nữa")


@pytest.mark.parametrize("typed", ["", " . ", "a\u202eb", "x" * 1_001])
def test_need_has_to_say_something(cast: Cast, typed: str) -> None:
    with pytest.raises(InvalidHelp) as refused:
        ask(cast, need=typed)

    assert refused.value.field == "need"


def test_asker_thanks_once_who_helped(cast: Cast) -> None:
    asked = ask(cast)
    with pytest.raises(InvalidHelp):
        asking.thank(asked, by=actor(cast.author), at=NOW)
    helping.take(asked, by=actor(cast.officer), at=NOW)

    asking.thank(asked, by=actor(cast.author), at=NOW)
    asking.thank(asked, by=actor(cast.author), at=NOW)

    assert asked.thanked_at == NOW
    assert Entry.objects.filter(name="support.thanked").count() == 1


def test_draft_that_is_thrown_away_leaves_the_request(cast: Cast) -> None:
    draft = make_draft(cast)
    asked = ask(cast, draft)

    drafting.discard_draft(draft, by=actor(cast.author), at=NOW)

    asked.refresh_from_db()
    assert asked.initiative is None
    assert asked.is_open


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_helpers_at_once_are_one_and_one_who_is_told() -> None:
    cast = make_cast()
    asked = ask(cast)
    other = make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Lâm Phó Chủ Tịch")
    people_ = [actor(cast.officer), actor(other)]

    def take(by: object) -> object:
        return helping.take(HelpRequest.objects.get(pk=asked.pk), by=by, at=NOW)  # type: ignore[arg-type]

    found = outcomes(*[lambda by=by: take(by) for by in people_])

    assert [type(refusal) for refusal in refusals(found)] == [TakenMeanwhile]
