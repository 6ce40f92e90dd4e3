"""What is open for somebody who asked to be erased ends; what lay with us is shown before, and gone after."""

import pytest

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.commendation import verifying, verifying_acts
from sangkien.commendation.actions import dossiers_chain, dossiers_council, revoking
from sangkien.commendation.actions.dossiers_erasing import ERASED
from sangkien.commendation.enums import DossierState, Outcome
from sangkien.commendation.errors import InvalidDossier
from sangkien.commendation.models import Conferral, Dossier, DossierStep, Restoration, Revocation
from sangkien.commendation.queries import register
from sangkien.core import personal
from sangkien.councils.actions import sessions
from sangkien.councils.enums import CouncilKind
from sangkien.councils.models import AgendaItem, Council
from sangkien.journal.models import Entry
from sangkien.papers.models import IssuedPaper
from sangkien.papers.verifying import check_papers
from sangkien.privacy.actions import erasing, requests
from sangkien.privacy.enums import RequestKind
from tests.commendation.deciding import drafted, make_award, make_round, passed, signed
from tests.commendation.scenes import Nominating
from tests.commendation.test_council import brought
from tests.councils.scene import make_body
from tests.factories import NOW, Cast, actor, make_cast, make_officer
from tests.recognition.scene import proven

pytestmark = pytest.mark.django_db
SECRET = "Khai khống vì nợ nần của gia đình"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def erase(user: User, cast: Cast) -> None:
    officer = make_officer(cast.province, RoleKey.DATA_OFFICER, "Kim Bảo Mật")
    asked = requests.send(user, kind=RequestKind.DELETE, text="Xóa.", by=actor(user), at=NOW)
    erasing.erase(asked, text="Đã xóa.", by=actor(officer), at=NOW)


def quiet() -> list[str]:
    return [*verifying.check_register(), *verifying_acts.check_acts(), *check_papers()]


@pytest.mark.parametrize("kind", ["draft", "sent", "incomplete", "complete", "passed"])
def test_what_is_open_ends_with_the_reason(cast: Cast, kind: str) -> None:
    scene = Nominating(cast)
    row = {"draft": scene.written, "sent": scene.sent}.get(kind, scene.at_the_top)()
    leader = actor(cast.provincial_officer)
    if kind == "incomplete":
        Dossier.objects.filter(pk=row.pk).update(state="incomplete", waits_path="")
    if kind == "passed":
        at_top = {"state": DossierState.PASSED, "waits_path": ""}
        Dossier.objects.filter(pk=row.pk).update(**at_top)
        by = actor(cast.officer)
        with pytest.raises(InvalidDossier):  # only an erased person leaves so late
            dossiers_chain.withdraw(row, reason="Thôi", seen=row.version, by=by, at=NOW)

    erase(cast.author, cast)

    if kind == "draft":
        assert not Dossier.objects.exists()
        assert Entry.objects.filter(name="award_dossier.dropped").count() == 1
        return
    row.refresh_from_db()
    last = row.steps.order_by("-position")[0]
    assert (row.state, row.waits_path) == (DossierState.WITHDRAWN, "")
    assert (last.outcome, last.reason, last.decided_by) == (Outcome.WITHDRAWN, ERASED, None)
    assert not Dossier.objects.filter(waits_path=leader.scopes[0].path).exists()
    assert list(verifying_acts.check_acts()) == []


@pytest.mark.parametrize("is_opened", [True, False])
def test_a_council_does_not_work_for_nothing(db: None, *, is_opened: bool) -> None:
    body = make_body()
    Council.objects.update(kind=CouncilKind.COMMENDATION)
    body.council.refresh_from_db()
    session, rows = brought(body)
    if is_opened:
        body.attend(session)
        sessions.open_session(session, by=body.secretary, at=body.at)
    item = rows[1].item
    assert item is not None

    erase(body.cast.author, body.cast)

    names = body.cast.author.full_name
    kept = AgendaItem.objects.filter(pk=item.pk)
    assert kept.count() == int(is_opened)
    assert all(one.summary == ERASED and names not in one.title for one in kept)
    assert names not in str(list(Entry.objects.values_list("payload")))
    dossiers_council.take_over(session.pk)
    assert Dossier.objects.get(pk=rows[1].pk).state == DossierState.WITHDRAWN
    assert Dossier.objects.get(pk=rows[0].pk).state == DossierState.COMPLETE


