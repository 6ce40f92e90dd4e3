"""Where uploaded files lie, who scans them and who hands them out, as an operator sets it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ImproperlyConfigured


def scanner(variables: Mapping[str, str]) -> str:
    """`SANGKIEN_CLAMAV`: `unix:/run/clamav/clamd.ctl` or `tcp:host:3310`; empty is none."""
    address = variables.get("SANGKIEN_CLAMAV", "").strip()
    kind, _, where = address.partition(":")
    host, _, port = where.rpartition(":")
    is_right = (kind == "unix" and where.startswith("/")) or (
        kind == "tcp" and host and port.isdecimal()
    )
    if address and not is_right:
        raise ImproperlyConfigured(
            "SANGKIEN_CLAMAV: unix:/đường/dẫn hoặc / or tcp:máy:cổng (host:port)"
        )
    return address


def accel(variables: Mapping[str, str]) -> str:
    """`SANGKIEN_ACCEL=/noi-bo/tep/`: an `internal` location of nginx over the folder of files."""
    prefix = variables.get("SANGKIEN_ACCEL", "").strip()
    if not prefix:
        return ""
    if not prefix.startswith("/") or variables.get("SANGKIEN_FILES"):
        raise ImproperlyConfigured(
            "SANGKIEN_ACCEL: bắt đầu bằng dấu / và chỉ dùng khi tệp nằm trên đĩa của máy / "
            "starts with a slash and goes with files on the local disk only"
        )
    return prefix.rstrip("/") + "/"


def storage(variables: Mapping[str, str], data_dir: Path) -> dict[str, Any]:
    """The folder `files` of the data folder, or `SANGKIEN_FILES=s3://bucket/prefix?endpoint=…`.

    Keys come from the usual AWS variables or the machine's own role, never from the address.
    """
    address = variables.get("SANGKIEN_FILES", "").strip()
    if not address:
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {
                "location": data_dir / "files",
                "file_permissions_mode": 0o600,
                "directory_permissions_mode": 0o700,
            },
        }
    parts = urlsplit(address)
    if parts.scheme != "s3" or not parts.hostname or parts.username:
        raise ImproperlyConfigured("SANGKIEN_FILES: s3://bucket/prefix?endpoint=https://…&region=…")
    asked = {key: values[0] for key, values in parse_qs(parts.query).items()}
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": parts.netloc,
            "location": parts.path.strip("/"),
            "endpoint_url": asked.get("endpoint"),
            "region_name": asked.get("region"),
            "addressing_style": asked.get("addressing"),
            "default_acl": None,
            "file_overwrite": False,
            "querystring_auth": True,
        },
    }
