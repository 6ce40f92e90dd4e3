"""Trade secrets: nothing of them lies open anywhere, and everything goes on as usual."""

import hashlib
import uuid
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction
from pytest_django import Settings

from sangkien.core.errors import NotAllowed, NotFound
from sangkien.core.vault import Unreadable
from sangkien.files.actions import uploading
from sangkien.files.models import StoredFile, Upload
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
from sangkien.initiatives.enums import EvidenceKind, State
from sangkien.initiatives.errors import WrongState
from sangkien.initiatives.models import Correction, Evidence, Initiative
from sangkien.initiatives.risks import risks_of
from sangkien.journal.models import Entry
from tests.factories import (
    NOW,
    Cast,
    actor,
    make_cast,
    make_initiative,
    make_member,
    make_programme,
)
from tests.files.samples import paper
from tests.initiatives.secret_scene import (
    CANARIES,
    EFFECT,
    TITLE,
    Secret,
    asking,
    raw_rows,
    stored_bytes,
)

pytestmark = pytest.mark.django_db
OTHER_KEY = "another-key-that-opens-nothing-of-before"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def secret(cast: Cast) -> Secret:
    return Secret(cast=cast, programme=asking(make_programme(cast.province)))


def leaks() -> list[tuple[str, str]]:
    """Where a closed word lies open: in which table, or in the storage."""
    found = [
        (place, word) for place, text in raw_rows() for word in CANARIES.values() if word in text
    ]
    kept = list(stored_bytes())
    assert kept
    return found + [
        (place, "file") for place, content in kept if b"%PDF" in content or b"JFIF" in content
    ]


@pytest.fixture(autouse=True)
def empty_storage(settings: Settings, tmp_path: Any) -> None:
    options = {"location": str(tmp_path)}
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "files": backend}


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


def read(made: Initiative, who: Any) -> Initiative:
    return queries.get_initiative(made.code, actor=actor(who))


def test_authors_and_the_officers_who_confirm_read_everything(cast: Cast, secret: Secret) -> None:
    made = secret.closed_late()

    for who in (cast.author, cast.officer):
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


def test_the_levels_above_see_what_leaves_the_unit(cast: Cast, secret: Secret) -> None:
    made = secret.closed_late()

    for who in (
        cast.superior_officer,
        cast.provincial_officer,
        cast.national_officer,
        cast.auditor,
    ):
        found = read(made, who)
        assert (found.title, found.effect, found.benefit_vnd) == (TITLE, EFFECT, made.benefit_vnd)
        assert (found.before, found.solution, found.answers) == ("", "", {})
        assert held.shown(found) == []
        assert queries.corrections_of(found)[0].note == ""
        with pytest.raises(NotFound):
            held.get(found, Evidence.objects.earliest("pk").pk)


def test_a_co_author_reads_it(cast: Cast, secret: Secret) -> None:
    made = secret.closed_late()
    fellow = make_member(cast.factory, "Bùi Cùng Làm")
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


def test_two_screens_at_once_lose_nothing(cast: Cast, secret: Secret) -> None:
    made = secret.closed_first()
    confirmation.return_for_changes(made, reason="Xin bổ sung.", by=actor(cast.officer), at=NOW)
    phone, desk = read(made, cast.author), read(made, cast.author)
    by: dict[str, Any] = {"by": actor(cast.author), "at": NOW}

    drafting.save_draft(phone, changes={"before": "Trước đây làm bằng tay rất lâu."}, **by)
    drafting.save_draft(desk, changes={"solution": "Nay làm bằng máy tự chế."}, **by)

    found = read(made, cast.author)
    assert found.before == "Trước đây làm bằng tay rất lâu."
    assert found.solution == "Nay làm bằng máy tự chế."


def test_a_page_that_was_read_before_the_closing_writes_into_the_closed_part(
    cast: Cast, secret: Secret
) -> None:
    by: dict[str, Any] = {"by": actor(cast.author), "at": NOW}
    draft = drafting.start_draft(
        secret.programme, cast.factory, author=cast.author, request_key=uuid.uuid4(), **by
    )
    stale = Initiative.objects.get(pk=draft.pk)
    sealing.keep_secret(draft, **by)

    drafting.save_draft(stale, changes={"before": CANARIES["before"]}, **by)

    assert Initiative.objects.get(pk=draft.pk).before == ""
    assert read(draft, cast.author).before == CANARIES["before"]


