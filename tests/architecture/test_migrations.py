import pytest
from django.core.management import call_command
from django.db import models

from sangkien.project.autodetector import Autodetector


@pytest.mark.django_db
def test_migrations_match_the_models() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def deconstructed(field: models.Field) -> object:  # type: ignore[type-arg]
    return Autodetector.deep_deconstruct(object.__new__(Autodetector), field)


def test_wording_makes_no_migration() -> None:
    plain = models.CharField(max_length=10)
    worded = models.CharField("tên", max_length=10, help_text="Tên gọi", choices=[("a", "A")])

    assert deconstructed(plain) == deconstructed(worded)


def test_a_change_of_the_column_makes_a_migration() -> None:
    assert deconstructed(models.CharField(max_length=10)) != deconstructed(
        models.CharField(max_length=11)
    )
