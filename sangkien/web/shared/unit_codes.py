"""Units that are ticked in a list or typed by their codes."""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from django import forms

if TYPE_CHECKING:
    from sangkien.units.models import Unit

BETWEEN = re.compile(r"[\s,;]+")
QUOTED = 5  # codes in a message


def units_by_code(
    form: forms.Form, find: "Callable[[set[str]], Mapping[str, Unit]]", *, missing: str
) -> "list[Unit]":
    """Those of the fields `units` and `codes`, each once; `missing` says which codes are unknown."""
    written = form.cleaned_data
    typed = [code.upper() for code in BETWEEN.split(written.get("codes", "")) if code]
    wanted = dict.fromkeys([*written.get("units", ()), *typed])
    known = find(set(wanted)) if wanted else {}
    unknown = [code for code in wanted if code not in known]
    if unknown:
        form.add_error("codes", missing % {"codes": ", ".join(unknown[:QUOTED])[:200]})
    return [known[code] for code in wanted if code in known]
