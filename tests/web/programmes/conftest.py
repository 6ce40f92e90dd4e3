"""The small union at the browser, as for the pages of units."""

from tests.web.units.conftest import cast, queries_of, reader

__all__ = ["cast", "queries_of", "reader"]
