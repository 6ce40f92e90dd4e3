"""Pictures are drawn anew: upright, bounded, and with nothing beside the pixels."""

import io

import pytest
from django.core.files.storage import storages
from PIL import Image

from sangkien.files import pictures
from sangkien.files.enums import FileKind
from sangkien.files.errors import RefusedFile
from sangkien.files.models import StoredFile
from sangkien.files.queries import opened, opened_as
from tests.files.samples import SCRIPT, archive, bomb, photo_with_place, picture
from tests.files.test_storing import store

pytestmark = pytest.mark.django_db


def read(stored: StoredFile, name: str = "") -> bytes:
    with opened_as(stored, name or stored.name) as file:
        content: bytes = file.read()
    return content


def image(stored: StoredFile, name: str = "") -> Image.Image:
    return Image.open(io.BytesIO(read(stored, name)))


def test_place_owner_and_comment_are_gone_and_it_stands_upright() -> None:
    stored = store(photo_with_place())

    for name in (stored.name, stored.small_name):
        shown = image(stored, name)
        assert not shown.getexif()
        assert "exif" not in shown.info
        assert "comment" not in shown.info
        assert b"GPS" not in read(stored, name)
        assert b"Nguyen Van An" not in read(stored, name)
        assert shown.width < shown.height
    top, bottom = image(stored).getpixel((5, 5)), image(stored).getpixel((5, 630))
    assert (top, bottom) != (bottom, top)  # what lay at the left is at the top now
    assert (stored.width, stored.height) == (480, 640)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_large_ones_are_made_smaller(kind: str) -> None:
    stored = store(picture(kind, size=(4000, 3000)))

    assert image(stored).size == (1600, 1200)
    assert image(stored, stored.small_name).size == (480, 360)
    assert (image(stored).format, stored.size) == (kind, len(read(stored)))


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "1", "I;16"])
def test_every_kind_of_pixel_can_be_drawn(mode: str) -> None:
    target = io.BytesIO()
    Image.new(mode, (50, 40)).save(target, "PNG")

    assert image(store(target.getvalue())).size == (50, 40)


def test_colours_of_printers_and_second_pictures_can_be_drawn() -> None:
    printed = picture(mode="CMYK", colour=(0, 0, 0, 0))
    target = io.BytesIO()
    first, second = Image.new("RGB", (60, 40)), Image.new("RGB", (30, 20))
    first.save(target, "MPO", save_all=True, append_images=[second])

    assert image(store(printed)).mode == "RGB"
    assert store(target.getvalue()).content_type == FileKind.JPEG


@pytest.mark.parametrize(
    "hidden", [SCRIPT, archive(**{"index.html": SCRIPT}), b"%PDF-1.7 /JavaScript"]
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_hangs_on_to_a_picture_is_left_behind(kind: str, hidden: bytes) -> None:
    stored = store(picture(kind) + hidden, "ảnh.jpg.html")

    assert hidden not in read(stored)
    assert stored.original_name.endswith((".jpg", ".png", ".webp"))


def test_a_script_in_the_notes_of_a_picture_is_left_behind() -> None:
    stored = store(picture("JPEG", comment=SCRIPT))

    assert b"script" not in read(stored)


@pytest.mark.parametrize("data", [bomb(), bomb(6_000), picture("JPEG")[:800], b"GIF89a/*" + SCRIPT])
def test_bombs_broken_ones_and_other_kinds_are_refused(data: bytes) -> None:
    with pytest.raises(RefusedFile):
        store(data, "ảnh.png")
    assert not StoredFile.objects.exists()


def test_a_photo_of_a_new_telephone_costs_little_memory() -> None:
    """48 million pixels are decoded at an eighth of that."""
    drawn = pictures.drawn(io.BytesIO(picture(size=(8000, 6000))), FileKind.JPEG)

    assert (drawn.width, drawn.height) == (1600, 1200)


def test_a_telephones_own_format_is_answered_with_what_to_do() -> None:
    with pytest.raises(RefusedFile, match="HEIC"):
        store(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")


def test_both_sizes_lie_in_the_storage_under_names_nobody_guesses() -> None:
    stored = store(picture(), "bí mật.jpg")

    assert storages["files"].exists(stored.name)
    assert storages["files"].exists(stored.small_name)
    assert "bí" not in stored.name
    with opened(stored) as file:
        assert file.read(2) == b"\xff\xd8"
