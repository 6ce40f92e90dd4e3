"""What one version of the rules changed of the version before, in words."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from sangkien.programmes import queries, questions
from sangkien.programmes.chain import steps_of
from sangkien.programmes.eligibility import yes_no
from sangkien.programmes.questions import Question
from sangkien.web.programmes import wording

if TYPE_CHECKING:
    from sangkien.programmes.models import Ruleset
    from sangkien.units.models import Level


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One part; an empty side was added or taken out."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class Version:
    ruleset: "Ruleset"
    badge: wording.Badge
    differences: list[Difference]


def versions(
    found: "Sequence[Ruleset]", levels: "Sequence[Level]", *, now: dt.datetime
) -> list[Version]:
    """The newest first, as they are given, each beside the one before it."""
    olders: list[Ruleset | None] = [*found[1:], *([None] if found else [])]
    holding = next((one for one in found if one.in_force_at and one.in_force_at <= now), None)
    return [
        Version(
            ruleset=one,
            badge=_badge(one, is_holding=one is holding),
            differences=list(_differences(older, one, levels)),
        )
        for one, older in zip(found, olders, strict=True)
    ]


def _badge(ruleset: "Ruleset", *, is_holding: bool) -> wording.Badge:
    if ruleset.is_proposed:
        return wording.Badge(_("Chờ người thứ hai duyệt"), "warn", "clock")
    if ruleset.is_in_preparation:
        return wording.Badge(_("Đang soạn"), "warn", "pencil")
    if is_holding:
        return wording.Badge(_("Đang có hiệu lực"), "success", "circle-check")
    return wording.Badge(_("Đã duyệt"), "", "lock")


def _differences(
    older: "Ruleset | None", newer: "Ruleset", levels: "Sequence[Level]"
) -> Iterator[Difference]:
    old_terms, new_terms = queries.terms_of(older), queries.terms_of(newer)
    for change in questions.changes(queries.asked_by(older), queries.asked_by(newer)):
        yield Difference(label=_("Câu hỏi"), old=_question(change.old), new=_question(change.new))
    if [q.key for q in queries.asked_by(older)] != [q.key for q in queries.asked_by(newer)]:
        yield from _reordered(queries.asked_by(older), queries.asked_by(newer))
    flags = (
        (_("Phải được công nhận trước"), old_terms.needs_recognition, new_terms.needs_recognition),
        (_("Nhận sáng kiến áp dụng thử"), old_terms.takes_trials, new_terms.takes_trials),
    )
    for label, old, new in flags:
        if old != new:
            yield Difference(label=label, old=yes_no(old), new=yes_no(new))
    old_words = {f"{one.text} {yes_no(one.wanted)}" for one in old_terms.statements}
    new_words = {f"{one.text} {yes_no(one.wanted)}" for one in new_terms.statements}
    for words in sorted(old_words - new_words):
        yield Difference(label=_("Điều kiện"), old=words, new="")
    for words in sorted(new_words - old_words):
        yield Difference(label=_("Điều kiện"), old="", new=words)
    old_chain, new_chain = (
        "\n".join(wording.chain_link(step, levels).words for step in steps_of(stored))
        for stored in (older.steps if older else (), newer.steps)
    )
    if old_chain != new_chain:
        yield Difference(label=_("Quy trình xét"), old=old_chain, new=new_chain)


def _reordered(before: Sequence[Question], after: Sequence[Question]) -> Iterator[Difference]:
    """Only when the same questions stand in another order."""
    old, new = [one.key for one in before], [one.key for one in after]
    kept = set(old) & set(new)
    if [key for key in old if key in kept] != [key for key in new if key in kept]:
        yield Difference(
            label=_("Thứ tự câu hỏi"),
            old="; ".join(one.label for one in before if one.key in kept),
            new="; ".join(one.label for one in after if one.key in kept),
        )


def _question(question: Question | None) -> str:
    if question is None:
        return ""
    return f"{question.label} ({', '.join(wording.question_facts(question))})"
