"""What the library lets one choose from."""

import pytest

from sangkien.adoption.queries import library, library_fields
from sangkien.programmes.models import Field
from tests.factories import make_cast, make_programme

pytestmark = pytest.mark.django_db


def test_fields_of_the_newest_programmes_can_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "MOST_FIELDS", 3)
    province = make_cast().province
    for names in (("Cũ", "Xưa"), ("An toàn", "Tiết kiệm"), ("AN TOÀN", "Chuyển đổi số")):
        programme = make_programme(province)
        programme.fields.all().delete()
        Field.objects.bulk_create(
            Field(programme=programme, number=number, name=name)
            for number, name in enumerate(names, start=1)
        )

    assert library_fields() == [
        ("an toan", "AN TOÀN"),
        ("chuyen doi so", "Chuyển đổi số"),
        ("tiet kiem", "Tiết kiệm"),
    ]
