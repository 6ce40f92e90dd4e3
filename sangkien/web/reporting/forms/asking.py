"""What a report is to hold, who owes it, and by when."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from sangkien.reporting import rules
from sangkien.reporting.actions.asking import Wanted
from sangkien.reporting.enums import Audience, OnDayOff, QuestionKind, Rhythm
from sangkien.reporting.rules import Question, Term
from sangkien.web.shared.forms import ClockField, CountField, DayField, ProseField, line_field
from sangkien.web.shared.given_files import PAPERS, file_input

if TYPE_CHECKING:
    from sangkien.programmes.models import Programme
    from sangkien.units.models import Cluster

CHOOSE = _("Hãy chọn trong danh sách.")
CHOSEN = {"required": CHOOSE, "invalid_choice": CHOOSE}
DEFAULT_REMIND = 3
FIRST = _("Nội dung báo cáo")


class QuestionRow(NamedTuple):
    label: BoundField
    kind: BoundField
    optional: BoundField


def _choice(label: Any, choices: Any, **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, error_messages=CHOSEN, **options)


class AskForm(forms.Form):
    """`clusters` and `programmes` are those that the unit may name."""

    request_key = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Biểu mẫu đã cũ. Mời tải lại trang."),
            "invalid": _("Biểu mẫu đã cũ. Mời tải lại trang."),
        },
    )
    title = line_field(
        _("Tên báo cáo"),
        most=rules.TITLE_LENGTH,
        required=_("Hãy ghi tên báo cáo."),
        help_text=_("Ví dụ: Báo cáo quý về chương trình sáng kiến."),
    )
    wanted = ProseField(
        label=_("Yêu cầu, hướng dẫn"), max_length=rules.WANTED_LENGTH, rows=4, required=False
    )
    template = file_input(
        PAPERS,
        _("Tệp mẫu"),
        help_text=_("PDF, Word hoặc Excel, nhiều nhất 10 MB; đơn vị tải về để điền."),
    )
    audience = _choice(_("Đơn vị phải báo cáo"), Audience.choices, widget=forms.RadioSelect)
    cluster = _choice(
        _("Cụm, khối thi đua"),
        (),
        required=False,
        help_text=_("Chỉ chọn khi giao cho các đơn vị của cụm, khối."),
    )
    programme = _choice(_("Thuộc chương trình"), (), required=False)
    rhythm = _choice(_("Định kỳ"), Rhythm.choices, widget=forms.RadioSelect)
    once_on = DayField(label=_("Hạn nộp"), required=False, placeholder="20/12/2026")
    day = CountField(
        label=_("Ngày"),
        required=False,
        help_text=_(
            "Ngày trong tháng (31 là ngày cuối tháng); hằng tuần: 1 là thứ Hai, 5 là thứ Sáu."
        ),
    )
    month = CountField(
        label=_("Của tháng thứ mấy trong kỳ"),
        required=False,
        help_text=_(
            "Ví dụ “ngày 20 của tháng cuối quý”: ghi ngày 20, tháng thứ 3; tháng đầu của quý sau là "
            "tháng thứ 4. Hằng tháng: 1 là trong tháng, 2 là tháng sau."
        ),
    )
    starts_on = DayField(label=_("Áp dụng từ ngày"), required=False)
    ends_on = DayField(label=_("Đến hết ngày"), required=False)
    minute = ClockField(
        label=_("Giờ hết hạn"),
        required=False,
        placeholder="17h00",
        help_text=_("Để trống là hết ngày (24h00)."),
    )
    on_day_off = _choice(_("Khi hạn rơi vào ngày nghỉ"), OnDayOff.choices, widget=forms.RadioSelect)
    remind_days = CountField(
        label=_("Nhắc trước hạn"), required=False, help_text=_("Số ngày, từ 0 đến 30.")
    )
    grace_days = CountField(
        label=_("Châm chước"),
        required=False,
        help_text=_(
            "Muộn trong số ngày này vẫn tính là đúng hạn; quá thì tính muộn từ ngày hết hạn."
        ),
    )

    def __init__(
        self,
        *args: Any,
        clusters: "Sequence[Cluster]",
        programmes: "Sequence[Programme]",
        today: dt.date,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self._today = today
        self._clusters = {str(one.pk): one for one in clusters}
        self._programmes = {str(one.pk): one for one in programmes}
        cluster: Any = self.fields["cluster"]
        named = [(key, f"{one.name}, {one.year}") for key, one in self._clusters.items()]
        cluster.choices = [("", _("Không chọn")), *named]
        programme: Any = self.fields["programme"]
        known = [(key, one.title) for key, one in self._programmes.items()]
        programme.choices = [("", _("Không gắn với chương trình nào")), *known]
        for number in range(1, rules.MOST_QUESTIONS + 1):
            self._add_question(number)

    def _add_question(self, number: int) -> None:
        self.fields[f"label_{number}"] = line_field(
            _("Nội dung %(number)s") % {"number": number}, most=rules.LABEL_LENGTH
        )
        self.fields[f"kind_{number}"] = _choice(
            _("Trả lời bằng"), QuestionKind.choices, required=False
        )
        self.fields[f"optional_{number}"] = forms.BooleanField(
            label=_("Không bắt buộc"), required=False
        )

    def question_rows(self) -> Iterator[QuestionRow]:
        for number in range(1, rules.MOST_QUESTIONS + 1):
            names = (f"{part}_{number}" for part in ("label", "kind", "optional"))
            yield QuestionRow(*(self[name] for name in names))

    def wanted_report(self) -> Wanted:
        """Call after `is_valid`."""
        values = self.cleaned_data
        rhythm = Rhythm(values["rhythm"])
        is_once = rhythm == Rhythm.ONCE
        return Wanted(
            title=values["title"],
            wanted=values["wanted"],
            template=values["template"] or None,
            audience=Audience(values["audience"]),
            cluster=self._clusters.get(values["cluster"]),
            programme=self._programmes.get(values["programme"]),
            questions=self._questions(),
            term=self._term(rhythm),
            once_on=values["once_on"] if is_once else None,
            starts_on=(None if is_once else values["starts_on"]) or self._today,
            ends_on=None if is_once else values["ends_on"],
            remind_days=_or(values["remind_days"], DEFAULT_REMIND),
            grace_days=_or(values["grace_days"], 0),
        )

    def _term(self, rhythm: Rhythm) -> Term:
        values = self.cleaned_data
        return Term(
            rhythm=rhythm,
            month=_or(values["month"], 0 if rhythm in rules.MONTHS else 1),
            day=_or(values["day"], 1 if rhythm == Rhythm.ONCE else 0),
            minute=_or(values["minute"], rules.FULL_DAY),
            on_day_off=OnDayOff(values["on_day_off"]),
        )

    def _questions(self) -> list[Question]:
        values = self.cleaned_data
        return [
            Question(
                key=f"q{number}",
                label=values[f"label_{number}"],
                kind=QuestionKind(values[f"kind_{number}"] or QuestionKind.TEXT),
                is_optional=values[f"optional_{number}"],
            )
            for number in range(1, rules.MOST_QUESTIONS + 1)
            if values[f"label_{number}"]
        ]


def initial(key: object) -> dict[str, Any]:
    """What a new request begins with: words and a file."""
    return {
        "request_key": key,
        "audience": Audience.CHILDREN,
        "rhythm": Rhythm.ONCE,
        "on_day_off": OnDayOff.MOVE,
        "remind_days": DEFAULT_REMIND,
        "grace_days": 0,
        "label_1": FIRST,
        "kind_1": QuestionKind.TEXT,
        "label_2": _("Tệp báo cáo"),
        "kind_2": QuestionKind.FILE,
        "optional_2": True,
    }


def _or(value: int | None, default: int) -> int:
    """Zero is a value."""
    return default if value is None else value
