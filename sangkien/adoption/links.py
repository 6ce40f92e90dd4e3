"""The link that asks one person about one thing: signed, for nothing else, without signing in."""

import re

from django.core import signing
from django.utils.translation import gettext as _

from sangkien.adoption.errors import WrongLink

_SIGNER = signing.Signer(salt="sangkien.adoption.use", sep=".")
_CONTENT = re.compile(r"([0-9]{1,18})-([0-9]{1,18})")
LONGEST = 120


def token(check_id: int, user_id: int) -> str:
    """Good until the check lapses or is answered, and while the person may answer it."""
    return _SIGNER.sign(f"{check_id}-{user_id}")


def read(typed: str) -> tuple[int, int]:
    """Number of the check and of the person; anything else raises WrongLink."""
    try:
        found = _CONTENT.fullmatch(_SIGNER.unsign(typed[:LONGEST]))
    except signing.BadSignature:
        found = None
    if found is None:
        raise WrongLink(_("Đường dẫn này không đúng. Hãy mở lại từ tin nhắn."))
    return int(found[1]), int(found[2])
