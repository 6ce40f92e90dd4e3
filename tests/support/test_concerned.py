"""Who hears of a request for help."""

import pytest

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.notices.models import Notice
from sangkien.support.actions import asking, helping
from sangkien.support.models import HelpRequest
from tests.factories import NOW, Cast, actor, make_cast, make_officer
from tests.notices.reading import delivered, forget, last, leads_to, told
from tests.web.scene import client_of

NEED = "Chưa biết viết phần kết quả, nhờ gọi 0912 345 678."


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def helper(cast: Cast) -> User:
    return make_officer(cast.superior, RoleKey.SUPPORT, "Tô Tổ Viên")


def ask(cast: Cast) -> HelpRequest:
    return asking.ask(cast.factory, need=NEED, by=actor(cast.author), at=NOW)


def test_team_above_the_unit_is_told_and_not_the_officers(cast: Cast, helper: User) -> None:
    ask(cast)

    assert told(helper) == ["support.asked"]
    assert client_of(helper).get(leads_to(helper)).status_code == 200
    delivered()
    assert Notice.objects.count() == 1
    assert NEED not in last(helper).title + last(helper).words


def test_without_a_team_the_officers_of_the_unit_are_told(cast: Cast) -> None:
    ask(cast)

    assert told(cast.officer) == ["support.asked"]
    assert told(cast.sister_officer) == told(cast.superior_officer) == []


def test_asker_hears_of_each_step_and_the_helper_of_each_reply(cast: Cast, helper: User) -> None:
    request = ask(cast)
    forget()

    helping.take(request, by=actor(helper), at=NOW)
    helping.write(request, text="Anh gửi ảnh nhé.", by=actor(helper), at=NOW)
    helping.write(request, text="Đã gửi.", by=actor(cast.author), at=NOW)
    helping.close(request, text="Đã viết xong.", by=actor(helper), at=NOW)
    asking.thank(request, by=actor(cast.author), at=NOW)

    assert told(cast.author) == ["support.taken", "support.answered", "support.closed"]
    assert told(helper) == ["support.answered", "support.thanked"]
    for user in (cast.author, helper):
        assert leads_to(user) == f"/ho-tro/{request.pk}/"
        assert client_of(user).get(leads_to(user)).status_code == 200
    assert not Notice.objects.filter(words__contains="ảnh").exists()


def test_what_was_taken_meanwhile_is_offered_to_nobody(cast: Cast, helper: User) -> None:
    request = ask(cast)
    other = make_officer(cast.superior, RoleKey.SUPPORT, "Lý Tổ Viên")
    helping.take(request, by=actor(helper), at=NOW)

    assert told(other) == []


def test_helper_hears_that_it_was_taken_back(cast: Cast, helper: User) -> None:
    request = ask(cast)
    helping.take(request, by=actor(helper), at=NOW)
    forget()

    asking.cancel(request, by=actor(cast.author), at=NOW)

    assert told(helper) == ["support.cancelled"]
    assert told(cast.author) == []
