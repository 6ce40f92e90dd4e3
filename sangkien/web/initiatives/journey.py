"""The screens of the registration, in their order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sangkien.initiatives.conditions import ANSWER
from sangkien.web.initiatives.forms.answers import AnswersForm
from sangkien.web.initiatives.forms.steps import (
    BenefitForm,
    ContentForm,
    KindForm,
    StoryForm,
    TitleForm,
)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One screen; the authors and the review have pages of their own instead of a plain form."""

    number: int
    name: Promise
    question: Promise
    form: type[ContentForm] | None = None
    fields: tuple[str, ...] = ()
    partial: str = ""


TITLE = Step(
    number=1,
    name=_("Tên sáng kiến"),
    question=_("Việc gì đã làm tốt hơn?"),
    form=TitleForm,
    fields=tuple(TitleForm.base_fields),
    partial="initiatives/steps/title.html",
)
STORY = Step(
    number=2,
    name=_("Trước và nay"),
    question=_("Trước đây và bây giờ khác nhau thế nào?"),
    form=StoryForm,
    fields=tuple(StoryForm.base_fields),
    partial="initiatives/steps/story.html",
)
KIND = Step(
    number=3,
    name=_("Phân loại"),
    question=_("Sáng kiến thuộc loại nào, áp dụng từ bao giờ?"),
    form=KindForm,
    fields=tuple(KindForm.base_fields),
    partial="initiatives/steps/kind.html",
)
BENEFIT = Step(
    number=4,
    name=_("Lợi ích"),
    question=_("Làm lợi bao nhiêu, đã được công nhận chưa?"),
    form=BenefitForm,
    fields=tuple(BenefitForm.base_fields),
    partial="initiatives/steps/benefit.html",
)
AUTHORS = Step(
    number=5,
    name=_("Tác giả"),
    question=_("Có ai cùng làm không?"),
    fields=("shares",),
    partial="initiatives/steps/authors.html",
)
REVIEW = Step(number=6, name=_("Xem lại và gửi"), question=_("Xem lại và gửi"))
# What the programme asks by its own rules; the number only names the screen in addresses.
QUESTIONS = Step(
    number=7,
    name=_("Chương trình hỏi thêm"),
    question=_("Chương trình hỏi thêm"),
    form=AnswersForm,
    partial="shared/answers.html",
)
ORDER = (TITLE, STORY, KIND, BENEFIT, QUESTIONS, AUTHORS, REVIEW)
STEPS: Mapping[int, Step] = {step.number: step for step in ORDER}


@dataclass(frozen=True)
class Journey:
    """The screens that one registration goes through."""

    asks_more: bool

    @property
    def steps(self) -> tuple[Step, ...]:
        return ORDER if self.asks_more else tuple(step for step in ORDER if step is not QUESTIONS)

    @property
    def last(self) -> int:
        return len(self.steps)

    def place(self, step: Step) -> int:
        """As people count: the first is 1."""
        return self.steps.index(step) + 1

    def after(self, step: Step) -> Step:
        return self.steps[self.place(step)]

    def before(self, step: Step) -> Step:
        return self.steps[max(self.place(step) - 2, 0)]


def step_of(field: str | None) -> Step:
    """The screen on which a field of the domain is asked for."""
    if field and field.startswith(ANSWER):
        return QUESTIONS
    return next((step for step in ORDER if field in step.fields), AUTHORS)


def next_step(missing: Sequence[str | None], *, has_benefit: bool) -> Step:
    """Where somebody goes on who left in the middle: at the first screen with something missing.

    The benefit may be left empty, so nobody can know whether it was asked for yet: it is shown.
    """
    if missing:
        return min((step_of(field) for field in missing), key=ORDER.index)
    return REVIEW if has_benefit else BENEFIT


def anchor_of(field: str | None) -> str:
    """The id of its control on that screen; "credits.2" is the second co-author."""
    if field and field.startswith("credits."):
        return f"id_who_{field.removeprefix('credits.')}"
    return f"id_{field}" if field and field != "shares" else ""
