"""What is written down is Vietnamese, whoever's page was English."""

import pytest
from django.utils import translation

from sangkien.councils.models import AgendaItem
from sangkien.journal.models import Entry
from sangkien.programmes.rules import months, weeks
from sangkien.recognition.actions import hearing
from tests.councils.scene import make_body
from tests.factories import NOW, TODAY, make_programme
from tests.recognition.scene import valid


@pytest.mark.django_db
def test_what_comes_before_a_council_is_written_in_vietnamese() -> None:
    body = make_body()
    initiative = valid(make_programme(body.cast.province), body.cast)

    with translation.override("en"):
        hearing.bring(
            body.cast.factory, [initiative], body.session(table=None), by=body.officer, at=NOW
        )

    assert AgendaItem.objects.get().summary.startswith("Trước đây: ")
    told = Entry.objects.get(name="recognition.brought_before_council")
    assert told.payload["reason"].startswith("Kỳ họp ")


def test_names_of_weeks_and_months_are_vietnamese() -> None:
    with translation.override("en"):
        names = [weeks(TODAY, TODAY)[0].name, months(TODAY, TODAY)[0].name]

    assert names == ["Tuần 1 (20/05 – 20/05)", "Tháng 5/2026"]
