import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.access.roles import RoleKey
from sangkien.adoption import links
from sangkien.adoption.actions import adopting, answering, asking, library
from sangkien.adoption.enums import CheckState, Use
from sangkien.adoption.errors import CheckOver, InvalidEntry, SettledMeanwhile, WrongLink
from sangkien.adoption.models import Answer, Check, Course, LibraryEntry
from sangkien.adoption.queries import asked_by_link, open_check_count, open_checks
from sangkien.core.errors import NotAllowed
from sangkien.initiatives.actions import confirmation
from sangkien.journal.actions import deliveries
from sangkien.journal.models import Entry
from sangkien.programmes.chain import Step
from sangkien.programmes.enums import StepKind
from tests.adoption.scenes import Scene, make_adoption_scene
from tests.factories import NOW, actor, make_member, make_officer, make_ruleset
from tests.threads import outcomes, refusals

DAY = dt.timedelta(days=1)
DUE = NOW + 92 * DAY  # 20/08/2026


@pytest.fixture
def scene(db: None) -> Scene:
    return make_adoption_scene()


def test_confirmation_starts_the_clock_in_the_background(scene: Scene) -> None:
    initiative = scene.confirmed()

    deliveries.deliver_batch(NOW + DAY)

    course = Course.objects.get(initiative=initiative)
    assert (course.starts_on, course.next_due_on) == (NOW.date(), dt.date(2026, 8, 20))


def test_check_opens_on_its_day_once_and_the_next_one_is_foreseen(scene: Scene) -> None:
    initiative = scene.confirmed()
    asking.follow([initiative.pk])

    assert asking.open_due(DUE - DAY) == 0
    assert asking.open_due(DUE) == 1
    assert asking.open_due(DUE) == 0

    check = Check.objects.get()
    assert (check.months, check.due_on) == (3, dt.date(2026, 8, 20))
    assert check.lapses_on == dt.date(2026, 9, 19)
    assert check.course.next_due_on == dt.date(2026, 11, 20)


def test_following_again_changes_nothing(scene: Scene) -> None:
    initiative = scene.confirmed()

    assert asking.follow_all() == 1
    before = list(Course.objects.values())
    assert asking.follow_all() == 0
    assert asking.follow([initiative.pk]) == 0

    assert list(Course.objects.values()) == before


