"""Who writes documents of a unit and who signs them."""

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.documents.models import Document, Template
from sangkien.units.models import Unit


def can_begin(actor: Actor, unit: Unit) -> bool:
    """In the name of the own office, not of those of others."""
    return actor.holds(Permission.DOCUMENT_WRITE, at=unit.path)


def can_write(actor: Actor, row: Document | Template) -> bool:
    return can_begin(actor, row.unit) and (isinstance(row, Template) or row.is_draft)


def wrote(actor: Actor, document: Document) -> bool:
    return actor.user_id is not None and actor.user_id in document.editors


def can_sign(actor: Actor, document: Document) -> bool:
    """Somebody of the office, or of one above it, who wrote nothing of it."""
    may = actor.can(Permission.DOCUMENT_SIGN, at=document.unit.path)
    return document.is_waiting and may and not wrote(actor, document)


def can_give_back(actor: Actor, document: Document) -> bool:
    """Who may sign, and who wrote it and wants it back."""
    writes = document.is_waiting and can_begin(actor, document.unit)
    return can_sign(actor, document) or writes


def can_drop(actor: Actor, document: Document) -> bool:
    is_open = document.is_draft or document.is_waiting
    return is_open and can_begin(actor, document.unit)


def can_revoke(actor: Actor, document: Document) -> bool:
    """What was issued and stands."""
    stands = document.paper is not None and document.paper.is_in_force
    return stands and actor.can(Permission.DOCUMENT_SIGN, at=document.unit.path)


def can_read_register(actor: Actor, unit: Unit) -> bool:
    return actor.can(Permission.DOCUMENT_WRITE, at=unit.path)
