"""Trade secrets: nothing of them lies open anywhere, and everything goes on as usual."""

import uuid
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from sangkien.core.errors import NotAllowed, NotFound
from sangkien.files.queries import opened
from sangkien.imports.enums import Outcome
from sangkien.initiatives import evidence as held
from sangkien.initiatives import permissions, queries, secrecy
from sangkien.initiatives.actions import (
    amending,
    confirmation,
    drafting,
    evidence,
    helping,
    listed,
    sealing,
    submission,
)
from sangkien.initiatives.enums import State
from sangkien.initiatives.errors import WrongState
from sangkien.initiatives.models import Correction, Evidence, Initiative
from sangkien.initiatives.risks import risks_of
from sangkien.journal.models import Entry
from tests.factories import (
    NOW,
    actor,
    make_initiative,
    make_member,
)
from tests.files.samples import paper
from tests.initiatives.secret_scene import (
    CANARIES,
    EFFECT,
    TITLE,
    Secret,
    leaks,
    read,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_storage")]


@pytest.mark.postgres
@pytest.mark.parametrize("way", ["closed_late", "closed_first"])
def test_nothing_lies_open_in_the_database_nor_in_the_storage(
    secret: Secret, way: str, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = getattr(secret, way)()

    assert leaks() == []
    assert (made.title, made.effect, made.is_closed) == (TITLE, EFFECT, True)
    assert Entry.objects.filter(name="initiative.secret_kept").count() == 1
    assert not Evidence.objects.exclude(published_at=None).exists()


def test_authors_and_the_officers_who_confirm_read_everything(secret: Secret) -> None:
    made = secret.closed_late()

    for who in (secret.cast.author, secret.cast.officer):
        found = read(made, who)
        assert CANARIES["before"] in found.before
        assert CANARIES["answers"] in found.answers["q1"]
        [corrected] = queries.corrections_of(found)
        assert CANARIES["note"] in corrected.note
        assert {CANARIES["caption"] in row.caption for row in held.shown(found)} == {True}
        [document] = [row for row in held.shown(found) if not row.is_photo]
        assert document.file.original_name == f"{CANARIES['file']}.pdf"
        with opened(document.file) as file:
            assert file.read() == paper()


def test_the_levels_above_see_what_leaves_the_unit(secret: Secret) -> None:
    made = secret.closed_late()

    for who in (
        secret.cast.superior_officer,
        secret.cast.provincial_officer,
        secret.cast.national_officer,
        secret.cast.auditor,
    ):
        found = read(made, who)
        assert (found.title, found.effect, found.benefit_vnd) == (TITLE, EFFECT, made.benefit_vnd)
        assert (found.before, found.solution, found.answers) == ("", "", {})
        assert held.shown(found) == []
        assert queries.corrections_of(found)[0].note == ""
        with pytest.raises(NotFound):
            held.get(found, Evidence.objects.earliest("pk").pk)


def test_a_co_author_reads_it(secret: Secret) -> None:
    made = secret.closed_late()
    fellow = make_member(secret.cast.factory, "Bùi Cùng Làm")
    made.coauthors.create(user=fellow, name=fellow.full_name, share_bp=1000, position=2)

    assert CANARIES["solution"] in read(made, fellow).solution


@pytest.mark.postgres
def test_the_database_refuses_a_trade_secret_in_the_open(secret: Secret) -> None:
    made = secret.closed_late()
    rows = Initiative.objects.filter(pk=made.pk)

    for column in ("before", "solution", "benefit_basis"):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**{column: "lộ"})
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(initiative=made).update(caption="lộ")


def test_two_screens_at_once_lose_nothing(secret: Secret) -> None:
    made = secret.closed_first()
    confirmation.return_for_changes(
        made, reason="Xin bổ sung.", by=actor(secret.cast.officer), at=NOW
    )
    phone, desk = read(made, secret.cast.author), read(made, secret.cast.author)
    by: dict[str, Any] = {"by": actor(secret.cast.author), "at": NOW}

    drafting.save_draft(phone, changes={"before": "Trước đây làm bằng tay rất lâu."}, **by)
    drafting.save_draft(desk, changes={"solution": "Nay làm bằng máy tự chế."}, **by)

    found = read(made, secret.cast.author)
    assert found.before == "Trước đây làm bằng tay rất lâu."
    assert found.solution == "Nay làm bằng máy tự chế."


def test_a_page_that_was_read_before_the_closing_writes_into_the_closed_part(
    secret: Secret,
) -> None:
    by: dict[str, Any] = {"by": actor(secret.cast.author), "at": NOW}
    draft = drafting.start_draft(
        secret.programme,
        secret.cast.factory,
        author=secret.cast.author,
        request_key=uuid.uuid4(),
        **by,
    )
    stale = Initiative.objects.get(pk=draft.pk)
    sealing.keep_secret(draft, **by)

    drafting.save_draft(stale, changes={"before": CANARIES["before"]}, **by)

    assert Initiative.objects.get(pk=draft.pk).before == ""
    assert read(draft, secret.cast.author).before == CANARIES["before"]


def test_it_is_closed_until_the_first_confirmation_by_those_who_write_it(secret: Secret) -> None:
    made = make_initiative(secret.programme, secret.cast.factory, secret.cast.author)
    for who in (secret.cast.officer, secret.cast.superior_officer):
        with pytest.raises(NotAllowed):
            sealing.keep_secret(made, by=actor(who), at=NOW)
    confirmation.confirm(made, by=actor(secret.cast.officer), at=NOW)
    with pytest.raises(WrongState):
        sealing.keep_secret(made, by=actor(secret.cast.author), at=NOW)
    amending.begin_changes(made, reason="Cần sửa lại.", by=actor(secret.cast.author), at=NOW)
    with pytest.raises(WrongState, match="từng được xác nhận"):
        sealing.keep_secret(made, by=actor(secret.cast.author), at=NOW)


def test_only_the_leading_author_opens_it_again(
    secret: Secret, django_capture_on_commit_callbacks: Any
) -> None:
    made = secret.closed_late()
    for who in (secret.cast.officer, secret.cast.superior_officer):
        with pytest.raises(NotAllowed):
            sealing.disclose(made, by=actor(who), at=NOW)

    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            sealing.disclose(secret.reread(made), by=actor(secret.cast.author), at=NOW)

    found = read(made, secret.cast.superior_officer)
    assert CANARIES["before"] in found.before
    assert CANARIES["note"] in queries.corrections_of(found)[0].note
    rows = held.shown(found)
    assert {CANARIES["caption"] in row.caption for row in rows} == {True}
    assert {row.published_at for row in rows} == {None}
    assert {row.file.is_sealed for row in rows} == {False}
    with opened(rows[1].file) as file:
        assert file.read() == paper()
    assert Entry.objects.filter(name="initiative.secret_disclosed").count() == 1


def test_twice_closed_is_once(secret: Secret) -> None:
    made = secret.closed_late()

    sealing.keep_secret(secret.reread(made), by=actor(secret.cast.author), at=NOW)

    assert Entry.objects.filter(name="initiative.secret_kept").count() == 1


def test_it_is_confirmed_counted_and_put_right_like_any_other(secret: Secret) -> None:
    made = secret.closed_late()
    confirmed = confirmation.confirm(made, by=actor(secret.cast.officer), at=NOW)
    assert confirmed.state == State.CONFIRMED
    reason = f"Gõ nhầm {CANARIES['note']}"
    author = actor(secret.cast.author)
    before = read(made, secret.cast.author).before.replace("hay hỏng", "hay  hỏng")

    amending.amend(
        read(made, secret.cast.author), changes={"before": before}, reason=reason, by=author, at=NOW
    )

    assert read(made, secret.cast.officer).before == before
    kept = Correction.objects.latest("pk")
    assert (kept.is_amendment, kept.note, "before" in kept.before) == (True, "", False)
    assert queries.corrections_of(read(made, secret.cast.officer))[0].note == reason
    assert not any(CANARIES["note"] in str(entry.payload) for entry in Entry.objects.all())


def test_what_is_missing_is_told_although_it_is_closed(secret: Secret) -> None:
    author = actor(secret.cast.author)
    draft = drafting.start_draft(
        secret.programme,
        secret.cast.factory,
        author=secret.cast.author,
        request_key=uuid.uuid4(),
        changes={"title": TITLE, "before": "Quá ngắn", "is_secret": True},
        by=author,
        at=NOW,
    )

    ready = submission.readiness(secret.reread(draft), received_at=NOW, at=NOW)

    assert {problem.field for problem in ready.problems} >= {"before", "solution", "kind"}


def test_the_support_team_neither_reads_nor_writes_it(secret: Secret) -> None:
    made = secret.closed_first()
    confirmation.return_for_changes(
        made, reason="Xin bổ sung.", by=actor(secret.cast.officer), at=NOW
    )

    with pytest.raises(NotAllowed):
        helping.use_help(
            made,
            changes={"before": "x"},
            seen="",
            helper_id=secret.cast.officer.pk,
            by=actor(secret.cast.author),
            at=NOW,
        )


def test_no_photo_of_it_is_published(secret: Secret) -> None:
    made = secret.closed_late()
    photo = Evidence.objects.filter(initiative=made, kind="before").get()

    assert not permissions.can_publish_photos(actor(secret.cast.author), made)
    with pytest.raises(NotAllowed):
        evidence.set_public(photo, is_public=True, by=actor(secret.cast.author), at=NOW)


def test_a_closed_text_is_no_sign_of_a_thin_one(secret: Secret) -> None:
    made = secret.closed_late()

    assert "thin" not in risks_of([made])[made.pk]


def test_a_copy_is_judged_and_the_row_stays_closed(secret: Secret) -> None:
    made = secret.closed_late()

    whole = secrecy.whole(made)

    assert CANARIES["before"] in whole.before
    assert (made.is_closed, made.before) == (True, "")
    whole.refresh_from_db()
    assert (whole.is_closed, whole.before) == (True, "")


def test_a_list_from_excel_changes_no_trade_secret(secret: Secret) -> None:
    made = secret.closed_first()
    confirmation.return_for_changes(
        made, reason="Xin bổ sung.", by=actor(secret.cast.officer), at=NOW
    )
    entry = listed.Entry(
        programme=secret.programme,
        unit=secret.cast.factory,
        author=secret.cast.author,
        content={"before": "Trước đây làm bằng tay rất lâu."},
        credits=None,
        will_send=False,
    )

    done = listed.write(
        entry, made.code, key=uuid.uuid4(), by=actor(secret.cast.author), received_at=NOW, at=NOW
    )

    assert done.outcome == Outcome.REFUSED
    assert CANARIES["before"] in read(made, secret.cast.author).before
