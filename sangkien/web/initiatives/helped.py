"""The same words on two screens: a page says on which text it stands, and both texts are shown when
somebody was faster.
"""

from typing import TYPE_CHECKING

from django.forms import BaseForm
from django.utils.translation import gettext as _

from sangkien.initiatives.actions import drafting
from sangkien.initiatives.rules import NAMES

if TYPE_CHECKING:
    from sangkien.initiatives.models import Initiative


def names(form: BaseForm) -> tuple[str, ...]:
    """The texts of the screen that a helper may write, too."""
    return tuple(name for name in ("title", "before", "solution", "effect") if name in form.fields)


def seen(initiative: "Initiative", form: BaseForm) -> str:
    found = drafting.seen_of(initiative, names(form))
    return found.digest if found else ""


def show_present(initiative: "Initiative", form: BaseForm) -> None:
    """What stands in the draft now, at each text that is another one; saving again is then meant."""
    for name in names(form):
        present, typed = getattr(initiative, name), form.cleaned_data.get(name)
        if typed is not None and present != typed and name in NAMES and not initiative.is_secret:
            form.add_error(name, _("Bản hiện có: %(text)s") % {"text": present or _("(để trống)")})
