"""Close stored files, open them again, and close them with another key."""

import datetime as dt
import hashlib
from collections.abc import Callable
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction

from sangkien.core import db, vault
from sangkien.files.actions.storing import SMALL, new_name, remove_bytes, sealed_name
from sangkien.files.models import StoredFile

Rewrite = Callable[[bytes], bytes]


@transaction.atomic
def seal(stored: StoredFile, *, at: dt.datetime) -> StoredFile:
    """ "Đóng tệp": its bytes closed under a new name; those that lay open go."""
    if stored.is_sealed:
        return stored
    stored.is_sealed, stored.original_name = True, sealed_name(stored.kind)
    return _rewritten(stored, vault.seal, at=at)


@transaction.atomic
def unseal(stored: StoredFile, *, original_name: str, at: dt.datetime) -> StoredFile:
    """ "Mở tệp": readable in the storage again, under the name that it came with."""
    if not stored.is_sealed:
        return stored
    stored.is_sealed, stored.original_name = False, original_name
    return _rewritten(stored, vault.unseal, at=at)


@transaction.atomic
def reseal(pk: int, *, at: dt.datetime) -> bool:
    """ "Đổi khóa một tệp": closed with the key in use; says whether there was anything to do."""
    stored = db.locked(StoredFile.objects.filter(pk=pk, is_sealed=True)).first()
    if stored is None or stored.is_infected or vault.is_current(_bytes(stored.name)):
        return False
    _rewritten(stored, lambda content: vault.seal(vault.unseal(content)), at=at)
    return True


def sealed_pks() -> list[int]:
    """All that are closed, for whoever goes through them one by one."""
    return list(
        StoredFile.objects.filter(is_sealed=True).order_by("pk").values_list("pk", flat=True)
    )


def _rewritten(stored: StoredFile, rewrite: Rewrite, *, at: dt.datetime) -> StoredFile:
    """Under a new name, so that nobody reads half of it and a rollback loses nothing. The row is
    held: the scanner may be about to condemn it.
    """
    stored.state = db.locked(StoredFile.objects.filter(pk=stored.pk)).get().state
    if not stored.is_infected:  # of those nothing is left but the row
        earlier = StoredFile(name=stored.name, small_name=stored.small_name)
        content = rewrite(_bytes(stored.name))
        stored.name = storages["files"].save(new_name(at), ContentFile(content))
        stored.sha256 = hashlib.sha256(content).hexdigest()
        if earlier.small_name:
            small = ContentFile(rewrite(_bytes(earlier.small_name)))
            stored.small_name = storages["files"].save(f"{stored.name}{SMALL}", small)
        transaction.on_commit(partial(remove_bytes, earlier))
    stored.save(update_fields=["name", "small_name", "sha256", "is_sealed", "original_name"])
    return stored


def _bytes(name: str) -> bytes:
    with storages["files"].open(name, "rb") as file:
        return bytes(file.read())


def opens(pk: int) -> bool:
    """Whether a key opens it; else vault.Unreadable."""
    stored = StoredFile.objects.get(pk=pk)
    if not stored.is_infected:
        vault.unseal(_bytes(stored.name))
    return True
