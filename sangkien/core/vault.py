"""Closes text and bytes with keys that stand outside the database and the storage.

`settings.SEALING_KEYS` are pass phrases of any form: the first one closes, every one of them opens,
so that an old key goes on opening until everything was closed anew.
"""

import base64
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext as _

from sangkien.core.errors import DomainError

PURPOSE = b"sangkien.vault.1"  # what is derived for this is good for nothing else


class Unreadable(DomainError):
    """None of the keys opens it: it was closed with one that is gone, or it was damaged."""

    code = "unreadable"


class NoKey(DomainError):
    """Nothing can be closed: no key was set."""

    code = "no_key"


def seal(content: bytes) -> bytes:
    if not settings.SEALING_KEYS:
        raise NoKey(
            _(
                "Hệ thống chưa có khóa mã hóa nên chưa giữ bí mật được; hãy báo người quản trị hệ thống."
            )
        )
    return _keys(settings.SEALING_KEYS).encrypt(content)


def unseal(token: bytes) -> bytes:
    """What was closed; or Unreadable."""
    try:
        return _keys(settings.SEALING_KEYS).decrypt(token)
    except (InvalidToken, ValueError):
        raise Unreadable(
            _(
                "Chưa mở được phần bí mật: hệ thống không có khóa đã dùng khi cất. Nội dung vẫn còn "
                "nguyên; hãy báo người quản trị hệ thống."
            )
        ) from None


def is_current(token: bytes) -> bool:
    """Whether the first key closed it."""
    try:
        _keys(settings.SEALING_KEYS[:1]).decrypt(token)
    except (InvalidToken, ValueError):
        return False
    return True


def seal_values(values: Mapping[str, Any]) -> str:
    """Plain values, as one text for a column."""
    return seal(json.dumps(values, ensure_ascii=False).encode()).decode("ascii")


def unseal_values(token: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(unseal(token.encode()))
    return found


@lru_cache(maxsize=8)
def _keys(phrases: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derived(phrase)) for phrase in phrases])


def _derived(phrase: str) -> bytes:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(phrase.encode())
    return base64.urlsafe_b64encode(key)
