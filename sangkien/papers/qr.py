"""QR codes as pictures made of lines: sharp at any size, and nothing from outside."""

import io

import segno

NAMESPACE = "http://www.w3.org/2000/svg"


def svg(address: str) -> str:
    """A picture for paper; a tenth of it may be dirty or torn."""
    made: str = segno.make(address, error="m", micro=False).svg_inline(scale=4, border=2)
    return made.replace("<svg ", f'<svg xmlns="{NAMESPACE}" ', 1)  # made for pages, which know it


def png(address: str) -> bytes:
    """The same as dots, for files that hold no lines."""
    made = io.BytesIO()
    segno.make(address, error="m", micro=False).save(made, kind="png", scale=8, border=2)
    return made.getvalue()


def data_uri(address: str) -> str:
    """For `<img src>`: our policy lets pictures come from the page itself only."""
    return segno.make(address, error="m", micro=False).svg_data_uri(scale=6, border=2)
