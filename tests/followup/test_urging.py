"""Units are urged: who lags, once, and by whom."""

import datetime as dt
import uuid

import pytest

from sangkien.core.errors import NotAllowed
from sangkien.followup import queries, rules, texts
from sangkien.followup.actions import measuring
from sangkien.followup.enums import Sign, Step
from sangkien.followup.errors import InvalidUrging, NobodyToUrge
from sangkien.followup.models import Recipient, Urging
from sangkien.followup.queries import Choice
from sangkien.journal.models import Entry
from sangkien.notices.models import Notice
from tests.factories import NOW, make_unit
from tests.followup.urged import DAY, Lagging, make_lagging
from tests.notices.reading import delivered, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def lagging() -> Lagging:
    return make_lagging()


def board(
    lagging: Lagging, *, at: dt.datetime = NOW, choice: Choice | None = None
) -> queries.Board:
    cast = lagging.cast
    return queries.board(
        lagging.period,
        cast.province,
        queries.terms_for(cast.province, lagging.programme),
        choice=choice or Choice(),
        actor=lagging.by(cast.provincial_officer, at=at),
        at=at,
    )


def test_those_who_lag_stand_on_the_board_with_their_reason_and_next_step(lagging: Lagging) -> None:
    found = board(lagging)

    assert [line.unit for line in found.rows] == [
        lagging.cast.sister_superior,
        lagging.cast.superior,
    ] or {line.unit for line in found.rows} == set(lagging.below)
    line = next(one for one in found.rows if one.unit == lagging.cast.superior)
    assert line.subject.signs == (Sign.ZERO, Sign.BEHIND)
    assert line.proposal.step == Step.NOTICE
    never = next(one for one in found.rows if one.unit == lagging.cast.sister_superior)
    assert Sign.NOT_SIGNED_IN in never.subject.signs
    assert never.proposal.step == Step.MESSAGE
    assert (found.due, found.of) == (2, 2)


def test_urging_writes_who_what_when_and_the_figures_and_tells_the_officers(
    lagging: Lagging,
) -> None:
    lagging.sent(lagging.cast.factory, lagging.cast.author)

    done = lagging.urge(lagging.cast.superior)

    (row,) = done.urged
    assert (row.sent, row.valid, row.target) == (1, 0, 10)
    assert "LĐLĐ huyện Sông Xanh" in row.text
    assert "đã gửi 1 sáng kiến (0 hợp lệ), chỉ tiêu 10, còn thiếu 9" in row.text
    assert [one.user for one in Recipient.objects.all()] == [lagging.cast.superior_officer]
    assert told(lagging.cast.superior_officer) == ["followup.urged"]
    assert told(lagging.cast.officer) == []
    entry = Entry.objects.get(name="followup.urged")
    assert (entry.unit_id, entry.actor_id) == (
        lagging.cast.superior.pk,
        lagging.cast.provincial_officer.pk,
    )


def test_the_same_form_twice_urges_once(lagging: Lagging) -> None:
    key = uuid.uuid4()

    lagging.urge(key=key)
    again = lagging.urge(key=key)

    assert len(again.urged) == Urging.objects.count() == 2


def test_the_same_step_waits_for_its_pause_whoever_urges(lagging: Lagging) -> None:
    cast = lagging.cast
    lagging.urge(cast.factory, user=cast.superior_officer, issuer=cast.superior)

    with pytest.raises(NobodyToUrge, match="đã đôn đốc bằng cách này, chờ đến 23/05/2026"):
        lagging.urge(cast.factory, at=NOW + DAY)
    with pytest.raises(NobodyToUrge, match="23/05/2026"):
        lagging.urge(cast.factory, at=NOW + 3 * DAY - dt.timedelta(seconds=1))
    assert len(lagging.urge(cast.factory, at=NOW + 3 * DAY).urged) == 1


