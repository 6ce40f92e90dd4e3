"""`/thi-dua/`: everything that officers do beside single initiatives, on one page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from sangkien.access.permissions import Permission
from sangkien.core.errors import NotFound
from sangkien.web.shared.work import WorkRequest


@dataclass(frozen=True, kw_only=True)
class Tool:
    """A page, what it is for, and whom it is for: anybody with one of these permissions."""

    page: str
    icon: str
    label: str | Promise
    words: str | Promise
    who: tuple[Permission, ...] = (Permission.UNIT_VIEW,)


@dataclass(frozen=True, kw_only=True)
class Group:
    name: str | Promise
    tools: Sequence[Tool]


GROUPS = (
    Group(
        name=gettext_lazy("Chương trình, chỉ tiêu, tiến độ"),
        tools=(
            Tool(
                page="programmes:managed",
                icon="flag",
                label=gettext_lazy("Chương trình"),
                words=gettext_lazy("Phát động, giai đoạn, thể lệ, giao chỉ tiêu của chương trình."),
                who=(Permission.PROGRAMME_MANAGE, Permission.TARGET_MANAGE),
            ),
            Tool(
                page="programmes:list",
                icon="chart-column",
                label=gettext_lazy("Tiến độ các chương trình"),
                words=gettext_lazy("Số đã gửi, hợp lệ, xếp hạng, đơn vị chưa có sáng kiến."),
            ),
            Tool(
                page="programmes:aims",
                icon="target",
                label=gettext_lazy("Chỉ tiêu của đơn vị"),
                words=gettext_lazy("Được giao và tự đăng ký; báo cáo kết quả, xin điều chỉnh."),
                who=(Permission.PROGRESS_VIEW,),
            ),
            Tool(
                page="followup:index",
                icon="megaphone",
                label=gettext_lazy("Đôn đốc"),
                words=gettext_lazy("Đơn vị chậm tiến độ, nhắc việc, cuộc gọi, công văn."),
                who=(Permission.FOLLOWUP_MANAGE,),
            ),
        ),
    ),
    Group(
        name=gettext_lazy("Cam kết và chấm điểm"),
        tools=(
            Tool(
                page="agreements:index",
                icon="handshake",
                label=gettext_lazy("Giao ước thi đua"),
                words=gettext_lazy("Soạn, lấy ý kiến, ký, phụ lục, lễ ký kết."),
                who=(Permission.AGREEMENT_VIEW,),
            ),
            Tool(
                page="practices:managed",
                icon="sprout",
                label=gettext_lazy("Mô hình, cách làm hay"),
                words=gettext_lazy("Đăng ký, thẩm định, công nhận, độ phủ ở các CĐCS."),
            ),
            Tool(
                page="scoring:index",
                icon="clipboard-list",
                label=gettext_lazy("Bảng điểm thi đua"),
                words=gettext_lazy("Tiêu chí, thang điểm, mức xếp loại của năm."),
            ),
            Tool(
                page="scoring:cards",
                icon="list-checks",
                label=gettext_lazy("Phiếu chấm điểm"),
                words=gettext_lazy("Tự chấm, cụm rà soát, thẩm định, chốt điểm, công bố."),
                who=(Permission.SCORECARD_SEND,),
            ),
            Tool(
                page="commendation:start",
                icon="award",
                label=gettext_lazy("Khen thưởng"),
                words=gettext_lazy("Hình thức, điều kiện, ai đủ điều kiện, hồ sơ, quyết định."),
                who=(Permission.AWARD_VIEW,),
            ),
        ),
    ),
    Group(
        name=gettext_lazy("Báo cáo, kiểm tra, hỗ trợ"),
        tools=(
            Tool(
                page="reporting:index",
                icon="calendar-check",
                label=gettext_lazy("Chế độ báo cáo"),
                words=gettext_lazy("Báo cáo phải nộp và báo cáo đã giao, đúng hạn hay muộn."),
                who=(Permission.REPORT_SEND, Permission.REPORT_ASK, Permission.OVERSIGHT_VIEW),
            ),
            Tool(
                page="documents:index",
                icon="file-text",
                label=gettext_lazy("Soạn văn bản, báo cáo"),
                words=gettext_lazy("Kế hoạch, tờ trình, sơ kết, tổng kết; ký, sổ văn bản đi."),
                who=(Permission.DOCUMENT_WRITE,),
            ),
            Tool(
                page="inspections:index",
                icon="search-check",
                label=gettext_lazy("Kiểm tra, giám sát"),
                words=gettext_lazy("Kế hoạch, biên bản, kiến nghị và thời hạn khắc phục."),
                who=(Permission.REPORT_SEND, Permission.OVERSIGHT_VIEW),
            ),
            Tool(
                page="audits:index",
                icon="scan-search",
                label=gettext_lazy("Hậu kiểm sáng kiến"),
                words=gettext_lazy("Rút mẫu ngẫu nhiên sáng kiến hợp lệ, ghi kết quả, hệ số."),
                who=(Permission.PROGRESS_VIEW,),
            ),
            Tool(
                page="support:teams",
                icon="life-buoy",
                label=gettext_lazy("Tổ hỗ trợ sáng kiến"),
                words=gettext_lazy("Thành viên, nhiệm vụ, đơn vị phụ trách."),
                who=(Permission.SUPPORT_MANAGE,),
            ),
            Tool(
                page="support:queue",
                icon="message-square",
                label=gettext_lazy("Yêu cầu hỗ trợ"),
                words=gettext_lazy("Ai đang nhờ, việc nào đến hạn trước."),
                who=(Permission.SUPPORT_GIVE,),
            ),
        ),
    ),
)


@require_safe
def emulation(request: WorkRequest) -> HttpResponse:
    """No figures and no queries: what waits stands on the desk."""
    actor = request.actor
    if not actor.can_somewhere(Permission.UNIT_VIEW):
        raise NotFound(_("Không tìm thấy trang này."))
    shown = [
        Group(
            name=group.name,
            tools=[tool for tool in group.tools if any(map(actor.can_somewhere, tool.who))],
        )
        for group in GROUPS
    ]
    context = {"groups": [group for group in shown if group.tools]}
    return render(request, "desk/emulation.html", context)
