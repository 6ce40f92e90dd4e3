"""Files that leave the product: through a view that found them visible, never by an address of
their own. Only pictures that we drew ourselves and checked sound are shown inside pages; everything else is
offered for download.
"""

import re
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from sangkien.core import clock, text
from sangkien.core.periods import local_day
from sangkien.files.enums import PICTURES, SOUNDS, FileKind
from sangkien.files.queries import ensure_ready, opened_as
from sangkien.web.shared import page_tables
from sangkien.web.shared.http import PRIVATE
from sangkien.web.shared.page_tables import PageTables

if TYPE_CHECKING:
    from sangkien.files.models import StoredFile

CSV = "text/csv; charset=utf-8"
CHUNK = 64 * 1024
# Whatever a file contains, a browser that opens it gives it no script, no form and no origin.
SANDBOX = "sandbox; default-src 'none'"
RANGE = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")


def file_response(
    stored: "StoredFile",
    *,
    request: HttpRequest | None = None,
    inline: bool = False,
    small: bool = False,
    public: bool = False,
) -> HttpResponseBase:
    """A stored file. The view has made sure that the reader may have it.

    `small` is the small one of a picture; `request` lets players ask for a part of a recording;
    `public` leaves the cache to `public_page`.
    """
    ensure_ready(stored)
    is_small = small and bool(stored.small_name)
    name = stored.small_name if is_small else stored.name
    kind = FileKind.JPEG if is_small else stored.kind
    response = _body(stored, name, None if is_small else stored.size, kind, request)
    is_shown = inline and kind in PICTURES | SOUNDS
    return _headed(response, stored.original_name, inline=is_shown, public=public)


def _body(
    stored: "StoredFile", name: str, size: int | None, kind: FileKind, request: HttpRequest | None
) -> HttpResponseBase:
    if settings.ACCEL and not stored.is_sealed:
        response = HttpResponse(content_type=kind.value)
        response["X-Accel-Redirect"] = quote(settings.ACCEL + name)
        return response
    asked = _range(request, size) if request is not None and size and kind in SOUNDS else None
    if asked is None or size is None:
        whole = StreamingHttpResponse(_chunks(stored, name), content_type=kind.value)
        if size is not None:
            whole["Content-Length"] = str(size)
        if kind in SOUNDS:
            whole["Accept-Ranges"] = "bytes"
        return whole
    return _part(stored, name, size, kind, asked)


def _part(
    stored: "StoredFile", name: str, size: int, kind: FileKind, asked: tuple[int, int]
) -> HttpResponseBase:
    first, last = asked
    if first >= size:
        refused = HttpResponse(status=416)
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    chunks = _chunks(stored, name, first=first, length=last - first + 1)
    part = StreamingHttpResponse(chunks, status=206, content_type=kind.value)
    part["Content-Length"] = str(last - first + 1)
    part["Content-Range"] = f"bytes {first}-{last}/{size}"
    part["Accept-Ranges"] = "bytes"
    return part


def _range(request: HttpRequest, size: int) -> tuple[int, int] | None:
    """First and last byte that are asked for; None for the whole, which every server may send."""
    found = RANGE.fullmatch(request.headers.get("Range", ""))
    if found is None or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        return max(size - int(last), 0), size - 1
    end = min(int(last), size - 1) if last else size - 1
    return (int(first), end) if end >= int(first) or int(first) >= size else None


def _chunks(
    stored: "StoredFile", name: str, *, first: int = 0, length: int | None = None
) -> Iterator[bytes]:
    """A file that is closed is opened at once, so that a missing key can still be said."""
    opened = opened_as(stored, name) if stored.is_sealed else None
    return _read(stored, name, opened, first=first, length=length)


def _read(
    stored: "StoredFile", name: str, opened: IO[Any] | None, *, first: int, length: int | None
) -> Iterator[bytes]:
    """Opened when the first chunk is asked for: an answer that nobody reads leaves nothing open."""
    with opened or opened_as(stored, name) as file:
        file.seek(first)
        left = length
        while chunk := file.read(CHUNK if left is None else min(CHUNK, left)):
            left = None if left is None else left - len(chunk)
            yield chunk


def workbook_response(content: bytes, name: str, *, public: bool = False) -> HttpResponseBase:
    """An Excel file that we made just now."""
    response = HttpResponse(content, content_type=FileKind.XLSX.value)
    return _headed(response, name, public=public)


def named(response: HttpResponseBase, name: str, *, public: bool = False) -> HttpResponseBase:
    """An answer that we write just now, as a file to keep."""
    return _headed(response, name, public=public)


def tables_response(page: PageTables, kind: str, *, is_public: bool) -> HttpResponseBase:
    """The tables of a page, as "xlsx" or "csv"."""
    stem = "-".join(re.findall(r"[a-z0-9]+", text.fold(page.title)))[:60]
    name = f"{stem}-{local_day(clock.now()):%Y%m%d}.{kind}"
    if kind == "xlsx":
        return workbook_response(page_tables.workbook(page), name, public=is_public)
    plain = HttpResponse(page_tables.lines(page), content_type=CSV)
    return named(plain, name, public=is_public)


def pdf_response(content: bytes, name: str) -> HttpResponseBase:
    """A paper that we made just now."""
    return _headed(HttpResponse(content, content_type=FileKind.PDF.value), name)


def docx_response(content: bytes, name: str) -> HttpResponseBase:
    """The same for Word."""
    return _headed(HttpResponse(content, content_type=FileKind.DOCX.value), name)


def zip_response(chunks: Iterator[bytes], name: str) -> HttpResponseBase:
    """An archive that is written while it is read."""
    return _headed(StreamingHttpResponse(chunks, content_type="application/zip"), name)


def _headed(
    response: HttpResponseBase, name: str, *, inline: bool = False, public: bool = False
) -> HttpResponseBase:
    """`filename*` of RFC 6266 keeps Vietnamese names."""
    disposition = content_disposition_header(as_attachment=not inline, filename=name)
    response["Content-Disposition"] = disposition or "attachment"
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    if not public:
        response["Cache-Control"] = PRIVATE
    return response