def test_it_is_closed_until_the_first_confirmation_by_those_who_write_it(
    cast: Cast, secret: Secret
) -> None:
    made = make_initiative(secret.programme, cast.factory, cast.author)
    for who in (cast.officer, cast.superior_officer):
        with pytest.raises(NotAllowed):
            sealing.keep_secret(made, by=actor(who), at=NOW)
    confirmation.confirm(made, by=actor(cast.officer), at=NOW)
    with pytest.raises(WrongState):
        sealing.keep_secret(made, by=actor(cast.author), at=NOW)
    amending.begin_changes(made, reason="Cần sửa lại.", by=actor(cast.author), at=NOW)
    with pytest.raises(WrongState, match="từng được xác nhận"):
        sealing.keep_secret(made, by=actor(cast.author), at=NOW)


def test_only_the_leading_author_opens_it_again(
    cast: Cast, secret: Secret, django_capture_on_commit_callbacks: Any
) -> None:
    made = secret.closed_late()
    for who in (cast.officer, cast.superior_officer):
        with pytest.raises(NotAllowed):
            sealing.disclose(made, by=actor(who), at=NOW)

    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            sealing.disclose(secret.reread(made), by=actor(cast.author), at=NOW)

    found = read(made, cast.superior_officer)
    assert CANARIES["before"] in found.before
    assert CANARIES["note"] in queries.corrections_of(found)[0].note
    rows = held.shown(found)
    assert {CANARIES["caption"] in row.caption for row in rows} == {True}
    assert {row.published_at for row in rows} == {None}
    assert {row.file.is_sealed for row in rows} == {False}
    with opened(rows[1].file) as file:
        assert file.read() == paper()
    assert Entry.objects.filter(name="initiative.secret_disclosed").count() == 1


def test_twice_closed_is_once(cast: Cast, secret: Secret) -> None:
    made = secret.closed_late()

    sealing.keep_secret(secret.reread(made), by=actor(cast.author), at=NOW)

    assert Entry.objects.filter(name="initiative.secret_kept").count() == 1


def test_it_is_confirmed_counted_and_put_right_like_any_other(cast: Cast, secret: Secret) -> None:
    made = secret.closed_late()
    confirmed = confirmation.confirm(made, by=actor(cast.officer), at=NOW)
    assert confirmed.state == State.CONFIRMED
    reason = f"Gõ nhầm {CANARIES['note']}"
    author = actor(cast.author)
    before = read(made, cast.author).before.replace("hay hỏng", "hay  hỏng")

    amending.amend(
        read(made, cast.author), changes={"before": before}, reason=reason, by=author, at=NOW
    )

    assert read(made, cast.officer).before == before
    kept = Correction.objects.latest("pk")
    assert (kept.is_amendment, kept.note, "before" in kept.before) == (True, "", False)
    assert queries.corrections_of(read(made, cast.officer))[0].note == reason
    assert not any(CANARIES["note"] in str(entry.payload) for entry in Entry.objects.all())


def test_what_is_missing_is_told_although_it_is_closed(cast: Cast, secret: Secret) -> None:
    author = actor(cast.author)
    draft = drafting.start_draft(
        secret.programme,
        cast.factory,
        author=cast.author,
        request_key=uuid.uuid4(),
        changes={"title": TITLE, "before": "Quá ngắn", "is_secret": True},
        by=author,
        at=NOW,
    )

    ready = submission.readiness(secret.reread(draft), received_at=NOW, at=NOW)

    assert {problem.field for problem in ready.problems} >= {"before", "solution", "kind"}


def test_the_support_team_neither_reads_nor_writes_it(cast: Cast, secret: Secret) -> None:
    made = secret.closed_first()
    confirmation.return_for_changes(made, reason="Xin bổ sung.", by=actor(cast.officer), at=NOW)

    with pytest.raises(NotAllowed):
        helping.write_for_author(
            made, changes={"before": "x"}, seen=made.changed_at, by=actor(cast.officer), at=NOW
        )


def test_no_photo_of_it_is_published(cast: Cast, secret: Secret) -> None:
    made = secret.closed_late()
    photo = Evidence.objects.filter(initiative=made, kind="before").get()

    assert not permissions.can_publish_photos(actor(cast.author), made)
    with pytest.raises(NotAllowed):
        evidence.set_public(photo, is_public=True, by=actor(cast.author), at=NOW)


def test_a_closed_text_is_no_sign_of_a_thin_one(cast: Cast, secret: Secret) -> None:
    made = secret.closed_late()

    assert "thin" not in risks_of([made])[made.pk]


