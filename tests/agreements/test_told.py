"""Who is told of changes and results of targets."""

import pytest

from sangkien.agreements.actions import changing, reporting
from tests.agreements.test_results import DAY, give, report, wish
from tests.factories import NOW, Cast, actor, make_cast
from tests.notices.reading import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_the_level_that_assigns_hears_of_a_wish_and_the_holder_of_the_change(cast: Cast) -> None:
    by, above = actor(cast.superior_officer), actor(cast.provincial_officer)
    asked = changing.ask_change(give(cast), wish(), by=by, at=NOW)
    assert told(cast.provincial_officer) == ["target.change_asked"]

    changing.approve_change(asked, by=above, at=NOW + DAY)

    heard = set(told(cast.superior_officer))
    assert heard == {"target.revised", "target.change_approved"}


def test_a_result_goes_up_and_the_answer_comes_back(cast: Cast) -> None:
    result = report(give(cast), 3, by=actor(cast.superior_officer))
    assert told(cast.provincial_officer) == ["target.result_reported"]
    reporting.return_result(result, "Đếm trùng", by=actor(cast.provincial_officer), at=NOW)
    assert told(cast.superior_officer) == ["target.result_returned"]
