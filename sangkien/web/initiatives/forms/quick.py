"""Everything that has to be said about an initiative, on one page."""

from sangkien.web.initiatives.forms.answers import AnswersForm
from sangkien.web.initiatives.forms.starting import StartForm
from sangkien.web.initiatives.forms.steps import KindForm, StoryForm


class QuickForm(StartForm, StoryForm, KindForm, AnswersForm):
    content_fields = (
        "title",
        "before",
        "solution",
        "effect",
        "kind",
        "field",
        "submitter",
        "first_applied_on",
    )

    field_order = content_fields

    def writable(self) -> set[str]:
        return {self.column(name) for name in self.content_fields}
