import datetime as dt
import hashlib
import io

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from sangkien.files import pictures
from sangkien.files.actions import storing
from sangkien.files.enums import FileKind
from sangkien.files.errors import RefusedFile
from sangkien.files.models import StoredFile
from sangkien.files.queries import KEPT_WITHOUT_HOLDER, opened
from sangkien.files.rules import display_name
from tests.factories import NOW, SYSTEM

pytestmark = pytest.mark.django_db
ANY = storing.Limits(kinds=frozenset(FileKind))


def picture(kind: str, *, size: tuple[int, int] = (8, 8)) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size).save(target, kind)
    return target.getvalue()


def store(data: bytes, name: str = "a.bin", limits: storing.Limits = ANY) -> StoredFile:
    return storing.store(
        SimpleUploadedFile(name, data), purpose="test", by=SYSTEM, at=NOW, limits=limits
    )


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%%EOF", FileKind.PDF),
        (picture("JPEG"), FileKind.JPEG),
        (picture("PNG"), FileKind.PNG),
        (picture("WEBP"), FileKind.WEBP),
    ],
    ids=["pdf", "jpeg", "png", "webp"],
)
def test_the_kind_is_told_by_content(data: bytes, kind: FileKind) -> None:
    stored = store(data, "../../evil.html")

    assert stored.content_type == kind
    assert stored.original_name.startswith("evil.")
    assert "evil" not in stored.name
    with opened(stored) as file:
        assert stored.sha256 == hashlib.sha256(file.read()).hexdigest()


@pytest.mark.parametrize(
    "data",
    [
        b"<svg/>",
        b"MZ\x90",
        b"%PDF-1.7 /OpenAction << /S /JavaScript >>",
        b"%PDF-1.7 /Encrypt 5 0 R",
        picture("PNG")[:40],
        b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
    ],
)
def test_what_may_do_harm_is_refused(data: bytes) -> None:
    with pytest.raises(RefusedFile):
        store(data, "ảnh.png")


def test_a_picture_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 1_000)

    with pytest.raises(RefusedFile, match="quá lớn"):
        store(picture("PNG", size=(100, 100)))


def test_limits_of_the_page_hold() -> None:
    only_pdf = storing.Limits(kinds=frozenset({FileKind.PDF}), most_bytes=1024 * 1024)

    with pytest.raises(RefusedFile, match="chỉ nhận tệp PDF"):
        store(picture("PNG"), limits=only_pdf)
    with pytest.raises(RefusedFile, match="nhiều nhất là 1 MB"):
        store(b"%PDF-" + b"0" * 1024 * 1024, limits=only_pdf)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Sáng kiến “số 1”; filename=x.html", "Sáng kiến “số 1”; filename=x.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Tệp\\đơn\r\n.exe", "đơn.pdf"),
        ("...", "tep.pdf"),
        ("a\u202efdp.exe", "afdp.pdf"),
        ("x" * 400, "x" * 150 + ".pdf"),
        ("ế" * 400, "ế" * 66 + ".pdf"),  # 255 bytes are the most that a disk takes
        ("CON", "tep-CON.pdf"),
        ("nul.tar.pdf", "tep-nul.tar.pdf"),
        (".htaccess", "tep.pdf"),
        ("e\u0302\u0301 🙂\n.svg", "ế 🙂.pdf"),
    ],
)
def test_names_show_nothing_misleading(typed: str, shown: str) -> None:
    assert display_name(typed, "application/pdf") == shown


def test_a_file_that_nobody_holds_goes_after_a_week() -> None:
    stored = store(b"%PDF-1.7")

    assert storing.remove_unheld(NOW + KEPT_WITHOUT_HOLDER) == 0
    assert storing.remove_unheld(NOW + KEPT_WITHOUT_HOLDER + dt.timedelta(seconds=1)) == 1
    assert not StoredFile.objects.exists()
    assert storages["files"].exists(stored.name)  # the bytes go when the transaction is through
