import datetime as dt

import pytest

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core.errors import NotAllowed
from sangkien.discussions import queries
from sangkien.discussions.actions import following, talking
from sangkien.discussions.errors import Closed, InvalidWords, TooFast, TooLate
from sangkien.discussions.models import Comment, Follow, Praise, Report
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.errors import ConflictOfInterest
from sangkien.initiatives.models import Initiative
from sangkien.journal.models import Entry
from tests.adoption.scenes import Scene, make_adoption_scene
from tests.factories import NOW, actor, make_initiative, make_member, make_officer
from tests.threads import outcomes, refusals

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def scene(db: None) -> Scene:
    return make_adoption_scene()


def say(
    initiative: Initiative, user: User, text: str = "Làm bằng thép gì?", **options: object
) -> Comment:
    at = options.pop("at", NOW)
    return talking.write(initiative, text=text, by=actor(user), at=at, **options)  # type: ignore[arg-type]


def test_question_is_answered_by_the_author_and_marked(scene: Scene) -> None:
    initiative = scene.confirmed()

    asked = say(initiative, scene.cast.sister_officer, is_question=True)
    answered = say(initiative, scene.cast.author, "Thép hộp 40.", is_question=True)

    assert (asked.is_question, asked.is_answer) == (True, False)
    assert (answered.is_question, answered.is_answer) == (False, True)
    assert queries.comments_of(initiative).rows == [asked, answered]


def test_nobody_talks_about_what_is_not_confirmed(scene: Scene) -> None:
    waiting = make_initiative(scene.programme, scene.cast.factory, scene.cast.author)
    reopened = scene.confirmed(title="Xe đẩy phôi có phanh")
    confirmation.reopen(reopened, reason="Xét lại.", by=actor(scene.cast.officer), at=NOW)

    for initiative in (waiting, reopened):
        with pytest.raises(Closed):
            say(initiative, scene.cast.sister_officer)


def test_sent_twice_it_is_one_comment(scene: Scene) -> None:
    initiative = scene.confirmed()

    first = say(initiative, scene.cast.sister_officer)

    assert say(initiative, scene.cast.sister_officer, at=NOW + MINUTE) == first
    assert Entry.objects.filter(name="discussion.written").count() == 1


def test_own_words_are_edited_within_a_quarter_of_an_hour(scene: Scene) -> None:
    comment = say(scene.confirmed(), scene.cast.sister_officer)
    by = actor(scene.cast.sister_officer)

    talking.edit(comment, text="Làm bằng gì?", by=by, at=NOW + 15 * MINUTE)

    assert comment.text == "Làm bằng gì?"
    with pytest.raises(TooLate):
        talking.edit(comment, text="Muộn rồi", by=by, at=NOW + 16 * MINUTE)
    with pytest.raises(NotAllowed):
        talking.edit(comment, text="Của tôi đâu", by=actor(scene.cast.author), at=NOW)


def test_removed_words_are_gone_and_the_place_says_so(scene: Scene) -> None:
    comment = say(scene.confirmed(), scene.cast.sister_officer)
    by = actor(scene.cast.sister_officer)

    talking.remove(comment, by=by, at=NOW + 60 * MINUTE)

    assert (comment.text, comment.is_shown) == ("", False)
    with pytest.raises(TooLate):
        talking.remove(comment, by=by, at=NOW + 60 * MINUTE)
    with pytest.raises(TooLate):
        talking.edit(comment, text="Trở lại", by=by, at=NOW + MINUTE)


def test_hidden_words_are_shown_again_by_whoever_may_hide(scene: Scene) -> None:
    comment = say(scene.confirmed(), scene.cast.sister_officer)
    officer = actor(scene.cast.officer)
    with pytest.raises(TooLate):
        talking.show_again(comment, reason="Không bị ẩn.", by=officer, at=NOW)
    talking.hide(comment, reason="Ngoài chủ đề.", by=officer, at=NOW)

    for user in (scene.cast.author, scene.cast.sister_officer, scene.cast.superior_officer):
        with pytest.raises(NotAllowed):
            talking.show_again(comment, reason="Cho hiện.", by=actor(user), at=NOW)
    with pytest.raises(InvalidWords):
        talking.show_again(comment, reason=" ", by=officer, at=NOW)
    talking.show_again(comment, reason="Đúng chủ đề.", by=officer, at=NOW)

    assert (comment.is_shown, comment.hidden_reason) == (True, "")
    with pytest.raises(TooLate):
        talking.show_again(comment, reason="Đúng chủ đề.", by=officer, at=NOW)
    entry = Entry.objects.get(name="discussion.shown_again")
    assert entry.payload["reason"] == "Đúng chủ đề."


