"""What is closed opens with any of the keys, and with no other."""

import pytest
from pytest_django import Settings

from sangkien.core import vault

FIRST, SECOND = "the-first-key-of-two" * 2, "the-second-key-of-two" * 2


def test_what_was_closed_opens(settings: Settings) -> None:
    settings.SEALING_KEYS = (FIRST,)
    token = vault.seal_values({"a": "bí mật", "b": [1, None]})

    assert "mật" not in token
    assert vault.unseal_values(token) == {"a": "bí mật", "b": [1, None]}


def test_the_first_key_closes_and_every_one_opens(settings: Settings) -> None:
    settings.SEALING_KEYS = (FIRST,)
    token = vault.seal(b"x")
    settings.SEALING_KEYS = (SECOND, FIRST)

    assert vault.unseal(token) == b"x"
    assert not vault.is_current(token)
    assert vault.is_current(vault.seal(b"x"))


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_another_key_or_damage_opens_nothing(settings: Settings, damage: bytes | None) -> None:
    settings.SEALING_KEYS = (FIRST,)
    token = vault.seal(b"x")
    settings.SEALING_KEYS = (SECOND,)

    with pytest.raises(vault.Unreadable, match="khoá"):
        vault.unseal(token if damage is None else damage)


def test_without_a_key_nothing_is_closed(settings: Settings) -> None:
    settings.SEALING_KEYS = ()

    with pytest.raises(vault.NoKey, match="khoá"):
        vault.seal(b"x")