@pytest.mark.postgres
def test_the_keys_are_changed_and_the_old_one_may_go(
    cast: Cast,
    secret: Secret,
    settings: Settings,
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = secret.closed_late()
    old = settings.SEALING_KEYS
    settings.SEALING_KEYS = (OTHER_KEY, *old)
    assert CANARIES["before"] in read(made, cast.author).before

    with django_capture_on_commit_callbacks(execute=True):
        call_command("reseal")
    settings.SEALING_KEYS = (OTHER_KEY,)

    found = read(made, cast.author)
    assert CANARIES["before"] in found.before
    assert CANARIES["note"] in queries.corrections_of(found)[0].note
    for row in held.shown(found):
        with opened(row.file) as file:
            assert file.read()
    assert leaks() == []
    call_command("reseal", "--check")


def test_without_its_key_it_stays_closed_and_whole(
    cast: Cast, secret: Secret, settings: Settings
) -> None:
    made = secret.closed_first()
    kept, token = settings.SEALING_KEYS, made.sealed
    settings.SEALING_KEYS = (OTHER_KEY,)

    found = read(made, cast.author)
    assert (found.is_unreadable, found.is_closed, found.before) == (True, True, "")
    with pytest.raises(CommandError):
        call_command("reseal")
    with pytest.raises(CommandError):
        call_command("reseal", "--check")
    with pytest.raises(Unreadable):
        confirmation.return_for_changes(made, reason="Xin bổ sung.", by=actor(cast.officer), at=NOW)
    made = secret.reread(made)
    assert (made.state, made.sealed) == (State.SUBMITTED, token)
    assert confirmation.confirm(made, by=actor(cast.officer), at=NOW).is_valid

    settings.SEALING_KEYS = kept
    assert CANARIES["before"] in read(made, cast.author).before


def test_what_is_checked_about_it_needs_no_key(secret: Secret, settings: Settings) -> None:
    secret.closed_late()
    settings.SEALING_KEYS = (OTHER_KEY,)

    call_command("verify")


def test_a_copy_is_judged_and_the_row_stays_closed(secret: Secret) -> None:
    made = secret.closed_late()

    whole = secrecy.whole(made)

    assert CANARIES["before"] in whole.before
    assert (made.is_closed, made.before) == (True, "")
    whole.refresh_from_db()
    assert (whole.is_closed, whole.before) == (True, "")


def test_a_sealed_file_says_nothing_about_itself(secret: Secret) -> None:
    secret.closed_late()

    for stored in StoredFile.objects.all():
        assert stored.is_sealed
        assert stored.original_name.startswith("Minh chứng bí mật")


@pytest.mark.postgres
def test_pieces_of_an_upload_lie_closed(cast: Cast, secret: Secret) -> None:
    made, by = secret.closed_first(), actor(cast.author)
    content = paper(CANARIES["file"].encode())
    upload = uploading.begin(
        subject=evidence.subject_of(made),
        purpose=evidence.PURPOSE,
        name=f"{CANARIES['file']}.pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        by=by,
        at=NOW,
        limits=evidence.limits_of(EvidenceKind.DOCUMENT),
        is_sealed=made.is_secret,
    )
    uploading.receive(upload, offset=0, content=content[:20], at=NOW)
    upload = uploading.receive(upload, offset=20, content=content[20:], at=NOW)
    assert leaks() == []

    added = evidence.add_uploaded(
        made, kind=EvidenceKind.DOCUMENT, upload=upload, caption="Bản vẽ", by=by, at=NOW
    )

    assert leaks() == []
    with opened(added.file) as file:
        assert file.read() == content


def test_what_was_being_uploaded_in_the_open_is_dropped(cast: Cast, secret: Secret) -> None:
    made, by = make_initiative(secret.programme, cast.factory, cast.author), actor(cast.author)
    uploading.begin(
        subject=evidence.subject_of(made),
        purpose=evidence.PURPOSE,
        name="a.pdf",
        size=100,
        sha256="",
        by=by,
        at=NOW,
        limits=evidence.limits_of(EvidenceKind.DOCUMENT),
    )

    sealing.keep_secret(made, by=by, at=NOW)

    assert not Upload.objects.exists()


def test_a_list_from_excel_changes_no_trade_secret(cast: Cast, secret: Secret) -> None:
    made = secret.closed_first()
    confirmation.return_for_changes(made, reason="Xin bổ sung.", by=actor(cast.officer), at=NOW)
    entry = listed.Entry(
        programme=secret.programme,
        unit=cast.factory,
        author=cast.author,
        content={"before": "Trước đây làm bằng tay rất lâu."},
        credits=None,
        will_send=False,
    )

    done = listed.write(
        entry, made.code, key=uuid.uuid4(), by=actor(cast.author), received_at=NOW, at=NOW
    )

    assert done.outcome == Outcome.REFUSED
    assert CANARIES["before"] in read(made, cast.author).before
