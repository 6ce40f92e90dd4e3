"""What the programme asks by its own rules: a screen of the registration, or a part of a page."""

from typing import Any

from sangkien.initiatives.conditions import ANSWER
from sangkien.web.initiatives.forms.steps import ContentForm
from sangkien.web.shared.answers import AnswersPart


class AnswersForm(ContentForm, AnswersPart):
    def __init__(self, *args: Any, **options: Any) -> None:
        initiative = options.get("initiative")
        super().__init__(*args, kept=initiative.answers if initiative else None, **options)

    def changes(self) -> dict[str, object]:
        found = super().changes()
        asks = bool(self.questions or self.statements)
        return {**found, "answers": self.answers()} if asks else found

    def writable(self) -> set[str]:
        return {name for name in super().writable() if not name.startswith(ANSWER)}
