""" "Chữ ký số": PDF files with room for certificate signatures, and what such a signature says.

Private keys never come here: people sign with their own tool and bring the signed file. Needs the
package pyHanko (`requirements/pades.txt`); `is_available` says whether it is there.
"""

import datetime as dt
import hashlib
import importlib.util
import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from sangkien.papers.errors import NotSignedSo
from sangkien.papers.printing import ROOM_HEIGHT, ROOM_WIDTH, Room

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

log = logging.getLogger(__name__)
LONGEST_NAME = 300


@lru_cache(maxsize=1)
def is_available() -> bool:
    return importlib.util.find_spec("pyhanko") is not None


@dataclass(frozen=True, kw_only=True)
class Found:
    """One signature in a file. `is_trusted`: its chain leads to a root that the operator named;
    `signed_at` is what the signer's own clock said.
    """

    field: str
    subject: str
    issuer: str
    serial: str
    fingerprint: str
    signed_at: dt.datetime | None
    is_trusted: bool


def with_fields(pdf: bytes, rooms: Sequence[tuple[str, Room]]) -> bytes:
    """The file with an empty signature field in each room, appended to it: what was there stays to
    the byte, and the same file gives the same bytes.
    """
    from pyhanko.pdf_utils import generic  # noqa: PLC0415 - may be missing
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field  # noqa: PLC0415

    class Writer(IncrementalPdfFileWriter):
        """Without the time of writing."""

        def _update_meta(self) -> None:
            self._document_id = generic.ArrayObject(
                [self._document_id[0], generic.ByteStringObject(hashlib.sha256(pdf).digest()[:16])]
            )

    writer = Writer(io.BytesIO(pdf))
    for name, room in rooms:
        box = (room.left, room.bottom, room.left + ROOM_WIDTH, room.bottom + ROOM_HEIGHT)
        append_signature_field(writer, SigFieldSpec(name, on_page=room.page - 1, box=box))
    writer.root["/AcroForm"]["/SigFlags"] = generic.NumberObject(3)
    made = io.BytesIO()
    writer.write(made)  # type: ignore[no-untyped-call]
    return made.getvalue()


def signatures_in(pdf: bytes, given: bytes, *, roots: str, at: dt.datetime) -> list[Found]:
    """The signatures in a file that was made of `given` by signing and nothing else, the latest
    last. Raises `NotSignedSo`. `roots` is a PEM file, or empty.
    """
    if not pdf.startswith(given) or len(pdf) == len(given):
        raise NotSignedSo(
            _(
                "Tệp này không phải bản để ký của giao ước, hoặc đã bị lưu lại thành tệp khác, hoặc "
                "chưa có chữ ký số. Hãy tải bản để ký, ký số lên đúng tệp đó rồi nộp."
            ),
            field="file",
        )
    try:
        return _read(pdf, given, roots=roots, at=at)
    except NotSignedSo:
        raise
    except Exception as error:  # whatever a strange file makes the reader do
        log.warning("a signed PDF could not be read", exc_info=error)
        raise NotSignedSo(_("Không đọc được chữ ký số trong tệp này."), field="file") from None


def _read(pdf: bytes, given: bytes, *, roots: str, at: dt.datetime) -> list[Found]:
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 - may be missing

    reader, before = PdfFileReader(io.BytesIO(pdf)), PdfFileReader(io.BytesIO(given))
    _ensure_appended(reader, before)
    found = [_found(one, roots=roots, at=at) for one in reader.embedded_regular_signatures]
    if not found:
        raise NotSignedSo(_("Tệp này chưa có chữ ký số nào."), field="file")
    return found


def _ensure_appended(reader: "PdfFileReader", before: "PdfFileReader") -> None:
    """The revisions of what was given lie below, and nothing was added but signatures."""
    from pyhanko.sign.diff_analysis import (  # noqa: PLC0415 - may be missing
        DEFAULT_DIFF_POLICY,
        DiffResult,
        ModificationLevel,
    )

    count = before.xrefs.total_revisions
    starts = [before.xrefs.get_startxref_for_revision(at) for at in range(count)]
    is_below = reader.xrefs.total_revisions > count and starts == [
        reader.xrefs.get_startxref_for_revision(at) for at in range(count)
    ]
    change = DEFAULT_DIFF_POLICY.review_file(reader, count - 1) if is_below else None
    if (
        not isinstance(change, DiffResult)
        or change.modification_level > ModificationLevel.FORM_FILLING
    ):
        raise NotSignedSo(
            _("Nội dung tệp đã bị thay đổi so với bản để ký nên không nhận chữ ký số này."),
            field="file",
        )


def _found(one: "EmbeddedPdfSignature", *, roots: str, at: dt.datetime) -> Found:
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415 - may be missing
    from pyhanko.sign.validation.status import SignatureCoverageLevel  # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    context = ValidationContext(trust_roots=_roots(roots), moment=at, allow_fetching=False)
    status = validate_pdf_signature(one, context)
    # "intact" alone holds for any bytes of the file, those of another document among them.
    covered = status.coverage or SignatureCoverageLevel.UNCLEAR
    is_whole = covered >= SignatureCoverageLevel.ENTIRE_REVISION and status.docmdp_ok
    if not (status.intact and status.valid and is_whole):
        raise NotSignedSo(
            _("Chữ ký số trong tệp không còn nguyên vẹn nên không nhận."), field="file"
        )
    holder = one.signer_cert
    return Found(
        field=one.field_name,
        subject=holder.subject.human_friendly[:LONGEST_NAME],
        issuer=holder.issuer.human_friendly[:LONGEST_NAME],
        serial=f"{holder.serial_number:x}",
        fingerprint=holder.sha256.hex(),
        signed_at=one.self_reported_timestamp,
        is_trusted=bool(status.trusted),
    )


def _roots(path: str) -> list[Any]:
    """The certificates that the operator trusts; nobody else's, not even those of the system."""
    if not path:
        return []
    return list(_certificates(path, Path(path).stat().st_mtime_ns))


@lru_cache(maxsize=2)
def _certificates(path: str, _changed: int) -> tuple[Any, ...]:
    from pyhanko.keys import load_certs_from_pemder  # noqa: PLC0415 - may be missing

    return tuple(load_certs_from_pemder([path]))
