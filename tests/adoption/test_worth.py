import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.adoption import permissions
from sangkien.adoption.actions import adopting, worth
from sangkien.adoption.enums import Finding
from sangkien.adoption.errors import Interested, InvalidEntry, NotPublic, SettledMeanwhile
from sangkien.adoption.models import Adoption, Verification
from sangkien.adoption.queries import worth_of
from sangkien.core.errors import DomainError, NotAllowed
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.models import Initiative
from tests.adoption.scenes import Scene, make_adoption_scene
from tests.factories import NOW, actor, make_initiative, make_officer
from tests.threads import outcomes, refusals

GROUNDS = "Sổ theo dõi sản lượng tháng 5, phòng kế toán cung cấp."


@pytest.fixture
def scene(db: None) -> Scene:
    return make_adoption_scene()


def verify(
    user: User,
    initiative: Initiative,
    adoption: Adoption | None = None,
    *,
    amount: int | None = 9_000_000,
    finding: Finding = Finding.AMOUNT,
    evidence: str = GROUNDS,
) -> Verification:
    return worth.verify(
        initiative,
        adoption,
        finding=finding,
        amount_vnd=amount,
        evidence=evidence,
        by=actor(user),
        at=NOW,
    )


def test_declared_verified_and_counted_stand_apart(scene: Scene) -> None:
    initiative = scene.confirmed()
    made = verify(scene.cast.officer, initiative)
    worth.count(
        initiative,
        verification_id=made.pk,
        reason="Đối chiếu sổ sách, thống nhất.",
        by=actor(scene.cast.superior_officer),
        at=NOW,
    )

    found = worth_of(initiative)

    assert found.declared_vnd == 12_500_000
    assert found.verified == made
    assert found.counted_vnd == 9_000_000


def test_not_enough_data_is_an_answer_and_later_versions_hold(scene: Scene) -> None:
    initiative = scene.confirmed()
    verify(scene.cast.officer, initiative, finding=Finding.INSUFFICIENT)
    verify(scene.cast.superior_officer, initiative)

    found = worth_of(initiative)

    assert [(v.version, v.amount_vnd) for v in found.versions] == [(2, 9_000_000), (1, None)]
    assert found.counted_vnd is None
    assert len(found.countable) == 1


def test_nobody_verifies_the_own_work(scene: Scene) -> None:
    chair = make_officer(scene.cast.factory, RoleKey.GRASSROOTS_OFFICER, "Lâm Chủ Tịch")
    sister = scene.cast.officer
    own = make_initiative(
        scene.programme,
        scene.cast.factory,
        scene.cast.author,
        author_share_bp=6_000,
        credits=(Credit(name=chair.full_name, login=chair.member_code, share_bp=4_000),),
    )
    from sangkien.initiatives.actions import confirmation  # noqa: PLC0415 - beside its use

    confirmation.confirm(own, by=actor(sister), at=NOW)

    with pytest.raises(Interested):
        verify(chair, own)
    with pytest.raises(NotAllowed):
        verify(scene.cast.author, own)
    assert verify(sister, own)


def test_who_entered_it_for_a_member_neither_verifies_nor_counts(scene: Scene) -> None:
    initiative = scene.confirmed()
    chair = make_officer(scene.cast.factory, RoleKey.GRASSROOTS_OFFICER, "Lâm Chủ Tịch")
    Initiative.objects.update(entered_by=scene.cast.officer)
    initiative.refresh_from_db()

    with pytest.raises(Interested):
        verify(scene.cast.officer, initiative)
    made = verify(chair, initiative)
    Initiative.objects.update(entered_by=scene.cast.superior_officer)
    initiative.refresh_from_db()
    with pytest.raises(Interested):
        worth.count(
            initiative,
            verification_id=made.pk,
            reason="Đối chiếu sổ sách.",
            by=actor(scene.cast.superior_officer),
            at=NOW,
        )
    assert worth_of(initiative).counted_vnd is None
    assert permissions.can_see_worth(actor(scene.cast.officer), initiative, None)
    assert not permissions.can_verify(actor(scene.cast.superior_officer), initiative, None)


def test_adopter_does_not_verify_the_own_adoption(scene: Scene) -> None:
    initiative = scene.confirmed()
    adoption = scene.adopt(initiative)

    with pytest.raises(Interested):
        verify(scene.cast.sister_officer, initiative, adoption)
    made = verify(scene.cast.superior_officer, initiative, adoption)

    assert worth_of(initiative, adoption).verified == made
    assert worth_of(initiative).verified is None