def test_work_is_bounded_and_as_many_queries_for_one_as_for_three(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles = ("Một cải tiến hay", "Hai cải tiến hay", "Ba cải tiến hay", "Bốn cải tiến hay")
    asking.follow([scene.confirmed(title=title).pk for title in titles])
    counts = []
    for batch in (1, 3):
        monkeypatch.setattr(asking, "BATCH", batch)
        with CaptureQueriesContext(connection) as asked:
            assert asking.open_due(DUE) == batch
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert asking.open_due(DUE) == 0


def test_author_and_officer_of_the_unit_are_asked_and_nobody_else(scene: Scene) -> None:
    check = scene.asked(scene.confirmed(), at=DUE)
    cast, on = scene.cast, DUE.date()

    for user in (cast.author, cast.officer):
        assert open_checks(actor(user), on=on)[0] == [check]
        assert open_check_count(actor(user), on=on) == 1
    for user in (cast.sister_officer, cast.superior_officer, cast.provincial_officer):
        assert open_checks(actor(user), on=on)[0] == []


def test_of_an_adoption_the_adopting_unit_is_asked(scene: Scene) -> None:
    initiative = scene.confirmed()
    scene.adopt(initiative)

    asking.open_due(DUE)

    check = Check.objects.get()
    assert check.unit == scene.cast.sister_factory
    assert open_check_count(actor(scene.cast.sister_officer), on=DUE.date()) == 1
    assert open_check_count(actor(scene.cast.author), on=DUE.date()) == 0


def test_answer_is_a_row_and_the_figure_is_the_last_one(scene: Scene) -> None:
    initiative = scene.confirmed()
    first = scene.asked(initiative, at=DUE)
    answering.answer(first, use=Use.BETTER, by=actor(scene.cast.author), at=DUE)
    later = DUE + 92 * DAY
    second = scene.asked(initiative, at=later)
    answering.answer(
        second, use=Use.STOPPED, reason="Đã đổi máy.", by=actor(scene.cast.officer), at=later
    )

    course = Course.objects.get()
    assert (course.use, course.used_on) == (Use.STOPPED, later.date())
    assert course.next_due_on is None
    assert list(Answer.objects.order_by("pk").values_list("use", flat=True)) == [
        "better",
        "stopped",
    ]


def test_same_tap_twice_is_one_answer_and_another_answer_is_too_late(scene: Scene) -> None:
    check = scene.asked(scene.confirmed(), at=DUE)
    author = actor(scene.cast.author)
    first = answering.answer(check, use=Use.IN_USE, by=author, at=DUE)

    assert answering.answer(check, use=Use.IN_USE, by=author, at=DUE) == first
    with pytest.raises(SettledMeanwhile, match="Nguyễn Văn An"):
        answering.answer(check, use=Use.BETTER, by=actor(scene.cast.officer), at=DUE)
    assert Entry.objects.get(name="adoption.use_answered").payload["reason"] == ""


def test_stopped_without_a_reason_is_refused(scene: Scene) -> None:
    check = scene.asked(scene.confirmed(), at=DUE)

    with pytest.raises(InvalidEntry):
        answering.answer(check, use=Use.STOPPED, by=actor(scene.cast.author), at=DUE)

    check.refresh_from_db()
    assert check.is_open


def test_strangers_do_not_answer(scene: Scene) -> None:
    check = scene.asked(scene.confirmed(), at=DUE)

    for user in (scene.cast.sister_officer, scene.cast.superior_officer):
        with pytest.raises(NotAllowed):
            answering.answer(check, use=Use.IN_USE, by=actor(user), at=DUE)


def test_last_day_counts_and_the_day_after_is_too_late(scene: Scene) -> None:
    check = scene.asked(scene.confirmed(), at=DUE)
    author = actor(scene.cast.author)

    with pytest.raises(CheckOver):
        answering.answer(check, use=Use.IN_USE, by=author, at=DUE + 31 * DAY)
    assert answering.answer(check, use=Use.IN_USE, by=author, at=DUE + 30 * DAY)


def test_unanswered_lapses_and_leaves_the_last_answer(scene: Scene) -> None:
    initiative = scene.confirmed()
    first = scene.asked(initiative, at=DUE)
    answering.answer(first, use=Use.IN_USE, by=actor(scene.cast.author), at=DUE)
    second = scene.asked(initiative, at=DUE + 92 * DAY)

    assert asking.lapse(DUE + 122 * DAY) == 0
    assert asking.lapse(DUE + 123 * DAY) == 1

    second.refresh_from_db()
    assert second.state == CheckState.LAPSED
    assert Course.objects.get().use == Use.IN_USE


def test_what_is_taken_back_is_not_asked_about_until_it_stands_again(scene: Scene) -> None:
    initiative = scene.confirmed()
    check = scene.asked(initiative, at=DUE)
    officer = actor(scene.cast.officer)
    confirmation.reopen(initiative, reason="Xét lại hồ sơ.", by=officer, at=DUE)

    asking.follow([initiative.pk])

    check.refresh_from_db()
    assert check.state == CheckState.VOID
    assert Course.objects.get().next_due_on is None
    with pytest.raises(SettledMeanwhile):
        answering.answer(check, use=Use.IN_USE, by=actor(scene.cast.author), at=DUE)
    confirmation.confirm(initiative, by=officer, at=DUE)
    asking.follow([initiative.pk])
    assert Course.objects.get().next_due_on == dt.date(2026, 11, 20)


def test_adopters_are_asked_again_once_it_stands_again(scene: Scene) -> None:
    initiative = scene.confirmed()
    standing = scene.adopt(initiative)
    far = make_officer(scene.cast.far_factory, RoleKey.GRASSROOTS_OFFICER, "Đỗ Thị Lan")
    left = scene.adopt(initiative, unit=scene.cast.far_factory, user=far)
    scene.asked(initiative, at=DUE)
    officer = actor(scene.cast.officer)
    confirmation.reopen(initiative, reason="Xét lại hồ sơ.", by=officer, at=DUE)
    asking.follow([initiative.pk])
    adopting.withdraw(left, reason="Đã ngừng dùng", by=actor(far), at=DUE)

    confirmation.confirm(initiative, by=officer, at=DUE)
    asking.follow([initiative.pk])

    due = dict(Course.objects.values_list("adoption_id", "next_due_on"))
    assert due == {None: dt.date(2026, 11, 20), standing.pk: dt.date(2026, 11, 20), left.pk: None}
    open_ = Check.objects.open().values_list("course__adoption_id", flat=True)
    assert set(open_) == {None, standing.pk}  # what was open before is open again


def test_link_is_good_for_one_check_and_one_person(scene: Scene) -> None:
    check = scene.asked(scene.confirmed(), at=DUE)
    other = scene.asked(scene.confirmed(title="Xe đẩy phôi có phanh"), at=DUE)

    asked = asked_by_link(links.token(check.pk, scene.cast.author.pk), at=DUE)

    assert (asked.check, asked.actor.user_id) == (check, scene.cast.author.pk)
    assert asked.check != other


@pytest.mark.parametrize("typed", ["", "x", "1-1", "1-1.", "1-1.xyz", "🙂", "9" * 500])
def test_forged_links_are_refused(scene: Scene, typed: str) -> None:
    with pytest.raises(WrongLink):
        asked_by_link(typed, at=DUE)


def test_link_of_another_check_cannot_be_made_from_the_own_one(scene: Scene) -> None:
    check = scene.asked(scene.confirmed(), at=DUE)
    other = scene.asked(scene.confirmed(title="Xe đẩy phôi có phanh"), at=DUE)
    _content, signature = links.token(check.pk, scene.cast.author.pk).split(".")

    with pytest.raises(WrongLink):
        asked_by_link(f"{other.pk}-{scene.cast.author.pk}.{signature}", at=DUE)


def test_link_of_somebody_whom_it_does_not_concern_any_more_is_none(scene: Scene) -> None:
    check = scene.asked(scene.confirmed(), at=DUE)
    stranger = make_member(scene.cast.far_factory, "Đỗ Văn Xa")

    with pytest.raises(WrongLink):
        asked_by_link(links.token(check.pk, stranger.pk), at=DUE)
    scene.cast.author.is_active = False
    scene.cast.author.save()
    with pytest.raises(WrongLink):
        asked_by_link(links.token(check.pk, scene.cast.author.pk), at=DUE)


def test_library_holds_what_is_used_elsewhere_or_still_used(scene: Scene) -> None:
    used, adopted, idle = (
        scene.confirmed(title=title)
        for title in ("Đồ gá xoay nhanh", "Xe đẩy phôi có phanh", "Bảng màu chỉ may")
    )
    check = scene.asked(used, at=DUE)
    answering.answer(check, use=Use.IN_USE, by=actor(scene.cast.author), at=DUE)
    adoption = scene.adopt(adopted)

    assert library.refresh([used.pk, adopted.pk, idle.pk], at=DUE) == 2

    entry = LibraryEntry.objects.get(pk=adopted.pk)
    assert (entry.adopters, entry.region) == (1, scene.cast.province)
    assert LibraryEntry.objects.get(pk=used.pk).used_day == DUE.date().toordinal()
    adopting.withdraw(adoption, reason="Đã đổi máy.", by=actor(scene.cast.sister_officer), at=DUE)
    library.refresh([adopted.pk], at=DUE)
    assert set(LibraryEntry.objects.values_list("pk", flat=True)) == {used.pk}


def test_what_is_no_longer_public_leaves_the_library(scene: Scene) -> None:
    initiative = scene.confirmed()
    scene.adopt(initiative)
    library.refresh([initiative.pk], at=NOW)
    assert LibraryEntry.objects.count() == 1
    confirmation.reopen(initiative, reason="Xét lại.", by=actor(scene.cast.officer), at=NOW)

    deliveries.deliver_batch(NOW + DAY)

    assert LibraryEntry.objects.count() == 0


@pytest.mark.parametrize("decide", [confirmation.return_for_changes, confirmation.reject])
def test_what_a_level_above_refuses_leaves_the_library(
    scene: Scene, decide: Callable[..., object]
) -> None:
    """A valid one may still wait above, and what is refused there is nobody else's to read."""
    chain = (
        Step(number=1, kind=StepKind.CONFIRM),
        Step(number=2, kind=StepKind.ACCEPT, level="cap-tren"),
    )
    make_ruleset(scene.programme, chain)
    initiative = scene.confirmed()
    scene.adopt(initiative)
    library.refresh([initiative.pk], at=NOW)
    assert LibraryEntry.objects.count() == 1
    decide(initiative, reason="Xét lại.", by=actor(scene.cast.superior_officer), at=NOW)

    deliveries.deliver_batch(NOW + DAY)

    assert LibraryEntry.objects.count() == 0


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_author_and_officer_answering_at_once_make_one_answer() -> None:
    scene = make_adoption_scene()
    check = scene.asked(scene.confirmed(), at=DUE)
    people = [actor(scene.cast.author), actor(scene.cast.officer)]

    found = outcomes(
        *[lambda by=by: answering.answer(check, use=Use.IN_USE, by=by, at=DUE) for by in people]
    )

    assert Answer.objects.count() == 1
    assert [type(refusal) for refusal in refusals(found)] == [SettledMeanwhile]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_open_each_check_once() -> None:
    scene = make_adoption_scene()
    asking.follow([scene.confirmed().pk, scene.confirmed(title="Xe đẩy phôi có phanh").pk])

    outcomes(*[lambda: asking.open_due(DUE)] * 2)

    assert Check.objects.count() == 2
