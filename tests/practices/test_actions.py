import datetime as dt
import uuid
from typing import Any

import pytest

from sangkien.core.errors import ManyErrors, NotAllowed
from sangkien.journal.models import Entry
from sangkien.practices import queries
from sangkien.practices.actions import registering, spreading
from sangkien.practices.enums import PracticeState, Verdict
from sangkien.practices.errors import ChangedByOther, InvalidPractice, OwnWork
from sangkien.practices.models import Effect, Judgement, Practice, Use
from tests.factories import NOW, Cast, actor, make_cast, make_officer
from tests.notices.reading import forget, leads_to, told
from tests.practices import scenes
from tests.practices.scenes import judge, recognised, register, tell, underway, used


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def test_from_registration_to_the_units_that_take_it_over(cast: Cast) -> None:
    practice = recognised(cast)
    use = used(practice, cast.far_factory, cast.provincial_officer)

    assert practice.state == PracticeState.RECOGNISED
    assert practice.document == "12/QĐ-LĐLĐ"
    assert use.unit == cast.far_factory
    names = list(Entry.objects.order_by("pk").values_list("name", flat=True))
    assert [name for name in names if name.startswith("practice.")] == [
        "practice.registered",
        "practice.judged",
        "practice.effect_told",
        "practice.judged",
        "practice.taken",
    ]


@pytest.mark.parametrize("who", ["author", "sister_officer", "auditor"])
def test_only_officers_of_the_unit_register(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        register(cast.factory, getattr(cast, who))
    assert not Practice.objects.exists()


def test_the_same_form_sent_twice_registers_once(cast: Cast) -> None:
    key = uuid.uuid4()
    assert register(cast.factory, cast.officer, key=key) == register(
        cast.factory, cast.officer, key=key
    )
    assert Practice.objects.count() == 1


def test_the_key_of_somebody_else_is_refused(cast: Cast) -> None:
    key = uuid.uuid4()
    register(cast.factory, cast.officer, key=key)
    with pytest.raises(InvalidPractice):
        register(cast.sister_factory, cast.sister_officer, key=key)


def test_every_mistake_is_said_at_once(cast: Cast) -> None:
    with pytest.raises(ManyErrors) as refusal:
        register(cast.factory, cast.officer, year=1999, title=" ", content="", beneficiaries="-")
    fields = {error.field for error in refusal.value.errors}
    assert fields == {"year", "title", "content", "beneficiaries"}


@pytest.mark.parametrize("who", ["officer", "sister_officer", "author", "auditor"])
def test_only_the_level_above_judges(cast: Cast, who: str) -> None:
    practice = register(cast.factory, cast.officer)
    with pytest.raises(NotAllowed):
        judge(practice, getattr(cast, who), Verdict.APPROVE)


def test_a_level_does_not_judge_its_own_practice(cast: Cast) -> None:
    own = register(cast.superior, cast.superior_officer)
    colleague = make_officer(cast.superior, "superior_officer", "Đỗ Đồng Cấp")  # type: ignore[arg-type]

    with pytest.raises(NotAllowed):
        judge(own, colleague, Verdict.APPROVE)
    judge(own, cast.provincial_officer, Verdict.APPROVE)


def test_nobody_judges_what_they_wrote(cast: Cast) -> None:
    practice = register(cast.factory, cast.superior_officer)
    with pytest.raises(OwnWork):
        judge(practice, cast.superior_officer, Verdict.APPROVE)


def test_who_wrote_of_it_does_not_judge_it_after_another_hand(cast: Cast) -> None:
    practice = register(cast.factory, cast.officer)
    for user in (cast.superior_officer, cast.officer):
        registering.edit(practice, scenes.told(), seen=practice.version, by=actor(user), at=NOW)

    with pytest.raises(OwnWork):
        judge(practice, cast.superior_officer, Verdict.APPROVE)
    assert queries.waiting_for(actor(cast.superior_officer)) == []


def test_nothing_is_recognised_before_its_effect_was_told(cast: Cast) -> None:
    practice = underway(cast)
    with pytest.raises(InvalidPractice):
        judge(practice, cast.superior_officer, Verdict.RECOGNISE)


def test_nobody_recognises_on_their_own_word(cast: Cast) -> None:
    practice = underway(cast)
    tell(practice, cast.superior_officer)

    with pytest.raises(OwnWork):
        judge(practice, cast.superior_officer, Verdict.RECOGNISE)


@pytest.mark.parametrize("verdict", [Verdict.RETURN, Verdict.DECLINE])
def test_a_refusal_says_why(cast: Cast, verdict: Verdict) -> None:
    practice = register(cast.factory, cast.officer)
    with pytest.raises(InvalidPractice) as refusal:
        judge(practice, cast.superior_officer, verdict, " ")
    assert refusal.value.field == "words"
    assert not Judgement.objects.exists()


def test_what_was_returned_is_edited_and_waits_again(cast: Cast) -> None:
    practice = register(cast.factory, cast.officer)
    judge(practice, cast.superior_officer, Verdict.RETURN, "Ghi rõ ai được hưởng lợi.")
    assert [row.pk for row in queries.returned_to(actor(cast.officer))] == [practice.pk]

    by = actor(cast.officer)
    registering.edit(
        practice, scenes.told(title="Tủ thuốc của tổ"), seen=practice.version, by=by, at=NOW
    )

    assert practice.state == PracticeState.REGISTERED
    assert [row.pk for row in queries.waiting_for(actor(cast.superior_officer))] == [practice.pk]


def test_of_two_who_edit_the_second_is_told(cast: Cast) -> None:
    practice = register(cast.factory, cast.officer)
    seen, by = practice.version, actor(cast.officer)
    registering.edit(practice, scenes.told(title="Một"), seen=seen, by=by, at=NOW)

    with pytest.raises(ChangedByOther):
        registering.edit(practice, scenes.told(title="Hai"), seen=seen, by=by, at=NOW)
    practice.refresh_from_db()
    assert practice.title == "Một"


def test_what_was_approved_is_not_edited_any_more(cast: Cast) -> None:
    practice = underway(cast)
    by = actor(cast.officer)
    with pytest.raises(InvalidPractice):
        registering.edit(practice, scenes.told(), seen=practice.version, by=by, at=NOW)


def test_withdrawn_ones_count_no_longer(cast: Cast) -> None:
    practice = register(cast.factory, cast.officer)
    registering.withdraw(practice, reason="Trùng đăng ký.", by=actor(cast.officer), at=NOW)

    found = queries.coverage(cast.province, year=NOW.year, on=NOW.date())
    assert found.whole.registered == 0
    with pytest.raises(InvalidPractice):
        registering.withdraw(practice, reason="Lần nữa.", by=actor(cast.officer), at=NOW)


def test_an_effect_sent_twice_is_told_once(cast: Cast) -> None:
    practice = underway(cast)
    assert tell(practice, cast.officer) == tell(practice, cast.officer)
    assert Effect.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"until_on": NOW.date() + dt.timedelta(days=2)},
        {"people": -1},
        {"value_vnd": 10**16},
        {"words": " "},
    ],
)
def test_effects_that_cannot_be_are_refused(cast: Cast, wrong: dict[str, Any]) -> None:
    practice = underway(cast)
    with pytest.raises(InvalidPractice):
        tell(practice, cast.officer, **wrong)


