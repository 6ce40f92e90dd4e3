"""What a programme asks and demands of an initiative beyond the usual."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sangkien.core.errors import DomainError
from sangkien.core.periods import local_day
from sangkien.initiatives import evidence
from sangkien.initiatives.enums import State
from sangkien.initiatives.errors import Incomplete, NotEligible
from sangkien.initiatives.models import Initiative
from sangkien.programmes import eligibility, questions
from sangkien.programmes.eligibility import Finding
from sangkien.programmes.enums import Moment
from sangkien.programmes.models import Ruleset
from sangkien.programmes.queries import asked_by, phase_windows, ruleset_at, terms_of
from sangkien.programmes.questions import GivenFile, Question
from sangkien.programmes.rules import PhaseWindow

ANSWERABLE = frozenset({State.SUBMITTED, State.CONFIRMED})
ANSWER = "answer_"  # before the key of a question, wherever a field is named


def ruleset_of(initiative: Initiative, *, at: dt.datetime) -> Ruleset | None:
    """The version under which it was sent, for good; that of the instant as long as it is a draft."""
    if initiative.received_at is None:
        return ruleset_at(initiative.programme, at)
    return initiative.ruleset


def asks_more(ruleset: Ruleset | None) -> bool:
    """Whether there is anything to answer beyond the usual."""
    return ruleset is not None and bool(asked_by(ruleset) or terms_of(ruleset).asked)


def problems(
    initiative: Initiative,
    ruleset: Ruleset | None,
    *,
    phase: PhaseWindow | None,
    at: dt.datetime,
    moment: Moment = Moment.ENTRY,
) -> list[DomainError]:
    """Answers that are missing or will not do, and conditions that are not met."""
    if ruleset is None:
        return []
    asked = asked_by(ruleset)
    answers = with_files(initiative, asked)
    found: list[DomainError] = [
        Incomplete(words, field=f"{ANSWER}{question.key}")
        for question in asked
        if (words := questions.missing(question, answers, at=moment)) is not None
    ]
    demanded = eligibility.findings(
        facts_of(initiative), terms_of(ruleset), phase=phase, today=local_day(at)
    )
    return found + [
        NotEligible(finding.reason, field=finding.field)
        for finding in demanded
        if not finding.is_met and finding.field != "first_applied_on"  # judged for everybody
    ]


def with_files(initiative: Initiative, asked: Sequence[Question]) -> Mapping[str, Any]:
    """What was answered, files among them; of a question about a file nothing else counts."""
    return {**initiative.answers, **files_given(initiative, asked)}


def files_given(initiative: Initiative, asked: Sequence[Question]) -> Mapping[str, GivenFile]:
    """By the key of its question; the database is asked only where a file is asked for."""
    if not questions.about_files(asked):
        return {}
    return evidence.given_files(evidence.given(initiative))


def facts_of(initiative: Initiative) -> eligibility.Facts:
    return eligibility.Facts(
        first_applied_on=initiative.first_applied_on,
        recognised_by=initiative.recognised_by,
        decision_number=initiative.decision_number,
        decided_on=initiative.decided_on,
        answers=initiative.answers,
    )


def findings(initiative: Initiative, *, at: dt.datetime) -> list[Finding]:
    """Every condition with whether it is met, and the answers that are still to come, for whoever
    reviews it; of a trade secret for whoever reads it.
    """
    if initiative.is_closed:
        return []
    ruleset = ruleset_of(initiative, at=at)
    phases = phase_windows(initiative.programme)
    phase = next((one for one in phases if one.period_id == initiative.phase_id), None)
    found = eligibility.findings(
        facts_of(initiative), terms_of(ruleset), phase=phase, today=local_day(at)
    )
    asked = asked_by(ruleset)
    answers = with_files(initiative, asked)
    unanswered = [
        Finding(demand=question.label, field=f"{ANSWER}{question.key}", reason=words)
        for question in asked
        if (words := questions.missing(question, answers, at=Moment.REVIEW)) is not None
    ]
    return [*found, *unanswered]


def asks_files(ruleset: Ruleset | None) -> bool:
    return bool(questions.about_files(asked_by(ruleset)))


def told(initiative: Initiative, *, file_words: str = "") -> list[tuple[str, str]]:
    """`answered` of one that was sent, files by their names, or all by the same `file_words`."""
    files = files_given(initiative, asked_by(initiative.ruleset))
    words = {key: file_words or str(file) for key, file in files.items()}
    return answered(initiative.ruleset, {**initiative.answers, **words})


def answered(ruleset: Ruleset | None, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Each question and statement of the version with its answer in words, "" for none."""
    if ruleset is None:
        return []
    return [
        *((one.label, questions.told(one, answers.get(one.key))) for one in asked_by(ruleset)),
        *((one.text, _told(answers.get(one.key))) for one in terms_of(ruleset).asked),
    ]


def _told(answer: object) -> str:
    return eligibility.yes_no(answer) if isinstance(answer, bool) else ""


def left_for_later(initiative: Initiative) -> Sequence[Question]:
    """The questions that may be answered after the sending."""
    asked = asked_by(initiative.ruleset)
    return [question for question in asked if question.moment == Moment.REVIEW]
