"""The upper tree of both eras, from the project's own data file."""

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import call_command

from sangkien.core.errors import NotAllowed
from sangkien.journal.models import Entry
from sangkien.units import rules, verifying
from sangkien.units.actions import loading
from sangkien.units.actions.loading import Loaded
from sangkien.units.actions.reorganising import undoing
from sangkien.units.models import Reorganisation, Succession, Unit
from sangkien.units.queries import children_on, names_then, place_on
from tests.factories import NOW, SYSTEM, make_cast
from tests.factories import actor as actor_of

BEFORE, AFTER = dt.date(2022, 5, 31), dt.date(2026, 1, 1)


def load() -> Loaded:
    return loading.load_tree(loading.read_rows(), by=SYSTEM, at=NOW)


@pytest.fixture
def loaded(db: None) -> Loaded:
    return load()


def standing(day: dt.date, *levels: str) -> set[str]:
    units = Unit.objects.standing_on(day).filter(level_id__in=levels)
    return set(units.values_list("code", flat=True))


def test_both_eras_are_whole(loaded: Loaded) -> None:
    assert len(standing(BEFORE, "tinh")) == 63
    assert len(standing(AFTER, "tinh")) == 34
    assert len(standing(AFTER, "nganh")) == 9
    assert standing(BEFORE, "trung-uong") == standing(AFTER, "trung-uong") == {"TLD"}
    assert list(verifying.check_paths()) == []


def test_everything_hangs_below_the_national_level(loaded: Loaded) -> None:
    national = Unit.objects.get(code="TLD")

    elsewhere = Unit.objects.exclude(pk=national.pk).exclude(parent=national)
    assert not elsewhere.filter(closed_on=None).exists()
    before = {place.unit_id for place in children_on(national, BEFORE)}
    assert {unit.pk for unit in elsewhere} <= before


def test_each_merger_is_an_act_with_its_document(loaded: Loaded) -> None:
    act = Reorganisation.objects.get(successions__predecessor__code="L63-91")

    assert (act.kind, act.state, act.effective_on) == ("merge", "done", dt.date(2025, 7, 1))
    assert (act.document, act.is_verified) == ("Nghị quyết 202/2025/QH15", True)
    assert {row.predecessor.label for row in act.successions.all()} == {"An Giang", "Kiên Giang"}
    doubtful = Reorganisation.objects.get(successions__predecessor__code="C-GTVT")
    assert not doubtful.is_verified
    assert Reorganisation.objects.filter(kind="merge", at_unit__code="TLD").count() == 28


def test_an_ended_province_hangs_below_its_successor(loaded: Loaded) -> None:
    old, new = Unit.objects.get(code="L63-91"), Unit.objects.get(code="L34-91")

    assert old.parent == new
    assert place_on(old, BEFORE).parent_id == Unit.objects.get(code="TLD").pk
    for day in (
        dt.date(2022, 12, 22),
        dt.date(2026, 11, 22),
    ):  # on papers, whatever the tree of today
        names = names_then(old, day)
        assert (names.superior, names.place) == ("Tổng Liên đoàn Lao động Việt Nam", "Kiên Giang")
    assert list(verifying.check_positions()) == []


def test_what_an_officer_has_undone_stays_undone(loaded: Loaded) -> None:
    act = Reorganisation.objects.get(successions__predecessor__code="L63-91")
    undoing.undo(act, by=SYSTEM, at=NOW)

    assert load() == Loaded(opened=0, closed=0)
    assert Unit.objects.get(code="L63-91").closed_on is None


def test_the_second_run_changes_nothing(loaded: Loaded) -> None:
    before = Entry.objects.count(), Unit.objects.count(), Succession.objects.count()

    assert loaded.opened == Unit.objects.count()
    assert load() == Loaded(opened=0, closed=0)
    assert (Entry.objects.count(), Unit.objects.count(), Succession.objects.count()) == before


def test_a_name_that_an_officer_corrected_stays(loaded: Loaded) -> None:
    Unit.objects.filter(code="L34-91").update(short_name="An Giang mới")

    load()

    assert Unit.objects.get(code="L34-91").short_name == "An Giang mới"


def test_an_unchanged_province_goes_on_as_one_unit(loaded: Loaded) -> None:
    hanoi = Unit.objects.get(name="Liên đoàn Lao động thành phố Hà Nội")

    assert (hanoi.code, hanoi.short_name, hanoi.closed_on) == ("L34-01", "Hà Nội", None)
    assert not rules.is_recorded(hanoi.opened_on)
    assert hanoi.stands_on(BEFORE)
    assert not Unit.objects.filter(code="L63-01").exists()


def test_a_merged_province_ends_and_names_who_took_over(loaded: Loaded) -> None:
    old = Unit.objects.get(code="L63-91")
    succession = Succession.objects.get(predecessor=old)

    assert (old.label, old.closed_on) == ("Kiên Giang", dt.date(2025, 7, 1))
    assert succession.successor.code == "L34-91"
    assert succession.document == "Nghị quyết 202/2025/QH15"
    assert succession.successor.opened_on == dt.date(2025, 7, 1)
    predecessors = Succession.objects.filter(successor__code="L34-91")
    assert {s.predecessor.label for s in predecessors} == {"An Giang", "Kiên Giang"}


def test_every_merged_province_has_one_successor(loaded: Loaded) -> None:
    ended = Unit.objects.filter(level_id="tinh", closed_on__isnull=False)

    assert ended.count() == 53
    assert Succession.objects.filter(predecessor__level_id="tinh").count() == 53


def test_hue_changed_on_its_own_day(loaded: Loaded) -> None:
    old, new = Unit.objects.get(code="L63-46"), Unit.objects.get(code="L34-46")

    assert old.closed_on == new.opened_on == dt.date(2025, 1, 1)
    assert "cần kiểm chứng" in Succession.objects.get(predecessor=old).document


def test_a_central_union_that_took_others_over_is_a_new_one(loaded: Loaded) -> None:
    construction = Succession.objects.filter(successor__code="C25-XD").order_by("predecessor__code")

    assert [(s.predecessor.code, s.document) for s in construction] == [
        (
            "C-GTVT",
            "Sắp xếp công đoàn ngành trung ương năm 2025; hướng gộp suy ra, cần kiểm chứng",
        ),
        ("C-XD", "Sắp xếp công đoàn ngành trung ương năm 2025"),
    ]
    assert Unit.objects.get(code="C25-DL").short_name == "CĐ Điện lực Việt Nam"


def test_unions_that_ended_without_a_successor_are_closed(loaded: Loaded) -> None:
    for code in ("C-VC", "C-BD"):
        unit = Unit.objects.get(code=code)

        assert unit.closed_on == dt.date(2025, 7, 1)
        assert not unit.successions.exists()


def test_no_level_template_was_loaded(loaded: Loaded) -> None:
    assert not Unit.objects.filter(code__startswith="TPL").exists()


def test_an_officer_of_a_province_does_not_load_the_national_tree(db: None) -> None:
    cast = make_cast()

    with pytest.raises(NotAllowed):
        loading.load_tree(loading.read_rows(), by=actor_of(cast.provincial_officer), at=NOW)

    assert Unit.objects.count() == 7


def test_the_command_says_what_it_did(db: None) -> None:
    said, again = StringIO(), StringIO()

    call_command("load_units", stdout=said)
    call_command("load_units", json=True, stdout=again)

    assert said.getvalue() == f"Mở {Unit.objects.count()} đơn vị, kết thúc 59 đơn vị.\n"
    assert json.loads(again.getvalue()) == {"opened": 0, "closed": 0}
