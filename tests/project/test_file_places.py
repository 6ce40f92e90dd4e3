from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from sangkien.project import checks, file_places
from tests.files.clamd import Clamd

DATA = Path("/var/lib/sangkien")


@pytest.mark.parametrize("address", ["", "unix:/run/clamd.ctl", "tcp:clamav:3310"])
def test_a_scanner_is_a_socket_or_a_host_with_a_port(address: str) -> None:
    assert file_places.scanner({"SANGKIEN_CLAMAV": address}) == address


@pytest.mark.parametrize("address", ["clamd", "unix:clamd.ctl", "tcp:clamav", "http://clamav:3310"])
def test_another_scanner_stops_the_process(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="SANGKIEN_CLAMAV"):
        file_places.scanner({"SANGKIEN_CLAMAV": address})


def test_files_lie_in_the_data_folder_for_the_service_alone() -> None:
    found = file_places.storage({}, DATA)

    assert found["OPTIONS"]["location"] == DATA / "files"
    assert found["OPTIONS"]["file_permissions_mode"] == 0o600


def test_files_may_lie_in_a_private_bucket() -> None:
    address = "s3://tep/sang-kien?endpoint=https://s3.example.vn&region=hn"
    options = file_places.storage({"SANGKIEN_FILES": address}, DATA)["OPTIONS"]

    assert (options["bucket_name"], options["location"]) == ("tep", "sang-kien")
    assert (options["endpoint_url"], options["region_name"]) == ("https://s3.example.vn", "hn")
    assert options["default_acl"] is None


@pytest.mark.parametrize("address", ["http://tep", "s3://", "s3://key:secret@tep/", "/srv/files"])
def test_another_place_stops_the_process(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="SANGKIEN_FILES"):
        file_places.storage({"SANGKIEN_FILES": address}, DATA)


def test_nginx_reads_local_files_only() -> None:
    assert file_places.accel({"SANGKIEN_ACCEL": "/noi-bo/tep"}) == "/noi-bo/tep/"
    for wrong in (
        {"SANGKIEN_ACCEL": "noi-bo"},
        {"SANGKIEN_ACCEL": "/noi-bo/", "SANGKIEN_FILES": "s3://tep"},
    ):
        with pytest.raises(ImproperlyConfigured, match="SANGKIEN_ACCEL"):
            file_places.accel(wrong)


def test_check_says_whether_files_are_scanned(settings: Any, tmp_path: Path) -> None:
    settings.CLAMAV = ""
    assert [found.id for found in checks.virus_scanner()] == ["sangkien.I004"]
    daemon = Clamd(tmp_path / "c")
    settings.CLAMAV = daemon.address
    assert [found.id for found in checks.virus_scanner()] == ["sangkien.I005"]
    daemon.stop()
    assert [found.id for found in checks.virus_scanner()] == ["sangkien.W005"]
