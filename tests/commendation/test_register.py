import datetime as dt
import io
import uuid

import pytest
from django.db.models import Model

from sangkien.access.roles import RoleKey
from sangkien.accounts.actions.closing import anonymise
from sangkien.accounts.models import User
from sangkien.commendation import verifying, verifying_acts
from sangkien.commendation.actions import following, honouring, revoking, sealing
from sangkien.commendation.enums import AwardForm, HolderKind
from sangkien.commendation.errors import InvalidDecision, MovedMeanwhile, OwnWork
from sangkien.commendation.models import AwardDecision, Conferral, Dossier, Revocation
from sangkien.commendation.queries import honour, register
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.files.actions import storing
from sangkien.files.enums import FileKind
from sangkien.files.models import StoredFile
from sangkien.journal.models import Entry
from sangkien.papers.enums import PaperKind
from sangkien.papers.models import IssuedPaper
from sangkien.papers.verifying import check_papers
from tests.commendation.deciding import drafted, make_award, make_round, passed, signed
from tests.factories import NOW, Cast, actor, make_cast, make_officer
from tests.recognition.scene import proven

pytestmark = pytest.mark.django_db
SIGNER = {"signer_name": "Trần Ký", "signer_post": "Chủ tịch"}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def second(cast: Cast) -> User:
    return make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER, "Đỗ Thị Lan")


@pytest.fixture
def rewarded(cast: Cast, second: User) -> list[Conferral]:
    """The author, and the factory with a flag."""
    round_ = make_round(cast.superior)
    money = {"kind": "amount", "amount_vnd": 500_000}
    person = make_award(cast.superior, money=money)
    unit = make_award(cast.superior, code="co", kind=HolderKind.COLLECTIVE, form=AwardForm.FLAG)
    rows = [
        passed(round_, person, cast.factory, cast.author),
        passed(round_, unit, cast.factory),
    ]
    signed(drafted(round_, rows, cast.superior_officer), second)
    return list(Conferral.objects.order_by("position"))


def prepared(row: Conferral, cast: Cast, **changes: str) -> Revocation:
    return revoking.prepare(
        row,
        reason="Khai khống số liệu sáng kiến",
        document="Kết luận 15/KL-UBKT ngày 10/05/2026",
        **{**SIGNER, **changes},
        by=actor(cast.superior_officer),
        at=NOW,
    )


def test_a_second_person_ends_an_award_and_everything_says_so(
    cast: Cast, second: User, rewarded: list[Conferral]
) -> None:
    row = rewarded[0]
    honouring.agree(row, by=actor(cast.author), at=NOW)
    with pytest.raises(InvalidDecision, match="không đứng tên ký"):
        prepared(row, cast, signer_name=cast.superior_officer.full_name)
    draft = prepared(row, cast)
    assert prepared(row, cast).pk == draft.pk
    row.refresh_from_db()
    assert row.is_in_force
    with pytest.raises(OwnWork):
        revoking.sign(draft, seen=draft.pk, by=proven(cast.superior_officer), at=NOW)
    with pytest.raises(OwnWork):
        revoking.sign(draft, seen=draft.pk, by=proven(cast.provincial_officer), at=NOW)

    done = revoking.sign(draft, seen=draft.pk, by=proven(second), at=NOW)
    revoking.sign(draft, seen=draft.pk, by=proven(second), at=NOW)

    row.refresh_from_db()
    assert row.paper is not None
    assert done.paper is not None
    assert (row.revoked_at, row.paper.revoked_at, row.consented_at) == (NOW, NOW, None)
    assert row.paper.revoke_document == f"{done.paper.label} ngày {local_day(NOW):%d/%m/%Y}"
    assert Entry.objects.filter(name="conferral.revoked").count() == 1
    assert [one.row.pk for one in honour.page().rows] == [rewarded[1].pk]
    with pytest.raises(NotAllowed):
        prepared(row, cast)
    assert list(verifying.check_register()) == []


def test_a_dropped_revocation_leaves_the_award_as_it_was(
    cast: Cast, second: User, rewarded: list[Conferral]
) -> None:
    draft = prepared(rewarded[0], cast)
    for own in ({"user": second}, {"user": None, "holder_name": second.full_name.upper()}):
        Conferral.objects.filter(pk=rewarded[0].pk).update(**own)
        with pytest.raises(OwnWork):  # whoever would keep the award by it
            revoking.drop(Revocation.objects.get(), by=actor(second), at=NOW)

    revoking.drop(draft, by=actor(cast.superior_officer), at=NOW)

    with pytest.raises(MovedMeanwhile):
        revoking.sign(draft, seen=draft.pk or 0, by=proven(second), at=NOW)
    assert Conferral.objects.in_force().count() == 2


