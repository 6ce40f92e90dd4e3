"""How dossiers are spoken of on their pages: where they stand, what comes next."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from sangkien.commendation.enums import DossierState, Outcome
from sangkien.commendation.rules.forwarding import WAITING
from sangkien.core import workdays
from sangkien.web.shared.rows import Link, TimelineEntry
from sangkien.web.shared.wording import doer

if TYPE_CHECKING:
    from sangkien.access.actor import Actor
    from sangkien.commendation.models import Award, Dossier, DossierStep, Round

ICONS = {
    Outcome.SENT: "send",
    Outcome.INCOMPLETE: "undo-2",
    Outcome.COMPLETE: "check",
    Outcome.FORWARDED: "arrow-up",
    Outcome.BROUGHT: "users-round",
    Outcome.PASSED: "badge-check",
    Outcome.HIGHER: "trending-up",
    Outcome.FAILED: "x",
    Outcome.WITHDRAWN: "undo-2",
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One dossier in a list: `term` is how much of its clock is left, `is_late` that it is over."""

    dossier: "Dossier"
    office: str
    term: str
    is_late: bool
    is_ticked: bool = False

    @property
    def key(self) -> str:
        """The dossier and the version that is on the screen."""
        return f"{self.dossier.pk}.{self.dossier.version}"


def award_name(award: "Award") -> str:
    """With whom it is for, where the name does not say it."""
    kind = str(award.get_holder_kind_display()).lower()
    return award.name if kind in award.name.lower() else f"{award.name} ({kind})"


def rows_of(
    dossiers: "Sequence[Dossier]",
    offices: Mapping[str, str],
    *,
    today: dt.date,
    ticked: Collection[int] = (),
) -> list[Row]:
    return [
        Row(
            dossier=one,
            office=offices.get(one.waits_path, ""),
            term=term_of(one, today=today),
            is_late=one.due_on is not None and one.due_on < today,
            is_ticked=one.pk in ticked,
        )
        for one in dossiers
    ]


def term_of(dossier: "Dossier", *, today: dt.date) -> str:
    if dossier.due_on is None:
        return ""
    return workdays.clock_words(dossier.due_on, today=today, calendar=workdays.vietnam())


def standing(dossier: "Dossier", office: str) -> str:
    """One sentence: where it is, whose turn it is."""
    if dossier.state in WAITING and dossier.item_id is not None:
        return _("Đang ở hội đồng, chờ công bố kết quả.")
    if dossier.state in WAITING:
        return _("Đang chờ %(office)s.") % {"office": office}
    said = {
        DossierState.DRAFT: _("Đơn vị đề nghị đang lập, chưa gửi."),
        DossierState.INCOMPLETE: _("Chờ đơn vị đề nghị bổ sung rồi gửi lại."),
        DossierState.PASSED: _("Chờ đơn vị mở đợt xét ra quyết định khen thưởng."),
        DossierState.HIGHER: _("Đã chuyển thành hồ sơ đề nghị hình thức khen cao hơn."),
    }
    return said.get(DossierState(dossier.state), "")


def timeline(steps: "Sequence[DossierStep]") -> list[TimelineEntry]:
    """The newest first."""
    return [
        TimelineEntry(
            at=one.decided_at,
            who=doer(one.decided_by.full_name if one.decided_by else ""),
            what=f"{one.get_outcome_display()} · {one.office.label}",
            why=_why(one),
            icon=ICONS[Outcome(one.outcome)],
        )
        for one in reversed(steps)
    ]


def asked(dossier: "Dossier", steps: "Sequence[DossierStep]") -> str:
    """What the office wrote that sent it back, or said no."""
    if dossier.state not in {DossierState.INCOMPLETE, DossierState.FAILED} or not steps:
        return ""
    return _why(steps[-1])


def _why(step: "DossierStep") -> str:
    lacking = _("Còn thiếu: %(names)s.") % {"names": "; ".join(step.lacking)}
    return "\n".join(filter(None, (lacking if step.lacking else "", step.reason)))


def tabs(actor: "Actor", *, current: str, waiting: int | None = None) -> list[Link]:
    return [
        Link(label=_("Đợt xét"), url=reverse("commendation:rounds"), current=current == "rounds"),
        Link(
            label=_("Chờ xét"),
            url=reverse("commendation:dossier_inbox"),
            current=current == "inbox",
            count=waiting,
        ),
        Link(
            label=_("Đơn vị đề nghị"),
            url=reverse("commendation:dossiers"),
            current=current == "own",
        ),
    ]


def round_trail(round_: "Round", step: str = "") -> list[Link]:
    trail = [Link(label=_("Đợt xét khen thưởng"), url=reverse("commendation:rounds"))]
    own = Link(label=round_.title, url=reverse("commendation:round", args=[round_.pk]))
    return [*trail, own, Link(label=step)] if step else [*trail, own]


def trail(dossier: "Dossier", step: str = "") -> list[Link]:
    own = Link(label=dossier.holder_name, url=reverse("commendation:dossier", args=[dossier.pk]))
    above = [*round_trail(dossier.round), own]
    return [*above, Link(label=step)] if step else above
