"""A higher influence is printed: new certificates, to which the earlier ones lead."""

import pytest

from sangkien.core.errors import DomainError
from sangkien.initiatives.actions.authors import Credit
from sangkien.papers.models import IssuedPaper
from sangkien.programmes.models import Programme
from sangkien.recognition.actions import changing, forgetting
from sangkien.recognition.enums import Influence
from sangkien.recognition.errors import ChangedSince
from sangkien.recognition.models import Certificate, Recognition
from sangkien.recognition.queries import decisions as queries
from sangkien.recognition.verifying import check_recognition
from tests.factories import NOW, Cast, actor, make_member
from tests.recognition.scene import proven, signed, valid

pytestmark = pytest.mark.django_db
DOCUMENT = "20/QĐ-LĐLĐ ngày 10/06/2026"


@pytest.fixture
def recognition(cast: Cast, programme: Programme) -> Recognition:
    """Two authors with a certificate each."""
    other = make_member(cast.factory, "Lý Thị Hồng")
    credit = Credit(login=other.member_code, share_bp=4_000)
    row = valid(programme, cast, share=6_000, credits=(credit,))
    signed(cast.factory, [row], cast.officer)
    found = queries.of_initiative(row)
    assert found is not None
    return found


def raise_it(recognition: Recognition, cast: Cast) -> None:
    changing.raise_influence(
        recognition,
        Influence.SECTOR,
        unit=cast.province,
        evidence="Đang dùng ở ba công ty may trong tỉnh.",
        document=DOCUMENT,
        shown=(0, 1),
        by=actor(cast.provincial_officer),
        at=NOW,
    )


def test_every_author_gets_a_certificate_with_the_new_level(
    cast: Cast, recognition: Recognition
) -> None:
    old = {row.pk: row.paper for row in queries.certificates_of(recognition)}

    raise_it(recognition, cast)

    rows = queries.certificates_of(recognition)
    assert [row.paper.data["level"] for row in rows] == ["Cấp ngành, cấp tỉnh"] * 2
    assert all(f"nâng mức ảnh hưởng theo {DOCUMENT}" in row.paper.data["decision"] for row in rows)
    assert [row.paper.holder for row in rows] == ["Nguyễn Văn An", "Lý Thị Hồng"]
    for row in rows:
        before = IssuedPaper.objects.get(pk=old[row.pk].pk)
        assert (before.replaced_by, before.is_in_force) == (row.paper, False)
    assert list(check_recognition()) == []


def test_raised_twice_it_is_printed_once(cast: Cast, recognition: Recognition) -> None:
    stale = queries.of_initiative(recognition.initiative)
    assert stale is not None
    raise_it(recognition, cast)

    with pytest.raises(ChangedSince):
        raise_it(stale, cast)

    assert IssuedPaper.objects.filter(kind="recognition_certificate").count() == 4


def test_a_refused_raise_prints_nothing(cast: Cast, recognition: Recognition) -> None:
    with pytest.raises(DomainError):
        changing.raise_influence(
            recognition,
            Influence.SECTOR,
            unit=cast.province,
            evidence="Đang dùng ở ba công ty may trong tỉnh.",
            document=DOCUMENT,
            shown=(0,),
            by=actor(cast.provincial_officer),
            at=NOW,
        )

    assert not IssuedPaper.objects.exclude(replaced_by=None).exists()


def test_a_name_put_right_later_keeps_the_level(cast: Cast, recognition: Recognition) -> None:
    raise_it(recognition, cast)
    first = queries.get_certificate(
        Certificate.objects.order_by("position")[0].pk, actor=actor(cast.officer)
    )

    changing.reissue(
        first, name="Nguyễn Văn Ân", reason="Sai dấu trong tên.", by=proven(cast.officer), at=NOW
    )

    first.refresh_from_db()
    assert first.paper.data["level"] == "Cấp ngành, cấp tỉnh"
    assert DOCUMENT in first.paper.data["decision"]


def test_the_paper_of_an_erased_person_is_not_printed_anew(
    cast: Cast, recognition: Recognition
) -> None:
    erased = Certificate.objects.order_by("position")[0]
    forgetting.forget(erased.user_id or 0, NOW)

    raise_it(recognition, cast)

    kept, printed = queries.certificates_of(recognition)
    assert kept.paper_id == erased.paper_id
    assert printed.paper.data["level"] == "Cấp ngành, cấp tỉnh"