def test_the_own_unit_and_those_around_it_do_not_take_it_over(cast: Cast) -> None:
    practice = recognised(cast)
    for unit, user in ((cast.factory, cast.officer), (cast.superior, cast.superior_officer)):
        with pytest.raises(InvalidPractice):
            used(practice, unit, user)


def test_only_recognised_ones_are_taken_over(cast: Cast) -> None:
    with pytest.raises(InvalidPractice):
        used(underway(cast), cast.sister_factory, cast.sister_officer)


def test_a_unit_uses_it_once_and_may_come_back(cast: Cast) -> None:
    practice = recognised(cast)
    first = used(practice, cast.sister_factory, cast.sister_officer)
    assert used(practice, cast.sister_factory, cast.sister_officer) == first

    spreading.leave(first, reason="Đã đổi ca.", by=actor(cast.sister_officer), at=NOW)
    again = used(practice, cast.sister_factory, cast.sister_officer)

    assert again != first
    assert Use.objects.filter(left_on=None).count() == 1
    with pytest.raises(NotAllowed):
        spreading.leave(again, reason="Không.", by=actor(cast.officer), at=NOW)


def test_a_unit_that_uses_it_tells_its_own_effect(cast: Cast) -> None:
    practice = recognised(cast)
    use = used(practice, cast.sister_factory, cast.sister_officer)
    came = spreading.Came(until_on=NOW.date(), words="Giảm nghỉ ốm ca đêm.")

    spreading.tell_effect(practice, came, use=use, by=actor(cast.sister_officer), at=NOW)
    with pytest.raises(NotAllowed):
        spreading.tell_effect(practice, came, use=use, by=actor(cast.officer), at=NOW)


def test_the_level_above_and_the_unit_hear_of_each_step(cast: Cast) -> None:
    practice = register(cast.factory, cast.officer)
    assert told(cast.superior_officer) == ["practice.registered"]
    assert leads_to(cast.superior_officer) == f"/mo-hinh/cua-don-vi/{practice.pk}/"
    assert told(cast.provincial_officer) == []
    forget()

    judge(practice, cast.superior_officer, Verdict.APPROVE)
    tell(practice, cast.officer)
    assert told(cast.officer) == ["practice.judged:approve"]
    assert told(cast.superior_officer) == ["practice.effect_told"]
