"""Who is signed in where."""

import hashlib

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from sangkien.accounts.models.user import User


class Session(AbstractBaseSession):
    """ "Phiên đăng nhập": Django's session, with whose it is, on what device and since when.

    One row, so that a request asks no more than before, and whoever deletes it ends the session.
    """

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    device = models.CharField(max_length=80, blank=True)
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.device} #{self.user_id}"

    @property
    def handle(self) -> str:
        """Names the session on a page, where its key must not stand."""
        return hashlib.sha256(self.session_key.encode()).hexdigest()[:20]
