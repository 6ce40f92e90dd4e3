"""Files in pieces: they go on where the network was lost, and never mix."""

import datetime as dt
import hashlib
from typing import Any

import pytest

from sangkien.accounts.models import User
from sangkien.core.errors import NotAllowed, NotFound
from sangkien.files.actions import storing, uploading
from sangkien.files.enums import FileKind
from sangkien.files.errors import RefusedFile, WrongOffset
from sangkien.files.models import Upload, UploadPiece
from sangkien.files.queries import get_upload
from sangkien.units.models import Unit
from tests.factories import NOW, SYSTEM, actor, make_cast, make_member
from tests.files.samples import paper

pytestmark = pytest.mark.django_db

LIMITS = storing.Limits(kinds=frozenset({FileKind.PDF}), most_a_day=3 * 1024 * 1024)
CONTENT = paper(b"x" * 600_000)
PIECE = uploading.MOST_A_PIECE


@pytest.fixture
def worker() -> User:
    return make_member(make_cast().factory)


def begin(worker: User, content: bytes = CONTENT, **changes: Any) -> Upload:
    asked: dict[str, Any] = {
        "subject": "initiative:1",
        "purpose": "evidence",
        "name": "bản vẽ.pdf",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "by": actor(worker),
        "at": NOW,
        "limits": LIMITS,
    }
    return uploading.begin(**{**asked, **changes})


def send(upload: Upload, content: bytes = CONTENT, *, until: int | None = None) -> None:
    for offset in range(upload.offset, until or len(content), PIECE):
        uploading.receive(upload, offset=offset, content=content[offset : offset + PIECE], at=NOW)


def test_pieces_become_the_file(worker: User) -> None:
    upload = begin(worker)
    send(upload)

    whole = uploading.assembled(upload)

    assert (whole.read(), whole.name) == (CONTENT, "bản vẽ.pdf")


def test_whoever_begins_again_goes_on_where_it_stopped(worker: User) -> None:
    first = begin(worker)
    send(first, until=PIECE)

    again = begin(worker)

    assert (again.pk, again.offset) == (first.pk, PIECE)
    assert begin(worker, subject="initiative:2").pk != first.pk


def test_a_piece_sent_twice_counts_once(worker: User) -> None:
    upload = begin(worker)
    send(upload, until=PIECE)

    with pytest.raises(WrongOffset) as told:
        uploading.receive(upload, offset=0, content=CONTENT[:PIECE], at=NOW)
    assert told.value.offset == PIECE
    with pytest.raises(WrongOffset):
        uploading.receive(upload, offset=PIECE + 1, content=b"x", at=NOW)
    send(upload)
    assert uploading.assembled(upload).read() == CONTENT


def test_what_changed_on_the_way_begins_anew(worker: User) -> None:
    upload = begin(worker)
    send(upload, CONTENT[:-9] + b"y" * 9)

    upload.refresh_from_db()
    assert (upload.offset, UploadPiece.objects.count()) == (0, 0)
    send(upload)
    assert uploading.assembled(upload).read() == CONTENT


@pytest.mark.parametrize("content", [b"", b"x" * (PIECE + 1), CONTENT + b"more"])
def test_pieces_that_do_not_fit_are_refused(worker: User, content: bytes) -> None:
    upload = begin(worker)

    with pytest.raises(RefusedFile):
        uploading.receive(upload, offset=0, content=content, at=NOW)
    assert UploadPiece.objects.count() == 0


@pytest.mark.parametrize("size", [0, -1, 10 * 1024 * 1024 + 1])
def test_files_that_are_too_large_are_refused_before_they_are_sent(worker: User, size: int) -> None:
    with pytest.raises(RefusedFile):
        begin(worker, size=size)


def test_nobody_fills_the_disk_with_beginnings(worker: User) -> None:
    for number in range(uploading.MOST_UNFINISHED):
        begin(worker, sha256="", subject=f"initiative:{number}")

    with pytest.raises(RefusedFile, match="gửi dở"):
        begin(worker, sha256="", subject="initiative:99")
    with pytest.raises(NotAllowed):
        begin(worker, by=SYSTEM)


def test_a_day_has_a_limit(worker: User) -> None:
    begin(worker, size=3 * 1024 * 1024)

    with pytest.raises(RefusedFile, match="ngày mai"):
        begin(worker, size=3 * 1024 * 1024 + 1, sha256="")


def test_an_upload_belongs_to_one_person_and_one_thing(worker: User) -> None:
    upload, other = begin(worker), make_member(Unit.objects.get(code="AD"))
    found = {"subject": "initiative:1", "owner": actor(worker), "at": NOW}

    assert get_upload(upload.key, **found) == upload  # type: ignore[arg-type]
    for changed in (
        {"subject": "initiative:2"},
        {"owner": actor(other)},
        {"at": NOW + uploading.KEPT},
    ):
        with pytest.raises(NotFound):
            get_upload(upload.key, **{**found, **changed})  # type: ignore[arg-type]


def test_what_is_not_whole_is_no_file(worker: User) -> None:
    upload = begin(worker)
    send(upload, until=PIECE)

    with pytest.raises(RefusedFile, match="chưa gửi xong"):
        uploading.assembled(upload)


def test_abandoned_ones_are_cleaned_up(worker: User) -> None:
    upload = begin(worker)
    send(upload, until=PIECE)

    assert uploading.remove_expired(NOW + dt.timedelta(hours=23)) == 0
    assert uploading.remove_expired(NOW + uploading.KEPT) == 1
    assert (Upload.objects.count(), UploadPiece.objects.count()) == (0, 0)
