"""Two files for the same question at the same moment, two people who decide at once."""

from functools import partial

import pytest

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core.errors import ChangedMeanwhile
from sangkien.initiatives import evidence as held
from sangkien.initiatives.models import Evidence, Initiative
from sangkien.journal.models import Entry
from sangkien.programmes.actions import windows
from sangkien.programmes.models import Period, WindowChange
from sangkien.programmes.windows import Days
from tests.factories import NOW, actor, make_cast, make_officer, make_programme
from tests.files.samples import picture
from tests.initiatives.asking import answer, asking, whole_draft
from tests.threads import outcomes, refusals

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def test_of_two_files_at_once_one_counts() -> None:
    cast = make_cast()
    draft = whole_draft(asking(cast.province), cast.factory, cast.author)

    def send(width: int) -> Evidence:
        content = picture(size=(width, 30))
        return answer(Initiative.objects.get(pk=draft.pk), content=content)

    found = outcomes(partial(send, 40), partial(send, 41), partial(send, 40))

    assert refusals(found) == []
    assert len(held.given(draft)) == 1
    assert Evidence.objects.filter(replaced_at=None).count() == 1


def test_of_two_second_persons_at_once_one_approves() -> None:
    cast = make_cast()
    phase = make_programme(cast.province).periods.get(kind="phase")
    seconds = [
        make_officer(cast.province, RoleKey.PROVINCIAL_OFFICER, f"Người hai {n}") for n in (1, 2)
    ]
    first = Period.objects.select_related("programme__owner").get(pk=phase.pk)
    by = actor(cast.provincial_officer)
    change = windows.propose_window(first, Days(), reason="Theo hướng dẫn mới", by=by, at=NOW)

    def approve(who: User) -> WindowChange:
        fresh = WindowChange.objects.select_related("period__programme__owner").get(pk=change.pk)
        return windows.approve_window(fresh, by=actor(who), at=NOW)

    found = outcomes(*(partial(approve, who) for who in seconds))

    assert [type(refusal) for refusal in refusals(found)] == [ChangedMeanwhile]
    assert Entry.objects.filter(name="programme.window_changed").count() == 1
