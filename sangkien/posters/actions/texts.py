"""Officers write what stands on the posters of their programme."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import text as letters
from sangkien.core.errors import NotAllowed
from sangkien.journal.actions.recording import record
from sangkien.posters.events import PosterTextChanged, PosterTextRestored
from sangkien.posters.models import PosterText
from sangkien.posters.permissions import can_write
from sangkien.posters.rules import DEFAULTS, ensure_texts
from sangkien.programmes.models import Programme


@transaction.atomic
def change(programme: Programme, texts: Mapping[str, str], *, by: Actor, at: dt.datetime) -> None:
    """ "Sửa lời trên áp phích"; `texts` by field of `rules.DEFAULTS`."""
    _ensure_may_write(programme, by)
    clean = {field: letters.clean_line(texts.get(field, "")) for field in DEFAULTS}
    ensure_texts(clean)
    PosterText.objects.update_or_create(
        programme=programme, defaults={**clean, "is_own": True, "changed_at": at}
    )
    event = PosterTextChanged(programme_id=programme.pk, unit_id=programme.owner_id)
    record(event, by=by, at=at)


@transaction.atomic
def restore(programme: Programme, *, by: Actor, at: dt.datetime) -> None:
    """ "Dùng lại lời gốc"; twice does no harm."""
    _ensure_may_write(programme, by)
    own = PosterText.objects.filter(programme=programme, is_own=True)
    if own.update(is_own=False, changed_at=at):
        event = PosterTextRestored(programme_id=programme.pk, unit_id=programme.owner_id)
        record(event, by=by, at=at)


def _ensure_may_write(programme: Programme, by: Actor) -> None:
    if not can_write(by, programme):
        raise NotAllowed(_("Bạn không được sửa lời trên áp phích của chương trình này."))
