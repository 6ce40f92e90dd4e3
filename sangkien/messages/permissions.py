"""Who may write the texts."""

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import paths


def can_write(actor: Actor) -> bool:
    """The texts are the same for everybody, so only from the top of the tree: the national
    administrators, or the provincial ones where a province runs a system of its own.
    """
    return actor.is_system or any(
        len(scope.path) == paths.STEP for scope in actor.scopes_for(Permission.MESSAGE_WRITE)
    )
