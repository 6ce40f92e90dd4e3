"""What is asked about an open review meeting."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.scoring.rules.reviews import LONGEST, LONGEST_DECISION, Equals, Minutes
from sangkien.web.scoring.filling import CHOSEN, OLD_FORM
from sangkien.web.shared.forms import DayField, ProseField, line_field

if TYPE_CHECKING:
    from sangkien.scoring.models import Card

PLACE_LENGTH, NAME_LENGTH = 200, 120
FIELDS = (
    *("held_on", "place", "chair", "secretary"),
    *("guests", "remarks", "conclusion", "settled_reason"),
)


class SeenMinutesForm(forms.Form):
    """`seen` is the version of the minutes that was on the screen."""

    seen = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": OLD_FORM, "invalid": OLD_FORM}
    )


class MinutesForm(forms.Form):
    """Of one cluster: who was there, what was said, what was decided of each unit."""

    request_key = forms.UUIDField(
        widget=forms.HiddenInput, required=False, error_messages={"invalid": OLD_FORM}
    )
    seen = forms.IntegerField(
        widget=forms.HiddenInput, required=False, error_messages={"invalid": OLD_FORM}
    )
    held_on = DayField(
        label=gettext_lazy("Ngày họp"),
        error_messages={"required": gettext_lazy("Hãy ghi ngày họp.")},
    )
    place = line_field(
        gettext_lazy("Địa điểm"),
        most=PLACE_LENGTH,
        required=gettext_lazy("Hãy ghi địa điểm họp."),
    )
    chair = line_field(
        gettext_lazy("Chủ trì"),
        most=NAME_LENGTH,
        required=gettext_lazy("Hãy ghi người chủ trì."),
    )
    secretary = line_field(
        gettext_lazy("Thư ký"),
        most=NAME_LENGTH,
        required=gettext_lazy("Hãy ghi thư ký cuộc họp."),
    )
    present = forms.MultipleChoiceField(
        label=gettext_lazy("Đơn vị dự họp"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={**CHOSEN, "required": gettext_lazy("Hãy chọn các đơn vị dự họp.")},
    )
    guests = ProseField(
        label=gettext_lazy("Thành phần khác"), max_length=LONGEST, rows=2, required=False
    )
    remarks = ProseField(
        label=gettext_lazy("Ý kiến tại cuộc họp"), max_length=LONGEST, rows=5, required=False
    )
    conclusion = ProseField(
        label=gettext_lazy("Kết luận"),
        max_length=LONGEST,
        rows=4,
        error_messages={"required": gettext_lazy("Hãy ghi kết luận của cuộc họp.")},
    )

    def __init__(
        self, *args: Any, cards: "Sequence[Card]", equals: Sequence[Equals] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._cards, self._equals = cards, equals
        present: Any = self.fields["present"]
        present.choices = [(str(card.unit_id), card.unit.name) for card in cards]
        for card in cards:
            self.fields[f"decided_{card.pk}"] = ProseField(
                label=card.unit.name, max_length=LONGEST_DECISION, rows=2, required=False
            )

        if equals:
            self._ask_ranks({card.pk: card.unit.name for card in cards})

    def _ask_ranks(self, names: Mapping[int, str]) -> None:
        """For those that share a rank: which one each gets, and why."""
        for one in self._equals:
            ranks = range(one.rank, one.rank + len(one.cards))
            choices = [(str(rank), _("Hạng %(rank)d") % {"rank": rank}) for rank in ranks]
            kept = _("Đồng hạng %(rank)d, không phân định") % {"rank": one.rank}
            for card in one.cards:
                self.fields[f"settled_{card}"] = forms.ChoiceField(
                    label=names[card],
                    choices=[("", kept), *choices],
                    required=False,
                    error_messages=CHOSEN,
                )
        self.fields["settled_reason"] = ProseField(
            label=_("Lý do phân định"), max_length=LONGEST, rows=2, required=False
        )

    def settlements(self) -> list[BoundField]:
        return [self[f"settled_{card}"] for one in self._equals for card in one.cards]

    def decisions(self) -> list[BoundField]:
        return [self[f"decided_{card.pk}"] for card in self._cards]

    @property
    def has_decisions(self) -> bool:
        """Something was written or is wrong: then the list of units is open."""
        return any(one.errors or one.value() for one in self.decisions())

    @property
    def names(self) -> Mapping[str, str]:
        kinds = ("decided", "settled")
        return {f"{kind}-{card.pk}": f"{kind}_{card.pk}" for card in self._cards for kind in kinds}

    @staticmethod
    def initial_of(minutes: Minutes, version: int) -> dict[str, Any]:
        return {
            "seen": version,
            "present": [str(pk) for pk in minutes.present],
            **{name: getattr(minutes, name) for name in FIELDS},
            **{f"decided_{pk}": words for pk, words in minutes.decided.items()},
            **{f"settled_{pk}": str(rank) for pk, rank in minutes.settled.items()},
        }

    def minutes(self) -> Minutes:
        data = self.cleaned_data
        held_on: dt.date = data["held_on"]
        return Minutes(
            held_on=held_on,
            place=data["place"],
            chair=data["chair"],
            secretary=data["secretary"],
            present=tuple(int(pk) for pk in data["present"]),
            guests=data["guests"],
            remarks=data["remarks"],
            decided={card.pk: data[f"decided_{card.pk}"] for card in self._cards},
            conclusion=data["conclusion"],
            settled={
                card: int(data[f"settled_{card}"])
                for one in self._equals
                for card in one.cards
                if data[f"settled_{card}"]
            },
            settled_reason=data.get("settled_reason", ""),
        )