def test_a_unit_is_told_once_a_day_across_levels(lagging: Lagging) -> None:
    cast = lagging.cast
    type(cast.officer).objects.filter(pk=cast.officer.pk).update(phone="84987654321")
    lagging.urge(cast.factory, user=cast.superior_officer, issuer=cast.superior)

    with pytest.raises(NobodyToUrge, match="hôm nay LĐLĐ huyện Sông Xanh đã đôn đốc"):
        lagging.urge(cast.factory, step=Step.MESSAGE, at=NOW + dt.timedelta(hours=1))
    lagging.urge(cast.factory, step=Step.CALL, at=NOW + dt.timedelta(hours=1))  # nobody is flooded
    lagging.urge(cast.factory, step=Step.MESSAGE, at=NOW + DAY)
    delivered()
    assert Notice.objects.filter(recipient=cast.officer).count() == 2


def test_who_has_nobody_on_the_system_is_left_out_and_that_is_said(lagging: Lagging) -> None:
    cast = lagging.cast
    alone = make_unit("LĐLĐ huyện Vắng Vẻ", level="cap-tren", parent=cast.province)

    done = lagging.urge(cast.superior, alone)

    assert [one.unit for one in done.urged] == [cast.superior]
    assert [(one.unit, one.why) for one in done.skipped] == [
        (alone, "chưa có cán bộ trên hệ thống")
    ]


def test_only_those_above_urge_and_only_for_their_own_office(lagging: Lagging) -> None:
    cast = lagging.cast
    wrong = (
        (cast.superior_officer, cast.superior, cast.far_factory),
        (cast.superior_officer, cast.superior, cast.superior),
        (cast.superior_officer, cast.province, cast.factory),
        (cast.officer, cast.factory, cast.factory),
        (cast.auditor, cast.province, cast.superior),
    )
    for user, issuer, unit in wrong:
        with pytest.raises(NotAllowed):
            lagging.urge(unit, user=user, issuer=issuer)
    assert not Urging.objects.exists()


def test_text_names_only_what_is_listed_and_runs_nothing(lagging: Lagging) -> None:
    with pytest.raises(InvalidUrging, match="ngoặc nhọn"):
        lagging.urge(text="{don_vi.__class__}")
    with pytest.raises(InvalidUrging, match="Hãy viết"):
        lagging.urge(text=" \n ")
    with pytest.raises(InvalidUrging, match="1000"):
        lagging.urge(text="a" * 1001)
    cast = lagging.cast
    type(cast.superior).objects.filter(pk=cast.superior.pk).update(
        short_name="{han}<script>alert(1)</script>"
    )

    (row,) = lagging.urge(cast.superior, text="{don_vi}: {con_thieu}").urged

    assert row.text == "{han}<script>alert(1)</script>: 10"


def test_effect_is_read_two_days_later_and_a_recount_changes_nothing(lagging: Lagging) -> None:
    lagging.urge(lagging.cast.superior)
    later = NOW + 2 * DAY

    assert measuring.measure(later - dt.timedelta(seconds=1)) == 0
    for _ in range(3):
        lagging.sent(lagging.cast.factory, lagging.cast.author, at=NOW + DAY)
    assert measuring.measure(later) == 1
    assert measuring.measure(later) == 0
    row = Urging.objects.get()

    assert (row.gained, row.gained_valid, row.measured_at) == (3, 0, later)


def test_who_moved_is_asked_the_same_way_and_who_did_not_one_rung_higher(lagging: Lagging) -> None:
    cast = lagging.cast
    type(cast.superior_officer).objects.update(last_login=NOW)
    lagging.urge(*lagging.below)
    lagging.sent(cast.factory, cast.author, at=NOW + DAY)

    found = {line.unit: line for line in board(lagging, at=NOW + 2 * DAY).rows}
    assert not any(line.is_due for line in found.values())
    found = {line.unit: line for line in board(lagging, at=NOW + 4 * DAY).rows}

    assert found[cast.superior].proposal.step == Step.NOTICE
    assert found[cast.sister_superior].proposal.step == Step.MESSAGE
    assert all(line.is_due for line in found.values())


def test_a_unit_without_a_target_is_not_told_that_it_misses_none(lagging: Lagging) -> None:
    cast = lagging.cast

    (row,) = lagging.urge(cast.factory, user=cast.superior_officer, issuer=cast.superior).urged

    assert "chỉ tiêu chưa giao. Hạn cuối" in row.text
    assert row.missing is None


def test_usual_texts_are_valid() -> None:
    for step, text in texts.USUAL.items():
        assert rules.ensure_text(step, text) == text
