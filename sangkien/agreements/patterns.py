""" "Mẫu giao ước": wording to start from, in a data file. The unit changes it freely."""

import datetime as dt
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from sangkien.agreements import contents
from sangkien.agreements.contents import Content
from sangkien.agreements.enums import AgreementKind, Span

FILE = Path(__file__).resolve().parent / "data" / "patterns.json"


@lru_cache(maxsize=1)
def _all() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def content_of(kind: AgreementKind, span: Span, *, starts_on: dt.date, ends_on: dt.date) -> Content:
    """The wording for a kind with its days filled in."""
    pattern = _all()[kind.value]
    days = {
        "{nam}": str(starts_on.year),
        "{tu}": f"{starts_on:%d/%m/%Y}",
        "{den}": f"{ends_on:%d/%m/%Y}",
    }
    values = {
        "grounds": pattern["grounds"],
        "articles": pattern["articles"],
        "movements": pattern["movements"] if span == Span.YEARLY else [],
    }
    return contents.read(json.loads(_filled(json.dumps(values, ensure_ascii=False), days)))


def roles_of(kind: AgreementKind) -> list[str]:
    """ "Bên A", "Bên B", or nothing where all are alike."""
    found: list[str] = _all()[kind.value]["roles"]
    return found


def _filled(words: str, days: dict[str, str]) -> str:
    for mark, day in days.items():
        words = words.replace(mark, day)
    return words
