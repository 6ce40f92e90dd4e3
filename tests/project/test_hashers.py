"""Passwords cost an attacker memory, and a login rush not the machine."""

import threading
import time

import pytest

from sangkien.core.errors import Busy
from sangkien.project.hashers import Argon2Hasher, Turnstile


def test_password_is_argon2id_at_the_recommended_minimum() -> None:
    encoded = Argon2Hasher().encode("mật khẩu", "a-salt-of-some-length")

    assert encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert Argon2Hasher().verify("mật khẩu", encoded)
    assert not Argon2Hasher().verify("mat khau", encoded)


def crowd(turnstile: Turnstile, people: int, *, seconds: float) -> tuple[int, int, int]:
    """How many got in, how many were sent away, and how many were inside at once."""
    inside = most = got_in = sent_away = 0
    counting = threading.Lock()

    def come() -> None:
        nonlocal inside, most, got_in, sent_away
        try:
            with turnstile.passed():
                with counting:
                    inside, got_in = inside + 1, got_in + 1
                    most = max(most, inside)
                time.sleep(seconds)
                with counting:
                    inside -= 1
        except Busy:
            with counting:
                sent_away += 1

    threads = [threading.Thread(target=come) for _ in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got_in, sent_away, most


def test_so_many_are_inside_so_many_wait_and_the_others_are_sent_away() -> None:
    turnstile = Turnstile(inside=1, waiting=2, seconds=10)

    assert crowd(turnstile, 8, seconds=0.3) == (3, 5, 1)
    assert crowd(turnstile, 1, seconds=0) == (1, 0, 1)


def test_nobody_waits_for_long() -> None:
    turnstile = Turnstile(inside=1, waiting=2, seconds=0.05)

    assert crowd(turnstile, 3, seconds=0.4) == (1, 2, 1)


def test_whoever_breaks_inside_leaves_the_way_free() -> None:
    turnstile = Turnstile(inside=1, waiting=0, seconds=1)
    with pytest.raises(ZeroDivisionError), turnstile.passed():
        raise ZeroDivisionError

    assert crowd(turnstile, 1, seconds=0) == (1, 0, 1)
