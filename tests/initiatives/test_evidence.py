"""Evidence beside an initiative: who may add, until when, how much, and who sees it."""

import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sangkien.accounts.models import User
from sangkien.core.errors import NotAllowed, NotFound
from sangkien.files.actions import uploading
from sangkien.files.actions.scanning import scan_waiting
from sangkien.files.errors import RefusedFile
from sangkien.files.models import StoredFile, Upload
from sangkien.initiatives import evidence as held
from sangkien.initiatives.actions import confirmation, crediting, drafting, evidence
from sangkien.initiatives.enums import EvidenceKind
from sangkien.initiatives.errors import TooMuchEvidence, WrongState
from sangkien.initiatives.models import Evidence, Initiative
from sangkien.journal.actions.deliveries import deliver_batch
from sangkien.journal.models import Entry
from sangkien.notices.models import Notice
from tests.factories import (
    NOW,
    Cast,
    actor,
    make_cast,
    make_initiative,
    make_member,
    make_programme,
)
from tests.files.clamd import Clamd
from tests.files.samples import EICAR, paper, picture, voice

pytestmark = pytest.mark.django_db

BEFORE, AFTER = EvidenceKind.BEFORE, EvidenceKind.AFTER
PHOTO, DOCUMENT, VOICE = EvidenceKind.PHOTO, EvidenceKind.DOCUMENT, EvidenceKind.VOICE


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def sent(cast: Cast) -> Initiative:
    return make_initiative(make_programme(cast.province), cast.factory, cast.author)


@pytest.fixture
def draft(sent: Initiative) -> Initiative:
    by = actor(sent.author)
    return drafting.start_draft(
        sent.programme,
        sent.unit,
        author=sent.author,
        request_key=uuid.uuid4(),
        by=by,
        at=NOW,
    )


def photo(number: int = 0) -> bytes:
    return picture(size=(40 + number, 30))


def add(
    initiative: Initiative,
    kind: EvidenceKind = BEFORE,
    content: bytes | None = None,
    *,
    by: User | None = None,
    **options: Any,
) -> Evidence:
    upload = SimpleUploadedFile("ảnh.jpg", photo() if content is None else content)
    user = actor(by or initiative.author)
    return evidence.add(initiative, kind=kind, upload=upload, by=user, at=NOW, **options)


def names() -> list[str]:
    return list(Entry.objects.filter(name__contains="evidence").values_list("name", flat=True))


def kinds(initiative: Initiative) -> list[str]:
    return [row.kind for row in held.shown(initiative)]


def test_photo_is_kept_and_journalled(draft: Initiative) -> None:
    row = add(draft, BEFORE, caption="  Trước\u200b khi sắp xếp ")

    assert held.shown(draft) == [row]
    assert (row.position, row.added_by, row.published_at) == (1, draft.author, None)
    assert names() == ["initiative.evidence_added"]
    assert Entry.objects.latest("pk").payload["evidence_id"] == row.pk


def test_the_same_file_twice_is_one(draft: Initiative) -> None:
    assert add(draft) == add(draft)
    assert (StoredFile.objects.count(), len(names())) == (1, 1)


def test_a_new_photo_of_before_takes_the_place_of_the_earlier_one_in_a_draft(
    draft: Initiative,
) -> None:
    add(draft, BEFORE, photo(1))
    add(draft, AFTER, photo(2))
    latest = add(draft, BEFORE, photo(3))

    assert kinds(draft) == ["after", "before"]
    assert held.pair(held.shown(draft)).before == latest
    assert names().count("initiative.evidence_removed") == 1


def test_after_sending_photos_are_added_and_nothing_is_taken_away(sent: Initiative) -> None:
    first, second = add(sent, BEFORE, photo(1)), add(sent, BEFORE, photo(2))

    assert held.shown(sent) == [first, second]
    with pytest.raises(NotAllowed):
        evidence.remove(first, by=actor(sent.author), at=NOW)
    assert held.pair(held.shown(sent)).before == second


def test_a_draft_lets_go_of_it(draft: Initiative) -> None:
    row = add(draft)

    evidence.remove(row, by=actor(draft.author), at=NOW)
    evidence.remove(row, by=actor(draft.author), at=NOW)

    assert kinds(draft) == []
    assert names() == ["initiative.evidence_added", "initiative.evidence_removed"]


def test_after_the_decision_nothing_is_added(sent: Initiative, cast: Cast) -> None:
    confirmation.confirm(sent, by=actor(cast.officer), at=NOW)

    with pytest.raises(WrongState, match="kết quả"):
        add(sent)


def test_a_decision_that_came_meanwhile_counts(sent: Initiative, cast: Cast) -> None:
    seen = Initiative.objects.get(pk=sent.pk)
    confirmation.confirm(sent, by=actor(cast.officer), at=NOW)

    with pytest.raises(WrongState):
        add(seen)
    assert not StoredFile.objects.exists()


def test_nobody_else_adds_or_removes(draft: Initiative, sent: Initiative, cast: Cast) -> None:
    row = add(draft)
    for stranger in (cast.officer, cast.superior_officer, make_member(cast.factory)):
        with pytest.raises(NotAllowed):
            add(sent, by=stranger)
        with pytest.raises(NotAllowed):
            evidence.remove(row, by=actor(stranger), at=NOW)


