"""Sign-in by phone number or member code."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from sangkien.accounts.actions import signing_in
from sangkien.accounts.errors import TooManyTries, WrongSignIn
from sangkien.accounts.models import User
from sangkien.core import clock, hot


class PhoneOrCodeBackend(BaseBackend):
    """Takes the same time for known and unknown people, so that nobody can be enumerated."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **credentials: Any,
    ) -> User | None:
        if not username or not password:
            return None
        try:
            return signing_in.sign_in(username, password, at=clock.now())
        except (WrongSignIn, TooManyTries):
            return None

    def get_user(self, user_id: int) -> User | None:
        found = hot.read("FROM accounts_user WHERE id = %s AND is_active", [user_id], User)
        return found[0][0] if found else None