def test_nobody_shows_the_own_hidden_words_and_removed_ones_stay_gone(scene: Scene) -> None:
    initiative = scene.confirmed()
    comment = say(initiative, scene.cast.officer)
    fellow = actor(make_officer(scene.cast.factory, RoleKey.GRASSROOTS_OFFICER, "Mai Cùng Ban"))
    talking.hide(comment, reason="Ngoài chủ đề.", by=fellow, at=NOW)

    with pytest.raises(TooLate):
        talking.show_again(comment, reason="Của tôi.", by=actor(scene.cast.officer), at=NOW)
    following.anonymise(scene.cast.officer.pk, NOW)
    comment.refresh_from_db()
    with pytest.raises(TooLate):
        talking.show_again(comment, reason="Cho hiện.", by=fellow, at=NOW)


def test_officer_of_the_unit_hides_with_a_reason_and_others_do_not(scene: Scene) -> None:
    initiative = scene.confirmed()
    comment = say(initiative, scene.cast.sister_officer)

    for user in (scene.cast.author, scene.cast.sister_officer, scene.cast.superior_officer):
        with pytest.raises(NotAllowed):
            talking.hide(comment, reason="Không phù hợp.", by=actor(user), at=NOW)
    with pytest.raises(InvalidWords):
        talking.hide(comment, reason=" ", by=actor(scene.cast.officer), at=NOW)
    talking.hide(comment, reason="Không phù hợp.", by=actor(scene.cast.officer), at=NOW)

    assert comment.hidden_reason == "Không phù hợp."
    assert queries.comment_count(initiative) == 0
    assert queries.comments_of(initiative).rows == [comment]


@pytest.mark.parametrize("role", ["author", "coauthor"])
def test_an_officer_hides_nothing_under_the_own_initiative(scene: Scene, role: str) -> None:
    is_coauthor = role == "coauthor"
    second = make_officer(scene.cast.factory, RoleKey.GRASSROOTS_OFFICER, "Đỗ Thị Hạnh")
    credit = Credit(name="", login=scene.cast.officer.member_code, share_bp=3_000)
    own = make_initiative(
        scene.programme,
        scene.cast.factory,
        scene.cast.author if is_coauthor else scene.cast.officer,
        author_share_bp=7_000 if is_coauthor else 10_000,
        credits=(credit,) if is_coauthor else (),
    )
    confirmation.confirm(own, by=actor(second), at=NOW)
    comment = say(own, scene.cast.sister_officer, "Chỗ tôi đã làm từ năm trước.")
    talking.report(comment, reason="Nói sai.", by=actor(scene.cast.officer), at=NOW)

    with pytest.raises(ConflictOfInterest):
        talking.hide(comment, reason="Không phù hợp.", by=actor(scene.cast.officer), at=NOW)
    with pytest.raises(ConflictOfInterest):
        talking.keep(comment, by=actor(scene.cast.officer), at=NOW)
    assert Comment.objects.get().is_shown
    talking.hide(comment, reason="Không phù hợp.", by=actor(second), at=NOW)
    assert not Comment.objects.get().is_shown


def test_report_reaches_the_officer_once_and_is_settled(scene: Scene) -> None:
    initiative = scene.confirmed()
    comment = say(initiative, scene.cast.sister_officer)
    officer, reader = actor(scene.cast.officer), actor(scene.cast.author)

    with pytest.raises(NotAllowed):
        talking.report(comment, reason="Tự báo mình.", by=actor(scene.cast.sister_officer), at=NOW)
    first = talking.report(comment, reason="Lời lẽ không hay.", by=reader, at=NOW)
    assert talking.report(comment, reason="Báo lần nữa.", by=reader, at=NOW) == first

    assert queries.reports_waiting(officer) == [first]
    assert queries.reports_waiting(actor(scene.cast.sister_officer)) == []
    talking.keep(comment, by=officer, at=NOW)
    assert queries.reports_waiting(officer) == []
    assert comment.is_shown


def test_account_that_writes_too_much_waits(scene: Scene) -> None:
    initiative = scene.confirmed()
    writer = scene.cast.sister_officer
    for n in range(5):
        say(initiative, writer, f"Câu hỏi thứ {n}", at=NOW + n * MINUTE)

    with pytest.raises(TooFast):
        say(initiative, writer, "Câu nữa", at=NOW + 5 * MINUTE)
    say(initiative, scene.cast.officer, "Người khác thì được", at=NOW + 5 * MINUTE)
    say(initiative, writer, "Lát sau", at=NOW + 10 * MINUTE)


