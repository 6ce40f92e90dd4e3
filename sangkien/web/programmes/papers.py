"""A paper that comes with a form: kept as soon as it arrives, whatever becomes of the rest."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.core import clock
from sangkien.files.errors import RefusedFile
from sangkien.programmes import papers
from sangkien.programmes.actions import papers as actions
from sangkien.web.shared.given_files import file_input
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.files.models import StoredFile

FILE, KEPT = "file", "paper"  # names of the box, and of what was kept before
ACCEPTED = ".pdf,.jpg,.jpeg,.png,image/jpeg,image/png,application/pdf"
DIGITS = 18  # of the largest number that a column holds


class PaperPart(forms.Form):
    """The box for the paper as a file; `kept` is the one that was sent before, or stands already."""

    def __init__(
        self, *args: object, kept: "StoredFile | None" = None, refusal: str = "", **options: object
    ) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type] # whatever a form takes
        self.kept, self.refusal = kept, refusal
        self.fields[FILE] = file_input(
            ACCEPTED,
            _("Thay bằng tệp khác") if kept else _("Tệp văn bản"),
            help_text=gettext_lazy("PDF hoặc ảnh chụp (JPEG, PNG), nhiều nhất 10 MB."),
        )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, object]:
        if self.refusal:
            self.add_error(FILE, self.refusal)
        return super().clean() or {}

    @property
    def file_id(self) -> int | None:
        return self.kept.pk if self.kept else None


def sent(
    request: WorkRequest, *, standing: "StoredFile | None" = None
) -> "tuple[StoredFile | None, str]":
    """The file that goes with what was sent, and why a new one was refused: then the old one."""
    typed = request.POST.get(KEPT, "")
    before = standing
    if typed.isascii() and typed.isdecimal() and len(typed) <= DIGITS:
        is_standing = standing is not None and int(typed) == standing.pk
        found = papers.kept(int(typed), user_id=request.actor.user_id)
        before = standing if is_standing else found
    upload = request.FILES.get(FILE)
    if upload is None:
        return before, ""
    try:
        return actions.keep(upload, by=request.actor, at=clock.now()), ""
    except RefusedFile as refusal:
        return before, str(refusal)
