"""Forms of rounds and dossiers: shape only, the rules are the actions'."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sangkien.core import numbers
from sangkien.core.periods import local_day, start_of
from sangkien.web.commendation.dossier_showing import award_name
from sangkien.web.shared.forms import (
    ClockField,
    CountField,
    DayField,
    LineField,
    ProseField,
    line_field,
)
from sangkien.web.shared.given_files import IMAGES, PAPERS, file_input

if TYPE_CHECKING:
    from sangkien.commendation.models import Award, RoundAward
    from sangkien.councils.models import Session
    from sangkien.programmes.models import Period
    from sangkien.units.models import Unit

STALE = _("Biểu mẫu đã cũ. Mời tải lại trang.")
CHOOSE = _("Hãy chọn trong danh sách.")
CHOSEN = {"required": CHOOSE, "invalid_choice": CHOOSE, "invalid_list": CHOOSE}
FULL_DAY = 24 * 60


def key_field() -> forms.UUIDField:
    return forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": STALE, "invalid": STALE}
    )


def seen_field() -> forms.IntegerField:
    return forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": STALE, "invalid": STALE}
    )


def _reason(label: Any, *, most: int = 3_000, **options: Any) -> ProseField:
    return ProseField(label=label, max_length=most, rows=3, **options)


class RoundForm(forms.Form):
    """`awards` are those in force of the unit."""

    request_key = key_field()
    title = line_field(
        _("Tên đợt xét"),
        most=200,
        required=_("Hãy ghi tên đợt xét."),
        help_text=_("Ví dụ: Khen thưởng sơ kết chương trình 6 tháng đầu năm."),
    )
    awards = forms.MultipleChoiceField(
        label=_("Hình thức khen của đợt"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={**CHOSEN, "required": _("Hãy chọn ít nhất một hình thức khen.")},
    )
    period = forms.ChoiceField(
        label=_("Chương trình, giai đoạn"), required=False, error_messages=CHOSEN
    )
    since_on = DayField(
        label=_("Tính thành tích từ ngày"), error_messages={"required": _("Hãy ghi ngày đầu.")}
    )
    until_on = DayField(
        label=_("Đến hết ngày"), error_messages={"required": _("Hãy ghi ngày cuối.")}
    )
    closes_on = DayField(
        label=_("Nhận đề nghị đến ngày"), error_messages={"required": _("Hãy ghi hạn nhận.")}
    )
    minute = ClockField(
        label=_("Giờ hết hạn"),
        required=False,
        placeholder="17h00",
        help_text=_("Để trống là hết ngày (24h00)."),
    )

    def __init__(
        self, *args: Any, awards: "Sequence[Award]", periods: "Sequence[Period]", **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._awards = {str(one.pk): one for one in awards}
        self._periods = {str(one.pk): one for one in periods}
        choices: Any = self.fields["awards"]
        choices.choices = [(key, one.name) for key, one in self._awards.items()]
        named = [(key, f"{one.programme.title}: {one.name}") for key, one in self._periods.items()]
        period: Any = self.fields["period"]
        period.choices = [("", _("Không gắn với chương trình nào")), *named]
        for key, one in self._awards.items():
            self.fields[f"quota_{key}"] = CountField(
                label=_("Nhiều nhất: %(award)s") % {"award": one.name},
                required=False,
                help_text=_quota_help(one),
            )

    def quota_fields(self) -> list[forms.BoundField]:
        return [self[f"quota_{key}"] for key in self._awards]

    def wanted(self) -> dict[str, Any]:
        """Call after `is_valid`; the values of `actions.rounds.Wanted`."""
        values = self.cleaned_data
        chosen = [self._awards[key] for key in values["awards"]]
        quotas = {one.pk: values.get(f"quota_{one.pk}") for one in chosen}
        return {
            "title": values["title"],
            "awards": chosen,
            "period": self._periods.get(values["period"]),
            "since_on": values["since_on"],
            "until_on": values["until_on"],
            "closes_at": closing(values["closes_on"], values["minute"]),
            "quotas": {key: most for key, most in quotas.items() if most is not None},
        }


def _quota_help(award: "Award") -> Any:
    most = award.read.quota.most
    if most is None:
        return _("Để trống là theo quy định của hình thức khen.")
    said = {"most": numbers.thousands(most)}
    return _("Để trống là theo quy định: nhiều nhất %(most)s. Chỉ đặt được ít hơn.") % said


def closing(day: dt.date, minute: int | None) -> dt.datetime:
    """The instant: the end of the day where no time is given."""
    return start_of(day) + dt.timedelta(minutes=FULL_DAY if minute is None else minute)


class ExtendForm(forms.Form):
    closes_on = DayField(
        label=_("Nhận đề nghị đến ngày"), error_messages={"required": _("Hãy ghi hạn mới.")}
    )
    minute = ClockField(
        label=_("Giờ hết hạn"),
        required=False,
        placeholder="17h00",
        help_text=_("Để trống là hết ngày (24h00)."),
    )
    reason = line_field(_("Lý do gia hạn"), most=500, required=_("Hãy ghi lý do."))


class ReasonForm(forms.Form):
    reason = line_field(_("Lý do"), most=500, required=_("Hãy ghi lý do."))


class NominateForm(forms.Form):
    """`awards` of the round, `units` for which the reader proposes."""

    request_key = key_field()
    proposer = forms.ChoiceField(label=_("Đơn vị đề nghị"), error_messages=CHOSEN)
    award = forms.ChoiceField(
        label=_("Hình thức khen"), widget=forms.RadioSelect, error_messages=CHOSEN
    )
    login = LineField(
        label=_("Cá nhân: họ tên, mã đoàn viên hoặc số điện thoại"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Khi đề nghị khen cá nhân; tên gõ có dấu hay không dấu đều được."),
    )
    code = LineField(
        label=_("Tập thể: tên hoặc mã đơn vị"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Khi đề nghị khen tập thể; để trống là chính đơn vị đề nghị."),
    )
    which = forms.CharField(
        label=_("Chọn đúng người, tập thể"), widget=forms.RadioSelect, required=False
    )
    summary = ProseField(
        label=_("Tóm tắt thành tích"),
        max_length=500,
        rows=3,
        help_text=_("Một, hai câu: làm được gì, kết quả bao nhiêu. Câu này in trong danh sách."),
        error_messages={"required": _("Hãy tóm tắt thành tích.")},
    )
    introduced_by = line_field(
        _("Tập thể, cấp dưới giới thiệu"),
        most=250,
        help_text=_("Ví dụ: Tổ công đoàn chuyền 5. Để trống khi đơn vị tự đề nghị."),
    )

    against = line_field(
        _("Lý do vẫn đề nghị dù có điều kiện chưa đạt"),
        most=1_000,
        help_text=_("Cấp xét và người ký đọc lý do này cạnh các điều kiện."),
    )

    def __init__(
        self, *args: Any, awards: "Sequence[RoundAward]", units: "Sequence[Unit]", **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.findings: list[dict[str, Any]] = []  # what the rules say of whom was named
        self._awards = {str(one.award_id): one.award for one in awards}
        self._units = {str(one.pk): one for one in units}
        award: Any = self.fields["award"]
        award.choices = [(key, award_name(one)) for key, one in self._awards.items()]
        proposer: Any = self.fields["proposer"]
        proposer.choices = [(key, one.name) for key, one in self._units.items()]
        if len(self._units) == 1:
            proposer.widget = forms.HiddenInput()
            proposer.initial = next(iter(self._units))

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Those of one name, to choose from."""
        which: Any = self.fields["which"].widget
        which.choices = list(choices)

    @property
    def offered(self) -> forms.BoundField | None:
        which: Any = self.fields["which"].widget
        return self["which"] if which.choices else None

    @property
    def asks_reason(self) -> bool:
        return bool(self["against"].value()) or any(one["holds"] is False for one in self.findings)

    @property
    def chosen_award(self) -> "Award":
        return self._awards[self.cleaned_data["award"]]

    @property
    def chosen_unit(self) -> "Unit":
        return self._units[self.cleaned_data["proposer"]]


