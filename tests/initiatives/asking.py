"""A programme that asks for files, for the tests of the answers."""

import uuid
from collections.abc import Sequence

from django.core.files.uploadedfile import SimpleUploadedFile

from sangkien.accounts.models import User
from sangkien.initiatives.actions import answer_files, drafting
from sangkien.initiatives.models import Evidence, Initiative
from sangkien.programmes.actions import rulesets
from sangkien.programmes.enums import Moment, QuestionKind
from sangkien.programmes.models import Programme
from sangkien.programmes.questions import Question
from sangkien.units.models import Unit
from tests.factories import NOW, SYSTEM, actor, content_of, make_programme
from tests.files.samples import picture

PHOTO = Question(key="", kind=QuestionKind.PHOTO, label="Ảnh nơi áp dụng", is_required=True)
PAPER = Question(key="", kind=QuestionKind.FILE, label="Biên bản chạy thử")
LATER = Question(
    key="", kind=QuestionKind.FILE, label="Báo cáo sau một tháng", moment=Moment.REVIEW
)


def asking(owner: Unit, asked: Sequence[Question] = (PHOTO, PAPER, LATER)) -> Programme:
    """The keys are q1, q2, q3."""
    made = make_programme(owner)
    ask_for(made, asked)
    return Programme.objects.select_related("owner").get(pk=made.pk)


def ask_for(made: Programme, asked: Sequence[Question]) -> None:
    """As if it had been launched with these questions."""
    Programme.objects.filter(pk=made.pk).update(state="draft", published_at=None)
    made.refresh_from_db()
    drafted = rulesets.draft_ruleset(made, by=SYSTEM, at=NOW)
    rulesets.set_questions(drafted, asked, by=SYSTEM, at=NOW)
    rulesets.put_in_force(made, by=SYSTEM, at=NOW)
    Programme.objects.filter(pk=made.pk).update(state="published", published_at=NOW)
    made.refresh_from_db()


def whole_draft(programme: Programme, unit: Unit, author: User) -> Initiative:
    """Everything but the files."""
    return drafting.start_draft(
        programme,
        unit,
        author=author,
        request_key=uuid.uuid4(),
        by=actor(author),
        at=NOW,
        changes=content_of(programme),
    )


def answer(
    initiative: Initiative,
    key: str = "q1",
    content: bytes | None = None,
    *,
    by: User | None = None,
    name: str = "ảnh.jpg",
) -> Evidence:
    upload = SimpleUploadedFile(name, picture() if content is None else content)
    question = answer_files.get_question(initiative, key, at=NOW)
    who = actor(by or initiative.author)
    return answer_files.answer(initiative, question, upload=upload, by=who, at=NOW)
