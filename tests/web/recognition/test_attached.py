"""What a council sees of the files that a programme asked for: blind, and members only."""

import pytest

from sangkien.core import clock
from sangkien.councils.models import AgendaItem
from sangkien.initiatives.actions import confirmation, submission
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.queries import with_authors
from sangkien.recognition.actions import hearing
from tests.councils.scene import Body, make_body
from tests.factories import NOW, actor, make_cast, make_member
from tests.files.samples import paper
from tests.initiatives.asking import PAPER, PHOTO, answer, asking, whole_draft
from tests.web.scene import client_of, text_of

pytestmark = pytest.mark.django_db
OK, GONE = 200, 404


@pytest.fixture
def body() -> Body:
    return make_body(make_cast(), at=clock.now())


@pytest.fixture
def item(body: Body) -> AgendaItem:
    """A confirmed initiative with a photo and a paper, before the council."""
    cast = body.cast
    draft = whole_draft(asking(cast.province, (PHOTO, PAPER)), cast.factory, cast.author)
    answer(draft, name="Nguyễn Văn An.jpg")
    answer(draft, "q2", paper(), name="Nguyễn Văn An.pdf")
    submission.submit(draft, by=actor(cast.author), received_at=NOW, at=NOW)
    sent = Initiative.objects.get(pk=draft.pk)
    confirmation.confirm(sent, by=actor(cast.officer), at=NOW)
    session = body.session(table=None)
    [brought] = hearing.bring(
        cast.factory, [with_authors(sent)], session, by=body.officer, at=clock.now()
    )
    return AgendaItem.objects.select_related("session").get(pk=brought.item_id)


def test_members_see_the_files_without_a_name(body: Body, item: AgendaItem) -> None:
    member = client_of(body.users[3])
    page = member.get(f"/ky-hop/{item.session_id}/noi-dung/{item.pk}/")
    words, markup = text_of(page), page.content.decode()

    assert "Ảnh nơi áp dụng: có trong hồ sơ" in words
    assert "Nguyễn Văn An.jpg" not in words
    assert "Nguyễn Văn An.pdf" not in words
    for file_pk in Initiative.objects.get().evidence.values_list("pk", flat=True):
        address = f"/ky-hop/{item.session_id}/noi-dung/{item.pk}/tep/{file_pk}/"
        assert address in markup
        got = member.get(address)
        assert got.status_code == OK
        assert "noi-dung-1" in got["Content-Disposition"]


def test_nobody_outside_the_council_gets_them(body: Body, item: AgendaItem) -> None:
    row = Initiative.objects.get().evidence.first()
    assert row is not None
    address = f"/ky-hop/{item.session_id}/noi-dung/{item.pk}/tep/{row.pk}/"
    strangers = (body.cast.author, body.cast.superior_officer, make_member(body.cast.factory))

    assert [client_of(one).get(address).status_code for one in strangers] == [GONE] * 3
    other = address.replace(f"/tep/{row.pk}/", "/tep/999999/")
    assert client_of(body.users[3]).get(other).status_code == GONE


def test_an_item_without_an_initiative_has_none(body: Body) -> None:
    plain = body.item(body.session(table=None), is_scored=False)
    page = client_of(body.users[3]).get(f"/ky-hop/{plain.session_id}/noi-dung/{plain.pk}/")
    assert page.status_code == OK
    assert "tệp chương trình yêu cầu" not in text_of(page)
