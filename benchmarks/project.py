"""Point this process, and the ones it starts, at the database that is measured."""

import os
from collections.abc import Mapping
from pathlib import Path

import django

RESULTS = Path(__file__).resolve().parent / "results"  # not under version control


def environment(url: str, **more: str) -> dict[str, str]:
    """The variables of a production set-up on this machine, background work apart."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "sangkien.project.settings",
        "SANGKIEN_ENV": "production",
        "SANGKIEN_DATA_DIR": str(RESULTS / "data"),
        "SANGKIEN_DATABASE_URL": url,
        "SANGKIEN_SECRET_KEY": "only-for-measurements-on-this-machine-0123456789",
        "SANGKIEN_WORKER": "separate",
        "SANGKIEN_SECOND_FACTOR": "off",  # visitors are signed in without one
        **more,
    }


def use(url: str) -> None:
    """Set Django up for a database; call it before anything imports a model."""
    wanted: Mapping[str, str] = environment(url)
    os.environ.update(wanted)
    (RESULTS / "data").mkdir(parents=True, exist_ok=True)
    django.setup()
