from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.initiatives import formulas
from sangkien.initiatives.formulas import FORMULAS, Formula


def worked_out(key: str, **quantities: str) -> formulas.Saving:
    asked = {name: Decimal(value) for name, value in quantities.items()}
    return formulas.saving(FORMULAS[key], {"cost": Decimal(0), **asked})


@pytest.mark.parametrize(
    ("key", "quantities", "vnd"),
    [
        (
            "thoi-gian",
            {"minutes": "15", "times": "20", "days": "26", "months": "12", "wage": "40000"},
            62_400_000,
        ),
        ("vat-tu", {"amount": "0.25", "products": "4000", "months": "12", "price": "85000"}, 1_020_000_000),
        ("nang-luong", {"amount": "350", "months": "12", "price": "2500", "cost": "500000"}, 10_000_000),
        ("hang-loi", {"before": "120", "after": "30", "months": "12", "price": "15000"}, 16_200_000),
        ("an-toan", {"before": "3", "after": "0", "price": "20000000"}, 60_000_000),
        ("phuc-vu", {"minutes": "10", "times": "900", "months": "12", "wage": "50000"}, 90_000_000),
    ],
)  # fmt: skip
def test_cards_give_a_years_saving(key: str, quantities: dict[str, str], vnd: int) -> None:
    assert worked_out(key, **quantities).vnd == vnd


def test_sum_is_written_out_as_an_officer_would() -> None:
    found = worked_out(
        "hang-loi", before="120", after="30.5", months="12", price="15000", cost="2000000"
    )

    assert found.words == (
        "Bớt hàng lỗi, hàng hỏng: (120 cái − 30,5 cái) × 12 tháng × 15.000 đ/cái"
        " − 2.000.000 đ chi phí"
    )


def test_what_cost_more_than_it_saved_saves_nothing() -> None:
    assert worked_out("nang-luong", amount="1", months="1", price="1", cost="100").vnd == 0
    assert worked_out("an-toan", before="1", after="3", price="1000").vnd == 0


def test_half_a_dong_is_rounded_up() -> None:
    assert worked_out("nang-luong", amount="0.5", months="1", price="1").vnd == 1


AMOUNT = st.integers(0, 10**14).map(lambda cents: Decimal(cents) / 100)


@given(st.sampled_from(list(FORMULAS.values())), st.lists(AMOUNT, min_size=7, max_size=7))
def test_any_quantities_give_a_whole_figure(formula: Formula, amounts: list[Decimal]) -> None:
    keys = [quantity.key for quantity in formula.quantities]

    assert formulas.saving(formula, dict(zip(keys, amounts, strict=False))).vnd >= 0
