"""Reading criteria tables and the cards that are filled by them."""

from sangkien.scoring.queries.tables import (
    FOLDER,
    MOST_CHOICES,
    PAGE,
    SHOWN,
    Page,
    clusters_of,
    copyable,
    get_shipped,
    get_table,
    organising_units,
    shipped,
    tables_page,
)

__all__ = [
    "FOLDER",
    "MOST_CHOICES",
    "PAGE",
    "SHOWN",
    "Page",
    "clusters_of",
    "copyable",
    "get_shipped",
    "get_table",
    "organising_units",
    "shipped",
    "tables_page",
]
