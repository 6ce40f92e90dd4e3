"""Who a session belongs to. Django asks; signing in is `actions.signing_in` and the second step."""

from django.contrib.auth.backends import BaseBackend

from sangkien.accounts.models import User
from sangkien.core import hot


class SessionBackend(BaseBackend):
    """Finds the person of a session, and lets nobody in: there is one door, and it counts tries."""

    def get_user(self, user_id: int) -> User | None:
        found = hot.read("FROM accounts_user WHERE id = %s AND is_active", [user_id], User)
        return found[0][0] if found else None
