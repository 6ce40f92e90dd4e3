"""No certificate stays in force for an initiative that is under review again."""

from django.utils.translation import gettext as _

from sangkien.initiatives.enums import State
from sangkien.recognition.errors import StillRecognised
from sangkien.recognition.models import Recognition


def ensure_not_in_force(initiative_id: int) -> None:
    """Raise, and so undo what is being done, while a recognition is in force: it is revoked first,
    with its reason and document.
    """
    standing = Recognition.objects.in_force().filter(initiative=initiative_id)
    if standing.exclude(initiative__state=State.RECOGNISED).exists():
        raise StillRecognised(
            _("Sáng kiến đã được công nhận và có giấy chứng nhận: hãy hủy công nhận trước.")
        )
