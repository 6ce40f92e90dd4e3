"""What the program writes down is Vietnamese, in whatever language the page was shown."""

from functools import partial

from django.utils import translation

in_vietnamese = partial(translation.override, "vi")
"""A context manager and a decorator: `with in_vietnamese():`, `@in_vietnamese()`."""


def kept(words: object) -> str:
    """Words of the program, chosen on a page, as they are stored."""
    with in_vietnamese():
        return str(words)
