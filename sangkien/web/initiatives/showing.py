"""What the pages of initiatives show, as plain rows."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sangkien.initiatives import conditions, rules
from sangkien.initiatives.enums import State
from sangkien.initiatives.queries import Happening
from sangkien.initiatives.rules import percent_words
from sangkien.programmes.enums import SolutionKind
from sangkien.web.shared import wording
from sangkien.web.shared.rows import TimelineEntry
from sangkien.web.shared.templatetags import vi

if TYPE_CHECKING:
    from sangkien.initiatives.models import Correction, Initiative

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class AuthorLine:
    """One author with the share of the credit; `is_member` says that the unit knows the person."""

    name: str
    share: str
    is_leading: bool = False
    is_member: bool = True


def authors(initiative: "Initiative") -> list[AuthorLine]:
    """Everybody who shares the credit, the leading author first."""
    leading = AuthorLine(
        name=initiative.author.full_name,
        share=percent_words(initiative.author_share_bp),
        is_leading=True,
    )
    others = [
        AuthorLine(name=row.name, share=percent_words(row.share_bp), is_member=bool(row.user_id))
        for row in initiative.coauthors.all()
    ]
    return [leading, *others]


def timeline(
    happened: Sequence[Happening], corrections: "Sequence[Corrected]" = ()
) -> list[TimelineEntry]:
    """The newest first; a sending again says which parts were changed."""
    changed = {one.at: one.labels for one in corrections}
    return [
        TimelineEntry(
            at=one.occurred_at,
            who=wording.doer(one.actor_name),
            what=_what(one),
            why="\n".join(filter(None, [_changed_words(changed.get(one.occurred_at)), one.reason])),
            icon=wording.sign(one.name),
        )
        for one in reversed(happened)
    ]


def _changed_words(labels: str | None) -> str:
    return _("Đã sửa: %(labels)s.") % {"labels": labels} if labels else ""


def decided_words(initiative: "Initiative") -> str:
    """What an officer has just done with it."""
    words = {
        State.CONFIRMED: _("Đã xác nhận hợp lệ: “%(title)s”."),
        State.RETURNED: _("Đã trả lại để bổ sung: “%(title)s”."),
        State.REJECTED: _("Đã quyết định không công nhận: “%(title)s”."),
    }
    return words[initiative.state_enum] % {"title": initiative.title}


def _what(one: Happening) -> str:
    said = wording.sentence(one.name)
    return _("%(said)s trên máy đăng ký chung") % {"said": said} if one.at_kiosk else said


def waited(since: dt.datetime, *, now: dt.datetime) -> str:
    """ "chờ 3 ngày": how long somebody has been waiting for an answer."""
    gone = max(now - since, dt.timedelta())
    if gone < HOUR:
        return _("vừa gửi")
    if gone < DAY:
        hours = gone // HOUR
        return ngettext("chờ %(n)d giờ", "chờ %(n)d giờ", hours) % {"n": hours}
    days = gone // DAY
    return ngettext("chờ %(n)d ngày", "chờ %(n)d ngày", days) % {"n": days}


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One part that the author changed."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """What one sending again changed, and what the author told the officer."""

    at: dt.datetime
    note: str
    differences: list[Difference]

    @property
    def labels(self) -> str:
        return ", ".join(one.label for one in self.differences)


LABELS = {
    **rules.NAMES,
    "kind": gettext_lazy("Loại giải pháp"),
    "field": gettext_lazy("Lĩnh vực"),
    "first_applied_on": gettext_lazy("Ngày áp dụng lần đầu"),
    "benefit_vnd": gettext_lazy("Số tiền làm lợi"),
    "decision_number": gettext_lazy("Số quyết định"),
    "decided_on": gettext_lazy("Ngày quyết định"),
    "authors": gettext_lazy("Tác giả"),
}
ORDER = (  # as on the screens
    *("title", "before", "solution", "effect", "kind", "field", "first_applied_on"),
    *("benefit_vnd", "benefit_basis", "recognised_by", "decision_number", "decided_on", "authors"),
)


def corrected(one: "Correction") -> Corrected:
    """`one` has been sent again."""
    before, after = one.before, one.after or {}
    return Corrected(
        at=one.sent_at or one.asked_at,
        note=one.note,
        differences=[
            Difference(
                label=str(LABELS[name]),
                old=_told(name, before.get(name)),
                new=_told(name, after.get(name)),
            )
            for name in ORDER
            if before.get(name) != after.get(name)
        ]
        + _answered_anew(before, after),
    )


def _answered_anew(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Answers to the programme's own questions; both were sent under the same version."""
    old, new = dict(before.get("answers", ())), dict(after.get("answers", ()))
    return [
        Difference(label=asked, old=_told("", old.get(asked)), new=_told("", new.get(asked)))
        for asked in {**old, **new}
        if old.get(asked) != new.get(asked)
    ]


def _told(name: str, value: Any) -> str:
    """A kept value in words; nothing is a dash."""
    if value is None or value == "":
        return vi.NOTHING
    write = WRITTEN.get(name)
    return write(value) if write else str(value)


def _day_told(value: str) -> str:
    return vi.day(dt.date.fromisoformat(value))


def _kind_told(value: str) -> str:
    return str(SolutionKind(value).label)


def _authors_told(value: list[tuple[str, int]]) -> str:
    return ", ".join(f"{who} {percent_words(share)} %" for who, share in value)


WRITTEN: Mapping[str, Callable[[Any], str]] = {
    "kind": _kind_told,
    "first_applied_on": _day_told,
    "decided_on": _day_told,
    "benefit_vnd": vi.vnd,
    "authors": _authors_told,
}


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One row of the officer's queue, with everything needed to decide without opening it."""

    initiative: "Initiative"
    authors: list[AuthorLine]
    waited: str
    is_corrected: bool
    correction: Corrected | None
    answered: list[tuple[str, str]]


def waiting(initiative: "Initiative", *, now: dt.datetime) -> Waiting:
    received = initiative.received_at or initiative.changed_at
    found: list[Correction] = getattr(initiative, "corrected", [])
    return Waiting(
        initiative=initiative,
        authors=authors(initiative),
        answered=conditions.answered(initiative.ruleset, initiative.answers),
        waited=waited(received, now=now),
        correction=corrected(found[-1]) if found else None,
        is_corrected=initiative.changed_at - received > dt.timedelta(minutes=1),
    )
