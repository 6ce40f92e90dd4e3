"""Finding people by what they type."""

from sangkien.accounts.models import AccountJoin, AccountLock, User
from sangkien.core import text

LONGEST_LOGIN = 60


def find_by_login(typed: str) -> User | None:
    """The person whose phone number or member code was typed, in any usual spelling."""
    if not typed or len(typed) > LONGEST_LOGIN:
        return None
    phone = text.phone_key(typed)
    if phone:
        by_phone = User.objects.filter(phone=phone).first()
        if by_phone is not None:
            return by_phone
    code = text.code_key(typed)
    found = User.objects.filter(member_code=code).first() if code else None
    return found if found is None or found.is_active else _kept_for(found)


def _kept_for(closed: User) -> User:
    """The code of an account that was joined to another one signs in to that one."""
    return User.objects.filter(absorbed__closed=closed).first() or closed


def absorbed_ids(user_id: int) -> list[int]:
    """The accounts that became part of this one."""
    joined = AccountJoin.objects.filter(kept_id=user_id)
    return list(joined.order_by("pk").values_list("closed_id", flat=True))


def open_lock(user: User) -> AccountLock | None:
    """Why the account is locked now, if it is."""
    return AccountLock.objects.filter(user=user, unlocked_at=None).first()


def names(user_ids: set[int]) -> dict[int, str]:
    """Names by id, in one query, for timelines."""
    return dict(User.objects.filter(pk__in=user_ids).values_list("pk", "full_name"))
