"""Breakdowns are counted where something happened, carried up, and are what counting gives."""

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.adoption.actions import adopting, answering, worth
from sangkien.adoption.enums import Finding, Use
from sangkien.core import verify
from sangkien.core.periods import end_of, start_of
from sangkien.initiatives.actions import confirmation, submission
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.models import Initiative
from sangkien.journal.actions import sealing
from sangkien.journal.actions.deliveries import deliver_batch
from sangkien.programmes.actions.periods import run_campaign
from sangkien.programmes.models import Programme
from sangkien.progress import queries
from sangkien.progress.actions import breaking_down
from sangkien.progress.models import Breakdown, BreakdownMark
from sangkien.units.enums import ActKind
from sangkien.units.models import Unit
from tests.adoption.scenes import make_adoption_scene
from tests.factories import (
    NOW,
    SYSTEM,
    actor,
    make_cast,
    make_initiative,
    make_member,
    make_programme,
)
from tests.progress.scenes import send, settle, whole
from tests.units.acts import decide

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
LATER = NOW + dt.timedelta(minutes=1)


def follow(at: dt.datetime = NOW) -> None:
    """What the worker does within a minute."""
    settle(at)
    sealing.seal(at)
    breaking_down.follow(at)


def kept(unit: Unit, programme: Programme) -> Breakdown:
    return Breakdown.objects.get(unit=unit, period=whole(programme))


def assert_agrees() -> None:
    assert list(queries.breakdown_differences()) == []


def test_parts_are_counted_by_field_and_kind_and_carried_up() -> None:
    cast = make_cast()
    programme = make_programme(cast.province)
    follow()
    made = [make_initiative(programme, cast.factory, cast.author) for _number in range(2)]
    author = make_member(cast.far_factory)
    other = make_initiative(
        programme, cast.far_factory, author, kind="management", submitter="enterprise"
    )
    Initiative.objects.filter(pk=other.pk).update(field=None)  # as entered from a list
    confirmation.confirm(made[0], by=SYSTEM, at=NOW)
    follow(LATER)

    province, factory = kept(cast.province, programme), kept(cast.factory, programme)

    assert factory.own_parts == factory.parts
    assert factory.parts == {
        "field": {str(made[0].field_id): [2, 1]},
        "kind": {"technical": [2, 1]},
        "submitter": {"": [2, 1]},
    }
    assert province.parts == {
        "field": {str(made[0].field_id): [2, 1], "": [1, 0]},
        "kind": {"technical": [2, 1], "management": [1, 0]},
        "submitter": {"": [2, 1], "enterprise": [1, 0]},
    }
    assert province.own_parts == {"field": {}, "kind": {}, "submitter": {}}
    assert_agrees()


def test_what_is_withdrawn_leaves_every_part() -> None:
    cast = make_cast()
    programme = make_programme(cast.province)
    made = make_initiative(programme, cast.factory, cast.author)
    follow()
    submission.withdraw(made, reason="Gửi nhầm đợt", by=actor(cast.author), at=NOW)
    follow(LATER)

    assert kept(cast.province, programme).parts == {"field": {}, "kind": {}, "submitter": {}}
    assert kept(cast.province, programme).authors == 0
    assert_agrees()


def test_second_life_is_counted_at_the_unit_of_the_author() -> None:
    scene = make_adoption_scene()
    initiative = scene.confirmed()
    follow()
    adoption = scene.adopt(initiative)
    due = NOW + dt.timedelta(days=95)
    check = scene.asked(initiative, at=due)
    answering.answer(check, use=Use.IN_USE, by=actor(scene.cast.author, at=due), at=due)
    for amount in (5_000_000, 9_000_000):
        worth.verify(
            initiative,
            finding=Finding.AMOUNT,
            amount_vnd=amount,
            evidence="Sổ theo dõi sản lượng tháng 5.",
            by=actor(scene.cast.officer),
            at=NOW,
        )
    follow(due)

    found = queries.outcome(scene.cast.province, whole(scene.programme))

    assert (found.in_use, found.reused, found.verified_vnd) == (1, 1, 9_000_000)
    assert found.as_of == due
    assert not Breakdown.objects.filter(unit=scene.cast.sister_factory).exists()
    assert_agrees()
    adopting.withdraw(
        adoption, reason="Đã thay máy mới", by=actor(scene.cast.sister_officer), at=due
    )
    follow(due)
    assert queries.outcome(scene.cast.province, whole(scene.programme)).reused == 0
    assert_agrees()


