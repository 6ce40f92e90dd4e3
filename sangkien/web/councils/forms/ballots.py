"""Ballots: opening one, voting, typing the count of paper slips."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.councils.actions.balloting import MOST_LINES, Paper
from sangkien.councils.actions.sessions import TWO_THIRDS
from sangkien.councils.enums import BallotKind, BallotWay, Choice, Denominator
from sangkien.councils.rules.teams import LONGEST_NAME, CountingTeam
from sangkien.councils.rules.voting import Count
from sangkien.web.councils.forms import shared
from sangkien.web.shared.forms import CountField, ProseField

if TYPE_CHECKING:
    from sangkien.councils.models import AgendaItem, Ballot, BallotLine

SECRET, OPEN = "secret", "open"


def _team_head(*, required: bool) -> forms.CharField:
    return shared.line(
        gettext_lazy("Tổ trưởng tổ kiểm phiếu"),
        most=LONGEST_NAME,
        required=gettext_lazy("Hãy ghi tổ trưởng tổ kiểm phiếu.") if required else None,
    )


def _team_members(*, required: bool) -> ProseField:
    return ProseField(
        label=gettext_lazy("Thành viên tổ kiểm phiếu"),
        help_text=gettext_lazy("Mỗi dòng một người; không có người có tên trong danh sách bầu."),
        max_length=2_000,
        rows=3,
        required=required,
        error_messages={
            "required": gettext_lazy(
                "Hãy ghi ít nhất một thành viên tổ kiểm phiếu, mỗi dòng một người."
            )
        },
    )


def _team(values: Mapping[str, Any]) -> CountingTeam:
    return CountingTeam(
        head=values["team_head"], members=tuple(values["team_members"].splitlines())
    )


def team_initial(team: CountingTeam) -> dict[str, str]:
    return {"team_head": team.head, "team_members": "\n".join(team.members)}


class BallotForm(forms.Form):
    request_key = shared.request_key()
    title = shared.line(
        gettext_lazy("Tên phiếu"),
        most=250,
        required=gettext_lazy("Hãy đặt tên phiếu."),
    )
    kind = shared.choice(
        gettext_lazy("Bỏ phiếu về"), BallotKind.choices, radio=True, initial=BallotKind.ITEMS
    )
    items = forms.MultipleChoiceField(
        label=gettext_lazy("Nội dung trên phiếu"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Hãy chọn trong danh sách.")},
    )
    candidates = ProseField(
        label=gettext_lazy("Danh sách bầu"),
        help_text=gettext_lazy(
            "Mỗi dòng một người hoặc một đơn vị. Bầu cụm trưởng: ghi “tên đơn vị: họ tên”, để kết quả "
            "ghi thẳng được vào cụm, khối."
        ),
        max_length=10_000,
        rows=3,
        required=False,
    )
    seats = CountField(label=gettext_lazy("Số người được bầu"), required=False)
    manner = shared.choice(
        gettext_lazy("Hình thức"),
        [(SECRET, gettext_lazy("Bỏ phiếu kín")), (OPEN, gettext_lazy("Biểu quyết công khai"))],
        radio=True,
        initial=SECRET,
    )
    way = shared.choice(
        gettext_lazy("Cách bỏ phiếu"), BallotWay.choices, radio=True, initial=BallotWay.ONLINE
    )
    threshold = shared.ThresholdField(
        label=gettext_lazy("Thông qua (trúng cử) khi số phiếu đạt"),
        help_text=gettext_lazy("Gõ 2/3, 70 %, 90 %, hoặc > 50 % khi phải quá nửa."),
        initial=TWO_THIRDS,
    )
    denominator = shared.choice(
        gettext_lazy("Tính trên"), Denominator.choices, initial=Denominator.ALL
    )
    needs_chair = shared.tick(
        gettext_lazy("Phải có Chủ tịch đồng ý"),
        help_text=gettext_lazy("Chỉ dùng được khi biểu quyết công khai trên phần mềm."),
    )
    team_head = _team_head(required=False)
    team_members = _team_members(required=False)
    closes_clock = shared.clock_time(
        gettext_lazy("Tự hết giờ lúc"),
        required=False,
        help_text=gettext_lazy("Giờ trong hôm nay; để trống thì chủ tọa hoặc thư ký kết thúc."),
    )

    def __init__(self, *args: Any, items: "Sequence[AgendaItem]", **options: Any) -> None:
        super().__init__(*args, **options)
        self._items = {str(one.pk): one for one in items}
        field: Any = self.fields["items"]
        field.choices = [(key, f"{one.number}. {one.title}") for key, one in self._items.items()]
        if self.initial.get("items") is None:
            field.initial = list(self._items)
        if not self._items:  # each has its ballot already: what is left to vote on are people
            kind: Any = self.fields["kind"]
            kind.choices = [(BallotKind.ELECTION.value, BallotKind.ELECTION.label)]
            kind.initial = BallotKind.ELECTION
            self.fields["title"].initial = _("Phiếu bầu")

    @property
    def has_items(self) -> bool:
        return bool(self._items)

    @property
    def has_team(self) -> bool:
        """Something was written or is wrong."""
        return any(one.errors or one.value() for one in (self["team_head"], self["team_members"]))

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if values.get("kind") == BallotKind.ELECTION and not values.get("candidates"):
            self.add_error("candidates", _("Hãy ghi danh sách bầu, mỗi dòng một người."))
        if values.get("kind") == BallotKind.ITEMS and not values.get("items"):
            self.add_error("items", _("Hãy chọn ít nhất một nội dung."))
        return values

    def paper(self, *, today: Any, previous: "Ballot | None") -> Paper:
        values = self.cleaned_data
        is_election = values["kind"] == BallotKind.ELECTION
        closes = values["closes_clock"]
        names = [name for name in values["candidates"].split("\n") if name][: MOST_LINES + 1]
        return Paper(
            title=values["title"],
            threshold=values["threshold"],
            denominator=Denominator(values["denominator"]),
            items=() if is_election else tuple(self._items[key] for key in values["items"]),
            candidates=tuple(names) if is_election else (),
            seats=values["seats"] or 0,
            is_secret=values["manner"] == SECRET,
            way=BallotWay(values["way"]),
            needs_chair=values["needs_chair"],
            closes_at=None if closes is None else shared.at_of(today, closes),
            previous=previous,
            team=_team(values),
        )


class VoteForm(forms.Form):
    """Yes or no for each line on the voter's paper."""

    def __init__(self, *args: Any, lines: "Sequence[BallotLine]", **options: Any) -> None:
        super().__init__(*args, **options)
        self._lines = lines
        for one in lines:
            self.fields[f"line_{one.number}"] = shared.choice(
                f"{one.number}. {one.label}", Choice.choices, radio=True
            )

    def lines(self) -> Iterator[BoundField]:
        for one in self._lines:
            yield self[f"line_{one.number}"]

    def choices(self) -> dict[int, Choice]:
        return {one.number: Choice(self.cleaned_data[f"line_{one.number}"]) for one in self._lines}


