"""`/khen-thuong/`: where officers begin."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from sangkien.access.permissions import Permission
from sangkien.core.errors import NotFound
from sangkien.web.shared.work import WorkRequest

# The page, its sign, its name, what it is for, and who sees it.
TILES = (
    (
        "commendation:awards",
        "award",
        gettext_lazy("Hình thức khen thưởng"),
        gettext_lazy("Danh hiệu, cờ, bằng khen, giấy khen: điều kiện, hạn mức, hồ sơ, mức tiền."),
        Permission.AWARD_VIEW,
    ),
    (
        "commendation:eligible",
        "search-check",
        gettext_lazy("Ai đủ điều kiện?"),
        gettext_lazy("Đối chiếu điều kiện với số liệu, nói rõ vì sao; lập hồ sơ từ danh sách."),
        Permission.AWARD_VIEW,
    ),
    (
        "commendation:rounds",
        "calendar-plus",
        gettext_lazy("Đợt xét khen thưởng"),
        gettext_lazy("Mở đợt xét, đề nghị khen, theo dõi hồ sơ qua từng cấp."),
        Permission.AWARD_VIEW,
    ),
    (
        "commendation:dossier_inbox",
        "folder",
        gettext_lazy("Hồ sơ chờ xét"),
        gettext_lazy("Hồ sơ cấp dưới gửi lên: đủ hay thiếu, đề xuất, đưa ra hội đồng."),
        Permission.AWARD_MANAGE,
    ),
    (
        "commendation:register_start",
        "stamp",
        gettext_lazy("Quyết định, sổ khen thưởng"),
        gettext_lazy("Dự thảo, ký, in giấy khen; ai được khen qua các năm; thu hồi."),
        Permission.AWARD_VIEW,
    ),
    (
        "commendation:funds",
        "wallet",
        gettext_lazy("Quỹ khen thưởng"),
        gettext_lazy("Thu, danh sách chi hai người duyệt, tiền thu hồi; mỗi khoản chi một lần."),
        Permission.AWARD_PAY,
    ),
    (
        "commendation:honour",
        "sparkles",
        gettext_lazy("Trang vinh danh"),
        gettext_lazy("Trang mở cho mọi người; cá nhân được nêu tên khi chính họ đồng ý."),
        Permission.AWARD_VIEW,
    ),
)


@require_safe
def start(request: WorkRequest) -> HttpResponse:
    if not request.actor.can_somewhere(Permission.AWARD_VIEW):
        raise NotFound(_("Không tìm thấy trang này."))
    tiles = [
        {"page": page, "icon": icon, "label": label, "words": words}
        for page, icon, label, words, who in TILES
        if request.actor.can_somewhere(who)
    ]
    return render(request, "commendation/start.html", {"tiles": tiles})
