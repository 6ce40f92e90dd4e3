"""Whom an export concerns: the person who asked for it."""

from sangkien.exports.events import ExportEnded, ExportFailed, ExportMade
from sangkien.exports.models import Export
from sangkien.notices.concerning import NOBODY, Concern
from sangkien.notices.subscribers import concerned


@concerned(ExportMade, ExportFailed)
def told(event: ExportEnded) -> Concern:
    export = Export.objects.filter(pk=event.export_id).first()
    if export is None:
        return NOBODY
    return Concern(user_ids=frozenset({export.owner_id}), title=export.title, key=str(export.pk))
