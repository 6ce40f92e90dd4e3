"""Requests that Django itself cannot be built from."""

from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest

from sangkien.project.gateway import refuse_unreadable


def status_of(content_type: str) -> str:
    seen: list[str] = []

    def inner(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("200 OK", [])
        return [b""]

    environ: dict[str, Any] = {"CONTENT_TYPE": content_type}
    setup_testing_defaults(environ)
    refuse_unreadable(inner)(environ, lambda status, headers: seen.append(status))
    return seen[0]


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/form-data; boundary=x; charset=rot13",
        "multipart/form-data; boundary=x; charset=utf-16",
        "application/x-www-form-urlencoded; charset=iso-8859-1",
        "text/plain; charset*=nosuch''utf-8",
        "text/plain; charset=no-such",
        "text/plain; charset=\x00",
    ],
)
def test_foreign_charset_is_refused(content_type: str) -> None:
    assert status_of(content_type) == "400 Bad Request"


@pytest.mark.parametrize(
    "content_type",
    ["", "multipart/form-data; boundary=x", "text/html; charset=UTF-8", "application/json"],
)
def test_usual_content_types_pass(content_type: str) -> None:
    assert status_of(content_type) == "200 OK"
