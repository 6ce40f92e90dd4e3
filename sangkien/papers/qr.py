"""QR codes as pictures made of lines: sharp at any size, and nothing from outside."""

import io

import segno


def svg(address: str) -> str:
    """A picture for paper; a tenth of it may be dirty or torn."""
    made = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        made, kind="svg", scale=4, border=2, xmldecl=False
    )
    return made.getvalue().decode()


def data_uri(address: str) -> str:
    """For `<img src>`: our policy lets pictures come from the page itself only."""
    return segno.make(address, error="m", micro=False).svg_data_uri(scale=6, border=2)
