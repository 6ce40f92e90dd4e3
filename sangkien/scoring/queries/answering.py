"""What the unit may say to marks that are lower than its own, and what it said."""

from sangkien.scoring.enums import Stage
from sangkien.scoring.models import Card, Column, Explanation
from sangkien.scoring.queries.cards import columns_of, submitted
from sangkien.scoring.rules.columns import lower

ANSWERED = (Stage.CLUSTER, Stage.DEPARTMENT)


def explanations_of(card: Card) -> list[Explanation]:
    return list(Explanation.objects.filter(column__card=card).order_by("pk"))


def lowered(card: Card, column: Column, own: Column) -> list[str]:
    """Codes that the unit may answer in a column: those that got fewer points than it gave itself."""
    if column.stage not in ANSWERED:
        return []
    return lower(card.opening.table.table, column.content.marks, own.content.marks)


def explainable(card: Card) -> tuple[Column | None, list[str]]:
    """The last column that counts, and the codes in it that the unit may answer."""
    locked = submitted(columns_of(card))
    if not locked or locked[0].stage != Stage.SELF:
        return None, []
    return locked[-1], lowered(card, locked[-1], locked[0])
