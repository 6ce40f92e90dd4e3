"""Nothing is handed out before the scanner has passed it; what it condemns is gone."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages

from sangkien.core.errors import NotFound
from sangkien.files import scanning
from sangkien.files.actions.scanning import scan_waiting
from sangkien.files.enums import FileState
from sangkien.files.errors import FileNotReady
from sangkien.files.models import StoredFile
from sangkien.files.queries import opened, waiting
from sangkien.journal.models import Entry
from tests.factories import NOW
from tests.files.clamd import Clamd
from tests.files.samples import EICAR, paper, picture
from tests.files.test_storing import store

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["unix", "tcp"])
def clamd(request: pytest.FixtureRequest, tmp_path: Path, settings: Any) -> Iterator[Clamd]:
    daemon = Clamd(tmp_path / "clamd.ctl" if request.param == "unix" else None)
    settings.CLAMAV = daemon.address
    yield daemon
    daemon.stop()


def state(stored: StoredFile) -> str:
    return StoredFile.objects.get(pk=stored.pk).state


def test_without_a_scanner_files_count_as_clean_at_once() -> None:
    stored = store(picture())

    assert stored.is_clean
    assert waiting() == (0, None)


def test_a_file_waits_until_it_was_scanned(clamd: Clamd) -> None:
    stored = store(paper(b"x" * 200_000))

    assert state(stored) == FileState.QUARANTINED
    assert waiting() == (1, NOW)
    with pytest.raises(FileNotReady):
        opened(stored)
    assert scan_waiting(NOW) == 1
    assert state(stored) == FileState.CLEAN
    assert clamd.seen == [paper(b"x" * 200_000)]
    assert waiting() == (0, None)
    assert scan_waiting(NOW) == 0


def test_what_is_found_is_deleted_and_written_down(
    clamd: Clamd, django_capture_on_commit_callbacks: Any
) -> None:
    stored, clean = store(paper(EICAR)), store(paper(b"sach"))

    with django_capture_on_commit_callbacks(execute=True):
        assert scan_waiting(NOW) == 2

    assert (state(stored), state(clean)) == (FileState.INFECTED, FileState.CLEAN)
    assert not storages["files"].exists(stored.name)
    assert storages["files"].exists(clean.name)
    entry = Entry.objects.get(name="file.infected")
    assert (entry.subject_id, entry.payload["finding"]) == (stored.pk, "Eicar-Test-Signature")
    stored.refresh_from_db()
    with pytest.raises(NotFound, match="mã độc"):
        opened(stored)


def test_a_scanner_that_is_down_is_asked_again(clamd: Clamd) -> None:
    stored = store(paper())
    clamd.stop()

    assert scan_waiting(NOW) == 0
    assert (state(stored), stored.scan_tries) == (FileState.QUARANTINED, 0)
    assert waiting() == (1, NOW)
    assert not scanning.answers(clamd.address)


def test_one_that_cannot_be_scanned_goes_behind_the_others(clamd: Clamd) -> None:
    bad, good = store(paper(b"bad")), store(paper(b"good"))
    clamd.answer = lambda content: (
        b"INSTREAM size limit exceeded. ERROR\0" if b"bad" in content else b"stream: OK\0"
    )

    scan_waiting(NOW)

    assert (state(bad), state(good)) == (FileState.QUARANTINED, FileState.CLEAN)
    assert StoredFile.objects.get(pk=bad.pk).scan_tries == 1


def test_an_answer_that_is_none_is_no_permission(clamd: Clamd) -> None:
    stored = store(paper())
    for answer in (
        b"",
        b"\0",
        b"OK\0",
        b"stream: OKAY\0",
        b"stream: OK FOUNDATION\0",
        b"\xff\xfe\0",
    ):
        clamd.answer = lambda content, answer=answer: answer  # type: ignore[misc]
        scan_waiting(NOW)

        assert state(stored) == FileState.QUARANTINED, answer


def test_without_a_scanner_any_more_nothing_waits_for_ever(clamd: Clamd, settings: Any) -> None:
    stored = store(paper())
    settings.CLAMAV = ""

    assert scan_waiting(NOW + dt.timedelta(hours=1)) == 1
    assert state(stored) == FileState.CLEAN


def test_the_scanner_answers_when_asked_whether_it_is_there(clamd: Clamd) -> None:
    assert scanning.answers(clamd.address)
