"""What may be stored, and whether it may be handed out."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileKind(models.TextChoices):
    """ "Loại tệp": told by content, never by the name or by what the browser says."""

    PDF = "application/pdf", "PDF"
    JPEG = "image/jpeg", "JPEG"
    PNG = "image/png", "PNG"
    WEBP = "image/webp", "WebP"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word (.docx)"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel (.xlsx)"
    WEBM = "audio/webm", "WebM"
    OGG = "audio/ogg", "Ogg"
    M4A = "audio/mp4", "M4A"
    CSV = "text/csv", "CSV"  # made by the program, never taken from anybody


PICTURES = frozenset({FileKind.JPEG, FileKind.PNG, FileKind.WEBP})
SOUNDS = frozenset({FileKind.WEBM, FileKind.OGG, FileKind.M4A})
PAPERS = frozenset({FileKind.PDF, FileKind.DOCX, FileKind.XLSX})


class FileState(models.TextChoices):
    """Whether a stored file may be handed out."""

    QUARANTINED = "quarantined", _("Đang kiểm tra mã độc")
    CLEAN = "clean", _("Dùng được")
    INFECTED = "infected", _("Có mã độc, đã xóa")
