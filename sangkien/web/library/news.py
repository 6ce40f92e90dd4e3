"""What happened to what somebody follows, in words."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.core import periods
from sangkien.discussions import feed
from sangkien.discussions.feed import News
from sangkien.web.shared.rows import Link


@dataclass(frozen=True, kw_only=True)
class Line:
    what: str
    title: str
    url: str
    icon: str
    at: dt.datetime
    unit: str = ""
    words: str = ""


# Sentence, sign, and the page on which it can be read.
SAID: dict[str, tuple[Promise, str, str]] = {
    "adoption.recorded": (
        gettext_lazy("Thêm một đơn vị áp dụng"),
        "copy-check",
        "library:life",
    ),
    "adoption.use_answered": (
        gettext_lazy("Có câu trả lời còn dùng hay không"),
        "refresh-cw",
        "library:life",
    ),
    "initiative.recognised": (gettext_lazy("Được công nhận"), "award", "library:life"),
    "recognition.influence_raised": (
        gettext_lazy("Được nâng phạm vi ảnh hưởng"),
        "trending-up",
        "library:life",
    ),
    feed.CONFIRMED: (gettext_lazy("Sáng kiến hợp lệ của đơn vị"), "badge-check", "library:life"),
    feed.COMMENT: (gettext_lazy("Có ý kiến mới"), "message-square", "library:talk"),
    feed.QUESTION: (gettext_lazy("Có câu hỏi mới"), "message-circle-question-mark", "library:talk"),
    feed.ANSWER: (gettext_lazy("Tác giả trả lời"), "message-square", "library:talk"),
}


def line(row: News) -> Line:
    if row.extension is not None:
        return _extended(row)
    sentence, icon, page = SAID[row.kind]
    initiative = row.initiative
    assert initiative is not None  # noqa: S101 - everything else is about one
    return Line(
        what=str(sentence),
        title=initiative.title,
        url=reverse(page, args=[initiative.code]),
        icon=icon,
        at=row.at,
        unit=initiative.unit.label,
    )


def _extended(row: News) -> Line:
    extension = row.extension
    assert extension is not None  # noqa: S101 - asked before
    programme = extension.period.programme
    return Line(
        what=_("Gia hạn %(period)s đến %(until)s")
        % {
            "period": extension.period.name,
            "until": periods.closing_words(extension.closes_at),
        },
        title=programme.title,
        url=reverse("programmes:detail", args=[programme.slug]),
        words=extension.reason,
        icon="calendar-clock",
        at=row.at,
    )


def tabs(*, news: bool) -> list[Link]:
    """The two pages about what somebody follows."""
    return [
        Link(label=_("Tin mới"), url=reverse("library:news"), current=news),
        Link(label=_("Danh sách"), url=reverse("library:followed"), current=not news),
    ]
