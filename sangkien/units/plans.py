"""What an officer asks for when reorganising: plain values that can wait in the database."""

import datetime as dt
from dataclasses import asdict, dataclass, field
from typing import Any

from sangkien.units.enums import ActKind

END = -1  # a sub-unit that ends together with its superior
RECEIVER = -2  # a sub-unit that goes to the unit that takes over (`target_id`, or the superior)


@dataclass(frozen=True, kw_only=True)
class NewUnit:
    """A unit that the act opens."""

    code: str
    name: str
    short_name: str = ""
    level: str = ""


@dataclass(frozen=True, kw_only=True)
class Document:
    """ "Văn bản quyết định"."""

    number: str = ""
    signed_on: dt.date | None = None
    issued_by: str = ""
    note: str = ""
    is_verified: bool = True
    file_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """ "Phương án sắp xếp".

    `unit_ids` are the units it is about: those that move, merge, end, are split or renamed, or are
    taken in by a new one. `target_id` is the superior (open, move), the successor (merge into an
    existing one) or who takes over (dissolve). `new` are the units to open: the one of OPEN, the
    successor of a merger, the parts of a split; for RENAME the new name. `placing` says for the
    sub-units of a split or dissolved unit where they go: the number of a part, END or RECEIVER;
    `otherwise` is for those not named. `people_to` is the part that takes over the people.
    """

    kind: ActKind
    effective_on: dt.date
    document: Document = field(default_factory=Document)
    unit_ids: tuple[int, ...] = ()
    target_id: int | None = None
    new: tuple[NewUnit, ...] = ()
    placing: tuple[tuple[int, int], ...] = ()
    otherwise: int = RECEIVER
    people_to: int = 0
    carries_members: bool = True
    carries_grants: bool = False
    carries_targets: bool = True
    reason: str = ""

    def stored(self) -> dict[str, Any]:
        """JSON-ready."""
        values = asdict(self)
        values["effective_on"] = self.effective_on.isoformat()
        signed_on = self.document.signed_on
        values["document"]["signed_on"] = signed_on.isoformat() if signed_on else None
        return values

    @classmethod
    def restored(cls, values: dict[str, Any]) -> "Plan":
        document = dict(values["document"])
        if document["signed_on"]:
            document["signed_on"] = dt.date.fromisoformat(document["signed_on"])
        return cls(
            **{
                **values,
                "kind": ActKind(values["kind"]),
                "effective_on": dt.date.fromisoformat(values["effective_on"]),
                "document": Document(**document),
                "unit_ids": tuple(values["unit_ids"]),
                "new": tuple(NewUnit(**new) for new in values["new"]),
                "placing": tuple((child, place) for child, place in values["placing"]),
            }
        )
