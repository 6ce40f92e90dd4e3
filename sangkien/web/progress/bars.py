"""Small bars that compare numbers of one kind beside each other."""

from decimal import Decimal
from fractions import Fraction

from django.utils.html import format_html
from django.utils.safestring import SafeString


def bar(value: int | Decimal | Fraction, most: int | Decimal | Fraction, label: str) -> SafeString:
    """As long as its part of `most`; `label` says in words what the bar shows."""
    share = f"{float(Fraction(value) / Fraction(most)):.4f}" if most else "0"
    return format_html(
        '<progress class="share" value="{}" max="1" aria-label="{}"></progress>', share, label
    )
