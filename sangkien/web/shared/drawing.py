"""The bar of a figure as SVG; its geometry comes from charts.py."""

from django.utils.html import escape
from django.utils.safestring import SafeString

from sangkien.web.shared.charts import Bar


def drawn(bar: Bar, standing: str = "") -> SafeString:
    """`standing` is what the bar says to those who cannot see it; without it, words stand beside."""
    reached = " bar--reached" if bar.is_reached else ""
    said = f'role="img" aria-label="{escape(standing)}"' if standing else 'aria-hidden="true"'
    target = f'<rect class="bar__target" x="{bar.target}" width="2" height="14"/>'
    pace = (
        f'<svg class="bar__pace" x="{bar.pace}" overflow="visible">'
        '<path d="M0-3V17M-4.5-4.5h9L0 1.5z"/></svg>'
    )
    return SafeString(
        f'<svg class="bar{reached}" {said} width="100%" height="14">'
        '<rect class="bar__track" width="100%" height="14" rx="7"/>'
        f'<rect class="bar__value" width="{bar.value}" height="14" rx="7"/>'
        f"{target if bar.target else ''}{pace if bar.pace else ''}</svg>"
    )
