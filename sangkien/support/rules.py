"""What requests for help and support teams must hold."""

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.core import text
from sangkien.support.errors import InvalidHelp, InvalidTeam

ANSWER_WORKDAYS = 2
MOST_OPEN = 5  # of one person
LONGEST = 1_000
MOST_NOTES = 100  # of one request
REOPEN_WITHIN = dt.timedelta(days=30)  # after it was closed

# What a helper writes for an author; figures, authors and the sending stay with the author.
WORDS = ("title", "before", "solution", "effect")

NAME_LENGTH = 200
TASK_LENGTH = 80
MOST_TASKS = 12  # of one member
MOST_OWN_TASKS = 30  # that one unit adds
MOST_MEMBERS = 30  # of one team
MOST_CHARGES = 60  # units that one team has on its list
MOST_GRANTS = 600  # members times units
MOST_TEAMS = 5  # that stand at one unit
MOST_CARED = 200  # units given to one member at once
CHANNEL_LENGTH = 200
CHANNELS = ("zalo.me", "www.zalo.me", "chat.zalo.me")

# Tasks as teams name them in their assignments; a unit adds its own words to the list.
TASKS = (
    gettext_lazy("Hướng dẫn viết"),
    gettext_lazy("Nhập phần mềm"),
    gettext_lazy("Ước tính hiệu quả"),
    gettext_lazy("Đôn đốc, theo dõi"),
    gettext_lazy("Hoàn thiện thủ tục"),
    gettext_lazy("Tổng hợp, báo cáo"),
)


def clean_words(typed: str, *, field: str, missing: str) -> str:
    clean = text.clean_prose(typed)
    if not text.has_words(clean):
        raise InvalidHelp(missing, field=field)
    if len(clean) > LONGEST or text.has_refused_characters(clean):
        raise InvalidHelp(
            _("Nội dung dài nhất 1.000 ký tự và chỉ gồm chữ, số, dấu câu."), field=field
        )
    return clean


def clean_line(typed: str, *, field: str, most: int, missing: str = "") -> str:
    """One line; an empty one only where `missing` says nothing."""
    clean = text.clean_line(typed)
    if missing and not text.has_words(clean):
        raise InvalidTeam(missing, field=field)
    if len(clean) > most or text.has_refused_characters(clean):
        raise InvalidTeam(_("Dài quá hoặc có ký tự lạ. Hãy viết gọn lại."), field=field)
    return clean


def clean_channel(typed: str) -> str:
    """The address of a Zalo group: nothing else is shown to authors as the team's own."""
    clean = text.clean_line(typed)
    if not clean:
        return ""
    parts = urlsplit(clean if "//" in clean else f"https://{clean}")
    plain = parts.scheme == "https" and parts.hostname in CHANNELS and not parts.username
    if not plain or parts.port is not None or len(clean) > CHANNEL_LENGTH or " " in clean:
        raise InvalidTeam(
            _("Hãy dán đường dẫn nhóm Zalo, ví dụ: https://zalo.me/g/abcxyz123."), field="channel"
        )
    return parts.geturl()


def clean_tasks(chosen: Iterable[str], *, known: Iterable[str]) -> list[str]:
    """In the order of the list, each once."""
    wanted = set(chosen)
    tasks = [task for task in dict.fromkeys(known) if task in wanted]
    if wanted - set(tasks):
        raise InvalidTeam(_("Hãy chọn nhiệm vụ trong danh sách."), field="tasks")
    if len(tasks) > MOST_TASKS:
        raise InvalidTeam(_("Mỗi người nhiều nhất 12 nhiệm vụ."), field="tasks")
    return tasks


def ensure_span(since_on: dt.date, until_on: dt.date | None) -> None:
    if until_on is not None and until_on < since_on:
        raise InvalidTeam(_("Ngày kết thúc phải từ ngày bắt đầu trở đi."), field="until_on")


def without_covered(placed: Iterable[tuple[int, str]]) -> list[int]:
    """Units (number, path) that lie in no other one of them: who helps above helps below."""
    kept: list[tuple[int, str]] = []
    for pk, path in sorted(set(placed), key=lambda one: one[1]):
        if not kept or not path.startswith(kept[-1][1]):
            kept.append((pk, path))
    return [pk for pk, _path in kept]
