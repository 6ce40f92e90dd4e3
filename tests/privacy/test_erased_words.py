"""What somebody wrote is erased where it stands, and stands nowhere for ever."""

import pytest

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core import personal
from sangkien.councils.actions import agenda
from sangkien.councils.models import Interest
from sangkien.followup.actions import contacting
from sangkien.followup.models import Contact
from sangkien.initiatives.actions import sharing
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.models import CoAuthor
from sangkien.journal.models import Entry
from sangkien.privacy.actions import erasing, requests
from sangkien.privacy.enums import RequestKind
from sangkien.recognition.actions import appealing, refusing
from sangkien.recognition.models import Appeal
from sangkien.support.actions import asking, helping
from sangkien.support.models import HelpNote, HelpRequest
from sangkien.units.models import Unit
from tests.councils.scene import make_body
from tests.factories import (
    NOW,
    actor,
    make_cast,
    make_initiative,
    make_member,
    make_officer,
    make_programme,
)
from tests.recognition.scene import REASON, valid

pytestmark = pytest.mark.django_db
SECRET = "Anh rể tôi là trưởng phòng"


def erase(user: User) -> None:
    unit = Unit.objects.get(parent__parent=None, parent__isnull=False)
    officer = make_officer(unit, RoleKey.DATA_OFFICER, "Kim Bảo Mật")
    asked = requests.send(user, kind=RequestKind.DELETE, text="Xóa.", by=actor(user), at=NOW)
    erasing.erase(asked, text="Đã xóa.", by=actor(officer), at=NOW)


def journal() -> str:
    return str(list(Entry.objects.values_list("name", "payload")))


def test_a_family_tie_told_to_a_council_is_not_kept_for_ever() -> None:
    body = make_body()
    item = body.opened().items.get()
    agenda.declare_interest(item, body.users[3], sentence=SECRET, by=body.by(3), at=NOW)
    assert SECRET in Interest.objects.get().sentence

    erase(body.users[3])

    assert SECRET not in journal() + Interest.objects.get().sentence
    assert "council.interest_declared" in journal()


def test_a_unit_is_not_called_any_more_at_a_number_that_was_a_person_s() -> None:
    """Their own number, noted for their unit by the office above: the account loses it last."""
    cast = make_cast()
    User.objects.filter(pk=cast.author.pk).update(phone="0912345999")
    for unit, number in ((cast.factory, "0912 345 999"), (cast.sister_factory, "0297 3863 456")):
        by = actor(cast.superior_officer)
        contacting.note_contact(unit, phone=number, whose="chị Dung", by=by, at=NOW)

    erase(cast.author)

    assert [row.unit for row in Contact.objects.all()] == [cast.sister_factory]


def test_an_appeal_leaves_its_words_in_no_journal() -> None:
    cast = make_cast()
    initiative = valid(make_programme(cast.province), cast)
    refusing.refuse(cast.factory, initiative, reason=REASON, by=actor(cast.officer), at=NOW)
    appealing.appeal(initiative, text=f"{SECRET}. " * 5, by=actor(cast.author), at=NOW)
    assert SECRET in Appeal.objects.get().text

    erase(cast.author)

    assert SECRET not in journal() + Appeal.objects.get().text
    assert Appeal.objects.get().refused_reason == REASON


def test_an_objection_to_a_share_is_erased() -> None:
    cast = make_cast()
    second = make_member(cast.factory, "Lục Thị Đào", member_code="DV7777")
    shared = make_initiative(
        make_programme(cast.province),
        cast.factory,
        cast.author,
        author_share_bp=7000,
        credits=(Credit(share_bp=3000, login="DV7777"),),
    )
    sharing.object_to(shared, reason=SECRET, by=actor(second), at=NOW)

    erase(second)

    assert SECRET not in journal() + str(list(CoAuthor.objects.values_list()))


def test_what_was_asked_and_written_for_help_is_shown_and_erased() -> None:
    cast = make_cast()
    asked = asking.ask(cast.factory, need=SECRET, by=actor(cast.author), at=NOW)
    helping.take(asked, by=actor(cast.officer), at=NOW)
    helping.write(asked, text=f"{SECRET}!", by=actor(cast.author), at=NOW)
    helping.write(asked, text="Tôi gọi lại.", by=actor(cast.officer), at=NOW)

    held = {one.key: str(list(one.collect(cast.author.pk))) for one in personal.holdings()}
    assert f"{SECRET}!" in held["help_notes"]
    assert "Tôi gọi lại." not in held["help_notes"]
    erase(cast.author)

    notes = list(HelpNote.objects.order_by("pk").values_list("text", flat=True))
    assert SECRET not in f"{journal()}{notes}{HelpRequest.objects.get().need}"
    assert notes[1] == "Tôi gọi lại."
    assert not HelpRequest.objects.get().is_open


def test_who_was_helped_by_somebody_erased_waits_for_another() -> None:
    cast = make_cast()
    asked = asking.ask(cast.factory, need="Giúp tôi.", by=actor(cast.author), at=NOW)
    helping.take(asked, by=actor(cast.officer), at=NOW)

    erase(cast.officer)

    asked.refresh_from_db()
    assert (asked.is_waiting, asked.helper) == (True, None)