def test_ten_photos_five_papers_one_voice(draft: Initiative) -> None:
    for number in range(10):
        add(draft, PHOTO, photo(number))
    for number in range(5):
        add(draft, DOCUMENT, paper(b"%d" % number))
    add(draft, VOICE, voice())

    for kind, content in (
        (PHOTO, photo(11)),
        (BEFORE, photo(12)),
        (DOCUMENT, paper(b"9")),
        (VOICE, voice("m4a")),
    ):
        with pytest.raises(TooMuchEvidence):
            add(draft, kind, content)
    assert (Evidence.objects.count(), StoredFile.objects.count()) == (16, 16)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (BEFORE, paper()),
        (DOCUMENT, photo()),
        (VOICE, photo()),
        (VOICE, paper()),
        (DOCUMENT, voice()),
        (AFTER, b"<svg onload='alert(1)'/>"),
    ],
)
def test_each_kind_takes_its_own_files(
    draft: Initiative, kind: EvidenceKind, content: bytes
) -> None:
    with pytest.raises(RefusedFile):
        add(draft, kind, content)
    assert kinds(draft) == []


def test_evidence_of_one_is_not_found_at_another(draft: Initiative, sent: Initiative) -> None:
    row = add(draft)

    assert held.get(draft, row.pk) == row
    with pytest.raises(NotFound):
        held.get(sent, row.pk)


# Files in pieces


def uploaded(initiative: Initiative, content: bytes) -> Upload:
    by = actor(initiative.author)
    upload = uploading.begin(
        subject=evidence.subject_of(initiative),
        purpose=evidence.PURPOSE,
        name="ảnh.jpg",
        size=len(content),
        sha256="",
        by=by,
        at=NOW,
        limits=evidence.limits_of(BEFORE),
    )
    return uploading.receive(upload, offset=0, content=content, at=NOW)


def test_what_came_in_pieces_is_added_once(draft: Initiative) -> None:
    upload = uploaded(draft, photo())
    added = [
        evidence.add_uploaded(draft, kind=BEFORE, upload=upload, by=actor(draft.author), at=NOW)
        for _twice in range(2)
    ]

    assert held.shown(draft) == [added[0]]
    assert added[0] == added[1]
    assert upload.stored == added[0].file
    assert not upload.pieces.exists()


# Everybody


def test_only_the_authors_consent_makes_a_photo_public(sent: Initiative, cast: Cast) -> None:
    shown, hidden = add(sent, BEFORE, photo(1), is_public=True), add(sent, AFTER, photo(2))
    assert held.public_photos(sent) == []  # not confirmed yet
    confirmation.confirm(sent, by=actor(cast.officer), at=NOW)

    assert held.public_photos(sent) == [shown]
    assert held.get_public_photo(sent.code, shown.pk) == shown
    with pytest.raises(NotFound):
        held.get_public_photo(sent.code, hidden.pk)

    evidence.set_public(shown, is_public=False, by=actor(sent.author), at=NOW)
    evidence.set_public(shown, is_public=False, by=actor(sent.author), at=NOW)
    assert held.public_photos(sent) == []
    assert Entry.objects.filter(name="initiative.photo_hidden").count() == 1


def test_nobody_consents_for_the_author(sent: Initiative, cast: Cast) -> None:
    Initiative.objects.filter(pk=sent.pk).update(entered_by=cast.officer)
    sent.refresh_from_db()
    row = add(sent, by=cast.officer, is_public=True)

    assert row.published_at is None
    with pytest.raises(NotAllowed):
        evidence.set_public(row, is_public=True, by=actor(cast.officer), at=NOW)


def test_papers_and_voices_are_never_public(sent: Initiative) -> None:
    row = add(sent, VOICE, voice(), is_public=True)

    assert row.published_at is None
    with pytest.raises(NotAllowed):
        evidence.set_public(row, is_public=True, by=actor(sent.author), at=NOW)


# What befalls them


def test_an_infected_file_is_told_at_its_initiative_and_takes_no_room(
    draft: Initiative, tmp_path: Path, settings: Any
) -> None:
    daemon = Clamd(tmp_path / "c")
    settings.CLAMAV = daemon.address
    row = add(draft, DOCUMENT, paper(EICAR))
    scan_waiting(NOW)
    daemon.stop()

    row = held.get(draft, row.pk)
    assert row.file.is_infected
    assert names() == ["initiative.evidence_added", "initiative.evidence_infected"]
    assert held.kinds_held([row]) == []
    deliver_batch(NOW)
    told = Notice.objects.get(kind="initiative.evidence_infected")
    assert told.recipient == draft.author


def test_erasing_the_author_takes_the_voice_and_the_consent(sent: Initiative) -> None:
    add(sent, VOICE, voice())
    add(sent, AFTER, photo(), is_public=True)

    crediting.anonymise(sent.author_id, NOW)

    rows = held.shown(sent)
    assert [(row.kind, row.published_at) for row in rows] == [("after", None)]


def test_evidence_goes_with_its_draft(draft: Initiative) -> None:
    add(draft)

    drafting.discard_draft(draft, by=actor(draft.author), at=NOW)

    assert not Evidence.objects.exists()
