"""Entries of the journal as the lines of a timeline."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from sangkien.access.roles import ROLES, RoleKey
from sangkien.accounts.queries import names
from sangkien.core import numbers
from sangkien.followup.enums import Step
from sangkien.web.shared import wording
from sangkien.web.shared.rows import TimelineEntry

if TYPE_CHECKING:
    from sangkien.journal.models import Entry

PERSON = "user_id"


def told(entries: "Iterable[Entry]") -> list[TimelineEntry]:
    """Lines in the order of the entries; the names of everybody come in one query.

    What is no longer known to the program (an event of an older version) is left out.
    """
    known = [entry for entry in entries if entry.name in wording.WORDINGS]
    people = names({pk for entry in known for pk in _people(entry)})
    return [
        TimelineEntry(
            at=entry.occurred_at,
            who=wording.doer(people.get(entry.actor_id or 0, "")),
            what=wording.sentence(
                entry.name, str(entry.payload.get("kind") or entry.payload.get("method", ""))
            ),
            why=_detail(entry.name, entry.payload, people),
            icon=wording.sign(entry.name),
        )
        for entry in known
    ]


def _people(entry: "Entry") -> Iterable[int]:
    """Who did it, and to whom it was done."""
    if entry.actor_id:
        yield entry.actor_id
    other = entry.payload.get(PERSON)
    if isinstance(other, int):
        yield other


def _detail(name: str, payload: Mapping[str, Any], people: Mapping[int, str]) -> str:
    """What the sentence leaves open: the reason, the figures, the other person."""
    reason = payload.get("reason")
    if reason:
        whom = people.get(payload.get(PERSON, 0), "") if name.startswith("unit.") else ""
        return f"{whom}: {reason}" if whom else str(reason)
    if name.startswith("unit.") and name not in DETAILS and PERSON in payload:
        return _person(payload, people)
    write = DETAILS.get(name)
    return write(payload, people) if write else ""


def _person(payload: Mapping[str, Any], people: Mapping[int, str]) -> str:
    return people.get(payload[PERSON], "")


def _corrected(payload: Mapping[str, Any], people: Mapping[int, str]) -> str:
    """Which fields, never the values: the journal is for ever."""
    labels = {
        "full_name": _("họ và tên"),
        "member_code": _("mã đoàn viên"),
        "phone": _("số điện thoại"),
    }
    fields = ", ".join(labels.get(field, field) for field in payload["fields"])
    return f"{_person(payload, people)}: {fields}"


def _role(payload: Mapping[str, Any], people: Mapping[int, str]) -> str:
    role = payload["role"]
    known = str(ROLES[RoleKey(role)].name) if role in list(RoleKey) else role
    return f"{_person(payload, people)}: {known}"


def _headcount(payload: Mapping[str, Any], people: Mapping[int, str]) -> str:
    return _("%(members)s đoàn viên, %(workers)s lao động") % {
        "members": numbers.thousands(payload["members"]),
        "workers": numbers.thousands(payload["workers"]),
    }


def _period(payload: Mapping[str, Any], people: Mapping[int, str]) -> str:
    return str(payload.get("period_name", ""))  # older entries do not hold it


def _value(payload: Mapping[str, Any], people: Mapping[int, str]) -> str:
    return _written(payload["value"])


def _party(payload: Mapping[str, Any], people: Mapping[int, str]) -> str:
    return str(payload["party"])


def _step(payload: Mapping[str, Any], people: Mapping[int, str]) -> str:
    """Of urging: by which step."""
    kind = payload["kind"]
    return str(Step(kind).label) if kind in Step.values else ""


def _revision(payload: Mapping[str, Any], people: Mapping[int, str]) -> str:
    return f"{_written(payload['old_value'])} → {_written(payload['value'])}"


def _written(value: str) -> str:
    """The journal keeps exact text: "850.00"."""
    return numbers.written(Decimal(value))


DETAILS = {
    "unit.headcount_recorded": _headcount,
    "unit.role_granted": _role,
    "unit.role_revoked": _role,
    "unit.role_extended": _role,
    "unit.role_handed_over": _role,
    "unit.role_reviewed": _role,
    "unit.member_enrolled": _person,
    "unit.member_corrected": _corrected,
    "programme.period_set": _period,
    "agreement.party_agreed": _party,
    "agreement.change_asked": _party,
    "agreement.commented": _party,
    "agreement.signed": _party,
    "followup.urged": _step,
    "target.set": _value,
    "target.revised": _revision,
    "target.removed": _value,
}
