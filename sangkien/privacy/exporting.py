"""What is held about a person, as a file for machines and as a file to print."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from sangkien.core.periods import VIETNAM
from sangkien.papers.rendering import render
from sangkien.privacy.queries import Section


def as_json(sections: Sequence[Section], *, at: dt.datetime) -> str:
    """UTF-8, the same order as on the page; times with their offset."""
    content = {
        "exported_at": at.astimezone(VIETNAM).isoformat(timespec="seconds"),
        **{
            section.key: [
                {fact.key: _plain(fact.value) for fact in record} for record in section.records
            ]
            for section in sections
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def as_pdf(sections: Sequence[Section], *, name: str, at: dt.datetime) -> bytes:
    data = {
        "name": name,
        "at": written(at),
        "sections": [
            {
                "label": section.label,
                "records": [
                    [[str(fact.label), written(fact.value)] for fact in record]
                    for record in section.records
                ],
            }
            for section in sections
        ],
    }
    return render("my_data", data)


def written(value: Any) -> str:
    """As people read it."""
    if isinstance(value, dt.datetime):
        return f"{value.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    return str(value) if value not in (None, "") else "—"


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(VIETNAM).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, dt.date) else value
