import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from sangkien.access.actor import Actor
from sangkien.core.errors import ChangedMeanwhile, NotAllowed, NotFound
from sangkien.journal.models import Entry
from sangkien.programmes import queries
from sangkien.programmes.actions import drafting
from sangkien.programmes.actions.drafting import Content
from sangkien.programmes.enums import SolutionKind
from sangkien.programmes.errors import InvalidProgramme
from sangkien.programmes.models import BaseDocument, Field, Programme
from tests.factories import (
    NOW,
    SYSTEM,
    Cast,
    actor,
    make_cast,
    make_initiative,
    make_phase,
    make_programme,
)

pytestmark = pytest.mark.django_db
ISSUED = dt.date(2021, 12, 30)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def content(title: str = "1 triệu sáng kiến", **changes: Any) -> Content:
    values: dict[str, Any] = {
        "kinds": (SolutionKind.TECHNICAL,),
        "fields": ("Sản xuất", "An toàn"),
        "documents": (("46/HD-TLĐ", ISSUED, "Hướng dẫn"),),
    }
    return Content(title=title, **{**values, **changes})


def draft(cast: Cast, *, by: Actor = SYSTEM, **changes: Any) -> Programme:
    return drafting.draft_programme(cast.province, content=content(**changes), by=by, at=NOW)


def names(programme: Programme) -> list[str]:
    return [field.name for field in queries.fields(programme)]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("75 nghìn sáng kiến, vượt khó, phát triển", "75-nghin-sang-kien-vuot-kho-phat-trien"),
        ("Mới", "moi-2"),  # the address of a page
        ("Quản lý", "quan-ly-2"),
        ("Từ" * 60, ("tu" * 60)[:70]),
        (
            "sáng kiến " * 20,
            "sang-kien-sang-kien-sang-kien-sang-kien-sang-kien-sang-kien-sang-kien",
        ),
    ],
)
def test_the_address_comes_from_the_title(cast: Cast, title: str, slug: str) -> None:
    assert draft(cast, title=title).slug == slug


def test_two_programmes_of_one_title_have_two_addresses(cast: Cast) -> None:
    slugs = [
        drafting.draft_programme(owner, content=content(), by=SYSTEM, at=NOW).slug
        for owner in (cast.province, cast.national, cast.superior)
    ]

    assert slugs == ["1-trieu-sang-kien", "1-trieu-sang-kien-2", "1-trieu-sang-kien-3"]


def test_the_same_draft_by_the_same_person_is_one(cast: Cast) -> None:
    officer, other = actor(cast.provincial_officer), actor(cast.national_officer)

    first = draft(cast, by=officer)

    assert draft(cast, by=officer) == first
    assert draft(cast, by=officer, slogan="Khác") != first
    assert draft(cast, by=other) != first
    assert Entry.objects.filter(name="programme.drafted").count() == 3


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " … "}, "title"),
        ({"fields": tuple(str(n) for n in range(31))}, "fields"),
        (
            {"documents": (("1/KH", ISSUED, "Một"), (" 1/KH ", ISSUED, "Hai"))},
            "documents",
        ),
    ],
)
def test_content_that_cannot_be_is_refused(cast: Cast, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidProgramme) as refusal:
        draft(cast, **changes)

    assert refusal.value.field == field
    assert not Programme.objects.exists()


def test_fields_are_cleaned_and_named_once(cast: Cast) -> None:
    programme = draft(cast, fields=("  Sản   xuất ", "An toàn", "Sản xuất", ""))

    assert names(programme) == ["Sản xuất", "An toàn"]


def test_fields_that_stay_keep_their_identity(cast: Cast) -> None:
    programme = draft(cast)
    kept = programme.fields.get(name="An toàn")

    drafting.revise_programme(
        programme, content=content(fields=("Mới", "An toàn")), by=SYSTEM, at=NOW
    )

    assert names(programme) == ["Mới", "An toàn"]
    assert programme.fields.get(name="An toàn") == kept


