"""Evidence beside the draft of the author in the matrix, and an upload that was begun."""

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from sangkien.access.actor import Actor
from sangkien.core import clock
from sangkien.files.actions import uploading
from sangkien.files.models import Upload
from sangkien.initiatives.actions import evidence
from sangkien.initiatives.enums import EvidenceKind
from sangkien.initiatives.models import Evidence, Initiative
from tests.architecture.lists import SentAgain
from tests.architecture.matrix import Form
from tests.files.samples import picture


class PhotoAgain(SentAgain):
    name = "anh.jpg"


@dataclass(frozen=True, kw_only=True)
class Exhibits:
    initiative: Initiative
    evidence: Evidence
    upload: Upload

    def values(self) -> dict[str, tuple[object, ...]]:
        pages = ("evidence_file", "evidence_remove", "evidence_publish")
        return {
            **{f"initiatives:{page}.pk": (self.evidence.pk,) for page in pages},
            "initiatives:upload_piece.key": (self.upload.key,),
            "home:photo.code": (self.initiative.code,),
            "home:photo.pk": (self.evidence.pk,),
        }

    def forms(self) -> dict[str, Form]:
        here: dict[str, object] = {"code": self.initiative.code}
        one = {**here, "pk": self.evidence.pk}
        photo = {
            "photo-kind": "after",
            "photo-file": PhotoAgain(picture(size=(50, 40))),
            "photo-caption": "Sau khi làm",
        }
        begun = {"kind": "after", "name": "a.jpg", "size": "9"}
        cases: dict[str, tuple[dict[str, object], dict[str, Any]]] = {
            "evidence": (here, photo),
            "evidence_remove": (one, {}),
            "evidence_publish": (one, {"dong-y": "1"}),
            "upload": (here, begun),
            "upload_piece": ({**here, "key": self.upload.key}, {}),
        }
        return {
            f"initiatives:{page}": Form(sender="author", args=args, body=body)
            for page, (args, body) in cases.items()
        }


def make_exhibits(initiative: Initiative, by: Actor) -> Exhibits:
    """A photo of before, and another one that is on its way."""
    at = clock.now()
    added = evidence.add(
        initiative,
        kind=EvidenceKind.BEFORE,
        upload=SimpleUploadedFile("a.jpg", picture(size=(40, 30))),
        by=by,
        at=at,
    )
    upload = uploading.begin(
        subject=evidence.subject_of(initiative),
        purpose=evidence.PURPOSE,
        name="b.jpg",
        size=100,
        sha256="",
        by=by,
        at=at,
        limits=evidence.limits_of(EvidenceKind.AFTER),
    )
    return Exhibits(initiative=initiative, evidence=added, upload=upload)
