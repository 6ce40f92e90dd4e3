"""A number written by hand while others are given, on both databases."""

import pytest

from sangkien.papers.actions import issuing
from sangkien.papers.models import IssuedPaper
from tests.factories import NOW, SYSTEM, make_cast
from tests.papers.test_issuing import draft
from tests.threads import outcomes, refusals

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def test_given_numbers_never_run_into_one_that_is_written_at_the_same_moment() -> None:
    unit = make_cast().factory

    def issue(own_number: str = "") -> object:
        return issuing.issue(draft(unit, own_number=own_number), by=SYSTEM, at=NOW).label

    found = outcomes(issue, lambda: issue("02/GCN-CĐCS"), issue, issue)

    written = refusals(found)  # given to somebody else a moment before, at most
    given = [one.number or 0 for one in IssuedPaper.objects.exclude(number=None)]
    assert len(written) <= 1
    assert sorted(given) == ([1, 2, 3] if written else [1, 3, 4])
