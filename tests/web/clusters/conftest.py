"""As at the pages of units."""

from tests.web.units.conftest import queries_of

__all__ = ["queries_of"]
