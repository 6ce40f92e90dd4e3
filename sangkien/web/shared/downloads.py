"""Files that leave the product: always as a download, never shown inside our pages."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from sangkien.files.enums import FileKind
from sangkien.files.queries import opened
from sangkien.web.shared.http import PRIVATE

if TYPE_CHECKING:
    from sangkien.files.models import StoredFile

CHUNK = 64 * 1024
# Whatever a file contains, a browser that opens it gives it no script, no form and no origin.
SANDBOX = "sandbox; default-src 'none'"


def file_response(stored: "StoredFile") -> HttpResponseBase:
    """A stored file. The view has made sure that the reader may have it."""
    response = StreamingHttpResponse(_chunks(stored), content_type=stored.content_type)
    return _as_download(response, stored.original_name)


def _chunks(stored: "StoredFile") -> Iterator[bytes]:
    """Opened when the first chunk is asked for: an answer that nobody reads leaves nothing open."""
    with opened(stored) as file:
        while chunk := file.read(CHUNK):
            yield chunk


def workbook_response(content: bytes, name: str) -> HttpResponseBase:
    """An Excel file that we made just now."""
    response = HttpResponse(content, content_type=FileKind.XLSX.value)
    return _as_download(response, name)


def pdf_response(content: bytes, name: str) -> HttpResponseBase:
    """A paper that we made just now."""
    return _as_download(HttpResponse(content, content_type=FileKind.PDF.value), name)


def _as_download(response: HttpResponseBase, name: str) -> HttpResponseBase:
    """`filename*` of RFC 6266 keeps Vietnamese names."""
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Disposition"] = disposition or "attachment"
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = PRIVATE
    return response
