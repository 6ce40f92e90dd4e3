"""A session: when and how it meets, who is there, what is on the agenda, what the minutes say."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.core.periods import VIETNAM
from sangkien.councils.actions.sessions import TWO_THIRDS, Settings
from sangkien.councils.enums import Presence
from sangkien.councils.rules.attendance import Attended
from sangkien.web.councils.forms import shared
from sangkien.web.shared.forms import LineField, ProseField

if TYPE_CHECKING:
    from sangkien.councils.models import Attendance, ScoreTable, Seat, Session

TRIMS = (0, 5, 7, 9)


class SessionForm(forms.Form):
    request_key = shared.request_key()
    meets_on = shared.day(gettext_lazy("Ngày họp"))
    meets_clock = shared.clock_time(gettext_lazy("Giờ họp"))
    place = shared.line(
        gettext_lazy("Địa điểm hoặc đường dẫn họp"),
        most=250,
        required=gettext_lazy("Hãy ghi địa điểm hoặc đường dẫn họp."),
    )
    is_online = shared.tick(gettext_lazy("Họp trực tuyến"))
    quorum = shared.ThresholdField(
        label=gettext_lazy("Họp hợp lệ khi có"),
        help_text=gettext_lazy("Phần số thành viên có mặt, ví dụ 2/3."),
    )
    quorum_counts_written = shared.tick(
        gettext_lazy("Tính cả người vắng đã gửi ý kiến bằng văn bản")
    )
    table = shared.choice(gettext_lazy("Bảng điểm"), (), required=False)
    trims_from = shared.choice(gettext_lazy("Cách lấy điểm"), ())
    leaves_out_conflicts = shared.tick(
        gettext_lazy("Người có liên quan không tính vào mẫu số"),
        help_text=gettext_lazy(
            "Người có liên quan không chấm, không bỏ phiếu. Bỏ chọn thì vẫn tính họ trong tổng số thành viên."
        ),
    )

    def __init__(self, *args: Any, tables: "Sequence[ScoreTable]", **options: Any) -> None:
        super().__init__(*args, **options)
        self._tables = {str(one.pk): one for one in tables}
        table: Any = self.fields["table"]
        table.choices = [
            ("", _("Không chấm điểm")),
            *((k, str(t)) for k, t in self._tables.items()),
        ]
        trims: Any = self.fields["trims_from"]
        trims.choices = [(n, _trim_words(n)) for n in TRIMS]

    def settings(self) -> Settings:
        values = self.cleaned_data
        return Settings(
            meets_at=shared.at_of(values["meets_on"], values["meets_clock"]),
            place=values["place"],
            is_online=values["is_online"],
            quorum=values["quorum"],
            quorum_counts_written=values["quorum_counts_written"],
            table=self._tables.get(values["table"]),
            trims_from=int(values["trims_from"]),
            leaves_out_conflicts=values["leaves_out_conflicts"],
        )


def starting() -> dict[str, Any]:
    """What a new session begins with."""
    return {
        "quorum": TWO_THIRDS,
        "meets_clock": 8 * 60,
        "leaves_out_conflicts": True,
        "trims_from": 0,
    }


def as_written(session: "Session") -> dict[str, Any]:
    local = session.meets_at.astimezone(VIETNAM)
    return {
        "meets_on": local.date(),
        "meets_clock": local.hour * 60 + local.minute,
        "place": session.place,
        "is_online": session.is_online,
        "quorum": session.quorum,
        "quorum_counts_written": session.quorum_counts_written,
        "table": session.table_id or "",
        "trims_from": session.trims_from,
        "leaves_out_conflicts": session.leaves_out_conflicts,
    }


def _trim_words(n: int) -> str:
    if not n:
        return _("Trung bình của mọi phiếu")
    return _("Từ %(n)d phiếu: bỏ một phiếu cao nhất, một phiếu thấp nhất") % {"n": n}


class ItemForm(forms.Form):
    request_key = shared.request_key()
    title = shared.line(
        gettext_lazy("Nội dung"), most=300, required=gettext_lazy("Hãy nhập nội dung.")
    )
    summary = ProseField(label=gettext_lazy("Tóm tắt"), max_length=5000, rows=6, required=False)
    is_scored = shared.tick(gettext_lazy("Chấm điểm theo bảng điểm của kỳ họp"))
    is_voted = shared.tick(
        gettext_lazy("Bỏ phiếu"),
        help_text=gettext_lazy("Bỏ chọn khi chỉ bàn, hoặc khi bầu người, bầu đơn vị từ danh sách."),
    )


class InterestForm(forms.Form):
    """`people` are those whom the reader may declare: oneself, or anybody for the secretary."""

    user = shared.choice(gettext_lazy("Thành viên"), ())
    sentence = shared.line(
        gettext_lazy("Liên quan thế nào"),
        most=300,
        required=gettext_lazy("Hãy ghi một câu: liên quan thế nào."),
        help_text=gettext_lazy("Ví dụ: Tác giả là em ruột của tôi. Câu này được ghi vào biên bản."),
    )

    def __init__(self, *args: Any, people: "Sequence[Seat]", **options: Any) -> None:
        super().__init__(*args, **options)
        self._users = {str(seat.user_id): seat.user for seat in people}
        user: Any = self.fields["user"]
        user.choices = [(key, one.full_name) for key, one in self._users.items()]
        if len(self._users) == 1:
            user.widget = forms.HiddenInput()
            user.initial = next(iter(self._users))

    def written(self) -> dict[str, Any]:
        return {
            "user": self._users[self.cleaned_data["user"]],
            "sentence": self.cleaned_data["sentence"],
        }


class AttendanceForm(forms.Form):
    """One block for each member; present unless something else is chosen."""

    def __init__(
        self,
        *args: Any,
        seats: "Sequence[Seat]",
        marked: "dict[int, Attendance]",
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self._seats = seats
        for seat in seats:
            row = marked.get(seat.pk)
            self.fields[f"presence_{seat.pk}"] = shared.choice(
                seat.user.full_name,
                Presence.choices,
                radio=True,
                initial=row.presence if row else Presence.PRESENT,
            )
            self.fields[f"reason_{seat.pk}"] = LineField(
                label=_("Lý do vắng"),
                max_length=250,
                required=False,
                initial=row.reason if row else "",
            )
            self.fields[f"opinion_{seat.pk}"] = ProseField(
                label=_("Ý kiến bằng văn bản"),
                max_length=2000,
                rows=2,
                required=False,
                initial=row.opinion if row else "",
            )

    def lines(self) -> "Iterator[tuple[Seat, BoundField, BoundField, BoundField]]":
        for seat in self._seats:
            pk = seat.pk
            yield seat, self[f"presence_{pk}"], self[f"reason_{pk}"], self[f"opinion_{pk}"]

    def written(self) -> list[Attended]:
        values = self.cleaned_data
        return [
            Attended(
                seat_id=seat.pk,
                presence=Presence(values[f"presence_{seat.pk}"]),
                reason=values[f"reason_{seat.pk}"],
                opinion=values[f"opinion_{seat.pk}"],
            )
            for seat in self._seats
        ]


class MinutesForm(forms.Form):
    discussion = ProseField(
        label=gettext_lazy("Diễn biến, ý kiến"),
        help_text=gettext_lazy("Ai nêu ý kiến gì; kết quả điểm và phiếu đã tự có trong biên bản."),
        max_length=20_000,
        rows=8,
        required=False,
    )
    conclusion = ProseField(
        label=gettext_lazy("Kết luận"), max_length=10_000, rows=5, required=False
    )
