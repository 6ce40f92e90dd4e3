"""Writing for an author: only with the word of the author, and nothing is lost on either side."""

import datetime as dt

import pytest

from sangkien.access.roles import RoleKey
from sangkien.core import shown
from sangkien.core.errors import NotAllowed
from sangkien.initiatives.actions import drafting, sealing, submission
from sangkien.initiatives.errors import DraftChanged as DraftChangedElsewhere
from sangkien.initiatives.models import Initiative
from sangkien.journal.models import Entry
from sangkien.support import queries
from sangkien.support.actions import asking, cowriting, helping
from sangkien.support.enums import VersionState
from sangkien.support.errors import DraftChanged, InvalidHelp, NoConsent
from sangkien.support.models import DraftVersion, HelpRequest
from sangkien.units.models import Grant
from tests.factories import NOW, Cast, actor, make_cast, make_officer
from tests.support.scene import ask, make_draft
from tests.threads import outcomes, refusals

LATER = NOW + dt.timedelta(minutes=5)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def words(draft: Initiative, **changes: str) -> dict[str, str]:
    return {**cowriting.present_words(draft), **changes}


def write(request: HelpRequest, cast: Cast, **changes: str) -> DraftVersion:
    draft = Initiative.objects.get(help_requests=request)
    seen = cowriting.state_of(draft, cowriting.waiting_of(request))
    return cowriting.write(
        request, words=words(draft, **changes), seen=seen, by=actor(cast.officer), at=NOW
    )


def taken(cast: Cast, *, may_edit: bool = True) -> tuple[HelpRequest, Initiative]:
    draft = make_draft(cast)
    asked = ask(cast, draft, may_edit=may_edit)
    helping.take(asked, by=actor(cast.officer), at=NOW)
    return asked, draft


def own_seen(draft: Initiative) -> str:
    draft.refresh_from_db()
    return shown.digest(cowriting.present_words(draft))


def test_helper_writes_only_with_consent_and_the_author_takes_it_over(cast: Cast) -> None:
    asked, draft = taken(cast, may_edit=False)
    author, text = actor(cast.author), "Giảm 20 phút mỗi ca, đo trong hai tuần."
    before = draft.effect
    with pytest.raises(NoConsent):
        write(asked, cast, effect=text)
    asking.allow_editing(asked, allowed=True, by=author, at=NOW)

    version = write(asked, cast, effect=text)

    draft.refresh_from_db()
    assert draft.effect == before  # nothing of it is in the draft yet
    assert (version.before["effect"], version.words["effect"]) == (before, text)
    cowriting.use(version, words=version.words, seen=own_seen(draft), by=author, at=NOW)
    cowriting.use(version, words=version.words, seen="", by=author, at=NOW)
    draft.refresh_from_db()
    assert (draft.effect, draft.state) == (text, "draft")
    told = Entry.objects.get(name="initiative.helped")
    assert (told.actor_id, told.payload["helper_id"]) == (cast.author.pk, cast.officer.pk)


def test_consent_ends_at_once_and_takes_the_waiting_version_with_it(cast: Cast) -> None:
    asked, _draft = taken(cast)
    version = write(asked, cast, effect="Bớt 20 phút mỗi ca.")

    asking.allow_editing(asked, allowed=False, by=actor(cast.author), at=NOW)

    version.refresh_from_db()
    assert version.state == VersionState.DROPPED
    with pytest.raises(NoConsent):
        write(asked, cast, effect="Bớt 30 phút mỗi ca.")


def test_consent_ends_with_the_request_and_with_the_right(cast: Cast) -> None:
    asked, _draft = taken(cast)
    Grant.objects.filter(user=cast.officer).update(revoked_at=NOW)
    with pytest.raises(NoConsent):
        write(asked, cast, effect="Bớt 20 phút mỗi ca.")
    Grant.objects.filter(user=cast.officer).update(revoked_at=None)

    helping.close(asked, text="Đã giúp xong.", by=actor(cast.officer), at=NOW)

    assert not asked.may_edit
    with pytest.raises(NoConsent):
        write(asked, cast, effect="Bớt 20 phút mỗi ca.")


def test_what_was_sent_is_not_written_in_any_more(cast: Cast) -> None:
    asked, draft = taken(cast)
    submission.submit(draft, by=actor(cast.author), received_at=NOW, at=NOW)

    with pytest.raises(NoConsent):
        write(asked, cast, title="Tên khác hẳn so với trước")


def test_nobody_else_writes_with_that_consent_and_nobody_else_takes_it_over(cast: Cast) -> None:
    asked, draft = taken(cast)
    other = make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Lâm Phó Chủ Tịch")
    with pytest.raises(NoConsent):
        cowriting.write(asked, words=words(draft, title="Khác"), seen="", by=actor(other), at=NOW)
    version = write(asked, cast, effect="Bớt 20 phút mỗi ca.")

    for user in (cast.officer, other):
        with pytest.raises(NotAllowed):
            cowriting.use(
                version, words=version.words, seen=own_seen(draft), by=actor(user), at=NOW
            )
        with pytest.raises(NotAllowed):
            cowriting.decline(version, by=actor(user), at=NOW)


def test_helper_is_told_what_the_author_wrote_meanwhile(cast: Cast) -> None:
    asked, draft = taken(cast)
    seen = cowriting.state_of(draft, None)
    changes: dict[str, object] = {"effect": "Chữ của tác giả."}
    drafting.save_draft(draft, changes=changes, by=actor(cast.author), at=LATER)

    with pytest.raises(DraftChanged):
        cowriting.write(
            asked, words=words(draft, effect="Chữ cũ."), seen=seen, by=actor(cast.officer), at=LATER
        )


