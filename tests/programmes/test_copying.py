"""A programme that begins as an earlier one was."""

import pytest

from sangkien.programmes import queries
from sangkien.programmes.actions import copying, drafting
from sangkien.programmes.actions.drafting import Content
from sangkien.programmes.enums import SolutionKind
from sangkien.programmes.errors import InvalidProgramme
from sangkien.programmes.models import Programme
from tests.factories import NOW, Cast, actor, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def draft(cast: Cast, title: str) -> Programme:
    content = Content(title=title, kinds=(SolutionKind.TECHNICAL,), fields=("Sản xuất", "An toàn"))
    return drafting.draft_programme(
        cast.province, content=content, by=actor(cast.provincial_officer), at=NOW
    )


def test_a_copy_says_what_the_source_says_and_a_second_tap_copies_nothing(cast: Cast) -> None:
    source, by = draft(cast, "Sáng kiến năm 2026"), actor(cast.provincial_officer)

    copies = [
        copying.copy_programme(source, cast.province, title="Sáng kiến năm 2027", by=by, at=NOW)
        for _tap in range(2)
    ]

    assert copies[0] == copies[1] != source
    assert [field.name for field in queries.fields(copies[0])] == ["Sản xuất", "An toàn"]
    assert copies[0].accepted_kinds == source.accepted_kinds
    assert Programme.objects.count() == 2


def test_a_draft_is_not_copied_under_its_own_title(cast: Cast) -> None:
    source = draft(cast, "Sáng kiến năm 2026")

    with pytest.raises(InvalidProgramme) as refused:
        copying.copy_programme(
            source, cast.province, title=source.title, by=actor(cast.provincial_officer), at=NOW
        )

    assert refused.value.field == "title"
    assert Programme.objects.count() == 1
