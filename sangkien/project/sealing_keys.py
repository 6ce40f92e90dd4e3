"""The keys of what is kept closed (`core.vault`), from the environment."""

from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

NAME = "SANGKIEN_SEALING_KEYS"
WEAKEST_KEY = 32


def read(variables: Mapping[str, str], *, signing_key: str) -> tuple[str, ...]:
    """`SANGKIEN_SEALING_KEYS`, or the lines of the file `SANGKIEN_SEALING_KEYS_FILE`: the key in
    use first, then those that still open.

    The signing key comes last: until there are keys of their own it closes, afterwards it goes on
    opening. One that a process only drew for itself is no key for what has to be read tomorrow.
    """
    typed = variables.get(NAME, "")
    if path := variables.get(f"{NAME}_FILE"):
        typed = f"{typed} {_content(Path(path))}"
    keys = tuple(dict.fromkeys(typed.replace(",", " ").split()))
    if any(len(key) < WEAKEST_KEY for key in keys):
        raise ImproperlyConfigured(
            f"{NAME}: mỗi khóa ít nhất {WEAKEST_KEY} ký tự, cách nhau bằng dấu cách hoặc xuống dòng "
            f"/ keys of {WEAKEST_KEY} characters or more, with spaces or new lines between"
        )
    return tuple(dict.fromkeys((*keys, *filter(None, [signing_key]))))


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ImproperlyConfigured(
            f"Không đọc được khóa mã hóa / cannot read the sealing keys: {path}"
        ) from error
