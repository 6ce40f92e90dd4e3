"""Who lags, which step comes next, and when. Pure: values in, answers out."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from django.utils.translation import gettext as _

from sangkien.agreements.enums import TargetBase
from sangkien.core import placeholders, text
from sangkien.followup.enums import Sign, Step
from sangkien.followup.errors import InvalidUrging

LADDER = (Step.NOTICE, Step.MESSAGE, Step.CALL, Step.LETTER)
EFFECT_AFTER = dt.timedelta(hours=48)
MOST_AT_ONCE = 100  # units of one go
MOST_DAYS = 90
HUNDRED = 100
LONGEST = {Step.NOTICE: 1_000, Step.MESSAGE: 400, Step.CALL: 1_000, Step.LETTER: 4_000}
LONGEST_WORDS = 1_000

# What a text may name, and what it means; nothing else is ever filled in.
MEANINGS = {
    "don_vi": "Tên đơn vị được đôn đốc",
    "chuong_trinh": "Tên chương trình",
    "da_gui": "Số sáng kiến đã gửi",
    "hop_le": "Số sáng kiến hợp lệ",
    "chi_tieu": "Chỉ tiêu được giao hoặc tự đăng ký",
    "con_thieu": "Còn thiếu so với chỉ tiêu",
    "han": "Ngày cuối của giai đoạn",
    "cap_tren": "Đơn vị đôn đốc",
    "bao_cao": "Báo cáo quá hạn chưa nộp, số ngày chậm",
}
FIGURES = frozenset({"da_gui", "hop_le", "chi_tieu", "con_thieu"})


@dataclass(frozen=True, kw_only=True)
class Terms:
    """ "Quy tắc đôn đốc" as plain values.

    `behind_percent`: so many percent below the pace line is "behind". `zero_after_days`: days after
    the opening from which a unit without anything sent counts. `closing_days`: days before the last
    day from which an unreached target counts; `overdue_days`: for so long after it. `pauses`: days
    after a step before the next one, and before the same one again; 0 leaves the step out.

    The usual values are ours: no rule of the union fixes them.
    """

    behind_percent: int = 20
    zero_after_days: int = 7
    closing_days: int = 7
    overdue_days: int = 30
    pauses: Mapping[Step, int] = field(
        default_factory=lambda: {Step.NOTICE: 3, Step.MESSAGE: 3, Step.CALL: 3, Step.LETTER: 7}
    )

    def pause(self, step: Step) -> dt.timedelta:
        return dt.timedelta(days=self.pauses.get(step, 0))

    @property
    def ladder(self) -> tuple[Step, ...]:
        return tuple(step for step in LADDER if self.pauses.get(step, 0) > 0)


@dataclass(frozen=True, kw_only=True)
class State:
    """How a unit stands: `value` on the base of its target, `pace` by now; None where unknown."""

    sent: int
    value: int
    target: int | None
    pace: int | None
    has_officer: bool = True
    has_signed_in: bool = True
    has_phone: bool = True
    has_contact: bool = False

    @property
    def is_reached(self) -> bool:
        return self.target is not None and self.value >= self.target

    @property
    def has_number(self) -> bool:
        return self.has_contact or (self.has_officer and self.has_phone)

    @property
    def is_short(self) -> bool:
        """Less than by now there should be, or nothing at all: then it matters who is there."""
        return self.value < max(self.pace or 0, 1)

    @property
    def missing(self) -> int:
        return max((self.target or 0) - self.value, 0)

    @property
    def progress(self) -> Fraction:
        """Of what there should be by now, else of the whole; the lowest is urged first."""
        aim = self.pace or self.target or 0
        return Fraction(self.value, aim) if aim else Fraction(self.value)


def signs(
    state: State, terms: Terms, *, opens_at: dt.datetime, closes_at: dt.datetime, at: dt.datetime
) -> tuple[Sign, ...]:
    """In the order of `Sign`; nothing for a unit that has reached its target, before the opening,
    and once it is over for longer than `overdue_days`.
    """
    if state.is_reached or at < opens_at:
        return ()
    if at >= closes_at:
        late = at < closes_at + dt.timedelta(days=terms.overdue_days)
        return (Sign.OVERDUE,) if late and (state.target or not state.sent) else ()
    day = dt.timedelta(days=1)
    found = {
        Sign.ZERO: not state.sent and at >= opens_at + terms.zero_after_days * day,
        Sign.CLOSING: bool(state.missing) and at >= closes_at - terms.closing_days * day,
        Sign.BEHIND: is_behind(state, terms.behind_percent),
        Sign.NO_OFFICER: state.is_short and not state.has_officer,
        Sign.NOT_SIGNED_IN: state.is_short and state.has_officer and not state.has_signed_in,
    }
    return tuple(sign for sign in Sign if found.get(sign))


def is_behind(state: State, percent: int) -> bool:
    """More than `percent` percent below the pace line; exactly so much is not behind yet."""
    if not state.pace:
        return False
    return state.value * HUNDRED < state.pace * (HUNDRED - percent)


@dataclass(frozen=True, kw_only=True)
class Past:
    """A step that was taken: when, and the figure then."""

    step: Step
    at: dt.datetime
    value: int


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """The next step, and the instant from which it may be taken; None where there is none."""

    step: Step | None
    since: dt.datetime | None = None

    def is_due(self, at: dt.datetime) -> bool:
        return self.step is not None and (self.since is None or at >= self.since)


def propose(state: State, terms: Terms, past: Sequence[Past]) -> Proposal:
    """One rung up from the last step, or the same again where the figure has moved since.

    Who has no officer on the system is reached by letter only, or by a call where a number of the unit
    was noted; who never signed in reads no notice.
    """
    steps = [step for step in terms.ladder if _reaches(step, state)]
    if not steps:
        return Proposal(step=None)
    last = max(past, key=lambda one: one.at, default=None)
    if last is None:
        return Proposal(step=steps[0])
    higher = [step for step in steps if LADDER.index(step) > LADDER.index(last.step)]
    moved = state.value > last.value
    step = (last.step if moved and last.step in steps else None) or (higher or steps[-1:])[0]
    return Proposal(step=step, since=_free_from(step, last, past, terms))


def _reaches(step: Step, state: State) -> bool:
    if step == Step.NOTICE:
        return state.has_officer and state.has_signed_in
    if step == Step.CALL:
        return state.has_number
    if step == Step.MESSAGE:
        return state.has_officer and state.has_phone
    return True


def _free_from(step: Step, last: Past, past: Iterable[Past], terms: Terms) -> dt.datetime:
    """After the pause of the last step, and of the same step whenever it was."""
    same = [one.at + terms.pause(step) for one in past if one.step == step]
    return max([last.at + terms.pause(last.step), *same])


def paused_until(step: Step, past: Iterable[Past], terms: Terms) -> dt.datetime | None:
    """Until when a unit is not urged by the same step again, by anybody."""
    return max((one.at + terms.pause(step) for one in past if one.step == step), default=None)


def ensure_text(step: Step, typed: str) -> str:
    """What goes to people: braces only around what a text may name; nothing is run or looked up."""
    clean = text.clean_prose(typed)
    if not text.has_words(clean):
        raise InvalidUrging(_("Hãy viết lời đôn đốc."), field=step.value)
    if len(clean) > LONGEST[step]:
        raise InvalidUrging(
            _("Nội dung dài nhất %(n)d ký tự.") % {"n": LONGEST[step]}, field=step.value
        )
    if text.has_refused_characters(clean):
        raise InvalidUrging(_("Có ký tự lạ, hãy gõ lại."), field=step.value)
    if placeholders.has_strange(clean, MEANINGS):
        raise InvalidUrging(
            _("Trong ngoặc nhọn chỉ được dùng: %(known)s.")
            % {"known": placeholders.listed(MEANINGS)},
            field=step.value,
        )
    return clean


def is_about_reports(typed: str) -> bool:
    """Names late reports and no figure of the programme: says nothing to whoever owes none, even where
    the urging is about the programme.
    """
    named = {name for name in MEANINGS if f"{{{name}}}" in typed}
    return "bao_cao" in named and not named & FIGURES


def filled(template: str, values: Mapping[str, str]) -> str:
    """Put the values in; what they contain is not looked at again."""
    return placeholders.filled(template, values, allowed=MEANINGS)


def ensure_terms(terms: Terms) -> None:
    """Refuse what no officer means; each refusal at its field."""
    if not 0 <= terms.behind_percent < HUNDRED:
        raise InvalidUrging(_("Từ 0 đến 99 phần trăm."), field="behind_percent")
    for name in ("zero_after_days", "closing_days", "overdue_days"):
        if not 0 <= getattr(terms, name) <= MOST_DAYS:
            raise InvalidUrging(_("Từ 0 đến 90 ngày."), field=name)
    for step in LADDER:
        if not 0 <= terms.pauses.get(step, 0) <= MOST_DAYS:
            raise InvalidUrging(_("Từ 0 đến 90 ngày."), field=step.value)
    if not terms.ladder:
        raise InvalidUrging(_("Hãy giữ lại ít nhất một bước."), field=Step.NOTICE.value)


def clean_words(typed: str, *, field: str) -> str:
    """A short answer or note; may be empty."""
    clean = text.clean_prose(typed)
    if len(clean) > LONGEST_WORDS or text.has_refused_characters(clean):
        raise InvalidUrging(
            _("Nội dung dài nhất 1.000 ký tự và chỉ gồm chữ, số, dấu câu."), field=field
        )
    return clean


def on_base(base: str, sent: int, valid: int, recognised: int) -> int:
    """The figure that is compared with a target on this base."""
    return {TargetBase.VALID: valid, TargetBase.RECOGNISED: recognised}.get(TargetBase(base), sent)
