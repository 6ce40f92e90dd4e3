"""Trade secrets: what of them is closed, who reads it, and how it is opened in memory.

Nothing here writes: what stands in memory goes back into the database only through
`actions.sealing`.
"""

import copy
from collections.abc import Mapping
from typing import Any, Final

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import vault
from sangkien.initiatives.models import Correction, Evidence, Initiative
from sangkien.initiatives.rules import CLOSED

EMPTY: Final[Mapping[str, Any]] = {
    "before": "",
    "solution": "",
    "benefit_basis": "",
    "benefit_inputs": {},
    "answers": {},
}
SEALED = "sealed"  # in the plain values of a correction
NOTE = "note"


def may_read(actor: Actor, initiative: Initiative) -> bool:
    """The authors, whoever entered it for them, and the officers of the unit that confirms it.

    A council that judges it reads through its session; the levels above read what leaves the unit.
    """
    if actor.can(Permission.INITIATIVE_REVIEW, at=initiative.unit_path):
        return True
    if actor.user_id is None:
        return False
    return actor.user_id in (initiative.author_id, initiative.entered_by_id) or any(
        row.user_id == actor.user_id for row in initiative.coauthors.all()
    )


def plain(initiative: Initiative) -> dict[str, Any]:
    """What of it is closed, in the open; or vault.Unreadable."""
    if initiative.is_closed:
        return {**EMPTY, **vault.unseal_values(initiative.sealed)}
    return {name: getattr(initiative, name) for name in CLOSED}


def whole(initiative: Initiative) -> Initiative:
    """With everything that it says, for rules that judge it; a copy, so that nobody shows it."""
    if not initiative.is_closed:
        return initiative
    return filled(copy.copy(initiative), plain(initiative))


def filled(initiative: Initiative, values: Mapping[str, Any]) -> Initiative:
    """The same one, its closed part in memory."""
    for name in CLOSED:
        setattr(initiative, name, values[name])
    initiative.is_opened = True
    return initiative


def columns(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the database keeps of the closed part: empty columns, and one text."""
    return {**EMPTY, SEALED: vault.seal_values({name: values[name] for name in CLOSED})}


def open_for(actor: Actor, *initiatives: Initiative) -> None:
    """Open those that the reader may read, with what was read beside them; a key that is missing
    closes the page's part, not the page.
    """
    for initiative in initiatives:
        if initiative.is_closed and may_read(actor, initiative):
            open_here(initiative)


def open_here(initiative: Initiative) -> None:
    """For a reader of whom the caller knows that it may be read."""
    try:
        _open(initiative)
    except vault.Unreadable:
        initiative.is_unreadable = True


def _open(initiative: Initiative) -> None:
    values = plain(initiative)
    for correction in getattr(initiative, "corrected", ()):
        open_correction(correction)
    for evidence in getattr(initiative, "evidence_shown", ()):
        open_evidence(evidence)
    filled(initiative, values)


def open_evidence(evidence: Evidence) -> Evidence:
    """Its caption and the name of its file in memory."""
    if evidence.sealed:
        values = vault.unseal_values(evidence.sealed)
        evidence.caption, evidence.file.original_name = values["caption"], values["name"]
    return evidence


def seal_evidence(evidence: Evidence, *, name: str) -> Evidence:
    """Its caption and the name of its file out of sight; the caller saves it."""
    evidence.sealed = vault.seal_values({"caption": evidence.caption, "name": name})
    evidence.caption, evidence.published_at = "", None
    return evidence


def hidden(content: Mapping[str, Any], *, note: str = "") -> dict[str, Any]:
    """The content of a correction as it is kept."""
    closed = {name: content[name] for name in CLOSED if name in content}
    rest = {name: value for name, value in content.items() if name not in closed}
    return {**rest, SEALED: vault.seal_values({**closed, NOTE: note})}


def shown(content: Mapping[str, Any]) -> dict[str, Any]:
    """The same in the open, the note among it."""
    rest = {name: value for name, value in content.items() if name != SEALED}
    return {**rest, **vault.unseal_values(content[SEALED])} if SEALED in content else rest


def seal_correction(one: Correction) -> Correction:
    """The caller saves it."""
    one.before = hidden(one.before)
    if one.after is not None:
        one.after, one.note = hidden(one.after, note=one.note), ""
    return one


def open_correction(one: Correction) -> Correction:
    if SEALED in one.before:
        one.before = {**shown(one.before)}
        one.before.pop(NOTE, None)
        if one.after is not None:
            one.after = shown(one.after)
            one.note = one.after.pop(NOTE, one.note)
    return one