class ElectForm(forms.Form):
    chosen = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Đánh dấu người được bầu"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Hãy chọn trong danh sách.")},
    )

    def __init__(
        self, *args: Any, lines: "Sequence[BallotLine]", seats: int, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["chosen"]
        field.choices = [(one.number, one.label) for one in lines]
        field.help_text = _("Nhiều nhất %(n)d người; không đánh dấu ai là không bầu ai.") % {
            "n": seats
        }


class CountForm(forms.Form):
    """What the secretary types from the slips or from raised hands."""

    issued = CountField(label=gettext_lazy("Số phiếu phát ra (hoặc số người biểu quyết)"))
    collected = CountField(label=gettext_lazy("Số phiếu thu về"))
    invalid = CountField(label=gettext_lazy("Số phiếu không hợp lệ"), initial=0)
    team_head = _team_head(required=True)
    team_members = _team_members(required=True)

    def __init__(self, *args: Any, lines: "Sequence[BallotLine]", **options: Any) -> None:
        super().__init__(*args, **options)
        self._lines = lines
        for one in lines:
            is_item = one.item_id is not None
            self.fields[f"agree_{one.number}"] = CountField(
                label=_("Đồng ý") if is_item else _("Số phiếu bầu")
            )
            if is_item:
                self.fields[f"disagree_{one.number}"] = CountField(label=_("Không đồng ý"))
        for field in self.fields.values():
            if isinstance(field, CountField):
                field.error_messages["required"] = _("Hãy nhập số.")

    def lines(self) -> "Iterator[tuple[BallotLine, list[BoundField]]]":
        for one in self._lines:
            names = (f"agree_{one.number}", f"disagree_{one.number}")
            yield one, [self[name] for name in names if name in self.fields]

    def count(self) -> Count:
        values = self.cleaned_data
        return Count(
            issued=values["issued"],
            collected=values["collected"],
            invalid=values["invalid"],
            lines={
                one.number: (values[f"agree_{one.number}"], values.get(f"disagree_{one.number}", 0))
                for one in self._lines
            },
            team=_team(values),
        )
