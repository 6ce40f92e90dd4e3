"""Who hears what becomes of an initiative."""

import datetime as dt

import pytest

from sangkien.adoption.actions import adopting, worth
from sangkien.adoption.actions.asking import ASKED
from sangkien.adoption.enums import Finding
from sangkien.adoption.models import Adoption
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.models import Initiative
from tests.adoption.scenes import Scene, make_adoption_scene
from tests.factories import NOW, actor, make_member
from tests.notices.reading import forget, last, leads_to, told
from tests.web.scene import client_of

DAY = dt.timedelta(days=1)
GROUNDS = "Sổ theo dõi sản lượng tháng 5."


@pytest.fixture
def scene(db: None) -> Scene:
    return make_adoption_scene()


@pytest.fixture
def initiative(scene: Scene) -> Initiative:
    """Confirmed, and that was told."""
    made = scene.confirmed()
    forget()
    return made


def proposed(scene: Scene, initiative: Initiative) -> Adoption:
    return scene.adopt(initiative, user=make_member(scene.cast.sister_factory, "Đinh Đưa Về"))


def test_authors_hear_that_another_unit_adopted_and_which(scene: Scene) -> None:
    fellow = make_member(scene.cast.factory, "Phan Cùng Làm")
    credit = Credit(login=fellow.member_code or "", share_bp=4_000)
    initiative = scene.confirmed(credits=(credit,), author_share_bp=6_000)
    forget()

    scene.adopt(initiative)

    for author in (scene.cast.author, fellow):
        assert told(author) == ["adoption.recorded"]
        assert leads_to(author) == f"/thu-vien/{initiative.code}/"
        assert client_of(author).get(leads_to(author)).status_code == 200
    assert last(fellow).words == scene.cast.sister_factory.name
    assert told(scene.cast.sister_officer) == []


def test_proposal_goes_to_the_officers_and_their_word_back_to_the_member(
    scene: Scene, initiative: Initiative
) -> None:
    adoption = proposed(scene, initiative)

    assert told(scene.cast.sister_officer) == ["adoption.proposed"]
    assert (
        client_of(scene.cast.sister_officer).get(leads_to(scene.cast.sister_officer)).status_code
        == 200
    )
    assert told(scene.cast.author) == told(scene.cast.officer) == []
    adopting.confirm(adoption, by=actor(scene.cast.sister_officer), at=NOW)

    assert told(adoption.brought_by) == ["adoption.recorded:confirmed"]
    assert leads_to(adoption.brought_by) == f"/thu-vien/luot-ap-dung/{adoption.pk}/"
    assert told(scene.cast.author) == ["adoption.recorded"]


def test_what_was_declined_is_told_to_the_member_alone(
    scene: Scene, initiative: Initiative
) -> None:
    adoption = proposed(scene, initiative)
    adopting.decline(
        adoption, reason="Xưởng chưa dùng.", by=actor(scene.cast.sister_officer), at=NOW
    )

    assert told(adoption.brought_by) == ["adoption.declined"]
    assert last(adoption.brought_by).words == "Xưởng chưa dùng."
    assert told(scene.cast.author) == []
    assert told(scene.cast.sister_officer) == []  # there is nothing to confirm any more


@pytest.mark.parametrize("stood", [True, False])
def test_withdrawal_is_told_to_authors_who_had_heard_of_it(
    scene: Scene, initiative: Initiative, *, stood: bool
) -> None:
    adoption = proposed(scene, initiative)
    by = actor(scene.cast.sister_officer)
    if stood:
        adopting.confirm(adoption, by=by, at=NOW)
    forget()
    adopting.withdraw(adoption, reason="Thay máy khác.", by=by, at=NOW)

    assert told(adoption.brought_by) == ["adoption.withdrawn"]
    assert told(scene.cast.author) == (["adoption.withdrawn"] if stood else [])
    if stood:
        assert client_of(scene.cast.author).get(leads_to(scene.cast.author)).status_code == 200


def test_nothing_is_told_about_what_is_not_valid_any_more(
    scene: Scene, initiative: Initiative
) -> None:
    scene.adopt(initiative)
    confirmation.reopen(initiative, reason="Xét lại.", by=actor(scene.cast.officer), at=NOW)

    assert told(scene.cast.author) == ["initiative.reopened"]


@pytest.mark.postgres
def test_question_after_three_months_reaches_the_author_once(scene: Scene) -> None:
    initiative = scene.confirmed()
    forget()
    at = NOW + 95 * DAY

    check = scene.asked(initiative, at=at)
    scene.asked(initiative, at=at)

    assert told(scene.cast.author) == [ASKED]
    assert leads_to(scene.cast.author) == f"/thu-vien/con-dung/{check.pk}/"
    assert client_of(scene.cast.author).get(leads_to(scene.cast.author)).status_code == 200
    assert told(scene.cast.officer) == []  # finds them counted at the desk


def test_question_about_an_adoption_reaches_who_brought_it(
    scene: Scene, initiative: Initiative
) -> None:
    adoption = proposed(scene, initiative)
    adopting.confirm(adoption, by=actor(scene.cast.sister_officer), at=NOW)
    forget()

    scene.asked(initiative, at=NOW + 95 * DAY)

    assert told(adoption.brought_by) == [ASKED]


def verify(
    scene: Scene, initiative: Initiative, finding: Finding, adoption: Adoption | None = None
) -> int:
    made = worth.verify(
        initiative,
        adoption,
        finding=finding,
        amount_vnd=9_000_000 if finding == Finding.AMOUNT else None,
        evidence=GROUNDS,
        by=actor(scene.cast.provincial_officer),
        at=NOW,
    )
    return made.pk


def test_authors_hear_that_the_worth_was_verified_counted_or_not(
    scene: Scene, initiative: Initiative
) -> None:
    by = actor(scene.cast.superior_officer)
    verify(scene, initiative, Finding.INSUFFICIENT)
    version = verify(scene, initiative, Finding.AMOUNT)
    for chosen, reason in ((version, "Khớp sổ sách."), (None, "Sổ sách sai.")):
        worth.count(initiative, verification_id=chosen, reason=reason, by=by, at=NOW)

    assert told(scene.cast.author) == [
        "adoption.benefit_verified:insufficient",
        "adoption.benefit_verified",
        "adoption.benefit_counted",
        "adoption.benefit_counted:none",
    ]
    notice = last(scene.cast.author)
    assert notice.words == "Sổ sách sai."
    assert "9" not in notice.title + notice.words  # amounts stay on the page


def test_worth_at_another_unit_is_told_to_who_brought_it_there(
    scene: Scene, initiative: Initiative
) -> None:
    adoption = scene.adopt(initiative)
    forget()

    verify(scene, initiative, Finding.AMOUNT, adoption)

    assert told(scene.cast.sister_officer) == ["adoption.benefit_verified"]
    assert told(scene.cast.author) == []
