"""Who shares the credit: one box for the person, one for the share."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from sangkien.initiatives import rules
from sangkien.initiatives.actions.authors import Credit
from sangkien.web.shared.forms import LineField, PercentField

if TYPE_CHECKING:
    from sangkien.initiatives.models import CoAuthor

MOST = rules.MAX_AUTHORS - 1
LONGEST_NAME = 120


@dataclass(frozen=True)
class AuthorRow:
    """The two boxes of one co-author, drawn together."""

    number: int
    who: BoundField
    share: BoundField


class AuthorsForm(forms.Form):
    """0 to 9 co-authors; the leading author has what they leave of 100 %.

    Rows that are left empty do not count. The form has as many rows as were sent, or `rows`.
    """

    def __init__(self, *args: Any, rows: int = 0, **options: Any) -> None:
        super().__init__(*args, **options)
        sent = [number for number in range(1, MOST + 1) if f"who_{number}" in self.data]
        self.size = min(max([rows, *sent]), MOST)
        for number in range(1, self.size + 1):
            self.fields[f"who_{number}"] = LineField(
                label=_("Đồng tác giả %(number)d") % {"number": number},
                max_length=LONGEST_NAME,
                required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )
            self.fields[f"share_{number}"] = PercentField(
                label=_("Tỷ lệ đóng góp của đồng tác giả %(number)d") % {"number": number},
                required=False,
            )

    @classmethod
    def showing(cls, coauthors: Sequence["CoAuthor"], *, more: int = 0) -> "AuthorsForm":
        """What was noted so far, with room for more."""
        form = cls(rows=len(coauthors) + more)
        form.note(coauthors)
        return form

    def note(self, coauthors: Sequence["CoAuthor"]) -> None:
        """Show what was noted so far; the form has rows for it."""
        for number, row in enumerate(coauthors, start=1):
            self.initial[f"who_{number}"] = row.user.member_code if row.user else row.name
            self.initial[f"share_{number}"] = row.share_bp
            if row.user:  # the box shows the code, so that the person is found again
                self.fields[f"who_{number}"].help_text = row.name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number in range(1, self.size + 1):
            who, share = f"who_{number}", f"share_{number}"
            if cleaned.get(who) and cleaned.get(share, ...) is None:
                self.add_error(share, _("Hãy nhập tỷ lệ đóng góp của người này."))
            if cleaned.get(share) and cleaned.get(who, ...) == "":
                self.add_error(who, _("Hãy nhập tên hoặc mã của người này."))
        return self.cleaned_data

    def credits(self) -> list[Credit]:
        """The rows that are whole; call after `is_valid`."""
        return [credit for _number, credit in self._whole()]

    def names(self) -> dict[str, str]:
        """Which row each of the `credits` was typed in, as the domain names them."""
        return {
            f"credits.{index}": f"who_{number}"
            for index, (number, _credit) in enumerate(self._whole(), start=1)
        }

    def _whole(self) -> Iterator[tuple[int, Credit]]:
        for number in range(1, self.size + 1):
            who = self.cleaned_data.get(f"who_{number}")
            share = self.cleaned_data.get(f"share_{number}")
            if who and share:
                yield number, Credit.typed(who, share_bp=share)

    def remaining(self) -> int:
        """Basis points left for the leading author, as far as the shares can be read."""
        return rules.remaining_share(self._shares())

    def _shares(self) -> list[int]:
        """As far as they can be read."""
        source = self.cleaned_data if self.is_bound else self.initial
        read = [source.get(f"share_{number}") for number in range(1, self.size + 1)]
        return [share for share in read if isinstance(share, int)]

    @property
    def is_outweighed(self) -> bool:
        """Whether a co-author has more than the leading author: allowed, but worth a question."""
        return 0 < self.remaining() < max(self._shares(), default=0)

    @property
    def has_room(self) -> bool:
        return self.size < MOST

    def remaining_words(self) -> str:
        """ "60" or "33,34"; what is overdrawn counts as nothing."""
        return rules.percent_words(max(self.remaining(), 0))

    def rows(self) -> list[AuthorRow]:
        return [
            AuthorRow(number, self[f"who_{number}"], self[f"share_{number}"])
            for number in range(1, self.size + 1)
        ]
