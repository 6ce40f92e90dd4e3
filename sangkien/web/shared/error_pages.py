"""Error pages that come out whatever is broken: the database, the session, even a template."""

import logging

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = "10"

# Used when the template itself cannot be rendered. No style, so that no policy can block it.
BARE_PAGE = (
    '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title>'
    '<meta name="viewport" content="width=device-width"></head>'
    '<body><h1>{title}</h1><p>{message}</p><p><a href="/">Về trang chủ</a></p></body></html>'
)


def titles() -> dict[int, str]:
    return {
        400: _("Yêu cầu không hợp lệ"),
        403: _("Bạn không có quyền làm việc này"),
        404: _("Không tìm thấy trang"),
        405: _("Cách gửi không hợp lệ"),
        409: _("Nội dung vừa được thay đổi"),
        422: _("Chưa thực hiện được"),
        500: _("Hệ thống gặp sự cố"),
        503: _("Hệ thống tạm thời gián đoạn"),
    }


def messages() -> dict[int, str]:
    return {
        400: _("Mời quay lại trang trước, kiểm tra nội dung rồi gửi lại."),
        403: _("Nếu cần quyền này, mời liên hệ cán bộ công đoàn phụ trách đơn vị của bạn."),
        404: _("Địa chỉ này không có, hoặc nội dung không thuộc phạm vi bạn được xem."),
        405: _("Mời quay lại trang trước và dùng nút trên trang."),
        409: _("Có người vừa thay đổi nội dung này. Mời mở lại trang để xem bản mới nhất."),
        422: _("Mời quay lại trang trước để sửa."),
        500: _("Nội dung bạn vừa gửi có thể chưa được lưu. Mời thử lại sau ít phút."),
        503: _("Nội dung bạn vừa gửi chưa được lưu. Mời thử lại sau ít phút."),
    }


def error_page(
    request: HttpRequest | None, status: int, message: str = "", *, page: str = ""
) -> HttpResponse:
    """Render `shared/errors/<status>.html` with `status`, `title` and `message`.

    `page` names another template of that folder. Without a request the template gets no context processors, hence touches no database.
    """
    context = {
        "status": status,
        "title": titles()[status],
        "message": message or messages()[status],
        "request_id": getattr(request, "request_id", ""),
    }
    response = HttpResponse(_render(request, page or str(status), context), status=status)
    response["Cache-Control"] = "no-store, private"
    if status == 503:  # noqa: PLR2004 - the only temporary one
        response["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def _render(request: HttpRequest | None, page: str, context: dict[str, object]) -> str:
    try:
        return render_to_string(f"shared/errors/{page}.html", context, request=request)
    except Exception:
        # Answering an error must not fail: whatever broke the template, say it plainly.
        log.exception("error page %s cannot be rendered", page)
        return BARE_PAGE.format(title=escape(context["title"]), message=escape(context["message"]))
