"""What of trade secrets is encrypted, with which key, and what happens without it."""

import hashlib
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from sangkien.core.vault import Unreadable
from sangkien.files.actions import uploading
from sangkien.files.models import StoredFile, Upload
from sangkien.files.queries import opened
from sangkien.initiatives import evidence as held
from sangkien.initiatives import queries
from sangkien.initiatives.actions import (
    confirmation,
    evidence,
    sealing,
)
from sangkien.initiatives.enums import EvidenceKind, State
from tests.factories import (
    NOW,
    actor,
    make_initiative,
)
from tests.files.samples import paper
from tests.initiatives.secret_scene import (
    CANARIES,
    Secret,
    leaks,
    read,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_storage")]
OTHER_KEY = "another-key-that-opens-nothing-of-before"


@pytest.mark.postgres
def test_the_keys_are_changed_and_the_old_one_may_go(
    secret: Secret,
    settings: Settings,
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = secret.closed_late()
    old = settings.SEALING_KEYS
    settings.SEALING_KEYS = (OTHER_KEY, *old)
    assert CANARIES["before"] in read(made, secret.cast.author).before

    with django_capture_on_commit_callbacks(execute=True):
        call_command("reseal")
    settings.SEALING_KEYS = (OTHER_KEY,)

    found = read(made, secret.cast.author)
    assert CANARIES["before"] in found.before
    assert CANARIES["note"] in queries.corrections_of(found)[0].note
    for row in held.shown(found):
        with opened(row.file) as file:
            assert file.read()
    assert leaks() == []
    call_command("reseal", "--check")


def test_without_its_key_it_stays_closed_and_whole(secret: Secret, settings: Settings) -> None:
    made = secret.closed_first()
    kept, token = settings.SEALING_KEYS, made.sealed
    settings.SEALING_KEYS = (OTHER_KEY,)

    found = read(made, secret.cast.author)
    assert (found.is_unreadable, found.is_closed, found.before) == (True, True, "")
    with pytest.raises(CommandError):
        call_command("reseal")
    with pytest.raises(CommandError):
        call_command("reseal", "--check")
    with pytest.raises(Unreadable):
        confirmation.return_for_changes(
            made, reason="Xin bổ sung.", by=actor(secret.cast.officer), at=NOW
        )
    made = secret.reread(made)
    assert (made.state, made.sealed) == (State.SUBMITTED, token)
    assert confirmation.confirm(made, by=actor(secret.cast.officer), at=NOW).is_valid

    settings.SEALING_KEYS = kept
    assert CANARIES["before"] in read(made, secret.cast.author).before


def test_what_is_checked_about_it_needs_no_key(secret: Secret, settings: Settings) -> None:
    secret.closed_late()
    settings.SEALING_KEYS = (OTHER_KEY,)

    call_command("verify")


def test_a_sealed_file_says_nothing_about_itself(secret: Secret) -> None:
    secret.closed_late()

    for stored in StoredFile.objects.all():
        assert stored.is_sealed
        assert stored.original_name.startswith("Minh chứng bí mật")


@pytest.mark.postgres
def test_pieces_of_an_upload_lie_closed(secret: Secret) -> None:
    made, by = secret.closed_first(), actor(secret.cast.author)
    content = paper(CANARIES["file"].encode())
    upload = uploading.begin(
        subject=evidence.subject_of(made),
        purpose=evidence.PURPOSE,
        name=f"{CANARIES['file']}.pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        by=by,
        at=NOW,
        limits=evidence.limits_of(EvidenceKind.DOCUMENT),
        is_sealed=made.is_secret,
    )
    uploading.receive(upload, offset=0, content=content[:20], at=NOW)
    upload = uploading.receive(upload, offset=20, content=content[20:], at=NOW)
    assert leaks() == []

    added = evidence.add_uploaded(
        made, kind=EvidenceKind.DOCUMENT, upload=upload, caption="Bản vẽ", by=by, at=NOW
    )

    assert leaks() == []
    with opened(added.file) as file:
        assert file.read() == content


def test_what_was_being_uploaded_in_the_open_is_dropped(secret: Secret) -> None:
    made, by = (
        make_initiative(secret.programme, secret.cast.factory, secret.cast.author),
        actor(secret.cast.author),
    )
    uploading.begin(
        subject=evidence.subject_of(made),
        purpose=evidence.PURPOSE,
        name="a.pdf",
        size=100,
        sha256="",
        by=by,
        at=NOW,
        limits=evidence.limits_of(EvidenceKind.DOCUMENT),
    )

    sealing.keep_secret(made, by=by, at=NOW)

    assert not Upload.objects.exists()
