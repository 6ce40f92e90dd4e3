"""What the tests of trade secrets share."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.factories import make_cast, make_programme
from tests.initiatives.secret_scene import Secret, asking


@pytest.fixture
def secret(db: None) -> Secret:
    cast = make_cast()
    return Secret(cast=cast, programme=asking(make_programme(cast.province)))


@pytest.fixture
def own_storage(settings: Settings, tmp_path: Path) -> None:
    """Nothing of other tests lies there."""
    options = {"location": str(tmp_path)}
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "files": backend}
