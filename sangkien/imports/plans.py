"""What every kind of list finds out about a line before anything is written."""

from dataclasses import dataclass, field

from sangkien.imports.cells import Cells
from sangkien.imports.enums import Verdict
from sangkien.imports.kinds import Judgement, Row


@dataclass(kw_only=True)
class LinePlan:
    """One line: what is wrong with it, what one should look at, and what would change, as (label,
    old, new). Kinds add who or what it is about.
    """

    row: Row
    cells: Cells
    warnings: list[str] = field(default_factory=list)
    changes: list[tuple[str, str, str]] = field(default_factory=list)

    def refuse(self, reason: str) -> None:
        self.cells.problems.append(reason)

    @property
    def verdict(self) -> Verdict:
        if self.cells.problems:
            return Verdict.ERROR
        if not self.changes:
            return Verdict.SAME
        return Verdict.WARNING if self.warnings else Verdict.OK

    @property
    def judgement(self) -> Judgement:
        told = (*self.cells.problems, *self.warnings, *self.cells.notes, *self.row.notes)
        changes = () if self.cells.problems else tuple(self.changes)
        return Judgement(verdict=self.verdict, reasons=told, difference=changes)