def test_an_erased_person_goes_from_drafts_and_revocations_too(
    cast: Cast, second: User, rewarded: list[Conferral]
) -> None:
    round_ = make_round(cast.superior)
    award = make_award(cast.superior, code="khac")
    rows = [passed(round_, award, cast.factory, one) for one in (cast.author, cast.officer)]
    draft = drafted(round_, rows, cast.superior_officer)
    ended = revoking.sign(
        prepared(rewarded[0], cast), seen=Revocation.objects.get().pk, by=proven(second), at=NOW
    )
    stored = storing.keep_made(
        io.BytesIO(b"%PDF"), kind=FileKind.PDF, name="x", purpose="x", owner_id=second.pk, at=NOW
    )
    for row in Dossier.objects.filter(user=cast.author):  # a higher one shares its files
        row.files.create(
            key="x", file=stored, request_key=uuid.uuid4(), added_by=second, added_at=NOW
        )

    following.forget_awards(cast.author.pk, NOW)
    anonymise(cast.author.pk, NOW)

    assert not StoredFile.objects.exists()
    assert ended.paper is not None
    ended.paper.refresh_from_db()
    assert (ended.paper.title, ended.paper.data) == ("Thu hồi khen thưởng", {})
    with pytest.raises(MovedMeanwhile):
        signed(draft, second)
    draft.refresh_from_db()
    signed(draft, second)
    assert draft.conferrals.in_force().get().user_id == cast.officer.pk
    assert draft.conferrals.exclude(skipped_reason="").get().label == ""
    assert list(verifying.check_register()) == []


def test_people_are_honoured_when_they_agree_and_as_long_as_they_do(
    cast: Cast, rewarded: list[Conferral]
) -> None:
    row, flag = rewarded
    assert [one.row.pk for one in honour.page().rows] == [flag.pk]
    with pytest.raises(NotAllowed):
        honouring.agree(row, by=actor(cast.superior_officer), at=NOW)

    honouring.agree(row, by=actor(cast.author), at=NOW)
    honouring.agree(row, by=actor(cast.author), at=NOW)
    assert len(honour.page(year=2026, unit=cast.superior).rows) == 2
    assert honour.page(unit=cast.far_factory).rows == []
    honouring.withdraw(row, by=actor(cast.author), at=NOW)

    assert [one.row.pk for one in honour.page().rows] == [flag.pk]
    assert Entry.objects.filter(name="conferral.honour_agreed").count() == 1


def test_the_register_is_read_by_units_above_and_by_the_person(
    cast: Cast, rewarded: list[Conferral]
) -> None:
    wanted = register.Filter(typed="nguyen van an", year=2026, holder_kind=HolderKind.PERSON)
    above = register.of_unit(cast.superior, wanted, actor=actor(cast.provincial_officer))
    assert [row.pk for row in above] == [rewarded[0].pk]
    stranger = actor(cast.sister_officer)
    assert not register.of_unit(cast.superior, register.NOTHING, actor=stranger).exists()
    everything = register.of_unit(cast.superior, register.NOTHING, actor=actor(cast.officer))
    page = register.page(everything, after=None, limit=1)
    year, _dot, pk = page.following.partition(".")
    rest = register.page(everything, after=(int(year), int(pk)), limit=1)
    assert {page.rows[0].pk, rest.rows[0].pk} == {row.pk for row in rewarded}
    assert rest.following == ""
    assert [row.pk for row in register.of_person(cast.author.pk)] == [rewarded[0].pk]


