"""What the pages of initiatives show, as plain rows."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sangkien.core import paths, workdays
from sangkien.core.periods import local_day
from sangkien.initiatives import conditions, permissions, rules
from sangkien.initiatives.enums import Risk, ShareAnswer, State, SubmitterGroup
from sangkien.initiatives.evidence import Pair, given, pair
from sangkien.initiatives.queries import Happening
from sangkien.initiatives.rules import percent_words
from sangkien.programmes.enums import SolutionKind
from sangkien.web.shared import exhibits, verdicts, wording
from sangkien.web.shared.rows import TimelineEntry
from sangkien.web.shared.templatetags import vi

if TYPE_CHECKING:
    from sangkien.initiatives.models import (
        Correction,
        Evidence,
        Initiative,
        Overdue,
        PassingUp,
    )
    from sangkien.programmes.models import Ruleset

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class AuthorLine:
    """One author with the share of the credit; `is_member` says that the unit knows the person,
    who was asked then: `answer` is "" as long as nothing was said.
    """

    name: str
    share: str
    is_leading: bool = False
    is_member: bool = True
    answer: str = ""
    objection: str = ""

    @property
    def answered(self) -> str:
        """What the co-author says to the share, in words; nothing where nobody was asked."""
        if self.is_leading or not self.is_member:
            return ""
        words = {
            ShareAnswer.AGREED: _("đã đồng ý"),
            ShareAnswer.OBJECTED: _("không đồng ý"),
        }
        return words[ShareAnswer(self.answer)] if self.answer else _("chờ đồng ý")


def authors(initiative: "Initiative") -> list[AuthorLine]:
    """Everybody who shares the credit, the leading author first."""
    leading = AuthorLine(
        name=initiative.author.full_name,
        share=percent_words(initiative.author_share_bp),
        is_leading=True,
    )
    others = [
        AuthorLine(
            name=row.name,
            share=percent_words(row.share_bp),
            is_member=bool(row.user_id),
            answer=row.answer,
            objection=row.objection,
        )
        for row in initiative.coauthors.all()
    ]
    return [leading, *others]


@dataclass(frozen=True, kw_only=True)
class OwnShare:
    """What a co-author is asked: is this share right? `is_open` while an answer still counts."""

    share: str
    answer: str
    objection: str
    is_open: bool


def own_share(initiative: "Initiative", user_id: int | None) -> OwnShare | None:
    """For the co-author who reads; None for everybody else, and for a draft."""
    found = next(
        (row for row in initiative.coauthors.all() if user_id and row.user_id == user_id), None
    )
    if found is None or initiative.state_enum == State.DRAFT:
        return None
    return OwnShare(
        share=percent_words(found.share_bp),
        answer=found.answer,
        objection=found.objection,
        is_open=initiative.state_enum in (State.SUBMITTED, State.RETURNED),
    )


def timeline(
    happened: Sequence[Happening], corrections: "Sequence[Corrected]" = ()
) -> list[TimelineEntry]:
    """The newest first; a sending again says which parts were changed."""
    changed = {one.at: one for one in corrections}
    return [
        TimelineEntry(
            at=one.occurred_at,
            who=wording.doer(one.actor_name),
            what=_what(one),
            why=_why(one, changed.get(one.occurred_at)),
            icon=wording.sign(one.name),
        )
        for one in reversed(happened)
    ]


def _why(one: Happening, changed: "Corrected | None") -> str:
    """The reason, or what the author said to the officer; and what was changed."""
    if changed is None:
        return one.reason
    labels = _("Đã sửa: %(labels)s.") % {"labels": changed.labels} if changed.labels else ""
    return "\n".join(filter(None, [labels, one.reason or changed.note]))


def decided_words(initiative: "Initiative", kind: str) -> str:
    """What an officer has just done with it, at a step of this kind."""
    verdict = verdicts.of(kind)
    words = {
        State.CONFIRMED: verdict.done,
        State.RECOGNISED: verdict.done,
        State.RETURNED: gettext_lazy("Đã trả lại để bổ sung: “%(title)s”."),
        State.REJECTED: verdict.refused,
    }
    return str(words[initiative.state_enum]) % {"title": initiative.title}


def _what(one: Happening) -> str:
    said = wording.sentence(one.name, one.kind)
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
    is_amendment: bool = False

    @property
    def labels(self) -> str:
        return ", ".join(one.label for one in self.differences)


LABELS = {
    **rules.NAMES,
    "kind": gettext_lazy("Loại giải pháp"),
    "field": gettext_lazy("Lĩnh vực"),
    "submitter": gettext_lazy("Đối tượng"),
    "first_applied_on": gettext_lazy("Ngày áp dụng lần đầu"),
    "benefit_vnd": gettext_lazy("Số tiền làm lợi"),
    "decision_number": gettext_lazy("Số quyết định"),
    "decided_on": gettext_lazy("Ngày quyết định"),
    "authors": gettext_lazy("Tác giả"),
}
ORDER = (  # as on the screens
    *("title", "before", "solution", "effect", "kind", "field", "submitter"),
    "first_applied_on",
    *("benefit_vnd", "benefit_basis", "recognised_by", "decision_number", "decided_on", "authors"),
)


def corrected(one: "Correction") -> Corrected:
    """`one` has been sent again."""
    before, after = one.before, one.after or {}
    return Corrected(
        at=one.sent_at or one.asked_at,
        note=one.note,
        is_amendment=one.is_amendment,
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


def _submitter_told(value: str) -> str:
    return str(SubmitterGroup(value).label)


def _authors_told(value: list[tuple[str, int]]) -> str:
    return ", ".join(f"{who} {percent_words(share)} %" for who, share in value)


WRITTEN: Mapping[str, Callable[[Any], str]] = {
    "kind": _kind_told,
    "submitter": _submitter_told,
    "first_applied_on": _day_told,
    "decided_on": _day_told,
    "benefit_vnd": vi.vnd,
    "authors": _authors_told,
}


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One row of the officer's queue, with everything needed to decide without opening it.

    Two clocks: how long the author has `waited`, and what is `left` of the officer's own term.
    """

    initiative: "Initiative"
    authors: list[AuthorLine]
    waited: str
    left: str
    is_late: bool
    correction: Corrected | None
    photos: Pair
    further: int  # other evidence than these two
    answered: list[tuple[str, str]]
    risks: Sequence[Risk] = ()
    objections: str = ""
    passed_up: "PassingUp | None" = None
    may_pass_up: bool = False


