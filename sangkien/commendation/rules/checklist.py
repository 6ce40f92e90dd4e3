"""What a dossier has to hold before it is sent. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sangkien.commendation.rules.terms import DocumentLine, Terms

# Written by the program itself, whatever else the terms name.
REPORT, SUBMISSION, LIST = "bao-cao-thanh-tich", "to-trinh", "danh-sach-sang-kien"


@dataclass(frozen=True, kw_only=True)
class Line:
    """`count` files are there; `is_met` also where nothing has to be handed in."""

    document: DocumentLine
    count: int

    @property
    def is_met(self) -> bool:
        return self.document.from_system or not self.document.is_required or self.count > 0


def lines(terms: Terms, counts: Mapping[str, int]) -> list[Line]:
    return [Line(document=one, count=counts.get(one.key, 0)) for one in terms.documents]


def lacking(terms: Terms, keys: Collection[str]) -> list[str]:
    """The names of what is required and not there."""
    counts = dict.fromkeys(keys, 1)
    return [one.document.name for one in lines(terms, counts) if not one.is_met]


def takes(terms: Terms, key: str) -> bool:
    """Whether a file may be handed in for this line."""
    return any(one.key == key and not one.from_system for one in terms.documents)
