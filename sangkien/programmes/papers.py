"""The papers of a programme as files: base documents, plans of units, extensions."""

from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import paths
from sangkien.core.errors import NotFound
from sangkien.files.models import StoredFile
from sangkien.programmes.models import BaseDocument, Extension, LocalPlan, Programme

PAPER = "programme-paper"


def kept(pk: int, *, user_id: int | None) -> StoredFile | None:
    """One that this very person has sent for a paper."""
    if user_id is None:
        return None
    return StoredFile.objects.filter(pk=pk, purpose=PAPER, uploaded_by_id=user_id).first()


def sees_plan(actor: Actor, plan: LocalPlan) -> bool:
    """Whoever works in the branch of the unit, and who runs targets or the programme above it."""
    here, owner = plan.unit.path, plan.programme.owner.path
    if actor.can(Permission.PROGRAMME_MANAGE, at=owner):
        return True
    if actor.can(Permission.TARGET_MANAGE, at=here):
        return True
    return any(paths.contains(here, scope.path) for scope in actor.scopes)


def of_extension(programme: Programme, pk: int) -> StoredFile:
    """What everybody may read as soon as the programme is launched, else NotFound."""
    found = Extension.objects.filter(pk=pk, period__programme=programme).select_related("file")
    return _file(found.first())


def of_document(programme: Programme, pk: int) -> StoredFile:
    return _file(programme.documents.filter(pk=pk).select_related("file").first())


def of_plan(plan: LocalPlan) -> StoredFile:
    return _file(plan)


def _file(paper: Extension | BaseDocument | LocalPlan | None) -> StoredFile:
    file = paper.file if paper is not None else None
    if file is None:
        raise NotFound(_("Văn bản này không có tệp."))
    return file