def test_a_launched_programme_gains_fields_but_loses_none(cast: Cast) -> None:
    programme = make_programme(cast.province)
    make_initiative(programme, cast.factory, cast.author)
    before = names(programme)

    with pytest.raises(InvalidProgramme) as refusal:
        drafting.revise_programme(programme, content=content(), by=SYSTEM, at=NOW)
    drafting.revise_programme(
        programme, content=content(fields=(*before, "Thêm")), by=SYSTEM, at=NOW
    )

    assert refusal.value.field == "fields"
    assert names(programme) == [*before, "Thêm"]


def test_saying_the_same_again_is_no_revision(cast: Cast) -> None:
    programme = draft(cast)

    drafting.revise_programme(programme, content=content(), by=SYSTEM, at=NOW)

    assert not Entry.objects.filter(name="programme.revised").exists()


def test_a_change_of_somebody_else_is_not_overwritten_unseen(cast: Cast) -> None:
    programme = draft(cast)
    first = queries.last_change(programme)
    assert first is not None
    drafting.revise_programme(
        programme, content=content("Khác"), by=actor(cast.national_officer), at=NOW
    )

    def revise(seen: int | None, title: str) -> None:
        drafting.revise_programme(
            programme,
            content=content(title),
            by=actor(cast.provincial_officer),
            at=NOW,
            seen=seen,
        )

    with pytest.raises(ChangedMeanwhile, match=r"Đặng Thị Phượng.*09h30 ngày 20/05/2026"):
        revise(first.entry_id, "Của tôi")
    last = queries.last_change(programme)
    assert last is not None
    revise(last.entry_id, "Của tôi")
    revise(last.entry_id, "Của tôi, sửa tiếp")  # one's own change needs no second look

    programme.refresh_from_db()
    assert programme.title == "Của tôi, sửa tiếp"


def test_only_officers_of_the_owner_and_above_write(cast: Cast) -> None:
    programme = draft(cast)
    make_phase(programme)
    for user in (cast.superior_officer, cast.officer, cast.auditor, cast.author):
        by = actor(user)
        with pytest.raises(NotAllowed):
            draft(cast, by=by)
        with pytest.raises(NotAllowed):
            drafting.revise_programme(programme, content=content("X"), by=by, at=NOW)
        with pytest.raises(NotAllowed):
            drafting.publish_programme(programme, by=by, at=NOW)

    with pytest.raises(NotAllowed):
        drafting.draft_programme(
            cast.national, content=content(), by=actor(cast.provincial_officer), at=NOW
        )
    assert drafting.publish_programme(
        programme, by=actor(cast.national_officer), at=NOW
    ).is_published


def test_a_launch_happens_once(cast: Cast) -> None:
    programme = draft(cast)
    make_phase(programme)

    drafting.publish_programme(programme, by=SYSTEM, at=NOW)
    later = drafting.publish_programme(programme, by=SYSTEM, at=NOW + dt.timedelta(days=1))

    assert later.published_at == NOW
    assert Entry.objects.filter(name="programme.published").count() == 1


def test_drafts_are_seen_by_their_officers_only(cast: Cast) -> None:
    programme = draft(cast)

    for user in (cast.superior_officer, cast.officer, cast.auditor, cast.author):
        with pytest.raises(NotFound):
            queries.get_programme(programme.slug, actor=actor(user))
    with pytest.raises(NotFound):
        queries.get_programme(programme.slug, actor=Actor.anonymous())
    for user in (cast.provincial_officer, cast.national_officer):
        assert queries.get_programme(programme.slug, actor=actor(user)) == programme


def test_no_kinds_means_all_five(cast: Cast) -> None:
    assert draft(cast, kinds=()).accepted_kinds == list(SolutionKind)
    assert draft(cast, title="Khác").accepted_kinds == [SolutionKind.TECHNICAL]


def test_the_database_refuses_programmes_that_cannot_be(cast: Cast) -> None:
    programme = draft(cast)
    other = draft(cast, title="Khác")
    rows = Programme.objects.filter(pk=programme.pk)

    for changes in ({"published_at": NOW}, {"state": "published"}, {"slug": other.slug}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**changes)
    with pytest.raises(IntegrityError), transaction.atomic():
        Field.objects.create(programme=programme, name="An toàn", number=9)
    with pytest.raises(IntegrityError), transaction.atomic():
        BaseDocument.objects.create(
            programme=programme, number="46/HD-TLĐ", issued_on=ISSUED, title="Lần nữa"
        )
