"""What the pages of programmes say about times and targets."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sangkien.agreements.rules import Allocation
from sangkien.core import numbers
from sangkien.core import periods as time
from sangkien.programmes.enums import Moment, StepKind
from sangkien.programmes.rules import Check, PhaseWindow, Reception
from sangkien.progress.rules import days_left
from sangkien.web.shared.rows import PhaseStep, TimelineEntry
from sangkien.web.shared.wording import doer

if TYPE_CHECKING:
    from sangkien.agreements.models import Target
    from sangkien.agreements.queries import Revision
    from sangkien.programmes.chain import Step
    from sangkien.programmes.questions import Question
    from sangkien.units.models import Cluster, Level, Unit


class Badge(NamedTuple):
    """A state: word, tone of its ground, sign."""

    label: str
    tone: str
    icon: str


def reception_badge(reception: Reception) -> Badge:
    return {
        Reception.OPEN: Badge(_("Đang nhận sáng kiến"), "success", "circle-dot"),
        Reception.UPCOMING: Badge(_("Sắp mở"), "info", "clock"),
        Reception.CLOSED: Badge(_("Đã đóng"), "", "lock"),
    }[reception]


def draft_badge() -> Badge:
    return Badge(_("Đang soạn"), "warn", "pencil")


def reception_line(phases: Sequence[PhaseWindow], at: dt.datetime) -> str:
    """Until when, from when, or since when: the one date that a reader looks for."""
    running = next((phase for phase in phases if phase.is_open(at)), None)
    if running is not None:
        return _("%(phase)s nhận đến %(when)s.") % {
            "phase": running.name,
            "when": time.closing_words(running.closes_at),
        }
    coming = [phase for phase in phases if phase.opens_at > at]
    if coming:
        following = min(coming, key=lambda phase: phase.opens_at)
        return _("%(phase)s mở lúc %(when)s.") % {
            "phase": following.name,
            "when": time.instant_words(following.opens_at),
        }
    if not phases:
        return _("Chưa có giai đoạn nhận sáng kiến.")
    last = max(phases, key=lambda phase: phase.closes_at)
    return _("Đã đóng lúc %(when)s.") % {"when": time.closing_words(last.closes_at)}


def phase_step(phase: PhaseWindow) -> PhaseStep:
    """A phase for the phase bar; both of its windows."""
    return PhaseStep(
        name=phase.name,
        opens_at=phase.opens_at,
        closes_at=phase.closes_at,
        note=" ".join(part for part in (_opening(phase), applied_words(phase)) if part),
    )


def _opening(phase: PhaseWindow) -> str:
    """The bar names the day; a phase that opens in the middle of it says when."""
    local = phase.opens_at.astimezone(time.VIETNAM)
    return "" if local.time() == dt.time() else _("Mở lúc %(at)s.") % {"at": f"{local:%Hh%M}"}


def applied_words(phase: PhaseWindow) -> str:
    if phase.applied_from is None or phase.applied_to is None:
        return ""
    return _("Áp dụng lần đầu từ %(first)s đến %(last)s.") % {
        "first": f"{phase.applied_from:%d/%m/%Y}",
        "last": f"{phase.applied_to:%d/%m/%Y}",
    }


def window_words(opens_at: dt.datetime, closes_at: dt.datetime) -> str:
    return _("từ %(opens)s đến %(closes)s") % {
        "opens": time.instant_words(opens_at),
        "closes": time.closing_words(closes_at),
    }


def countdown(opens_at: dt.datetime, closes_at: dt.datetime, at: dt.datetime) -> str:
    """How long a campaign still runs, in days as the home page counts them."""
    today = time.local_day(at)
    if at >= closes_at:
        return _("Đã kết thúc")
    if at < opens_at:
        days = (time.local_day(opens_at) - today).days
        if days < 1:
            return _("Bắt đầu lúc %(when)s") % {"when": time.instant_words(opens_at)}
        return ngettext("Bắt đầu sau %(days)d ngày", "Bắt đầu sau %(days)d ngày", days) % {
            "days": days
        }
    days = days_left(closes_at, at=at)
    if not days:
        return _("Ngày cuối cùng")
    return ngettext("Còn %(days)d ngày", "Còn %(days)d ngày", days) % {"days": days}


def length_words(opens_at: dt.datetime, closes_at: dt.datetime) -> str:
    days = time.days_inclusive(time.local_day(opens_at), time.last_day(closes_at))
    return ngettext("%(days)d ngày", "%(days)d ngày", days) % {"days": days}


CHECKS = {
    "phases": gettext_lazy("Có ít nhất một giai đoạn nhận sáng kiến"),
    "fields": gettext_lazy("Có ít nhất một lĩnh vực"),
    "running": gettext_lazy("Còn giai đoạn đang nhận hoặc sắp mở"),
    "documents": gettext_lazy("Đã ghi văn bản căn cứ"),
    "targets": gettext_lazy("Đã giao chỉ tiêu"),
}


def check_words(check: Check) -> str:
    return str(CHECKS[check.key])


LACKING = {
    "running": gettext_lazy("Không còn giai đoạn đang nhận hoặc sắp mở: chưa ai đăng ký được."),
    "documents": gettext_lazy("Chưa ghi văn bản căn cứ."),
}


def lacking_words(check: Check) -> str:
    """What somebody should know who launches without it; the required ones never lack here."""
    return str(LACKING[check.key])


class Sum(NamedTuple):
    """Whether the parts make up the whole; `aside` says what was not added."""

    words: str
    aside: str
    icon: str


def allocation_line(allocation: Allocation | None) -> Sum | None:
    """The line above a table of targets: do the parts make up the whole?"""
    if allocation is None:
        return None
    missing = allocation.missing
    icon = "sigma" if missing is None else "circle-check" if missing == 0 else "triangle-alert"
    return Sum(words=_allocation_words(allocation), aside=_aside_words(allocation), icon=icon)


def _allocation_words(allocation: Allocation) -> str:
    facts = {"sum": numbers.written(allocation.allotted), "base": allocation.base.label}
    if allocation.given is None or allocation.missing is None:
        return _("Tổng đã giao: %(sum)s (%(base)s).") % facts
    facts["whole"] = numbers.written(allocation.given)
    facts["gap"] = numbers.written(abs(allocation.missing))
    if allocation.missing > 0:
        words = _("Đã giao %(sum)s trên %(whole)s (%(base)s): còn chưa phân bổ %(gap)s.")
    elif allocation.missing < 0:
        words = _("Đã giao %(sum)s trên %(whole)s (%(base)s): vượt %(gap)s.")
    else:
        words = _("Đã giao %(sum)s trên %(whole)s (%(base)s): vừa đủ.")
    return words % facts


def _aside_words(allocation: Allocation) -> str:
    """Figures never mix: what counts something else is named and not added."""
    if not allocation.aside:
        return ""
    return ngettext(
        "%(count)d chỉ tiêu tính trên số khác nên không cộng vào.",
        "%(count)d chỉ tiêu tính trên số khác nên không cộng vào.",
        allocation.aside,
    ) % {"count": allocation.aside}


def holder_name(holder: "Unit | Cluster | None") -> str:
    """A unit by its short name, a cluster or block by its own."""
    if holder is None:
        return ""
    return str(getattr(holder, "label", holder))


def given_words(target: "Target") -> str:
    return _("Chỉ tiêu của %(holder)s: %(value)s (%(base)s).") % {
        "holder": holder_name(target.holder),
        "value": target.words,
        "base": target.base_words,
    }


def revision_entry(revision: "Revision") -> TimelineEntry:
    """ "Hoàng Văn Em điều chỉnh chỉ tiêu của Sông Xanh: 850 → 900 đã gửi"."""
    old, new, holder = revision.old, revision.new, holder_name(revision.holder)
    if new is None:
        what = _("bỏ chỉ tiêu của %(holder)s: %(old)s")
    elif old is None:
        what = _("giao chỉ tiêu cho %(holder)s: %(new)s")
    else:
        what = _("điều chỉnh chỉ tiêu của %(holder)s: %(old)s → %(new)s")
    facts = {"holder": holder, "old": _said(old), "new": _said(new)}
    return TimelineEntry(
        at=revision.at,
        who=doer(revision.actor_name),
        what=what % facts,
        why=new.note if new else "",
        icon="target",
    )


def _said(target: "Target | None") -> str:
    return f"{target.words} {target.base_words}" if target else ""


def question_facts(question: "Question") -> list[str]:
    """What kind of answer, whether it must be given and when, and its limits."""
    facts = [str(question.kind.label)]
    if question.unit:
        facts.append(question.unit)
    if question.options:
        facts.append(" / ".join(question.options))
    limits = (
        (question.least, _("từ %(value)s")),
        (question.most, _("đến %(value)s")),
    )
    facts += [
        words % {"value": numbers.thousands(limit)} for limit, words in limits if limit is not None
    ]
    facts.append(_("bắt buộc") if question.is_required else _("không bắt buộc"))
    if question.moment == Moment.REVIEW:
        facts.append(_("bổ sung sau"))
    return facts


class ChainLink(NamedTuple):
    """One step of the review as it is drawn."""

    number: int
    title: str
    where: str
    clock: str
    words: str


def chain_link(step: "Step", levels: "Sequence[Level]") -> ChainLink:
    names = {level.key: level.name for level in levels}
    where = names.get(step.level, "") or _("Chính đơn vị của sáng kiến")
    clock = ngettext("%(days)d ngày làm việc", "%(days)d ngày làm việc", step.working_days) % {
        "days": step.working_days
    }
    if step.kind == StepKind.CHECK:
        clock = _("%(clock)s, rút %(percent)d %% để kiểm tra") % {
            "clock": clock,
            "percent": step.sample_percent,
        }
    title = step.name or str(step.kind.label)
    return ChainLink(step.number, title, where, clock, f"{step.number}. {title}: {where}, {clock}")
