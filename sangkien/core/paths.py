"""Materialised paths: fixed-width steps made of primary keys, so that a subtree is a range.

SQLite does not use an index for `LIKE 'x%'`; `path >= p AND path < after(p)` is fast on both.
"""

from django.db.models import Q

STEP = 4
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # ASCII order = sort order in both databases
MAX_DEPTH = 12
MAX_LENGTH = STEP * MAX_DEPTH


def step(pk: int) -> str:
    """36**4 = 1,679,616 units fit into one step."""
    digits = ""
    for _ in range(STEP):
        pk, rest = divmod(pk, 36)
        digits = _DIGITS[rest] + digits
    if pk:
        raise ValueError("primary key too large for a path step")
    return digits


def child(parent_path: str, pk: int) -> str:
    return parent_path + step(pk)


def after(path: str) -> str:
    """The smallest text that is greater than every path below `path`."""
    return path + "~"


def subtree(path: str, *, field: str = "path") -> Q:
    """The unit itself and everything below it; an empty path is the whole tree."""
    if not path:
        return Q()
    return Q(**{f"{field}__gte": path, f"{field}__lt": after(path)})


def ancestors(path: str) -> list[str]:
    """Paths above this one, the root first, without itself."""
    return [path[:end] for end in range(STEP, len(path), STEP)]


def steps(path: str) -> list[str]:
    """What a path is made of: one step for each unit on the way down."""
    return [path[start : start + STEP] for start in range(0, len(path), STEP)]


def contains(scope: str, path: str) -> bool:
    """Whether `path` lies in the subtree of `scope`."""
    return path.startswith(scope)


def depth(path: str) -> int:
    return len(path) // STEP
