"""One stored file."""

from django.db import models

from sangkien.accounts.models import User
from sangkien.core.fields import LineField
from sangkien.files.enums import FileKind


class StoredFile(models.Model):
    """ "Tệp lưu trữ": its bytes lie in the storage `files` under `name`, which nobody can guess.

    Who may see it is decided by the app that holds it, by a foreign key to here.
    """

    name = models.CharField(max_length=80, unique=True)
    original_name = LineField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(max_length=100, choices=FileKind.choices)
    purpose = models.SlugField(max_length=30)
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    stored_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(content_type__in=FileKind.values), name="files_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.original_name
