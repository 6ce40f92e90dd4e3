"""Stored files, and those that arrive in pieces."""

import uuid

from django.db import models
from django.db.models import F, Q

from sangkien.accounts.models import User
from sangkien.core.fields import LineField
from sangkien.files.enums import FileKind, FileState


class StoredFile(models.Model):
    """ "Tệp lưu trữ": its bytes lie in the storage `files` under `name`, which nobody can guess.

    Who may see it is decided by the app that holds it, by a foreign key to here. Only CLEAN ones
    are handed out. Pictures have a small one beside them under `small_name`.

    Of a sealed one (`is_sealed`) the bytes lie there closed (`core.vault`): `sha256` is that of what
    lies there, so that nobody learns from the row which file it is, and it can be checked without a
    key; `original_name` says nothing.
    """

    name = models.CharField(max_length=80, unique=True)
    small_name = models.CharField(max_length=80, blank=True)
    original_name = LineField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(max_length=100, choices=FileKind.choices)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    seconds = models.PositiveSmallIntegerField(null=True)
    purpose = models.SlugField(max_length=30)
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    stored_at = models.DateTimeField(db_index=True)
    is_sealed = models.BooleanField(default=False)
    state = models.CharField(max_length=11, choices=FileState.choices, default=FileState.CLEAN)
    scan_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(content_type__in=FileKind.values), name="files_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=FileState.values), name="files_state_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["scan_tries", "id"],
                name="files_quarantined",
                condition=Q(state=FileState.QUARANTINED),
            ),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def kind(self) -> FileKind:
        return FileKind(self.content_type)

    @property
    def is_clean(self) -> bool:
        return self.state == FileState.CLEAN

    @property
    def is_infected(self) -> bool:
        return self.state == FileState.INFECTED


class Upload(models.Model):
    """ "Lượt tải lên": a file that arrives in pieces and goes on after the network was lost.

    `subject` is what it is meant for, so that it cannot be used for anything else. `stored` is
    what became of it. The pieces of a sealed one lie closed, and its name is not kept.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    owner = models.ForeignKey(User, models.CASCADE, related_name="+")
    subject = models.CharField(max_length=60)
    original_name = LineField(max_length=200)
    is_sealed = models.BooleanField(default=False)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)
    offset = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    stored = models.ForeignKey(StoredFile, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gte=1, offset__lte=F("size")), name="files_offset_within_size"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.original_name}: {self.offset}/{self.size}"

    @property
    def is_whole(self) -> bool:
        return self.offset == self.size


class UploadPiece(models.Model):
    """ "Phần tệp" that has arrived; gone as soon as the file is whole."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="pieces")
    offset = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["upload", "offset"], name="files_piece_once"),
        ]

    def __str__(self) -> str:
        return f"{self.upload_id}: {self.offset}"
