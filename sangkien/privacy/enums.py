"""Closed lists of personal data."""

from django.db import models


class Purpose(models.TextChoices):
    """ "Mục đích": one consent for one purpose, never bundled (Law 91/2025/QH15 art. 9)."""

    PUBLIC_NAME = "public_name", "Công khai họ tên cùng sáng kiến hợp lệ"


class Channel(models.TextChoices):
    """ "Hình thức đồng ý": how the consent was given, so that it can be proved."""

    WEB = "web", "Bấm đồng ý trên trang web"
    EARLIER = "earlier", "Đã bấm đồng ý trước khi có sổ đồng ý"


class RequestKind(models.TextChoices):
    """ "Loại yêu cầu": the rights of Law 91/2025/QH15 art. 4."""

    VIEW = "view", "Xem dữ liệu"
    CORRECT = "correct", "Sửa dữ liệu"
    SUPPLY = "supply", "Cung cấp dữ liệu"
    WITHDRAW = "withdraw", "Rút lại đồng ý"
    RESTRICT = "restrict", "Hạn chế xử lý dữ liệu"
    OBJECT = "object", "Phản đối xử lý dữ liệu"
    DELETE = "delete", "Xóa dữ liệu"
    COMPLAIN = "complain", "Khiếu nại về dữ liệu"


class RequestState(models.TextChoices):
    """ "Trạng thái yêu cầu"."""

    SENT = "sent", "Đã gửi"
    ACKNOWLEDGED = "acknowledged", "Đã tiếp nhận"
    DONE = "done", "Đã thực hiện"
    REFUSED = "refused", "Không thực hiện"
    CANCELLED = "cancelled", "Người gửi đã rút"


OPEN = (RequestState.SENT, RequestState.ACKNOWLEDGED)