def test_what_is_changed_behind_the_back_of_the_application_is_named(
    cast: Cast, rewarded: list[Conferral]
) -> None:
    row = rewarded[0]
    honouring.agree(row, by=actor(cast.author), at=NOW)
    assert list(verifying.check_register()) == []
    Conferral.objects.filter(pk=row.pk).update(label="99/QĐ")
    Entry.objects.filter(name="conferral.honour_agreed").delete()
    assert [one.partition(": ")[2] for one in verifying.check_register()] == [
        "số quyết định không khớp với nhật ký.",
        "được nêu tên mà người được khen không đồng ý.",
    ]
    Conferral.objects.filter(pk=row.pk).update(label=row.label)
    following.forget_awards(cast.author.pk, NOW)
    anonymise(cast.author.pk, NOW)
    assert list(verifying.check_register()) == []

    Conferral.objects.filter(pk=rewarded[1].pk).update(amount_vnd=1)
    assert list(verifying.check_register()) == [
        f"Khen thưởng {rewarded[1].pk}: không khớp với lúc ghi vào sổ."
    ]
    Conferral.objects.filter(pk=rewarded[1].pk).update(amount_vnd=0, conferred_at=None)
    decision = AwardDecision.objects.get()
    rewarded[0].pk, rewarded[0].dossier, rewarded[0].paper = None, None, None
    rewarded[0].position = 9
    rewarded[0].save(force_insert=True)

    said = list(verifying.check_register())

    assert (
        f"Quyết định khen thưởng {decision.pk}: không khớp với bản đã ký ghi trong nhật ký." in said
    )
    assert f"Khen thưởng {rewarded[1].pk}: có trong nhật ký nhưng không còn trong sổ." in said
    assert f"Khen thưởng {rewarded[0].pk}: không khớp với lúc ghi vào sổ." in said


def test_what_was_signed_is_named_when_it_says_something_else(
    cast: Cast, second: User, rewarded: list[Conferral]
) -> None:
    draft = prepared(rewarded[0], cast)
    revoking.sign(draft, seen=draft.pk, by=proven(second), at=NOW)
    paper = IssuedPaper.objects.get(kind=PaperKind.AWARD_CERTIFICATE)
    changes: list[tuple[type[Model], dict[str, object]]] = [
        (AwardDecision, {"title": "Khác"}),
        (AwardDecision, {"signer_name": "Người Khác", "decided_on": dt.date(2020, 1, 1)}),
        (AwardDecision, {"signed_by_id": cast.officer.pk}),
        (AwardDecision, {"signed_factor": "none"}),
        (AwardDecision, {"bases": "Căn cứ một văn bản khác"}),
        (Revocation, {"reason": "Nguyên nhân khác"}),
        (Revocation, {"signed_at": NOW + dt.timedelta(days=1)}),
    ]
    assert list(verifying.check_register()) == []
    steps = list(verifying_acts.check_acts())  # these dossiers came to be without steps
    for model, values in changes:
        before = model._default_manager.values(*values).get()
        model._default_manager.update(**values)
        assert len(list(verifying_acts.check_acts())) == len(steps) + 1, values
        model._default_manager.update(**before)
    assert list(verifying_acts.check_acts()) == steps
    assert list(check_papers()) == []
    data = {**paper.data, "label": "99/KT-LĐLĐ"}
    IssuedPaper.objects.filter(pk=paper.pk).update(number=99, label="99/KT-LĐLĐ", data=data)
    assert [one.split()[2] for one in check_papers()] == [str(paper.pk)]
    Entry.objects.filter(name="paper.issued").delete()  # from before there was a seal
    assert list(check_papers()) == []
    IssuedPaper.objects.filter(pk=paper.pk).update(label="98/KT-LĐLĐ", revoke_reason="Khác")
    assert [one.split(": ")[1] for one in check_papers()] == [
        "không khớp với lúc ban hành.",
        "việc thu hồi không khớp với nhật ký.",
    ]


def test_another_account_as_the_holder_is_named(cast: Cast, rewarded: list[Conferral]) -> None:
    row = rewarded[0]
    entry = Entry.objects.get(name="conferral.made", subject_id=row.pk)
    assert entry.payload["user_id"] == cast.author.pk
    Conferral.objects.filter(pk=row.pk).update(user=cast.officer)
    assert list(verifying.check_register()) == [
        f"Khen thưởng {row.pk}: tài khoản của người được khen không khớp với lúc ghi vào sổ."
    ]

    joined = {"user_id": cast.officer.pk, "closed_id": cast.author.pk}
    kept = Entry.objects.create(
        name="unit.people_joined",
        subject_kind="unit",
        subject_id=1,
        payload=joined,
        occurred_at=NOW,
    )
    assert list(verifying.check_register()) == []
    kept.delete()
    old = {name: said for name, said in entry.payload.items() if name != "user_id"}
    Entry.objects.filter(pk=entry.pk).update(payload=old)  # as it was written before
    assert ["Chưa niêm: 0 quyết định, tài khoản" in one for one in verifying.check_register()] == [
        True
    ]
    assert [sealing.seal_earlier(at=NOW) for _time in range(2)] == [1, 0]
    assert list(verifying.check_register()) == []
    Conferral.objects.filter(pk=row.pk).update(user=cast.author)
    assert ["tài khoản" in one for one in verifying.check_register()] == [True]
