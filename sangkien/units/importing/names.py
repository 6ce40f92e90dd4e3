"""Names of units as lists write them."""

from sangkien.core import text

# Written out or not, it is the same unit.
_SHORT = (("cdcs", "cong doan co so"), ("ldld", "lien doan lao dong"), ("cd", "cong doan"))


def name_keys(name: str) -> set[str]:
    """Every key under which a unit with this name may be known: "CĐCS X", "Công đoàn cơ sở X"."""
    said = f" {text.fold(name)} "
    long = short = said
    for brief, full in _SHORT:
        long = long.replace(f" {brief} ", f" {full} ")
        short = short.replace(f" {full} ", f" {brief} ")
    return {key.strip() for key in (said, long, short)} - {""}


def bare_keys(name: str) -> set[str]:
    """The same, and without the word for the union: people say "Công ty X" where they work."""
    found = name_keys(name)
    forms = [form for pair in _SHORT for form in pair]
    bare = {key.removeprefix(f"{form} ") for key in found for form in forms}
    return {key for key in found | bare if key not in forms}
