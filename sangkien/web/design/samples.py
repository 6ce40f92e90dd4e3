"""What the examples show: the published figures of 2022, invented people."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.core import periods
from sangkien.web.design.forms import SampleForm
from sangkien.web.shared.rows import (
    ChartMark,
    ChartStep,
    Curve,
    Link,
    PhaseStep,
    TimelineEntry,
)

AS_OF = dt.datetime(2022, 5, 31, 14, 5, tzinfo=periods.VIETNAM)
OPENS_ON = dt.date(2022, 5, 13)
DAILY = (38, 61, 24, 97, 142, 165, 133, 151, 88, 42, 176, 190, 148, 171, 126, 63, 35, 204, 229)

GROUPS = (
    (
        gettext_lazy("Số liệu"),
        {
            "figure": gettext_lazy("Con số"),
            "meter": gettext_lazy("So với chỉ tiêu"),
            "linechart": gettext_lazy("Tiến độ theo ngày"),
            "table": gettext_lazy("Bảng"),
            "asof": gettext_lazy("Căn cứ chung của nhiều con số"),
            "formats": gettext_lazy("Cách viết số và ngày"),
        },
    ),
    (
        gettext_lazy("Trạng thái và thời gian"),
        {
            "badge": gettext_lazy("Trạng thái sáng kiến"),
            "phasebar": gettext_lazy("Các đợt"),
            "steps": gettext_lazy("Bước đang làm"),
            "timeline": gettext_lazy("Diễn biến"),
        },
    ),
    (
        gettext_lazy("Biểu mẫu"),
        {
            "field": gettext_lazy("Ô nhập"),
            "errorsummary": gettext_lazy("Chỗ cần sửa"),
            "button": gettext_lazy("Nút"),
            "bulkbar": gettext_lazy("Làm cùng lúc nhiều mục"),
            "searchbox": gettext_lazy("Ô tìm"),
        },
    ),
    (
        gettext_lazy("Bố cục"),
        {
            "card": gettext_lazy("Thẻ"),
            "callout": gettext_lazy("Lời nhắn"),
            "facts": gettext_lazy("Thông tin theo mục"),
            "disclosure": gettext_lazy("Phần mở thêm"),
            "tabs": gettext_lazy("Thẻ chuyển mục"),
            "breadcrumb": gettext_lazy("Đường dẫn"),
            "empty": gettext_lazy("Chưa có gì"),
            "pager": gettext_lazy("Chuyển trang"),
            "honour": gettext_lazy("Vinh danh"),
            "icon": gettext_lazy("Biểu tượng"),
            "hero": gettext_lazy("Dải đầu trang"),
        },
    ),
)
COLOURS = (
    ("brand", gettext_lazy("Xanh công đoàn: đầu trang")),
    ("action", gettext_lazy("Nút và liên kết")),
    ("red", gettext_lazy("Đỏ: chỗ đang đứng, chỉ tiêu")),
    ("success-ground", gettext_lazy("Hợp lệ")),
    ("warn-ground", gettext_lazy("Cần để ý")),
    ("danger-ground", gettext_lazy("Cần sửa")),
    ("honour-ground", gettext_lazy("Vàng: chỉ để vinh danh")),
    ("paper", gettext_lazy("Nền trang")),
    ("surface", gettext_lazy("Nền thẻ")),
    ("ink", gettext_lazy("Chữ")),
    ("muted", gettext_lazy("Chữ phụ")),
)
SPACES = (4, 8, 12, 16, 24, 32, 48, 72)


def breadcrumb() -> list[Link]:
    return [Link(label=_("Trang chủ"), url=reverse("home:index")), Link(label=_("Thiết kế"))]


def context() -> dict[str, Any]:
    return {
        "as_of": AS_OF,
        "curve": _curve(),
        "phases": _phases(),
        "entries": _entries(),
        "units": _units(),
        "states": [
            "draft",
            "submitted",
            "returned",
            "confirmed",
            "recognised",
            "rejected",
            "withdrawn",
        ],
        "form": SampleForm(),
        "wrong_form": SampleForm(
            {"title": "", "benefit": "khoảng 5 triệu", "field": "khac", "consent": "on"},
            auto_id="wrong_%s",
        ),
        "links": [
            Link(label=_("Trang chủ"), url="/"),
            Link(label=_("Chương trình"), url="/chuong-trinh/"),
            Link(label=_("1 triệu sáng kiến")),
        ],
        "tabs": [
            Link(label=_("Công đoàn cơ sở"), url="#tabs", current=True, count=126),
            Link(label=_("Cụm thi đua"), url="#tabs", count=4),
            Link(label=_("Chưa có sáng kiến"), url="#tabs", count=0),
        ],
    }


def _curve() -> Curve:
    total, steps = 0, []
    for index, new in enumerate(DAILY[:-3]):
        total += new
        label = f"{OPENS_ON + dt.timedelta(days=index):%d/%m/%Y}"
        steps.append(ChartStep(label=label, value=total, new=new, expected=2350 * index // 19))
    return Curve(
        steps=steps,
        head=_("Đến hết ngày"),
        new_head=_("Mới trong ngày"),
        first="13/05/2022",
        middle="22/05/2022",
        last="31/05/2022",
        filled=len(steps) / len(DAILY),
        target=2350,
        pace=[ChartMark(0, 0), ChartMark(0.5, 446), ChartMark(1, 2350)],
    )


def _phases() -> list[PhaseStep]:
    def phase(name: str, first: dt.date, last: dt.date, note: str) -> PhaseStep:
        return PhaseStep(
            name=name, opens_at=periods.start_of(first), closes_at=periods.end_of(last), note=note
        )

    return [
        phase(_("Giai đoạn 1"), dt.date(2021, 9, 1), dt.date(2022, 4, 30), _("300.000 sáng kiến")),
        phase(_("Giai đoạn 2"), dt.date(2022, 5, 1), dt.date(2023, 8, 31), _("700.000 sáng kiến")),
        phase(_("Tổng kết"), dt.date(2023, 9, 1), dt.date(2023, 10, 31), ""),
    ]


def _entries() -> list[TimelineEntry]:
    day = dt.timedelta(days=1)
    return [
        TimelineEntry(at=AS_OF, who="Trần Thị Hạnh", what=_("xác nhận hợp lệ"), icon="check"),
        TimelineEntry(
            at=AS_OF - day, who="Nguyễn Văn Bình", what=_("bổ sung và gửi lại"), icon="send"
        ),
        TimelineEntry(
            at=AS_OF - 2 * day,
            who="Trần Thị Hạnh",
            what=_("trả lại để bổ sung"),
            why=_("Đề nghị ghi rõ áp dụng lần đầu từ ngày nào và cách tính số tiền làm lợi."),
            icon="undo-2",
        ),
    ]


def _units() -> list[dict[str, Any]]:
    rows = (
        (1, _("Cụm I"), 850, 1021, 700),
        (2, _("Cụm III"), 750, 688, 640),
        (3, _("Cụm II"), 600, 431, 510),
        (4, _("Cụm IV"), 150, 0, 128),
    )
    names = ("rank", "name", "target", "valid", "pace")
    return [dict(zip(names, row, strict=True)) for row in rows]