class WriteForm(forms.Form):
    seen = seen_field()
    summary = ProseField(
        label=_("Tóm tắt thành tích"),
        max_length=500,
        rows=3,
        help_text=_("Câu này in trong danh sách khen thưởng."),
        error_messages={"required": _("Hãy tóm tắt thành tích.")},
    )
    achievement = ProseField(
        label=_("Báo cáo thành tích"),
        max_length=20_000,
        rows=14,
        required=False,
        help_text=_(
            "Viết theo thứ tự: hoàn cảnh, việc đã làm, kết quả bằng số (trước, sau, đơn vị tính), "
            "nơi đã áp dụng. Số liệu sáng kiến và danh sách hệ thống tự ghi ở cuối báo cáo."
        ),
    )


class SendForm(forms.Form):
    seen = seen_field()
    is_certified = forms.BooleanField(
        label=_(
            "Tôi xác nhận báo cáo đúng sự thật; người, tập thể được đề nghị không có việc kỷ luật, "
            "khiếu nại, tố cáo đang xem xét."
        ),
        required=False,
    )


class WithdrawForm(forms.Form):
    seen = seen_field()
    reason = _reason(_("Lý do rút"), error_messages={"required": _("Hãy ghi lý do.")})


class FileForm(forms.Form):
    """`lines` are (key, name) of what may be handed in."""

    request_key = key_field()
    key = forms.ChoiceField(label=_("Thành phần hồ sơ"), error_messages=CHOSEN)
    upload = file_input(
        f"{PAPERS},{IMAGES}", _("Tệp"), help_text=_("PDF, Word, Excel hoặc ảnh, đến 20 MB.")
    )
    caption = line_field(_("Ghi chú"), most=200)

    def __init__(self, *args: Any, lines: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        key: Any = self.fields["key"]
        key.choices = list(lines)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("upload") and not self.has_error("upload"):
            self.add_error("upload", _("Hãy chọn tệp."))
        return values


class JudgeForm(forms.Form):
    """`outcomes` are the (value, label) that fit; `lines` what may be lacking, none later on."""

    seen = seen_field()
    outcome = forms.ChoiceField(
        label=_("Kết luận"), widget=forms.RadioSelect, error_messages=CHOSEN
    )
    lacking = forms.MultipleChoiceField(
        label=_("Thành phần còn thiếu, phải làm lại"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages=CHOSEN,
    )
    reason = _reason(
        _("Ý kiến, lý do"),
        required=False,
        help_text=_("Bắt buộc khi yêu cầu bổ sung, đề xuất lên cấp trên hoặc không đạt."),
    )

    def __init__(
        self,
        *args: Any,
        outcomes: Sequence[tuple[str, Any]],
        lines: Sequence[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        outcome: Any = self.fields["outcome"]
        outcome.choices = list(outcomes)
        lacking: Any = self.fields["lacking"]
        lacking.choices = list(lines)
        if not lines:
            del self.fields["lacking"]


class TogetherForm(forms.Form):
    """What is done with the ticked rows of an inbox."""

    reason = _reason(
        _("Ý kiến khi đề xuất lên cấp trên"),
        required=False,
        help_text=_("Chỉ cần khi đề xuất; ghi chung cho các hồ sơ đã chọn."),
    )


class BringForm(forms.Form):
    session = forms.ChoiceField(label=_("Kỳ họp"), widget=forms.RadioSelect, error_messages=CHOSEN)

    def __init__(self, *args: Any, sessions: "Sequence[Session]", **options: Any) -> None:
        super().__init__(*args, **options)
        self._sessions = {str(one.pk): one for one in sessions}
        session: Any = self.fields["session"]
        session.choices = [(key, _when(one)) for key, one in self._sessions.items()]

    @property
    def chosen(self) -> "Session":
        return self._sessions[self.cleaned_data["session"]]


def _when(session: "Session") -> str:
    return gettext("%(council)s, kỳ họp số %(number)s, ngày %(day)s") % {
        "council": session.council.name,
        "number": session,
        "day": f"{local_day(session.meets_at):%d/%m/%Y}",
    }


class HigherForm(forms.Form):
    """`awards` of open rounds of the units above."""

    seen = seen_field()
    award = forms.ChoiceField(
        label=_("Hình thức khen cao hơn"), widget=forms.RadioSelect, error_messages=CHOSEN
    )
    reason = _reason(
        _("Lý do đề nghị khen cao hơn"), error_messages={"required": _("Hãy ghi lý do.")}
    )

    def __init__(self, *args: Any, awards: "Sequence[RoundAward]", **options: Any) -> None:
        super().__init__(*args, **options)
        self._awards = {str(one.pk): one for one in awards}
        award: Any = self.fields["award"]
        award.choices = [
            (key, f"{one.award.name} ({one.round.unit.label}: {one.round.title})")
            for key, one in self._awards.items()
        ]

    @property
    def chosen(self) -> "RoundAward":
        return self._awards[self.cleaned_data["award"]]
