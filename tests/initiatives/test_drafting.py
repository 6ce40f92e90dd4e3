"""Drafts, co-authors, sending: nothing is lost, nothing is doubled."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

from sangkien.core.errors import ManyErrors, NotAllowed
from sangkien.initiatives.actions import authors, confirmation, drafting, submission
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.enums import State
from sangkien.initiatives.errors import (
    ClosedForEntry,
    NotEligible,
    NotInUnit,
    SharesDoNotSum,
    WrongState,
)
from sangkien.initiatives.models import Initiative
from sangkien.programmes.models import Programme
from sangkien.units.models import Unit
from tests.factories import (
    NOW,
    Cast,
    actor,
    content_of,
    make_cast,
    make_initiative,
    make_member,
    make_programme,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return make_programme(cast.province)


@pytest.fixture
def draft(cast: Cast, programme: Programme) -> Initiative:
    return drafting.start_draft(
        programme,
        cast.factory,
        author=cast.author,
        request_key=uuid.uuid4(),
        by=actor(cast.author),
        at=NOW,
    )


def test_same_request_key_is_one_draft(cast: Cast, programme: Programme, draft: Initiative) -> None:
    again = drafting.start_draft(
        programme,
        cast.factory,
        author=cast.author,
        request_key=draft.request_key,
        by=actor(cast.author),
        at=NOW,
    )

    assert again.pk == draft.pk
    assert Initiative.objects.count() == 1


def test_foreign_request_key_is_refused(
    cast: Cast, programme: Programme, draft: Initiative
) -> None:
    colleague = make_member(cast.factory, "Lý Văn Ba")

    with pytest.raises(NotAllowed):
        drafting.start_draft(
            programme,
            cast.factory,
            author=colleague,
            request_key=draft.request_key,
            by=actor(colleague),
            at=NOW,
        )


def test_incomplete_draft_is_kept_and_its_sending_says_everything_missing(
    cast: Cast, draft: Initiative
) -> None:
    drafting.save_draft(
        draft, changes={"title": "Làm đồ gá hàn nhanh"}, by=actor(cast.author), at=NOW
    )

    with pytest.raises(ManyErrors) as refused:
        submission.submit(draft, by=actor(cast.author), received_at=NOW, at=NOW)

    draft.refresh_from_db()
    assert (draft.title, draft.state) == ("Làm đồ gá hàn nhanh", State.DRAFT)
    assert [error.field for error in refused.value.errors] == [
        "before",
        "solution",
        "effect",
        "kind",
        "field",
        "first_applied_on",
    ]


def test_text_is_stored_composed_without_control_runs(cast: Cast, draft: Initiative) -> None:
    decomposed = "Ca\u0309i tie\u0302\u0301n   đồ gá\t hàn"

    drafting.save_draft(draft, changes={"title": decomposed}, by=actor(cast.author), at=NOW)

    draft.refresh_from_db()
    assert draft.title == "Cải tiến đồ gá hàn"


def test_save_draft_is_refused_to_others_and_after_sending(
    cast: Cast, programme: Programme, draft: Initiative
) -> None:
    with pytest.raises(NotAllowed):
        drafting.save_draft(draft, changes={"title": "Chiếm"}, by=actor(cast.officer), at=NOW)

    sent = make_initiative(programme, cast.factory, cast.author)
    with pytest.raises(WrongState):
        drafting.save_draft(sent, changes={"title": "Sửa sau"}, by=actor(cast.author), at=NOW)


def test_save_draft_loses_against_a_sending_from_another_phone(
    cast: Cast, draft: Initiative
) -> None:
    other_phone = Initiative.objects.get(pk=draft.pk)
    drafting.save_draft(draft, changes=content_of(draft.programme), by=actor(cast.author), at=NOW)
    submission.submit(draft, by=actor(cast.author), received_at=NOW, at=NOW)

    with pytest.raises(WrongState):
        drafting.save_draft(
            other_phone, changes={"title": "Chữ cũ ở máy kia"}, by=actor(cast.author), at=NOW
        )


def test_unknown_fields_cannot_be_assigned(cast: Cast, draft: Initiative) -> None:
    with pytest.raises(ValueError, match="state"):
        drafting.save_draft(draft, changes={"state": "confirmed"}, by=actor(cast.author), at=NOW)


@pytest.mark.parametrize(
    ("applied_on", "words"),
    [
        (dt.date(2025, 12, 31), "từ 01/01/2026 đến 31/05/2026"),
        (dt.date(2026, 5, 21), "tương lai"),
    ],
)
def test_applied_outside_the_window_is_refused_at_its_field(
    cast: Cast, programme: Programme, applied_on: dt.date, words: str
) -> None:
    with pytest.raises(NotEligible, match=words) as refused:
        make_initiative(programme, cast.factory, cast.author, first_applied_on=applied_on)

    assert refused.value.field == "first_applied_on"
    assert not Initiative.objects.exists()


@pytest.mark.parametrize("applied_on", [dt.date(2026, 1, 1), dt.date(2026, 5, 20)])
def test_applied_on_the_edges_of_the_window_is_accepted(
    cast: Cast, programme: Programme, applied_on: dt.date
) -> None:
    sent = make_initiative(programme, cast.factory, cast.author, first_applied_on=applied_on)

    assert sent.state == State.SUBMITTED


def test_register_twice_with_one_key_is_one_initiative(cast: Cast, programme: Programme) -> None:
    key = uuid.uuid4()

    def register() -> Initiative:
        return submission.register(
            programme,
            cast.factory,
            author=cast.author,
            content=content_of(programme),
            author_share_bp=10_000,
            credits=[],
            request_key=key,
            by=actor(cast.author),
            received_at=NOW,
            at=NOW,
        )

    assert register().pk == register().pk
    assert Initiative.objects.count() == 1


def test_credit_stays_with_the_member_when_the_officer_enters(
    cast: Cast, programme: Programme
) -> None:
    sent = submission.register(
        programme,
        cast.factory,
        author=cast.author,
        content=content_of(programme),
        author_share_bp=10_000,
        credits=[],
        request_key=uuid.uuid4(),
        by=actor(cast.officer),
        received_at=NOW,
        at=NOW,
    )

    assert (sent.author, sent.entered_by_id) == (cast.author, cast.officer.pk)


@pytest.mark.parametrize("person", ["sister_officer", "superior_officer", "auditor"])
def test_register_for_others_is_refused_outside_the_own_unit(
    cast: Cast, programme: Programme, person: str
) -> None:
    with pytest.raises(NotAllowed):
        submission.register(
            programme,
            cast.factory,
            author=cast.author,
            content=content_of(programme),
            author_share_bp=10_000,
            credits=[],
            request_key=uuid.uuid4(),
            by=actor(getattr(cast, person)),
            received_at=NOW,
            at=NOW,
        )


def test_programme_of_another_branch_is_closed_to_the_unit(cast: Cast) -> None:
    elsewhere = make_programme(cast.sister_superior)

    with pytest.raises(ClosedForEntry):
        make_initiative(elsewhere, cast.factory, cast.author)


def coauthored(
    cast: Cast, programme: Programme, unit: Unit, *credits: Credit, rest: int
) -> Initiative:
    return make_initiative(
        programme, unit, cast.author, author_share_bp=rest, credits=tuple(credits)
    )


def test_coauthors_are_found_by_code_or_credited_by_name(cast: Cast, programme: Programme) -> None:
    colleague = make_member(cast.factory, "Lý Văn Ba", phone="0912 345 678")

    sent = coauthored(
        cast,
        programme,
        cast.factory,
        Credit(name="", login="+84 912.345.678", share_bp=3_333),
        Credit(name="Chuyên gia ngoài đơn vị", share_bp=3_333),
        rest=3_334,
    )

    rows = sent.coauthors.order_by("position")
    assert [(row.user, row.name, row.share_bp) for row in rows] == [
        (colleague, "Lý Văn Ba", 3_333),
        (None, "Chuyên gia ngoài đơn vị", 3_333),
    ]


@pytest.mark.parametrize(
    ("rest", "shares"), [(5_000, [4_999]), (5_000, [5_001]), (9_000, [1_000, 0]), (0, [10_000])]
)
def test_shares_that_do_not_make_the_whole_are_refused(
    cast: Cast, programme: Programme, rest: int, shares: list[int]
) -> None:
    others = [Credit(name=f"Người {n}", share_bp=share) for n, share in enumerate(shares)]

    with pytest.raises(SharesDoNotSum):
        coauthored(cast, programme, cast.factory, *others, rest=rest)

    assert not Initiative.objects.exists()


def test_coauthor_of_another_unit_is_not_looked_up(cast: Cast, programme: Programme) -> None:
    stranger = make_member(cast.sister_factory, "Người Lạ")

    with pytest.raises(NotInUnit, match="Không thấy"):
        coauthored(
            cast,
            programme,
            cast.factory,
            Credit(name="", login=stranger.member_code, share_bp=5_000),
            rest=5_000,
        )


def test_nobody_is_credited_twice(cast: Cast, draft: Initiative) -> None:
    with pytest.raises(SharesDoNotSum, match="một lần"):
        authors.set_authors(
            draft,
            author_share_bp=5_000,
            credits=[Credit(name="", login=cast.author.member_code, share_bp=5_000)],
            by=actor(cast.author),
            at=NOW,
        )


def test_withdrawn_cannot_be_sent_again(cast: Cast, programme: Programme) -> None:
    sent = make_initiative(programme, cast.factory, cast.author)
    submission.withdraw(sent, reason="Tôi gửi nhầm bản cũ.", by=actor(cast.author), at=NOW)

    with pytest.raises(WrongState):
        submission.submit(sent, by=actor(cast.author), received_at=NOW, at=NOW)


def test_rejected_is_not_sent_again_by_its_author(cast: Cast, programme: Programme) -> None:
    sent = make_initiative(programme, cast.factory, cast.author)
    confirmation.reject(sent, reason="Trùng với sáng kiến đã có.", by=actor(cast.officer), at=NOW)

    with pytest.raises(NotAllowed):
        submission.submit(sent, by=actor(cast.author), received_at=NOW, at=NOW)


def test_discard_removes_only_an_own_draft(cast: Cast, draft: Initiative) -> None:
    sent = make_initiative(draft.programme, cast.factory, cast.author)
    with pytest.raises(NotAllowed):
        drafting.discard_draft(draft, by=actor(cast.officer), at=NOW)
    with pytest.raises(NotAllowed):
        drafting.discard_draft(sent, by=actor(cast.author), at=NOW)

    drafting.discard_draft(draft, by=actor(cast.author), at=NOW)

    assert list(Initiative.objects.values_list("pk", flat=True)) == [sent.pk]


def test_database_refuses_a_sent_initiative_without_phase(draft: Initiative) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Initiative.objects.filter(pk=draft.pk).update(state=State.SUBMITTED)


def test_database_refuses_a_negative_benefit(draft: Initiative) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Initiative.objects.filter(pk=draft.pk).update(benefit_vnd=-1)
