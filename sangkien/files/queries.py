"""Reading stored files."""

import datetime as dt
from typing import IO, Any

from django.core.files.storage import storages
from django.db.models import Exists, OuterRef, QuerySet

from sangkien.core.relations import pointing_at
from sangkien.files.models import StoredFile

KEPT_WITHOUT_HOLDER = dt.timedelta(days=7)


def opened(stored: StoredFile) -> IO[Any]:
    """The bytes; the caller closes it and has made sure that the reader may have them."""
    return storages["files"].open(stored.name, "rb")


def unheld(now: dt.datetime) -> QuerySet[StoredFile]:
    """Files that were stored a week ago and to which no row of any table points."""
    found = StoredFile.objects.filter(stored_at__lt=now - KEPT_WITHOUT_HOLDER)
    for pointer in pointing_at(StoredFile):
        found = found.filter(~Exists(pointer.rows().filter(**{pointer.field: OuterRef("pk")})))
    return found
