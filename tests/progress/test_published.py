"""The published results of units against their targets: percentages, and the conflicts in them."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from sangkien.progress.rules import Standing

DATA = Path(__file__).resolve().parents[1] / "data"


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = rows_of("programme_results.csv")
PLAIN = [row for row in ROWS if row["target"] and row["pct_computed"] and row["submitted"]]


def of(unit: str, **values: str) -> dict[str, str]:
    return next(
        row
        for row in ROWS
        if unit in row["unit"] and all(row[key] == value for key, value in values.items())
    )


def standing(row: dict[str, str]) -> Standing:
    return Standing(value=int(row["submitted"]), target=int(row["target"]))


@pytest.mark.parametrize("row", PLAIN, ids=lambda row: f"{row['unit']} {row['as_of']}")
def test_what_was_computed_from_the_sources_is_what_we_show(row: dict[str, str]) -> None:
    found = standing(row)
    assert found.percent() == Decimal(row["pct_computed"])
    assert found.over_percent() == max(found.percent() - 100, Decimal(0))


@pytest.mark.parametrize(
    "row", [row for row in PLAIN if row["pct_published"]], ids=lambda row: str(row["unit"])
)
def test_published_percentages_follow_from_their_words(row: dict[str, str]) -> None:
    """ "đạt" or "vượt" in the places that were printed; one of them was cut and not rounded."""
    found, printed = standing(row), Decimal(row["pct_published"])
    places = max(-int(printed.as_tuple().exponent), 0)
    is_cut = "truncated" in row["comment"] or row["pct_wording"] == "đạt trên"
    if row["pct_wording"] == "vượt":
        assert found.over_percent(places=places, truncate=is_cut) == printed
    else:
        assert found.percent(places=places, truncate=is_cut) == printed


def test_completed_was_said_below_the_target() -> None:
    row = of("Điện lực", phase="1")
    assert "completed" in row["comment"]
    found = standing(row)
    assert (found.is_reached, found.percent(), found.missing) == (False, Decimal("80.0"), 601)


def test_two_percentages_of_one_province_imply_two_targets() -> None:
    """17,531 is 277 % of some 6,329, not of the 6,265 that 8,871 is 141.6 % of."""
    early, late = of("Lâm Đồng", phase="all"), of("Lâm Đồng", as_of="2023-03-25")
    one = {
        t for t in range(6200, 6400) if Standing(value=8871, target=t).percent() == Decimal("141.6")
    }
    other = {
        t for t in range(6200, 6400) if Standing(value=17531, target=t).percent(places=0) == 277
    }
    assert (early["submitted"], late["submitted"]) == ("8871", "17531")
    assert 6265 in one
    assert 6329 in other
    assert not one & other


def test_two_reports_of_one_moment_differ() -> None:
    totals = {
        int(row["submitted"])
        for row in ROWS
        if "Thanh Hóa" in row["unit"] and row["as_of"] == "2022-05-31"
    }
    assert totals == {170324, 170263}
    assert max(totals) - min(totals) == 61


def test_assigned_and_own_target_give_two_percentages() -> None:
    row = of("TP Hà Nội", as_of="2023-08-03")
    sent = int(row["submitted"])
    assert Standing(value=sent, target=130_000).percent() == Decimal("100.4")
    assert Standing(value=sent, target=60_000).percent() == Decimal("217.6")


def test_every_published_rank_is_within_the_number_of_ranked() -> None:
    ranked = [row for row in ROWS if row["rank"] and row["rank_of"]]
    assert len(ranked) > 10
    assert all(1 <= int(row["rank"]) <= int(row["rank_of"]) for row in ranked)
