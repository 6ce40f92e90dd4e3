"""What the index holds: narrow tables of tokens, so that a search never reads the wide ones."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from sangkien.initiatives.models import Initiative
from sangkien.search import places
from sangkien.units.models import Unit

if TYPE_CHECKING:  # Django's fields take type arguments for the checker only
    _TextField = models.TextField[str, str]
else:
    _TextField = models.TextField


class TokensField(_TextField):
    """Tokens with spaces between; PostgreSQL keeps them as the set that its index is made of."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "tsvector" if connection.vendor == "postgresql" else super().db_type(connection)


class Indexed(models.Model):
    """ "Mục tìm kiếm": the tokens of one thing.

    Each database keeps its own inverted index of `tokens` (migration 0002); `lookup` asks it.
    `version` says by which edition of the tokenizer they were made. Hits come in falling order of
    the column that ORDER names; the few that stand above CROWD_BELOW hold a token that says so.
    """

    ORDER: ClassVar[str]
    CROWD_BELOW: ClassVar[int]

    tokens = TokensField()
    version = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True


class InitiativeTokens(Indexed):
    """ "Mục tìm kiếm của sáng kiến": there is a row exactly while the initiative is public."""

    ORDER = "initiative_id"
    CROWD_BELOW = 2**63 - 1  # nothing stands above the others

    initiative = models.OneToOneField(
        Initiative, models.CASCADE, primary_key=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.tokens}"


class UnitTokens(Indexed):
    """ "Mục tìm kiếm của đơn vị": `place` puts upper levels first and closed units last."""

    ORDER = "place"
    CROWD_BELOW = places.CROWD_BELOW

    unit = models.OneToOneField(Unit, models.CASCADE, primary_key=True, related_name="+")
    place = models.BigIntegerField(unique=True)

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.tokens}"


Index = type[InitiativeTokens] | type[UnitTokens]