@pytest.mark.parametrize("typed", ["", " . ", "a\u202eb", "\x00", "x" * 1_001])
def test_comment_has_to_say_something_that_can_be_seen(scene: Scene, typed: str) -> None:
    with pytest.raises(InvalidWords):
        say(scene.confirmed(), scene.cast.sister_officer, typed)


def test_praise_is_one_per_person_and_can_be_taken_back(scene: Scene) -> None:
    initiative = scene.confirmed()
    reader = actor(scene.cast.sister_officer)

    for _time in range(2):
        following.praise(initiative, given=True, by=reader, at=NOW)
    assert queries.praise_count(initiative) == 1
    assert Entry.objects.filter(name="discussion.praise_set").count() == 1
    with pytest.raises(NotAllowed):
        following.praise(initiative, given=True, by=actor(scene.cast.author), at=NOW)
    for _time in range(2):
        following.praise(initiative, given=False, by=reader, at=NOW)
    assert queries.praise_count(initiative) == 0


def test_following_is_a_list_of_three_kinds_of_things(scene: Scene) -> None:
    initiative, reader = scene.confirmed(), actor(scene.cast.sister_officer)
    things = (initiative, scene.cast.factory, scene.programme)

    for _time in range(2):
        for thing in things:
            following.follow(thing, following=True, by=reader, at=NOW)

    rows = queries.followed_by(reader).rows
    assert [row.programme or row.unit or row.initiative for row in rows] == list(things[::-1])
    following.follow(initiative, following=False, by=reader, at=NOW)
    assert not queries.follows_initiative(reader, initiative)
    assert queries.followed_by(actor(scene.cast.author)).rows == []


def test_list_of_comments_is_read_by_keyset(scene: Scene) -> None:
    initiative = scene.confirmed()
    made = [say(initiative, make_member(scene.cast.far_factory), f"Ý kiến {n}") for n in range(5)]

    first = queries.comments_of(initiative, limit=3)
    second = queries.comments_of(initiative, after=str(first.following), limit=3)

    assert first.rows + second.rows == made
    assert second.following is None


def test_two_accounts_of_one_person_praise_and_follow_once(scene: Scene) -> None:
    initiative = scene.confirmed()
    kept, closed = (make_member(scene.cast.far_factory, "Ngô Song Sinh") for _ in range(2))
    for user in (kept, closed):
        following.praise(initiative, given=True, by=actor(user), at=NOW)
        following.follow(initiative, following=True, by=actor(user), at=NOW)
    following.follow(scene.programme, following=True, by=actor(closed), at=NOW)
    say(initiative, closed)

    following.follow_join(kept_id=kept.pk, closed_id=closed.pk)

    assert list(Praise.objects.values_list("user_id", flat=True)) == [kept.pk]
    assert set(Follow.objects.values_list("user_id", flat=True)) == {kept.pk}
    assert Follow.objects.count() == 2
    assert Comment.objects.get().written_by == kept


def test_erased_person_leaves_no_words(scene: Scene) -> None:
    initiative = scene.confirmed()
    comment = say(initiative, scene.cast.sister_officer)
    following.praise(initiative, given=True, by=actor(scene.cast.sister_officer), at=NOW)

    following.anonymise(scene.cast.sister_officer.pk, NOW)

    comment.refresh_from_db()
    assert comment.text == ""
    assert Praise.objects.count() == 0


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_praise_pressed_many_times_at_once_is_one() -> None:
    scene = make_adoption_scene()
    initiative, reader = scene.confirmed(), actor(scene.cast.sister_officer)

    found = outcomes(*[lambda: following.praise(initiative, given=True, by=reader, at=NOW)] * 4)

    assert refusals(found) == []
    assert Praise.objects.count() == 1
    assert Entry.objects.filter(name="discussion.praise_set").count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_burst_of_one_account_at_once_is_held_back() -> None:
    scene = make_adoption_scene()
    initiative = scene.confirmed()

    found = outcomes(
        *[
            lambda n=n: say(initiative, scene.cast.sister_officer, f"Tin nhắn số {n}")
            for n in range(8)
        ]
    )

    assert Comment.objects.count() == 5
    assert {type(refusal) for refusal in refusals(found)} == {TooFast}
    assert Report.objects.count() == 0
