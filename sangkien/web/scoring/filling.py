"""What is asked about lines that fill themselves, tie-breaks and the review."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.agreements.enums import TargetBase, TargetKind
from sangkien.scoring.enums import Source, TieKind
from sangkien.scoring.rules import extras
from sangkien.scoring.rules.tables import COUNTED, DAYS, Node, Table, Tie

OLD_FORM = gettext_lazy("Biểu mẫu đã cũ. Mời tải lại trang.")
CHOOSE = gettext_lazy("Hãy chọn trong danh sách.")
CHOSEN = {"required": CHOOSE, "invalid_choice": CHOOSE}
REVIEWS = {"": None, "co": True, "khong": False}
PLACES = tuple(range(1, extras.MOST_TIES + 1))


class SeenForm(forms.Form):
    """`seen` is the version of the draft that was on the screen."""

    seen = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": OLD_FORM, "invalid": OLD_FORM}
    )


class AutomaticFields(forms.Form):
    """The part of a line that says which figure fills it; empty for every other kind."""

    source = forms.ChoiceField(
        label=gettext_lazy("Nguồn số liệu (khi tự tính)"),
        choices=[("", gettext_lazy("Không tự tính")), *Source.choices],
        help_text=gettext_lazy(
            "Hệ thống chỉ gợi ý số và cách tính; người chấm lấy theo hoặc chấm khác và ghi lý do."
        ),
        required=False,
        error_messages=CHOSEN,
    )
    way = forms.ChoiceField(
        label=gettext_lazy("Từ số liệu ra điểm bằng cách"),
        choices=[
            ("", gettext_lazy("Không tự tính")),
            *((kind.value, kind.label) for kind in extras.WAYS),
        ],
        help_text=gettext_lazy(
            "Theo tỷ lệ, theo bậc: dùng các ô bậc, mức đủ điểm, mức sàn ở dưới. Trừ điểm mỗi lần chỉ "
            "dùng cho báo cáo và trả lời quá hạn; thưởng mỗi lần dùng cho số đếm."
        ),
        required=False,
        error_messages=CHOSEN,
    )
    base = forms.ChoiceField(
        label=gettext_lazy("Đếm sáng kiến"),
        choices=[("", gettext_lazy("Hợp lệ (mặc định)")), *TargetBase.choices],
        required=False,
        error_messages=CHOSEN,
    )
    aim = forms.ChoiceField(
        label=gettext_lazy("Loại chỉ tiêu được xét"),
        choices=[
            ("", gettext_lazy("Mọi loại, lấy chỉ tiêu phủ kỳ chấm nhiều nhất")),
            *((kind.value, kind.label) for kind in TargetKind if kind.value in extras.AIMS),
        ],
        required=False,
        error_messages=CHOSEN,
    )

    @staticmethod
    def filled_by(node: Node) -> dict[str, str]:
        one = node.automatic
        if one is None:
            return {}
        return {"source": one.source, "way": one.way, "base": one.base, "aim": one.aim}

    def automatic_row(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("source", "way", "base", "aim")}


class RankingForm(SeenForm):
    """Tie-breaks in their order, and whether a review comes before the results go out."""

    review = forms.ChoiceField(
        label=gettext_lazy("Họp rà soát công khai trước khi công bố"),
        choices=[
            ("", gettext_lazy("Theo thông lệ: có với bảng của cụm, khối")),
            ("co", gettext_lazy("Phải họp rà soát")),
            ("khong", gettext_lazy("Không cần họp")),
        ],
        required=False,
        error_messages=CHOSEN,
    )
    days = forms.IntegerField(
        label=gettext_lazy("Số ngày từ khi họp đến khi công bố"),
        help_text=gettext_lazy("Để nhắc lịch, không phải quy định bắt buộc."),
        min_value=0,
        max_value=extras.MOST_DAYS,
    )

    def __init__(self, *args: Any, table: Table, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", _("Không xét thêm")), *_tie_choices(table)]
        for place in PLACES:
            self.fields[f"tie_{place}"] = forms.ChoiceField(
                label=_("Bằng tổng điểm thì xét thứ %(n)d") % {"n": place},
                choices=choices,
                required=False,
                error_messages=CHOSEN,
            )

    @property
    def tie_fields(self) -> list[forms.BoundField]:
        return [self[f"tie_{place}"] for place in PLACES]

    @staticmethod
    def initial_of(table: Table, version: int) -> dict[str, Any]:
        asked = next(key for key, is_asked in REVIEWS.items() if is_asked == table.review.is_asked)
        ties = {f"tie_{place}": _key(one) for place, one in enumerate(table.ties, start=1)}
        return {"seen": version, "review": asked, "days": table.review.days, **ties}

    def changed(self, content: Mapping[str, Any]) -> dict[str, Any]:
        data = self.cleaned_data
        chosen = [data[f"tie_{place}"] for place in PLACES]
        ties = []
        for key in chosen:
            kind, _mark, node = key.partition(":")
            if kind:
                ties.append({"kind": kind, "node": node})
        days = DAYS if data["days"] is None else data["days"]
        review = {"asked": REVIEWS[data["review"]], "days": str(days)}
        return {**content, "ties": ties, "review": review}


def _key(one: Tie) -> str:
    return f"{one.kind.value}:{one.node}" if one.node else one.kind.value


def _tie_choices(table: Table) -> list[tuple[str, str]]:
    plain = (TieKind.CLASS_SCORE, TieKind.ENTRIES, TieKind.WOMEN, TieKind.EARLIER)
    found = [(kind.value, str(kind.label)) for kind in plain]
    found[2] = (TieKind.WOMEN.value, _("Tỷ lệ nữ từ 70 %, theo số nữ ghi ở từng phiếu"))
    for _depth, node in table.in_order():
        label = f"{node.code}. {node.name}"
        found.append((f"{TieKind.NODE.value}:{node.code}", _("Điểm: %(line)s") % {"line": label}))
        if not node.is_group and node.is_measured and node.way not in COUNTED:
            words = _("Tỷ lệ nữ từ 70 %% ghi ở: %(line)s") % {"line": label}
            found.append((f"{TieKind.WOMEN.value}:{node.code}", words))
    return found
