"""What can go wrong with snapshots and what is printed from them."""

from sangkien.core.errors import ChangedMeanwhile, DomainError


class NotTaken(DomainError):
    """There is nothing to keep, or it was asked for by an old form."""

    code = "snapshot_not_taken"


class AlreadyPublished(ChangedMeanwhile):
    """Somebody was faster: it was published, or it stands published for ever."""

    code = "snapshot_published"


class NotOrdered(DomainError):
    """There is nothing to print, or too much."""

    code = "weekly_posters_not_ordered"
