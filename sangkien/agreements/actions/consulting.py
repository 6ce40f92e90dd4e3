"""Ask the parties, and write down what they say."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.agreements import contents, steps
from sangkien.agreements.actions.holding import (
    ensure_drafts,
    ensure_untouched,
    held,
    note,
    party_in,
    the_open_one,
)
from sangkien.agreements.actions.pledging import ensure_countable
from sangkien.agreements.enums import EditionState, Verdict
from sangkien.agreements.errors import ChangedSince, Incomplete
from sangkien.agreements.events import (
    ChangeAsked,
    EditionSent,
    EditionSettled,
    EditionTakenBack,
    OpinionEvent,
    PartyAgreed,
    PartyCommented,
)
from sangkien.agreements.models import Agreement, Edition, Opinion, Party
from sangkien.agreements.permissions import can_answer
from sangkien.agreements.queries.pacts import current_signers, parties_of, verdicts_of
from sangkien.core import text
from sangkien.core.errors import NotAllowed

EVENTS: dict[Verdict, type[OpinionEvent]] = {
    Verdict.AGREE: PartyAgreed,
    Verdict.CHANGE: ChangeAsked,
    Verdict.COMMENT: PartyCommented,
}


@transaction.atomic
def send(agreement: Agreement, *, seen: int, by: Actor, at: dt.datetime) -> Edition:
    """ "Gửi các bên lấy ý kiến": head, parties and words become one content with one digest.

    The unit that drafts it has agreed by sending it.
    """
    row = held(agreement)
    ensure_drafts(by, row.unit)
    steps.ensure_living(row.state_enum)
    edition = the_open_one(row)
    if edition.state == EditionState.CONSULTING and edition.version == seen:
        return edition
    steps.ensure_step(edition.state_enum, EditionState.DRAFT)
    if edition.version != seen:
        raise ChangedSince(_("Bản này vừa được sửa sau khi bạn xem. Hãy đọc lại rồi gửi."))
    parties = parties_of(row)
    signers = current_signers(parties)
    contents.ensure_complete(edition.words, signers, is_annex=edition.is_annex)
    ensure_countable(row, edition.words, parties)
    content = contents.sealed(edition.words, head=_head(row, edition), parties=signers)
    _fix(edition, content, at=at)
    if row.sent_at is None:
        Agreement.objects.filter(pk=row.pk).update(sent_at=at)
    edition = Edition.objects.get(pk=edition.pk)
    note(EditionSent, row, edition, by=by, at=at, edition_id=edition.pk, digest=edition.digest)
    own = next((party for party in parties if party.unit_id == row.unit_id), None)
    if own is not None:
        _say(row, edition, own, Verdict.AGREE, "", by=by, at=at)
    return Edition.objects.get(pk=edition.pk)


def _fix(edition: Edition, content: dict[str, object], *, at: dt.datetime) -> None:
    Edition.objects.filter(pk=edition.pk, state=EditionState.DRAFT).update(
        state=EditionState.CONSULTING,
        content=content,
        digest=contents.digest(content),
        round=edition.round + 1,
        sent_at=at,
    )


def _head(row: Agreement, edition: Edition) -> dict[str, object]:
    return {
        "agreement": row.pk,
        "number": edition.number,
        "kind": row.kind,
        "span": row.span,
        "title": row.title,
        "unit": row.unit_id,
        "cluster": row.cluster_id,
        "period": row.period_id,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
    }


@transaction.atomic
def take_back(agreement: Agreement, *, by: Actor, at: dt.datetime) -> Edition:
    """ "Rút về để sửa" before anybody has signed; the parties are asked anew afterwards."""
    row = held(agreement)
    ensure_drafts(by, row.unit)
    edition = the_open_one(row)
    if edition.state == EditionState.DRAFT:
        return edition
    steps.ensure_step(edition.state_enum, *steps.SENT)
    if edition.signatures.exists():
        raise Incomplete(_("Đã có bên ký nên không rút về được nữa."))
    _reopen(edition)
    note(EditionTakenBack, row, edition, by=by, at=at)
    return Edition.objects.get(pk=edition.pk)


def _reopen(edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(
        state=EditionState.DRAFT,
        digest="",
        content=contents.dump(edition.words),
        version=edition.version + 1,
        agreed_at=None,
    )


@transaction.atomic
def give_opinion(
    agreement: Agreement,
    party: Party,
    *,
    verdict: Verdict,
    words: str = "",
    seen: str,
    by: Actor,
    at: dt.datetime,
) -> Edition:
    """ "Cho ý kiến" about the edition with the digest `seen`: by an officer of the party, or for a
    party outside by the unit that drafts it. Asking for a change sends it back to draft.
    """
    row = held(agreement)
    party = party_in(row, party)
    if not can_answer(by, party):
        raise NotAllowed(_("Bạn không trả lời thay cho bên này."))
    steps.ensure_living(row.state_enum)
    edition = the_open_one(row)
    said = text.clean_prose(words)
    if _is_repeated(edition, party, verdict, said, seen=seen):
        return edition
    steps.ensure_step(edition.state_enum, EditionState.CONSULTING)
    if edition.digest != seen:
        raise ChangedSince(_("Bản này đã thay đổi sau khi bạn đọc. Hãy đọc lại rồi cho ý kiến."))
    ensure_untouched(edition)
    if not text.has_words(said):
        _ensure_silent(verdict, party)
    _say(row, edition, party, verdict, said, by=by, at=at)
    return Edition.objects.get(pk=edition.pk)


def _ensure_silent(verdict: Verdict, party: Party) -> None:
    """Agreeing needs no words, except of whoever did not say it here in person."""
    if party.is_outside:
        raise Incomplete(_("Hãy ghi ai trả lời, khi nào, bằng cách nào."), field="words")
    if verdict != Verdict.AGREE:
        raise Incomplete(_("Hãy ghi rõ ý kiến."), field="words")


def _is_repeated(
    edition: Edition, party: Party, verdict: Verdict, words: str, *, seen: str
) -> bool:
    """The same answer sent twice, also after it had its effect."""
    rows = Opinion.objects.filter(edition=edition, party=party, round=edition.round)
    return rows.filter(digest=seen, verdict=verdict, words=words).exists()


def _say(
    row: Agreement,
    edition: Edition,
    party: Party,
    verdict: Verdict,
    words: str,
    *,
    by: Actor,
    at: dt.datetime,
) -> None:
    if verdict != Verdict.COMMENT and party.pk in verdicts_of(edition):
        raise Incomplete(_("Bên này đã nhất trí với bản này."))
    opinion = Opinion.objects.create(
        edition=edition,
        party=party,
        round=edition.round,
        digest=edition.digest,
        verdict=verdict,
        words=words,
        is_relayed=party.is_outside,
        said_by_id=by.user_id,
        said_at=at,
    )
    details = {
        "opinion_id": opinion.pk,
        "party_id": party.pk,
        "party": party.label,
        "digest": edition.digest,
    }
    note(EVENTS[verdict], row, edition, by=by, at=at, **details)
    if verdict == Verdict.CHANGE:
        _reopen(edition)
    elif verdict == Verdict.AGREE:
        _settle(row, edition, by=by, at=at)


def _settle(row: Agreement, edition: Edition, *, by: Actor, at: dt.datetime) -> None:
    """With the last party that agrees it waits for the signatures."""
    everybody = [party.pk for party in parties_of(row)]
    if steps.are_all_agreed(everybody, verdicts_of(edition)):
        Edition.objects.filter(pk=edition.pk).update(state=EditionState.AGREED, agreed_at=at)
        note(EditionSettled, row, edition, by=by, at=at)
