"""Closed lists of personal data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """ "Mục đích": one consent for one purpose, never bundled (Law 91/2025/QH15 art. 9)."""

    PUBLIC_NAME = "public_name", _("Công khai họ tên cùng sáng kiến hợp lệ")
    HONOUR = "honour", _("Nêu tên trên trang vinh danh")


class Channel(models.TextChoices):
    """ "Hình thức đồng ý": how the consent was given, so that it can be proved."""

    WEB = "web", _("Bấm đồng ý trên trang web")
    EARLIER = "earlier", _("Đã bấm đồng ý trước khi được ghi vào sổ đồng ý")


class RequestKind(models.TextChoices):
    """ "Loại yêu cầu": the rights of Law 91/2025/QH15 art. 4."""

    VIEW = "view", _("Xem dữ liệu")
    CORRECT = "correct", _("Sửa dữ liệu")
    SUPPLY = "supply", _("Cung cấp dữ liệu")
    WITHDRAW = "withdraw", _("Rút lại đồng ý")
    RESTRICT = "restrict", _("Hạn chế xử lý dữ liệu")
    OBJECT = "object", _("Phản đối xử lý dữ liệu")
    DELETE = "delete", _("Xóa dữ liệu")
    COMPLAIN = "complain", _("Khiếu nại về dữ liệu")


class RequestState(models.TextChoices):
    """ "Trạng thái yêu cầu"."""

    SENT = "sent", _("Đã gửi")
    ACKNOWLEDGED = "acknowledged", _("Đã tiếp nhận")
    DONE = "done", _("Đã thực hiện")
    REFUSED = "refused", _("Không thực hiện")
    CANCELLED = "cancelled", _("Người gửi đã rút")


OPEN = (RequestState.SENT, RequestState.ACKNOWLEDGED)