def test_a_later_finding_without_data_takes_the_amount_away() -> None:
    scene = make_adoption_scene()
    initiative = scene.confirmed()
    for finding, amount in ((Finding.AMOUNT, 5_000_000), (Finding.INSUFFICIENT, None)):
        worth.verify(
            initiative,
            finding=finding,
            amount_vnd=amount,
            evidence=f"Xem lại sổ sách lần {finding}",
            by=actor(scene.cast.officer),
            at=NOW,
        )
    follow()

    assert kept(scene.cast.province, scene.programme).verified_vnd == 0
    assert_agrees()


def test_authors_are_everybody_with_a_credit_once_per_unit() -> None:
    cast = make_cast()
    programme = make_programme(cast.province)
    other = make_member(cast.factory)
    co = Credit(name=other.full_name, login=other.member_code, share_bp=4_000)
    for _number in range(2):
        make_initiative(programme, cast.factory, cast.author, author_share_bp=6_000, credits=(co,))
    follow()

    assert kept(cast.factory, programme).authors == 2
    assert_agrees()


def test_first_round_counts_what_was_there_before() -> None:
    cast = make_cast()
    programme = make_programme(cast.province)
    send(programme, cast.factory, sent=3, valid=1)
    settle()
    assert list(queries.breakdown_differences()) == []  # nothing is compared before the first count

    breaking_down.follow(NOW)

    assert kept(cast.province, programme).parts["kind"] == {"technical": [3, 1]}
    assert BreakdownMark.objects.get().complete_at == NOW


def test_what_is_not_sealed_yet_waits_and_the_time_says_so() -> None:
    cast = make_cast()
    programme = make_programme(cast.province)
    follow()
    make_initiative(programme, cast.factory, cast.author)

    breaking_down.follow(LATER)

    assert not Breakdown.objects.exists()
    assert BreakdownMark.objects.get().complete_at == NOW
    assert_agrees()  # it waits, which is no difference
    follow(LATER)
    assert BreakdownMark.objects.get().complete_at == LATER


def test_registering_asks_nothing_for_breakdowns() -> None:
    cast = make_cast()
    programme = make_programme(cast.province)
    follow()

    with CaptureQueriesContext(connection) as captured:
        make_initiative(programme, cast.factory, cast.author)

    assert [q for q in captured.captured_queries if "breakdown" in str(q["sql"])] == []


def test_campaign_set_later_gets_its_parts() -> None:
    cast = make_cast()
    programme = make_programme(cast.province)
    make_initiative(programme, cast.factory, cast.author)
    follow()
    campaign = run_campaign(
        programme,
        cast.superior,
        number=1,
        name="Cao điểm",
        opens_at=start_of(NOW.date()),
        closes_at=end_of(NOW.date()),
        by=SYSTEM,
        at=NOW,
    )
    while deliver_batch(NOW):
        pass
    follow(LATER)

    row = Breakdown.objects.get(unit=cast.superior, period=campaign)

    assert row.parts["kind"] == {"technical": [1, 0]}
    assert_agrees()


def test_moved_branch_takes_its_parts_along() -> None:
    cast = make_cast()
    programme = make_programme(cast.province)
    send(programme, cast.factory, sent=2, valid=1)
    send(programme, cast.far_factory, sent=1)
    follow()
    decide(ActKind.MOVE, cast.factory, target=cast.sister_superior)
    assert_agrees()  # what waits to be carried up is marked
    follow(LATER)

    assert kept(cast.superior, programme).parts == {"field": {}, "kind": {}, "submitter": {}}
    assert kept(cast.sister_superior, programme).parts["kind"] == {"technical": [3, 1]}
    assert kept(cast.province, programme).parts["kind"] == {"technical": [3, 1]}
    assert_agrees()


def run(*arguments: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("recount", *arguments, stdout=out)
    except CommandError as error:
        return error.returncode, out.getvalue()
    return 0, out.getvalue()


def test_recount_finds_and_heals_wrong_breakdowns() -> None:
    cast = make_cast()
    programme = make_programme(cast.province)
    send(programme, cast.factory, sent=2, valid=1)
    follow()
    Breakdown.objects.filter(unit=cast.factory, period=whole(programme)).update(
        own_parts={"field": {}, "kind": {"technical": [9, 9]}}
    )
    Breakdown.objects.filter(unit=cast.province, period=whole(programme)).update(in_use=4)

    code, out = run("--check")

    assert code == 1
    assert f"Cơ cấu của đơn vị {cast.factory.code}" in out
    assert any("Cơ cấu" in problem for problem in verify.registered()["progress"]())
    assert json.loads(run("--json")[1])["breakdowns"] > 0
    assert run("--check")[0] == 0
    assert kept(cast.province, programme).in_use == 0
