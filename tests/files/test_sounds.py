"""Voice notes: the containers of telephones, from end to end, with sound and nothing else."""

import pytest

from sangkien.files.actions import storing
from sangkien.files.enums import SOUNDS, FileKind
from sangkien.files.errors import RefusedFile
from tests.files.samples import SCRIPT, archive, ogg, picture, voice
from tests.files.test_storing import store

pytestmark = pytest.mark.django_db

NOTE = storing.Limits(kinds=SOUNDS, most_bytes=2 * 1024 * 1024, most_seconds=62)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (voice("webm"), FileKind.WEBM),
        (voice("m4a"), FileKind.M4A),
        (ogg(2.4), FileKind.OGG),
    ],
)
def test_what_browsers_record_is_taken_with_its_length(data: bytes, kind: FileKind) -> None:
    stored = store(data, "ghi âm.bin", NOTE)

    assert (stored.content_type, stored.seconds) == (kind, 3)
    assert stored.size == len(data)


@pytest.mark.parametrize("data", [voice("webm"), voice("m4a"), ogg()], ids=["webm", "m4a", "ogg"])
@pytest.mark.parametrize("hidden", [SCRIPT, archive(a=SCRIPT), picture("PNG")])
def test_nothing_hangs_on_to_a_recording(data: bytes, hidden: bytes) -> None:
    with pytest.raises(RefusedFile):
        store(data + hidden, "a.webm", NOTE)


@pytest.mark.parametrize("data", [voice("webm"), voice("m4a"), ogg()], ids=["webm", "m4a", "ogg"])
def test_no_beginning_of_a_recording_breaks_the_reader(data: bytes) -> None:
    for end in [*range(1, min(600, len(data)), 7), len(data) // 2, len(data) - 1]:
        with pytest.raises(RefusedFile):
            store(data[:end], "a.webm", NOTE)


@pytest.mark.parametrize(
    "data",
    [
        voice("webm").replace(b"A_OPUS", b"V_VP80"),
        voice("webm").replace(b"webm", b"mkvx", 1),
        voice("m4a").replace(b"soun", b"vide"),
        voice("m4a").replace(b"Opus", b"avc1"),
        voice("m4a").replace(b"isom", b"mif1", 1),
        ogg(first=b"\x80theora"),
        ogg(streams=2),
    ],
)
def test_films_and_others_in_the_same_containers_are_refused(data: bytes) -> None:
    with pytest.raises(RefusedFile):
        store(data, "a.webm", NOTE)


def test_an_hour_is_too_long_and_says_how_long_it_may_be() -> None:
    with pytest.raises(RefusedFile, match="dài 3600 giây, nhiều nhất là 62"):
        store(ogg(3600), "a.ogg", NOTE)


def test_two_megabytes_are_the_most() -> None:
    with pytest.raises(RefusedFile, match="2 MB"):
        store(ogg() + b"\0" * NOTE.most_bytes, "a.ogg", NOTE)