@pytest.mark.parametrize("who", ["sister_officer", "auditor", "author"])
def test_strangers_auditors_and_members_verify_nothing(scene: Scene, who: str) -> None:
    with pytest.raises(NotAllowed):
        verify(getattr(scene.cast, who), scene.confirmed())


def test_grassroots_officer_verifies_but_does_not_choose_what_counts(scene: Scene) -> None:
    initiative = scene.confirmed()
    made = verify(scene.cast.officer, initiative)

    with pytest.raises(NotAllowed):
        worth.count(
            initiative,
            verification_id=made.pk,
            reason="Tự tính cho mình.",
            by=actor(scene.cast.officer),
            at=NOW,
        )


def test_only_a_verified_amount_of_the_same_thing_is_counted(scene: Scene) -> None:
    initiative, other = scene.confirmed(), scene.confirmed(title="Xe đẩy phôi có phanh")
    by = actor(scene.cast.superior_officer)
    foreign = verify(scene.cast.superior_officer, other)
    unknown = verify(scene.cast.superior_officer, initiative, finding=Finding.INSUFFICIENT)

    for pk in (foreign.pk, unknown.pk, 10**12):
        with pytest.raises(InvalidEntry):
            worth.count(initiative, verification_id=pk, reason="Thống nhất.", by=by, at=NOW)


def test_counting_can_be_taken_back_with_a_reason(scene: Scene) -> None:
    initiative = scene.confirmed()
    by = actor(scene.cast.superior_officer)
    made = verify(scene.cast.officer, initiative)
    worth.count(initiative, verification_id=made.pk, reason="Thống nhất.", by=by, at=NOW)

    worth.count(initiative, verification_id=None, reason="Số liệu sai kỳ.", by=by, at=NOW)

    assert worth_of(initiative).counted_vnd is None


def test_nobody_counts_the_figure_that_one_verified(scene: Scene) -> None:
    initiative = scene.confirmed()
    made = verify(scene.cast.superior_officer, initiative)

    with pytest.raises(Interested):
        worth.count(
            initiative,
            verification_id=made.pk,
            reason="Thống nhất.",
            by=actor(scene.cast.superior_officer),
            at=NOW,
        )

    assert worth_of(initiative).counted_vnd is None


def test_sent_twice_it_is_one_version(scene: Scene) -> None:
    initiative = scene.confirmed()

    first = verify(scene.cast.superior_officer, initiative)

    assert verify(scene.cast.superior_officer, initiative) == first


def test_paper_is_kept_with_its_version(scene: Scene) -> None:
    paper = SimpleUploadedFile("so lieu.pdf", b"%PDF-1.4\n%%EOF\n", content_type="application/pdf")

    made = worth.verify(
        scene.confirmed(),
        finding=Finding.AMOUNT,
        amount_vnd=1,
        evidence=GROUNDS,
        upload=paper,
        by=actor(scene.cast.superior_officer),
        at=NOW,
    )

    assert made.file is not None
    assert made.file.original_name == "so lieu.pdf"


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"evidence": " "}, "evidence"), ({"amount": None}, "amount_vnd")],
)
def test_what_is_missing_is_said_at_its_field(
    scene: Scene, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(DomainError) as refused:
        verify(scene.cast.superior_officer, scene.confirmed(), **changes)  # type: ignore[arg-type]

    assert refused.value.field == field


def test_only_what_is_confirmed_and_standing_is_verified(scene: Scene) -> None:
    waiting = make_initiative(scene.programme, scene.cast.factory, scene.cast.author)
    initiative = scene.confirmed(title="Xe đẩy phôi có phanh")
    adoption = scene.adopt(initiative)
    adopting.withdraw(adoption, reason="Đã đổi máy.", by=actor(scene.cast.sister_officer), at=NOW)

    with pytest.raises(NotPublic):
        verify(scene.cast.superior_officer, waiting)
    with pytest.raises(InvalidEntry):
        verify(scene.cast.superior_officer, initiative, adoption)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_validators_at_once_make_one_version_each_told_apart() -> None:
    scene = make_adoption_scene()
    initiative = scene.confirmed()
    people = [scene.cast.superior_officer, scene.cast.provincial_officer]

    found = outcomes(*[lambda user=user: verify(user, initiative) for user in people])

    kinds = {type(refusal) for refusal in refusals(found)}
    versions = list(Verification.objects.order_by("version").values_list("version", flat=True))
    assert kinds <= {SettledMeanwhile}
    assert versions == list(range(1, len(versions) + 1))
    assert len(versions) + len(refusals(found)) == 2
