"""Write the rules of a programme, version by version, and put them in force."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, replace

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import db, text
from sangkien.core.errors import ChangedMeanwhile
from sangkien.journal.actions.recording import record
from sangkien.programmes import chain, eligibility, queries, questions
from sangkien.programmes.actions.authorising import ensure_manages
from sangkien.programmes.chain import Step
from sangkien.programmes.eligibility import Statement, Terms
from sangkien.programmes.errors import InvalidRules, SecondPersonMissing
from sangkien.programmes.events import (
    RulesetApproved,
    RulesetDeclined,
    RulesetDrafted,
    RulesetProposed,
    RulesetRevised,
)
from sangkien.programmes.models import Programme, Ruleset
from sangkien.programmes.questions import Question
from sangkien.units.models import Level

REASON = (10, 1_000)
Happened = type[
    RulesetDrafted | RulesetRevised | RulesetProposed | RulesetApproved | RulesetDeclined
]


@transaction.atomic
def draft_ruleset(programme: Programme, *, by: Actor, at: dt.datetime) -> Ruleset:
    """ "Soạn thể lệ": the version in preparation; a new one begins as the version in force."""
    ensure_manages(programme.owner, by)
    db.locked(Programme.objects.filter(pk=programme.pk)).get()
    there = queries.ruleset_in_preparation(programme)
    if there is not None:
        return there
    last = programme.rulesets.order_by("-number").first()
    drafted = Ruleset.objects.create(
        programme=programme,
        number=last.number + 1 if last else 1,
        steps=last.steps if last else [],
        questions=last.questions if last else [],
        exclusions=last.exclusions if last else [],
        needs_recognition=last.needs_recognition if last else False,
        takes_trials=last.takes_trials if last else True,
        drafted_by_id=by.user_id,
        drafted_at=at,
    )
    _recorded(drafted, RulesetDrafted, by=by, at=at)
    return drafted


@transaction.atomic
def set_questions(
    ruleset: Ruleset, asked: Sequence[Question], *, by: Actor, at: dt.datetime
) -> Ruleset:
    """ "Đặt câu hỏi của biểu mẫu", in their order.

    A question without a key is new and gets one that this programme never used; one whose kind
    changed is a new question, because the old answers are of another kind.
    """
    clean = [_cleaned(question) for question in asked]
    questions.ensure_sound(clean)
    known, last = _keys(ruleset)
    keyed: list[Question] = []
    for question in clean:
        if known.get(question.key) != question.kind:
            last += 1
            question = replace(question, key=f"q{last}")  # noqa: PLW2901 - the same with its key
        keyed.append(question)
    return _revise(ruleset, by=by, at=at, questions=[question.values() for question in keyed])


def _cleaned(question: Question) -> Question:
    options = (text.clean_line(option) for option in question.options)
    return replace(
        question,
        label=text.clean_line(question.label),
        help=text.clean_prose(question.help),
        unit=text.clean_line(question.unit),
        options=tuple(option for option in options if option),
    )


def _keys(ruleset: Ruleset) -> tuple[dict[str, str], int]:
    """The kind of each key that may go on being used, and the last number given to any."""
    known: dict[str, str] = {}
    last = 0
    for version in Ruleset.objects.filter(programme_id=ruleset.programme_id).order_by("number"):
        for values in version.questions:
            known[values["key"]] = values["kind"]
            last = max(last, int(values["key"].removeprefix("q")))
    return known, last


@transaction.atomic
def set_terms(ruleset: Ruleset, terms: Terms, *, by: Actor, at: dt.datetime) -> Ruleset:
    """ "Đặt điều kiện": what the author states, whether it must be recognised, whether trials do."""
    statements = [_worded(number, one) for number, one in enumerate(terms.statements, start=1)]
    eligibility.ensure_sound(statements)
    return _revise(
        ruleset,
        by=by,
        at=at,
        exclusions=[one.values() for one in statements],
        needs_recognition=terms.needs_recognition,
        takes_trials=terms.takes_trials,
    )


def set_exclusions(
    ruleset: Ruleset, statements: Sequence[Statement], *, by: Actor, at: dt.datetime
) -> Ruleset:
    """ "Đặt các trường hợp không nhận"; everything else stays as it is."""
    terms = Terms(
        statements=tuple(statements),
        needs_recognition=ruleset.needs_recognition,
        takes_trials=ruleset.takes_trials,
    )
    return set_terms(ruleset, terms, by=by, at=at)


def _worded(number: int, one: Statement) -> Statement:
    """A statement that was changed is another one: nobody answered it yet."""
    words, reason = text.clean_line(one.text), text.clean_line(one.reason)
    key = one.key or f"s{number}_{text.fold(words).replace(' ', '')[:40]}"
    return replace(one, key=key, text=words, reason=reason)


@transaction.atomic
def set_steps(ruleset: Ruleset, steps: Sequence[Step], *, by: Actor, at: dt.datetime) -> Ruleset:
    """ "Đặt quy trình xét"; the first step is always the confirmation, and stands in `steps`."""
    numbered = [
        replace(step, number=number, name=text.clean_line(step.name))
        for number, step in enumerate(steps, start=1)
    ]
    chain.ensure_sound(numbered, levels=set(Level.objects.values_list("key", flat=True)))
    stored = [{**asdict(step), "kind": step.kind.value} for step in numbered]
    return _revise(ruleset, by=by, at=at, steps=stored)


def _revise(ruleset: Ruleset, *, by: Actor, at: dt.datetime, **values: object) -> Ruleset:
    """Write into a version in preparation; what was proposed has to be proposed again."""
    fresh = _locked(ruleset, by)
    if all(getattr(fresh, name) == value for name, value in values.items()):
        return fresh
    for name, value in values.items():
        setattr(fresh, name, value)
    fresh.editors = sorted({*fresh.editors, *([by.user_id] if by.user_id else [])})
    fresh.proposed_by_id = fresh.proposed_at = fresh.takes_effect_at = None
    fresh.save()
    _recorded(fresh, RulesetRevised, by=by, at=at)
    return fresh


def _locked(ruleset: Ruleset, by: Actor) -> Ruleset:
    """The version as it stands now, for whoever may write; others wait until this is done."""
    fresh = db.locked(Ruleset.objects.filter(pk=ruleset.pk)).get()
    fresh.programme = ruleset.programme
    ensure_manages(ruleset.programme.owner, by)
    if not fresh.is_in_preparation:
        raise InvalidRules(_("Phiên bản này đã có hiệu lực nên không sửa được; hãy soạn bản mới."))
    return fresh


@transaction.atomic
def put_in_force(programme: Programme, *, by: Actor, at: dt.datetime) -> Ruleset | None:
    """ "Đưa thể lệ vào hiệu lực" with the launch; None when there are the usual rules only."""
    ensure_manages(programme.owner, by)
    prepared = queries.ruleset_in_preparation(programme)
    if prepared is None:
        return programme.ruleset
    if programme.is_published:
        raise InvalidRules(_("Chương trình đã phát động: thể lệ mới cần người thứ hai duyệt."))
    return _in_force(prepared, at=at, from_=at)


def _in_force(ruleset: Ruleset, *, at: dt.datetime, from_: dt.datetime) -> Ruleset:
    ruleset.in_force_at, ruleset.approved_at = from_, at
    ruleset.save()
    programme = ruleset.programme
    programme.ruleset = ruleset
    programme.rulesets_read.clear()
    programme.save(update_fields=["ruleset"])
    return ruleset


@transaction.atomic
def propose_ruleset(
    ruleset: Ruleset,
    *,
    reason: str,
    takes_effect_at: dt.datetime | None,
    by: Actor,
    at: dt.datetime,
) -> Ruleset:
    """ "Đề nghị duyệt": a change after the launch, with why and from when; None is at once."""
    fresh = _locked(ruleset, by)
    clean = text.clean_prose(reason)
    least, most = REASON
    if not least <= len(clean) <= most or not text.has_words(clean):
        raise InvalidRules(_("Hãy ghi lý do thay đổi (10 đến 1.000 ký tự)."), field="reason")
    if takes_effect_at is not None and takes_effect_at <= at:
        raise InvalidRules(_("Thời điểm có hiệu lực phải ở phía trước."), field="takes_effect_at")
    fresh.reason, fresh.takes_effect_at = clean, takes_effect_at
    fresh.proposed_by_id, fresh.proposed_at = by.user_id, at
    fresh.save()
    _recorded(fresh, RulesetProposed, by=by, at=at)
    return fresh


@transaction.atomic
def approve_ruleset(ruleset: Ruleset, *, seen: dt.datetime, by: Actor, at: dt.datetime) -> Ruleset:
    """ "Duyệt thể lệ" by a second person; `seen` is when what they read was proposed.

    It holds from the instant that was stated; one that has passed meanwhile is now. Approved
    twice by the same person it is approved once.
    """
    ensure_manages(ruleset.programme.owner, by)
    there = db.locked(Ruleset.objects.filter(pk=ruleset.pk)).get()
    if there.approved_by_id is not None and there.approved_by_id == by.user_id:
        return there
    fresh = _proposed(ruleset, seen=seen, by=by)
    fresh.approved_by_id = by.user_id
    fresh.takes_effect_at = max(fresh.takes_effect_at or at, at)
    _in_force(fresh, at=at, from_=fresh.takes_effect_at)
    _recorded(fresh, RulesetApproved, by=by, at=at)
    return fresh


@transaction.atomic
def decline_ruleset(
    ruleset: Ruleset, *, reason: str, seen: dt.datetime, by: Actor, at: dt.datetime
) -> Ruleset:
    """ "Chưa duyệt": back to those who wrote it, with what is to be changed."""
    fresh = _proposed(ruleset, seen=seen, by=by)
    clean = text.clean_prose(reason)
    if not text.has_words(clean) or len(clean) > REASON[1]:
        raise InvalidRules(_("Hãy ghi điều cần sửa (nhiều nhất 1.000 ký tự)."), field="reason")
    fresh.proposed_by_id = fresh.proposed_at = fresh.takes_effect_at = None
    fresh.save()
    _recorded(fresh, RulesetDeclined, by=by, at=at, reason=clean)
    return fresh


def _proposed(ruleset: Ruleset, *, seen: dt.datetime, by: Actor) -> Ruleset:
    fresh = _locked(ruleset, by)
    if fresh.proposed_at != seen:
        raise ChangedMeanwhile(_("Thể lệ vừa được sửa. Hãy đọc lại rồi quyết định."))
    if by.user_id in {fresh.proposed_by_id, *fresh.editors}:
        raise SecondPersonMissing(
            _("Người soạn không tự duyệt được. Hãy nhờ người khác cùng phụ trách chương trình.")
        )
    return fresh


def _recorded(
    ruleset: Ruleset, event: Happened, *, by: Actor, at: dt.datetime, reason: str = ""
) -> None:
    happened = event(
        programme_id=ruleset.programme_id,
        unit_id=ruleset.programme.owner_id,
        ruleset_id=ruleset.pk,
        number=ruleset.number,
        reason=reason or ruleset.reason,
    )
    record(happened, by=by, at=at)
