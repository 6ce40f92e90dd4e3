"""Finding people by what they type."""

from sangkien.accounts.models import User
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
    return User.objects.filter(member_code=code).first() if code else None


def names(user_ids: set[int]) -> dict[int, str]:
    """Names by id, in one query, for timelines."""
    return dict(User.objects.filter(pk__in=user_ids).values_list("pk", "full_name"))
