"""The same seed gives the same people, titles and numbers, at any time of the day."""

import datetime as dt

import pytest
from django.db import transaction

from sangkien.accounts.models import User
from sangkien.agreements.models import Target
from sangkien.core.periods import VIETNAM
from sangkien.demo import facts
from sangkien.demo.blocks import live, tree
from sangkien.demo.crews import SYSTEM
from sangkien.demo.drawing import Draw
from sangkien.demo.setting import Setting
from sangkien.initiatives.models import Initiative
from sangkien.units.actions import loading

MORNING = dt.datetime(2026, 11, 22, 0, 10, tzinfo=VIETNAM)
EVENING = dt.datetime(2026, 11, 22, 23, 50, tzinfo=VIETNAM)

Content = dict[str, list[object]]


def live_content(setting: Setting) -> Content:
    """Build the live programme alone, read it, take it back."""
    with transaction.atomic():
        tree.load(setting)
        loading.load_tree(loading.read_rows(), by=SYSTEM, at=tree.REORGANISED_AT)
        live.build(setting)
        initiatives = Initiative.objects.order_by("unit__code", "title")
        content: Content = {
            "people": list(User.objects.order_by("pk").values_list("member_code", "full_name")),
            "initiatives": list(
                initiatives.values_list(
                    "unit__code", "title", "before", "effect", "benefit_vnd", "state",
                    "author__full_name",
                )
            ),
            "targets": list(Target.objects.order_by("pk").values_list("kind", "value")),
        }  # fmt: skip
        transaction.set_rollback(True)
    return content


@pytest.mark.django_db
def test_live_programme_is_the_same_for_the_same_seed_at_any_hour() -> None:
    first = live_content(Setting(size="small", seed=7, now=MORNING))
    second = live_content(Setting(size="small", seed=7, now=EVENING))
    other = live_content(Setting(size="small", seed=8, now=MORNING))

    assert first == second
    assert first["people"] != other["people"]
    assert first["targets"] == other["targets"]


@pytest.mark.django_db
def test_live_programme_asks_for_a_clock_that_is_not_in_the_past() -> None:
    setting = Setting(size="small", seed=1, now=dt.datetime(2025, 8, 1, 9, tzinfo=VIETNAM))
    tree.load(setting)
    loading.load_tree(loading.read_rows(), by=SYSTEM, at=tree.REORGANISED_AT)

    with pytest.raises(live.TooEarly, match="01/08/2025"):
        live.build(setting)


def test_spread_gives_everybody_one_and_loses_nothing() -> None:
    shares = Draw(1, "spread").spread(100, 30)

    assert len(shares) == 30
    assert sum(shares) == 100
    assert min(shares) >= 1


def test_spread_refuses_what_does_not_reach_everybody() -> None:
    with pytest.raises(ValueError, match="do not reach"):
        Draw(1, "spread").spread(3, 4)


def test_large_reaches_every_target_of_kien_giang() -> None:
    rows = facts.cluster_rows("kien-giang-2022")
    reached = {
        row.key: sum(
            below.entries["large"] for below in rows if row.key in {below.key, below.parent}
        )
        for row in rows
        if row.target
    }

    assert all(reached[row.key] >= row.target for row in rows if row.target)
    assert sum(reached.values()) >= 2_350


def test_every_theme_of_every_idea_has_a_field_in_some_programme() -> None:
    keys = facts.load("programmes.json")
    known = {theme for key in keys for theme in facts.programme_row(key).themes}

    assert {idea.theme for idea in facts.ideas()} == known


@pytest.mark.parametrize("name", ["ideas.json", "names.json", "phrases.json"])
def test_invented_words_say_that_they_are_invented(name: str) -> None:
    assert "dữ liệu mẫu" in facts.load(name)["source"]
