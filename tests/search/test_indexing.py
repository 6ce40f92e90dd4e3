"""The index follows the initiatives: only what is public stands in it."""

import io
from typing import Any

import pytest
from django.core.management import call_command

from sangkien.initiatives.actions import confirmation, submission
from sangkien.initiatives.enums import COUNTED_AS_VALID, State
from sangkien.initiatives.models import Initiative
from sangkien.search import tokens
from sangkien.search.actions import indexing
from sangkien.search.models import InitiativeTokens, UnitTokens
from sangkien.search.queries import find_initiatives, find_units
from sangkien.units.models import Unit
from tests.factories import (
    NOW,
    actor,
    make_cast,
    make_initiative,
    make_programme,
    make_unit,
)
from tests.search.corpus import deliver, make_library, shown
from tests.units.acts import dissolve

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

TITLE = "Cải tiến đồ gá hàn khung thép"


@pytest.mark.parametrize("state", [s for s in State if s not in COUNTED_AS_VALID])
def test_only_valid_initiatives_are_indexed(state: State) -> None:
    library = make_library(TITLE)
    unsent: dict[str, Any] = {"received_at": None, "phase": None} if state == State.DRAFT else {}
    assert shown(find_initiatives("do ga han")) == [TITLE]

    Initiative.objects.update(state=state, **unsent)
    library.add(TITLE, state=state, **unsent)
    indexing.index_many(Initiative.objects.all())

    assert not InitiativeTokens.objects.exists()
    assert shown(find_initiatives("do ga han")) == []


def test_initiative_is_found_after_its_confirmation_was_delivered() -> None:
    cast = make_cast()
    initiative = make_initiative(make_programme(cast.province), cast.factory, cast.author)
    deliver()
    before = shown(find_initiatives("do ga han"))

    confirmation.confirm(initiative, by=actor(cast.officer), at=NOW)
    deliver()

    assert before == []
    assert shown(find_initiatives("do ga han")) == [TITLE]


def test_reopened_initiative_leaves_the_index() -> None:
    cast = make_cast()
    initiative = make_initiative(make_programme(cast.province), cast.factory, cast.author)
    confirmation.confirm(initiative, by=actor(cast.officer), at=NOW)
    deliver()

    confirmation.reopen(initiative, reason="Bấm nhầm nút", by=actor(cast.officer), at=NOW)
    at_once = shown(find_initiatives("do ga han"))
    deliver()

    assert at_once == []
    assert not InitiativeTokens.objects.exists()


def test_withdrawn_initiative_leaves_the_index() -> None:
    cast = make_cast()
    initiative = make_initiative(make_programme(cast.province), cast.factory, cast.author)
    confirmation.confirm(initiative, by=actor(cast.officer), at=NOW)
    deliver()

    submission.withdraw(initiative, reason="Gửi nhầm bản", by=actor(cast.author), at=NOW)
    at_once = shown(find_initiatives("do ga han"))
    deliver()

    assert at_once == []
    assert not InitiativeTokens.objects.exists()


def test_deliveries_in_the_wrong_order_end_right() -> None:
    """The late confirmation finds that the initiative is no longer public."""
    cast = make_cast()
    initiative = make_initiative(make_programme(cast.province), cast.factory, cast.author)
    confirmation.confirm(initiative, by=actor(cast.officer), at=NOW)
    confirmation.reopen(initiative, reason="Bấm nhầm nút", by=actor(cast.officer), at=NOW)

    deliver()

    assert not InitiativeTokens.objects.exists()


def test_indexing_again_changes_nothing() -> None:
    make_library(TITLE, "Máy gấp chăn")
    before = list(InitiativeTokens.objects.order_by("pk").values())

    indexing.index_many(Initiative.objects.all())

    assert list(InitiativeTokens.objects.order_by("pk").values()) == before
    assert shown(find_initiatives("gap chan")) == ["Máy gấp chăn"]


def test_changed_title_is_found_by_its_new_words_only() -> None:
    make_library(TITLE)

    Initiative.objects.update(title="Máy gấp chăn tự động")
    indexing.index_many(Initiative.objects.all())

    assert shown(find_initiatives("gap chan")) == ["Máy gấp chăn tự động"]
    assert shown(find_initiatives("do ga han")) == []


def test_reindex_takes_up_where_it_stopped() -> None:
    make_library(TITLE, "Máy gấp chăn", "Giá đỡ xe nâng")
    missing, superfluous, old = Initiative.objects.order_by("pk")
    InitiativeTokens.objects.filter(pk=missing.pk).delete()
    Initiative.objects.filter(pk=superfluous.pk).update(state=State.REJECTED)
    InitiativeTokens.objects.filter(pk=old.pk).update(version=tokens.VERSION - 1)

    done = [indexing.reindex(Initiative), indexing.reindex(Initiative)]

    assert done == [3, 0]
    assert set(InitiativeTokens.objects.values_list("pk", "version")) == {
        (missing.pk, tokens.VERSION),
        (old.pk, tokens.VERSION),
    }


def test_reindex_command_says_how_far_it_is() -> None:
    make_library(TITLE)
    said = io.StringIO()

    call_command("reindex", "--all", stdout=said)

    assert said.getvalue().splitlines() == [
        "… 7 đơn vị",
        "Xong: 7 đơn vị.",
        "… 1 sáng kiến",
        "Xong: 1 sáng kiến.",
    ]


def test_opened_unit_is_found_and_closed_unit_moves_to_the_end() -> None:
    cast = make_cast()
    make_unit("CĐCS Nhà máy Sông Xanh", level="co-so", parent=cast.superior)
    deliver()
    before = shown(find_units("song xanh"))

    dissolve(cast.superior)
    deliver()

    assert before == ["LĐLĐ huyện Sông Xanh", "CĐCS Nhà máy Sông Xanh"]
    assert shown(find_units("song xanh")) == ["CĐCS Nhà máy Sông Xanh", "LĐLĐ huyện Sông Xanh"]


def test_discarded_unit_rows_follow_the_units() -> None:
    make_cast()
    indexing.index_many(Unit.objects.all())

    assert set(UnitTokens.objects.values_list("pk", flat=True)) == set(
        Unit.objects.values_list("pk", flat=True)
    )