def test_what_grew_into_a_higher_award_ends_with_it(cast: Cast) -> None:
    first, second = make_round(cast.superior), make_round(cast.province)
    lower = passed(first, make_award(cast.superior), cast.factory, cast.author)
    upper = passed(second, make_award(cast.province, code="bk"), cast.factory, cast.author)
    Dossier.objects.filter(pk=lower.pk).update(state=DossierState.HIGHER, higher=upper)

    erase(cast.author, cast)

    assert set(Dossier.objects.values_list("state", flat=True)) == {DossierState.WITHDRAWN}


def revoked(cast: Cast) -> Conferral:
    second = make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER, "Đỗ Thị Lan")
    row = passed(make_round(cast.superior), make_award(cast.superior), cast.factory, cast.author)
    DossierStep.objects.create(
        dossier=row,
        position=1,
        outcome=Outcome.PASSED,
        office=cast.superior,
        reason="Tổ trưởng tận tụy",
        lacking=["Biên bản"],
        decided_at=NOW,
    )
    Dossier.objects.update(findings=[{"asks": "Có sáng kiến", "holds": True, "words": "3"}])
    signed(drafted(row.round, [row], cast.superior_officer), second)
    signer = {"signer_name": "Trần Ký", "signer_post": "Chủ tịch", "document": "KL 15"}
    draft = revoking.prepare(
        Conferral.objects.get(), reason=SECRET, **signer, by=actor(cast.superior_officer), at=NOW
    )
    revoking.sign(draft, seen=draft.pk, by=proven(second), at=NOW)
    return Conferral.objects.get()


def test_a_person_reads_why_and_nobody_does_once_they_are_erased(cast: Cast) -> None:
    row = revoked(cast)
    scene = Nominating(cast)
    scene.written()
    assert quiet_but_steps() == []

    held = {one.key: str(list(one.collect(cast.author.pk))) for one in personal.holdings()}

    assert SECRET in held["awards"]
    assert SECRET in held["award_revocations"]
    assert "Đạt: Có sáng kiến 3" in held["award_dossiers"]
    assert "Đang lập hồ sơ" in held["award_dossiers"]
    assert "Tổ trưởng tận tụy" in held["award_dossier_steps"]
    assert "bien-ban.pdf" in held["award_dossier_files"]
    erase(cast.author, cast)
    rows = (Conferral, Revocation, Restoration, IssuedPaper, Entry, DossierStep)
    said = str([list(one.objects.values_list()) for one in rows])
    assert SECRET not in said
    assert quiet_but_steps() == []
    found = register.Filter(typed="nguyen van an")
    leader = actor(cast.superior_officer)
    assert not register.of_unit(cast.superior, found, actor=leader).exists()
    IssuedPaper.objects.filter(code=row.paper.code if row.paper else "").update(
        revoke_reason="Khác"
    )
    assert ["việc thu hồi" in one for one in check_papers()] == [True]


def quiet_but_steps() -> list[str]:
    """The step was written without an entry in the journal."""
    return [one for one in quiet() if "bước 1 không khớp" not in one]


def test_a_draft_of_a_decision_is_held_too(cast: Cast) -> None:
    row = passed(make_round(cast.superior), make_award(cast.superior), cast.factory, cast.author)
    drafted(row.round, [row], cast.superior_officer)

    held = {one.key: str(list(one.collect(cast.author.pk))) for one in personal.holdings()}

    assert "Có 74 sáng kiến" in held["foreseen_awards"]
