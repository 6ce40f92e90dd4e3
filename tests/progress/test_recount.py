import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import F

from sangkien.core import verify
from sangkien.initiatives.models import Initiative
from sangkien.progress.actions import breaking_down, recount
from sangkien.progress.models import OwnTotal, SubtreeTotal
from tests.factories import NOW, Cast, make_cast, make_programme
from tests.progress.scenes import send, settle

pytestmark = pytest.mark.django_db


def counted_scene() -> Cast:
    cast = make_cast()
    programme = make_programme(cast.province)
    send(programme, cast.factory, sent=4, valid=2)
    send(programme, cast.far_factory, sent=1)
    settle()
    breaking_down.begin(NOW)
    return cast


def totals() -> dict[str, list[tuple[object, ...]]]:
    figures = ("unit_id", "period_id", "sent", "valid", "recognised", "people", "benefit_vnd")
    covered = ("covered_sent", "covered_valid")
    return {
        "own": list(OwnTotal.objects.order_by("unit_id", "period_id").values_list(*figures)),
        "subtree": list(
            SubtreeTotal.objects.order_by("unit_id", "period_id").values_list(*figures, *covered)
        ),
    }


def run(*arguments: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("recount", *arguments, stdout=out)
    except CommandError as error:
        return error.returncode, out.getvalue()
    return 0, out.getvalue()


def test_recount_of_a_healthy_database_changes_nothing() -> None:
    counted_scene()
    before = totals()

    code, out = run("--json")

    assert (code, json.loads(out)) == (
        0,
        {"ok": True, "periods": 2, "own": 0, "subtree": 0, "breakdowns": 0},
    )
    assert totals() == before


def test_recount_builds_lost_totals_from_the_initiatives() -> None:
    counted_scene()
    before = totals()
    OwnTotal.objects.all().delete()
    SubtreeTotal.objects.all().delete()

    code, _out = run()

    assert code == 0
    assert totals() == before
    assert not OwnTotal.objects.filter(stale=True).exists()


def test_recount_heals_wrong_and_orphaned_totals() -> None:
    cast = counted_scene()
    before = totals()
    OwnTotal.objects.filter(unit=cast.factory).update(sent=F("sent") + 7)
    OwnTotal.objects.filter(unit=cast.far_factory).update(people=0, benefit_vnd=5)
    SubtreeTotal.objects.filter(unit=cast.province).update(covered_sent=9)
    period = OwnTotal.objects.filter(unit=cast.factory).values_list("period_id", flat=True)[0]
    SubtreeTotal.objects.create(unit=cast.sister_factory, period_id=period, sent=3, as_of=NOW)
    OwnTotal.objects.create(unit=cast.superior, period_id=period, sent=2, stale=False)

    done = recount.recount(at=NOW)

    assert (done.own, done.subtree) == (5, 3)
    OwnTotal.objects.filter(unit=cast.superior).delete()
    assert totals() == before


def test_check_reports_every_difference_and_changes_nothing() -> None:
    cast = counted_scene()
    SubtreeTotal.objects.filter(unit=cast.national, period__kind="whole").update(sent=6)
    OwnTotal.objects.filter(unit=cast.factory, period__kind="phase").update(valid=1)
    before = totals()

    code, out = run("--check", "--json")

    report = json.loads(out)
    assert (code, report["ok"], report["count"]) == (1, False, 3)
    wrong = {
        (row["unit_code"], row["is_subtree"], row["kept"]["valid"], row["counted"]["valid"])
        for row in report["differences"]
    }
    # The subtree of the factory no longer equals its own total, which is the wrong one.
    assert wrong == {("TLD", True, 2, 2), ("AD", False, 1, 2), ("AD", True, 2, 1)}
    assert totals() == before


def test_check_is_quiet_while_changes_wait_to_be_carried_up() -> None:
    cast = counted_scene()
    programme = Initiative.objects.all()[0].programme
    send(programme, cast.sister_factory, sent=2, valid=1)

    code, out = run("--check")

    assert (code, out.strip()) == (0, "Số chỗ lệch: 0.")


def test_check_finds_an_initiative_that_went_past_the_totals() -> None:
    cast = counted_scene()
    Initiative.objects.filter(unit=cast.far_factory).update(state="rejected")

    code, out = run("--check")

    assert code == 1
    assert "Đơn vị HS, giai đoạn số" in out
    assert "sent 1 ≠ 0" in out


def test_verify_knows_the_figures() -> None:
    cast = counted_scene()
    assert list(verify.registered()["progress"]()) == []

    SubtreeTotal.objects.filter(unit=cast.province).update(people=0)

    assert len(list(verify.registered()["progress"]())) == 4  # of the province and above, twice
