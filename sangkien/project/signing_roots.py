"""Whose certificates are believed when somebody signs a PDF file, as an operator sets it."""

from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

BEGINS = "-----BEGIN CERTIFICATE-----"


def read(variables: Mapping[str, str]) -> str:
    """`SANGKIEN_SIGNING_ROOTS=/etc/sangkien/roots.pem`; empty believes nobody."""
    path = variables.get("SANGKIEN_SIGNING_ROOTS", "").strip()
    if not path:
        return ""
    try:
        is_right = BEGINS in Path(path).read_text(encoding="ascii", errors="replace")
    except OSError:
        is_right = False
    if not is_right:
        raise ImproperlyConfigured(
            "SANGKIEN_SIGNING_ROOTS: tệp PEM có chứng thư gốc / a PEM file with root certificates"
        )
    return path
