"""Score tables of a council: loaded from the shipped ones, copied, edited as a new version."""

import datetime as dt
import json
import uuid
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import NotAllowed
from sangkien.councils import permissions
from sangkien.councils.actions.recording import note_council
from sangkien.councils.errors import InvalidTable, MovedMeanwhile
from sangkien.councils.events import ScoreTableWritten
from sangkien.councils.models import Council, ScoreTable
from sangkien.councils.rules import moving, tables
from sangkien.councils.rules.tables import Table

FOLDER = Path(__file__).resolve().parent.parent / "data"


def shipped() -> dict[str, Table]:
    """ "Bảng điểm có sẵn" by key."""
    return {
        path.stem: tables.read(json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(FOLDER.glob("*.json"))
    }


@transaction.atomic
def load(
    council: Council, key: str, *, request_key: uuid.UUID, by: Actor, at: dt.datetime
) -> ScoreTable:
    """ "Dùng bảng điểm có sẵn": the council's own copy of it, once however often it is pressed."""
    found = shipped().get(key)
    if found is None:
        raise InvalidTable(_("Không có bảng điểm này."))
    return write(council, tables.dump(found), request_key=request_key, by=by, at=at)


@transaction.atomic
def write(
    council: Council,
    content: dict[str, Any],
    *,
    replaces: ScoreTable | None = None,
    request_key: uuid.UUID,
    by: Actor,
    at: dt.datetime,
) -> ScoreTable:
    """ "Lưu bảng điểm": a new one, or the next version of one; what was used stays as it was."""
    if not permissions.can_manage(by, council):
        raise NotAllowed(_("Bạn không được soạn bảng điểm của hội đồng này."))
    table = tables.read(content)
    clean = tables.dump(table)
    digest = tables.digest(clean)
    Council.objects.select_for_update(of=("self",)).get(pk=council.pk)
    rows = ScoreTable.objects.filter(council=council)
    earlier = (
        rows.filter(request_key=request_key).first()
        or rows.filter(digest=digest, replaced_by=None).first()
    )
    if earlier is not None:
        return earlier
    if replaces is not None and rows.filter(replaces=replaces).exists():
        raise MovedMeanwhile(moving.moved_words())
    written = ScoreTable.objects.create(
        council=council,
        name=table.name,
        source=table.source,
        version=replaces.version + 1 if replaces else 1,
        replaces=replaces,
        content=clean,
        digest=digest,
        request_key=request_key,
        written_by_id=by.user_id,
        written_at=at,
    )
    note_council(ScoreTableWritten, council, by=by, at=at, table_id=written.pk, digest=digest)
    return written
