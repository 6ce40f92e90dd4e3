"""Password hashing that a login rush on the last day can pay for."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.utils.translation import gettext as _

from sangkien.core.errors import Busy


class Turnstile:
    """Lets so many in at once and so many wait, for so long; the next one is sent away.

    Whoever waits holds a thread that could answer with a page, so few may.
    """

    def __init__(self, *, inside: int, waiting: int, seconds: float) -> None:
        self._inside = threading.BoundedSemaphore(inside)
        self._queue = threading.BoundedSemaphore(inside + waiting)
        self._seconds = seconds

    @contextmanager
    def passed(self) -> Iterator[None]:
        if not self._queue.acquire(blocking=False):
            raise _busy()
        try:
            if not self._inside.acquire(timeout=self._seconds):
                raise _busy()
            try:
                yield
            finally:
                self._inside.release()
        finally:
            self._queue.release()


def _busy() -> Busy:
    return Busy(_("Rất đông người đang đăng nhập. Mời thử lại sau vài giây."))


_turnstile = Turnstile(
    inside=settings.HASHING_AT_ONCE,
    waiting=settings.HASHING_WAITING,
    seconds=settings.HASHING_SECONDS,
)


class Argon2Hasher(Argon2PasswordHasher):
    """Argon2id at OWASP's minimum: 25 ms and 19 MiB instead of Django's 232 ms and 100 MiB."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with _turnstile.passed():
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _turnstile.passed():
            return super().verify(password, encoded)
