import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core import codes

CODES = st.text(alphabet=codes.ALPHABET, min_size=codes.LENGTH, max_size=codes.LENGTH)


@given(CODES)
def test_a_code_is_found_again_however_it_is_typed(code: str) -> None:
    shown = codes.display(code)

    for typed in (code, shown, shown.lower(), f" {shown} ", shown.replace("-", " ")):
        assert codes.canonical(typed) == code


@given(CODES)
def test_letters_that_are_misread_do_not_matter(code: str) -> None:
    assert codes.canonical(code.replace("0", "O").replace("1", "l").replace("V", "u")) == code


@pytest.mark.parametrize("typed", ["", "SK-", "7K3M9", "7K3M9QX4TB9", "7K3M9-QX4T!", "' OR 1=1"])
def test_what_is_no_code_is_empty(typed: str) -> None:
    assert codes.canonical(typed) == ""


def test_a_code_that_begins_with_sk_keeps_its_letters() -> None:
    assert codes.canonical("SK3M9QX4TB") == "SK3M9QX4TB"


def test_new_codes_are_canonical_and_differ() -> None:
    made = {codes.new_code() for _ in range(200)}

    assert len(made) == 200
    assert all(codes.canonical(code) == code for code in made)