def test_two_screens_of_the_helper_lose_nothing(cast: Cast) -> None:
    asked, draft = taken(cast)
    seen = cowriting.state_of(draft, None)
    first = write(asked, cast, effect="Bản thứ nhất của tôi.")

    with pytest.raises(DraftChanged):
        cowriting.write(
            asked, words=words(draft, effect="Khác."), seen=seen, by=actor(cast.officer), at=NOW
        )
    assert write(asked, cast, effect="Bản thứ nhất của tôi.") == first
    second = write(asked, cast, effect="Bản thứ hai của tôi.")

    first.refresh_from_db()
    assert (first.state, second.number) == (VersionState.REPLACED, 2)
    with pytest.raises(DraftChanged):
        cowriting.use(first, words=first.words, seen=own_seen(draft), by=actor(cast.author), at=NOW)


def test_author_takes_over_only_what_stands_beside_the_own_present_words(cast: Cast) -> None:
    asked, draft = taken(cast)
    version = write(asked, cast, effect="Bớt 20 phút mỗi ca.")
    seen, author = own_seen(draft), actor(cast.author)
    drafting.save_draft(draft, changes={"effect": "Tôi viết thêm."}, by=author, at=LATER)

    with pytest.raises(DraftChangedElsewhere):
        cowriting.use(version, words=version.words, seen=seen, by=author, at=LATER)

    version.refresh_from_db()
    assert version.is_waiting


def test_page_of_the_author_does_not_write_over_what_was_taken_over(cast: Cast) -> None:
    asked, draft = taken(cast)
    version, author = write(asked, cast, effect="Bớt 20 phút mỗi ca."), actor(cast.author)
    old = drafting.seen_of(draft, ("before", "solution", "effect"))
    typed: dict[str, object] = {"effect": "Chữ đang gõ dở."}
    cowriting.use(version, words=version.words, seen=own_seen(draft), by=author, at=NOW)

    with pytest.raises(DraftChangedElsewhere):
        drafting.save_draft(draft, changes=typed, seen=old, by=author, at=LATER)
    fresh = drafting.seen_of(draft, ("before", "solution", "effect"))
    drafting.save_draft(draft, changes=typed, seen=fresh, by=author, at=LATER)

    draft.refresh_from_db()
    assert draft.effect == typed["effect"]


def test_other_fields_and_the_same_words_are_no_conflict(cast: Cast) -> None:
    draft, author = make_draft(cast), actor(cast.author)
    seen = drafting.seen_of(draft, ("title",))
    drafting.save_draft(draft, changes={"effect": "Bớt 20 phút."}, by=author, at=LATER)
    drafting.save_draft(
        draft, changes={"title": "Tên mới rõ hơn nhiều"}, seen=seen, by=author, at=LATER
    )

    drafting.save_draft(
        draft, changes={"title": "Tên mới rõ hơn nhiều"}, seen=seen, by=author, at=LATER
    )

    draft.refresh_from_db()
    assert (draft.title, draft.effect) == ("Tên mới rõ hơn nhiều", "Bớt 20 phút.")


def test_nothing_stays_of_a_draft_that_became_a_trade_secret(cast: Cast) -> None:
    asked, draft = taken(cast)
    version = write(asked, cast, solution="Công thức pha keo: 3 phần A, 1 phần B.")

    sealing.keep_secret(draft, by=actor(cast.author), at=NOW)

    version.refresh_from_db()
    asked.refresh_from_db()
    assert (version.words, version.before, version.state) == ({}, {}, VersionState.DROPPED)
    assert not asked.may_edit
    asked_again = HelpRequest.objects.get(pk=asked.pk)
    with pytest.raises(NoConsent):
        cowriting.write(asked_again, words=words(draft), seen="", by=actor(cast.officer), at=NOW)


def test_version_that_changes_nothing_is_refused(cast: Cast) -> None:
    asked, _draft = taken(cast)

    with pytest.raises(InvalidHelp):
        write(asked, cast)


def test_author_keeps_the_own_text(cast: Cast) -> None:
    asked, draft = taken(cast)
    version = write(asked, cast, effect="Bớt 20 phút mỗi ca.")
    assert queries.being_helped(draft, actor=actor(cast.author)) == asked

    cowriting.decline(version, by=actor(cast.author), at=NOW)
    cowriting.decline(version, by=actor(cast.author), at=NOW)

    assert version.state == VersionState.DECLINED
    assert Entry.objects.filter(name="support.version_decided").count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_screens_of_the_author_at_once_are_one_and_one_who_is_told() -> None:
    cast = make_cast()
    asked, draft = taken(cast)
    version, author = write(asked, cast, effect="Bớt 20 phút mỗi ca."), actor(cast.author)
    digest, seen = own_seen(draft), drafting.seen_of(draft, ("effect",))
    typed: dict[str, object] = {"effect": "Chữ gõ ở máy khác."}

    def use() -> object:
        found = DraftVersion.objects.get(pk=version.pk)
        return cowriting.use(found, words=version.words, seen=digest, by=author, at=NOW)

    def save() -> object:
        own = Initiative.objects.get(pk=draft.pk)
        return drafting.save_draft(own, changes=typed, seen=seen, by=author, at=LATER)

    found = outcomes(use, save)

    assert [type(refusal) for refusal in refusals(found)] == [DraftChangedElsewhere]
