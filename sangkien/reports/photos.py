"""Photos for paper: of public initiatives, with the consent of their authors, small enough to print."""

import base64
from collections.abc import Iterable

from sangkien.files import pictures
from sangkien.files.models import StoredFile
from sangkien.files.queries import opened
from sangkien.initiatives.enums import EvidenceKind
from sangkien.initiatives.models import Evidence

SIDE = 900  # of a picture some eight centimetres wide
BEST = (EvidenceKind.AFTER, EvidenceKind.PHOTO, EvidenceKind.BEFORE)


def chosen(rows: Iterable[Evidence], most: int) -> list[Evidence]:
    """One of each initiative, in the order of the rows: what it looks like now, if there is that."""
    best: dict[int, Evidence] = {}
    for row in rows:
        known = best.get(row.initiative_id)
        if known is None or BEST.index(row.kind_enum) < BEST.index(known.kind_enum):
            best[row.initiative_id] = row
    return list(best.values())[:most]


def drawn(stored: StoredFile) -> str:
    """An SVG around the picture: templates take nothing but text. "" when the file is gone."""
    try:
        with opened(stored) as file:
            jpeg, (width, height) = pictures.shrunk(file, SIDE)
    except OSError:
        return ""
    content = base64.b64encode(jpeg).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="data:image/jpeg;base64,{content}"/></svg>'
    )