@dataclass(frozen=True, kw_only=True)
class Sleeper:
    """A step that sleeps in a unit below: how long, whether it was reminded, and from when the
    reader decides in its stead.
    """

    initiative: "Initiative"
    unit_name: str
    left: str
    reminded_today: bool
    reminded_on: dt.date | None
    acts_from: dt.date
    may_act: bool


def sleeper(row: "Overdue", *, unit_name: str, today: dt.date) -> Sleeper:
    return Sleeper(
        initiative=row.initiative,
        unit_name=unit_name,
        left=clock_left(row.initiative, today=today),
        reminded_today=row.reminded_on == today,
        reminded_on=row.reminded_on,
        acts_from=row.acts_from,
        may_act=row.acts_from <= today,
    )


def clock_left(initiative: "Initiative", *, today: dt.date) -> str:
    """ "còn 2 ngày làm việc": of the term of whoever has to decide now."""
    due_on = initiative.due_on
    if due_on is None:
        return ""
    return workdays.clock_words(due_on, today=today, calendar=workdays.vietnam())


def answered(initiative: "Initiative", ruleset: "Ruleset | None") -> list[tuple[str, str]]:
    """What was answered to the programme, files as something to look at; of a trade secret for who
    reads it.
    """
    if initiative.is_closed:
        return []
    if not conditions.asks_files(ruleset):
        return conditions.answered(ruleset, initiative.answers)
    files = exhibits.answers(given(initiative), code=initiative.code)
    return conditions.answered(ruleset, {**initiative.answers, **files})


def waiting(initiative: "Initiative", *, now: dt.datetime, risks: Sequence[Risk] = ()) -> Waiting:
    today = local_day(now)
    received = initiative.received_at or initiative.changed_at
    found: list[Correction] = getattr(initiative, "corrected", [])
    passed: list[PassingUp] = getattr(initiative, "passed_up", [])
    held: list[Evidence] = getattr(initiative, "evidence_shown", [])
    evidence = [row for row in held if not row.is_answer and not initiative.is_closed]
    photos = pair(evidence)
    return Waiting(
        initiative=initiative,
        authors=authors(initiative),
        answered=answered(initiative, initiative.ruleset),
        waited=waited(received, now=now),
        left=clock_left(initiative, today=today),
        is_late=initiative.due_on is not None and initiative.due_on < today,
        risks=risks,
        objections=", ".join(row.name for row in permissions.objections(initiative)),
        passed_up=next((one for one in passed if one.passed_at == initiative.waits_since), None),
        may_pass_up=bool(paths.ancestors(initiative.waits_path)) and not initiative.is_secret,
        correction=corrected(found[-1]) if found else None,
        photos=photos,
        further=len(evidence) - len({photos.before, photos.after} - {None}),
    )
