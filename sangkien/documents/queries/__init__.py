"""Reading documents."""

from sangkien.documents.queries.reading import (
    Page,
    Shipped,
    documents_page,
    get_document,
    get_shipped,
    get_template,
    periods_for,
    shipped,
    templates_of,
    to_sign,
    writing_units,
)
from sangkien.documents.queries.register import (
    RegisterPage,
    is_longer,
    register_page,
    register_rows,
    register_years,
)

__all__ = [
    "Page",
    "RegisterPage",
    "Shipped",
    "documents_page",
    "get_document",
    "get_shipped",
    "get_template",
    "is_longer",
    "periods_for",
    "register_page",
    "register_rows",
    "register_years",
    "shipped",
    "templates_of",
    "to_sign",
    "writing_units",
]
