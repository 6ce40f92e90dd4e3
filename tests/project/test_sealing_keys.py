"""The keys of what is kept closed, as an operator sets them."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from sangkien.project import environment

SIGNING, FIRST, SECOND = "s" * 50, "f" * 40, "g" * 40


def keys(path: Path, **variables: str) -> tuple[str, ...]:
    return environment.read({"SANGKIEN_DATA_DIR": str(path), **variables}).sealing_keys


def test_the_signing_key_closes_until_there_are_others(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text(SIGNING)

    assert keys(tmp_path) == (SIGNING,)
    assert keys(tmp_path, SANGKIEN_SEALING_KEYS=f"{FIRST}, {SECOND}") == (FIRST, SECOND, SIGNING)


def test_keys_stand_in_a_file_the_one_in_use_on_top(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text(f"{FIRST}\n{SECOND}\n\n{FIRST}\n")

    assert keys(tmp_path, SANGKIEN_SEALING_KEYS_FILE=str(file)) == (FIRST, SECOND)


def test_a_key_that_only_this_process_knows_closes_nothing(tmp_path: Path) -> None:
    assert keys(tmp_path) == ()


@pytest.mark.parametrize("typed", ["short", f"{FIRST} short"])
def test_a_weak_key_stops_the_process(tmp_path: Path, typed: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="32"):
        keys(tmp_path, SANGKIEN_SEALING_KEYS=typed)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="no-such"):
        keys(tmp_path, SANGKIEN_SEALING_KEYS_FILE=str(tmp_path / "no-such"))
