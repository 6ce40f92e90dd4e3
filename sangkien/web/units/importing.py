"""What the pages of an import show: its figures, the tabs of its lines, where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.access.actor import Actor
from sangkien.core.errors import NotFound
from sangkien.imports import kinds, queries, rules
from sangkien.imports.actions import receiving
from sangkien.imports.enums import Outcome, State, Verdict
from sangkien.web.shared.charts import Bar
from sangkien.web.shared.drawing import drawn
from sangkien.web.shared.rows import Link

if TYPE_CHECKING:
    from sangkien.imports.models import ImportBatch
    from sangkien.units.models import Unit

# Signs and colours; a word always stands beside them.
BADGES = {
    Verdict.PENDING: ("plain", "clock"),
    Verdict.OK: ("success", "check"),
    Verdict.SAME: ("plain", "equal"),
    Verdict.WARNING: ("warn", "triangle-alert"),
    Verdict.ERROR: ("danger", "octagon-alert"),
    Outcome.APPLIED: ("success", "check"),
    Outcome.REFUSED: ("danger", "octagon-alert"),
    Outcome.UNDONE: ("plain", "undo-2"),
    Outcome.KEPT: ("warn", "triangle-alert"),
}
BEFORE = {State.PREVIEWED}
# What was pasted is called so. Without a row of names the first line is 1, not the 2 that it has
# in the file made of it.
PASTED, PASTED_BARE = "Dán trực tiếp, có tên cột.xlsx", "Dán trực tiếp.xlsx"
AFTER = {State.DONE, State.UNDONE}


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One way to look at the lines: `name` in the address, which lines, how many."""

    name: str
    label: Any
    chosen: Q
    counted: tuple[str, ...]


_PREVIEW = (
    Tab(
        name="loi",
        label=gettext_lazy("Lỗi"),
        chosen=Q(verdict=Verdict.ERROR),
        counted=(Verdict.ERROR,),
    ),
    Tab(
        name="can-xem",
        label=gettext_lazy("Cần xem"),
        chosen=Q(verdict=Verdict.WARNING),
        counted=(Verdict.WARNING,),
    ),
    Tab(
        name="hop-le",
        label=gettext_lazy("Hợp lệ"),
        chosen=Q(verdict=Verdict.OK),
        counted=(Verdict.OK,),
    ),
    Tab(
        name="khong-doi",
        label=gettext_lazy("Không đổi"),
        chosen=Q(verdict=Verdict.SAME),
        counted=(Verdict.SAME,),
    ),
)
_RESULT = (
    Tab(
        name="da-nhap",
        label=gettext_lazy("Đã nhập"),
        chosen=Q(outcome=Outcome.APPLIED),
        counted=(Outcome.APPLIED,),
    ),
    Tab(
        name="khong-nhap",
        label=gettext_lazy("Không nhập"),
        chosen=Q(outcome__in=[Outcome.REFUSED, Outcome.NONE]),
        counted=(Outcome.REFUSED, Outcome.NONE),
    ),
    Tab(
        name="giu-nguyen",
        label=gettext_lazy("Không đổi"),
        chosen=Q(outcome=Outcome.SAME),
        counted=(Outcome.SAME,),
    ),
)
_UNDONE = (
    Tab(
        name="khong-hoan-tac",
        label=gettext_lazy("Không hoàn tác được"),
        chosen=Q(outcome=Outcome.KEPT),
        counted=(Outcome.KEPT,),
    ),
    Tab(
        name="da-hoan-tac",
        label=gettext_lazy("Đã hoàn tác"),
        chosen=Q(outcome=Outcome.UNDONE),
        counted=(Outcome.UNDONE,),
    ),
)


def kinds_for(actor: Actor, unit: "Unit") -> list[kinds.Kind]:
    """The lists that the reader may import for a unit."""
    return [
        kind for kind in kinds.registered() if receiving.may_run(kind, path=unit.path, by=actor)
    ]


def kind_for(actor: Actor, unit: "Unit", key: str) -> kinds.Kind:
    """One of them, or NotFound."""
    found = next((kind for kind in kinds_for(actor, unit) if kind.key == key), None)
    if found is None:
        raise NotFound(_("Không tìm thấy trang này của đơn vị."))
    return found


def bar(batch: "ImportBatch") -> SafeString:
    share = f"{rules.share(_done(batch), batch.total)}%"
    return drawn(Bar(value=share, target="", pace="", is_reached=False))


def _done(batch: "ImportBatch") -> int:
    """Reading has no total beforehand; undoing counts down."""
    if batch.state == State.UNDOING:
        return batch.total - batch.position
    return 0 if batch.state in {State.RECEIVED, State.READING} else batch.position


def progress(batch: "ImportBatch") -> dict[str, Any]:
    return {"done": _done(batch), "total": batch.total, "bar": bar(batch)}


def counts(batch: "ImportBatch") -> dict[str, int]:
    if batch.state in BEFORE:
        return queries.verdict_counts(batch)
    return queries.outcome_counts(batch) if batch.state in AFTER else {}


def tabs(batch: "ImportBatch", counted: Mapping[str, int], asked: str) -> tuple[list[Link], Tab]:
    """The tabs that hold lines, and the one to show: what needs a look comes first."""
    every = _PREVIEW if batch.state in BEFORE else _RESULT
    if batch.state == State.UNDONE:
        every = (*_UNDONE, _RESULT[1])
    sizes = {tab.name: sum(counted.get(key, 0) for key in tab.counted) for tab in every}
    filled = [tab for tab in every if sizes[tab.name]] or [every[0]]
    shown = next((tab for tab in filled if tab.name == asked), filled[0])
    links = [
        Link(
            label=str(tab.label),
            url=f"?xem={tab.name}#cac-dong",
            current=tab is shown,
            count=sizes[tab.name],
        )
        for tab in filled
    ]
    return links, shown


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the file as the table shows it."""

    row: int
    what: str
    word: str
    tone: str
    icon: str
    reasons: list[str]
    difference: list[list[str]]


def lines(batch: "ImportBatch", kind: kinds.Kind, shown: Tab, after: int | None) -> dict[str, Any]:
    """A page of lines."""
    found, following = queries.lines_page(batch, chosen=shown.chosen, after=after)
    return {
        "lines": [_line(line, kind, batch) for line in found],
        "first_url": f"?xem={shown.name}#cac-dong" if after else "",
        "following_url": f"?xem={shown.name}&sau={following}#cac-dong" if following else "",
    }


def _line(line: Any, kind: kinds.Kind, batch: "ImportBatch") -> Line:
    kept = batch.state in AFTER and line.outcome != Outcome.NONE
    state: Any = Outcome(line.outcome) if kept else Verdict(line.verdict)
    tone, icon = BADGES.get(state, BADGES[Verdict.SAME])
    said = [line.cells.get(column.key, "") for column in kind.columns[:2]]
    return Line(
        row=line.row - (batch.file_name == PASTED_BARE),
        what=" · ".join(cell for cell in said if cell) or _("(trống)"),
        word=str(state.label),
        tone=tone,
        icon=icon,
        reasons=line.reasons,
        difference=line.difference,
    )


def address(batch: "ImportBatch", unit: "Unit", page: str = "import") -> str:
    return reverse(f"units:{page}", args=[unit.code, batch.pk])
