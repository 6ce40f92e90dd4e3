"""The same photo twice at the same moment, pieces that overtake each other, a full initiative."""

import hashlib
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sangkien.files.actions import uploading
from sangkien.files.errors import WrongOffset
from sangkien.files.models import StoredFile
from sangkien.initiatives import rules
from sangkien.initiatives.actions import evidence
from sangkien.initiatives.enums import EvidenceKind
from sangkien.initiatives.errors import TooMuchEvidence
from sangkien.initiatives.models import Evidence, Initiative
from tests.factories import NOW, actor, make_cast, make_initiative, make_programme
from tests.files.samples import picture
from tests.threads import outcomes, refusals

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def sent() -> Initiative:
    cast = make_cast()
    return make_initiative(make_programme(cast.province), cast.factory, cast.author)


def add(initiative: Initiative, width: int) -> Evidence:
    return evidence.add(
        Initiative.objects.get(pk=initiative.pk),
        kind=EvidenceKind.PHOTO,
        upload=SimpleUploadedFile("a.jpg", picture(size=(width, 30))),
        by=actor(initiative.author),
        at=NOW,
    )


def test_a_double_tap_is_one_photo(sent: Initiative) -> None:
    found = outcomes(partial(add, sent, 40), partial(add, sent, 40), partial(add, sent, 40))

    assert refusals(found) == []
    assert len(set(found)) == 1
    assert (Evidence.objects.count(), StoredFile.objects.count()) == (1, 1)


def test_the_last_place_is_given_once(sent: Initiative) -> None:
    for number in range(rules.MOST_PHOTOS - 1):
        add(sent, 40 + number)

    found = outcomes(partial(add, sent, 90), partial(add, sent, 91))

    assert [type(refusal) for refusal in refusals(found)] == [TooMuchEvidence]
    assert Evidence.objects.count() == StoredFile.objects.count() == rules.MOST_PHOTOS


def test_of_two_same_pieces_one_counts(sent: Initiative) -> None:
    content = picture(size=(300, 200))
    half = len(content) // 2
    upload = uploading.begin(
        subject=evidence.subject_of(sent),
        purpose=evidence.PURPOSE,
        name="a.jpg",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        by=actor(sent.author),
        at=NOW,
        limits=evidence.limits_of(EvidenceKind.PHOTO),
    )
    send = partial(uploading.receive, upload, offset=0, content=content[:half], at=NOW)

    found = outcomes(send, send)

    assert [refusal.offset for refusal in refusals(found) if isinstance(refusal, WrongOffset)] == [
        half
    ]
    upload.refresh_from_db()
    uploading.receive(upload, offset=half, content=content[half:], at=NOW)
    assert uploading.assembled(upload).read() == content
